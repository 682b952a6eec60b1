"""The columns of a table, by the whole words of its header and never by their place."""

from __future__ import annotations

import re

from scraper.markup.lines import Table, fold
from scraper.parse.recap.columns import folded
from scraper.series import TableLayout

_LINKS = ("links", "replays", "materials")
_WORD = re.compile(r"\w")
_ORNAMENT = re.compile(r"^\W+|\W+$")  # 📅 Date, **Date**, Date:


def session_columns(table: Table, layout: TableLayout) -> dict[str, int]:
    """The place of each column that the settings name; of two equal columns the first."""
    return {name: places[0] for name, places in _places(table, layout).items()}


def columns_alike(table: Table, layout: TableLayout) -> dict[str, list[str]]:
    """The headers of each column of text that a table has more than once; links are read wherever they stand."""
    alike = {name: places for name, places in _places(table, layout).items() if len(places) > 1 and name not in _LINKS}
    return {name: [folded(table.rows[0][place]) for place in places] for name, places in alike.items()}


def columns_unnamed(table: Table, layout: TableLayout) -> list[str]:
    """The headers of columns that no setting names and whose cells say more than links: their words are not read."""
    named = {
        header_word(word) for words in (layout.left_out, *(words for _, words in layout.columns)) for word in words
    }
    headers = [(place, folded(cell)) for place, cell in enumerate(table.rows[0] if table.rows else ())]
    unnamed = [(place, header) for place, header in headers if header_word(header) not in named]
    return [header or f"column {place + 1}" for place, header in unnamed if _has_words(table, place)]


def _has_words(table: Table, place: int) -> bool:
    cells = (row[place] for row in table.rows[1:] if place < len(row))
    return any(_WORD.search(line.text) and not line.spans for cell in cells for line in cell)


def _places(table: Table, layout: TableLayout) -> dict[str, list[int]]:
    known = {header_word(word): name for name, words in layout.columns for word in words}
    columns: dict[str, list[int]] = {}
    for place, cell in enumerate(table.rows[0] if table.rows else ()):
        if name := known.get(header_word(folded(cell))):
            columns.setdefault(name, []).append(place)
    return columns


def is_session_table(columns: dict[str, int], layout: TableLayout) -> bool:
    """Whether a table has a title and what identifies its sessions, in a column or as a part of the title."""
    parts = re.compile(layout.title_pattern).groupindex if layout.title_pattern else {}
    return "title" in columns and ("date" if layout.by_date else "number") in {*columns, *parts}


def header_word(word: str) -> str:
    """A header as it is compared: without case, width, and what stands around it (signs, pictures)."""
    plain = " ".join(fold(word).casefold().split())
    return _ORNAMENT.sub("", plain) or plain
