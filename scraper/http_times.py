"""Times in the headers of servers: HTTP dates, and waits before the next request."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def http_instant(value: str) -> datetime | None:
    """An HTTP date (RFC 9110 5.6.7) in UTC, else None. Its obsolete forms without a zone mean UTC, too."""
    try:
        read = parsedate_to_datetime(value)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, IndexError, OverflowError):
        return None


def seconds_asked(retry_after: str, now: datetime) -> float | None:
    """The seconds from `now` that a `Retry-After` names, by a number or a date (RFC 9110 10.2.3), else None."""
    value = retry_after.strip()
    if is_number(value):
        return float(value[:12])  # a server may write any number of digits
    moment = http_instant(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def is_number(value: str) -> bool:
    """Whether a header's value is a whole number without sign."""
    return value.isascii() and value.isdigit()
