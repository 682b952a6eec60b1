"""Replaces a folder as a whole: the new one is written beside it first. Only copies of the site are ever replaced."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from scraper.errors import SalonError

MARKER = "copy.json"


class FolderError(SalonError):
    """A folder that must not be replaced or cannot be written; the message names it and the remedy."""


@contextmanager
def replaced_folder(
    folder: Path, facts: dict[str, Any], told: Callable[[int], None] = lambda files: None
) -> Iterator[NewFolder]:
    """A new folder, which replaces `folder` when the block ends without an error; else `folder` stays unchanged.

    `facts` are written into it as `copy.json`. By this file a later run knows that it may replace the folder.
    `told` is called after each file with how many there are.

    Raises:
        FolderError: `folder` contains files that this command did not make, cannot be written, or is being written by
            another run.
    """
    folder = folder.resolve()
    partial, old = _beside(folder, "part"), _beside(folder, "old")
    with _only_writer_of(folder):
        try:
            if old.exists() and not folder.exists():  # a run was killed between the two renames
                old.rename(folder)
            check_folder(folder)
            _remove(partial)
            _remove(old)
            partial.mkdir(parents=True)
            new = NewFolder(partial, told)
            yield new
            new.write(MARKER, _marker(partial, facts))
            _swap(partial, folder)
        except (OSError, sqlite3.OperationalError) as error:  # SQLite raises the second where the disk is full
            reason = getattr(error, "strerror", None) or error
            raise FolderError(f"{folder}: cannot be written ({reason}); it is as it was before") from error
        finally:
            _remove(partial)


@contextmanager
def _only_writer_of(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(_beside(folder, "lock"), timeout=0):
            yield
    except Timeout as error:
        raise FolderError(f"{folder}: another run is writing it; run this again when that has ended") from error
    except OSError as error:
        raise FolderError(f"{folder}: cannot be written ({error.strerror or error}); it is as it was before") from error


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


class NewFolder:
    """A folder being written: takes files by relative POSIX path, never outside the folder."""

    def __init__(self, path: Path, told: Callable[[int], None]) -> None:
        self.path = path
        self._told = told
        self.files = 0
        self.bytes = 0

    def write(self, file: str, content: bytes) -> None:
        """Writes one file and its parents. Raises `ValueError` for a path that would leave the folder."""
        target = self.place(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.files += 1
        self.bytes += len(content)
        self._told(self.files)

    def place(self, file: str) -> Path:
        """The place of `file` on the disk. Raises `ValueError` for a path that would leave the folder."""
        parts = PurePosixPath(file).parts
        if not parts or file.startswith("/") or ".." in parts or "\\" in file:
            raise ValueError(f"{file!r} is no path inside a folder")
        return self.path.joinpath(*parts)


def check_folder(folder: Path) -> None:
    """Raises `FolderError` unless `folder` is missing, empty, or a copy to which nothing was added."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderError(f"{folder} is a file; name a folder")
    found = {entry.name for entry in folder.iterdir()}
    try:
        made = set(json.loads((folder / MARKER).read_bytes())["entries"]) | {MARKER} if found else set()
    except (OSError, ValueError, KeyError, TypeError):
        raise FolderError(f"{folder} is not a copy of the site; name an empty or new folder") from None
    if others := sorted(found - made):
        raise FolderError(f"{folder} holds {others[0]}, which was added to it; move it away or name another folder")


def _marker(folder: Path, facts: dict[str, Any]) -> bytes:
    entries = sorted(entry.name for entry in folder.iterdir())
    return json.dumps({**facts, "entries": entries}, ensure_ascii=False, indent=2).encode() + b"\n"


def _swap(new: Path, folder: Path) -> None:
    """Replaces `folder` by two renames; a stop between them leaves both copies, the old one under another name."""
    old = _beside(folder, "old")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    _remove(old)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
