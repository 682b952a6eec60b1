"""`manifest.jsonl`: one JSON object a line for each document of a store, as DESIGN.md's "Document store" has it."""

from __future__ import annotations

import json
from sys import intern
from typing import Any, NamedTuple

from scraper.credentials import without_credentials

MANIFEST = "manifest.jsonl"

MARKDOWN = "text/markdown"
HTML = "text/html"
MEDIA_TYPES = {".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML}
"""The media type of a document, by the suffix of its name in lower case."""


class InvalidEntry(ValueError):
    """A manifest line that cannot be used; the message says why."""


class Entry(NamedTuple):
    """The facts about a document besides its bytes. Before it is stored, `file` and `sha256` are empty.

    `published_at` is the commit time or the page's own date, `fetched_at` the time a page was read, both ISO 8601 with
    an offset. `etag` and `last_modified` are a page's validators exactly as the server gave them.
    """

    file: str = ""
    source: str = "files"
    path: str | None = None
    url: str | None = None
    revision: str | None = None
    published_at: str | None = None
    media_type: str = MARKDOWN
    sha256: str = ""
    fetched_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def identity(self) -> tuple[str, str | None, str | None, str | None]:
        """The values that make two entries the same document, even with different file names."""
        return (self.source, self.path, self.url if self.path is None else None, self.revision)


_REPEATED = {"source", "path", "url", "media_type"}  # the same in most lines of a manifest
_PAGE_FIELDS = ("fetched_at", "etag", "last_modified")


def format_entry(entry: Entry) -> bytes:
    """The entry as one line with its line end, in UTF-8. Unknown values that only pages have are left out."""
    values = {name: value for name, value in entry._asdict().items() if value is not None or name not in _PAGE_FIELDS}
    return (json.dumps(values, ensure_ascii=False) + "\n").encode()


def parse_entry(line: bytes) -> Entry:
    """The entry a line holds; unknown keys are ignored, and only `file` is required.

    Raises:
        InvalidEntry: not a JSON object, a value that is not text, or a `file` that is not a plain name in the folder.
    """
    try:
        values: Any = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InvalidEntry("is not a JSON object; correct it, or remove it and run salon fetch") from None
    if not isinstance(values, dict):
        raise InvalidEntry("is not a JSON object; correct it, or remove it and run salon fetch")
    known = {name: _text(values, name) for name in Entry._fields if values.get(name) is not None}
    if "url" in known:
        known["url"] = without_credentials(known["url"])  # a person or an older version may have stored credentials
    known |= {name: intern(known[name]) for name in _REPEATED & known.keys()}
    entry = Entry(**known)
    if not is_plain_name(entry.file):
        raise InvalidEntry(f"names the file {entry.file[:80]!r}, which is not a plain file name; it is ignored")
    media_type = known.get("media_type") or MEDIA_TYPES.get(_suffix(entry.file), HTML)
    return entry._replace(media_type=media_type, sha256=entry.sha256.lower())


def is_plain_name(name: str) -> bool:
    """Whether a published name can be a file of the folder: no path, nothing hidden, no control characters."""
    if not name or name.startswith(".") or len(name.encode()) > 255:
        return False
    return name.isprintable() and not set(name) & set("/\\:")


def _text(values: dict[str, Any], key: str) -> str:
    value = values[key]
    if not isinstance(value, str) or not _is_encodable(value):
        raise InvalidEntry(f"has a {key} that is not text; correct it, or remove the line and run salon fetch")
    return value


def _is_encodable(value: str) -> bool:
    """Whether a text can be stored: JSON can spell half of a surrogate pair, which no file or database takes."""
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def _suffix(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"
