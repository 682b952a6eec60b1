"""Tables that reached the page as text: rows of `|` that the renderer did not see as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scraper.markup.lines import Block, Line, Row, Table

_PIPES = ("|", "｜")
_PIPED = {ord("｜"): "|"}
_PIPE_RULE = re.compile(r"[|\s:：-]+")


def with_pipe_tables(found: Sequence[Block]) -> list[Block]:
    """The blocks, with lines that are rows of a table the renderer did not see (a blank line above, no rule) as one."""
    return list(_joined(found))


def _joined(found: Sequence[Block]) -> Iterator[Block]:
    rows: list[list[list[Line]]] = []
    is_open = False  # the last row has no closing pipe yet: `<br>` goes on in its last cell
    for block in map(_half_width, found):
        starts = isinstance(block, Line) and block.text.startswith("|") and block.text.count("|") >= 3
        if isinstance(block, Line) and (starts or (is_open and not block.heading and "|" in block.text)):
            if not _PIPE_RULE.fullmatch(block.text):
                _add_pipe_cells(rows, block, starts)
            is_open = bool(rows) and not block.text.endswith("|")
            continue
        if is_open and isinstance(block, Line) and not block.heading and not block.item:
            rows[-1][-1].append(block)
            continue
        if rows:
            yield _pipe_table(rows)
            rows, is_open = [], False
        yield block
    if rows:
        yield _pipe_table(rows)


def _half_width(block: Block) -> Block:
    """A row whose pipes are full-width, with pipes."""
    is_row = isinstance(block, Line) and block.text[:1] in _PIPES and len(block.text.translate(_PIPED).split("|")) > 3
    return block._replace(text=block.text.translate(_PIPED)) if is_row and isinstance(block, Line) else block


def _add_pipe_cells(rows: list[list[list[Line]]], line: Line, starts: bool) -> None:
    edges = [index for index, character in enumerate(line.text) if character == "|"]
    if starts:
        rows.append([])
    elif edges[0]:
        rows[-1][-1].append(line.cut(0, edges[0]))
    bounds = list(pairwise([*edges, len(line.text)]))
    if line.text.endswith("|"):
        bounds.pop()
    rows[-1] += [[line.cut(start + 1, end)] for start, end in bounds]


def _pipe_table(rows: list[list[list[Line]]]) -> Table:
    return Table(tuple(Row(tuple(cell) for cell in row) for row in rows))
