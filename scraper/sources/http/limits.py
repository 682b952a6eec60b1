"""The wait that a server asks for: HTTP's `Retry-After`, and GitHub's primary and secondary limits.

After https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and RFC 9110 section 10.2.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from scraper.http_times import is_number, seconds_asked

FIRST_WAIT = 60.0
"""Seconds to wait if a server names no time; doubled each time it refuses again."""


def is_limited(status: int, headers: Mapping[str, str], content: bytes) -> bool:
    """Whether an answer refuses because of too many requests, and not because of this request."""
    if status == 429:
        return True
    if status == 503:
        return "retry-after" in headers
    is_exhausted = headers.get("x-ratelimit-remaining") == "0" or "retry-after" in headers
    return status == 403 and (is_exhausted or b"rate limit" in content[:2000].lower())


def named_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds from `now` (since the epoch) until the server accepts requests again; `None` if it does not say."""
    wait = seconds_asked(headers.get("retry-after", ""), datetime.fromtimestamp(now, UTC))
    if wait is not None or headers.get("x-ratelimit-remaining") != "0":
        return wait
    reset = headers.get("x-ratelimit-reset", "")
    # One second more, since both clocks round.
    return max(1.0, float(reset[:12]) - now + 1) if is_number(reset) else None
