"""What a row of a table says, column by column: talks, speakers, venue, track, links of every kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scraper.parse import parse
from scraper.records import RecapRow, Status
from scraper.series import TableLayout

LAYOUT = TableLayout(
    (
        *(("number", ("#",)), ("title", ("Topic",)), ("date", ("Date",)), ("speakers", ("Speaker",))),
        *(("venue", ("Where",)), ("track", ("Kind",)), ("replays", ("Video",)), ("materials", ("Slides",))),
    )
)
HEADER = "| # | 📅 Date | Topic | Speaker | Where | Kind | Video | Slides | Extra |"


def rows(*written: str, layout: TableLayout = LAYOUT) -> tuple[RecapRow, ...]:
    return parse("\n".join([HEADER, "|---" * 9 + "|", *written]).encode(), table=layout).recap


def test_every_column() -> None:
    (row,) = rows(
        "| 7 | 2022-09-12 | [Parsers](https://a.example/7) | Ada | Room 5 | systems "
        "| [![seen](https://badge.example/v.png)](https://v.example/7) | https://s.example/7.pdf | [notes](https://n.example) |",
        layout=replace(LAYOUT, tracks=("Systems",)),
    )
    assert (row.number, row.venue, row.topics[0].title, row.topics[0].track) == (7, "Room 5", "Parsers", "Systems")
    links = {link.url: (link.label, link.kind) for link in row.links if not link.is_image}
    assert links == {
        "https://a.example/7": ("Parsers", None),
        "https://v.example/7": ("seen", "replay"),
        "https://s.example/7.pdf": ("Slides", "materials"),
        "https://n.example": ("notes", None),
    }


@pytest.mark.parametrize(
    ("row", "layout", "sessions"),
    [
        ("| | | Lexers | Bob | | | | | |", replace(LAYOUT, continues=True), [["Parsers", "Lexers"]]),
        ("| 7 | 2022-09-12 | Lexers | Bob | | | | | |", replace(LAYOUT, continues=True), [["Parsers", "Lexers"]]),
        ("| 8 | 2022-09-19 | Lexers | Bob | | | | | |", replace(LAYOUT, continues=True), [["Parsers"], ["Lexers"]]),
        ("| | | Lexers | Bob | | | | | |", LAYOUT, [["Parsers"]]),
        ("| | | | | | | | | |", LAYOUT, [["Parsers"]]),
        ("| 8 | Holiday: no meeting | - | | | | | | |", replace(LAYOUT, skip=("holiday",)), [["Parsers"]]),
        ("| 8 | 2022-09-19 | Cancelled | | | | | | |", LAYOUT, [["Parsers"], []]),
        ("| 8 | 2022-09-19 | TBA | TBA | | | | | |", LAYOUT, [["Parsers"], ["TBA"]]),
        ("| # | Date | Topic | Speaker | Where | Kind | Video | Slides | Extra |", LAYOUT, [["Parsers"]]),
    ],
)
def test_which_rows_are_sessions(row: str, layout: TableLayout, sessions: list[list[str]]) -> None:
    read = rows("| 7 | 2022-09-12 | Parsers | Ada | | | | | |", row, layout=layout)
    assert [[topic.title for topic in session.topics] for session in read] == sessions


def test_a_cancelled_session_has_that_state() -> None:
    (row,) = rows("| 8 | 2022-09-19 | Cancelled | | | | | | |")
    assert row.status is Status.CANCELLED


def test_each_line_is_a_talk_with_its_own_speaker_and_link() -> None:
    (row,) = rows(
        "| 7 | 2022-09-12 | [Parsers](https://a.example)<br>Lexers | Ada<br>Bob | | | | | |",
        layout=replace(LAYOUT, talk_per_line=True),
    )
    assert [(topic.title, topic.speakers[0].name) for topic in row.topics] == [("Parsers", "Ada"), ("Lexers", "Bob")]
    assert [(link.url, link.topic) for link in row.links] == [("https://a.example", "Parsers")]


def test_relative_links_are_meant_from_the_base_else_from_the_document() -> None:
    text = b"| # | Topic |\n|---|---|\n| 7 | [Parsers](talks/7.md) |\n"
    own = "https://git.example/club/blob/abc/README.md"
    for layout, found in (
        (LAYOUT, "https://git.example/club/blob/abc/talks/7.md"),
        (replace(LAYOUT, base="https://club.example/"), "https://club.example/talks/7.md"),
    ):
        (row,) = parse(text, url=own, table=layout).recap
        assert [link.url for link in row.links] == [found]
    (row,) = parse(text, table=LAYOUT).recap
    assert not row.links and row.problems
