"""Written dates as ISO 8601; what names no offset is of the series' time zone, and a bare date stays a date."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from scraper.http_times import http_instant
from scraper.records import SHANGHAI_OFFSET, instant, instant_key

_WRITTEN_DATE = re.compile(r"(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")  # 2019年12月03日


def now() -> str:
    """The present moment with milliseconds, in Asia/Shanghai."""
    return datetime.now(SHANGHAI_OFFSET).isoformat(timespec="milliseconds")


def iso_instant(value: Any, zone: tzinfo = SHANGHAI_OFFSET) -> str | None:
    """A written instant or date, its own offset kept; `None` for anything else, and for an impossible year.

    One without an offset gets that of `zone`.
    """
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return _written_date(text)
    if instant(text) is None:
        return None
    if len(text) <= 10:
        return read.date().isoformat()
    return (read if read.tzinfo else read.replace(tzinfo=zone)).isoformat(timespec="seconds")


def local_instant(value: str) -> str | None:
    """Like `iso_instant`, but converted to Asia/Shanghai, like the commits of people there."""
    read = instant(value)
    return read.isoformat() if read else None


def http_date(value: str | None) -> str | None:
    """A `Last-Modified` header, converted to Asia/Shanghai."""
    read = http_instant(value) if value else None
    return local_instant(read.isoformat()) if read else None


def epoch(seconds: str) -> str:
    """Seconds since 1970 (up to ten digits), converted to Asia/Shanghai."""
    return datetime.fromtimestamp(int(seconds), SHANGHAI_OFFSET).isoformat()


def is_after(later: str, earlier: str) -> bool:
    """Whether one instant is after another; both as returned by the functions above."""
    return instant_key(later) > instant_key(earlier)


def one_second_after(known: str) -> str | None:
    """The instant one second later, in Asia/Shanghai; `None` for text that is not an instant."""
    read = instant(known)
    return (read + timedelta(seconds=1)).isoformat() if read else None


def _written_date(text: str) -> str | None:
    match = _WRITTEN_DATE.search(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else None
    except ValueError:
        return None
