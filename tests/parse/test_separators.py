"""No reader of lines costs more than its text is long."""

from __future__ import annotations

import time

import pytest

from scraper.markup.lines import Line
from scraper.parse.people import speakers_in, surely_named
from scraper.parse.talk_lines import talk_line
from scraper.parse.times import clock_range, dates_in, slot_in, without_superseded
from scraper.parse.titles import items_of, papers_of, topics_of
from scraper.parse.words import inner_labels, part_of

PIECES = (  # never two blanks: `lines.clean` makes one of them
    "、",
    ",",
    "，",
    "; ",
    "|",
    "-",
    "—",
    ":",
    "(",
    ")",
    "[",
    "《",
    "1",
    "1.",
    "第",
    "林一",
    "林一、",
    "3月",
    "19:30-",
    "A",
    "*",
    "#",
    "~",
    "年",
    "原定",
    "分享人",
    "主题:",
    "a@",
    "甲 ",
)


def seconds(read: object, text: str) -> float:
    """The least of three runs, which other work on the machine lengthens least."""
    best = 9.0
    for _ in range(3):
        started = time.process_time()
        read(text)  # type: ignore[operator]
        best = min(best, time.process_time() - started)
    return best


def grows_too_fast(read: object, piece: str) -> bool:
    """Whether four times the text costs far more than four times as much, where it costs anything at all."""
    small = "分享人：" + piece * (2_000 // len(piece))
    large = "分享人：" + piece * (8_000 // len(piece))
    return seconds(read, large) > 9 * seconds(read, small) + 0.05


READERS = {
    "speakers_in": speakers_in,
    "surely_named": surely_named,
    "talk_line": lambda text: talk_line(Line(text)),
    "topics_of": topics_of,
    "papers_of": papers_of,
    "items_of": items_of,
    "clock_range": clock_range,
    "dates_in": lambda text: list(dates_in(text, short=True)),
    "slot_in": lambda text: slot_in(text, at_end=True),
    "without_superseded": without_superseded,
    "inner_labels": inner_labels,
    "part_of": part_of,
}


@pytest.mark.parametrize("name", READERS)
def test_a_line_of_separators_costs_what_it_is_long(name: str) -> None:
    assert [piece for piece in PIECES if grows_too_fast(READERS[name], piece)] == []
