"""One row of a table of sessions: its number or day, its talks with their speakers, its links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from scraper.markup.lines import Cell, Line, Row
from scraper.parse.links import named_links
from scraper.parse.recap.cells import numbers_in, state_of, without_state
from scraper.parse.recap.columns import text
from scraper.parse.sessions.days import stated_day
from scraper.parse.sessions.people import MAX_CELL, session_speakers
from scraper.parse.words import is_placeholder
from scraper.records import FindingCode, Link, Problem, RecapRow, RecapTopic, Status
from scraper.series import TableLayout

_KINDS = {"replays": "replay", "materials": "materials"}
"""The purpose of the links of a column, if their address does not show it."""


class Columns(NamedTuple):
    """The columns of one table: the place of each that is known, and the words of every header."""

    places: tuple[tuple[str, int], ...]
    headers: tuple[str, ...]


@lru_cache(maxsize=4096)
def session_in(row: Row, columns: Columns, layout: TableLayout, year: int | None) -> RecapRow:
    """The session of a row; `year` is that of the heading above. What it lacks is null."""
    cells = {name: row[place] for name, place in columns.places if place < len(row)}
    excerpt = " | ".join(map(text, row))[:300]
    talks, problems = _talks(cells, layout, excerpt)
    beside = {name: words for talk in reversed(talks) for name, words in talk.items() if words}

    def words_of(name: str) -> str:
        return text(cells[name]) if name in cells and text(cells[name]) else beside.get(name, "")

    numbers = numbers_in(Line(words_of("number")).folded)
    date, wrong, old = stated_day(words_of("date"), layout, year, excerpt)
    venue = words_of("venue")
    topics, status, unclear = _topics(talks, cells, layout, _track(words_of("track"), layout), excerpt)
    links, broken = _links(row, columns, cells, topics, layout)
    return RecapRow(
        numbers[0] if len(numbers) == 1 else None,
        date,
        topics,
        links,
        (*problems, *wrong, *unclear, *broken),
        excerpt,
        status,
        old,
        venue=None if is_placeholder(venue) or not re.search(r"\w", venue) else venue,
    )


def _talks(
    cells: Mapping[str, Cell], layout: TableLayout, excerpt: str
) -> tuple[list[dict[str, str]], tuple[Problem, ...]]:
    """The title cell as talks, each with the parts that `title_pattern` finds in it."""
    lines = [line.text.strip() for line in cells.get("title", ()) if line.text.strip()]
    people = [line for line in cells.get("speakers", ()) if line.text.strip()]
    problems: list[Problem] = []
    if not layout.talk_per_line:
        if layout.talk_per_line is None and len(lines) > 1 and len(lines) == len(people):
            message = (
                f"the title has {len(lines)} lines, and so have its speakers; it is read as one talk, say"
                " `talk_per_line: true` or `false` under `table:` in data/series.yml"
            )
            problems.append(Problem(FindingCode.NOT_UNDERSTOOD, message, excerpt))
        lines = [" ".join(lines)] if lines else []
    talks = []
    for words in lines:
        found = re.fullmatch(layout.title_pattern, words[:MAX_CELL], re.I) if layout.title_pattern else None
        if layout.title_pattern and found is None and not state_of(Line(words).folded):
            message = f"`title_pattern` does not fit {words[:80]!r}, which is read as the title"
            problems.append(Problem(FindingCode.NOT_UNDERSTOOD, message, excerpt))
        parts = found.groupdict() if found else {"title": words}
        talks.append({name: (value or "").strip() for name, value in parts.items()})
    return talks, tuple(problems)


def _topics(
    talks: list[dict[str, str]], cells: Mapping[str, Cell], layout: TableLayout, track: str | None, excerpt: str
) -> tuple[tuple[RecapTopic, ...], Status | None, tuple[Problem, ...]]:
    """The talks of a row. People of a row without a title belong to a talk that is still to be named."""
    status: Status | None = None
    titles: list[str] = []
    for talk in talks:
        rest, said = without_state(Line(talk["title"]))
        status = status or said
        titles.append(rest.text.strip())
    cell = [line.text for line in cells.get("speakers", ())]
    each = [[talk["speakers"]] if talk.get("speakers") else [] for talk in talks]
    if layout.talk_per_line and len(talks) > 1 and len(talks) == len(cell):
        each = [own or [words] for own, words in zip(each, cell, strict=True)]
    else:
        each = [own or cell for own in each] or [cell]
    read = [session_speakers(words, layout, excerpt) for words in each]
    named = [title for title in titles if title]
    problems = tuple(dict.fromkeys(problem for _, wrong in read for problem in wrong))
    if not named and read[0][0] and status is None:
        return (RecapTopic(layout.untitled, track, read[0][0]),), status, problems
    topics = [RecapTopic(title, track, people) for title, (people, _) in zip(titles, read, strict=False) if title]
    if layout.talk_per_line and len(topics) > 1 and len(cell) not in (0, len(talks)):
        message = f"{len(topics)} talks and {len(cell)} lines of speakers: all are read as speakers of each talk"
        problems = (*problems, Problem(FindingCode.NOT_UNDERSTOOD, message, excerpt))
    return tuple(topics), status, problems


def _track(words: str, layout: TableLayout) -> str | None:
    """The track of a cell, in the spelling of the settings if they name it."""
    if not words or is_placeholder(words):
        return None
    return next((name for name in layout.tracks if name.casefold() == words.casefold()), words)


def _links(
    row: Row, columns: Columns, cells: Mapping[str, Cell], topics: tuple[RecapTopic, ...], layout: TableLayout
) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """The links of all cells, each address once. A link without words has the name of its column."""
    links: dict[str, Link] = {}
    problems: list[Problem] = []
    names = {place: name for name, place in columns.places}
    for place, cell in enumerate(row):
        header = columns.headers[place] if place < len(columns.headers) else None
        pieces = [[line] for line in cell] if layout.talk_per_line and names.get(place) == "title" else [list(cell)]
        titles = [topic.title for topic in topics] if len(pieces) == len(topics) > 1 else [None] * len(pieces)
        for piece, title in zip(pieces, titles, strict=True):
            found, wrong = named_links(piece)
            problems += wrong
            for link in found:
                named = link.label if link.label and re.search(r"\w", link.label) else None  # ▶️ says nothing
                label = named or (None if link.is_image else header or None)
                kind = None if link.is_image else _KINDS.get(names.get(place, ""))
                one = link._replace(label=label, topic=title, kind=kind)
                links.setdefault(one.url, one)
    return tuple(links.values()), tuple(problems)
