"""Puts checks of links into an archive: the only place that writes the table `link_checks`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from scraper.rows import CheckRow

_INSERT = f"insert or ignore into link_checks values ({', '.join('?' * len(CheckRow._fields))})"


def insert_checks(connection: sqlite3.Connection, rows: Iterable[CheckRow]) -> None:
    """Adds the rows that the table does not have yet. The caller commits."""
    connection.executemany(_INSERT, rows)
