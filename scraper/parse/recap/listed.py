"""The rows of a recap that is a list, a paragraph or headings: each begins with its number, its day, or both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from scraper.expressions import expression
from scraper.markup.lines import Line
from scraper.parse.links import named_links
from scraper.parse.recap.cells import day_in, without_state
from scraper.parse.recap.struck import is_struck, unstruck, without_restated
from scraper.parse.recap.topics import TRACK_MARK, is_track_mark, recap_topics, without_labels
from scraper.parse.times import dates_in, exists
from scraper.parse.words import NUMERAL, Field, field_of, labelled, number_of
from scraper.records import FindingCode, Problem, RecapRow, StatedDate, Superseded

_DAY = r"(?:\d{2,4}\s*[年./-]\s*)?(?:1[0-2]|0?[1-9])\s*[月./-]\s*(?:3[01]|[12]\d|0?[1-9])\s*日?(?![\d.])"
_WHOLE_DAY = (  # a chapter has no such number
    r"(?:20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?|\d{1,2}\s*月\s*\d{1,2}\s*[日号])(?![\d.])"
)
_ROW_START = expression(
    rf"[\W_]*(?:(?P<before>{_DAY})[\W_]{{1,4}})?第\s*(?P<number>{NUMERAL})\s*期\s*"
    rf"(?:\((?P<date>[^()]{{3,24}})\)|(?P<bare>[\d.年月日/-]{{3,12}})|[·•|,:/\-–—]+\s*(?P<after>{_DAY}))?[\s:|·•/]*",
    "第六期(4.27):",
    "第 28 期 12.05",
    "第 28 期 | 2019-12-05 |",
    "第 28 期 / 2019-12-05 /",
    "12月5日 第 28 期",
)
_OTHER_START = expression(  # where no row begins as above
    rf"[\W_]*(?:(?:no\.?|vol\.?|#|s)?\s*(?P<number>\d{{1,3}})\s*期?\s*[.、):|·,]?\s*)?\(?(?P<date>{_WHOLE_DAY})\)?(?=[\W_]|\w)[\s:|·,]*",
    "29. 2021-02-06 ",
    "Vol.29 (2021/2/6): ",
    "2021年2月6日 ",
    any_case=True,
)
_DAY_AT_END = expression(rf"\s*\(\s*(?P<date>{_DAY}[^()]{{0,12}})\)\s*$", "降噪(2021-02-06)", "降噪（2.6 周六）")
_ROW_STARTS = expression(rf"第\s*{NUMERAL}\s*期\s*\(\s*[\d一二三四五六七八九十]", "第六期(4.27):")


@dataclass(slots=True)
class _Listed:
    """A row as it is being read: its first line, and those below it."""

    excerpt: str
    date: StatedDate | None
    number: int | None
    lines: list[Line] = field(default_factory=list)
    superseded: tuple[Superseded, ...] = ()


def listed_rows(lines: Iterable[Line]) -> tuple[list[RecapRow], list[Problem], list[Line]]:
    """Rows of the other layouts, what is wrong with their days, and the lines before the first.

    A row begins with 第六期（4.27）, or with a date alone on a line; if no row does, with a number and a date, or
    with a whole date.
    """
    lines = list(lines)
    pieces = [piece for line in lines if not is_struck(line) for piece in _pieces(line)]
    rows, problems, others = _grouped(pieces)
    if not rows and any(_OTHER_START.match(line.folded) for line in pieces):
        rows, problems, others = _grouped(pieces, elsewise=True)
    listed = [_listed_row(one.excerpt, one.date, one.number, tuple(one.lines), one.superseded) for one in rows]
    if struck := [unstruck(line) for line in lines if is_struck(line)]:
        was, wrong, rest = listed_rows(struck)
        listed = without_restated(listed, was)
        message = "a line of the recap is struck out"
        problems += [*wrong, *(Problem(FindingCode.NOT_UNDERSTOOD, message, line.text[:300]) for line in rest)]
    return listed, problems, others


def _grouped(lines: Sequence[Line], *, elsewise: bool = False) -> tuple[list[_Listed], list[Problem], list[Line]]:
    """The rows with their lines, what is wrong with their days, and the lines that belong to no row."""
    rows: list[_Listed] = []
    problems: list[Problem] = []
    others: list[Line] = []
    for line in lines:
        opened = _opened(line, elsewise)
        if opened and opened.date and opened.number is None and not opened.rest and rows and _lacks_all(rows[-1]):
            rows[-1].date = opened.date  # below its number
        elif opened:
            problems += opened.problems
            rest = [opened.rest] if opened.rest else []
            rows.append(_Listed(line.text[:300], opened.date, opened.number, rest, opened.superseded))
        elif rows:
            rows[-1].lines.append(line)
        else:
            others.append(line)
    return rows, problems, others


def _lacks_all(row: _Listed) -> bool:
    """Whether only the number of a row is known."""
    return row.number is not None and row.date is None and not any(line.text for line in row.lines)


class _Opened(NamedTuple):
    """What the first line of a row says, and the words behind that."""

    date: StatedDate | None
    problems: tuple[Problem, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    number: int | None = None
    rest: Line | None = None


@lru_cache(maxsize=8192)
def _opened(line: Line, elsewise: bool) -> _Opened | None:
    """The words that open a row in a line; `None` for any other line."""
    words = line.folded
    if start := _ROW_START.match(words) or (_OTHER_START.match(words) if elsewise else None):
        said = start.groupdict()
        stated = next((said[name] for name in ("date", "bare", "after", "before") if said.get(name)), "")
        rest = line.cut(start.end())
        if not stated and (behind := _DAY_AT_END.search(rest.folded)):
            stated, rest = behind["date"], rest.cut(0, behind.start())
        number = number_of(said["number"]) if said["number"] else None
        return _Opened(*day_in((Line(stated),), line.text[:300]), number, rest)
    alone = None if line.item else _date_alone(words)
    return _Opened(alone) if alone else None


@lru_cache(maxsize=8192)
def _pieces(line: Line) -> Sequence[Line]:
    """A line that holds several rows, cut before each."""
    starts = [match.start() for match in _ROW_STARTS.finditer(line.folded)]
    bounds = [0, *starts[1:], len(line.text)]
    return [line] if len(starts) < 2 else [line.cut(start, end) for start, end in pairwise(bounds)]


@lru_cache(maxsize=4096)
def _listed_row(
    excerpt: str,
    date: StatedDate | None,
    number: int | None,
    lines: tuple[Line, ...],
    superseded: tuple[Superseded, ...],
) -> RecapRow:
    lines = tuple(piece for line in lines for piece in without_labels(line))
    links, problems = named_links(lines)
    lines = lines[next((place for place, line in enumerate(lines) if line.text), 0) :]
    first = next((line for line in lines if not _names_speaker(line)), None)
    contents = [content for line in lines if (content := _content(line, first=line is first))]
    read = [without_state(line) for line in contents]
    states = [state for line, state in read if line.text or state]
    status = states[0] if states and None not in states else None
    topics = recap_topics([line for line, _ in read] if status else contents)
    return RecapRow(number, date, topics, links, problems, excerpt, status, superseded)


def _names_speaker(line: Line) -> bool:
    label = labelled(line.folded)
    return label is not None and bool(label["colon"]) and field_of(label["label"]) is Field.SPEAKER


def _content(line: Line, *, first: bool) -> Line | None:
    """The part of a row's line that names topics: after 内容： or on the row's first line, or where a track stands."""
    label = labelled(line.folded)
    what = field_of(label["label"]) if label and label["colon"] else None
    if label and what in (Field.CONTENT, Field.TOPIC):
        return line.cut(label.end())
    return line if first or what is Field.SPEAKER or is_track_mark(TRACK_MARK.match(line.text.strip())) else None


def _date_alone(folded: str) -> StatedDate | None:
    """The date of a line that holds only a date: `3.16`, `4月13日（周六）`."""
    for start, end, date in dates_in(folded, short=True):
        rest = folded[:start] + folded[end:].replace(date.excerpt[end - start :], "")
        return date if not any(map(str.isalnum, rest)) and exists(date) else None
    return None
