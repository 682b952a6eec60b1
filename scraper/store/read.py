"""Opens archives for reading, after a check that the file is an archive."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from scraper.errors import SalonError
from scraper.store.damage import DAMAGE, fault_of
from scraper.store.journal import roll_back
from scraper.store.schema import SCHEMA_VERSION

_REMEDY = "build one with `salon build`, or name another with --db"


class ArchiveError(SalonError):
    """The file is missing or is not an archive that can be read; the message names it and the remedy."""


def check_archive(database: Path) -> None:
    """Raises `ArchiveError` unless `database` is a file that holds an archive of this version; opens it read-only."""
    if not database.is_file():
        raise ArchiveError(f"{database}: there is no archive; {_REMEDY}")
    roll_back(database)
    try:
        with closing(_opened(database)) as connection:
            found = connection.execute("select 1 from sqlite_master where name = 'issues'").fetchone()
            version = connection.execute("pragma user_version").fetchone()[0]
    except DAMAGE as error:
        raise ArchiveError(f"{database}: cannot be read ({error}); {_REMEDY}") from error
    if not found:
        raise ArchiveError(f"{database}: not an archive (it has no table `issues`); {_REMEDY}")
    if version != SCHEMA_VERSION:
        raise ArchiveError(f"{database}: an archive of another version; {_REMEDY}")


def check_whole(database: Path) -> None:
    """Raises `ArchiveError` unless `database` is an archive all of whose pages can be read: before all are shown."""
    check_archive(database)
    if fault := fault_of(database):
        raise ArchiveError(f"{database}: damaged ({fault}); build it again with `salon build`")


def open_read_only(database: Path) -> sqlite3.Connection:
    """A read-only connection to the archive at `database`; its rows are read by column name.

    Raises:
        ArchiveError: there is no file, it is not an archive, or it is of another version.
    """
    check_archive(database)
    connection = _opened(database)
    connection.row_factory = sqlite3.Row
    return connection


def _opened(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
