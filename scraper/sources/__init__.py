"""Fetches published documents into the store: from git histories, GitHub over HTTP, and web pages."""

from __future__ import annotations

from scraper.errors import SalonError


class SourceFailed(SalonError):
    """A source or one of its documents could not be fetched; the message says in one line what, why, and the remedy."""
