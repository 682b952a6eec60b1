"""The cells of an HTML table in the columns they are shown in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bs4.element import Tag

MAX_SPAN = 50
"""Rows or columns that one cell is read to span."""


def cells_by_column(rows: Iterable[Tag]) -> Iterator[tuple[Tag, list[Tag | None]]]:
    """Each row with its cells by column: a cell that spans rows is in all of them, `None` where one spans columns."""
    below: dict[int, tuple[Tag, int]] = {}  # by column: a cell of a row above, and how many rows it still spans
    for row in rows:
        cells: list[Tag | None] = []
        own = iter(row.find_all(["td", "th"], recursive=False))
        while True:
            if above := below.pop(len(cells), None):
                cell, rest = above
                if rest > 1:
                    below[len(cells)] = (cell, rest - 1)
                cells.append(cell)
            elif following := next(own, None):
                if (rest := _span(following, "rowspan") - 1) > 0:
                    below[len(cells)] = (following, rest)
                cells += [following, *[None] * (_span(following, "colspan") - 1)]
            else:
                break
        yield row, cells


def _span(cell: Tag, name: str) -> int:
    stated = str(cell.get(name) or "")
    return min(int(stated), MAX_SPAN) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 1
