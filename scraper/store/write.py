"""Writes an archive into a new file, then puts that in place in one step, so that readers never see half an archive."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scraper.errors import SalonError
from scraper.records import Announcement, Document, FindingCode
from scraper.store.damage import DAMAGE
from scraper.store.journal import kept_still
from scraper.store.schema import INDEXES, SCHEMA_VERSION, TABLES
from scraper.store.stated import stated
from scraper.store.views import VIEWS

if TYPE_CHECKING:
    from scraper.rows import ArchiveRows

_HEADER = b"SQLite format 3\x00"
_TABLES = (
    "people",
    "papers",
    "links",
    "issues",
    "topics",
    "topic_speakers",
    "topic_papers",
    "issue_links",
    "findings",
    "changes",
)


class StoreError(SalonError):
    """An archive cannot be written or read; the message says why, what is still good, and the remedy."""


@contextmanager
def new_archive(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to an empty archive, which replaces `path` when the block ends well; if it fails, nothing changes.

    It is written beside `path` and put in place in one step: readers have the whole old file or the whole new one, and
    nobody waits. A connection opened earlier goes on with the old file.

    Raises:
        StoreError: `path` is a file of another kind, another build is writing it, or the disk refuses.
    """
    check_replaceable(path)
    path = path.resolve()  # a symbolic link stays, and its target is replaced
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_name(f".{path.name}.building")
    with _only_build_of(path):
        try:
            building.unlink(missing_ok=True)  # of a killed build
            with closing(sqlite3.connect(building, isolation_level=None)) as connection:
                connection.execute("pragma journal_mode = off")  # nobody sees this file
                connection.execute("pragma synchronous = off")
                connection.executescript(TABLES)
                connection.execute("begin")
                yield connection
                connection.execute("commit")
                connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
            _put_in_place(building, path)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: {error}; the archive is as it was before") from error
        finally:
            building.unlink(missing_ok=True)


@contextmanager
def _only_build_of(path: Path) -> Iterator[None]:
    """Holds SQLite's own lock on an empty file beside the archive, which the system frees if this process dies."""
    lock = path.with_name(f".{path.name}.lock")
    lock.open("ab").close()
    with closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("pragma journal_mode = memory")  # the disk may be full, and nothing is written
            connection.execute("begin immediate")  # of two at once, one wins; asking for more, both may lose
        except sqlite3.Error as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                why = "another build is writing it; run this again when that has ended"
            else:
                why = f"{lock.name} cannot be locked ({error}); the archive is as it was before"
            raise StoreError(f"{path}: {why}") from error
        yield


def check_replaceable(path: Path) -> None:
    """Raises `StoreError` if `path` holds something that no build made."""
    if not path.exists():
        return
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file with --db")
    with path.open("rb") as file:
        head = file.read(len(_HEADER))
    if head and (head != _HEADER or not _is_archive_or_empty(path)):
        raise StoreError(f"{path} is not an archive; it is left alone. Move it away or choose another --db")


def _is_archive_or_empty(path: Path) -> bool:
    """Whether an SQLite file is an archive or empty. A damaged file, which a build replaces, counts as empty."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    except DAMAGE:
        return True
    return not tables or {"archive", "issues", "topics"} <= tables


def _put_in_place(building: Path, path: Path) -> None:
    """Syncs the finished file to the disk and replaces `path` by it."""
    with building.open("rb") as file:
        os.fsync(file.fileno())
    with kept_still(path):
        building.replace(path)


def finish(connection: sqlite3.Connection) -> None:
    """Adds indexes and views once the tables are full."""
    for script in (INDEXES, VIEWS):
        for statement in script.split(";\n"):
            if statement.strip():
                connection.execute(statement)


def write_document(connection: sqlite3.Connection, document: Document, announcement: Announcement) -> None:
    """Writes one document with its readable text; `write_rows` adds the issue it announces."""
    connection.execute(
        "insert or ignore into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?, ?, ?)",
        (
            document.id, document.source, document.path, document.url, document.revision, document.published_at,
            document.media_type, document.sha256, document.size, announcement.title, announcement.body,
            _left_over(announcement), stated(announcement),
        ),
    )  # fmt: skip


def _left_over(announcement: Announcement) -> str:
    """The lines that no reader understood: a JSON array of `[message, line]`."""
    problems = chain(announcement.problems, *(row.problems for row in announcement.recap))
    left = [[one.message, one.excerpt] for one in problems if one.code is FindingCode.NOT_UNDERSTOOD]
    return json.dumps(left, ensure_ascii=False)


def write_rows(connection: sqlite3.Connection, rows: ArchiveRows) -> None:
    """Writes all reconciled tables."""
    for table in _TABLES:
        _insert(connection, table, getattr(rows, table))
    connection.executemany(
        "update documents set issue_number = ? where id = ?", ((number, key) for key, number in rows.announces.items())
    )


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Any]) -> None:
    if rows:
        names = list(type(rows[0]).__annotations__)
        values = attrgetter(*names)
        places = ", ".join("?" * len(names))
        connection.executemany(f"insert into {table} ({', '.join(names)}) values ({places})", map(values, rows))


def write_about(connection: sqlite3.Connection, about: dict[str, str]) -> None:
    """Writes the table `archive`: as of when, from how many documents, by which version."""
    connection.executemany("insert into archive values (?, ?)", sorted(about.items()))
