"""`salon series check`: columns, the first sessions as read, and the words not understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.series import night_talks

from scraper.cli import salon

SETTINGS = night_talks('{number: "#", title: Talk, date: Day, speakers: Who, replays: Video}', language="en")
TABLES = """
| # | Day | Talk | Who | Video | Room |
|---|---|---|---|---|---|
| 2 | 2022-09-19 | Lexers | Bob | [seen](https://video.example/2) | 5 |
| 1 | 2022-09-12 | Parsers | Ada & Eve | | 5 |
| S1E3 | 2022-09-26 | Linkers | Cleo | | |

| Name | Badge |
|---|---|
| Ada | gold |
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.md").write_text(TABLES, "utf-8")
    (tmp_path / "data").mkdir()
    return tmp_path


def test_columns_sessions_and_problems_are_shown(folder: Path) -> None:
    (folder / "data" / "series.yml").write_text(SETTINGS, "utf-8")
    result = CliRunner().invoke(salon, ["series", "check", "table.md"])
    assert result.exit_code == 0, result.output
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    for said in (
        "Table 1 is read:",
        "Talk title",
        "Room - not taken: its links are, its words are not",
        "Table 2 is not read: Name | Badge",
        "2 sessions, the first as they are read:",
        "Evening 2, 2022-09-19",
        "talk: Lexers",
        "replay: https://video.example/2 (seen)",
    ):
        assert said in lines, result.output
    assert "'Ada & Eve' is read as the name of one person" in result.output and "S1E3" in result.output
    assert list(folder.glob("**/*.db")) == []


def test_the_salon_s_settings_show_the_headers_to_choose_from(folder: Path) -> None:
    result = CliRunner().invoke(salon, ["series", "check", "table.md"])
    assert result.exit_code == 3
    assert "# | Day | Talk | Who | Video | Room" in result.output and "layout: table" in result.output
    assert "There is no data/series.yml here yet" in result.output


def test_the_settings_to_fill_in_are_all_that_are_needed(folder: Path) -> None:
    shown = CliRunner().invoke(salon, ["series", "check", "table.md"]).output
    (folder / "data" / "series.yml").write_text(
        shown[shown.index("name: ") :]
        .partition("Error")[0]
        .replace(
            "number: …, date: …, title: …, speakers: …, links: …", "number: '#', date: Day, title: Talk, speakers: Who"
        ),
        "utf-8",
    )
    result = CliRunner().invoke(salon, ["series", "check", "table.md"])
    assert result.exit_code == 0 and "talk: Parsers" in result.output, result.output


def test_all_that_is_missing_is_named_at_once(folder: Path) -> None:
    (folder / "data" / "series.yml").write_text(
        SETTINGS.replace("host: Night", "").replace("language: en", ""), "utf-8"
    )
    result = CliRunner().invoke(salon, ["series", "check", "table.md"])
    assert result.exit_code == 3 and "data/series.yml: host, language are missing" in result.output


@pytest.mark.parametrize("identity", ["number", "date"])
def test_a_day_whose_year_nothing_tells_is_shown(folder: Path, identity: str) -> None:
    """In a file without a day of its own; one in its name tells."""
    settings = SETTINGS.replace("Who, replays: Video}", "Who, replays: Video}, year: newest first, day_order: mdy")
    if identity == "date":
        settings = settings.replace("identity: number", "identity: date").replace('number: "#", ', "")
    (folder / "data" / "series.yml").write_text(settings, "utf-8")
    for name in ("table.md", "2022-10-01-table.md"):
        (folder / name).write_text(TABLES.replace("2022-09-", "9/").replace("| S1E3 |", "| 3 |"), "utf-8")
    said = "no year is known of its day"
    assert said in CliRunner().invoke(salon, ["series", "check", "table.md"]).output
    dated = CliRunner().invoke(salon, ["series", "check", "2022-10-01-table.md"]).output
    assert said not in dated and "2022-09-19" in dated


def test_one_session_is_no_sessions(folder: Path) -> None:
    (folder / "data" / "series.yml").write_text(SETTINGS, "utf-8")
    (folder / "one.md").write_text("".join(TABLES.splitlines(keepends=True)[:4]), "utf-8")
    result = CliRunner().invoke(salon, ["series", "check", "one.md"])
    assert "\n1 session, as it is read:" in result.output and result.output.startswith("one.md\n")
