"""A small archive for tests of serving, exports and publishing, written straight into the schema."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from scraper.search import index
from scraper.store import schema, views

ROWS = Path(__file__).parents[1] / "fixtures" / "sample_archive.sql"
HOSTILE_TITLE = "<script>alert(1)</script>\"&'</title>\x0b"
FORMULA_TITLE = '=HYPERLINK("https://example.org/","click")'


def write_archive(path: Path) -> Path:
    """A new archive at `path`, with the rows of `fixtures/sample_archive.sql`; returns `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = ROWS.read_text(encoding="utf-8")
    for word, text in (("HOSTILE", HOSTILE_TITLE), ("FORMULA", FORMULA_TITLE)):
        rows = rows.replace(f"'{word}'", "'" + text.replace("'", "''") + "'")
        rows = rows.replace(f'"{word}"', json.dumps(text).replace("'", "''"))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema.TABLES + schema.INDEXES + views.VIEWS)
        connection.executescript(rows)
        index.build_indexes(connection)
        connection.execute(f"pragma user_version = {schema.SCHEMA_VERSION}")
        connection.commit()
    return path
