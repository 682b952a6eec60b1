"""`salon build`: parse, reconcile, write the archive."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import click

from scraper.cli import Command, WorkFailed, options, system_reason
from scraper.library import build_archive
from scraper.records import Document
from scraper.store.damage import DAMAGE

_SHOWN = 5
_COUNTED = ("documents", "issues", "topics", "people", "papers", "links", "findings")


@click.command("build", cls=Command)
@options.documents
@options.database
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only documents of this source; repeatable.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes that parse. Default: by the number of cores and documents."
)
@click.option("--dask", metavar="ADDRESS", help="Parse on the Dask cluster of this scheduler, such as tcp://host:8786.")
@options.verbosity
def command(
    documents: tuple[Path, ...], database: Path, sources: tuple[str, ...], jobs: int | None, dask: str | None
) -> None:
    """Parse the documents, reconcile them, and write the archive in one transaction.

    A document that cannot be read becomes a finding, and the others are built. Without changes nothing is written.
    """
    folders = documents or (options.default_documents(),)
    try:
        built = build_archive(folders, database, jobs=jobs, dask=dask, progress=_progress, sources=sources)
    except OSError as error:
        raise WorkFailed(f"{system_reason(error)}; the archive is as it was before") from error
    if built.damage:
        click.echo(f"{database} was damaged ({built.damage}); it is built again", err=True)
    if not options.is_quiet():
        if not built.is_new:
            click.echo(f"{database} is up to date", err=True)
        _summary(database)
        _unusable(database)
    if options.is_verbose():
        _left_over(database)


def _progress(documents: Iterable[Document], total: int) -> Iterator[Document]:
    """The documents, with a progress bar on a terminal."""
    if options.is_quiet() or not sys.stderr.isatty():
        yield from documents
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(documents, "parsing", total=total, console=Console(stderr=True), transient=True)


def _unusable(database: Path) -> None:
    """Prints the first entries, lines and files that the build could not use."""
    query = "select message_en from findings where code = 'unreadable_document' and document_id is null order by id"
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        messages = [message for (message,) in connection.execute(query)]
    for message in messages[:_SHOWN]:
        click.echo(f"left out: {message}", err=True)
    if len(messages) > _SHOWN:
        click.echo(f"left out: {len(messages) - _SHOWN} more; salon report findings lists them", err=True)


def _left_over(database: Path) -> None:
    """Prints the words of each document that no reader understood."""
    query = """
        select coalesce(d.path, d.url, d.source), d.published_at, f.message_en, f.excerpt
        from findings f join documents d on d.id = f.document_id where f.code = 'not_understood' order by 2, 1
    """
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        for place, published_at, message, excerpt in connection.execute(query):
            quoted = f": {excerpt}" if excerpt and excerpt not in message else ""
            click.echo(f"{place} of {(published_at or 'no date')[:10]}: {message}{quoted}", err=True)


def _summary(database: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            counts = {table: connection.execute(f"select count(*) from {table}").fetchone()[0] for table in _COUNTED}
            about = dict(connection.execute("select key, value from archive"))
    except DAMAGE as error:  # another program replaced the file just now
        raise WorkFailed(f"{database}: cannot be read ({error}); run this again") from error
    held = ", ".join(f"{count} {table}" for table, count in counts.items())
    click.echo(f"{database}: {held}; as of {about['as_of'][:10] or 'unknown'}")
