"""Checks what a source offers against expectations, so that a source that silently runs dry is noticed."""

from __future__ import annotations

from datetime import datetime, timedelta

from scraper.records import SHANGHAI_OFFSET, instant_key
from scraper.sources.documents.manifest import Entry
from scraper.sources.settings import Source

_SUDDEN_DROP = 0.8  # of the documents that the store holds already; a history only grows


def unmet(source: Source, offered: list[Entry], held: list[Entry]) -> list[str]:
    """A sentence for each expectation that is not met by `offered`, all documents that a source has now.

    `held` are the documents of the source in the store before, of other files and pages, too.
    """
    failures = []
    places = {entry.path or entry.url for entry in offered}
    before = sum((entry.path or entry.url) in places for entry in held)
    if len(offered) < source.documents:
        failures.append(f"{source.name} has {len(offered)} documents, at least {source.documents} are expected of it")
    if len(offered) < before * _SUDDEN_DROP:
        failures.append(
            f"{source.name} has {len(offered)} documents left of {before} that are stored; they stay stored"
        )
    newest = max((entry.published_at or "" for entry in offered), key=instant_key, default="")
    if source.max_age_days is not None and instant_key(newest) < _days_ago(source.max_age_days):
        age = f"its newest document is of {newest[:10]}" if newest else "none of its documents has a date"
        failures.append(f"{source.name}: {age}, one of the last {source.max_age_days} days is expected")
    return failures


def _days_ago(days: int) -> str:
    return instant_key((datetime.now(SHANGHAI_OFFSET) - timedelta(days=days)).isoformat())
