"""Numerals, and the ways an issue is counted."""

from __future__ import annotations

import re

from scraper.expressions import expression

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_SHORT = {"廿": "二十", "卅": "三十"}
NUMERAL = r"(?:\d{1,6}|[零〇一二两三四五六七八九十百廿卅]{1,6})"
_LONGEST_NUMERAL = 6

_NUMERAL_ENDS = r"(?![\d.零〇一二两三四五六七八九十百廿卅])"
_NO_SEASON = r"(?!\s*(?:赛?季|年|部|卷|辑|学期))"  # 第三季20场
_MARKED = (
    rf"第\s*(?P<marked>{NUMERAL}){_NUMERAL_ENDS}{_NO_SEASON}\s*"
    r"(?:期|次(?=\S{0,12}沙龙)|(?=\s*机器学习)|(?=[^第。]{0,10}沙龙))"
)
_BARE = r"(?<![\d.])(?P<bare>\d{1,6})\s*期"
_COUNTED = r"\bsalons?\s*(?:series\s*)?[,(]?\s*(?:#|no\.?|vol\.?|issue)\s*(?P<counted>\d{1,4})(?!\d|\.\d)"
_BEHIND = r"\bsalon\s+(?P<behind>\d{1,3})(?=\s*(?:$|[:|(\-–—]))"
_ORDINAL = r"(?<![\w.])(?P<ordinal>\d{1,4})(?:st|nd|rd|th)\b(?=[^.。]{0,60}\bsalon)"
ISSUE_NUMBER = expression(
    f"{_MARKED}|{_BARE}|{_COUNTED}|{_ORDINAL}|{_BEHIND}",
    "第六期",
    "第 28 期",
    "沙龙第二期",
    "第 26 机器学习学术沙龙",
    "41期",
    "Salon #61",
    "Machine Learning Salon 61",
    "the 61st Machine Learning Salon",
    any_case=True,
)


def number_of(numeral: str) -> int | None:
    """`28`, `二十八`, `廿八` or `二八` as 28; `None` for no number, or for an absurd one."""
    if len(numeral) > _LONGEST_NUMERAL:
        return None
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    for short, long in _SHORT.items():
        numeral = numeral.replace(short, long)
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _DIGITS:
            digit = digit * 10 + _DIGITS[character]
        else:
            return None
    return total + digit if numeral else None


def numeral_in(match: re.Match[str]) -> str:
    """The numeral of a match of `ISSUE_NUMBER`."""
    return next(numeral for numeral in match.groups() if numeral)


def issue_numbers(folded: str) -> list[int]:
    """The issue numbers a text states, in order."""
    found = (number_of(numeral_in(match)) for match in ISSUE_NUMBER.finditer(folded))
    return [number for number in found if number]
