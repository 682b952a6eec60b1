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
    """The issue `number` as a schema.org `Event` with `@context`; an empty dictionary for an unknown number.

    It has no key without a value, and only http(s) addresses. Put it into a page with Jinja's `tojson`, which escapes
    characters that would end the script element.
    """
    salons = read_salons(connection, number=number)
    return {"@context": "https://schema.org", **_event(salons[0], site or Site())} if salons else {}


def topic_event(connection: sqlite3.Connection, topic_id: int, number: int, site: Site) -> JsonObject:
    """A topic of the issue `number` as an `Event` within the issue's; an empty dictionary for an unknown topic."""
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
    """The status in schema.org's words; `EventRescheduled` is an event with another day than before."""
    scheduled = "EventRescheduled" if salon.previous_dates else "EventScheduled"
    return _STATUSES.get(salon.status, scheduled)


def _location(salon: Salon, page: str | None) -> JsonObject | None:
    """The place with its address; for an online salon the web address of its replay, page or announcement."""
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
    """A replay that may be watched, or its archived copy.

    `uploadDate` is the day the club first published the link: the upload may be older. No thumbnail is known.
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
    """The properties with a value."""
    return {name: value for name, value in properties.items() if value}
