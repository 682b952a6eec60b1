"""Opens an archive to read it, once it is known to be one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from scraper.errors import SalonError
from scraper.store.journal import roll_back
from scraper.store.schema import SCHEMA_VERSION

_REMEDY = "build one with `salon build`, or name another with --db"


class ArchiveError(SalonError):
    """No archive that can be read; the message names the file and the remedy."""


def check_archive(database: Path) -> None:
    """Raises `ArchiveError` unless `database` is a file that holds an archive of this version; opens it read-only."""
    if not database.is_file():
        raise ArchiveError(f"{database}: there is no archive; {_REMEDY}")
    roll_back(database)
    try:
        with closing(_opened(database)) as connection:
            found = connection.execute("select 1 from sqlite_master where name = 'issues'").fetchone()
            version = connection.execute("pragma user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise ArchiveError(f"{database}: cannot be read ({error}); {_REMEDY}") from error
    if not found:
        raise ArchiveError(f"{database}: no archive (it has no table `issues`); {_REMEDY}")
    if version != SCHEMA_VERSION:
        raise ArchiveError(f"{database}: an archive of another version; {_REMEDY}")


def open_read_only(database: Path) -> sqlite3.Connection:
    """A connection to the archive at `database` that can change nothing, its rows by name.

    Raises:
        ArchiveError: there is none, it is none, or it is of another version.
    """
    check_archive(database)
    connection = _opened(database)
    connection.row_factory = sqlite3.Row
    return connection


def _opened(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
