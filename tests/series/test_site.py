"""A copy of the site published with another club's settings says nothing of the salon, in either language."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.cli import salon
from scraper.export.site import Site
from scraper.publish.static import publish_static
from scraper.site.language.speech import ENGLISH
from scraper.site.pages.home import story_title
from scraper.site.story import read_story

SETTINGS = """
name: {zh: 夜航读书会, en: Night Reading Club}
short_name: {zh: 读书会, en: Night Club}
host: Lighthouse
home_page: https://lighthouse.example/
time_zone: Europe/Berlin
language: en
session: {zh: 场, en: evening}
identity: IDENTITY
layout: table
tracks:
  编译: {en: Compilers, colour: '#336699'}
table:
  columns: {number: "No", date: Day, title: Talk, speakers: Who, track: Kind, replays: Video}
  year: heading
"""
ROWS = """# Talks

## 2022

| No | Day | Talk | Who | Kind | Video |
|---|---|---|---|---|---|
| 1 | 2022-09-12 | Parsers by hand | Ada | 编译 | [seen](https://video.example/1) |
| 2 | 2022-09-19 | Lexers | Bob | 编译 | [seen](https://video.example/1) |
| 2 | 2022-09-20 | Scanners | Bob | | |
| 5 | 2022-09-26 | | Cleo | | |
| 6 | 2022-10-03 | cancelled | | | |
"""
SAID_OF_THE_SALON = re.compile(
    r"沙龙|\bMo\b|momodel|论文分享|机器学习|项目实战|北京|Asia/Shanghai|Machine Learning|\bSalons?\b|\b[Ii]ssues? (?:\d|without)"
    r"|(?<![日星延])期(?!间)"
)
TEXTS = {".html", ".atom", ".ics", ".json", ".csv", ".xml", ".txt"}


@pytest.fixture(params=["number", "date"])
def copy(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    identity: str = request.param
    folder = tmp_path / "data" / "announcements"
    folder.mkdir(parents=True)
    settings = SETTINGS.replace("IDENTITY", identity)
    if identity == "date":
        settings = settings.replace('number: "No", ', "")
    (tmp_path / "data" / "series.yml").write_text(settings, "utf-8")
    for day, text in (("2022-09-20", ROWS.replace("Parsers by hand", "Parsers")), ("2022-10-05", ROWS)):
        (folder / f"{day}.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(salon, ["build"])
    assert result.exit_code == 0, result.output
    monkeypatch.chdir("/")  # the archive itself holds the settings
    asyncio.run(publish_static(tmp_path / "data" / "archive.db", tmp_path / "copy", Site("https://club.example/")))
    return tmp_path / "copy"


def texts(copy: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(copy.rglob("*")):
        if file.suffix in TEXTS and file.name != "schema.json":
            yield str(file.relative_to(copy)), file.read_text("utf-8")


def test_nothing_is_said_of_the_salon(copy: Path) -> None:
    found = []
    for name, text in texts(copy):
        found += [
            f"{name}: {text[max(0, at.start() - 30) : at.end() + 30]!r}" for at in SAID_OF_THE_SALON.finditer(text)
        ]
    assert not found, "\n".join(found[:40])


def test_the_club_is_named_where_a_reader_looks(copy: Path) -> None:
    pages = dict(texts(copy))
    assert "夜航读书会" in pages["index.html"] and "Night Reading Club" in pages["en/index.html"]
    assert "Lighthouse" in pages["en/about/index.html"]
    calendar = pages["feeds/salons.ics"]
    assert "X-WR-TIMEZONE:Europe/Berlin" in calendar and "Night Reading Club" in calendar
    schedule = json.loads(pages["data/schedule.json"])["schedule"]["conference"]
    assert (schedule["time_zone_name"], schedule["tracks"][0]["color"]) == ("Europe/Berlin", "#336699")


def test_colours_of_the_tracks_come_in_a_style_sheet_of_their_own(copy: Path) -> None:
    page = (copy / "en" / "index.html").read_text("utf-8")
    sheet = re.search(r'href="\.\./(assets/colours-336699\.[0-9a-f]{10}\.css)"', page)
    assert sheet and "edge-336699" in page and "style=" not in page
    assert ".track-336699{color:#336699" in (copy / sheet[1]).read_text("utf-8")


def test_metadata_is_written_with_the_names_of_the_series(copy: Path) -> None:
    written = copy.parent / "metadata.json"
    database = copy.parent / "data" / "archive.db"
    result = CliRunner().invoke(salon, ["publish", "metadata", str(written), "--db", str(database)])
    assert result.exit_code == 0, result.output
    told = written.read_text("utf-8")
    assert "Night Club" in json.loads(told)["title"] and not re.search(r"\{(?:zh|en)\.", told)


def test_dates_without_an_offset_are_of_the_time_zone_of_the_series(copy: Path) -> None:
    feed = (copy / "feeds" / "issues.atom").read_text("utf-8")
    assert "<updated>2022-10-04T22:00:00Z</updated>" in feed  # of 2022-10-05.md: midnight in Berlin


@pytest.mark.parametrize(("last", "told"), [("2012-03-01", "month by month"), ("2022-03-01", "year by year")])
def test_the_picture_says_what_its_columns_are(last: str, told: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        connection.executescript(
            "create table issues (number, date); create table replays (issue_number, state, archived_url);"
            f"insert into issues values (1, '2012-01-01'), (2, '{last}');"
        )
        story = read_story(connection)
    assert story and told in story_title(story, ENGLISH)
