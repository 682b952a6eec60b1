"""Whether an archive or a store is whole, and what it holds: what tests of faults, clusters and readers compare."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from scraper.check.history import lines
from scraper.check.verdicts import Outcome
from scraper.sources.documents.store import DocumentStore


def contents(archive: Path) -> dict[str, str]:
    """A digest of every table of an archive, its rows in the order they are stored, once SQLite finds it whole."""
    with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True, timeout=60)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)], archive
        assert connection.execute("pragma foreign_key_check").fetchall() == [], archive
        tables = connection.execute("select name from sqlite_master where type = 'table' and rootpage > 0 order by 1")
        return {name: _digest(connection, name) for (name,) in tables.fetchall()}


def _digest(connection: sqlite3.Connection, table: str) -> str:
    told = hashlib.sha256()
    for row in connection.execute(f'select * from "{table}"'):
        told.update(repr(row).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def checks_in(archive: Path) -> set[int]:
    """The ids of the checks an archive knows."""
    with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True, timeout=60)) as connection:
        return {key for (key,) in connection.execute("select id from link_checks")}


def observed_checks(history: Path) -> Iterator[Outcome]:
    """Every check in a history, oldest line first, without lines that are no checks."""
    return (line.outcome for line in lines(history) if line.outcome)


def stored(folder: Path) -> list[bytes]:
    """The documents of a store that has none but whole ones; its manifest may end in a line cut short."""
    if not folder.exists():
        return []
    store = DocumentStore(folder)
    found = [store.read(document) for document in store.documents()]
    assert [problem for problem in store.problems if "not a JSON object" not in problem[1]] == []
    return found
