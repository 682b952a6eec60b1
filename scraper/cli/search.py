"""`salon search`: topics that match, best first, as a table, JSON or CSV."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli import WorkFailed, options

if TYPE_CHECKING:
    from rich.text import Text

COLUMNS = ("issue_number", "date", "title", "track", "speakers", "papers", "replay")

RESULTS = """
select k.value as id, x.issue_number, x.date, x.title, x.track, x.speakers, x.papers, x.replay
from json_each(?) k join topic_index x on x.topic_id = k.value order by k.key
"""


@click.command()
@click.argument("text")
@click.option("--year", type=click.IntRange(1900, 9999), help="Only topics of issues held in this year.")
@click.option("--track", help="Only topics of this track, such as 论文分享.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many topics.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print them.",
)
@options.database
@options.verbosity
def command(text: str, year: int | None, track: str | None, limit: int, form: str, database: Path) -> None:
    """Topics whose title, track, speakers, papers or outline hold every word of TEXT, best first.

    Chinese is found from one character up; width, case and traditional forms do not matter; `Feder*` finds words that
    begin so; a phrase is put between quotes.
    """
    found, topics = _search(database, text, str(year) if year else None, track, limit)
    if form == "json":
        click.echo(json.dumps(topics, ensure_ascii=False, indent=2))
    elif form == "csv":
        _write_csv(topics)
    else:
        _print_table(topics, text)
    if not options.is_quiet():
        click.echo(f"{len(topics)} of {found} topics" if found else "no topic matches", err=True)


def _search(
    database: Path, text: str, year: str | None, track: str | None, limit: int
) -> tuple[int, list[dict[str, Any]]]:
    from scraper.search.find import Kind, Search, count, find

    search = Search(text, year, track)
    if not search.has_terms:
        raise click.BadParameter("holds no letter, digit or Chinese character to search for", param_hint="TEXT")
    if not database.is_file():
        raise WorkFailed(f"{database}: there is no archive; make one with `salon build`, or name it with --db")
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            keys = find(connection, Kind.TOPIC, search, limit=limit)
            return count(connection, Kind.TOPIC, search), _topics(connection, keys)
    except sqlite3.DatabaseError as error:
        raise WorkFailed(f"{database}: cannot be searched ({error}); make it anew with `salon build`") from error


def _topics(connection: sqlite3.Connection, keys: list[int]) -> list[dict[str, Any]]:
    connection.row_factory = sqlite3.Row
    return [dict(row) for row in connection.execute(RESULTS, (json.dumps(keys),))]


def _write_csv(topics: list[dict[str, Any]]) -> None:
    from scraper.export.tables import safe_cell

    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(topic[column]) for column in COLUMNS] for topic in topics)


def _print_table(topics: list[dict[str, Any]], text: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Issue", "Date", "Topic", "Speakers", "Papers", box=None, pad_edge=False)
    table.add_column("Replay", overflow="fold")
    for topic in topics:
        cells = [topic["issue_number"], topic["date"], *(topic[name] for name in ("title", "speakers", "papers"))]
        table.add_row(*(_marked(cell, text) for cell in cells), _marked(topic["replay"], ""))
    if topics:
        Console().print(table)


def _marked(value: object, text: str) -> Text:
    """The value as it is (no markup of its own is read), with what was searched for in bold."""
    from rich.text import Text

    from scraper.search.marks import marked
    from scraper.search.terms import parse_terms

    printable = "".join(character for character in str(value or "") if character.isprintable())
    return Text.assemble(*((piece, "bold" if is_hit else "") for piece, is_hit in marked(printable, parse_terms(text))))
