"""Dates and times of day as announcements write them. Patterns run over folded text (see `lines.fold`)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from scraper.expressions import expression
from scraper.markup.lines import fold
from scraper.parse.words import NUMERAL, number_of
from scraper.parse.words.places import MEANT, MOVED
from scraper.records import StatedDate

_NOT_IN_NUMBER = r"(?<![\d.:/-])"
_WRITTEN = re.compile(  # 3月16日, 2019年3月16号, 五月十七日
    rf"(?:(?<!\d)(?P<year>\d{{4}}|\d{{2}}|[〇零一二三四五六七八九]{{4}})\s*年\s*)?(?<!\d)(?P<month>{NUMERAL})\s*月\s*(?P<day>{NUMERAL})(?:\s*[日号])?"
)
_NUMERIC = re.compile(  # 2019-03-16, 19.3.16, 2020/03/01
    rf"{_NOT_IN_NUMBER}(?P<year>\d{{4}}|\d{{2}})\s*[./-]\s*(?P<month>\d{{1,2}})\s*[./-]\s*(?P<day>\d{{1,2}})(?![\d/-]|\.\d)"
)
_SHORT = re.compile(
    rf"{_NOT_IN_NUMBER}(?P<month>\d{{1,2}})\s*[./-]\s*(?P<day>\d{{1,2}})(?![\d%/:-]|\.\d)"
)  # 4.27, 03/01
_COMPACT = re.compile(  # 20210306, where a date is expected
    r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b)\.?"
)
_ENGLISH = (  # October 18, 2020; 18th of October 2020
    re.compile(rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s*(?P<year>20\d{{2}})\b)?", re.I),
    re.compile(
        rf"(?<![\d.:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+|-)(?:of\s+)?{_MONTH}(?:[,-]?\s*(?P<year>20\d{{2}})\b)?",
        re.I,
    ),
)
_WEEKDAY = re.compile(
    r"\s*[(\[,，]?\s*(?:(?:本|下|这|下下)?\s*(?:周|星期|礼拜)\s*([一二三四五六日天])|(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b)[)\]]?",
    re.I,
)
_WEEKDAYS = "一二三四五六日"
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MORNING, _NOON, _EVENING = (
    "凌晨|清晨|早晨|早上|早|上午|[Aa]\\.?[Mm]\\b\\.?",
    "中午|正午|午间",
    "下午|午后|傍晚|今晚|当晚|晚上|晚间|夜间|夜里|晚|夜|[Pp]\\.?[Mm]\\b\\.?",
)
_HOUR = r"(?P<{0}hour>\d{{1,2}}|[零〇一二两三四五六七八九十]{{1,3}})"
_MINUTE = (
    r"(?P<{0}minute>\d{{2}}(?:\s*分(?=\W|[至到开起]|$))?|半|整|[一三]刻"
    r"|[零〇一二三四五六七八九十]{{1,3}}分|[零〇一二三四五六七八九十]{{2,3}})"
)
_SHOWN = r"(?P<{0}shown>:(?=\s*\d\d)|点钟|点|时|(?<=\d)[Hh](?![A-Za-z])|(?=\s*[AaPp]\.?[Mm]\b))"
_HALF = r"(?:\s*(?P<{0}half>[AaPp])\.?[Mm]\b\.?)?"
_PART_OF_DAY = rf"(?P<{{0}}part>{_MORNING}|{_NOON}|{_EVENING})?\s*"
_CLOCK = rf"{_PART_OF_DAY}{_HOUR}\s*{_SHOWN}\s*{_MINUTE}?{_HALF}"
_UNSHOWN = rf"{_PART_OF_DAY}{_HOUR}"  # the 7 of 7-9点, 7-9 pm
_DOTTED = r"(?P<{0}hour>[01]?\d|2[0-4])\.(?P<{0}minute>[0-5]\d)"
_HALVES = {None: None, "a": "上午", "A": "上午", "p": "下午", "P": "下午"}
_TO = r"\s*(?:[-–—―~∼－]+|至|到|\bto\b|\buntil\b)\s*"
_START = r"(?<![\d零〇一二两三四五六七八九十刻第.])"
_END = r"(?!\d)"
RANGE = expression(
    f"{_START}{_CLOCK.format('from_')}{_TO}{_CLOCK.format('to_')}{_END}",
    "19:30-21:30",
    "下午 2:00～5:00",
    "14点至16点",
    "晚七点到九点",
    "下午两点半至四点",
    "19h30-20h30",
    "7pm - 8:30pm",
    "七点一刻至八点三刻",
)
_SHORT_RANGE = expression(
    f"{_START}{_UNSHOWN.format('from_')}{_TO}{_CLOCK.format('to_')}{_END}", "晚7-9点", "7-9 pm", "下午两到四点半"
)
_DOTTED_RANGE = expression(
    rf"(?<![\d.])(?:{_PART_OF_DAY.format('from_')}){_DOTTED.format('from_')}{_TO}{_DOTTED.format('to_')}(?![\d.])",
    "19.30-20.30",
)
_MOMENT = expression(f"{_START}{_CLOCK.format('from_')}{_END}", "19:30", "晚上七点", "7 pm", "19h")
_DOTTED_MOMENT = expression(r"(?<![\d.])(?P<from_hour>1[3-9]|2[0-3])\.(?P<from_minute>[0-5]\d)(?![\d.])", "19.30")
_PART = r"(?:part|session|talk)\s*\d{1,2}\b\W*"
_REST = r"[^\w《“「『]*"  # the title behind it keeps its own marks
SLOT = expression(rf"[\W_]*(?:{_PART})?{RANGE.pattern}{_REST}", "- 19:30-20:00 |", "Part 1: 19:30-20:00", any_case=True)
"""A time range at the start of a line, or after `Part 1` there, with what separates it from the words after it."""
_BEGIN = expression(
    rf"[\W_]*{_MOMENT.pattern}(?:\s*(?:开始|起|[-–—~]))?(?![\w%]){_REST}(?=\w|《)",
    "19:30 图像分割",
    "14:00起：目标检测",
)
_SLOT_AT_END = expression(
    rf"(?:[(\[【|,]|(?<=\s))\s*{RANGE.pattern}\s*[)\]】]?\W*$", "预测价值 (13:00-13:40)", "预测价值 13:00-13:40"
)
_DOTTED_SLOT = expression(rf"[\W_]*{_DOTTED_RANGE.pattern}{_REST}", "19.30-20.00 图像分割")
_PART_MARK = expression(rf"\W*{_PART}", "Part 1: 预测价值", any_case=True)
_LESS = expression(r"差\s*(?:一刻|[一二三五十]+分钟?|\d{1,2}\s*分钟?)", "差一刻九点")
_LONGEST_TIMED = 200
_MIDNIGHT = "24:00"


def dates_in(text: str, *, short: bool = False) -> Iterator[tuple[int, int, StatedDate]]:
    """Every date of a text with its start and end, in order; `short` also takes `4.27`, where a date is expected
    (elsewhere it is one only with a day of the week).

    A date that does not exist (2月30日) is yielded as stated: ask `exists`.
    """
    folded = fold(text)
    taken = 0
    matches = [match for pattern in (_NUMERIC, _WRITTEN, *_ENGLISH) for match in pattern.finditer(folded)]
    matches += [match for match in _SHORT.finditer(folded) if short or _WEEKDAY.match(folded, match.end())]
    matches += _COMPACT.finditer(folded) if short else ()
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


def without_superseded(text: str, *, short: bool = True) -> tuple[StatedDate | None, list[StatedDate], int]:
    """The date of a text that counts, those that no longer do, and where the words begin that count.

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


