"""Parsed documents and texts of the search index, kept by what they are made from. Can be deleted at any time.

One SQLite file in the user's cache folder. Recap rows, which most documents share, are kept once each. Only this
project's records and texts are ever read back, even if the file holds something else.
"""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from scraper import markup, parse, records
from scraper.pipeline.soundness import sound
from scraper.pipeline.versions import code_of, versions
from scraper.records import Announcement, Document, RecapRow
from scraper.series import TableLayout

if TYPE_CHECKING:
    from logging import Logger

MAX_BYTES = 256 * 1024 * 1024
"""The largest size of the cache. It is then emptied if other code filled it, else takes nothing more."""
LOOKED_EVERY = 256
"""Documents that are stored between two checks of the size."""

_READERS = ("beautifulsoup4", "comrak", "lxml")
_TABLES = """
create table if not exists announcements
    (code blob, key blob, value blob not null, primary key (code, key)) without rowid;
create table if not exists rows (key blob primary key, value blob not null) without rowid;
create table if not exists texts (key blob primary key, value text not null) without rowid;
"""
_SIZES = ("page_count", "freelist_count", "page_size")


def cache_path() -> Path:
    """The file of the cache, in the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("salon-archive") / "parsed.db"


class ParseCache:
    """Announcements by the bytes they were read from. If the cache cannot be used, it acts as empty and logs why."""

    def __init__(self, path: Path, removed: Sequence[str] = (), table: TableLayout | None = None) -> None:
        self._code = _code(removed, table)
        self._rows: dict[bytes, RecapRow] = {}
        self._keys: dict[int, tuple[bytes, RecapRow]] = {}
        self._puts = 0
        self._is_full = False
        self._connection: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=1)
            self._connection.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.commit()
            self._connection.close()

    def get(self, document: Document) -> Announcement | None:
        """The announcement that was read from these bytes before, or `None`."""
        if self._connection is None:
            return None
        try:
            found = self._connection.execute(
                "select value from announcements where code = ? and key = ?", (self._code, _key(document))
            ).fetchone()
            announcement = self._load(found[0]) if found else None
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        except Exception as error:  # a damaged value may raise anything; it counts as a miss
            _log().debug("parse cache: %s", error)
            return None
        return announcement if sound(Announcement, RecapRow)(announcement) else None

    def put(self, document: Document, announcement: Announcement) -> None:
        """Stores the announcement that was read from a document."""
        self._keep("announcements", lambda: (self._code, _key(document), self._dump(announcement)))

    def texts(self, code: bytes, count: int, make: Callable[..., list[str]], *told: Any) -> list[str]:
        """The `count` texts that `make` returns for `told`, or returned before by the same code and settings."""
        key = hashlib.sha256(code + repr((make.__name__, told)).encode("utf-8", "surrogatepass")).digest()
        found = self._texts(key)
        if isinstance(found, list) and len(found) == count and all(isinstance(text, str) for text in found):
            return found
        texts = make(*told)
        self._keep("texts", lambda: (key, json.dumps(texts)))
        return texts

    def _texts(self, key: bytes) -> Any:
        if self._connection is None:
            return None
        try:
            found = self._connection.execute("select value from texts where key = ?", (key,)).fetchone()
            return json.loads(found[0]) if found else None
        except sqlite3.Error as error:
            self._give_up(error)
        except (TypeError, ValueError, RecursionError) as error:
            _log().debug("parse cache: %s", error)
        return None

    def _keep(self, table: str, made: Callable[[], Sequence[bytes | str]]) -> None:
        """Keeps a row of a table; it is `made` only if there is room."""
        if self._connection is None:
            return
        try:
            if self._has_room(self._connection):
                values = made()
                places = ", ".join("?" * len(values))
                self._connection.execute(f"insert or replace into {table} values ({places})", values)
        except sqlite3.Error as error:
            self._give_up(error)

    def _has_room(self, connection: sqlite3.Connection) -> bool:
        if self._puts % LOOKED_EVERY == 0:
            used, free, size = (connection.execute(f"pragma {name}").fetchone()[0] for name in _SIZES)
            self._is_full = (used - free) * size > MAX_BYTES and not self._begin_anew(connection)
        self._puts += 1
        return not self._is_full

    def _begin_anew(self, connection: sqlite3.Connection) -> bool:
        """Empties the cache if other code filled part of it."""
        if connection.execute("select 1 from announcements where code <> ? limit 1", (self._code,)).fetchone() is None:
            return False
        for table in ("announcements", "rows", "texts"):
            connection.execute(f"delete from {table}")
        self._rows.clear()
        self._keys.clear()
        return True

    def _dump(self, announcement: Announcement) -> bytes:
        rows = tuple(map(self._row_key, announcement.recap))
        return pickle.dumps((rows, announcement._replace(recap=())), protocol=5)

    def _row_key(self, row: RecapRow) -> bytes:
        if id(row) not in self._keys:
            value = pickle.dumps(row, protocol=5)
            key = hashlib.sha256(value).digest()
            self._keys[id(row)] = (key, row)
            if self._connection is not None:
                self._connection.execute("insert or ignore into rows values (?, ?)", (key, value))
        return self._keys[id(row)][0]

    def _load(self, value: bytes) -> Any:
        rows, announcement = _Unpickler(io.BytesIO(value)).load()
        return announcement._replace(recap=tuple(map(self._row, rows)))

    def _row(self, key: bytes) -> RecapRow:
        if key not in self._rows and self._connection is not None:
            (value,) = self._connection.execute("select value from rows where key = ?", (key,)).fetchone()
            row = _Unpickler(io.BytesIO(value)).load()
            if not sound(RecapRow)(row):
                raise pickle.UnpicklingError("no recap row")
            self._rows[key] = row
            self._keys[id(self._rows[key])] = (key, self._rows[key])
        return self._rows[key]

    def _give_up(self, error: Exception) -> None:
        _log().info("the cache of parsed documents is not used: %s", error)
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _log() -> Logger:
    import logging  # few builds need it, and no build that goes well

    return logging.getLogger(__name__)


class _Unpickler(pickle.Unpickler):
    """Unpickles this project's records and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module != records.__name__ or not isinstance(getattr(records, name, None), type):
            raise pickle.UnpicklingError(f"{module}.{name} is not a record")
        return getattr(records, name)


def _key(document: Document) -> bytes:
    told = f"{document.media_type} {document.sha256} {document.url}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()


def _code(removed: Sequence[str], table: TableLayout | None) -> bytes:
    """A digest of all that decides how bytes are read."""
    told = hashlib.sha256(repr((tuple(removed), table)).encode("utf-8", "surrogatepass"))
    for part in (records.__file__, *markup.__path__, *parse.__path__):
        for content in code_of(part):
            told.update(content)
    told.update(repr(versions(_READERS)).encode())
    return told.digest()
