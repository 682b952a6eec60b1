"""The history of all checks: `link_checks.jsonl` beside the archive, appended and never rewritten.

One check a line, written at once, so that Ctrl-C, `kill -9` and a second run at the same time lose and mix nothing. The
file outlives the archive: each build reads it into the table `link_checks`, and each check adds its row there, too.
Checks are ordered by their place in the file: a clock that was wrong for a day hides nothing.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from scraper.check.verdicts import Outcome, Verdict
from scraper.rows import CheckRow
from scraper.store.checks import insert_checks

NAME = "link_checks.jsonl"
_TEXTS = ("reason", "final_url", "method", "archived_url")
_NUMBERS = ("http_status", "elapsed_ms")
_FAULTS_TOLD = 20


def history_path(database: Path) -> Path:
    """Where the checks of an archive are kept: beside it."""
    return database.parent / NAME


class HistoryLine(NamedTuple):
    """One line of a history: where it begins in bytes, its number from 1, and its check, or why it is not a check."""

    position: int
    number: int
    outcome: Outcome | None
    fault: str = ""


def lines(path: Path) -> Iterator[HistoryLine]:
    """Every line of a history that is not blank, in the order they were written; no lines if there is no file.

    A faulty line never stops the others.
    """
    if not path.exists():
        return
    position = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _line(position, number, line)
            position += len(line)


def faults(path: Path) -> list[tuple[str, str]]:
    """Each line that is no check, as its place and a sentence; of many the first few and the number of the rest."""
    bad = [line for line in lines(path) if line.outcome is None]
    told = [(f"{NAME}:{line.number}", f"is no check and is left out ({line.fault}); mend or remove the line")
            for line in bad[:_FAULTS_TOLD]]  # fmt: skip
    if len(bad) > _FAULTS_TOLD:
        told.append((NAME, f"{len(bad) - _FAULTS_TOLD} more lines are no checks, the last is line {bad[-1].number}"))
    return told


def _line(position: int, number: int, line: bytes) -> HistoryLine:
    try:
        values = json.loads(line)
        if not isinstance(values, dict):
            raise ValueError("not an object")
        return HistoryLine(position, number, _from_values(values))
    except KeyError as error:
        return HistoryLine(position, number, None, f"{error.args[0]} is missing")
    except (ValueError, RecursionError) as error:
        return HistoryLine(position, number, None, encodable(str(error))[:120])


def _from_values(values: Mapping[str, Any]) -> Outcome:
    """Raises KeyError or ValueError where what makes a check is missing or cannot be stored."""
    evidence = values.get("evidence")
    known: dict[str, Any] = {name: encodable(value) for name in _TEXTS if isinstance(value := values.get(name), str)}
    known |= {name: _number(name, value) for name in _NUMBERS if type(value := values.get(name)) is int}
    outcome = Outcome(
        url=encodable(str(values["url"])),
        checked_at=_instant(str(values["checked_at"])),
        verdict=Verdict(values["verdict"]),
        evidence=evidence if isinstance(evidence, dict) else {},
        **{"reason": "", **known},
    )
    _evidence_text(outcome)
    return outcome


def _number(name: str, value: int) -> int:
    if not 0 <= value < 2**63:
        raise ValueError(f"{name} is not a number that can be stored")
    return value


def _instant(text: str) -> str:
    datetime.fromisoformat(text)
    return text


def row(link_id: int, outcome: Outcome, position: int) -> CheckRow:
    """A check as a row of the table `link_checks`; `position` is where its line begins in the history."""
    return CheckRow(
        id=outcome.id,
        link_id=link_id,
        checked_at=outcome.checked_at,
        verdict=outcome.verdict.value,
        reason=encodable(outcome.reason) or None,
        http_status=outcome.http_status,
        final_url=outcome.final_url and encodable(outcome.final_url),
        elapsed_ms=outcome.elapsed_ms,
        method=outcome.method,
        evidence=_evidence_text(outcome),
        archived_url=outcome.archived_url and encodable(outcome.archived_url),
        position=position,
    )


def _evidence_text(outcome: Outcome) -> str | None:
    """Evidence as JSON that SQLite can read. Raises ValueError for what JSON cannot hold, such as infinity."""
    if not outcome.evidence:
        return None
    return encodable(json.dumps(outcome.evidence, ensure_ascii=False, default=str, allow_nan=False))


def encodable(text: str) -> str:
    """A text without the halves of characters that a server may write into JSON and no encoding has."""
    return text.encode("utf-8", "replace").decode()


def record(connection: sqlite3.Connection, path: Path, after: int = -1) -> str | None:
    """Adds the checks of a history whose lines begin after a position, of links the archive knows.

    Returns the newest instant among them. The transaction is the caller's.
    """
    links = dict(connection.execute("select url, id from links"))
    known = [(line.position, line.outcome) for line in lines(path) if line.outcome and line.position > after]
    found = [row(links[outcome.url], outcome, place) for place, outcome in known if outcome.url in links]
    insert_checks(connection, found)
    return max((check.checked_at for check in found), default=None)


def catch_up(database: Path, connection: sqlite3.Connection) -> None:
    """Gives an archive the checks of its history that it lacks, such as those of a run killed between the two writes.

    A line whose address the archive does not know waits in the file for a build that does.
    """
    with connection:
        record(connection, history_path(database))


def _insert(connection: sqlite3.Connection, check: CheckRow) -> bool:
    """Adds a row to `link_checks`; False where a build has put another file in the archive's place meanwhile.

    SQLite then refuses to lay a journal beside that one. The old file is nobody else's any more, so it needs none.
    """
    try:
        with connection:
            insert_checks(connection, [check])
        return True
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_DBMOVED:
            raise
    connection.execute("pragma journal_mode = memory")
    with connection:
        insert_checks(connection, [check])
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
        position = _append(self._file, line.encode("utf-8", "replace"))
        if not _insert(self._connection, row(link_id, outcome, position)):
            self._was_replaced = True
        return True


def _append(file: int, line: bytes) -> int:
    """Adds a line in one write and returns where it begins. A half-written last line is ended first.

    Raises:
        OSError: the disk refuses, or takes only a part of it: that line is torn.
    """
    mended = line if _ends_whole(file) else b"\n" + line
    if os.write(file, mended) < len(mended):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), NAME)
    return os.lseek(file, 0, os.SEEK_CUR) - len(line)


def _ends_whole(file: int) -> bool:
    size = os.fstat(file).st_size
    return size == 0 or os.pread(file, 1, size - 1) == b"\n"
