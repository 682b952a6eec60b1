"""An agenda or a header set as a table, read as the labelled lines it stands for.

Tables are read by what their heads say, whether they stand in the first row or in the first column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from scraper.expressions import expression
from scraper.markup.lines import Cell, Line, Table
from scraper.parse.links import leads_to_materials
from scraper.parse.people import is_workplace, surely_named
from scraper.parse.times import SLOT, clock_range, dates_in
from scraper.parse.words import LABELLED, Field, column_of, field_of, track_of
from scraper.parse.words.standing import entry_status

_Head = tuple[Field | None, str]  # what a column holds, and the label its lines are read under
_HEADER = (
    Field.VENUE,
    Field.NEW_VENUE,
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
_ORDER = (*_HEADER, *_TALK)
_NAMES = (Field.TOPIC, Field.CONTENT, Field.PAPER)  # what a talk is called, the likeliest first
_TITLES = set(_NAMES)
_PLAN = expression(r"课时|课次|周次|进度|^\W*(?:week|lesson)s?\W*$", "课时", any_case=True)
_SAYS_NOTHING = expression(
    r"\W*(?:项目|栏目|事项|条目|信息|详情|详细信息|活动信息|说明|items?|fields?|details?|information|info)\W*",
    "项目",
    "Details",
    any_case=True,
)
"""A head above the heads that stand in the first column, or above their values."""
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
    """The lines of a table of talks, or of the header's fields; empty for any other table, such as a plan."""
    first, *body = _oriented([tuple(_shown(cell) for cell in row) for row in table.rows]) or [()]
    heads = _side_by_side(list(map(_head, first)))
    fields = {field for field, _ in heads if field}
    timed = any(head[0] is Field.TIME and _clock(cell) for row in body for head, cell in zip(heads, row, strict=False))
    names_talks = bool(fields & _TITLES) and (Field.SPEAKER in fields or timed or bool(fields & set(_HEADER)))
    states_header = len(fields & {Field.TIME, *_HEADER}) > 1 or (
        bool(fields & set(_HEADER)) and not fields & set(_TALK)
    )
    if not (names_talks or states_header):
        return
    linked = [place for place, (field, _) in enumerate(heads) if field in (None, Field.OTHER)]
    labels = _LABELS if Field.SPEAKER in fields else _LABELS | {Field.CONTENT: "内容"}  # the speaker may stand in it
    for row in body:
        cells = [
            (field, label, _off(cell, row) if field in _TITLES else cell)
            for (field, label), cell in zip(heads, row, strict=False)
            if field in _ORDER and cell
        ]
        cells.sort(key=lambda entry: _ORDER.index(entry[0] or Field.OTHER))
        talks = [entry for entry in cells if entry[0] is Field.CONTENT]
        for nth in range(max(len(talks), 1)):  # those side by side have one slot
            for field, label, cell in (one for one in cells if one not in talks or one is talks[nth]):
                cell = (_shifted(cell[0], f"{label}："), *cell[1:]) if track_of(label) else cell
                yield from _labelled(field, labels.get(field, label) if field else label, cell)
        for place in linked:  # slides of a talk
            yield from (line for cell in row[place : place + 1] for line in cell if leads_to_materials(line))


def _side_by_side(heads: list[_Head]) -> list[_Head]:
    """The heads, those of rooms or tracks that have their talks side by side as heads of talks: A 会场, B 会场."""
    fields = [field for field, _ in heads]
    beside = [head for head in heads if head[0] is Field.VENUE or track_of(head[1])]
    if Field.TIME not in fields or Field.TOPIC in fields or Field.CONTENT in fields or len(beside) < 2:
        return heads
    return [(Field.CONTENT, head[1]) if head in beside else head for head in heads]


def is_plan(table: Table) -> bool:
    """Whether a table lists lessons to come, and no talks."""
    return bool(table.rows) and any(_PLAN.search(line.text) for cell in table.rows[0] for line in cell)


