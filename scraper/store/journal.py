"""The journal that SQLite keeps beside an archive while something is written to it.

A process killed while writing leaves `archive.db-journal` behind. The next process that opens the archive for writing
rolls the journal back. Readers may not do so, and fail; so they call `roll_back` first. SQLite would also roll an old
journal back into a new archive, and destroy it; so a build replaces the file within `kept_still`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from scraper.store.damage import DAMAGE

_WAIT = 60.0
"""Seconds that a build waits for somebody who writes."""


def roll_back(database: Path) -> None:
    """Undoes what a killed process left half-written in an archive. A process that is still writing is not disturbed.

    Does nothing if there is nothing to undo, or if the folder is not writable.
    """
    if _journal(database).exists():
        with suppress(*DAMAGE), closing(sqlite3.connect(_address(database), uri=True, timeout=0)) as connection:
            connection.execute("select 1 from sqlite_master").fetchone()


@contextmanager
def kept_still(database: Path) -> Iterator[None]:
    """While the block runs nobody writes to the archive, and it has no journal; readers go on.

    Raises:
        sqlite3.OperationalError: somebody has been writing for a minute.
    """
    try:
        connection = sqlite3.connect(_address(database), uri=True, timeout=_WAIT, isolation_level=None)
    except sqlite3.OperationalError:  # there is no archive yet
        _journal(database).unlink(missing_ok=True)
        yield
        return
    with closing(connection):
        try:
            connection.execute("pragma journal_mode = delete")  # somebody may have set a copy to another mode
            connection.execute("begin immediate")
        except sqlite3.OperationalError:
            raise
        except DAMAGE:  # it is damaged: a journal could not be rolled back into it
            _journal(database).unlink(missing_ok=True)
        yield


def _journal(database: Path) -> Path:
    return database.with_name(f"{database.name}-journal")


def _address(database: Path) -> str:
    return f"{database.resolve().as_uri()}?mode=rw"
