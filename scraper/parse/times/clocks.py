"""Times of day as announcements write them: ranges, beginnings, and the slots of talks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from scraper.expressions import expression
from scraper.parse.words import number_of

_MORNING, _NOON, _EVENING = (
    "凌晨|清晨|早晨|早上|早|上午|[Aa]\\.?[Mm]\\b\\.?",
    "中午|正午|午间",
    "下午|午后|傍晚|今晚|当晚|晚上|晚间|夜间|夜里|晚|夜|[Pp]\\.?[Mm]\\b\\.?",
)
_NIGHT = "凌晨|[Aa]\\.?[Mm]\\b\\.?"  # its twelve is midnight
_HOUR = r"(?P<{0}hour>\d{{1,2}}|[零〇一二两三四五六七八九十]{{1,3}})"
_MINUTE = (
    r"(?P<{0}minute>\d{{2}}(?:\s*分(?=\W|[至到开起]|$))?|半|整|[一三]刻"
    r"|[零〇一二三四五六七八九十]{{1,3}}分|[零〇一二三四五六七八九十]{{2,3}})"
)
_SECONDS = r"(?::[0-5]\d(?!\d))?"
_HALF_WORD = r"(?:[AaPp]\.?[Mm]\b|[Nn]oon\b)"
_SHOWN = (
    rf"(?P<{{0}}shown>:(?=\s*\d\d)|\.(?=[0-5]\d\s*{_HALF_WORD})|点钟|点|时|(?<=\d)[Hh](?![A-Za-z])|(?=\s*{_HALF_WORD}))"
)
_HALF = r"(?:\s*(?P<{0}half>[AaPpNn])(?:\.?[Mm]|oon)\b\.?)?"
_PART_OF_DAY = rf"(?P<{{0}}part>{_MORNING}|{_NOON}|{_EVENING})"
_NEXT_DAY = r"(?:(?:次日|翌日|第二天|隔天|当天|当日|同日)\s*)?"
_FREE = r"(?<![\d零〇一二两三四五六七八九十刻第.])"
_FROM = rf"(?:{_PART_OF_DAY}\s*|{_FREE})"
_TIME = rf"{_HOUR}\s*{_SHOWN}\s*{_MINUTE}?{_SECONDS}{_HALF}"
_CLOCK = f"{_FROM}{_TIME}".format("from_")
_LATER = f"{_NEXT_DAY}(?:{_PART_OF_DAY}\\s*)?{_TIME}".format("to_")
_UNSHOWN = rf"{_FROM}{_HOUR}(?:[.:](?P<{{0}}minute>[0-5]\d))?".format("from_")  # the 7 of 7-9点, 7.30-9 pm
_DOTTED = r"(?P<{0}hour>[01]?\d|2[0-4])\.(?P<{0}minute>[0-5]\d)"
_HALVES = {None: None, "a": "am", "A": "am", "p": "pm", "P": "pm", "n": "中午", "N": "中午"}
_TO = r"\s*(?:[-–—―~∼－⁓〜〰⸺⸻⟶➔]+|至|到|\bto\b|\buntil\b)\s*"
_END = r"(?!\d)"
RANGE = expression(
    f"{_CLOCK}{_TO}{_LATER}{_END}",
    "19:30-21:30",
    "下午 2:00～5:00",
    "14点至16点",
    "晚七点到九点",
    "下午两点半至四点",
    "19h30-20h30",
    "7pm - 8:30pm",
    "七点一刻至八点三刻",
    "19:30:00 - 20:30:00",
    "晚10点-次日凌晨1点",
    "12 noon - 1 pm",
)
_BEGINS_ENDS = expression(
    rf"{_CLOCK}\s*(?:准时|正式)?(?:开始|开播|开讲|起)[\s,;、。(]*(?:预计|大约|大概|约|并|于|将|在|到|至)*\s*{_LATER}"
    r"\s*(?:左右|前后)?\s*(?:结束|散场|为止|止)",
    "19:30 开始,预计 20:30 结束",
    "19:30开始,21点左右结束",
)
_SHORT_RANGE = expression(f"{_UNSHOWN}{_TO}{_LATER}{_END}", "晚7-9点", "7-9 pm", "下午两到四点半", "7.30-9pm")
_DOTTED_RANGE = expression(
    rf"(?<![\d.])(?:{_PART_OF_DAY}\s*)?".format("from_")
    + rf"{_DOTTED.format('from_')}{_TO}{_DOTTED.format('to_')}(?![\d.])",
    "19.30-20.30",
)
_BEGINNING = expression(rf"{_CLOCK}{_END}\s*(?:准时|正式)?(?:开始|开播|开讲|开场)", "19:30 开始", "晚八点准时开播")
_MOMENT = expression(f"{_CLOCK}{_END}", "19:30", "晚上七点", "7 pm", "19h", "7.30pm", "12 noon")
_DOTTED_MOMENT = expression(r"(?<![\d.])(?P<from_hour>1[3-9]|2[0-3])\.(?P<from_minute>[0-5]\d)(?![\d.])", "19.30")
_RANGES = (RANGE, _BEGINS_ENDS, _SHORT_RANGE, _DOTTED_RANGE)
_POINTS = expression(  # not 八点开始
    r"^(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})点$", "三点"
)
_GOES_ON = expression(r"[\u3400-\u9fff](?<![开到至起前左结在])", "建议")
_BEFORE_IT = expression(r"\s*\(?(?:签到|入场|报到|暖场|check[- ]?in\b)", " 签到", any_case=True)
_ELSEWHERE = (
    r"(?<![A-Za-z])(?:[PME][SD]?T|CDT|CES?T|BST|JST)\b|(?:GMT|UTC)(?!\s*\+\s*0?8)"
    r"|(?:太平洋|美东|美西|美国|东部|西部|纽约|伦敦|东京|当地)(?:夏令)?(?:时间)?|London|New York|Pacific|Eastern"
)
_ZONE_AFTER = expression(rf"\s*[(\[]?\s*(?:{_ELSEWHERE})", " PST", "(GMT)", "(伦敦时间)")
_ZONE_BEFORE = expression(rf"(?:{_ELSEWHERE})\W{{0,2}}$", "PST ", "美东时间 ")
_PART = r"(?:part|session|talk)\s*\d{1,2}\b\W*"
_REST = r"[^\w《“「『【]*"  # the title behind it keeps its own marks
SLOT = expression(
    rf"[\W_]*(?:{_PART})?{RANGE.pattern}{_REST}",
    "- 19:30-20:00 |",
    "Part 1: 19:30-20:00",
    any_case=True,
    asked_again=True,
)
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
_SHORT_SLOT = expression(rf"[\W_]*{_SHORT_RANGE.pattern}{_REST}", "7-7:30pm Segmentation", "晚7-8点 图像分割")
_PART_MARK = expression(rf"\W*{_PART}", "Part 1: 预测价值", any_case=True)
_LESS = expression(r"差\s*(?:一刻|[一二三五十]+分钟?|\d{1,2}\s*分钟?)", "差一刻九点")
_LONGEST_TIMED = 200
_MIDNIGHT = "24:00"


class Clock(NamedTuple):
    """A time of day, and where in its text it stands: `at` is the place before it and the one behind it."""

    starts_at: str
    ends_at: str | None
    at: tuple[int, int]

    @property
    def range(self) -> tuple[str, str | None]:
        """`(start, end)` as `HH:MM`; without an end where the text names none."""
        return self.starts_at, self.ends_at


@lru_cache(maxsize=8192)
def clock_in(folded: str) -> Clock | None:
    """The first time range of a text, else the time that something begins at, else the first time.

    An end at midnight is `24:00`. What is said as less than an hour (差一刻九点) is not read, nor when people sign in,
    nor a time of another zone.
    """
    if _LESS.search(folded):
        return None
    for pattern in (*_RANGES, _BEGINNING, _MOMENT, _DOTTED_MOMENT):
        for match in pattern.finditer(folded):
            if (clock := range_of(match)) and not _is_another(folded, match):
                return Clock(*clock, match.span())
    return None


def clock_range(folded: str) -> tuple[str, str | None] | None:
    """`(start, end)` as `HH:MM` of what `clock_in` finds."""
    clock = clock_in(folded)
    return clock.range if clock else None


def _is_another(folded: str, match: re.Match[str]) -> bool:
    """Whether a time does not count: no clock time (三点建议), the time to sign in, or of another zone."""
    behind, before = match.end(), folded[max(match.start() - 12, 0) : match.start()]
    if _POINTS.match(match[0]) and _GOES_ON.match(folded, behind):
        return True
    return any((_BEFORE_IT.match(folded, behind), _ZONE_AFTER.match(folded, behind), _ZONE_BEFORE.search(before)))


@lru_cache(maxsize=8192)
def slot_in(folded: str, *, at_end: bool) -> tuple[tuple[str, str | None], int, int] | None:
    """The slot of a line, and where what stands beside it begins and ends.

    A slot stands at the start, or in brackets at the end (with `at_end`, or in `Part 1: 预测价值 (13:00-13:40)`).
    """
    if match := SLOT.match(folded) or _dotted_slot(folded) or _short_slot(folded):
        slot = range_of(match)
        return (slot, match.end(), len(folded)) if slot else None
    mark = _PART_MARK.match(folded)
    closing = _SLOT_AT_END.search(folded) if (at_end or mark) and len(folded) <= _LONGEST_TIMED else None
    slot = range_of(closing) if closing else None
    return (slot, mark.end() if mark else 0, closing.start()) if closing and slot else None


def begin_in(folded: str) -> tuple[tuple[str, str | None], int] | None:
    """The time without an end that a line begins with, and where the words behind it begin: `19:30 图像分割`."""
    match = _BEGIN.match(folded)
    slot = range_of(match) if match else None
    return (slot, match.end()) if match and slot else None


def _dotted_slot(folded: str) -> re.Match[str] | None:
    """`19.30-20.00 图像分割`: hours of the day, unlike the number of a chapter."""
    match = _DOTTED_SLOT.match(folded)
    return match if match and int(match["from_hour"]) >= 8 and match["from_hour"] <= match["to_hour"] else None


def _short_slot(folded: str) -> re.Match[str] | None:
    """`7-7:30pm 图像分割`: a part of the day shows that the first number is an hour."""
    match = _SHORT_SLOT.match(folded)
    return match if match and (match["from_part"] or match["to_part"] or match["to_half"]) else None


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
    return (start, _MIDNIGHT if end == "00:00" else end) if end else None


def _clock(part: str | None, hour: str, minute: str | None) -> str | None:
    hours, minutes = number_of(hour), _minutes(minute)
    if hours is None or minutes is None:
        return None
    if part and re.fullmatch(_EVENING, part):
        hours += 0 if hours > 12 else 12
        hours = 12 if hours == 24 and part[0] in "下午pP" else hours
    elif part and re.fullmatch(_NOON, part) and hours < 4:
        hours += 12
    elif part and re.fullmatch(_NIGHT, part) and hours == 12:
        hours = 0
    is_midnight = hours == 24 and minutes == 0
    return f"{hours:02d}:{minutes:02d}" if (hours < 24 or is_midnight) and minutes < 60 else None


def _minutes(minute: str | None) -> int | None:
    named = {None: 0, "整": 0, "半": 30, "一刻": 15, "三刻": 45}
    return named[minute] if minute in named else number_of((minute or "").rstrip(" 分").lstrip("零〇") or "0")
