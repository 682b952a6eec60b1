"""The archive as commands read it: opened read-only, and one clear line where that fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from scraper.cli import WorkFailed


@contextmanager
def archive_connection(database: Path) -> Iterator[sqlite3.Connection]:
    """The archive at `database`, read-only, its rows by name.

    Raises:
        ArchiveError: there is none, or it is none.
        WorkFailed: it is damaged.
    """
    from scraper.store.read import open_read_only

    try:
        with closing(open_read_only(database)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise WorkFailed(f"{database}: cannot be read ({error}); make it anew with `salon build`") from error


def require_known(connection: sqlite3.Connection, option: str, query: str, values: Iterable[str | int]) -> None:
    """Returns where each of the values given for an option is among those that `query` finds.

    Raises:
        click.BadParameter: one is not; the message says which, and which there are.
    """
    known = sorted(value for (value,) in connection.execute(query) if value is not None)
    if missing := [value for value in values if value not in known]:
        shown = known if len(known) <= 10 else [*known[:3], "…", known[-1]]
        there = ", ".join(map(str, shown)) or "none"
        raise click.BadParameter(f"{missing[0]} is not in the archive; there are {there}", param_hint=option)
