"""A document's bytes to its text, or why that is not possible."""

from __future__ import annotations

import re

from scraper.charset import text_of

MAX_BYTES = 4 * 1024 * 1024
"""The largest document that is read; the real ones are a few tens of KiB, their pages a few hundred."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")


class Unreadable(ValueError):
    """A document that cannot be read: why, and the place that shows it."""

    def __init__(self, message: str, excerpt: str = "") -> None:
        super().__init__(message)
        self.excerpt = excerpt


def decode(content: bytes, media_type: str = "text/markdown") -> str:
    """The text of a document, without byte order mark and with `\\n` line ends.

    Reads UTF-8 (also cut in the middle of a character or with a stray byte), UTF-16 and UTF-32 with a mark, UTF-16
    without one, the charset a server (in `media_type`) or an HTML page declares, and GB18030 (so GB2312 and GBK).

    Raises:
        Unreadable: empty, larger than `MAX_BYTES`, or not text.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(f"{len(content)} bytes are more than the {MAX_BYTES} that are read")
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("the document is empty")
    text = text_of(content, media_type, is_html="html" in media_type)
    sample = text[:200_000]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) // 200):
        raise Unreadable("the document is not text (control characters)")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
