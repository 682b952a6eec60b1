"""Whether an issue takes place, and which of its values no longer hold: the later counts, the earlier is a change."""

from __future__ import annotations

from typing import Any

import pytest
from support.series import Parsed, archive, document, issue, recap_of, row, talk

from scraper.records import RecapRow, StatedDate, Status, Superseded

TALK = talk("甲论")
APRIL_6 = Superseded("date", "4月6日", StatedDate(4, 6, excerpt="4月6日"))


def announced(day: str, published: str, **told: Any) -> Parsed:
    """An announcement of issue 4, of which the reader says `told` as well."""
    about, said = document(published, issue(4, day, TALK))
    return about, said._replace(**told)


def recalled(published: str, **told: Any) -> Parsed:
    """A recap whose only row is issue 4, of which the reader says `told` as well."""
    about, said = document(published, recap_of(row(4, "4.13", "甲论")))
    rows: tuple[RecapRow, ...] = tuple(one._replace(**told) for one in said.recap)
    return about, said._replace(recap=rows)


LATER = document("2019-05-22", issue(5, "5月25日（周六）", talk("乙论")))

STATUSES: list[tuple[str, str, tuple[Parsed, ...]]] = [
    ("still to come", "announced", (announced("4月13日", "2019-04-09"),)),
    ("its day passed before a later document", "held", (announced("4月13日", "2019-04-09"), LATER)),
    ("a later recap lists it", "held", (announced("4月13日", "2019-04-09"), recalled("2019-04-16"))),
    ("a recap alone lists it", "held", (recalled("2019-04-16"),)),
    ("cancelled", "cancelled", (announced("4月13日", "2019-04-09", status=Status.CANCELLED),)),
    ("cancelled, and its day passed", "cancelled", (announced("4月13日", "2019-04-09", status=Status.CANCELLED), LATER)),
    (
        "cancelled by its row", "cancelled",
        (announced("4月13日", "2019-04-09"), recalled("2019-04-16", status=Status.CANCELLED, topics=())),
    ),
    (
        "cancelled, yet a later recap lists it", "held",
        (announced("4月13日", "2019-04-09", status=Status.CANCELLED), recalled("2019-04-16")),
    ),
    ("postponed", "postponed", (announced("4月13日", "2019-04-09", status=Status.POSTPONED), LATER)),
    (
        "postponed to a day of the same text", "announced",
        (announced("4月13日", "2019-04-04", status=Status.POSTPONED, superseded=(APRIL_6,)),),
    ),
    (
        "postponed to another day than before", "announced",
        (announced("4月6日", "2019-04-01"), announced("4月13日", "2019-04-04", status=Status.POSTPONED)),
    ),
    (
        "postponed, then held", "held",
        (announced("4月6日", "2019-04-01"), announced("4月13日", "2019-04-04", status=Status.POSTPONED), LATER),
    ),
    (
        "cancelled, then announced again", "announced",
        (announced("4月6日", "2019-04-01", status=Status.CANCELLED), announced("4月13日", "2019-04-04")),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("status", "documents"), [case[1:] for case in STATUSES], ids=[case[0] for case in STATUSES])
def test_status(status: str, documents: tuple[Parsed, ...]) -> None:
    assert archive(*documents).issue(4).status == status


def test_cancelled_is_a_finding_and_leaves_no_topic() -> None:
    built = archive(recalled("2019-04-16", status=Status.CANCELLED, topics=(), links=()))
    assert built.findings == {("cancelled", 4)}
    assert built.titles(4) == []


def test_postponed_is_a_finding() -> None:
    built = archive(announced("4月13日", "2019-04-09", status=Status.POSTPONED))
    assert built.findings == {("rescheduled", 4)}


def test_day_that_a_text_itself_calls_superseded() -> None:
    built = archive(announced("4月13日", "2019-04-04", superseded=(APRIL_6,)))
    assert built.issue(4).date == "2019-04-13"
    assert set(built.changes(4)) == {(field, "2019-04-06", "2019-04-13") for field in ("date", "announced_date")}
    assert built.findings == {("rescheduled", 4)}


def test_day_that_a_row_calls_superseded() -> None:
    built = archive(recalled("2019-04-16", superseded=(APRIL_6,)))
    assert built.changes(4) == [("date", "2019-04-06", "2019-04-13")]
    assert built.findings == {("rescheduled", 4)}


def test_speaker_that_a_text_itself_calls_superseded() -> None:
    about, said = announced("4月13日", "2019-04-09")
    talks = tuple(one._replace(superseded=(Superseded("speakers", "陈二"),)) for one in said.talks)
    built = archive((about, said._replace(talks=talks)))
    assert [(one.field, one.old, one.new, one.topic_id) for one in built.change_rows(4)] == [
        ("speakers", "陈二", "林一", built.topics(4)[0].id)
    ]
    assert built.findings == {("rescheduled", 4)}


def test_what_is_superseded_is_one_change_however_often_it_is_said() -> None:
    """The revision before had the day in force, and two after it say that it was moved."""
    documents = [announced("4月6日", "2019-04-01")]
    documents += [announced("4月13日", f"2019-04-0{day}", superseded=(APRIL_6,)) for day in (4, 5)]
    built = archive(*documents)
    assert len(built.changes(4)) == 2
    assert len(built.rows.findings) == 1


@pytest.mark.parametrize(("published", "codes"), [("2019-04-04", {("rescheduled", 4)}), ("2019-04-01 11:05", set())])
def test_day_of_the_next_revision(published: str, codes: set[tuple[str, int]]) -> None:
    """It was moved, unless a slip was mended at once; a change either way."""
    built = archive(announced("4月6日", "2019-04-01 11:00"), announced("4月13日", published))
    assert ("date", "2019-04-06", "2019-04-13") in built.changes(4)
    assert built.findings == codes


def test_outline_by_paper() -> None:
    lines = ("论文1：On Speech", "1. 一", "论文2：On Hearing", "2. 二")
    about, said = document("2019-04-09", issue(4, "4月13日", talk("甲论", "林一", *lines)))
    outlines = (("一",), ("二",))
    built = archive((about, said._replace(talks=tuple(one._replace(paper_outlines=outlines) for one in said.talks))))
    titles = {paper.id: paper.title for paper in built.rows.papers}
    assert [(titles[one.paper_id], one.outline) for one in built.rows.topic_papers] == [
        ("On Speech", '["一"]'), ("On Hearing", '["二"]'),
    ]  # fmt: skip


def test_placeholder_is_a_column() -> None:
    built = archive(document("2019-04-09", issue(4, "4月13日", talk("待公布"), talk("甲论", "陈二"))))
    assert [(one.title, one.is_placeholder) for one in built.topics(4)] == [("待公布", 1), ("甲论", 0)]
