"""`salon series check`: how the settings of a series read its table, so that they are written in minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli import Command, WorkFailed
from scraper.cli.options import default_documents

if TYPE_CHECKING:
    from scraper.pipeline.explain import Explanation, SeenTable
    from scraper.reconcile.identity import RecapEntry
    from scraper.series import Series

SHOWN = 3
MOST_PROBLEMS = 12
_SKELETON = """
{why}. Write this into data/series.yml; docs/series.md says what each line may hold:

name: {{zh: …, en: …}}
short_name: {{zh: …, en: …}}
host: …
home_page: https://…
time_zone: Europe/Berlin
language: en # or zh
session: {{zh: 期, en: session}}
identity: number # or date: then without `number` below
layout: table
table: # after each column the header it has above
  columns: {{number: …, date: …, title: …, speakers: …, links: …}}"""
_NO_FILE = "There is no data/series.yml here yet, and the one that comes with the program reads no table"
_NO_TABLE = "data/series.yml says `layout: salon`, which reads no table of sessions"


@click.group("series")
def command() -> None:
    """Settings for another club's series."""


@command.command("check", cls=Command)
@click.argument("path", type=click.Path(path_type=Path), metavar="[FILE|FOLDER]", required=False)
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only documents of this source; repeatable.")
def check(path: Path | None, sources: tuple[str, ...]) -> None:
    """Show how data/series.yml reads the newest document of a FILE or FOLDER (default: data/announcements).

    Prints the meaning of each column, the first sessions, and the words that are not understood. Nothing is written.
    Exits 3 where no session is read.
    """
    from scraper.pipeline.explain import explain
    from scraper.series.settings import read_series

    series = read_series()
    found = explain(path or default_documents(), series, sources)
    click.echo("\n".join(_told(found, series)))
    if not found.sessions:
        raise WorkFailed("no session is read")


def _told(found: Explanation, series: Series) -> Iterator[str]:
    document = found.document
    when = f" of {document.published_at[:10]}" if document.published_at else ""
    beside = f", the newest of {found.documents} documents" if found.documents > 1 else ""
    yield f"{document.path or document.url or document.file}{when}{beside}"
    for place, table in enumerate(found.tables, start=1):
        yield from _table(place, table)
    if not found.tables:
        yield "It has no table."
    if series.table is None:
        yield _SKELETON.format(why=_NO_TABLE if Path("data/series.yml").exists() else _NO_FILE)
        return
    if found.sessions:
        several = len(found.sessions) > 1
        yield (
            f"\n{len(found.sessions)} sessions, the first as they are read:"
            if several
            else "\n1 session, as it is read:"
        )
    for entry in found.sessions[:SHOWN]:
        yield from _session(entry, series, found.kinds)
    yield from _problems(found)


def _table(place: int, table: SeenTable) -> Iterator[str]:
    if not table.is_read:
        yield f"\nTable {place} is not read: {' | '.join(header for header, _ in table.headers)}"
        if not any(name for _, name in table.headers):
            return
    else:
        yield f"\nTable {place} is read:"
    width = max(len(header) for header, _ in table.headers)
    for header, name in table.headers:
        yield f"  {header:{width}}  {name or '- not taken: its links are, its words are not'}"


def _session(entry: RecapEntry, series: Series, kinds: dict[str, str]) -> Iterator[str]:
    row = entry.row
    beside = [] if series.by_date else [entry.day.isoformat() if entry.day else "no day"]
    beside += ["cancelled or postponed"] if row.status else []
    beside += [f"at {row.venue}"] if row.venue else []
    yield "\n  " + ", ".join([series.called(entry.number), *beside])
    for topic in row.topics:
        people = ", ".join(one.name + (f" ({one.affiliation})" if one.affiliation else "") for one in topic.speakers)
        yield f"    talk: {topic.title}" + (f" [{topic.track}]" if topic.track else "")
        yield f"      by: {people or 'nobody'}"
    for link in row.links:
        yield f"    {'image' if link.is_image else kinds[link.url]}: {link.url}" + (
            f" ({link.label})" if link.label else ""
        )


def _problems(found: Explanation) -> Iterator[str]:
    counts = Counter(problem.message for problem in found.problems)
    excerpts = {problem.message: problem.excerpt for problem in reversed(found.problems)}
    yield "\nNothing is left that is not understood." if not counts else "\nNot understood, or wrong as published:"
    for message, count in counts.most_common(MOST_PROBLEMS):
        times = f" ({count} times)" if count > 1 else ""
        excerpt = excerpts[message][:120]
        yield f"  {message}{times}" + (f"\n    {excerpt}" if excerpt else "")
    if len(counts) > MOST_PROBLEMS:
        yield f"  and {len(counts) - MOST_PROBLEMS} more; after a build `salon report findings` lists all"
