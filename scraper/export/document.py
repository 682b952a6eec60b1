"""The archive as one JSON document: every issue with its talks, speakers, papers and current links."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, replace
from typing import Any

from scraper.export.salons.read import read_salons
from scraper.export.site import Site

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def archive_document(connection: sqlite3.Connection, site: Site) -> dict[str, Any]:
    """A dictionary of `archive` (its date, number of documents and version), `licence`, and `issues` by number."""
    issues = []
    for salon in read_salons(connection):
        issue = asdict(replace(salon, series=None)) | {"called": salon.called}  # type: ignore[arg-type]
        del issue["series"]
        issues.append(issue | {"url": url} if (url := site.page(f"issue/{salon.number}")) else issue)
    stated = dict(connection.execute("select key, value from archive order by key").fetchall())
    return {"archive": stated, "licence": LICENCE, "issues": issues}
