"""The history of all checks: `link_checks.jsonl` beside the archive, appended and never rewritten.

One check a line, written at once, so that Ctrl-C, `kill -9` and a second run at the same time lose and mix nothing. It
is what was observed, and outlives the archive: a build reads it into the table `link_checks`, as a check does itself.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scraper.check.verdicts import Outcome, Verdict

NAME = "link_checks.jsonl"
_TEXTS = ("reason", "final_url", "method", "archived_url")
_NUMBERS = ("http_status", "elapsed_ms")
_INSERT = "insert or ignore into link_checks values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def history_path(database: Path) -> Path:
    """Where the checks of an archive are kept: beside it."""
    return database.parent / NAME


def read(path: Path) -> Iterator[Outcome]:
    """Every check in a history, oldest line first; nothing where there is no file.

    A line that was torn, or is not a check, is passed over: what the others say still holds.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            outcome = _outcome(line)
            if outcome is not None:
                yield outcome


def _outcome(line: bytes) -> Outcome | None:
    try:
        values = json.loads(line)
        return _from_values(values) if isinstance(values, dict) else None
    except (ValueError, KeyError, RecursionError):
        return None


def _from_values(values: Mapping[str, Any]) -> Outcome:
    """Raises KeyError or ValueError where what makes a check is missing."""
    evidence = values.get("evidence")
    known: dict[str, Any] = {name: value for name in _TEXTS if isinstance(value := values.get(name), str)}
    known |= {name: value for name in _NUMBERS if type(value := values.get(name)) is int}
    return Outcome(
        url=str(values["url"]),
        checked_at=str(values["checked_at"]),
        verdict=Verdict(values["verdict"]),
        evidence=evidence if isinstance(evidence, dict) else {},
        **{"reason": "", **known},
    )


def row(link_id: int, outcome: Outcome) -> tuple[object, ...]:
    """A check as a row of the table `link_checks`, in the order of its columns."""
    values = (
        outcome.id,
        link_id,
        outcome.checked_at,
        outcome.verdict.value,
        outcome.reason or None,
        outcome.http_status,
        outcome.final_url,
        outcome.elapsed_ms,
        outcome.method,
        json.dumps(outcome.evidence, ensure_ascii=False, default=str) if outcome.evidence else None,
        outcome.archived_url,
    )
    return tuple(_encoded(value).decode() if isinstance(value, str) else value for value in values)


def _encoded(text: str) -> bytes:
    """UTF-8, with `?` for half a surrogate pair, which a server may write into JSON and no encoding has."""
    return text.encode("utf-8", "replace")


def catch_up(database: Path, connection: sqlite3.Connection) -> int:
    """Gives an archive the checks of its history that it lacks, such as those of a run killed between the two writes.

    Returns how many. A line whose address the archive does not know waits in the file for a build that does.
    """
    links = dict(connection.execute("select url, id from links"))
    known = {key for (key,) in connection.execute("select id from link_checks")}
    missing = [row(links[check.url], check) for check in read(history_path(database)) if check.url in links]
    missing = [values for values in missing if values[0] not in known]
    _insert(connection, missing)
    return len(missing)


def _insert(connection: sqlite3.Connection, checks: Collection[tuple[object, ...]]) -> bool:
    """Adds rows to `link_checks`; False where a build has put another file in the archive's place meanwhile.

    SQLite then refuses to lay a journal beside that one. The old file is nobody else's any more, so it needs none.
    """
    try:
        with connection:
            connection.executemany(_INSERT, checks)
        return True
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_DBMOVED:
            raise
    connection.execute("pragma journal_mode = memory")
    with connection:
        connection.executemany(_INSERT, checks)
    return False


class CheckHistory(AbstractContextManager["CheckHistory"]):
    """Adds checks: to the file first, then to the archive. `links` says which addresses the archive knows.

    Where a build replaces the archive meanwhile, the new one catches up at the end.
    """

    def __init__(self, database: Path, connection: sqlite3.Connection, links: Mapping[str, int]) -> None:
        self._database = database
        self._connection = connection
        self._links = links
        self._was_replaced = False
        self._file = os.open(history_path(database), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)
        if self._was_replaced:
            with closing(sqlite3.connect(self._database, timeout=60)) as archive:
                catch_up(self._database, archive)

    def add(self, outcome: Outcome) -> bool:
        """Writes one check; False, and nothing written, where the archive does not know the address.

        Raises:
            OSError: the disk refuses.
            sqlite3.Error: the archive does; the file has the check all the same.
        """
        link_id = self._links.get(outcome.url)
        if link_id is None:
            return False
        line = json.dumps(asdict(outcome), ensure_ascii=False, default=str) + "\n"
        _append(self._file, _encoded(line))
        if not _insert(self._connection, [row(link_id, outcome)]):
            self._was_replaced = True
        return True


def _append(file: int, line: bytes) -> None:
    """Adds a line in one write, and not to one that whoever wrote it was stopped in the middle of.

    Raises:
        OSError: the disk refuses, or takes only a part of it: that line is torn.
    """
    line = line if _ends_whole(file) else b"\n" + line
    if os.write(file, line) < len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), NAME)


def _ends_whole(file: int) -> bool:
    size = os.fstat(file).st_size
    return size == 0 or os.pread(file, 1, size - 1) == b"\n"
