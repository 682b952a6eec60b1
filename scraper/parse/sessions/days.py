"""The day in a cell, by the order and the source of the year that the settings name; refused if it may be two days."""

from __future__ import annotations

import re
from collections.abc import Callable

from scraper.markup.lines import Line
from scraper.parse.recap.cells import day_in
from scraper.parse.words import is_placeholder
from scraper.records import FindingCode, Problem, StatedDate, Superseded
from scraper.series import TableLayout

_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4})(?![\d./-])")  # 9/12/2022
_THREE_SHORT = re.compile(r"(?<![\d./-])(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{2})(?![\d./-])")  # 9/12/22
_SHORT = re.compile(r"(?<![\d./:-])(\d{1,2})\s*([./-])\s*(\d{1,2})(?![\d./:-])")  # 9/12
_SHORT_YEAR = re.compile(r"(?i)\b(\d{1,2})[-\s]([a-z]{3,9})\.?[-\s]['’]?(\d{2})(?![\d:])")  # 12-Sep-22
_ENGLISH_DAYS = re.compile(
    r"(?i)(?<![\d/.-])(\d{1,2}(?:st|nd|rd|th)?)\s*[-–]\s*\d{1,2}(?:st|nd|rd|th)?(?=,?\s*(?:20\d\d|[a-z]{3}))"
)
_DOTTED_YEAR = re.compile(r"(?i)\b([a-z]{3,9}\.?\s*\d{1,2}(?:st|nd|rd|th)?)\s*[.]\s*(20\d\d)\b")  # Dec.9.2020
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")

Day = tuple[StatedDate | None, tuple[Problem, ...], tuple[Superseded, ...]]


class _Ambiguous(Exception):
    """A date that may be two days, since either the day or the month may come first."""


def year_of(words: str) -> int | None:
    """The one year that a heading names: `2022`, `Fall 2022`, `2022 年`; `None` for `2021–2022`."""
    found = set(_YEAR.findall(words))
    return int(found.pop()) if len(found) == 1 else None


def stated_day(words: str, layout: TableLayout, year: int | None, excerpt: str) -> Day:
    """The day of a cell as `recap.cells.day_in` has it; where it states no year, with that of the heading (`year`)."""
    if is_placeholder(words) or not re.search(r"\w", words):
        return None, (), ()
    try:
        date, problems, old = day_in([Line(_rewritten(words, layout.day_order))], excerpt)
    except _Ambiguous as error:
        remedy = "say `day_order: dmy` or `mdy` under `table:` in data/series.yml"
        return None, (_problem(f"{str(error)!r} may be two days; {remedy}", excerpt),), ()
    if date is None or date.year is not None:
        return date, problems, old
    if layout.year is None:
        remedy = "say where it comes from with `year` under `table:` in data/series.yml"
        return None, (*problems, _problem(f"{words!r} has no year; {remedy}", excerpt)), old
    if layout.year == "heading" and year is None:
        return None, (*problems, _problem(f"{words!r} has no year, nor has a heading above", excerpt)), old
    return date._replace(year=year if layout.year == "heading" else None), problems, old


def _problem(message: str, excerpt: str) -> Problem:
    return Problem(FindingCode.DATE_INCONSISTENT, message, excerpt)


def _rewritten(words: str, order: str | None) -> str:
    """The words with numeric dates in the order year, month, day, which the reader of days knows.

    Raises:
        _Ambiguous: it may be two days, and no order is known.
    """
    words = _ENGLISH_DAYS.sub(r"\1", words)
    words = _SHORT_YEAR.sub(r"\1 \2 20\3", _DOTTED_YEAR.sub(r"\1, \2", words))
    words = _YEAR_LAST.sub(_ordered(order if order != "ymd" else None), words)
    if order in ("dmy", "mdy"):
        words = _THREE_SHORT.sub(_ordered(order), words)
    elif order is None and (found := _THREE_SHORT.search(words)):
        raise _Ambiguous(found[0])
    return words if order in ("ymd", "mdy") else _SHORT.sub(_ordered(order), words)


def _ordered(order: str | None) -> Callable[[re.Match[str]], str]:
    def rewrite(found: re.Match[str]) -> str:
        first, second, *year = found[1], found[3], *found.groups()[3:]
        is_day_first = order == "dmy" if order else _tells_day_first(int(first), int(second), found[0])
        month, day = (second, first) if is_day_first else (first, second)
        years = [one if len(one) == 4 else f"20{one}" for one in year]
        return "-".join([*years, month, day]) if years else f"{month}/{day}"

    return rewrite


def _tells_day_first(first: int, second: int, written: str) -> bool:
    """Whether two numbers can only be day and month in this order; the same number twice is either."""
    if first > 12 >= second:
        return True
    if second > 12 or first == second:
        return False
    raise _Ambiguous(written)
