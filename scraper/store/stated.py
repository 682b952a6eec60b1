"""The fields that one document states of its own salon, each with the line of the text that says so."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from scraper.records import Announcement, StatedDate, Talk

_LONGEST = 300  # characters of a value or a quoted line

_LEAST = 3  # characters of words that are looked for: shorter ones would be found anywhere

Value = tuple[str, str | None]
"""A value, and the words to look for in the text (`None`: the value itself; empty: nothing is looked for)."""


def stated(announcement: Announcement) -> str:
    """A JSON array of `[field, value, line, talk]`. `line` is null if no line has the value word for word; `talk` is
    the title of the talk that the field belongs to. Rows of a recap are only counted."""
    quotes = _Quotes(announcement.body)
    found = [
        [field, value[:_LONGEST], quotes.line_of(value if words is None else words), talk]
        for talk, values in _by_talk(announcement)
        for field, given in values
        for value, words in dict.fromkeys(given)
        if value
    ]
    if announcement.recap:
        found.append(["recap", str(len(announcement.recap)), None, None])
    return json.dumps(found, ensure_ascii=False)


def _by_talk(said: Announcement) -> Iterator[tuple[str | None, list[tuple[str, list[Value]]]]]:
    """The fields of the salon, then those of each talk."""
    words: list[tuple[str, list[Value]]] = [
        (name, [(str(getattr(said, name) or ""), None)])
        for name in ("title", "theme", "starts_at", "ends_at", "venue", "address", "meeting", "host")
    ]
    salon: list[tuple[str, list[Value]]] = [
        words[0],
        ("number", [(str(one.number), one.excerpt) for one in said.numbers]),
        ("date", [(_day(one), one.excerpt) for one in said.dates]),
        *words[1:],
        ("mode", [(said.mode or "", "")]),
        ("status", [(said.status or "", "")]),
        ("link", [(link.url, link.label or "") for _, link in said.links if not link.is_image]),
    ]
    yield None, salon
    for talk in said.talks:
        yield talk.title[:_LONGEST], list(_of_talk(talk))


def _of_talk(talk: Talk) -> Iterator[tuple[str, list[Value]]]:
    for name in ("title", "starts_at", "ends_at"):
        yield name, [(str(getattr(talk, name) or ""), None)]
    yield "track", [(talk.track or "", "")]
    yield "speakers", [(" · ".join(filter(None, (one.name, one.affiliation))), one.name) for one in talk.speakers]
    yield "papers", [(paper, None) for paper in talk.papers]
    yield "outline", [(item, None) for item in talk.outline]
    yield "abstract", [(talk.abstract or "", (talk.abstract or "").split("\n")[0])]
    yield "link", [(link.url, link.label or "") for link in talk.links if not link.is_image]


def _day(date: StatedDate) -> str:
    year = f"{date.year}-" if date.year else ""
    return f"{year}{date.month:02}-{date.day:02}"


class _Quotes:
    """The lines of a text, looked up by words in them, in full-width or normal characters."""

    def __init__(self, body: str) -> None:
        self._lines = body.split("\n")
        folded = list(map(_folded, self._lines))
        self._text = "\n".join(folded)
        self._starts = [0]
        for line in folded:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def line_of(self, words: str) -> str | None:
        words = _folded(words.split("\n")[0].strip())
        place = self._text.find(words) if len(words) >= _LEAST or words.isdigit() else -1
        return None if place < 0 else self._lines[bisect_right(self._starts, place) - 1].strip()[:_LONGEST]


@lru_cache(maxsize=4096)
def _folded(line: str) -> str:
    """A line in normal characters; most stand in many documents."""
    return normalize("NFKC", line)
