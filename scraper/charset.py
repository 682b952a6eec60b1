"""Bytes to text, in any charset of an editor or server: the only module that knows charsets."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SERVED = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_TEXTS = ("utf", "gb", "big5", "iso", "cp", "shift", "euc", "koi8", "ascii", "mac", "tis", "hz")  # not zlib, idna…
_LATIN = ("iso8859-1", "cp1252", "ascii")  # never fail, and servers name them when they do not know
_SEVEN_BITS = ("hz", "iso2022", "utf-7", "utf-16", "utf-32")  # their bytes are valid UTF-8, too
_SAMPLE = 4096
_FEW = 20  # a charset that nearly fits is taken with at most one broken in so many characters beyond ASCII


def text_of(content: bytes, content_type: str = "", *, is_html: bool = True, whole: bool = True) -> str:
    """The text of some bytes. `content_type` is the server's header; with `is_html` a `<meta>` may name a charset.

    In order of trust: a byte order mark, UTF-16 by its zeros, UTF-8 if the bytes are valid, the declared charset, GB
    18030. A charset that does not fit the bytes is not believed, and Latin-1 is taken only where nothing else fits. If
    no charset fits, the one with the fewest broken characters is taken, and these become U+FFFD. If the text is not
    `whole`, a character cut off at its end is dropped.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if wide := _wide(content[:_SAMPLE]):
        return content.decode(wide, "replace")
    declared = _declared(content, content_type, is_html)
    first = [name for name in declared if name.startswith(_SEVEN_BITS)]
    trusted = [name for name in declared if name not in _LATIN]
    names = list(dict.fromkeys([*first, "utf-8", *trusted, "gb18030"]))
    for name in names:
        text = _decoded(content, name, whole)
        if text is not None:
            return text
    return _nearest(content, [name for name in names if name not in first], next(iter(declared), None))


def _declared(content: bytes, content_type: str, is_html: bool) -> list[str]:
    served = _SERVED.search(content_type)
    named = _META.search(content[:_SAMPLE]) if is_html else None
    told = [served[1] if served else "", named[1].decode("ascii", "ignore") if named else ""]
    return [known for name in told if name and (known := _codec(name.lower()))]


@lru_cache(maxsize=256)
def _codec(name: str) -> str | None:
    """Python's name of a charset (the wider one that browsers use); None for a name that is not a charset of texts."""
    try:
        known = codecs.lookup(name.removeprefix("x-")).name
    except (LookupError, ValueError):
        return None
    if known in ("gb2312", "gbk"):
        return "gb18030"
    return known if known.startswith(_TEXTS) else None


def _decoded(content: bytes, name: str, whole: bool) -> str | None:
    """The text, or None if the bytes do not fit the charset."""
    try:
        return codecs.getincrementaldecoder(name)().decode(content, final=whole)
    except (UnicodeError, LookupError, TypeError, AttributeError):
        return None


def _nearest(content: bytes, names: list[str], declared: str | None) -> str:
    """The text by the charset with the fewest broken characters; if even it has many, by a declared Latin charset."""
    found = min((content.decode(name, "replace") for name in names), key=lambda text: text.count("\ufffd"))
    if declared in _LATIN and found.count("\ufffd") * _FEW > sum(character > "\x7f" for character in found):
        return content.decode(declared, "replace")
    return found


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: in a text with Latin letters, spaces and line ends, every second byte is often zero."""
    if 0 not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample) or min(even, odd) * 4 > max(even, odd) or not max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"
