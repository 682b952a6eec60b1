"""The archive as salons with their talks, speakers, papers and links: what every export but the tables is made of."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from scraper.export.replays import replay_state, replay_text, watch_url
from scraper.export.site import printable, web_url
from scraper.export.times import end_after, instant, moment, parse_day
from scraper.records import Status
from scraper.series import Series
from scraper.store.series import series_of

Row = dict[str, Any]
Reader = Callable[[str], Iterator[Row]]
Day = date  # inside `Salon` its own field `date` hides the type

# Each query takes the same condition, so that one issue is read by its indexes and not by scanning the archive.
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


@dataclass(frozen=True, slots=True)
class SalonSpeaker:
    id: int
    name: str
    affiliation: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a talk; `outline` is that of the paper alone, empty where the talk has one for all."""

    id: int
    title: str
    outline: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SalonLink:
    """A current link. `published_at` is when a document first had it; `url` is always http or https.

    `verdict` is `dead` until a check finds it alive, else that of the newest check; None where there was none.
    """

    id: int
    url: str
    kind: str
    label: str | None
    published_at: str | None
    verdict: str | None
    archived_url: str | None

    @property
    def watch_url(self) -> str:
        """Where to watch a replay: its archived copy where it is dead."""
        return watch_url(self.url, self.verdict, self.archived_url)

    @property
    def state(self) -> str:
        """What can be done with a replay, one of `REPLAY_STATES`."""
        return replay_state(self.verdict, self.archived_url)

    @property
    def is_watchable(self) -> bool:
        """Whether a replay, or a copy of it, may still be there."""
        return self.state != "dead"

    def replay_text(self, name: str) -> str:
        """A line that names a replay with its state."""
        return replay_text(name, self.url, self.verdict, self.archived_url)


@dataclass(frozen=True, slots=True)
class SalonTalk:
    """A topic of an issue; its times are `HH:MM`, local to the series, `None` where the announcement gives none."""

    id: int
    title: str
    track: str | None
    starts_at: str | None
    ends_at: str | None
    abstract: str | None
    outline: tuple[str, ...]
    speakers: tuple[SalonSpeaker, ...]
    papers: tuple[Paper, ...]
    links: tuple[SalonLink, ...]


@dataclass(frozen=True, slots=True)
class Salon:
    """An issue. `links` are those that serve it as a whole; those of one talk are the talk's own.

    `status` is one of `Status`; `previous_dates` are the days it was announced for before, oldest first.
    """

    number: int
    title: str
    date: str | None
    starts_at: str | None
    ends_at: str | None
    mode: str | None
    venue: str | None
    address: str | None
    host: str | None
    theme: str | None
    status: str
    previous_dates: tuple[str, ...]
    announcement_url: str | None
    published_at: str | None
    updated_at: str | None
    talks: tuple[SalonTalk, ...]
    links: tuple[SalonLink, ...]
    series: Series = field(repr=False, compare=False)

    @property
    def called(self) -> str:
        """What it is called by its number alone."""
        return self.series.called(self.number)

    @property
    def name(self) -> str:
        """Its number, title and theme in one line."""
        is_numbered = self.called.replace(" ", "") in self.title.replace(" ", "")
        name = self.title if is_numbered else f"{self.called} {self.title}"
        return f"{name}：{self.theme}" if self.theme and self.theme not in name else name

    @property
    def is_off(self) -> bool:
        """Whether it was cancelled, or postponed and has no new day."""
        return self.status in (Status.CANCELLED, Status.POSTPONED)

    @property
    def day(self) -> Day | None:
        return parse_day(self.date)

    @property
    def begins(self) -> datetime | None:
        """When it begins, in the time zone of the series; `None` where the day or the time of day is not known."""
        return self.at(self.starts_at)

    @property
    def ends(self) -> datetime | None:
        return end_after(self.begins, self.at(self.ends_at))

    def at(self, time_of_day: str | None) -> datetime | None:
        """A time of its day, in the time zone of the series."""
        return moment(self.date, time_of_day, self.series.zone)

    @property
    def speakers(self) -> tuple[SalonSpeaker, ...]:
        """Everyone who speaks in it, each once, in the order of the talks."""
        return tuple({speaker.id: speaker for talk in self.talks for speaker in talk.speakers}.values())

    @property
    def replays(self) -> tuple[SalonLink, ...]:
        """Every replay of the issue or of one of its talks, each address once."""
        links = [*self.links, *(link for talk in self.talks for link in talk.links)]
        return tuple({link.url: link for link in links if link.kind == "replay"}.values())


def read_salons(connection: sqlite3.Connection, *, number: int | None = None, newest: int | None = None) -> list[Salon]:
    """All salons by number, or only the one with that `number` (none where there is none) or the `newest` few."""
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
    """The instant the archive states, or that of its newest document; the epoch where nothing is dated."""
    stated = connection.execute("select value from archive where key = 'as_of'").fetchone()
    newest = connection.execute("select max(published_at) from documents").fetchone()
    known = (instant(row[0]) for row in (stated, newest) if row)
    return next(filter(None, known), datetime.fromtimestamp(0, UTC))


def _reader(connection: sqlite3.Connection, number: int | None, newest: int | None) -> Reader:
    """A function that runs a query for the issues asked for and gives its rows, texts made printable."""
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
            values = (printable(value) if isinstance(value, str) else value for value in row)
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
    return tuple(printable(str(item)) for item in json.loads(outline))


def _links(rows: list[Row]) -> Iterator[SalonLink]:
    """Those a reader may follow, each address once."""
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
    """What a session without a title is called: a series kept as a table has only talks."""
    if series.table and talks:
        return f"{series.called(number)}: " + "; ".join(talk.title for talk in talks)
    return series.titled(number, whole=True)