def accounted_lines(table: Table) -> Iterator[Line]:
    """The lines of a table that have to end up somewhere: not those of a column that is of no interest (主持人), and of
    a row that is struck out the name of its talk alone."""
    first, *body = _oriented(_without_plain_heads(table.rows)) or [()]
    if len(_without_caption(table.rows)) < len(table.rows):
        yield from (line for cell in table.rows[0] for line in cell)
    fields = [field for field, _ in map(_head, first)]
    yield from (line for cell, field in zip(first, fields, strict=True) if field is not Field.OTHER for line in cell)
    title = next((fields.index(name) for name in _NAMES if name in fields), None)
    for row in body:
        lines = [line for cell in row for line in cell]
        is_struck = title is not None and any(line.struck for line in lines) and not any(line.text for line in lines)
        for place, cell in enumerate(row):
            is_left_out = place < len(fields) and fields[place] is Field.OTHER
            if place == title if is_struck else not is_left_out:
                yield from cell


def _off(cell: Cell, row: Sequence[Cell]) -> Cell:
    """A title's cell, marked where another cell of the row only says that the talk is off: 备注 | 取消."""
    if not any(entry_status(line.folded.strip()) for other in row if other is not cell for line in other):
        return cell
    return (cell[0]._replace(text=f"{cell[0].text}（取消）"), *cell[1:])


def _without_plain_heads(rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    """The rows, those of a table of heads and values without the names of its two columns: 项目 | 内容."""
    above, beside = (
        [_head(cell) for cell in cells] for cells in (rows[0] if rows else (), [row[0] for row in rows if row])
    )
    says_nothing = all(not name or _SAYS_NOTHING.fullmatch(name) or field is Field.CONTENT for field, name in above)
    return rows[1:] if len(above) == 2 and says_nothing and _count(beside) > 1 else rows


def _without_caption(rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    """The rows without a caption: a row above the heads with a single cell filled."""
    has_caption = len(rows) > 2 and sum(map(bool, rows[0])) == 1 < _count([_head(cell) for cell in rows[1]])
    return rows[1:] if has_caption else rows


def _oriented(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The row of heads and the rows below it; a table whose first column has more heads is turned."""
    if not rows:
        return []
    rows = _without_caption(rows)
    turned: list[Sequence[Cell]] = list(zip_longest(*rows, fillvalue=()))
    above, beside = ([_head(cell) for cell in line] for line in (rows[0], turned[0] if turned else ()))
    if _count(beside) > max(_count(above), 1) or (_count(beside) == _count(above) == 1 and len(rows[0]) == 2):
        return turned
    return list(rows)


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
    if field is Field.TIME and len(cell) == 1 and not any(dates_in(first.text)) and SLOT.match(first.folded):
        yield first._replace(item=False, strong=False, heading=0)
        return
    while rest and field is Field.SPEAKER and surely_named(rest[0].text):
        first = _listed(first, rest.pop(0))
    yield _under("时间" if field is Field.TIME else label, first)
    for line in rest:
        if field is Field.SPEAKER and is_workplace(line.text):
            yield _under(_LABELS[Field.AFFILIATION], line)
        else:
            yield line


def _listed(above: Line, below: Line) -> Line:
    return _shifted(below, f"{above.text}、", above)


def _under(label: str, line: Line) -> Line:
    return _shifted(line, f"{label}：")._replace(strong=False, item=False, heading=0)


def _shifted(line: Line, before: str, above: Line | None = None) -> Line:
    """The line behind other words, which come from the line `above`."""
    spans = (span._replace(start=span.start + len(before), end=span.end + len(before)) for span in line.spans)
    struck = (words._replace(place=words.place + len(before)) for words in line.struck)
    return line._replace(
        text=before + line.text,
        spans=(*(above.spans if above else ()), *spans),
        struck=(*(above.struck if above else ()), *struck),
    )
