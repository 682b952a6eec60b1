"""Many documents parsed: from the cache, in this process, in several, or on a Dask cluster; in order, always the same.

Any `concurrent.futures` executor will do. What is in flight is bounded, so memory does not grow with the documents.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any

from scraper.cache import ParseCache
from scraper.parse import parse, unreadable
from scraper.records import Announcement, Document, RecapRow

CHUNK = 32
"""Documents that one task parses; they share the recap rows they have in common."""
IN_FLIGHT = 16
"""Chunks that are sent before the first must be back."""
WORTH_A_PROCESS = 300
"""Documents from which on one more process saves more than its start costs."""

Read = Callable[[Document], bytes]
Parsed = tuple[Document, Announcement]


class ExecutorError(Exception):
    """No executor could be had; the message says why and the remedy."""


def processes_for(documents: int) -> int:
    """How many processes are worth it for so many documents."""
    return max(1, min(os.cpu_count() or 1, documents // WORTH_A_PROCESS))


@contextmanager
def executor_of(processes: int, dask: str | None = None) -> Iterator[Executor | None]:
    """An executor of so many processes, or of the Dask cluster at an address; `None`: this process does it.

    Raises:
        ExecutorError: the extra `dask` is missing, or no scheduler answers.
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
        distributed: Any = import_module("distributed")  # an extra; it ships no types
    except ImportError as error:
        raise ExecutorError("--dask needs the extra: pip install 'salon-archive[dask]'") from error
    try:
        return distributed.Client(address, timeout=10)
    except (OSError, ValueError, TimeoutError) as error:
        raise ExecutorError(f"{address}: no Dask scheduler answers there ({error})") from error


def parse_all(
    documents: Iterable[Document], read: Read, removed: Sequence[str], executor: Executor | None, cache: ParseCache
) -> Iterator[Parsed]:
    """Every document with what it announces, in the order given; equal recap rows are one object."""
    if executor is None:
        for document in documents:
            yield document, _parse_here(document, read, removed, cache)
        return
    share = _Sharing()
    waiting: deque[tuple[list[Document], dict[int, Announcement], Future[list[Announcement]]]] = deque()
    for chunk in _chunks(documents):
        known = {place: found for place, document in enumerate(chunk) if (found := cache.get(document))}
        missing = [_content(document, read) for place, document in enumerate(chunk) if place not in known]
        waiting.append((chunk, known, executor.submit(parse_chunk, missing, tuple(removed))))
        if len(waiting) >= IN_FLIGHT:
            yield from _collect(*waiting.popleft(), share, cache)
    while waiting:
        yield from _collect(*waiting.popleft(), share, cache)


def parse_chunk(contents: Sequence[tuple[bytes | None, str]], removed: Sequence[str]) -> list[Announcement]:
    """Parses contents with their media types in order; runs in whatever process or machine the executor has."""
    return [
        unreadable(media_type) if content is None else parse(content, media_type, removed)
        for content, media_type in contents
    ]


def _parse_here(document: Document, read: Read, removed: Sequence[str], cache: ParseCache) -> Announcement:
    announcement = cache.get(document)
    if announcement is None:
        content, media_type = _content(document, read)
        (announcement,) = parse_chunk([(content, media_type)], removed)
        if content is not None:
            cache.put(document, announcement)
    return announcement


def _content(document: Document, read: Read) -> tuple[bytes | None, str]:
    """The bytes of a document and its media type; without bytes what kept them from being read."""
    try:
        return read(document), document.media_type
    except OSError as error:  # it was there a moment ago
        return None, error.strerror or str(error)


def _collect(
    chunk: list[Document],
    known: dict[int, Announcement],
    future: Future[list[Announcement]],
    share: _Sharing,
    cache: ParseCache,
) -> Iterator[Parsed]:
    fresh = iter(share.rows_of(future.result()))
    for place, document in enumerate(chunk):
        announcement = known.get(place) or next(fresh)
        if place not in known:
            cache.put(document, announcement)
        yield document, announcement


class _Sharing:
    """Makes equal recap rows of other processes' announcements one object again."""

    def __init__(self) -> None:
        self._rows: dict[RecapRow, RecapRow] = {}

    def rows_of(self, announcements: Sequence[Announcement]) -> Iterator[Announcement]:
        shared: dict[int, RecapRow] = {}  # within a chunk equal rows are one object already
        for announcement in announcements:
            for row in announcement.recap:
                if id(row) not in shared:
                    shared[id(row)] = self._rows.setdefault(row, row)
            yield replace(announcement, recap=tuple(shared[id(row)] for row in announcement.recap))


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    for document in documents:
        chunk.append(document)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
