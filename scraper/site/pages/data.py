"""The page of downloads: the whole archive, each table in several formats, and lines of code that read them."""

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
"""The address in the lines of code where the site's own is not known."""

# Lines of code for each tool; `{url}` is the address of the site. Tests run every line whose tool is installed.
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
    """The address of Datasette Lite, which opens this archive in the browser; it reads only from https."""
    if not (site.url or "").startswith("https://"):
        return None
    database, metadata = (quote(site.page(path) or "", safe="") for path in ("archive.db", "data/metadata.json"))
    return f"{DATASETTE_LITE}?url={database}&metadata={metadata}"
