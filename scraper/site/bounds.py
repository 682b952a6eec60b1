"""What a query of the served site may take in memory: its time and rows are Datasette's to bound, bytes are ours."""

from __future__ import annotations

import sqlite3
from weakref import WeakKeyDictionary

LARGEST_VALUE = 16 * 2**20
"""Bytes of one value or row; the text of a document has fewer."""
LARGEST_ANSWER = 128 * 2**20
"""Bytes of all rows that one query gives."""


def bound(connection: sqlite3.Connection) -> None:
    """From now on a query of this connection that asks for more ends with an `sqlite3.Error` that says so."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    connection.row_factory = _CountedRows()


class _CountedRows:
    """Makes `sqlite3.Row`s, and counts the bytes that each cursor gave."""

    def __init__(self) -> None:
        self._given: WeakKeyDictionary[sqlite3.Cursor, int] = WeakKeyDictionary()

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[object, ...]) -> sqlite3.Row:
        size = sum(len(value) for value in values if isinstance(value, str | bytes))
        self._given[cursor] = given = self._given.get(cursor, 0) + size
        if given > LARGEST_ANSWER:
            raise sqlite3.OperationalError(f"the answer has more than {LARGEST_ANSWER >> 20} MiB; ask for less of it")
        return sqlite3.Row(cursor, values)
