"""schema.org as JSON-LD: an issue as an `Event` with its talks, and its replays as `VideoObject`s."""

from __future__ import annotations

import sqlite3
from typing import Any

from scraper.export.salons.read import read_salons
from scraper.export.salons.records import Salon, SalonLink, SalonSpeaker, SalonTalk
from scraper.export.salons.times import end_after
from scraper.export.site import Site

JsonObject = dict[str, Any]

_MODES = {"online": "OnlineEventAttendanceMode", "offline": "OfflineEventAttendanceMode"}
REPLAY = {"zh": "回放", "en": "replay"}
_STATUSES = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}


def issue_event(connection: sqlite3.Connection, number: int, site: Site | None = None) -> JsonObject:
    """The issue `number` as a schema.org `Event` with `@context`; an empty dictionary where there is no such issue.

    Holds no key without a value: what the announcement does not say is left out, and only http(s) addresses are named.
    Put it into a page with Jinja's `tojson`, which escapes what would end the script element.
    """
    salons = read_salons(connection, number=number)
    return {"@context": "https://schema.org", **_event(salons[0], site or Site())} if salons else {}


def topic_event(connection: sqlite3.Connection, topic_id: int, number: int, site: Site) -> JsonObject:
    """A topic of the issue `number` as an `Event` that is part of the issue's, likewise."""
    salons = read_salons(connection, number=number)
    found = [(talk, salon) for salon in salons for talk in salon.talks if talk.id == topic_id]
    if not found:
        return {}
    (talk, salon), whole = found[0], site.page(f"issue/{number}")
    part_of = _present({"@type": "EducationEvent", "@id": whole, "name": salon.name, "url": whole})
    return {"@context": "https://schema.org", **_talk_event(talk, salon, site), "superEvent": part_of}


def all_events(connection: sqlite3.Connection, site: Site) -> JsonObject:
    """Every issue as an `Event`, in one graph."""
    return {"@context": "https://schema.org", "@graph": [_event(salon, site) for salon in read_salons(connection)]}


def _event(salon: Salon, site: Site) -> JsonObject:
    page = site.page(f"issue/{salon.number}")
    return _present(
        {
            "@type": "EducationEvent",
            "@id": page,
            "name": salon.name,
            "url": page or salon.announcement_url,
            "startDate": salon.begins.isoformat() if salon.begins else salon.date,
            "endDate": salon.ends.isoformat() if salon.ends else None,
            "eventStatus": _schema_url(_status(salon)),
            "previousStartDate": list(salon.previous_dates),
            "eventAttendanceMode": _schema_url(_MODES.get(salon.mode or "")),
            "location": _location(salon, page),
            "organizer": _present({"@type": "Organization", "name": salon.host}) if salon.host else None,
            "description": "；".join(talk.title for talk in salon.talks),
            "inLanguage": _language(salon),
            "performer": [_person(speaker, site) for speaker in salon.speakers],
            "subEvent": [_talk_event(talk, salon, site) for talk in salon.talks],
            "recordedIn": [_video(link, salon, page) for link in salon.replays if link.is_watchable],
            "potentialAction": [_register(link) for link in salon.links if link.kind == "registration"],
            "sameAs": salon.announcement_url,
        }
    )


def _language(salon: Salon) -> str:
    return "zh-CN" if salon.series.language == "zh" else salon.series.language


def _status(salon: Salon) -> str:
    """Of the vocabulary of schema.org; `EventRescheduled` is one that has another day than before."""
    scheduled = "EventRescheduled" if salon.previous_dates else "EventScheduled"
    return _STATUSES.get(salon.status, scheduled)


def _location(salon: Salon, page: str | None) -> JsonObject | None:
    """Where it took place: a place with its address, or for an online salon the address to watch or read about it."""
    if salon.mode == "online":
        url = (
            next((link.watch_url for link in salon.replays if link.is_watchable), None)
            or page
            or salon.announcement_url
        )
        return _present({"@type": "VirtualLocation", "url": url})
    if not salon.venue:
        return None
    return {"@type": "Place", "name": salon.venue, "address": salon.address or salon.venue}


def _talk_event(talk: SalonTalk, salon: Salon, site: Site) -> JsonObject:
    begin = salon.at(talk.starts_at) or salon.begins
    end = end_after(begin, salon.at(talk.ends_at))
    page = site.page(f"topic/{talk.id}")
    return _present(
        {
            "@type": "EducationEvent",
            "@id": page,
            "name": talk.title,
            "url": page,
            "startDate": begin.isoformat() if begin else salon.date,
            "endDate": end.isoformat() if end else None,
            "eventStatus": _schema_url(_status(salon)) if salon.is_off else None,
            "location": _location(salon, site.page(f"issue/{salon.number}")),
            "description": talk.abstract or "；".join(talk.outline),
            "about": talk.track,
            "performer": [_person(speaker, site) for speaker in talk.speakers],
            "workFeatured": [{"@type": "ScholarlyArticle", "name": paper.title} for paper in talk.papers],
        }
    )


def _person(speaker: SalonSpeaker, site: Site) -> JsonObject:
    page = site.page(f"person/{speaker.id}")
    affiliation = {"@type": "Organization", "name": speaker.affiliation} if speaker.affiliation else None
    return _present({"@type": "Person", "@id": page, "name": speaker.name, "affiliation": affiliation, "url": page})


def _video(link: SalonLink, salon: Salon, page: str | None) -> JsonObject:
    """A replay that is not known to be lost, or its copy.

    `uploadDate` is when the club first published it, the latest it can be; no thumbnail is known.
    """
    talk = next((talk for talk in salon.talks if link in talk.links), None)
    return _present(
        {
            "@type": "VideoObject",
            "name": f"{talk.title if talk else salon.name} {REPLAY[salon.series.language]}",
            "description": talk.title if talk else "；".join(talk.title for talk in salon.talks) or salon.name,
            "url": link.watch_url,
            "uploadDate": link.published_at,
            "inLanguage": _language(salon),
            "isPartOf": page,
        }
    )


def _register(link: SalonLink) -> JsonObject:
    return {"@type": "RegisterAction", "target": link.url}


def _schema_url(name: str | None) -> str | None:
    return f"https://schema.org/{name}" if name else None


def _present(properties: JsonObject) -> JsonObject:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value}
