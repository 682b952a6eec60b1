"""`salon build`: parse, reconcile, write the archive."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import click

from scraper.cli import WorkFailed, options
from scraper.records import Document


@click.command("build")
@options.documents
@options.database
@options.verbosity
def command(documents: tuple[Path, ...], database: Path) -> None:
    """Parse the documents, reconcile them, and write the archive in one transaction.

    What cannot be read becomes a finding and the rest goes on. With nothing new, nothing is written.
    """
    from scraper.inputs import NothingReadable, is_current, read_inputs
    from scraper.store.write import StoreError

    try:
        inputs = read_inputs(documents or (options.default_documents(),), database)
        fingerprint = inputs.fingerprint()
        if is_current(database, fingerprint):
            _say(f"{database} is up to date")
        else:
            from scraper.build import build

            build(inputs, database, fingerprint, _progress)
    except (NothingReadable, StoreError, OSError) as error:
        raise WorkFailed(str(error)) from error
    if not options.is_quiet():
        _summary(database)


def _say(message: str) -> None:
    if not options.is_quiet():
        click.echo(message, err=True)


def _progress(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents, with a bar on a terminal."""
    if options.is_quiet() or not sys.stderr.isatty():
        yield from documents
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(documents, "parsing", console=Console(stderr=True), transient=True)


def _summary(database: Path) -> None:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        counts = {
            table: connection.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("documents", "issues", "topics", "people", "papers", "links", "findings")
        }
        about = dict(connection.execute("select key, value from archive"))
    held = ", ".join(f"{count} {table}" for table, count in counts.items())
    click.echo(f"{database}: {held}; as of {about['as_of'][:10] or 'unknown'}")
