"""What comes back for one request: an answer with a bounded, decoded body, or a failure with its reason."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property

from scraper.charset import text_of

BODY_LIMIT = 65536
"""Bytes of a body that are read, and bytes that are made of them by decompression."""


class BrokenBody(ValueError):
    """A body that is not compressed as its header says; `beginning` is what could be unpacked of it."""

    def __init__(self, message: str, beginning: bytes = b"") -> None:
        super().__init__(message)
        self.beginning = beginning


@dataclass(frozen=True)
class Answer:
    """One answer. `headers` have lower-case names and bytes for values: the last of each name, and all cookies.

    `body` is decompressed and at most `BODY_LIMIT` long; `whole` says whether that is the complete body,
    `broken` that it stalled or ended too early.
    """

    url: str
    status: int
    headers: dict[str, bytes]
    cookies: tuple[bytes, ...]
    body: bytes
    whole: bool
    broken: bool = False

    def header(self, name: str) -> str:
        """A header's value as text, "" where there is none."""
        value = self.headers.get(name)
        return value.decode("utf-8", "replace").strip() if value else ""

    @cached_property
    def media_type(self) -> str:
        """Such as `text/html`; guessed from the first bytes where the header says nothing."""
        declared = self.header("content-type").partition(";")[0].strip().lower()
        if declared:
            return declared
        return "text/html" if self.body.lstrip()[:1] == b"<" else "application/octet-stream"

    @property
    def is_html(self) -> bool:
        return self.media_type in ("text/html", "application/xhtml+xml")

    @property
    def is_text(self) -> bool:
        """Whether the body may be read as a page: markup or plain text."""
        return self.is_html or self.media_type in ("text/plain", "text/xml", "application/xml")

    @cached_property
    def text(self) -> str:
        """The body as text."""
        return text_of(self.body, self.header("content-type"), whole=self.whole)


@dataclass(frozen=True, slots=True)
class Failure:
    """No usable answer from an address: a reason of `verdicts.REASONS` and a short detail for the evidence."""

    url: str
    reason: str
    detail: str = ""


def decompress(raw: bytes, encoding: str, whole: bool) -> tuple[bytes, bool]:
    """At most `BODY_LIMIT` bytes of a body as it was before compression, and whether that is all of it.

    Knows gzip and deflate, which is all that is asked for; anything else is returned as it is.

    Raises:
        BrokenBody: the bytes are not what the header says, or end too early.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("gzip", "x-gzip", "deflate") and raw:
            raw, whole = _inflate(raw, name, whole)
    return raw[:BODY_LIMIT], whole and len(raw) <= BODY_LIMIT


def _inflate(raw: bytes, name: str, whole: bool) -> tuple[bytes, bool]:
    bare = name == "deflate" and (raw[0] & 15 != 8 or int.from_bytes(raw[:2], "big") % 31)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
    try:
        data = inflater.decompress(raw, BODY_LIMIT)
    except zlib.error as error:
        raise BrokenBody(f"{name}: {error}") from error
    if whole and not inflater.eof and not inflater.unconsumed_tail and len(data) < BODY_LIMIT:
        raise BrokenBody(f"{name}: ends too early", data)
    return data, whole and inflater.eof
