"""Ranked search over the archive: topics, issues, papers and people, by text, year and track.

Works on any connection to an archive that has its indexes, with or without Datasette and its plugin.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scraper.search.terms import match_expression, parse_terms


class Kind(StrEnum):
    """What a search can return."""

    TOPIC = "topic"
    PERSON = "person"
    PAPER = "paper"
    ISSUE = "issue"


@dataclass(frozen=True, slots=True)
class _Target:
    """The table of a kind, the places and times of its rows, and the weight of a hit in each column."""

    table: str
    key: str
    places: str
    weights: tuple[float, ...]


_PLACE = "substr(i.date, 1, 4) as year, t.track as track, i.date as date, t.id as topic"
_TARGETS = {
    Kind.TOPIC: _Target(
        "topics",
        "id",
        f"select t.id as key, {_PLACE} from topics t join issues i on i.number = t.issue_number",
        (10.0, 3.0, 8.0, 6.0, 2.0, 2.0, 1.0),  # title, track, speakers, papers, outline, abstract, aliases
    ),
    Kind.ISSUE: _Target(
        "issues",
        "number",
        f"select i.number as key, {_PLACE} from issues i left join topics t on t.issue_number = i.number",
        (10.0, 10.0, 2.0, 2.0, 2.0, 1.0),  # title, theme, host, venue, address, aliases
    ),
    Kind.PAPER: _Target(
        "papers",
        "id",
        f"""select s.paper_id as key, {_PLACE} from topic_papers s
            join topics t on t.id = s.topic_id join issues i on i.number = t.issue_number""",
        (10.0, 1.0),  # title, aliases
    ),
    Kind.PERSON: _Target(
        "people",
        "id",
        f"""select s.person_id as key, {_PLACE} from topic_speakers s
            join topics t on t.id = s.topic_id join issues i on i.number = t.issue_number""",
        (10.0, 2.0, 5.0),  # name, affiliation, aliases
    ),
}


# Materialized, so that the rows that match are read once for both counts.
FACETS = """
with found as materialized (select key, year, track, topic from ({places}) where {condition}),
of_theme as materialized (select topic_id from topic_themes where theme = :theme)
select 'year', year, count(distinct key) from found
where year is not null and (:track is null or track = :track) and (:theme is null or topic in of_theme) group by 2
union all
select 'track', track, count(distinct key) from found
where track is not null and (:year is null or year = :year) and (:theme is null or topic in of_theme) group by 2
union all
select 'theme', m.theme, count(distinct key) from found join topic_themes m on m.topic_id = topic
where (:year is null or year = :year) and (:track is null or track = :track) group by 2
"""


@dataclass(frozen=True, slots=True)
class Search:
    """A search: a text as a person types it (empty: everything), narrowed to a year (`YYYY`), track or theme."""

    text: str = ""
    year: str | None = None
    track: str | None = None
    theme: str | None = None

    @property
    def has_terms(self) -> bool:
        return bool(parse_terms(self.text))

    @property
    def is_hopeless(self) -> bool:
        """Whether the typed text has nothing to search for, such as `《》`."""
        return bool(self.text.strip()) and not self.has_terms


@dataclass(frozen=True, slots=True)
class Facets:
    """Years (newest first), tracks and themes (most matches first), each with the number of rows that match in it."""

    years: list[tuple[str, int]]
    tracks: list[tuple[str, int]]
    themes: list[tuple[str, int]]


def find(connection: sqlite3.Connection, kind: Kind, search: Search, *, limit: int, offset: int = 0) -> list[int]:
    """Keys of the rows that match, best first. Without a text to rank by: newest first."""
    target = _TARGETS[kind]
    sql, parameters = _matching(target, search, ranked=True)
    rows = connection.execute(f"{sql} limit :limit offset :offset", {**parameters, "limit": limit, "offset": offset})
    return [row[0] for row in rows]


def count(connection: sqlite3.Connection, kind: Kind, search: Search) -> int:
    """How many rows match."""
    sql, parameters = _matching(_TARGETS[kind], search, ranked=False)
    return int(connection.execute(f"select count(*) from ({sql})", parameters).fetchone()[0])


def facets(connection: sqlite3.Connection, kind: Kind, search: Search) -> Facets:
    """How many rows match in each year, track and theme; a filter on one of these does not narrow its own counts."""
    target = _TARGETS[kind]
    parameters: dict[str, Any] = {"year": search.year, "track": search.track, "theme": search.theme}
    condition = "true"
    if search.text.strip():
        condition = f"key in (select rowid from {target.table}_fts where {target.table}_fts match :expression)"
        parameters["expression"] = match_expression(search.text)
    rows = connection.execute(FACETS.format(places=target.places, condition=condition), parameters).fetchall()
    years = [(name, number) for column, name, number in rows if column == "year"]
    tracks, themes = (
        sorted(((name, number) for column, name, number in rows if column == facet), key=lambda one: (-one[1], one[0]))
        for facet in ("track", "theme")
    )
    return Facets(sorted(years, reverse=True), tracks, themes)


def _matching(target: _Target, search: Search, *, ranked: bool) -> tuple[str, dict[str, Any]]:
    conditions, parameters = _place_conditions(search)
    if not search.text.strip() and not conditions and not ranked:
        return f"select {target.key} from {target.table}", {}
    if not search.text.strip():
        sql = f"select key from ({target.places}) where {_all_of(conditions)} group by key"
        return f"{sql} order by max(date) desc, key" if ranked else sql, parameters
    parameters["expression"] = match_expression(search.text)
    index = f"{target.table}_fts"
    narrowed = f"+rowid in (select key from ({target.places}) where {_all_of(conditions)})" if conditions else "true"
    sql = f"select rowid from {index} where {index} match :expression and {narrowed}"
    weights = ", ".join(map(str, target.weights))
    return f"{sql} order by bm25({index}, {weights}), rowid" if ranked else sql, parameters


def _place_conditions(search: Search) -> tuple[list[str], dict[str, Any]]:
    conditions = {"year": "date between :year and :year || '-99'", "track": "track = :track"}  # a range uses the index
    conditions["theme"] = "topic in (select topic_id from topic_themes where theme = :theme)"
    given = {name: value for name in conditions if (value := getattr(search, name))}
    return [conditions[name] for name in given], given


def _all_of(conditions: Iterable[str]) -> str:
    return " and ".join(conditions) or "true"
