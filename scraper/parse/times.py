"""Dates and times of day as announcements write them. Patterns run over folded text (see `lines.fold`)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from scraper.markup.lines import fold
from scraper.parse.words import NUMERAL, number_of
from scraper.records import StatedDate

_NOT_IN_NUMBER = r"(?<![\d.:/-])"
_WRITTEN = re.compile(  # 3月16日, 2019年3月16号, 五月十七日
    rf"(?:(?<!\d)(?P<year>\d{{4}}|\d{{2}})\s*年\s*)?(?<!\d)(?P<month>{NUMERAL})\s*月\s*(?P<day>{NUMERAL})(?:\s*[日号])?"
)
_NUMERIC = re.compile(  # 2019-03-16, 19.3.16, 2020/03/01
    rf"{_NOT_IN_NUMBER}(?P<year>\d{{4}}|\d{{2}})\s*[./-]\s*(?P<month>\d{{1,2}})\s*[./-]\s*(?P<day>\d{{1,2}})(?![\d/-]|\.\d)"
)
_SHORT = re.compile(
    rf"{_NOT_IN_NUMBER}(?P<month>\d{{1,2}})\s*[./-]\s*(?P<day>\d{{1,2}})(?![\d%/:-]|\.\d)"
)  # 4.27, 03/01
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b)\.?"
)
_ENGLISH = (  # October 18, 2020; 18th of October 2020
    re.compile(rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s*(?P<year>20\d{{2}})\b)?", re.I),
    re.compile(
        rf"(?<![\d.:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s*(?P<year>20\d{{2}})\b)?", re.I
    ),
)
_WEEKDAY = re.compile(
    r"\s*[(\[,，]?\s*(?:(?:本|下|这|下下)?\s*(?:周|星期|礼拜)\s*([一二三四五六日天])|(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b)[)\]]?",
    re.I,
)
_WEEKDAYS = "一二三四五六日"
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_CLOCK = (
    r"(?P<{0}part>凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?\s*(?P<{0}hour>\d{{1,2}})\s*(?::|点|时)\s*"
    r"(?P<{0}minute>\d{{2}}(?:\s*分(?!\w))?|半)?(?:\s*(?P<{0}half>[AaPp])\.?[Mm]\b\.?)?"
)
_HALVES = {None: None, "a": "上午", "A": "上午", "p": "下午", "P": "下午"}
_TO = r"\s*(?:-|–|—|―|~|∼|至|到|－)+\s*"
RANGE = re.compile(r"(?<!\d)" + _CLOCK.format("from_") + _TO + _CLOCK.format("to_") + r"(?!\d)")
"""19:30-21:30, 下午 2:00～5:00, 14点至16点."""
_MOMENT = re.compile(r"(?<!\d)" + _CLOCK.format("from_") + r"(?!\d)")
_PART = r"(?:part|session|talk)\s*\d{1,2}\b\W*"
SLOT = re.compile(rf"[\W_]*(?:{_PART})?{RANGE.pattern}\W*", re.I)
"""A time range at the start of a line, or after `Part 1` there, with what separates it from the words after it."""
_SLOT_AT_END = re.compile(rf"[(\[【]\s*{RANGE.pattern}\s*[)\]】]\W*$")
_PART_MARK = re.compile(rf"\W*{_PART}", re.I)
_LONGEST_TIMED = 200


def dates_in(text: str, *, short: bool = False) -> Iterator[tuple[int, int, StatedDate]]:
    """Every date of a text with its start and end, in order; `short` also takes `4.27`, where a date is expected
    (elsewhere it is one only with a day of the week).

    A date that does not exist (2月30日) is yielded as stated: ask `exists`.
    """
    folded = fold(text)
    taken = 0
    matches = [match for pattern in (_NUMERIC, _WRITTEN, *_ENGLISH) for match in pattern.finditer(folded)]
    matches += [match for match in _SHORT.finditer(folded) if short or _WEEKDAY.match(folded, match.end())]
    found = sorted((match.start(), -match.end(), match) for match in matches)
    for start, _, match in found:
        groups = match.groupdict()
        month, day = _month(groups["month"]), number_of(groups["day"])
        if start < taken or month is None or day is None:
            continue
        taken = match.end()
        year = groups.get("year")
        weekday = _WEEKDAY.match(folded, taken)
        excerpt = text[start : weekday.end() if weekday else taken]
        yield (
            start,
            taken,
            StatedDate(month, day, _year(year) if year else None, _weekday(weekday) if weekday else None, excerpt),
        )


def first_date(text: str, *, short: bool = False) -> StatedDate | None:
    """The first date of a text, `None` where it states none."""
    return next((date for _, _, date in dates_in(text, short=short)), None)


def exists(date: StatedDate) -> bool:
    """Whether the calendar has this day (29 February: in some year, or in the year stated)."""
    if not 1 <= date.month <= 12:
        return False
    return 1 <= date.day <= calendar.monthrange(date.year or 2020, date.month)[1]


def clock_range(folded: str) -> tuple[str, str | None] | None:
    """`(start, end)` as `HH:MM` of the first time range, or of a single time (then `end` is `None`)."""
    match = RANGE.search(folded) or _MOMENT.search(folded)
    return range_of(match) if match else None


def slot_in(folded: str, *, at_end: bool) -> tuple[tuple[str, str | None], int, int] | None:
    """The slot of a line, and where what stands beside it begins and ends.

    A slot stands at the start, or in brackets at the end (with `at_end`, or in `Part 1: 预测价值 (13:00-13:40)`).
    """
    if match := SLOT.match(folded):
        slot = range_of(match)
        return (slot, match.end(), len(folded)) if slot else None
    mark = _PART_MARK.match(folded)
    closing = _SLOT_AT_END.search(folded) if (at_end or mark) and len(folded) <= _LONGEST_TIMED else None
    slot = range_of(closing) if closing else None
    return (slot, mark.end() if mark else 0, closing.start()) if closing and slot else None


def range_of(match: re.Match[str]) -> tuple[str, str | None] | None:
    """`(start, end)` of a match of `RANGE` or `SLOT`; `None` for what no clock shows."""
    groups = match.groupdict()
    part = groups["from_part"] or _HALVES.get(groups["from_half"])
    start = _clock(part, groups["from_hour"], groups["from_minute"])
    if start is None or groups.get("to_hour") is None:
        return (start, None) if start else None
    half = _HALVES.get(groups["to_half"])
    end = _clock(groups["to_part"] or half or part, groups["to_hour"], groups["to_minute"])
    if end and half and not part:  # 7:30-8:30 PM, but 10:00-12:00 PM
        later = _clock(half, groups["from_hour"], groups["from_minute"])
        start = later if later and later < end else start
    return (start, end) if end else None


def _year(digits: str) -> int:
    """A year of two digits is of this century."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(word: str) -> int | None:
    return _MONTHS.index(word[:3].lower()) + 1 if word[:1].isascii() and word[:1].isalpha() else number_of(word)


def _weekday(match: re.Match[str]) -> int:
    if match[2]:
        return _ENGLISH_WEEKDAYS.index(match[2].lower())
    return _WEEKDAYS.index(match[1].replace("天", "日"))


def _clock(part: str | None, hour: str, minute: str | None) -> str | None:
    hours, minutes = int(hour), 30 if minute == "半" else int((minute or "0").rstrip(" 分"))
    if part in ("下午", "傍晚", "晚上", "晚") and hours < 12:
        hours += 12
    return f"{hours:02d}:{minutes:02d}" if hours < 24 and minutes < 60 else None
