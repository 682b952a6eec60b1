"""Sessions told apart by their day: the number is the day, a second of that day has a further digit, over rebuilds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from support.series import Parsed, document

from scraper.defaults import default_path
from scraper.parse import parse
from scraper.reconcile import reconcile
from scraper.rows import ArchiveRows
from scraper.series import TableLayout
from scraper.series.settings import read_series

LAYOUT = TableLayout((("date", ("Date",)), ("title", ("Talk",)), ("speakers", ("Speaker",))), by_date=True)


def revision(published: str, *rows: str, layout: TableLayout = LAYOUT) -> Parsed:
    text = "\n".join(["| Date | Talk | Speaker |", "|---|---|---|", *rows])
    about, _ = document(published, text)
    return about, parse(text.encode(), table=layout)


def archive(*documents: Parsed) -> ArchiveRows:
    shuffled = random.Random(1).sample(documents, len(documents))
    return reconcile(shuffled, series=replace(read_series(default_path("data/series.yml")), identity="date"))


def sessions(rows: ArchiveRows) -> list[tuple[int, str | None, Sequence[str]]]:
    titles: dict[int, list[str]] = {}
    for topic in rows.topics:
        titles.setdefault(topic.issue_number, []).append(topic.title)
    return [(issue.number, issue.date, titles.get(issue.number, [])) for issue in rows.issues]


def test_a_second_session_of_a_day_has_a_following_number() -> None:
    rows = archive(revision("2022-10-01", "| 2022-09-12 | Parsers | Ada |", "| 2022-09-12 | Lexers | Bob |"))
    assert sessions(rows) == [(20220912, "2022-09-12", ["Parsers"]), (202209122, "2022-09-12", ["Lexers"])]


def test_numbers_stay_when_rows_come_above_or_are_reworded() -> None:
    first = revision("2022-10-01", "| 2022-09-12 | Parsers | Ada |")
    second = revision("2022-10-02", "| 2022-09-12 | Lexers | Bob |", "| 2022-09-12 | Parsers | Ada |")
    third = revision("2022-10-03", "| 2022-09-12 | Scanners | Bob |", "| 2022-09-12 | Parsers | Ada |")
    for history in ([first, second], [first, second, third]):
        found = {number: titles for number, _, titles in sessions(archive(*history))}
        assert found[20220912] == ["Parsers"]
    assert found[202209122] == ["Scanners"] and len(found) == 2


def test_a_session_that_moves_to_another_day_is_one_session() -> None:
    rows = archive(
        revision("2022-09-01", "| 2022-09-12 | Parsers | Ada |", "| 2022-09-19 | Lexers | Bob |"),
        revision("2022-09-10", "| 2022-09-14 | Parsers | Ada |", "| 2022-09-19 | Lexers | Bob |"),
    )
    assert [number for number, _, _ in sessions(rows)] == [20220914, 20220919]
    assert ("date", "2022-09-12", "2022-09-14") in {(one.field, one.old, one.new) for one in rows.changes}


def test_the_same_talk_on_two_days_is_two_sessions() -> None:
    rows = archive(
        revision("2022-09-01", "| 2022-09-12 | Parsers | Ada |"),
        revision("2022-09-20", "| 2022-09-12 | Parsers | Ada |", "| 2022-09-19 | Parsers | Ada |"),
    )
    assert [number for number, _, _ in sessions(rows)] == [20220912, 20220919]


def test_nothing_is_missing_between_days() -> None:
    rows = archive(revision("2022-10-01", "| 2022-09-12 | Parsers | Ada |", "| 2022-09-19 | Lexers | Bob |"))
    assert not [finding for finding in rows.findings if finding.code == "missing_issue"]
