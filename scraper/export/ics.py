"""iCalendar (RFC 5545): one event for each session, in its time zone; equal archives give equal bytes."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from scraper.export.salons.read import read_as_of, read_salons
from scraper.export.salons.records import Salon, SalonTalk
from scraper.export.salons.times import aware_time
from scraper.export.site import Site
from scraper.records import Status
from scraper.store.series import series_of

if TYPE_CHECKING:
    from icalendar import Calendar, Event

# A postponed session may be held on another day, so RFC 5545 calls it tentative.
STATUSES = {Status.CANCELLED: "CANCELLED", Status.POSTPONED: "TENTATIVE"}
# All sessions are between these days. China has had UTC+8 without summer time for all of them.
ZONE_FROM, ZONE_TO = date(1992, 1, 1), date(2038, 1, 1)


def salon_calendar(connection: sqlite3.Connection, site: Site, number: int | None = None) -> bytes:
    """All salons, or the one with `number`, as a calendar in UTF-8.

    A salon without a time of day lasts the whole day; a salon without a day is left out. `DTSTAMP` is the date of the
    archive, so that an unchanged archive gives unchanged bytes.
    """
    from icalendar import Calendar

    calendar, series = Calendar(), series_of(connection)
    calendar.add("prodid", f"-//salon-archive//salons//{series.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{series.name.zh} · {series.name.en}")
    calendar.add("x-wr-timezone", series.time_zone)
    stamp = read_as_of(connection).astimezone(UTC)
    for salon in read_salons(connection, number=number):
        if salon.day is not None:
            calendar.add_component(_event(salon, stamp, site))
    _add_time_zone(calendar)
    return bytes(calendar.to_ical())


def _event(salon: Salon, stamp: datetime, site: Site) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"issue-{salon.number}@salon-archive")
    event.add("dtstamp", stamp)
    if updated := aware_time(salon.updated_at, salon.series.zone):
        event.add("last-modified", updated.astimezone(UTC))
    event.add("dtstart", salon.begins or salon.day)
    if salon.ends:
        event.add("dtend", salon.ends)
    event.add("summary", salon.name)
    event.add("status", next((name for status, name in STATUSES.items() if status == salon.status), "CONFIRMED"))
    event.add("description", "\n".join(_description(salon)))
    if salon.venue:
        event.add("location", "，".join(filter(None, (salon.venue, salon.address))))
    if url := site.page(f"issue/{salon.number}") or salon.announcement_url:
        event.add("url", url)
    return event


def _description(salon: Salon) -> list[str]:
    """The description of an event: a line for every talk with its speakers and papers, then the replays."""
    lines = [f"原定 Previously: {day}" for day in salon.previous_dates]
    lines += [_line(talk) for talk in salon.talks]
    return lines + [link.replay_text(link.watch_url) for link in salon.replays]


def _line(talk: SalonTalk) -> str:
    speakers = "、".join(speaker.name for speaker in talk.speakers)
    papers = " · ".join(paper.title for paper in talk.papers if paper.title != talk.title)
    parts = (f"[{talk.track}] " if talk.track else "", talk.title, f" — {speakers}" if speakers else "")
    return "".join(parts) + (f" ({papers})" if papers else "")


def _add_time_zone(calendar: Calendar) -> None:
    """Adds the VTIMEZONE of the events, before them, since some readers expect it there."""
    calendar.add_missing_timezones(first_date=ZONE_FROM, last_date=ZONE_TO)
