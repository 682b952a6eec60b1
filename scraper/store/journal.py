"""The journal that SQLite keeps beside an archive while something is written to it.

Whoever is killed while writing leaves `archive.db-journal` behind, and the next that opens the archive to write rolls
it back. Readers may not, and fail; and beside a file that took the archive's place it would be rolled back as well, and
destroy it. So readers call `roll_back` first, and a build replaces the file within `kept_still`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

_WAIT = 60.0
"""Seconds that a build waits for somebody who writes."""


def roll_back(database: Path) -> None:
    """Undoes what a killed process left half-written in an archive. Whoever is still writing is not disturbed.

    Does nothing where there is nothing to undo, or where the folder cannot be written to.
    """
    if _journal(database).exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(_address(database), uri=True, timeout=0)) as connection:
            connection.execute("select 1 from sqlite_master").fetchone()


@contextmanager
def kept_still(database: Path) -> Iterator[None]:
    """Nobody writes to the archive while the block runs, and no journal lies beside it; readers go on.

    Raises:
        sqlite3.OperationalError: somebody has been writing for a minute.
    """
    try:
        connection = sqlite3.connect(_address(database), uri=True, timeout=_WAIT, isolation_level=None)
    except sqlite3.OperationalError:  # there is none yet
        _journal(database).unlink(missing_ok=True)
        yield
        return
    with closing(connection):
        try:
            connection.execute("pragma journal_mode = delete")  # a copy that somebody set to another is as good
            connection.execute("begin immediate")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # it is damaged: there is nothing to be rolled back into
            _journal(database).unlink(missing_ok=True)
        yield


def _journal(database: Path) -> Path:
    return database.with_name(f"{database.name}-journal")


def _address(database: Path) -> str:
    return f"{database.resolve().as_uri()}?mode=rw"
