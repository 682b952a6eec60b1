"""The archive as commands read it: opened read-only, and one clear line where that fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from scraper.cli import WorkFailed


@contextmanager
def open_archive(database: Path) -> Iterator[sqlite3.Connection]:
    """The archive at `database`, read-only, its rows by name.

    Raises:
        WorkFailed: there is none, it is none, or it is damaged.
    """
    from scraper.publish.instance import ArchiveError, check_archive

    try:
        check_archive(database)
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection
    except ArchiveError as error:
        raise WorkFailed(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise WorkFailed(f"{database}: cannot be read ({error}); make it anew with `salon build`") from error
