"""The Datasette plugin that makes every search understand Chinese: tables, canned queries, datasette-search-all."""

from __future__ import annotations

import sqlite3

from datasette import hookimpl

from scraper.search.terms import match_expression


# Last, because Datasette's own hook registers the function that this one replaces.
@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Registers `escape_fts`, which Datasette calls for every search text; `scraper.search.terms` writes the result."""
    conn.create_function("escape_fts", 1, match_expression, deterministic=True)
