"""Days and times of day as announcements write them. Patterns run over folded text (see `lines.fold`)."""

from __future__ import annotations

from scraper.parse.times.clocks import RANGE, SLOT, Clock, begin_in, clock_in, clock_range, range_of, slot_in
from scraper.parse.times.days import clock_beside_days, dates_in, exists, first_date, weekday_of, without_superseded
from scraper.parse.times.unread import unread_in

__all__ = [
    "RANGE",
    "SLOT",
    "Clock",
    "begin_in",
    "clock_beside_days",
    "clock_in",
    "clock_range",
    "dates_in",
    "exists",
    "first_date",
    "range_of",
    "slot_in",
    "unread_in",
    "weekday_of",
    "without_superseded",
]
