"""Citations: each topic as an entry of BibTeX, and of the JSON of the Citation Style Language (CSL 1.0.2)."""

from __future__ import annotations

import sqlite3
from typing import Any

from scraper.export.salons.read import read_salons
from scraper.export.salons.records import Salon, SalonTalk
from scraper.export.site import Site

JsonObject = dict[str, Any]

# Characters that BibTeX would read as commands.
_ESCAPED = {ord(sign): f"\\{sign}" for sign in "&%$#_{}"} | {
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
}


def bibtex(connection: sqlite3.Connection, site: Site, topic_id: int | None = None) -> bytes:
    """All topics, or the one with `topic_id`, as `@misc` entries in UTF-8 below a comment."""
    entries = [_entry(talk, salon, site) for talk, salon in _talks(connection, topic_id)]
    return "\n".join(["% Topics of the salon archive\n", *entries]).encode()


def csl_json(connection: sqlite3.Connection, site: Site, topic_id: int | None = None) -> list[JsonObject]:
    """All topics, or the one with `topic_id`, as CSL items of the type `speech`."""
    return [_item(talk, salon, site) for talk, salon in _talks(connection, topic_id)]


def _talks(connection: sqlite3.Connection, topic_id: int | None) -> list[tuple[SalonTalk, Salon]]:
    """Talks with their salons; for one topic only its salon is read."""
    if topic_id is None:
        salons = read_salons(connection)
    else:
        found = connection.execute("select issue_number from topics where id = ?", (topic_id,)).fetchone()
        salons = read_salons(connection, number=found[0]) if found else []
    return [(talk, salon) for salon in salons for talk in salon.talks if topic_id in (None, talk.id)]


def _entry(talk: SalonTalk, salon: Salon, site: Site) -> str:
    fields = {
        "title": talk.title,
        "author": " and ".join(f"{{{_escaped(speaker.name)}}}" for speaker in talk.speakers),
        "howpublished": salon.name,
        "organization": salon.host or "",
        "year": (salon.date or "")[:4],
        "date": salon.date or "",
        "url": _url(talk, salon, site),
    }
    plain = ("author", "url")
    lines = [f"  {name} = {{{text if name in plain else _escaped(text)}}}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{salon-{salon.number}-{talk.id},", *lines, "}"]) + "\n"


def _escaped(text: str) -> str:
    return " ".join(text.translate(_ESCAPED).split())


def _item(talk: SalonTalk, salon: Salon, site: Site) -> JsonObject:
    day = salon.day
    item = {
        "id": f"salon-{salon.number}-{talk.id}",
        "type": "speech",
        "title": talk.title,
        "author": [{"literal": speaker.name} for speaker in talk.speakers],
        "event-title": salon.name,
        "event-place": salon.venue,
        "publisher": salon.host,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "abstract": talk.abstract,
        "URL": _url(talk, salon, site),
    }
    return {name: value for name, value in item.items() if value}


def _url(talk: SalonTalk, salon: Salon, site: Site) -> str | None:
    """The address of the topic's page, or of the announcement where the site's address is not known."""
    return site.page(f"topic/{talk.id}") or salon.announcement_url
