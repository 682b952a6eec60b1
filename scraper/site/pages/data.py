"""The page of data to take away: the archive whole, each table in several forms, and lines that read them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from scraper.export.site import Site
from scraper.export.tables import TABLE_FILES, table_names
from scraper.site.query import Row

DATASETTE_LITE = "https://lite.datasette.io/"
UNKNOWN = "https://example.org/"
"""Stands in the ready lines for the address of a site whose own is not known."""

# What each tool is told, with the site's address for `{url}`; every line is run by a test where the tool is there.
LINES = (
    ("pandas", 'pandas.read_csv("{url}data/topic_index.csv")'),
    ("DuckDB", "duckdb.sql(\"select track, count(*) from '{url}data/topic_index.csv' group by track\")"),
    ("R", 'read.csv("{url}data/topic_index.csv", fileEncoding = "UTF-8-BOM")'),
    ("sqlite-utils", "curl -O {url}archive.db && sqlite-utils rows archive.db topic_index --limit 3 --table"),
)


def data_page(connection: sqlite3.Connection, site: Site, described: Mapping[str, Any]) -> Row:
    """Every table and view with its number of rows (tables only) and what `metadata.yml` says of it."""
    names = table_names(connection)
    tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    return {
        "tables": [
            {
                "name": name,
                "rows": _count(connection, name) if name in tables else None,
                "description": (described.get(name) or {}).get("description", ""),
            }
            for name in names
        ],
        "forms": [suffix for suffix, form in TABLE_FILES.items() if form.is_possible],
        "lines": [(tool, line.format(url=site.page("") or UNKNOWN)) for tool, line in LINES],
        "lite": _lite(site),
    }


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'select count(*) from "{table}"').fetchone()[0])


def _lite(site: Site) -> str | None:
    """Datasette in the visitor's browser on this archive; it reads from https only."""
    if not (site.url or "").startswith("https://"):
        return None
    database, metadata = (quote(site.page(path) or "", safe="") for path in ("archive.db", "data/metadata.json"))
    return f"{DATASETTE_LITE}?url={database}&metadata={metadata}"
