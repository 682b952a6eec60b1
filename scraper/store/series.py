"""The settings of the series an archive was built by, kept in its table `archive`."""

from __future__ import annotations

import sqlite3

from scraper.series import Series, series_from_json
from scraper.series.settings import read_series


def series_of(connection: sqlite3.Connection) -> Series:
    """The settings the archive was built by; those of the current folder where it holds none.

    Raises:
        SettingsError: it holds none, and those of the current folder cannot be used.
    """
    found = connection.execute("select value from archive where key = 'series'").fetchone()
    return series_from_json(found[0]) if found else read_series()
