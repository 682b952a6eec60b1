"""No export names a replay without its state; where it is dead, its archived copy is the link."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import feedparser
import icalendar
import pytest
from support.sample_archive import write_archive

from scraper.export.formats import FORMATS
from scraper.export.salons.replays import replay_state, watch_url
from scraper.export.site import Site

SITE = Site("https://salons.example.org/club/")
DEAD, COPY, ALIVE = "https://live.example.org/3", "https://copy.example.org/3", "https://live.example.org/2"


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(write_archive(tmp_path_factory.mktemp("replays") / "archive.db"))) as connection:
        yield connection


@pytest.mark.parametrize(
    ("state", "copy", "said", "watched"),
    [
        ("alive", "c", "watchable", "u"),
        ("moved", None, "watchable", "u"),
        ("dead", "c", "archived", "c"),
        ("invalid", "c", "archived", "c"),
        ("dead", None, "dead", "u"),
        ("blocked", "c", "unverified", "u"),
        ("unchecked", None, "unverified", "u"),
        (None, None, "unverified", "u"),
    ],
)
def test_states(state: str | None, copy: str | None, said: str, watched: str) -> None:
    assert (replay_state(state, copy), watch_url("u", state, copy)) == (said, watched)


def test_calendar(connection: sqlite3.Connection) -> None:
    events = icalendar.Calendar.from_ical(FORMATS["ics"].render(connection, SITE)).walk("VEVENT")
    lines = [line for event in events for line in str(event["description"]).splitlines() if "Replay" in line]
    assert lines == [
        f"回放 Replay（可看 watchable）: {ALIVE}",
        f"回放 Replay（存档副本 archived copy）: {COPY}（原 was {DEAD}）",
    ]


@pytest.mark.parametrize("form", ["atom", "changes"])
def test_feeds(connection: sqlite3.Connection, form: str) -> None:
    for entry in feedparser.parse(FORMATS[form].render(connection, SITE)).entries:
        body = entry.content[0].value
        assert f'href="{DEAD}"' not in body
        assert body.count("Replay") == sum(f"（{said}" in body for said in ("可看", "存档副本", "已失效", "未核实"))
        if DEAD in body:
            assert f'href="{COPY}"' in body and "存档副本" in body


def test_schedule(connection: sqlite3.Connection) -> None:
    days = json.loads(FORMATS["frab"].render(connection, SITE))["schedule"]["conference"]["days"]
    events = [event for day in days for room in day["rooms"].values() for event in room]
    links = [link for event in events for link in event["links"]]
    assert COPY in {link["url"] for link in links} and DEAD not in {link["url"] for link in links}


def test_schema_org(connection: sqlite3.Connection) -> None:
    """A recording that is gone, and of which there is no copy, is no video."""
    text = FORMATS["jsonld"].render(connection, SITE).decode()
    assert COPY in text and DEAD not in text
