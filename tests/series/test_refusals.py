"""What is refused or found instead of misread, in tables of sessions: a table of cases.

Where each promise of refusing is tested, `documents` being those of `parse/test_golden.py`:

1. a table of unknown header: `test_a_document_without_a_known_table_is_not_read` below, document `recap-unknown-table`;
2. words of a header as a whole: the same, document `recap-related-issue`;
3. 晚上7-9点, 下午2点半, 19-21点: documents `header-season`, `header-evening`, `several-announcements`, `recap-related-issue`;
4. 第三季20场, Season 3 Episode 20: `test_a_row_that_does_not_tell_its_session_is_a_finding`, document `header-season`;
5. several announcements in one text: document `several-announcements`, `reconcile/test_several_announcements.py`;
6. two series in one store: `test_builds.py`, `test_tables_of_two_sources_are_refused_with_both_names` and below it;
7. a row's place is no identity: `reconcile/test_uncounted_rows.py`, `test_by_date.py`;
8. relative links: `parse/test_addresses.py`, `test_relative_to_the_document`; `test_columns.py`, the test of `base`;
9. a build of nothing: `test_builds.py`, `test_a_build_of_nothing_names_the_columns_seen`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from scraper.parse import parse
from scraper.records import FindingCode
from scraper.series import TableLayout

BY_NUMBER = TableLayout((("number", ("No.",)), ("title", ("Talk",)), ("date", ("Date",)), ("speakers", ("Speaker",))))
BY_DATE = TableLayout((("date", ("Date",)), ("title", ("Talk",)), ("speakers", ("Speaker",))), by_date=True)


def table(header: str, *rows: str) -> bytes:
    return "\n".join([header, "|---" * (header.count("|") - 1) + "|", *rows]).encode()


@pytest.mark.parametrize(
    ("layout", "text", "said"),
    [
        (BY_NUMBER, table("| Issue | Talk |", "| 7 | Garbage collection |"), "Issue | Talk"),
        (BY_NUMBER, table("| Related No. | Talk |", "| 7 | Garbage collection |"), "Related No. | Talk"),
        (BY_NUMBER, table("| 7 | Garbage collection |", "| 8 | Schedulers |"), "7 | Garbage collection"),
        (BY_NUMBER, b"1. Garbage collection, Ada\n2. Schedulers, Bob\n", "it has no table"),
        (BY_DATE, table("| No. | Talk |", "| 7 | Garbage collection |"), "No. | Talk"),
    ],
)
def test_a_document_without_a_known_table_is_not_read(layout: TableLayout, text: bytes, said: str) -> None:
    announcement = parse(text, table=layout)
    assert not announcement.recap
    (problem,) = announcement.problems
    assert problem.code is FindingCode.UNREADABLE_DOCUMENT and said in problem.message


@pytest.mark.parametrize(
    ("layout", "header", "row", "said"),
    [
        (BY_NUMBER, "| No. | Talk |", "| Season 3 Episode 20 | Parsers |", "no single number"),
        (BY_NUMBER, "| No. | Talk |", "| 第三季20场 | Parsers |", "no single number"),
        (BY_NUMBER, "| No. | Talk |", "| | Parsers |", "no single number"),
        (BY_NUMBER, "| No. | Talk |", "| 7-8 | Parsers |", "no single number"),
        (BY_NUMBER, "| No. | Talk |", "| 7 | |", "names no talk"),
        (BY_DATE, "| Date | Talk |", "| 09/12/2022 | Parsers |", "may be two days"),
        (BY_DATE, "| Date | Talk |", "| 9/12/22 | Parsers |", "may be two days"),
        (BY_DATE, "| Date | Talk |", "| 13 September | Parsers |", "has no year"),
        (BY_DATE, "| Date | Talk |", "| TBA | Parsers |", "no day"),
        (BY_DATE, "| Date | Talk |", "| September 2022 | Parsers |", "is no date"),
    ],
)
def test_a_row_that_does_not_tell_its_session_is_a_finding(
    layout: TableLayout, header: str, row: str, said: str
) -> None:
    known = "| 1 | Lexers |" if layout is BY_NUMBER else "| 2022-08-01 | Lexers |"
    announcement = parse(table(header, known, row), table=layout)
    assert [session.topics[0].title for session in announcement.recap] == ["Lexers"]
    assert any(said in problem.message for problem in announcement.problems)


def test_a_table_with_only_some_of_the_columns_is_a_finding() -> None:
    text = table("| No. | Talk |", "| 1 | Lexers |") + b"\n\n" + table("| Nr | Talk |", "| 2 | Parsers |")
    announcement = parse(text, table=BY_NUMBER)
    assert [session.number for session in announcement.recap] == [1]
    assert ["Nr | Talk" in problem.message for problem in announcement.problems] == [True]


def test_several_columns_of_one_name_are_a_finding() -> None:
    layout = TableLayout((("number", ("No.",)), ("title", ("Talk 1", "Talk 2"))))
    (problem,) = parse(table("| No. | Talk 1 | Talk 2 |", "| 1 | Lexers | Parsers |"), table=layout).problems
    assert "Talk 1 | Talk 2" in problem.message


@pytest.mark.parametrize(
    ("layout", "row", "said"),
    [
        (BY_NUMBER, "| 2 | Parsers | 2022-09-12 | Ada & Bob |", "is read as the name of one person"),
        (BY_NUMBER, "| 2 | Parsers<br>Lexers | 2022-09-12 | Ada<br>Bob |", "talk_per_line"),
    ],
)
def test_what_may_be_several_is_a_finding(layout: TableLayout, row: str, said: str) -> None:
    (session,) = parse(table("| No. | Talk | Date | Speaker |", row), table=layout).recap
    assert any(said in problem.message for problem in session.problems)


def test_what_is_more_than_a_name_is_a_finding() -> None:
    (row,) = parse(
        table("| No. | Talk | Speaker |", "| 7 | Parsers | Ada (Analytical Engines) |"), table=BY_NUMBER
    ).recap
    assert [problem.code for problem in row.problems] == [FindingCode.NOT_UNDERSTOOD]


def test_people_of_a_row_without_a_title_are_kept() -> None:
    (session,) = parse(table("| No. | Talk | Date | Speaker |", "| 5 | | 2024-06-16 | Ada |"), table=BY_NUMBER).recap
    (topic,) = session.topics
    assert (topic.title, [speaker.name for speaker in topic.speakers]) == ("待定", ["Ada"])


def test_columns_that_no_setting_names_are_one_finding_unless_left_out() -> None:
    header = "| No. | Talk | Second talk | Notes | Slides |"
    text = (
        table(header, "| 7 | Parsers | Lexers | | <https://s.example/7> |") + b"\n\n" + table(header, "| 8 | A | B |")
    )
    (problem,) = parse(text, table=BY_NUMBER).problems
    assert problem.code is FindingCode.NOT_UNDERSTOOD and "(Second talk)" in problem.message
    assert not parse(text, table=replace(BY_NUMBER, left_out=("second TALK",))).problems
