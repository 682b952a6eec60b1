"""Whether an archive is whole, and what it holds: what tests of faults, clusters and readers compare."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path


def contents(archive: Path) -> dict[str, str]:
    """A digest of every table of an archive, its rows in the order they are stored, once SQLite finds it whole."""
    with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True, timeout=60)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)], archive
        assert connection.execute("pragma foreign_key_check").fetchall() == [], archive
        tables = connection.execute("select name from sqlite_master where type = 'table' and rootpage > 0 order by 1")
        return {name: _digest(connection, name) for (name,) in tables.fetchall()}


def _digest(connection: sqlite3.Connection, table: str) -> str:
    told = hashlib.sha256()
    for row in connection.execute(f'select * from "{table}"'):
        told.update(repr(row).encode("utf-8", "surrogatepass"))
    return told.hexdigest()
