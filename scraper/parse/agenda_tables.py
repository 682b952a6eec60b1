"""An agenda set as a table, read as the labelled lines it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scraper.markup.lines import Line, Table
from scraper.parse.times import SLOT
from scraper.parse.words import LABELLED, Field, field_of

_COLUMNS = {
    Field.TIME,
    Field.SPEAKER,
    Field.TOPIC,
    Field.PAPER,
    Field.OUTLINE,
    Field.ABSTRACT,
    Field.CONTENT,
    Field.AFFILIATION,
}


def agenda_lines(table: Table) -> Iterator[Line]:
    """The lines of a table whose first row names a speaker or a slot and a topic; nothing for any other (a plan)."""
    if not table.rows:
        return
    columns = [_column(cell) for cell in table.rows[0]]
    fields = {column for column, _ in columns if column}
    body = table.rows[1:]
    timed = any(line and SLOT.match(line[0].folded) for row in body for line in row)
    if not fields & {Field.TOPIC, Field.CONTENT, Field.PAPER} or not (
        Field.SPEAKER in fields or (Field.TIME in fields and timed)
    ):
        return
    order = {Field.TIME: 0, Field.SPEAKER: 1, Field.TOPIC: 2, Field.CONTENT: 2}
    for row in body:
        cells = [
            (column, label, cell)
            for (column, label), cell in zip(columns, row, strict=False)
            if column in _COLUMNS and cell
        ]
        for column, label, cell in sorted(cells, key=lambda entry: order.get(entry[0] or Field.OTHER, 3)):
            yield from _labelled(column, label, cell)


def _column(cell: tuple[Line, ...]) -> tuple[Field | None, str]:
    match = LABELLED.fullmatch(" ".join(line.folded for line in cell)) if cell else None
    return (field_of(match["label"]), match["label"]) if match else (None, "")


def _labelled(column: Field | None, label: str, cell: tuple[Line, ...]) -> Iterator[Line]:
    if column is Field.TIME:
        yield from cell
        return
    name = "主题" if column is Field.CONTENT else label
    first, *rest = cell
    shift = len(name) + 1
    spans = tuple(replace(span, start=span.start + shift, end=span.end + shift) for span in first.spans)
    yield replace(first, text=f"{name}：{first.text}", spans=spans, strong=False, item=False)
    yield from rest
