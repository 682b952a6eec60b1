"""The formats by name, for `salon export`, the feeds of the site, and static copies."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from scraper.export.site import Site


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the archive: `function` (`module:function`, imported when needed) makes it."""

    function: str
    media_type: str

    def render(self, connection: sqlite3.Connection, site: Site, *key: int) -> bytes:
        """The archive in this form, the same bytes for the same archive; objects become indented UTF-8 JSON.

        `key` is the number of an issue or the id of a topic, for the formats of `ONE`.
        """
        module, name = self.function.split(":")
        make: Callable[..., Any] = getattr(import_module(f"scraper.export.{module}"), name)
        return written(make(connection, site, *key))


def written(made: Any) -> bytes:
    """Bytes unchanged; objects as indented UTF-8 JSON."""
    return made if isinstance(made, bytes) else f"{json.dumps(made, ensure_ascii=False, indent=2)}\n".encode()


FORMATS = {
    "ics": Format("ics:salon_calendar", "text/calendar; charset=utf-8"),
    "atom": Format("atom:issues_feed", "application/atom+xml; charset=utf-8"),
    "changes": Format("atom:changes_feed", "application/atom+xml; charset=utf-8"),
    "json": Format("document:archive_document", "application/json; charset=utf-8"),
    "jsonld": Format("jsonld:all_events", "application/ld+json; charset=utf-8"),
    "bibtex": Format("citations:bibtex", "application/x-bibtex; charset=utf-8"),
    "csl": Format("citations:csl_json", "application/vnd.citationstyles.csl+json; charset=utf-8"),
    "frab": Format("frab:frab_schedule", "application/json; charset=utf-8"),
}

# Formats of one issue or topic, by kind of page and suffix of the file.
ONE = {
    ("issue", "ics"): FORMATS["ics"],
    ("topic", "bib"): FORMATS["bibtex"],
    ("topic", "csl.json"): FORMATS["csl"],
}


def has_row(connection: sqlite3.Connection, kind: str, key: int) -> bool:
    """Whether there is an issue of that number, or a topic of that id."""
    table, column = {"issue": ("issues", "number"), "topic": ("topics", "id")}[kind]
    return connection.execute(f"select 1 from {table} where {column} = ?", (key,)).fetchone() is not None


# Formats of one table or view.
TABLE_FORMATS = {"csv": "table_csv", "parquet": "table_parquet"}
