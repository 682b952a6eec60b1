"""What documents restate, read once: a revision has most paragraphs of the one before it, a recap all its rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise

from scraper.markup.lines import Block, Row, Table
from scraper.markup.tree import bounded, tree
from scraper.markup.walker import MAX_LINES, TAKEN_OUT, blocks

MAX_KNOWN = 8192
"""Pieces that are remembered before all are forgotten."""
MAX_PIECE = 4_000
"""Characters of a piece that is remembered."""

_ROW = re.compile(r"<tr>\n(?:<t[dh][^\n]*</t[dh]>\n)+</tr>\n?")  # a pipe table's: a cell a line
_ROWS = re.compile(rf"(?:{_ROW.pattern})+")
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>[^>]*)>|<[!?/a-zA-Z]")
_ATTRIBUTES = re.compile(r"(?:\s+[\w:-]+(?:=\"[^\"<>]*\")?)*\s*/?")  # else a quote may be open, and hold what follows
_VOID = frozenset(("br", "hr", "img", "wbr"))
_BLOCKS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "blockquote", "table", "pre"))
_INSIDE = frozenset(("li", "thead", "tbody", "tr", "th", "td", "a", "b", "code", "del", "em", "i", "s", "strong"))
_OFTEN_TYPED = frozenset(("center", "details", "div", "font", "section", "small", "span", "sub", "summary", "sup", "u"))
_ORDERLY = _BLOCKS | _INSIDE | _OFTEN_TYPED
_ORDERLY_OR_VOID = _ORDERLY | _VOID

_known: dict[str, Sequence[Block]] = {}


def restated_blocks(html: str) -> list[Block]:
    """The lines and tables of an article's HTML, as `blocks(tree(html))` gives them.

    Raises:
        Unreadable: see `scraper.markup.tree`.
    """
    html = bounded(html)
    frame, runs = _without_rows(html)
    cuts = _cuts(frame)
    if cuts is None:
        return blocks(tree(html))
    tables = _read(chain.from_iterable(runs.values()), {})
    rows = {name: [row for piece in run for row in _rows_of(tables[piece])] for name, run in runs.items()}
    pieces = [frame[start:end] for start, end in pairwise([0, *cuts, len(frame)])]
    found = _read(pieces, rows)
    return list(islice(chain.from_iterable(found[piece] for piece in pieces), MAX_LINES))


def _without_rows(html: str) -> tuple[str, dict[str, list[str]]]:
    """The HTML with an empty row in place of each run of rows, which it names; the rows, each as a table of its own."""
    # No text can hold a name that is made of its own digest.
    digest = hashlib.sha256(html.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    rows: dict[str, list[str]] = {}

    def take_out(run: re.Match[str]) -> str:
        found = [f"<table>{row}</table>" for row in _ROW.findall(run[0])]
        if (
            run[0].count("<tr") > len(found)
            or "span=" in run[0]
            or any(row not in _known and _cuts(row) is None for row in found)
        ):
            return run[0]  # a table inside a row, cells of several rows, or tags that may end the table
        name = f"{digest}-{len(rows)}"
        rows[name] = found
        return f'<tr {TAKEN_OUT}="{name}"></tr>'

    return _ROWS.sub(take_out, html), rows


def _cuts(html: str) -> list[int] | None:
    """Where the outermost blocks end; `None` unless all tags are plain and nested correctly.

    What a parser would have to mend is left to it as a whole: it may mend across any cut.
    """
    cuts: list[int] = []
    around: list[str] = []
    for tag in _TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if name not in _ORDERLY_OR_VOID or (tag["attributes"] and not _ATTRIBUTES.fullmatch(tag["attributes"])):
            return None
        if name in _VOID:
            continue
        if tag[0].endswith("/>"):
            return None
        if not tag["closes"]:
            around.append(name)
        elif not around or around.pop() != name:
            return None
        elif not around and name in _BLOCKS:
            cuts.append(tag.end())
    return None if around else cuts


def _read(pieces: Iterable[str], rows: Mapping[str, Sequence[Row]]) -> dict[str, Sequence[Block]]:
    """Each piece with its blocks; unknown pieces are parsed together, since starting a parser costs time."""
    if len(_known) > MAX_KNOWN:
        _known.clear()
    found = {piece: _known.get(piece) for piece in pieces}
    unknown = [piece for piece, known in found.items() if known is None]
    roots = tree("".join(f"<div>{piece}</div>" for piece in unknown)).findall("body/div") if unknown else []
    parsed = {piece: blocks(root, rows) for piece, root in zip(unknown, roots, strict=True)}
    _known.update((piece, made) for piece, made in parsed.items() if len(piece) <= MAX_PIECE and TAKEN_OUT not in piece)
    return {piece: parsed[piece] if known is None else known for piece, known in found.items()}


def _rows_of(found: Sequence[Block]) -> Iterator[Row]:
    return (row for block in found if isinstance(block, Table) for row in block.rows)
