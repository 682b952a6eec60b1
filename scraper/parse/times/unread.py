"""The words of a line about a time beside the day and time of day that were read."""

from __future__ import annotations

import re

from scraper.expressions import any_of, expression
from scraper.parse.times.days import clock_beside_days, dates_in, without_superseded
from scraper.parse.words import is_placeholder
from scraper.parse.words.places import MEANT, MOVED
from scraper.parse.words.standing import CANCELLED, POSTPONED

_KNOWN = (
    expression(
        r"\(?\s*(?:北京|中国|国内|东八区)\s*时间\s*\)?|\(?\s*\b(?:UTC|GMT)\s*\+\s*0?8(?::?00)?(?!\d)\s*\)?|(?<=\d)\s*\+\s*0?8:?00\b"
        r"|\bCST\b|\b(?:Beijing|China|Shanghai)(?:\s*Standard)?(?:\s*Time)?\b",
        "北京时间",
        "(UTC+8)",
        "19:30+08:00",
        "Beijing Time",
        any_case=True,
    ),
    expression(
        r"[(\[]?(?:本|这|下|上)?个?(?:周|星期|礼拜)[一二三四五六日天末][)\]]?"
        r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b",
        "本周六",
        "Saturday",
        any_case=True,
    ),
    expression(
        any_of(
            "开始, 准时开始, 正式开始, 开播, 开讲, 结束, 左右, 预计, 起, 时间, 日期, 举行, 举办, 当天, 当日, "
            "上午, 下午, 晚上, 晚"
        )
        + r"|\b(?:at|from|on|to|till|until|starts?|starting|ends?|date|time|when)\b|(?<=\d)T(?=\d)",
        "准时开始",
        "from",
        any_case=True,
    ),
)


def unread_in(folded: str) -> list[str]:
    """The pieces of a time's words that are no day or time of day that counts, and say more than that they are one.

    Of several days or times those that are read count: the first, and days that no longer hold. Each piece is as long
    as the words between those that were read, blanks and marks around it left out.
    """
    open_ = bytearray(b"\1" * len(folded))
    counts, old, since = without_superseded(folded)
    for start, end, day in dates_in(folded, short=True):
        if day in old or (counts and (day.month, day.day) == (counts.month, counts.day)):
            end = max(end, start + len(day.excerpt))
            open_[start:end] = bytes(end - start)
    clocks = [clock for clock in (clock_beside_days(folded, since),) if clock]
    standing = (MOVED, MEANT) if old or since else ()
    known = (
        match.span() for pattern in (*_KNOWN, *standing, CANCELLED, POSTPONED) for match in pattern.finditer(folded)
    )
    for start, end in (*(clock.at for clock in clocks), *known):
        open_[start:end] = bytes(end - start)
    left = "".join(letter if is_open else "\0" for letter, is_open in zip(folded, open_, strict=True))
    pieces = (re.sub(r"^[\W_]+|[\W_]+$", "", piece) for piece in left.split("\0"))
    return [piece for piece in pieces if (len(piece) > 1 or piece.isdigit()) and not is_placeholder(piece)]