def clock_range(folded: str) -> tuple[str, str | None] | None:
    """`(start, end)` as `HH:MM` of the first time range, or of a single time (then `end` is `None`).

    An end at midnight is `24:00`. What is said as less than an hour (差一刻九点) is not read.
    """
    if _LESS.search(folded):
        return None
    ranges = (RANGE, _SHORT_RANGE, _DOTTED_RANGE)
    found = (match for pattern in (*ranges, _MOMENT, _DOTTED_MOMENT) if (match := pattern.search(folded)))
    return next((clock for match in found if (clock := range_of(match))), None)


def slot_in(folded: str, *, at_end: bool) -> tuple[tuple[str, str | None], int, int] | None:
    """The slot of a line, and where what stands beside it begins and ends.

    A slot stands at the start, or in brackets at the end (with `at_end`, or in `Part 1: 预测价值 (13:00-13:40)`).
    """
    if match := SLOT.match(folded) or _dotted_slot(folded):
        slot = range_of(match)
        return (slot, match.end(), len(folded)) if slot else None
    mark = _PART_MARK.match(folded)
    closing = _SLOT_AT_END.search(folded) if (at_end or mark) and len(folded) <= _LONGEST_TIMED else None
    slot = range_of(closing) if closing else None
    return (slot, mark.end() if mark else 0, closing.start()) if closing and slot else None


