"""What the archive says of a link, from the checks in the order they were written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from support.building import built
from support.linked import Linked, write
from support.linked_archive import write_linked
from support.soundness import observed_checks

from scraper.check import history
from scraper.check.selection import due
from scraper.check.verdicts import Outcome, Verdict

URL = "https://live.test/1"
FUTURE = "2099-01-01T00:00:00.000Z"


def checked_at(second: int) -> str:
    return f"2026-01-01T00:00:{second:02}.000Z"


def observed(folder: Path, verdicts: Sequence[str], times: Sequence[str] = ()) -> Path:
    """An archive of one link, checked so often; its times are seconds 0, 1, 2 … unless given."""
    archive = write(folder / "archive.db", [Linked(URL)])
    with closing(sqlite3.connect(archive)) as connection:
        links = dict(connection.execute("select url, id from links"))
        with history.CheckHistory(archive, connection, links) as kept:
            for second, verdict in enumerate(verdicts):
                moment = times[second] if times else checked_at(second)
                copy = "https://copy.test/web/1" if verdict == "dead" else None
                kept.add(Outcome(URL, moment, Verdict(verdict), verdict, archived_url=copy))
    return archive


def state(archive: Path, columns: str = "state, since, checks, dead_checks, news") -> tuple[object, ...]:
    with closing(sqlite3.connect(archive)) as connection:
        return tuple(connection.execute(f"select {columns} from link_states").fetchone())


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ("", ("unchecked", None, 0, 0, None)),
        ("alive", ("alive", 0, 1, 0, None)),
        ("alive moved", ("moved", 0, 2, 0, None)),
        ("dead", ("dead", 0, 1, 1, "new")),
        ("dead dead", ("dead", 0, 2, 2, "persisting")),
        ("alive dead unreachable", ("dead", 1, 1, 1, "new")),  # an outage is no second death
        ("dead unverifiable dead", ("dead", 0, 2, 2, "persisting")),  # what says neither changes nothing
        ("dead blocked blocked", ("dead", 0, 1, 1, "new")),
        ("dead dead alive", ("alive", 2, 1, 0, "fixed")),
        ("dead alive alive", ("alive", 1, 2, 0, None)),
        ("dead alive dead", ("dead", 2, 1, 1, "new")),  # since the last turn, not the first death ever
        ("alive dead alive unreachable alive", ("alive", 2, 2, 0, None)),
        ("unreachable unverifiable unreachable", ("unreachable", 2, 1, 0, None)),
        ("unreachable unreachable", ("unreachable", 0, 2, 0, None)),
        ("alive blocked", ("blocked", 1, 1, 0, None)),
    ],
)
def test_the_state_of_a_link_is_its_last_turn(tmp_path: Path, verdicts: str, expected: tuple[object, ...]) -> None:
    found = state(observed(tmp_path, verdicts.split()))
    since = checked_at(expected[1]) if isinstance(expected[1], int) else None
    assert found == (expected[0], since, *expected[2:])


@pytest.mark.parametrize("times", [[FUTURE, checked_at(5)], [checked_at(5), checked_at(1)]])
def test_the_newest_check_is_the_one_written_last(tmp_path: Path, times: list[str]) -> None:
    """Whatever a clock said: neither a check dated in the future nor a clock set back hides what was seen later."""
    archive = observed(tmp_path, ["alive", "dead"], times)
    assert state(archive, "state, verdict, checked_at") == ("dead", "dead", times[1])
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("delete from link_checks")
        history.catch_up(archive, connection)
    assert state(archive, "state, verdict, checked_at") == ("dead", "dead", times[1])


def test_a_check_dated_in_the_future_makes_no_link_fresh(tmp_path: Path) -> None:
    with closing(sqlite3.connect(observed(tmp_path, ["alive"], [FUTURE]))) as connection:
        assert due(connection, [URL], timedelta(days=36500)) == [URL]


def test_every_view_names_the_state_of_a_replay(tmp_path: Path) -> None:
    """Dead through an outage, with the copy to watch instead: one truth in all views."""
    archive = observed(tmp_path, ["alive", "dead", "unreachable"])
    copy = "https://copy.test/web/1"
    with closing(sqlite3.connect(archive)) as connection:
        for view in ("replays", "topic_index"):
            name = "state" if view == "replays" else "replay_state"
            found = connection.execute(f"select {name}, verdict, archived_url from {view}").fetchall()
            assert found == [("dead", "unreachable", copy)], view
        assert connection.execute("select verdict, links from link_health").fetchall() == [("dead", 1)]
        assert connection.execute("select dead_since, dead_checks from dead_links").fetchall() == [(checked_at(1), 1)]


def test_a_topic_names_a_replay_that_lives(tmp_path: Path) -> None:
    archive = write(tmp_path / "archive.db", [Linked(URL), Linked("https://live.test/2")])
    with closing(sqlite3.connect(archive)) as connection:
        links = dict(connection.execute("select url, id from links"))
        with history.CheckHistory(archive, connection, links) as kept:
            kept.add(Outcome(URL, checked_at(1), Verdict.DEAD, "404"))
        assert connection.execute("select replay, replay_state from topic_index").fetchall() == [
            ("https://live.test/2", "unchecked")
        ]


BAD = {
    "torn": b'{"url": "https://live.test/1", "chec',
    "no object": b"[1, 2]",
    "no address": b'{"checked_at": "2026-01-01T00:00:00Z", "verdict": "alive"}',
    "unknown verdict": b'{"url": "https://live.test/1", "checked_at": "2026-01-01T00:00:00Z", "verdict": "fine"}',
    "no time": b'{"url": "https://live.test/1", "checked_at": "soon", "verdict": "alive"}',
    "number beyond 64 bits": b'{"url": "https://live.test/1", "checked_at": "2026-01-01T00:00:00Z", "verdict": "alive", "elapsed_ms": 99999999999999999999}',
    "number of 5,000 digits": b'{"url": "https://live.test/1", "checked_at": "2026-01-01T00:00:00Z", "verdict": "alive", "elapsed_ms": 1' + b"0" * 5000 + b"}",
    "infinite evidence": b'{"url": "https://live.test/1", "checked_at": "2026-01-01T00:00:00Z", "verdict": "alive", "evidence": {"x": 1e999}}',
    "deep": b'{"url": "https://live.test/1", "checked_at": "2026-01-01T00:00:00Z", "verdict": "alive", "evidence": {"x": ' + b"[" * 100_000,
    "bytes that are no text": b"\xff\xfe\x00",
    "conflict marker": b"<<<<<<< HEAD",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    archive = observed(tmp_path, ["alive"])
    path = history.history_path(archive)
    good = path.read_bytes()
    path.write_bytes(BAD[name] + b"\n\n" + good)
    assert [outcome.verdict for outcome in observed_checks(path)] == [Verdict.ALIVE]
    [(place, message)] = history.faults(path)
    assert place == "link_checks.jsonl:1" and "mend or remove" in message


def test_halves_of_characters_are_stored_as_something_printable(tmp_path: Path) -> None:
    path = tmp_path / "link_checks.jsonl"
    values = {"url": URL, "checked_at": checked_at(1), "verdict": "dead", "reason": "\ud800", "final_url": "\udfff"}
    path.write_text(json.dumps(values | {"evidence": {"a\ud800": ["\udc00"]}, "archived_url": "\ud83d"}), "utf-8")
    [outcome] = observed_checks(path)
    row = history.row(7, outcome, 0)
    assert json.dumps([row.reason, row.final_url, row.evidence, row.archived_url], ensure_ascii=False).encode()


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "link_checks.jsonl"
    path.write_bytes(b"{\n" * 500)
    told = history.faults(path)
    assert len(told) == 21 and "480 more" in told[-1][1] and "line 500" in told[-1][1]


def test_a_build_goes_on_past_bad_lines_and_finds_them(tmp_path: Path) -> None:
    write_linked(tmp_path / "store", "https://live.test", 1)
    good = {"url": "https://live.test/live/1", "checked_at": checked_at(1), "verdict": "dead"}
    lines = [*BAD.values(), json.dumps(good).encode()]
    (tmp_path / "link_checks.jsonl").write_bytes(b"\n".join(lines))
    with closing(sqlite3.connect(built(tmp_path / "store", tmp_path / "archive.db"))) as connection:
        assert connection.execute("select verdict from link_checks").fetchall() == [("dead",)]
        found = connection.execute(
            "select message_en from findings where message_en like '%link_checks.jsonl:%'"
        ).fetchall()
    assert len(found) == len(BAD)
