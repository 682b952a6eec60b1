"""A frab schedule (schedule.json, as of pretalx and c3voc): each date is a day, each place a room."""

from __future__ import annotations

import logging
import re
import sqlite3
import uuid
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from scraper import __version__
from scraper.export.salons.read import read_as_of, read_salons
from scraper.export.salons.records import Salon, SalonLink, SalonSpeaker, SalonTalk
from scraper.export.salons.times import end_after
from scraper.export.site import Site
from scraper.records import Track
from scraper.series import Series
from scraper.store.series import series_of

log = logging.getLogger(__name__)

JsonObject = dict[str, Any]

SCHEMA = "https://c3voc.de/schedule/schema.json"
NAMES = "tag:salon-archive,2026:"
ONLINE, NOT_STATED = "线上 Online", "未注明 Not stated"
COLOURS = ("#2563eb", "#15803d", "#b45309", "#7c3aed", "#be123c", "#0f766e")
"""Colours of tracks that have none in the settings, in the order of the tracks."""


def frab_schedule(connection: sqlite3.Connection, site: Site) -> JsonObject:
    """The schedule of talks with a known day and time of day; a warning counts those left out without a time.

    Ids and guids are made of the archive's keys and stay the same. A talk without its own time has the time of its
    salon; an unknown duration is `00:00`. Cancelled and postponed salons are left out.
    """
    salons = [salon for salon in read_salons(connection) if not salon.is_off]
    timed = [salon for salon in salons if any(_begins(talk, salon) for talk in salon.talks)]
    left_out = sum(_begins(talk, salon) is None for salon in salons for talk in salon.talks)
    if left_out:
        log.warning("%d topics without a known time are not in the schedule", left_out)
    schedule = {
        "version": read_as_of(connection).isoformat(),
        "conference": _conference(timed, site, series_of(connection)),
    }
    return {
        "$schema": SCHEMA,
        "generator": {"name": "salon-archive", "version": __version__},
        "schedule": schedule | ({"base_url": site.page("")} if site.url else {}),
    }


def _conference(salons: list[Salon], site: Site, series: Series) -> JsonObject:
    dated = sorted(salons, key=lambda salon: (salon.date or "", salon.number))
    days = [list(group) for _, group in groupby(dated, key=lambda salon: salon.date)]
    rooms = dict.fromkeys(_room(salon) for salon in dated)
    return {
        "acronym": _slug(series.name.en),
        "title": f"{series.name.zh} · {series.name.en}",
        "start": dated[0].date if dated else None,
        "end": dated[-1].date if dated else None,
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "time_zone_name": series.time_zone,
        "rooms": [{"name": name, "guid": _guid(f"room/{name}")} for name in rooms],
        "tracks": [
            {"name": track.name, "slug": _slug(track.english), "color": track.colour or COLOURS[place % len(COLOURS)]}
            for place, track in enumerate(series.tracks)
        ],
        "days": [_day(index, salons, site) for index, salons in enumerate(days, start=1)],
    }


def _day(index: int, salons: list[Salon], site: Site) -> JsonObject:
    """The salons of one date; the day lasts from 0:00 to 23:59:59 in the time zone of the series."""
    rooms: dict[str, list[JsonObject]] = {}
    for salon in salons:
        events = [_event(talk, salon, site) for talk in salon.talks if _begins(talk, salon)]
        rooms.setdefault(_room(salon), []).extend(events)
    for events in rooms.values():
        events.sort(key=lambda event: str(event["date"]))
    date = salons[0].date
    midnight = salons[0].at("00:00")
    end = salons[0].at("23:59:59")
    hours = {"day_start": midnight and midnight.isoformat(), "day_end": end and end.isoformat()}
    return {"index": index, "date": date, **hours, "rooms": rooms}


def _event(talk: SalonTalk, salon: Salon, site: Site) -> JsonObject:
    begin = _begins(talk, salon)
    assert begin is not None, "only talks with a time are put into a schedule"
    return {
        "id": talk.id,
        "guid": _guid(f"topic/{talk.id}"),
        "date": begin.isoformat(),
        "start": begin.strftime("%H:%M"),
        "duration": _duration(begin, _ends(talk, salon)),
        "room": _room(salon),
        "slug": f"issue-{salon.number}-topic-{talk.id}",
        "url": site.page(f"topic/{talk.id}") or f"{NAMES}topic/{talk.id}",
        "title": talk.title,
        "subtitle": salon.name,
        "track": talk.track,
        "type": "workshop" if talk.track == Track.PROJECT else "lecture",
        "language": salon.series.language,
        "abstract": talk.abstract or "",
        "description": "\n".join(talk.outline),
        "recording_license": "",
        "do_not_record": False,
        "persons": [_person(speaker) for speaker in talk.speakers],
        "links": [_link(link) for link in (*talk.links, *salon.links)],
        "attachments": [],
    }


def _link(link: SalonLink) -> JsonObject:
    name = link.label or link.kind
    return {"title": link.replay_text(name) if link.kind == "replay" else name, "url": link.watch_url}


def _person(speaker: SalonSpeaker) -> JsonObject:
    names = {"name": speaker.name, "public_name": speaker.name}
    return {"id": speaker.id, "guid": _guid(f"person/{speaker.id}"), **names, "biography": speaker.affiliation}


def _room(salon: Salon) -> str:
    return ONLINE if salon.mode == "online" else salon.venue or NOT_STATED


def _begins(talk: SalonTalk, salon: Salon) -> datetime | None:
    return salon.at(talk.starts_at) or salon.begins


def _ends(talk: SalonTalk, salon: Salon) -> datetime | None:
    """The end of a talk; for a talk without any time, the end of its salon."""
    own = salon.at(talk.ends_at)
    return end_after(_begins(talk, salon), own or (None if talk.starts_at else salon.ends))


def _duration(begin: datetime, end: datetime | None) -> str:
    minutes = ((end or begin) - begin) // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "series"


def _guid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, NAMES + name))
