"""Limits for queries on the served site. Datasette limits rows and time; this module limits bytes and single calls.

Datasette stops a query after one second, but SQLite looks at the clock only between calls of functions. So the cost of
one call is limited here: patterns are short, and functions that are quadratic in SQLite are replaced by linear ones.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from json.encoder import encode_basestring_ascii
from typing import TypeVar
from weakref import WeakKeyDictionary

LARGEST_VALUE = 16 * 2**20
"""Most bytes of one value or row. The largest stored document has 10 MiB, and up to 15 MiB as UTF-8."""
LARGEST_VALUE_OF_VISITORS = 2**19
"""The same where visitors write SQL: SQLite makes a whole row of `MOST_COLUMNS` values before it can be counted."""
MOST_COLUMNS = 50
"""Most columns of one row; the widest view has a third of them. Nobody else is answered while a row becomes HTML."""
LARGEST_ANSWER = 16 * 2**20
"""Most bytes of one query's rows as JSON or HTML. The queries of our own pages limit themselves."""
CELL = 64
"""Bytes of the tags and classes around the text of a cell in HTML."""
LONGEST_ARGUMENT = 2**20
"""Most characters that `instr`, `replace` and `trim` accept: they hold Python's lock while they run."""

Text = TypeVar("Text", str, bytes)

_LIMITS = {
    sqlite3.SQLITE_LIMIT_COLUMN: MOST_COLUMNS,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 512,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}

_TELLING = frozenset(
    {"database_list", "temp_store_directory", "data_store_directory", "module_list", "compile_options"}
)


def bound(connection: sqlite3.Connection, *, is_ours: bool, is_sql_allowed: bool) -> None:
    """Sets the limits on a connection. A query beyond them ends with an `sqlite3.Error` that names the limit.

    `is_ours`: the connection answers only our own pages. `is_sql_allowed`: visitors may write SQL.
    """
    is_foreign = is_sql_allowed and not is_ours
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE_OF_VISITORS if is_foreign else LARGEST_VALUE)
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.create_function("instr", 2, _instr, deterministic=True)
    connection.create_function("replace", 3, _replace, deterministic=True)
    for name, left, right in (("trim", True, True), ("ltrim", True, False), ("rtrim", False, True)):
        connection.create_function(name, 2, partial(_trim, left, right), deterministic=True)
    connection.row_factory = sqlite3.Row if is_ours else _CountedRows()
    if is_foreign:
        connection.set_authorizer(_authorize)


def _authorize(action: int, name: str | None, *_: object) -> int:
    """Makes pragmas return nothing where they would tell the places of files on this machine."""
    is_telling = action == sqlite3.SQLITE_PRAGMA and (name or "").lower() in _TELLING
    return sqlite3.SQLITE_IGNORE if is_telling else sqlite3.SQLITE_OK


class _CountedRows:
    """Makes `sqlite3.Row`s, and counts for each cursor how many bytes its rows have as JSON or HTML."""

    def __init__(self) -> None:
        self._given: WeakKeyDictionary[sqlite3.Cursor, int] = WeakKeyDictionary()

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[object, ...]) -> sqlite3.Row:
        self._given[cursor] = given = self._given.get(cursor, 0) + sum(map(_rendered, values))
        if given > LARGEST_ANSWER:
            raise sqlite3.OperationalError(f"the answer has more than {LARGEST_ANSWER >> 20} MiB; ask for less of it")
        return sqlite3.Row(cursor, values)


def _rendered(value: object) -> int:
    """The bytes of a value as JSON (twelve for an emoji) or as a cell of HTML, whichever is more."""
    if isinstance(value, str):
        return CELL + len(encode_basestring_ascii(value))
    if isinstance(value, bytes):
        return CELL + 2 * len(value)  # Datasette writes it as Base64
    return CELL


def _instr(text: object, part: object) -> int | None:
    """Replaces SQLite's `instr`, which is quadratic."""
    if text is None or part is None:
        return None
    if isinstance(text, bytes) and isinstance(part, bytes):
        return _short(text).find(_short(part)) + 1
    return _as_text(text).find(_as_text(part)) + 1


def _replace(text: object, old: object, new: object) -> str | None:
    """Replaces SQLite's `replace`, which is quadratic."""
    if text is None or old is None or new is None:
        return None
    return _as_text(text).replace(_as_text(old), _as_text(new)) if _as_text(old) else _as_text(text)


def _trim(left: bool, right: bool, text: object, characters: object) -> str | None:
    """Replaces SQLite's `trim`, `ltrim` and `rtrim` with two arguments, which are quadratic."""
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
