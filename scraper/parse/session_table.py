"""A series kept as one table of sessions: its columns by the words of the header alone, as the settings name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from scraper.markup.lines import Block, Cell, Line, Row, Table, fold
from scraper.parse.links import named_links
from scraper.parse.recap.cells import day_in, numbers_in
from scraper.parse.recap.columns import folded, names_of, text
from scraper.records import Announcement, FindingCode, Problem, RecapRow, RecapTopic, Speaker
from scraper.series import TableLayout

MAX_ROWS = 2000
MAX_CELL = 2000
"""Characters of a cell that a pattern is tried on."""
_REMEDY = "name its words under table: columns: in data/series.yml"


def read_sessions(blocks: Sequence[Block], layout: TableLayout) -> Announcement:
    """The sessions of every table whose header has the columns of number and title; a document without any has a
    problem that names the columns seen."""
    rows: dict[int, RecapRow] = {}
    problems: list[Problem] = []
    unknown: list[str] = []
    for table in (block for block in blocks if isinstance(block, Table) and block.rows):
        columns = columns_of(table, layout)
        if {"number", "title"} <= columns.keys():
            problems += _read_rows(table, columns, layout, rows)
        else:
            unknown.append(names_of(table))
    if not rows and not problems:
        seen = f"columns seen: {'; '.join(unknown)[:300]}" if unknown else "it has no table"
        message = f"no table of sessions is read ({seen}); {_REMEDY}"
        problems.append(Problem(FindingCode.UNREADABLE_DOCUMENT, message, ""))
    return Announcement(recap=tuple(rows.values()), problems=tuple(problems), body="\n".join(_texts(blocks)))


def columns_of(table: Table, layout: TableLayout) -> dict[str, int]:
    """The place of each column that the header names: its words as a whole, never its place."""
    words = {fold(word).casefold().strip(): name for name, known in layout.columns for word in known}
    columns: dict[str, int] = {}
    for place, cell in enumerate(table.rows[0] if table.rows else ()):
        name = words.get(folded(cell).casefold().strip())
        if name and name not in columns:
            columns[name] = place
    return columns


def _read_rows(
    table: Table, columns: Mapping[str, int], layout: TableLayout, rows: dict[int, RecapRow]
) -> Iterator[Problem]:
    """Adds the rows of a table by number; what cannot be read is a problem, and so is a number that comes again."""
    for place, row in enumerate(table.rows[1:], start=1):
        if not any(map(text, row)):
            continue
        if len(rows) == MAX_ROWS:
            yield Problem(FindingCode.UNREADABLE_DOCUMENT, f"only the first {MAX_ROWS} sessions are read", "")
            return
        read = _session(tuple(columns.items()), layout, row)
        if read.number is None:
            message = f"row {place} of the table has no single number of a session and is not read"
            yield Problem(FindingCode.NOT_UNDERSTOOD, message, read.excerpt)
        elif read.number in rows:
            message = f"the table counts {read.number} more than once"
            first = rows[read.number]
            slip = Problem(FindingCode.NUMBER_MISMATCH, message, read.excerpt)
            rows[read.number] = replace(first, problems=(*first.problems, slip))
        else:
            rows[read.number] = read


@lru_cache(maxsize=4096)
def _session(columns: tuple[tuple[str, int], ...], layout: TableLayout, row: Row) -> RecapRow:
    cells: dict[str, Cell] = {name: row[place] for name, place in columns if place < len(row)}
    excerpt = " | ".join(map(text, row))[:300]
    numbers = numbers_in(folded(cells.get("number", ())))
    title, stated = _title(text(cells.get("title", ())), layout)
    date, wrong, old = day_in(cells.get("date") or (Line(stated),), excerpt)
    topics = (RecapTopic(title, None, _speakers(text(cells.get("speakers", ())), layout)),) if title else ()
    links, broken = named_links([line for cell in row for line in cell])
    number = numbers[0] if len(numbers) == 1 else None
    return RecapRow(number, date, topics, links, (*wrong, *broken), excerpt, superseded=old)


def _title(words: str, layout: TableLayout) -> tuple[str, str]:
    """The title in a cell, and the day that stands beside it; the whole cell where the pattern does not fit."""
    found = re.fullmatch(layout.title_pattern, words[:MAX_CELL].strip(), re.I) if layout.title_pattern else None
    if found is None:
        return words.strip(), ""
    parts = found.groupdict()
    return (parts.get("title") or "").strip(), (parts.get("date") or "").strip()


def _speakers(words: str, layout: TableLayout) -> tuple[Speaker, ...]:
    """The people of a cell: one for each place where the pattern fits, else the whole cell is one."""
    words = words[:MAX_CELL].strip()
    if not layout.speaker_pattern:
        return (Speaker(words),) if words else ()
    found = [match.groupdict() for match in re.finditer(layout.speaker_pattern, words, re.I)]
    named = [((parts.get("name") or "").strip(), (parts.get("affiliation") or "").strip()) for parts in found]
    return tuple(dict.fromkeys(Speaker(name, work or None) for name, work in named if name))


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (" | ".join(map(text, row)) for row in block.rows)
