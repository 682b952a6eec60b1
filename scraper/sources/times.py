"""Written dates as ISO 8601; what names no offset is Asia/Shanghai, and a bare date stays a date."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

SHANGHAI_OFFSET = timezone(timedelta(hours=8))
"""Asia/Shanghai, which has had no other offset since 1991."""

_WRITTEN_DATE = re.compile(r"(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")  # 2019年12月03日


def now() -> str:
    """The present moment with milliseconds, in Asia/Shanghai."""
    return datetime.now(SHANGHAI_OFFSET).isoformat(timespec="milliseconds")


def moment(value: Any) -> str | None:
    """A written instant or date, its own offset kept; `None` for anything else."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return _written_date(text)
    if not 1990 <= read.year <= 2100:
        return None
    if len(text) <= 10:
        return read.date().isoformat()
    return (read if read.tzinfo else read.replace(tzinfo=SHANGHAI_OFFSET)).isoformat(timespec="seconds")


def local_moment(value: Any) -> str | None:
    """Like `moment`, told in Asia/Shanghai, as the commits of people there are."""
    read = moment(value)
    return _aware(read).astimezone(SHANGHAI_OFFSET).isoformat() if read else None


def http_date(value: str | None) -> str | None:
    """A `Last-Modified` header, told in Asia/Shanghai."""
    try:
        return parsedate_to_datetime(value).astimezone(SHANGHAI_OFFSET).isoformat() if value else None
    except (ValueError, IndexError, OverflowError):
        return None


def epoch(seconds: str) -> str:
    """Seconds since 1970 (of up to ten digits), told in Asia/Shanghai."""
    return datetime.fromtimestamp(int(seconds), SHANGHAI_OFFSET).isoformat()


def is_after(later: str, earlier: str) -> bool:
    """Whether one instant, as the functions above give them, is after another."""
    return _aware(later) > _aware(earlier)


def one_second_after(instant: str) -> str:
    """The next second."""
    return (_aware(instant) + timedelta(seconds=1)).isoformat()


def _aware(instant: str) -> datetime:
    read = datetime.fromisoformat(instant)
    return read if read.tzinfo else read.replace(tzinfo=SHANGHAI_OFFSET)


def _written_date(text: str) -> str | None:
    match = _WRITTEN_DATE.search(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else None
    except ValueError:
        return None
