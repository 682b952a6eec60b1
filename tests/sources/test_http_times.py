"""Times in headers, from servers that write what they like."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.http_times import seconds_asked
from scraper.sources.times import http_date


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 120 ", 120.0),
        ("Mon, 23 Nov 2026 00:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 08:00:30 +0800", 30.0),
        ("Monday, 23-Nov-26 00:00:30 GMT", 30.0),
        ("Mon Nov 23 00:00:30 2026", 30.0),
        ("Sun, 22 Nov 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("９", None),
        ("9" * 400, 999999999999.0),
        ("Mon, 99 Nov 2026 00:00:30 GMT", None),
        ("Mon, 23 Nov 99999999999999999999 00:00:30 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -2300", None),
    ],
)
def test_what_a_retry_after_asks_for(header: str, seconds: float | None) -> None:
    assert seconds_asked(header, datetime(2026, 11, 23, tzinfo=UTC)) == seconds


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Tue, 03 Dec 2019 00:22:21 GMT", "2019-12-03T08:22:21+08:00"),
        ("Tue Dec  3 00:22:21 2019", "2019-12-03T08:22:21+08:00"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("2019-12-03", None),
        (None, None),
    ],
)
def test_a_last_modified_is_told_in_shanghai(header: str | None, told: str | None) -> None:
    assert http_date(header) == told
