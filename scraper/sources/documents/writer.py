"""Adds to a document store, which is whole at every moment, even if the process is killed.

A document is written beside the store's files under a hidden name, synced and renamed; its manifest line follows in one
write. So a killed run leaves at most a hidden file, a document without a line, or a partial line. The next run removes
the hidden file, adds the missing line, and cuts off the partial one.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from scraper.errors import SalonError
from scraper.sources.documents.manifest import HTML, MANIFEST, Entry, InvalidEntry, format_entry, parse_entry
from scraper.sources.documents.store import DocumentStore

_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_PARTIAL = ".part"
_LOCK = ".lock"
_PATIENCE = 1.0  # seconds; a child process of a killed run may hold its lock for a moment
MEMORY = ".fetch.json"
_HIDDEN = frozenset({_LOCK, MEMORY})


class StoreBusy(SalonError):
    """Another process is writing to this store; the message names the store."""


class StoreWriter:
    """Adds to a store, one process at a time; use as a context manager. With `is_dry` it only reads, and locks nothing.

    Raises:
        StoreBusy: on entering, when another process is adding to the same store.
        OSError: the folder cannot be made or written to.
    """

    def __init__(self, folder: Path, *, is_dry: bool = False) -> None:
        self.folder = folder
        self._is_dry = is_dry
        self._lock = FileLock(folder / _LOCK, timeout=_PATIENCE)
        self._recorded: dict[str, Entry] = {}
        self._held: dict[tuple[str | None, ...], Entry] = {}

    def __enter__(self) -> Self:
        if not self._is_dry:
            self._take()
        store = DocumentStore(self.folder)
        self._recorded = store.recorded()
        self._held = {entry.identity: entry for entry in store.entries()}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if not self._is_dry:
            self._leave_nothing_empty()
        self._lock.release()

    def _take(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout:
            raise StoreBusy(f"another fetch is writing to {self.folder}; wait until it has ended") from None
        _heal(self.folder)

    def _leave_nothing_empty(self) -> None:
        """Removes a folder without documents, since it would hide the documents that come with the package."""
        left = list(self.folder.iterdir())
        if all(path.name in _HIDDEN for path in left):
            for path in left:
                path.unlink()
            self.folder.rmdir()

    def held(self, source: str) -> list[Entry]:
        """The stored documents of a source, in the order they came; missing and damaged files do not count."""
        return [entry for entry in self._held.values() if entry.source == source]

    def __contains__(self, entry: Entry) -> bool:
        """Whether the store holds this revision undamaged."""
        return entry.identity in self._held

    def read(self, entry: Entry) -> bytes:
        """The bytes of a stored document."""
        return (self.folder / entry.file).read_bytes()

    def add(self, entry: Entry, content: bytes) -> Entry:
        """Stores a new document; returns its entry with the file's name and digest.

        Raises:
            OSError: the disk is full or the folder is not writable; the store is unchanged.
        """
        digest = hashlib.sha256(content).hexdigest()
        name = next(name for name in _names(entry, digest) if self._is_free(name, entry, digest))
        stored = entry._replace(file=name, sha256=digest)
        write_whole(self.folder / name, content)
        if name not in self._recorded:
            _append(self.folder / MANIFEST, format_entry(stored))
        self._recorded[name] = self._held[stored.identity] = stored
        return stored

    def _is_free(self, name: str, entry: Entry, digest: str) -> bool:
        """Whether a name is free: new, of this document's own lost file, or of an unrecorded file of a killed run."""
        if before := self._recorded.get(name):
            return (before.identity, before.sha256) == (entry.identity, digest)
        path = self.folder / name
        return not path.exists() or (path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest)


def _names(entry: Entry, digest: str) -> Iterator[str]:
    """File names for a document, shortest first, made only of its date, revision and digest."""
    key = entry.revision or ""
    if not _COMMIT.fullmatch(key):
        key = hashlib.sha256("\x1f".join((entry.source, entry.url or "", key, digest)).encode()).hexdigest()
    day = (entry.published_at or "undated")[:10]
    suffix = ".html" if entry.media_type.startswith(HTML) else ".md"
    yield from (f"{day}-{key[:length]}{suffix}" for length in (7, 12, 40))
    number = 1
    while number := number + 1:
        yield f"{day}-{key[:40]}-{number}{suffix}"


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file in one step: even if the process ends, its name never belongs to half a file."""
    partial = path.with_name(f".{path.name}{_PARTIAL}")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _append(manifest: Path, line: bytes) -> None:
    """Appends a line in one write, so that readers see the whole line or none. A partial write is undone."""
    descriptor = os.open(manifest, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        end = os.fstat(descriptor).st_size
        try:
            written = os.write(descriptor, line)
            if written < len(line):
                raise OSError(f"{manifest}: only {written} of {len(line)} bytes could be written")
        except OSError:
            os.ftruncate(descriptor, end)
            raise
    finally:
        os.close(descriptor)


def _heal(folder: Path) -> None:
    """Removes leftovers of a killed run: half-written files, and a last manifest line without its end."""
    for partial in folder.glob(f".*{_PARTIAL}"):
        partial.unlink()
    manifest = folder / MANIFEST
    content = manifest.read_bytes() if manifest.exists() else b""
    rest = content.rpartition(b"\n")[2]
    if not rest:
        return
    try:
        parse_entry(rest)
    except InvalidEntry:
        os.truncate(manifest, len(content) - len(rest))
    else:
        _append(manifest, b"\n")
