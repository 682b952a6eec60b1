"""Addresses as they may be shown: without what lets somebody in."""

from __future__ import annotations

import re

_SECRET = re.compile(r"(?<=://)[^/?#\\\s]*@")


def without_credentials(text: str) -> str:
    """Addresses in a text as they may be printed and stored: without user, password or token."""
    return _SECRET.sub("", text)
