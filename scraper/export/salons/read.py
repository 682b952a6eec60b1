"""Reads salons from the archive."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from scraper.export.salons.records import Paper, Salon, SalonLink, SalonSpeaker, SalonTalk
from scraper.export.salons.times import aware_time
from scraper.export.site import web_url, without_controls
from scraper.series import Series
from scraper.store.series import series_of

Row = dict[str, Any]
Reader = Callable[[str], Iterator[Row]]

# Every query has the same condition on issues, so that one issue is found by indexes, without scanning the archive.
_ISSUES = """
select i.*, (select min(a.published_at) from documents a where a.issue_number = i.number) as first_published_at,
    d.url as announcement_url, d.published_at as announced_at, r.published_at as recalled_at
from issues i left join documents d on d.id = i.document_id left join documents r on r.id = i.recap_document_id
where {issue} order by substr(i.number, 1, 8) + 0, i.number
"""
_TALKS = """
select i.number, t.* from issues i join topics t on t.issue_number = i.number where {issue} order by t.position, t.id
"""
_SPEAKERS = """
select s.topic_id, p.id, p.name, coalesce(s.affiliation, p.affiliation) as affiliation
from issues i join topics t on t.issue_number = i.number
join topic_speakers s on s.topic_id = t.id join people p on p.id = s.person_id
where {issue} order by s.position, p.id
"""
_PAPERS = """
select s.topic_id, p.id, p.title, s.outline
from issues i join topics t on t.issue_number = i.number
join topic_papers s on s.topic_id = t.id join papers p on p.id = s.paper_id
where {issue} order by s.position, p.id
"""
_LINKS = """
select i.number, m.topic_id, l.id, l.url, l.kind, m.label, d.published_at, nullif(s.state, 'unchecked') as verdict,
    s.archived_url
from issues i join issue_links m on m.issue_number = i.number join links l on l.id = m.link_id
join documents d on d.id = m.first_document_id
join link_states s on s.link_id = l.id
where {issue} and m.is_current and l.kind <> 'image' order by m.position, m.id
"""

_PREVIOUS_DATES = """
select distinct i.number, c.old from issues i join changes c on c.issue_number = i.number
join findings f on f.issue_number = i.number and f.document_id = c.document_id and f.excerpt = c.old
where {issue} and f.code = 'rescheduled' and c.field in ('announced_date', 'date') and c.old <> coalesce(i.date, '')
order by c.old
"""


def read_salons(connection: sqlite3.Connection, *, number: int | None = None, newest: int | None = None) -> list[Salon]:
    """All salons by number, or the one with `number` (an empty list for an unknown number), or the `newest` ones."""
    read, series = _reader(connection, number, newest), series_of(connection)
    talks = _talks(read)
    links = _group(read(_LINKS), "number")
    previous = _group(read(_PREVIOUS_DATES), "number")
    return [
        _salon(
            row,
            tuple(talks[row["number"]]),
            links[row["number"]],
            tuple(day["old"] for day in previous[row["number"]]),
            series,
        )
        for row in read(_ISSUES)
    ]


def read_as_of(connection: sqlite3.Connection) -> datetime:
    """The date of the archive, or of its newest document; the epoch where no document is dated."""
    stated = connection.execute("select value from archive where key = 'as_of'").fetchone()
    newest = connection.execute("select max(published_at) from documents").fetchone()
    zone = series_of(connection).zone
    known = (aware_time(row[0], zone) for row in (stated, newest) if row)
    return next(filter(None, known), datetime.fromtimestamp(0, UTC))


def _reader(connection: sqlite3.Connection, number: int | None, newest: int | None) -> Reader:
    """A function that runs a query for the chosen issues, and gives its rows with texts free of control characters."""
    condition = "true"
    if number is not None:
        condition = "i.number = :number"
    elif newest is not None:
        condition = (
            "i.number in (select number from issues order by substr(number, 1, 8) + 0 desc, number desc limit :newest)"
        )

    def read(sql: str) -> Iterator[Row]:
        cursor = connection.execute(sql.format(issue=condition), {"number": number, "newest": newest})
        names = [column[0] for column in cursor.description]
        for row in cursor:
            values = (without_controls(value) if isinstance(value, str) else value for value in row)
            yield dict(zip(names, values, strict=True))

    return read


def _group(rows: Iterator[Row], key: str) -> defaultdict[int, list[Row]]:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _talks(read: Reader) -> defaultdict[int, list[SalonTalk]]:
    speakers = _group(read(_SPEAKERS), "topic_id")
    papers = _group(read(_PAPERS), "topic_id")
    links = _group(read(_LINKS), "topic_id")
    talks: defaultdict[int, list[SalonTalk]] = defaultdict(list)
    for row in read(_TALKS):
        talk = SalonTalk(
            **{name: row[name] for name in ("id", "title", "track", "starts_at", "ends_at", "abstract")},
            outline=_items(row["outline"]),
            speakers=tuple(
                SalonSpeaker(found["id"], found["name"], found["affiliation"]) for found in speakers[row["id"]]
            ),
            papers=tuple(Paper(one["id"], one["title"], _items(one["outline"])) for one in papers[row["id"]]),
            links=tuple(_links(links[row["id"]])),
        )
        talks[row["number"]].append(talk)
    return talks


def _items(outline: str) -> tuple[str, ...]:
    """The items of a JSON array."""
    return tuple(without_controls(str(item)) for item in json.loads(outline))


def _links(rows: list[Row]) -> Iterator[SalonLink]:
    """The links that are safe to follow, each address once."""
    seen: set[str] = set()
    for row in rows:
        if web_url(row["url"]) and row["url"] not in seen:
            seen.add(row["url"])
            names = ("id", "url", "kind", "label", "published_at", "verdict")
            yield SalonLink(**{name: row[name] for name in names}, archived_url=web_url(row["archived_url"]))


def _salon(
    row: Row, talks: tuple[SalonTalk, ...], links: list[Row], previous_dates: tuple[str, ...], series: Series
) -> Salon:
    names = ("number", "date", "starts_at", "ends_at", "mode", "venue", "address", "host", "theme", "status")
    return Salon(
        **{name: row[name] for name in names},
        title=row["title"] or _title(row["number"], talks, series),
        announcement_url=web_url(row["announcement_url"]),
        published_at=row["first_published_at"] or row["announced_at"] or row["recalled_at"],
        updated_at=row["announced_at"] or row["recalled_at"],
        previous_dates=previous_dates,
        talks=talks,
        links=tuple(_links([found for found in links if found["topic_id"] is None])),
        series=series,
    )


def _title(number: int, talks: tuple[SalonTalk, ...], series: Series) -> str:
    """The title of a session that has none: made of its talks where the series is kept as a table."""
    if series.table and talks:
        return f"{series.called(number)}: " + "; ".join(talk.title for talk in talks)
    return series.titled(number, whole=True)
