"""Days as announcements write them: with or without a year and a day of the week, and the one that counts."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import lru_cache

from scraper.expressions import expression
from scraper.markup.lines import fold
from scraper.parse.times.clocks import Clock, clock_in, clock_range
from scraper.parse.words import NUMERAL, number_of
from scraper.parse.words.places import MEANT, MOVED
from scraper.records import StatedDate

_NOT_IN_NUMBER = r"(?<![\d.:/-])"
_WRITTEN = expression(
    rf"(?:(?<!\d)(?P<year>\d{{4}}|\d{{2}}|[〇零一二三四五六七八九]{{4}})\s*年\s*)?(?<!\d)(?P<month>{NUMERAL})\s*月\s*(?P<day>{NUMERAL})(?:\s*[日号])?",
    "3月16日",
    "2019年3月16号",
    "五月十七日",
    "二〇二一年三月六日",
)
_NUMERIC = expression(
    rf"{_NOT_IN_NUMBER}(?P<year>\d{{4}}|\d{{2}})\s*[./-]\s*(?P<month>\d{{1,2}})\s*[./-]\s*(?P<day>\d{{1,2}})(?![\d/-]|\.\d)",
    "2019-03-16",
    "19.3.16",
    "2020/03/01",
)
_LASTING = expression(  # the first of two days
    rf"{_NOT_IN_NUMBER}(?P<year>\d{{4}}|\d{{2}})\s*[./-]\s*(?P<month>\d{{1,2}})\s*[./-]\s*(?P<day>\d{{1,2}})"
    r"(?=\s*-\s*\d{1,2}[./]\d{1,2}(?![\d./]))",
    "2021/3/6-3/7",
)
_DAY_FIRST = expression(  # a day that cannot be a month, since 06/03/2021 is ambiguous
    rf"{_NOT_IN_NUMBER}(?:(?P<day>1[3-9]|2\d|3[01])\s*[./-]\s*(?P<month>\d{{1,2}})|(?P<first>\d{{1,2}})\s*[./-]\s*(?P<then>1[3-9]|2\d|3[01]))"
    r"\s*[./-]\s*(?P<year>20\d\d)(?![\d/-]|\.\d)",
    "16/03/2021",
    "3/16/2021",
)
_SHORT = expression(
    rf"{_NOT_IN_NUMBER}(?P<month>\d{{1,2}})\s*[./-]\s*(?P<day>\d{{1,2}})(?![\d%/:-]|\.\d)", "4.27", "03/01"
)
_COMPACT = expression(  # where a date is expected
    r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)", "20210306"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b)\.?"
)
_ENGLISH = (
    expression(
        rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s*(?P<year>20\d{{2}})\b)?",
        "October 18, 2020",
        "Mar. 6th, 2021",
        any_case=True,
    ),
    expression(
        rf"(?<![\d.:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+|-)(?:of\s+)?{_MONTH}(?:[,-]?\s*(?P<year>20\d{{2}})\b)?",
        "18th of October 2020",
        "6 March",
        "06-Mar-2021",
        any_case=True,
    ),
)
_WEEKDAY = expression(
    r"\s*[(\[,，]?\s*(?:(?:本|下|这|下下)?\s*(?:周|星期|礼拜)\s*([一二三四五六日天])|(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b)[)\]]?"
    r"|\s*[(\[]([一二三四五六日])[)\]]",
    "（周六）",
    " Sat",
    "(六)",
    any_case=True,
)
_WEEKDAYS = "一二三四五六日"
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_OTHER_CALENDAR = expression(r"(?:农历|阴历|旧历|lunar)\W{0,3}$", "农历", any_case=True)


def dates_in(text: str, *, short: bool = False) -> Iterator[tuple[int, int, StatedDate]]:
    """Every date of a text with its start and end, in order; `short` also takes `4.27`, where a date is expected
    (elsewhere it is one only with a day of the week).

    A date that does not exist (2月30日) is yielded as stated: ask `exists`.
    """
    return iter(_dates_in(text, short=short))


@lru_cache(maxsize=8192)
def _dates_in(text: str, *, short: bool) -> tuple[tuple[int, int, StatedDate], ...]:
    folded = fold(text)
    dates: list[tuple[int, int, StatedDate]] = []
    taken = 0
    matches = [match for pattern in (_NUMERIC, _WRITTEN, *_ENGLISH, _DAY_FIRST) for match in pattern.finditer(folded)]
    matches += [match for match in _SHORT.finditer(folded) if short or _WEEKDAY.match(folded, match.end())]
    matches += [*_COMPACT.finditer(folded), *_LASTING.finditer(folded)] if short else ()
    found = sorted((match.start(), -match.end(), match) for match in matches)
    for start, _, match in found:
        groups = match.groupdict()
        month = _month(groups["month"] or groups.get("first", ""))
        day = number_of(groups["day"] or groups.get("then", ""))
        if start < taken or month is None or day is None or _OTHER_CALENDAR.search(folded[max(start - 8, 0) : start]):
            continue
        taken = match.end()
        year = groups.get("year")
        weekday = _WEEKDAY.match(folded, taken)
        excerpt = text[start : weekday.end() if weekday else taken]
        date = StatedDate(month, day, _year(year) if year else None, _weekday(weekday) if weekday else None, excerpt)
        dates.append((start, taken, date))
    return tuple(dates)


def first_date(text: str, *, short: bool = False) -> StatedDate | None:
    """The first date of a text, or `None`."""
    return next((date for _, _, date in dates_in(text, short=short)), None)


def without_superseded(text: str, *, short: bool = True) -> tuple[StatedDate | None, list[StatedDate], int]:
    """The date of a text that counts, the dates that no longer count, and where the words that count begin.

    `原定3月6日，延期至3月13日` and `3月13日（原定3月6日）` name one of each. Without such words the first date counts.
    """
    folded, found = fold(text), list(dates_in(text, short=short))
    moved = MOVED.search(folded)
    if moved and (later := [date for start, _, date in found if start >= moved.end()]):
        return later[0], [date for start, _, date in found if start < moved.start()], moved.end()
    if moved and len(found) < 2 and clock_range(folded[moved.end() :]):
        return (found[0][2] if found else None), [], moved.end()  # 时间由 19:30 改为 20:00
    meant = {match.end() for match in MEANT.finditer(folded)}
    old = [date for start, _, date in found if any(0 <= start - end <= 3 for end in meant)]
    still = [date for _, _, date in found if date not in old]
    return (still[0], old, 0) if still else (None, [], 0)


def exists(date: StatedDate) -> bool:
    """Whether the calendar has this day (29 February: in some year, or in the year stated)."""
    if not 1 <= date.month <= 12:
        return False
    return 1 <= date.day <= calendar.monthrange(date.year or 2020, date.month)[1]


def weekday_of(date: StatedDate) -> int | None:
    """The day of the week, 0 (Monday) to 6, of a date with a year; `None` without one."""
    return calendar.weekday(date.year, date.month, date.day) if date.year else None


def clock_beside_days(folded: str, since: int = 0) -> Clock | None:
    """The time of day of a time line, its days left out (so that `5.17 19:30` is not read as one); of what stands from
    `since` on where that has one."""
    first, *_ = [*dates_in(folded, short=True), None]
    letters = list(folded)
    for start, end, _ in (*([first] if first else []), *dates_in(folded)):
        letters[start:end] = " " * (end - start)
    bare = "".join(letters)
    return (clock_in(" " * since + bare[since:]) if since else None) or clock_in(bare)


def _year(digits: str) -> int:
    """A year of two digits is of this century."""
    year = number_of(digits) or 0
    return year if len(digits) == 4 else 2000 + year


def _month(word: str) -> int | None:
    return _MONTHS.index(word[:3].lower()) + 1 if word[:1].isascii() and word[:1].isalpha() else number_of(word)


def _weekday(match: re.Match[str]) -> int:
    if match[2]:
        return _ENGLISH_WEEKDAYS.index(match[2].lower())
    return _WEEKDAYS.index((match[1] or match[3]).replace("天", "日"))
