"""Short texts of a page: how much they say, their sentences, and where a refresh leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

_REFRESH = re.compile(  # "3; url=/home"
    r"\s*(\d{0,9}(?:\.\d{0,9})?)(?![\d.])\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE
)
LONGEST_REFRESH = 30
"""Seconds: a refresh that waits longer is no redirect."""


def weight(text: str) -> float:
    """How much a text says: its characters, Chinese ones counted two and a half times."""
    return len(text) if text.isascii() else len(text) + 1.5 * sum("\u2e80" <= mark <= "\uffef" for mark in text)


def refresh_target(content: str) -> str | None:
    """The address in a Refresh header or `<meta http-equiv=refresh>`; None where it only renews the page itself."""
    match = _REFRESH.match(content)
    if not match or not match[2].strip() or float(match[1] or 0) > LONGEST_REFRESH:
        return None
    return match[2].strip()


def sentences(block: str) -> Iterator[str]:
    """The sentences of a block, each without its closing mark."""
    for part in re.split(r"(?<=[。！？!?；;])\s*|(?<=\.)\s+|\s*[\n]\s*", block):
        if part and part.strip():
            yield part.strip()