def begin_in(folded: str) -> tuple[tuple[str, str | None], int] | None:
    """The time a line begins with where it names no end, and where what is said of it begins: `19:30 图像分割`."""
    match = _BEGIN.match(folded)
    slot = range_of(match) if match else None
    return (slot, match.end()) if match and slot else None


def _dotted_slot(folded: str) -> re.Match[str] | None:
    """`19.30-20.00 图像分割`: hours of the day, which no number of a chapter is."""
    match = _DOTTED_SLOT.match(folded)
    return match if match and int(match["from_hour"]) >= 8 and match["from_hour"] <= match["to_hour"] else None


def range_of(match: re.Match[str]) -> tuple[str, str | None] | None:
    """`(start, end)` of a match of `RANGE` or `SLOT`; `None` for what no clock shows."""
    groups = match.groupdict()
    later_half, later_part = _HALVES.get(groups.get("to_half")), groups.get("to_part")
    part = groups.get("from_part") or _HALVES.get(groups.get("from_half"))
    start = _clock(part, groups["from_hour"], groups.get("from_minute"))
    if start is None or start == _MIDNIGHT or groups.get("to_hour") is None:
        return (start, None) if start and start != _MIDNIGHT else None
    end = _clock(later_part or later_half or part, groups["to_hour"], groups["to_minute"])
    later_half = later_half or (later_part if "from_shown" not in groups else None)
    if end and later_half and not part:  # 7:30-8:30 PM, but 10:00-12:00 PM
        later = _clock(later_half, groups["from_hour"], groups.get("from_minute"))
        start = later if later and later < end else start
    return (start, end) if end else None


def _year(digits: str) -> int:
    """A year of two digits is of this century."""
    year = number_of(digits) or 0
    return year if len(digits) == 4 else 2000 + year


def _month(word: str) -> int | None:
    return _MONTHS.index(word[:3].lower()) + 1 if word[:1].isascii() and word[:1].isalpha() else number_of(word)


def _weekday(match: re.Match[str]) -> int:
    if match[2]:
        return _ENGLISH_WEEKDAYS.index(match[2].lower())
    return _WEEKDAYS.index(match[1].replace("天", "日"))


def _clock(part: str | None, hour: str, minute: str | None) -> str | None:
    hours, minutes = number_of(hour), _minutes(minute)
    if hours is None or minutes is None:
        return None
    if part and re.fullmatch(_EVENING, part):
        hours += 0 if hours > 12 else 12
        hours = 12 if hours == 24 and part in ("下午", "午后") else hours
    elif part and re.fullmatch(_NOON, part) and hours < 4:
        hours += 12
    is_midnight = hours == 24 and minutes == 0
    return f"{hours:02d}:{minutes:02d}" if (hours < 24 or is_midnight) and minutes < 60 else None


def _minutes(minute: str | None) -> int | None:
    named = {None: 0, "整": 0, "半": 30, "一刻": 15, "三刻": 45}
    return named[minute] if minute in named else number_of((minute or "").rstrip(" 分").lstrip("零〇") or "0")
