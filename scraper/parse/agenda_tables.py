"""An agenda or a header set as a table, read as the labelled lines it stands for.

Tables are read by what their heads say, whether they stand in the first row or in the first column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from scraper.markup.lines import Cell, Line, Table
from scraper.parse.times import clock_range, dates_in
from scraper.parse.words import LABELLED, Field, column_of, field_of

_Head = tuple[Field | None, str]  # what a column holds, and the label its lines are read under
_HEADER = (
    Field.VENUE,
    Field.ADDRESS,
    Field.HOST,
    Field.MODE,
    Field.THEME,
    Field.MEETING,
    Field.OLD_TIME,
    Field.NEW_TIME,
)
_TALK = (
    *(
        Field.TIME,
        Field.SPEAKER,
        Field.AFFILIATION,
        Field.TOPIC,
        Field.CONTENT,
        Field.PAPER,
        Field.OUTLINE,
        Field.ABSTRACT,
    ),
    Field.BIO,
)
_TITLES = {Field.TOPIC, Field.CONTENT, Field.PAPER}
_LABELS = {  # the label a column's cells are read under, whatever word the table has for it
    Field.SPEAKER: "分享人",
    Field.AFFILIATION: "单位",
    Field.TOPIC: "主题",
    Field.CONTENT: "主题",
    Field.PAPER: "论文",
    Field.OUTLINE: "大纲",
    Field.ABSTRACT: "摘要",
    Field.BIO: "嘉宾简介",
}


def agenda_lines(table: Table) -> Iterator[Line]:
    """The lines of a table of talks, or of the header's fields; nothing for any other (a plan)."""
    heads, body = _oriented(table)
    fields = {field for field, _ in heads if field}
    timed = any(head[0] is Field.TIME and _clock(cell) for row in body for head, cell in zip(heads, row, strict=False))
    names_talks = bool(fields & _TITLES) and (Field.SPEAKER in fields or timed or bool(fields & set(_HEADER)))
    states_header = len(fields & {Field.TIME, *_HEADER}) > 1 or (
        bool(fields & set(_HEADER)) and not fields & set(_TALK)
    )
    if not (names_talks or states_header):
        return
    order = (*_HEADER, *_TALK)
    labels = _LABELS if Field.SPEAKER in fields else _LABELS | {Field.CONTENT: "内容"}  # the speaker may stand in it
    for row in body:
        cells = [
            (field, label, cell) for (field, label), cell in zip(heads, row, strict=False) if field in order and cell
        ]
        for field, label, cell in sorted(cells, key=lambda entry: order.index(entry[0] or Field.OTHER)):
            yield from _labelled(field, labels.get(field, label) if field else label, cell)


def _oriented(table: Table) -> tuple[list[_Head], list[Sequence[Cell]]]:
    """The heads, and the rows below them; a table whose first column has more of them is turned."""
    rows: list[Sequence[Cell]] = [tuple(_shown(cell) for cell in row) for row in table.rows]
    if not rows:
        return [], []
    turned: list[Sequence[Cell]] = list(zip_longest(*rows, fillvalue=()))
    above, beside = ([_head(cell) for cell in line] for line in (rows[0], turned[0] if turned else ()))
    if _count(beside) > max(_count(above), 1) or (_count(beside) == _count(above) == 1 and len(rows[0]) == 2):
        return beside, turned[1:]
    return above, rows[1:]


def _shown(cell: Cell) -> Cell:
    return tuple(line for line in cell if line.text)


def _count(heads: Sequence[_Head]) -> int:
    return sum(field not in (None, Field.OTHER, Field.CONTENT) for field, _ in heads) + any(
        field is Field.CONTENT for field, _ in heads
    )


def _head(cell: Cell) -> _Head:
    folded = " ".join(line.folded for line in cell).strip()
    if not folded:
        return None, ""
    if match := LABELLED.fullmatch(folded):
        return field_of(match["label"]), match["label"]
    return column_of(folded), folded


def _clock(cell: Cell) -> bool:
    return any(clock_range(line.folded) for line in cell)


def _labelled(field: Field | None, label: str, cell: Cell) -> Iterator[Line]:
    first, *rest = cell
    is_slot = field is Field.TIME and not any(dates_in(first.text)) and clock_range(first.folded)
    if is_slot and len(cell) == 1:
        yield replace(first, item=False, strong=False, heading=0)
        return
    name = "时间" if field is Field.TIME else label
    shift = len(name) + 1
    spans = tuple(replace(span, start=span.start + shift, end=span.end + shift) for span in first.spans)
    struck = tuple(replace(words, place=words.place + shift) for words in first.struck)
    text = f"{name}：{first.text}"
    yield replace(first, text=text, spans=spans, struck=struck, strong=False, item=False, heading=0)
    yield from rest
