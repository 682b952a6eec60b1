"""The notes of a store between fetches, which save requests: `.fetch.json`. It can be deleted at any time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scraper.sources.documents.writer import MEMORY, write_whole

_SENT_BACK = re.compile(r"[ -~]{1,1000}")


class Memory:
    """Notes by address. An unreadable file counts as empty; with `is_kept` false nothing is written."""

    def __init__(self, folder: Path, *, is_kept: bool = True) -> None:
        self._file = folder / MEMORY
        self._is_kept = is_kept
        try:
            notes: Any = json.loads(self._file.read_bytes())
        except (OSError, ValueError, RecursionError):
            notes = {}
        self._notes: dict[str, Any] = notes if isinstance(notes, dict) else {}

    def get(self, address: str) -> dict[str, Any]:
        """The note about an address; empty for a new address."""
        note = self._notes.get(address)
        return note if isinstance(note, dict) else {}

    def note(self, address: str, **facts: Any) -> None:
        """Replaces the note about an address, on disk at once."""
        self._notes[address] = facts
        if self._is_kept:
            write_whole(self._file, json.dumps(self._notes, ensure_ascii=False, indent=0).encode())


def validators(headers: Mapping[str, Any]) -> dict[str, str | None]:
    """The `ETag` and `Last-Modified` of an answer, to be sent back the next time (RFC 9110 section 13)."""
    return {"etag": headers.get("etag"), "last_modified": headers.get("last-modified")}


def conditions(note: Mapping[str, Any]) -> dict[str, str]:
    """The request headers that make a server answer 304 if nothing changed since the noted validators.

    Validators that a header cannot or should not carry are left out.
    """
    named = {"If-None-Match": note.get("etag"), "If-Modified-Since": note.get("last_modified")}
    return {name: value for name, value in named.items() if isinstance(value, str) and _SENT_BACK.fullmatch(value)}
