"""Puts checks of links into an archive: the only place that writes the table `link_checks`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, fields

from scraper.rows import CheckRow

_INSERT = f"insert or ignore into link_checks values ({', '.join('?' * len(fields(CheckRow)))})"


def insert_checks(connection: sqlite3.Connection, rows: Iterable[CheckRow]) -> None:
    """Adds the rows that the table does not have yet. The caller commits."""
    connection.executemany(_INSERT, map(astuple, rows))
