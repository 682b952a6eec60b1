"""Bytes to text, whatever an editor or a server made of them."""

from __future__ import annotations

import codecs
import re

MAX_BYTES = 4 * 1024 * 1024
"""The largest document that is read; the real ones are a few tens of KiB, their pages a few hundred."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SERVED_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,20})", re.I)  # text/html; charset=Big5
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_KNOWN_CHARSETS = re.compile(
    r"gb2312|gbk|gb18030|big5(?:-hkscs)?|hz|utf-?(?:8|16|32)(?:-?[lb]e)?|iso-8859-\d+|windows-\d+"
)
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
    text = _decoded(content, media_type)
    sample = text[:200_000]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) // 200):
        raise Unreadable("the document is not text (control characters)")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _decoded(content: bytes, media_type: str) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if wide := _wide_encoding(content):
        return content.decode(wide, "replace")
    served = _SERVED_CHARSET.search(media_type)
    declared = _META_CHARSET.search(content[:4096]) if "html" in media_type else None
    named = declared[1].decode("ascii", "replace").lower() if declared else ""
    names = [name for name in (served[1].lower() if served else "", named) if _KNOWN_CHARSETS.fullmatch(name)]
    for name in ["utf-8", *names, "gb18030"]:
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            continue
    return min(
        (content.decode(name, "replace") for name in ("utf-8", "gb18030")), key=lambda text: text.count("\ufffd")
    )


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: in a text with Latin letters, spaces and line ends every second byte is often zero."""
    sample = content[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"
