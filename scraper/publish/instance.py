"""Datasette for one archive: read-only, with limits, and with the metadata under the name of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scraper.series import LANGUAGES, Series
from scraper.series.settings import read_series
from scraper.settings import Setting, settings_of
from scraper.store.read import ArchiveError, check_archive, open_read_only
from scraper.store.series import series_of

if TYPE_CHECKING:
    from datasette.app import Datasette

METADATA_KEY = "archive"

# Limits for a public site. Facets are named in metadata.yml, so Datasette need not suggest any.
SETTINGS: dict[str, Any] = {
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 150,
    "max_returned_rows": 2000,
    "max_csv_mb": 50,
    "truncate_cells_html": 300,  # the page of a row shows its cells completely
    "suggest_facets": False,
    "default_allow_sql": False,  # tables, views, their filters and the queries of metadata.yml stay allowed
}

_WORD = re.compile(r"\{(zh|en)\.(\w+)\}")  # {zh.name}

# Datasette puts the path into an SQLite URI without quoting it.
_NOT_IN_DATASETTE = frozenset("?#%")


def archive_instance(
    database: Path, *, immutable: bool = False, settings: dict[str, Any] | None = None, url: str | None = None
) -> Datasette:
    """Datasette 0.65 serving `database` under its stem, not yet started.

    `url` is the address of its home page, for pages and feeds with addresses; by default `url` of the metadata.
    The site shows every new build, unless `immutable` says that the file never changes.

    Raises:
        ArchiveError: the file is missing, is not an archive, or has a path that Datasette cannot open.
        SettingsError: `metadata.yml` cannot be used.
    """
    from datasette.app import Datasette
    from datasette.plugins import pm

    check_archive(database)
    if set(str(database)) & _NOT_IN_DATASETTE:
        raise ArchiveError(f"{database}: Datasette opens no path with ?, # or %; move the archive to another folder")
    # Without this Datasette prints every 404 as a traceback with all local variables.
    pm.get_plugin("datasette.handle_exception").rich = None
    files = [str(database)]
    return Datasette(
        files=[] if immutable else files,
        immutables=files if immutable else [],
        metadata=metadata_for(database.stem, _series_in(database)) | ({"url": url} if url else {}),
        settings=SETTINGS | (settings or {}),
    )


def _series_in(database: Path) -> Series:
    with closing(open_read_only(database)) as connection:
        return series_of(connection)


def metadata_for(name: str, series: Series | None = None) -> dict[str, Any]:
    """`metadata.yml` for Datasette: the entry `archive` becomes the one of the database called `name`.

    Words such as `{zh.name}` or `{en.sessions}` are those of the series, by default of the one in `data/series.yml`.

    Raises:
        SettingsError: the file, or the entry of a database, table, view or query is not a mapping of names to values.
    """
    settings = settings_of("metadata.yml", "correct it, or delete the file to use the default")
    databases = {key: _database(entry) for key, entry in _below(settings, "databases").items()}
    if name not in databases and METADATA_KEY in databases:
        databases[name] = databases.pop(METADATA_KEY)
    of = series or read_series()
    words = {language: of.vocabulary(language) for language in LANGUAGES}
    told: dict[str, Any] = _told((settings.value or {}) | {"databases": databases}, words)
    return told


def _told(value: Any, words: Mapping[str, Mapping[str, str]]) -> Any:
    if isinstance(value, dict):
        return {key: _told(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [_told(one, words) for one in value]
    if not isinstance(value, str):
        return value
    return _WORD.sub(lambda match: words[match[1]].get(match[2], match[0]), value)


def _database(entry: Setting) -> dict[str, Any]:
    for table in _below(entry, "tables").values():
        table.members()
    _below(entry, "queries")
    return entry.value or {}


def _below(entry: Setting, name: str) -> dict[str, Setting]:
    members = entry.members()
    return members[name].members() if name in members else {}
