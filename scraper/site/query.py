"""Rows as dictionaries, whatever row factory a connection has."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]


def fetch(connection: sqlite3.Connection, sql: str, parameters: Any = ()) -> list[Row]:
    """All rows of a query."""
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def fetch_one(connection: sqlite3.Connection, sql: str, parameters: Any = ()) -> Row | None:
    """The first row of a query, or `None`."""
    return next(iter(fetch(connection, sql, parameters)), None)


def group(rows: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    """Rows by the value of a column, in the order they came."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def key_list(keys: Iterable[int]) -> str:
    """Keys as one JSON parameter, for `in (select value from json_each(?))`."""
    return json.dumps(list(keys))
