"""Agendas as many clubs write them, each with the talks that a reader finds in it: `fixtures/clubs/NAME.yml`.

A case has a name, the text below 活动内容, and its talks; what a talk does not name is not compared, but `speakers`.
With `finding`, something is left that the archive cannot hold, and a problem says so; else there is no problem.

`fixtures/announcements/NAME.yml` has whole announcements, as Markdown or a page, with what their head and recap say.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from support.renderings import github, wechat, yuque, yuque_editor

from scraper.parse import parse
from scraper.records import Announcement, RecapRow, Speaker, Talk

CLUBS = Path(__file__).parents[1] / "fixtures" / "clubs"
HEAD = "# 第 71 期机器学习沙龙\n\n活动时间：3月6日（周六）19:30-20:30\n\n### 活动内容\n\n"
FORMS = {"Markdown": str, "GitHub": github, "WeChat": wechat, "Yuque": yuque, "Yuque's viewer": yuque_editor}
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['is']}")
    for path in sorted(CLUBS.glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


WHOLE = [
    pytest.param(case, id=f"{path.stem}: {case['is']}")
    for path in sorted((CLUBS.parent / "announcements").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def read(text: str, form: str = "Markdown") -> Announcement:
    return parse(FORMS[form](HEAD + text).encode(), "text/markdown" if form == "Markdown" else "text/html")


def person(speaker: Speaker) -> str:
    return f"{speaker.name}|{speaker.affiliation}" if speaker.affiliation else speaker.name


def told(talk: Talk, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a talk says of the fields that are compared."""
    said = {
        "title": talk.title,
        "speakers": [person(one) for one in talk.speakers],
        "papers": list(talk.papers),
        "outline": list(talk.outline),
        "abstract": talk.abstract,
        "track": talk.track,
        "links": [link.url for link in talk.links],
        "at": f"{talk.starts_at}-{talk.ends_at}",
    }
    return {name: said[name] for name in ("title", "speakers", *wanted)}


def compared(found: Announcement, case: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    wanted = [{"speakers": [], **talk} for talk in case["talks"]]
    empty: dict[str, Any] = {}
    places = [*wanted, *[empty] * len(found.talks)]
    return [told(talk, place) for talk, place in zip(found.talks, places, strict=False)], wanted


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_agenda(case: dict[str, Any], form: str) -> None:
    found = read(case["text"], form)
    talks, wanted = compared(found, case)
    assert talks == wanted
    assert bool(found.problems or found.superseded) == case.get("finding", False), found.problems


def head_of(found: Announcement) -> dict[str, Any]:
    """What an announcement says of its issue; the year of its day is not read here."""
    day = found.dates[-1]
    return {"date": f"2021-{day.month:02d}-{day.day:02d}", **found._asdict()}


def row_of(row: RecapRow) -> dict[str, Any]:
    day = row.date
    return {
        "number": row.number,
        "date": day and f"2021-{day.month:02d}-{day.day:02d}",
        "titles": [topic.title for topic in row.topics],
        "links": sorted(link.url for link in row.links),
        "status": row.status,
    }


@pytest.mark.parametrize("case", WHOLE)
def test_announcement(case: dict[str, Any]) -> None:
    found = parse(case["text"].encode(), "text/html" if case.get("form") == "html" else "text/markdown")
    head = head_of(found)
    assert {name: head[name] for name in case.get("head", {})} == case.get("head", {})
    talks, wanted = compared(found, {"talks": [{"speakers": [], **talk} for talk in case["talks"]]})
    has_speakers = ["speakers" in talk for talk in case["talks"]]
    assert [talk if has else {**talk, "speakers": []} for talk, has in zip(talks, has_speakers, strict=True)] == wanted
    rows = sorted(map(row_of, found.recap), key=lambda row: row["number"])
    assert rows == [{"status": None, **row} for row in case.get("recap", [])]
