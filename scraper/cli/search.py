"""`salon search`: topics that match, best first, as a table, JSON or CSV."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli import Command, options, tables
from scraper.cli.archive import archive_connection, require_known

if TYPE_CHECKING:
    from rich.text import Text

    from scraper.search.find import Search
    from scraper.search.terms import Term

COLUMNS = {
    "issue_number": "Issue",
    "date": "Date",
    "title": "Topic",
    "track": "Track",
    "speakers": "Speakers",
    "papers": "Papers",
    "replay_state": "State",
    "replay": "Replay",
}
CSV_COLUMNS = {**COLUMNS, "verdict": "Verdict", "archived_url": "Archived copy"}

RESULTS = """
select k.value as id, x.issue_number, x.date, x.title, x.track, x.speakers, x.papers, x.replay,
    x.replay_state, x.verdict, x.archived_url
from json_each(?) k join topic_index x on x.topic_id = k.value order by k.key
"""


@click.command(cls=Command)
@click.argument("words", metavar="TEXT…", nargs=-1, required=True)
@click.option("--year", type=click.IntRange(1900, 9999), help="Only topics of issues held in this year.")
@click.option("--track", help="Only topics of this track, as the archive names it.")
@click.option("--theme", help="Only topics of this theme, in Chinese or English: 联邦学习, Federated learning.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="The most topics to list.")
@tables.form_option()
@options.database
@options.verbosity
def command(
    words: tuple[str, ...],
    year: int | None,
    track: str | None,
    theme: str | None,
    limit: int,
    form: str,
    database: Path,
) -> None:
    """List topics with every word of TEXT in their title, track, speakers, papers, outline or abstract, best first.

    Chinese is found from one character up. Width, case and traditional forms do not matter. `Feder*` finds all words
    with this beginning; quotes make a phrase. A dead replay is replaced by its archived copy, where one is known.
    """
    from scraper.search.find import Kind, Search, count, find
    from scraper.search.terms import parse_terms, wider_names

    text = " ".join(words)
    if not Search(text).has_terms:
        raise click.BadParameter("holds no letter, digit or Chinese character to search for", param_hint="TEXT")
    with archive_connection(database) as connection:
        require_known(connection, "--track", "select distinct track from topics", [track] if track else [])
        search = Search(text, str(year) if year else None, track, _theme(connection, theme) if theme else None)
        topics = _topics(connection, find(connection, Kind.TOPIC, search, limit=limit))
        found = count(connection, Kind.TOPIC, search)
        meant = None if found else _suggestion(connection, search)
    shown = [_watchable(topic) for topic in topics] if form == "table" else topics
    columns = CSV_COLUMNS if form == "csv" else COLUMNS
    terms = parse_terms(text)
    also = wider_names(terms)
    marked = [*terms, *(term for name in also for term in parse_terms(f'"{name}"'))]
    tables.print_rows(tables.with_days(shown, form), columns, form, lambda value: _marked(value, marked))
    if not options.is_quiet():
        click.echo(_summary(len(topics), found, also, meant), err=True)


def _suggestion(connection: sqlite3.Connection, search: Search) -> str | None:
    from scraper.search.suggest import suggestion

    return suggestion(connection, search)


def _summary(shown: int, found: int, also: list[str], meant: str | None) -> str:
    if not found:
        return f"no topic matches; did you mean: {meant}" if meant else "no topic matches"
    return f"{shown} of {found} topics" + (f" (also {', '.join(also)})" if also else "")


def _watchable(topic: dict[str, Any]) -> dict[str, Any]:
    """The topic with the state of its replay in words, and the address to watch."""
    from scraper.export.salons.replays import replay_state, state_words, watch_url

    if not topic["replay"]:
        return topic
    known = (topic["replay_state"], topic["archived_url"])
    return topic | {"replay_state": state_words(replay_state(*known)), "replay": watch_url(topic["replay"], *known)}


def _theme(connection: sqlite3.Connection, name: str) -> str:
    """The name by which topics have a theme that is named in either language, in capital or small letters."""
    themes = connection.execute("select english, name from themes order by position").fetchall()
    known: dict[str, str] = {called.casefold(): chinese for english, chinese in themes for called in (english, chinese)}
    if name.casefold() not in known:
        there = ", ".join(english for english, _ in themes) or "none"
        raise click.BadParameter(f"{name} is not in the archive; there are {there}", param_hint="--theme")
    return known[name.casefold()]


def _topics(connection: sqlite3.Connection, keys: list[int]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(RESULTS, (json.dumps(keys),))]


def _marked(value: str, terms: Sequence[Term]) -> Text:
    """The value with the words searched for in bold; markup in it is not interpreted."""
    from rich.text import Text

    from scraper.search.marks import marked

    return Text.assemble(*((piece, "bold" if is_hit else "") for piece, is_hit in marked(value, terms)))
