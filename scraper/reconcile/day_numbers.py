"""Numbers for a series that numbers sessions by their day: 20220912, and 202209122 for a second session of that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scraper.reconcile.wordings import plain
from scraper.records import RecapRow

_WITHIN_A_DAY = 10


class DayNumbers:
    """The sessions of each day in the order they were first seen, so that a row keeps its number.

    Call it for documents oldest first: a row that is added later, at any place of a table, gets a number after the
    existing ones.
    """

    def __init__(self) -> None:
        self._sessions: dict[date, list[str]] = {}  # the latest wording of each

    def of(self, rows: Sequence[tuple[date, RecapRow]]) -> list[int]:
        """The number of each row of one document."""
        by_day: dict[date, list[int]] = {}
        for place, (day, _) in enumerate(rows):
            by_day.setdefault(day, []).append(place)
        numbers = [0] * len(rows)
        for day, places in by_day.items():
            for place, nth in zip(places, self._nth(day, [wording_of(rows[at][1]) for at in places]), strict=True):
                numbers[place] = day_number(day, nth)
        return numbers

    def _nth(self, day: date, wordings: list[str]) -> list[int]:
        """The place of each wording among the sessions of its day: a session of the same words, else one not taken."""
        known = self._sessions.setdefault(day, [])
        found: dict[int, int] = {}
        for at, wording in enumerate(wordings):
            if wording in known and (nth := known.index(wording)) not in found.values():
                found[at] = nth
        left = [nth for nth in range(len(known)) if nth not in found.values()]
        for at, wording in enumerate(wordings):
            if at not in found:
                found[at] = left.pop(0) if left else len(known)
                if found[at] == len(known):
                    known.append(wording)
            known[found[at]] = wording
        return [found[at] for at in range(len(wordings))]


def day_number(day: date, nth: int) -> int:
    """The number of the `nth` session (from 0) of a day."""
    number = day.year * 10_000 + day.month * 100 + day.day
    if nth == 0:
        return number
    return number * (_WITHIN_A_DAY if nth + 1 < _WITHIN_A_DAY else _WITHIN_A_DAY**2) + nth + 1


def wording_of(row: RecapRow) -> str:
    """The words that distinguish a session from others of its day: its talks, else its links."""
    return " ".join(plain(topic.title) for topic in row.topics) or " ".join(link.url for link in row.links)
