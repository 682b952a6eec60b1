"""Opens the archive for commands: read-only, with a clear error of one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from scraper.cli import WorkFailed


@contextmanager
def archive_connection(database: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the archive at `database`; columns of its rows have names.

    Raises:
        ArchiveError: the file is missing, or is no archive.
        WorkFailed: the archive is damaged.
    """
    from scraper.store.damage import DAMAGE
    from scraper.store.read import open_read_only

    try:
        with closing(open_read_only(database)) as connection:
            yield connection
    except DAMAGE as error:
        raise WorkFailed(f"{database}: cannot be read ({error}); build it again with `salon build`") from error


def require_known(connection: sqlite3.Connection, option: str, query: str, values: Iterable[str | int]) -> None:
    """Checks that the archive has each of the values given for an option; `query` finds the values it has.

    Raises:
        click.BadParameter: a value is not in the archive; the message lists the values that are.
    """
    known = sorted(value for (value,) in connection.execute(query) if value is not None)
    if missing := [value for value in values if value not in known]:
        shown = known if len(known) <= 10 else [*known[:3], "…", known[-1]]
        there = ", ".join(map(str, shown)) or "none"
        raise click.BadParameter(f"{missing[0]} is not in the archive; there are {there}", param_hint=option)
