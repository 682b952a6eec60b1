"""The cells of an HTML table in the columns they are shown in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scraper.markup.tree import Element

MAX_SPAN = 50
"""Rows or columns that one cell is read to span."""


def cells_by_column(rows: Iterable[Element]) -> Iterator[tuple[Element, list[Element | None]]]:
    """Each row with its cells by column: a cell that spans rows is in all of them, `None` where one spans columns."""
    below: dict[int, tuple[Element, int]] = {}  # by column: a cell of a row above, and how many rows it still spans
    for row in rows:
        cells: list[Element | None] = []
        own = row.iterchildren("td", "th")
        while True:
            if above := below.pop(len(cells), None):
                cell, rest = above
                if rest > 1:
                    below[len(cells)] = (cell, rest - 1)
                cells.append(cell)
            elif (following := next(own, None)) is not None:
                if (rest := _span(following, "rowspan") - 1) > 0:
                    below[len(cells)] = (following, rest)
                cells += [following, *[None] * (_span(following, "colspan") - 1)]
            else:
                break
        yield row, cells


def is_layout(table: Element) -> bool:
    """Whether a table only lays out its page: one cell a row, and tables in them."""
    rows = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    return table.find(".//table") is not None and all(len(row) <= 1 for row in rows)


def _span(cell: Element, name: str) -> int:
    stated = cell.get(name) or ""
    return min(int(stated), MAX_SPAN) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 1
