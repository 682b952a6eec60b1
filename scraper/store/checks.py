"""Puts checks of links into an archive: the only place that writes the table `link_checks`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, fields

from scraper.rows import CheckRow

_INSERT = f"insert or ignore into link_checks values ({', '.join('?' * len(fields(CheckRow)))})"


def insert_checks(connection: sqlite3.Connection, rows: Iterable[CheckRow]) -> None:
    """Adds those that the table does not have yet; the transaction is the caller's."""
    connection.executemany(_INSERT, map(astuple, rows))
