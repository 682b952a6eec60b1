"""Parses many documents: from the cache, in one process, in several, or on a Dask cluster, always with one result.

Any `concurrent.futures` executor will do. Documents in flight are bounded, so memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from scraper.errors import SalonError
from scraper.installed import extra_command
from scraper.parse import parse, unreadable
from scraper.pipeline.cache import ParseCache
from scraper.records import Announcement, Document, RecapRow
from scraper.series import TableLayout

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

CHUNK = 32
"""Documents that one task parses; they share the recap rows they have in common."""
IN_FLIGHT = 16
"""Chunks that are sent before the first result must be back."""
WORTH_A_PROCESS = 300
"""Documents for which one more process saves more time than its start costs."""
_UNCHANGED = "the archive is as it was before"

SCHEDULER_ANSWERS = 10
"""Seconds within which a Dask scheduler must answer."""

Read = Callable[[Document], bytes]
Parsed = tuple[Document, Announcement]


class ExecutorError(SalonError):
    """An executor could not start or failed; the message says why, and the remedy."""


def processes_for(documents: int) -> int:
    """The number of processes that pays off for a number of documents."""
    return max(1, min(os.cpu_count() or 1, documents // WORTH_A_PROCESS))


@contextmanager
def executor_of(processes: int, dask: str | None = None) -> Iterator[Executor | None]:
    """An executor of `processes` processes, or of the Dask cluster at an address. `None`: this process parses.

    Raises:
        ExecutorError: the extra `dask` is not installed, or no scheduler answers.
    """
    if dask is not None:
        with _dask_client(dask) as client:
            yield client.get_executor()
    elif processes > 1:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as executor:
            yield executor
    else:
        yield None


def _dask_client(address: str) -> Any:
    try:
        distributed: Any = import_module("distributed")  # an optional dependency without types
    except ImportError as error:
        raise ExecutorError(f"--dask needs the extra: {extra_command('dask')}; {_UNCHANGED}") from error
    try:
        return distributed.Client(address, timeout=SCHEDULER_ANSWERS)
    except (OSError, ValueError, TimeoutError) as error:
        raise ExecutorError(f"{address}: no Dask scheduler answers there ({error}); {_UNCHANGED}") from error


def parse_all(
    documents: Iterable[Document],
    read: Read,
    removed: Sequence[str],
    executor: Executor | None,
    cache: ParseCache,
    table: TableLayout | None = None,
) -> Iterator[Parsed]:
    """Every document with what it announces, in the order given; equal recap rows are one object."""
    if executor is None:
        for document in documents:
            yield document, _parse_here(document, read, removed, cache, table)
        return
    share = _Sharing()
    waiting: deque[_Task] = deque()
    for chunk in _chunks(documents):
        known = {place: found for place, document in enumerate(chunk) if (found := cache.get(document))}
        missing = {place: _content_of(document, read) for place, document in enumerate(chunk) if place not in known}
        with _failing_as_executor():
            future = executor.submit(parse_chunk, list(missing.values()), tuple(removed), table)
        lost = {place for place, content in missing.items() if content.bytes is None}
        waiting.append(_Task(chunk, known, lost, future))
        if len(waiting) >= IN_FLIGHT:
            yield from _collect(waiting.popleft(), share, cache)
    while waiting:
        yield from _collect(waiting.popleft(), share, cache)


class Content(NamedTuple):
    """The bytes of a document and the facts that decide how they are read. Without bytes, `fault` says why."""

    bytes: bytes | None
    media_type: str = ""
    url: str | None = None
    fault: str = ""


def parse_chunk(
    contents: Sequence[Content], removed: Sequence[str], table: TableLayout | None = None
) -> list[Announcement]:
    """Parses contents in order, in any process or machine of the executor."""
    return [
        unreadable(content.fault)
        if content.bytes is None
        else parse(content.bytes, content.media_type, removed, content.url, table)
        for content in contents
    ]


def _parse_here(
    document: Document, read: Read, removed: Sequence[str], cache: ParseCache, table: TableLayout | None
) -> Announcement:
    announcement = cache.get(document)
    if announcement is None:
        content = _content_of(document, read)
        (announcement,) = parse_chunk([content], removed, table)
        if content.bytes is not None:
            cache.put(document, announcement)
    return announcement


def _content_of(document: Document, read: Read) -> Content:
    try:
        content = read(document)
    except OSError as error:  # it was there a moment ago
        return Content(None, fault=error.strerror or str(error))
    if hashlib.sha256(content).hexdigest() != document.sha256:
        return Content(None, fault="it was replaced while the archive was built; build again")
    return Content(content, document.media_type, document.url)


class _Task(NamedTuple):
    """A chunk in flight: announcements known already (cached or unreadable), by place, and the future of all others."""

    chunk: list[Document]
    known: dict[int, Announcement]
    lost: set[int]
    future: Future[list[Announcement]]


def _collect(task: _Task, share: _Sharing, cache: ParseCache) -> Iterator[Parsed]:
    with _failing_as_executor():
        fresh = iter(share.rows_of(task.future.result()))
    for place, document in enumerate(task.chunk):
        announcement = task.known.get(place) or next(fresh)
        if place not in task.known and place not in task.lost:
            cache.put(document, announcement)
        yield document, announcement


@contextmanager
def _failing_as_executor() -> Iterator[None]:
    """Parsing raises nothing, so a failure here is that of a process, a worker or a connection."""
    try:
        yield
    except Exception as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise ExecutorError(
            f"a process that parses failed ({reason}); --jobs 1 parses without any; {_UNCHANGED}"
        ) from error


class _Sharing:
    """Turns equal recap rows from other processes into one object again."""

    def __init__(self) -> None:
        self._rows: dict[RecapRow, RecapRow] = {}

    def rows_of(self, announcements: Sequence[Announcement]) -> Iterator[Announcement]:
        shared: dict[int, RecapRow] = {}  # equal rows of one chunk are one object already
        for announcement in announcements:
            for row in announcement.recap:
                if id(row) not in shared:
                    shared[id(row)] = self._rows.setdefault(row, row)
            yield announcement._replace(recap=tuple(shared[id(row)] for row in announcement.recap))


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    for document in documents:
        chunk.append(document)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
