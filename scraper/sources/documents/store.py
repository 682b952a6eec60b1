"""The document store: a folder of published texts, byte for byte as fetched, read without a network.

A folder without `manifest.jsonl` works, too. Files that cannot be used are left out and reported in
`DocumentStore.problems`; no content of a folder makes reading it fail. `scraper.sources.documents.writer` adds to a
store.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from scraper.records import Document
from scraper.sources.documents.manifest import MANIFEST, MEDIA_TYPES, Entry, InvalidEntry, parse_entry

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
"""The largest document that is fetched or read."""

PLAIN_SOURCE = "files"
"""The source of a file that no manifest line names."""

_LOOKED_FOR = 10_000
"""The number of files of a subfolder that are searched for a document."""

_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")  # 2019-12-03-d967079.md


class Unusable(Exception):
    """A file of the store is not a document; the message says why, and the remedy."""


class DocumentStore:
    """The documents of one folder, or of a single `.md` or `.html` file (with the manifest of its folder).

    `problems` are pairs of a place (a file name, or a line of the manifest) and a sentence about it, of the last
    call of `documents` or `entries`. They name no folder, so they can be published.
    """

    def __init__(self, folder: Path) -> None:
        self._only = folder.name if folder.is_file() else None
        self.folder = folder.parent if self._only else folder
        self.problems: list[tuple[str, str]] = []

    def documents(self) -> list[Document]:
        """Every document that can be read, oldest first; their content is read later, one at a time."""
        self.problems = []
        recorded = self._recorded()
        found = [self._document(entry) for entry in [*recorded.values(), *self._unrecorded(recorded)]]
        return sorted((document for document in found if document), key=lambda document: document.order)

    def entries(self) -> list[Entry]:
        """The entries of the manifest whose file exists unchanged, in the order of the manifest."""
        self.problems = []
        return [entry for entry in self._recorded().values() if self._document(entry)]

    def read(self, document: Document) -> bytes:
        """The bytes of a document of this store.

        Raises:
            OSError: the file is gone or cannot be read any more.
        """
        return (self.folder / document.file).read_bytes()

    def recorded(self) -> dict[str, Entry]:
        """Every valid line of the manifest, by its file name; the files themselves are not checked."""
        self.problems = []
        return self._recorded()

    def _recorded(self) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for number, line in self._manifest_lines():
            place = f"{MANIFEST} line {number}"
            try:
                entry = parse_entry(line)
            except InvalidEntry as error:
                self.problems.append((place, str(error)))
                continue
            if entries.setdefault(entry.file, entry) != entry:
                self.problems.append((place, f"names {entry.file} a second time, differently; the first line counts"))
        return {name: entry for name, entry in entries.items() if self._only in (None, name)}

    def _manifest_lines(self) -> Iterator[tuple[int, bytes]]:
        manifest = self.folder / MANIFEST
        try:
            if not stat.S_ISREG(manifest.stat().st_mode):  # a pipe or a device may have no end
                self.problems.append((MANIFEST, "is not a regular file, so it is not read"))
                return
            with manifest.open("rb") as lines:
                yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
        except FileNotFoundError:
            return
        except OSError as error:
            self.problems.append((MANIFEST, f"cannot be read ({error.strerror}); make it readable"))

    def _unrecorded(self, recorded: dict[str, Entry]) -> Iterator[Entry]:
        """The files that no manifest line names: type by suffix, date by a name that begins with one."""
        try:
            names = sorted(path.name for path in self.folder.iterdir())
        except OSError as error:
            self.problems.append((self.folder.name, f"the folder cannot be read ({error.strerror})"))
            return
        for name in names:
            media_type = MEDIA_TYPES.get(Path(name).suffix.lower())
            wanted = media_type and not name.startswith(".") and name not in recorded and self._only in (None, name)
            if (self.folder / name).is_dir():
                self._unread_folder(name)
                continue
            if not wanted or not media_type:
                continue
            if name.isprintable():
                yield Entry(name, PLAIN_SOURCE, path=name, published_at=_dated(name), media_type=media_type)
            else:  # bytes that are not text, or control characters
                shown = name.encode("unicode_escape").decode("ascii")
                self.problems.append((shown, "has a name that cannot be printed; rename it"))

    def _unread_folder(self, name: str) -> None:
        """Reports a subfolder with documents, since it is not read; only its first files are looked at."""
        if name.startswith(".") or self._only:
            return
        files = (file for _, _, files in os.walk(self.folder / name) for file in files)
        if any(Path(file).suffix.lower() in MEDIA_TYPES for file in islice(files, _LOOKED_FOR)):
            self.problems.append((name, "is a folder of documents, but is not read; name it with --documents, too"))

    def _document(self, entry: Entry) -> Document | None:
        try:
            size, digest = self._measured(entry)
        except Unusable as error:
            self.problems.append((entry.file, str(error)))
            return None
        anonymous = not (entry.path or entry.url or entry.revision)
        return Document(
            file=entry.file,
            source=entry.source,
            path=entry.file if anonymous else entry.path,
            url=entry.url,
            revision=entry.revision,
            published_at=self._instant(entry),
            media_type=entry.media_type,
            sha256=digest,
            size=size,
        )

    def _measured(self, entry: Entry) -> tuple[int, str]:
        """Length and digest of an entry's file, read in pieces. Raises Unusable if it is not one of this folder."""
        path = self.folder / entry.file
        try:
            state = path.stat()
            is_elsewhere = path.is_symlink() and path.resolve().parent != self.folder.resolve()
            if is_elsewhere or not stat.S_ISREG(state.st_mode):
                raise Unusable("is not a file of this folder; it is ignored")
            if state.st_size > MAX_DOCUMENT_BYTES:
                raise Unusable(f"has {state.st_size} bytes, more than the {MAX_DOCUMENT_BYTES} a document may have")
            with path.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
        except FileNotFoundError:
            raise Unusable("is in the manifest but not in the folder; salon fetch brings it back") from None
        except OSError as error:
            raise Unusable(f"cannot be read ({error.strerror}); make it readable") from None
        if entry.sha256 not in ("", digest):
            raise Unusable("is not what the manifest says (sha256 differs); salon fetch brings the published text back")
        return state.st_size, digest

    def _instant(self, entry: Entry) -> str | None:
        """The instant of publication. A value that is not a date is reported and counts as unknown."""
        if not entry.published_at:
            return None
        try:
            datetime.fromisoformat(entry.published_at)
        except ValueError:
            self.problems.append((entry.file, f"published_at {entry.published_at[:40]!r} is not a date; it is ignored"))
            return None
        return entry.published_at


def _dated(name: str) -> str | None:
    """The day that a file name begins with; `None` without a day or for an impossible one."""
    match = _DATED_NAME.match(name)
    try:
        return date.fromisoformat(match[1]).isoformat() if match else None
    except ValueError:
        return None
