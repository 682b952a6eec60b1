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
    """The table of a kind, where and when its rows were presented, and how much a hit in each column counts."""

    table: str
    key: str
    places: str
    weights: tuple[float, ...]


_PLACE = "substr(i.date, 1, 4) as year, t.track as track, i.date as date"
_TARGETS = {
    Kind.TOPIC: _Target(
        "topics",
        "id",
        f"select t.id as key, {_PLACE} from topics t join issues i on i.number = t.issue_number",
        (10.0, 3.0, 8.0, 6.0, 2.0),  # title, track, speakers, papers, outline
    ),
    Kind.ISSUE: _Target(
        "issues",
        "number",
        f"select i.number as key, {_PLACE} from issues i left join topics t on t.issue_number = i.number",
        (10.0, 10.0, 2.0, 2.0, 2.0),  # title, theme, host, venue, address
    ),
    Kind.PAPER: _Target(
        "papers",
        "id",
        f"""select s.paper_id as key, {_PLACE} from topic_papers s
            join topics t on t.id = s.topic_id join issues i on i.number = t.issue_number""",
        (1.0,),
    ),
    Kind.PERSON: _Target(
        "people",
        "id",
        f"""select s.person_id as key, {_PLACE} from topic_speakers s
            join topics t on t.id = s.topic_id join issues i on i.number = t.issue_number""",
        (10.0, 2.0),  # name, affiliation
    ),
}


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: a text as a person types it (empty: everything), in a year (`YYYY`), in a track."""

    text: str = ""
    year: str | None = None
    track: str | None = None

    @property
    def has_terms(self) -> bool:
        return bool(parse_terms(self.text))

    @property
    def is_hopeless(self) -> bool:
        """Whether something was typed that holds nothing to search for, such as `《》`."""
        return bool(self.text.strip()) and not self.has_terms


def find(connection: sqlite3.Connection, kind: Kind, search: Search, *, limit: int, offset: int = 0) -> list[int]:
    """Keys of the rows that match, best first; by date, newest first, where there is no text to rank by."""
    target = _TARGETS[kind]
    sql, parameters = _matching(target, search, ranked=True)
    rows = connection.execute(f"{sql} limit :limit offset :offset", {**parameters, "limit": limit, "offset": offset})
    return [row[0] for row in rows]


def count(connection: sqlite3.Connection, kind: Kind, search: Search) -> int:
    """How many rows match."""
    sql, parameters = _matching(_TARGETS[kind], search, ranked=False)
    return int(connection.execute(f"select count(*) from ({sql})", parameters).fetchone()[0])


def years(connection: sqlite3.Connection, kind: Kind, search: Search) -> list[tuple[str, int]]:
    """Each year with the number of rows that match in it, newest first, whatever year the search is narrowed to."""
    return _facet(connection, kind, "year", Search(search.text, None, search.track), "1 desc")


def tracks(connection: sqlite3.Connection, kind: Kind, search: Search) -> list[tuple[str, int]]:
    """Each track with the number of rows that match in it, most first, whatever track the search is narrowed to."""
    return _facet(connection, kind, "track", Search(search.text, search.year, None), "2 desc, 1")


def _facet(
    connection: sqlite3.Connection, kind: Kind, column: str, search: Search, order: str
) -> list[tuple[str, int]]:
    target = _TARGETS[kind]
    conditions, parameters = _place_conditions(search)
    if search.text.strip():
        conditions.append(f"key in (select rowid from {target.table}_fts where {target.table}_fts match :expression)")
        parameters["expression"] = match_expression(search.text)
    sql = f"""select {column}, count(distinct key) from ({target.places})
              where {_all_of([*conditions, f"{column} is not null"])} group by 1 order by {order}"""
    return [(name, number) for name, number in connection.execute(sql, parameters)]


def _matching(target: _Target, search: Search, *, ranked: bool) -> tuple[str, dict[str, Any]]:
    conditions, parameters = _place_conditions(search)
    if not search.text.strip():
        sql = f"select key from ({target.places}) where {_all_of(conditions)} group by key"
        return f"{sql} order by max(date) desc, key" if ranked else sql, parameters
    parameters["expression"] = match_expression(search.text)
    index = f"{target.table}_fts"
    narrowed = f"rowid in (select key from ({target.places}) where {_all_of(conditions)})" if conditions else "true"
    sql = f"select rowid from {index} where {index} match :expression and {narrowed}"
    weights = ", ".join(map(str, target.weights))
    return f"{sql} order by bm25({index}, {weights}), rowid" if ranked else sql, parameters


def _place_conditions(search: Search) -> tuple[list[str], dict[str, Any]]:
    wanted = {"year": search.year, "track": search.track}
    given = {name: value for name, value in wanted.items() if value}
    return [f"{name} = :{name}" for name in given], dict(given)


def _all_of(conditions: Iterable[str]) -> str:
    return " and ".join(conditions) or "true"
