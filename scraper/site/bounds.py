"""What a query of the served site may take: its rows are Datasette's to bound, bytes and the cost of one call are ours.

Datasette stops a query after its second, but SQLite looks at the clock only between calls of functions. So what one
call can cost is bounded here: patterns are short, and functions that SQLite takes the square of a text for are linear.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import TypeVar
from weakref import WeakKeyDictionary

LARGEST_VALUE = 16 * 2**20
"""Bytes of one value or row; the text of a document has fewer (10 MiB are stored, half as many again as UTF-8)."""
LARGEST_ANSWER = 128 * 2**20
"""Bytes of all rows that one query gives."""
LONGEST_ARGUMENT = 2**20
"""Characters that `instr`, `replace` and `trim` look through: Python does nothing else meanwhile."""

Text = TypeVar("Text", str, bytes)

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LARGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 512,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}


def bound(connection: sqlite3.Connection) -> None:
    """From now on a query of this connection that asks for more ends with an `sqlite3.Error` that says so."""
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.create_function("instr", 2, _instr, deterministic=True)
    connection.create_function("replace", 3, _replace, deterministic=True)
    for name, left, right in (("trim", True, True), ("ltrim", True, False), ("rtrim", False, True)):
        connection.create_function(name, 2, partial(_trim, left, right), deterministic=True)
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


def _instr(text: object, part: object) -> int | None:
    """SQLite's `instr`; its own compares every place with the whole of what it looks for."""
    if text is None or part is None:
        return None
    if isinstance(text, bytes) and isinstance(part, bytes):
        return _short(text).find(_short(part)) + 1
    return _as_text(text).find(_as_text(part)) + 1


def _replace(text: object, old: object, new: object) -> str | None:
    """SQLite's `replace`, likewise."""
    if text is None or old is None or new is None:
        return None
    return _as_text(text).replace(_as_text(old), _as_text(new)) if _as_text(old) else _as_text(text)


def _trim(left: bool, right: bool, text: object, characters: object) -> str | None:
    """SQLite's `trim`, `ltrim` and `rtrim` with two arguments, likewise."""
    if text is None or characters is None:
        return None
    whole, dropped = _as_text(text), set(_as_text(characters))
    begin, end = 0, len(whole)
    while left and begin < end and whole[begin] in dropped:
        begin += 1
    while right and begin < end and whole[end - 1] in dropped:
        end -= 1
    return whole[begin:end]


def _as_text(value: object) -> str:
    return _short(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))


def _short(value: Text) -> Text:
    if len(value) > LONGEST_ARGUMENT:
        raise ValueError(f"more than {LONGEST_ARGUMENT} characters")
    return value
