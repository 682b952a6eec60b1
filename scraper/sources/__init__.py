"""Bringing published documents into the store: git histories, GitHub over HTTP, web pages."""

from __future__ import annotations

from scraper.errors import SalonError


class SourceFailed(SalonError):
    """A source, or a document of it, could not be fetched; the message says what, why and what to do, in one line."""
