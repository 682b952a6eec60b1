"""Results for a record, remembered by the object itself: restated records are one object, and slow to compare."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

MAX_KNOWN = 8192
"""Results that are remembered before all are forgotten."""

P = ParamSpec("P")
R = TypeVar("R")


def by_identity(function: Callable[P, R]) -> Callable[P, R]:
    """The function with a memory of its results for the same objects; equal objects do not count as the same."""
    known: dict[tuple[int, ...], tuple[object, R]] = {}

    @wraps(function)
    def remembered(*records: P.args, **named: P.kwargs) -> R:
        key = tuple(map(id, records))
        if key not in known:
            if len(known) >= MAX_KNOWN:
                known.clear()
            known[key] = (records, function(*records, **named))  # kept, so that nothing else gets their ids
        return known[key][1]

    return remembered
