"""The settings of the series that an archive was built with, kept in its table `archive`."""

from __future__ import annotations

import sqlite3

from scraper.series import Series, series_from_json
from scraper.series.settings import read_series


def series_of(connection: sqlite3.Connection) -> Series:
    """The settings that the archive was built with; if it holds none, those of the current folder.

    Raises:
        SettingsError: the archive holds no settings, and those of the current folder cannot be used.
    """
    found = connection.execute("select value from archive where key = 'series'").fetchone()
    return series_from_json(found[0]) if found else read_series()
