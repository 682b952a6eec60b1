"""Days and times of the archive as Python objects."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def aware_time(text: str | None, zone: ZoneInfo) -> datetime | None:
    """An ISO 8601 instant or day as an aware time; without an offset it is in `zone`."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def zoned_time(day: str | None, time_of_day: str | None, zone: ZoneInfo) -> datetime | None:
    """`day` (ISO 8601) at `time_of_day` (`HH:MM`) in `zone`; `None` where either cannot be read."""
    found = parse_day(day)
    try:
        clock = time.fromisoformat(time_of_day or "")
    except ValueError:
        return None
    return datetime.combine(found, clock, zone) if found else None


def end_after(begin: datetime | None, end: datetime | None) -> datetime | None:
    """`end`, or one day later where it is before `begin`; `None` where either is unknown or both are equal."""
    if begin is None or end is None or begin == end:
        return None
    return end if end > begin else end + timedelta(days=1)


def parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
