"""The article as lines: what a reader sees one under the other, each with its links and its place in the layout.

Markdown and HTML meet here; nothing after this module knows a tag. A line ends at a block's edge, at `<br>`, and at a
line end the author typed: renderers of Markdown keep those and strip the white space after them, while a line end
followed by white space is only the layout of a page's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from bs4.element import NavigableString, PreformattedString, Tag

from scraper.markup.cells import cells_by_column

MAX_LINES = 20_000
"""More lines than this are not read: no announcement is near it."""
MAX_LINE = 20_000
"""Characters of one line that are read."""
MAX_LINKS = 1_000
"""Links and pictures of one line that are read."""

TAKEN_OUT = "data-taken-out"
"""Marks an empty row of a table: the name of the rows that were taken out there (see `restated`)."""

_BLOCKS = frozenset(
    (
        *("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p"),
        *("pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_HEADING = re.compile(r"h([1-6])")
_TYPED_BREAK = r"<br\s*/?>[ \t]*\n?"  # a site that lets no HTML through shows the tag
_TYPED_LINE_END = re.compile(rf"{_TYPED_BREAK}|\n(?![ \t\n])", re.I)
_PREFORMATTED_LINE_END = re.compile(rf"{_TYPED_BREAK}|\n", re.I)
_BLANKS = re.compile(r"[\s\u3000\xa0]+")
_INVISIBLE = re.compile(  # what a terminal obeys, bold that did not close, anchors that such a site shows
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
    r"|[\U000e0000-\U000e007f]|\*{2,}|~~|<a\s+(?:name|id)=[^<>]{0,80}>\s*</a>",
    re.I,
)
_TYPED_HEADING = re.compile(r"\s*(#{1,6})\s*(?=[^\s#])")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` with full-width letters, digits, brackets and colons made half-width; as long as the original."""
    return text.translate(_FULL_WIDTH)


@dataclass(frozen=True, slots=True)
class Span:
    """A link over `text[start:end]` of its line; `url` is the address as the markup has it.

    For a picture (`image`) `url` is three lines: the address it was published under, the words instead of it, `src`.
    """

    start: int
    end: int
    url: str
    image: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, the links in it, its heading level (0: none), whether it opens a list item or is all bold."""

    text: str
    spans: tuple[Span, ...] = ()
    heading: int = 0
    item: bool = False
    strong: bool = False

    @property
    def folded(self) -> str:
        return fold(self.text)

    def cut(self, start: int, end: int | None = None) -> Line:
        """The part from `start` to `end`, with the links that lie in it, blanks stripped."""
        end = len(self.text) if end is None else end
        kept = [s for s in self.spans if (s.start < end and s.end > start) or start <= s.start == s.end <= end]
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        spans = tuple(
            Span(min(max(s.start, start), end) - start, max(min(s.end, end), start) - start, s.url, s.image)
            for s in kept
        )
        return Line(self.text[start:end], spans, self.heading, self.item, self.strong)


Cell = tuple[Line, ...]


class Row(tuple[Cell, ...]):
    """The cells of a row. Equal to itself alone, so that what was made of a row is found without comparing cells."""

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows in order."""

    rows: tuple[Row, ...]


Block = Line | Table


def blocks(root: Tag, rows: Mapping[str, Sequence[Row]] = MappingProxyType({})) -> list[Block]:
    """The lines and tables of an article in reading order, empty lines left out; see also `pipes.with_pipe_tables`.

    `rows` are the rows that were taken out of its tables, by the names that stand there.
    """
    return _LineWalker(rows).read(root)


@dataclass(slots=True)
class _Buffer:
    """The line being read."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    visible: int = 0  # up to its last character that is not blank
    spans: list[Span] = field(default_factory=list)
    plain: bool = False  # some of its words are not bold

    def add(self, text: str, strong: bool) -> None:
        if not self.parts or self.parts[-1].endswith(" "):
            text = text.lstrip(" ")
        if text and self.length < MAX_LINE:
            text = text[: MAX_LINE - self.length]
            self.parts.append(text)
            self.length += len(text)
            self.visible = self.length if text.strip() else self.visible
            self.plain = self.plain or (not strong and bool(text.strip(" :：")))

    def note(self, span: Span) -> None:
        if len(self.spans) < MAX_LINKS and self.length < MAX_LINE:
            self.spans.append(span)


class _LineWalker:
    """Walks the tree with a stack of its own, so that no nesting is too deep."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self.rows = rows
        self.found: list[Block] = []
        self.buffer = _Buffer()
        self.heading = 0
        self.item = False
        self.strong = 0
        self.preformatted = 0
        self.tilde = False
        self.link: tuple[str, int, bool] | None = None  # address, start in the line, whether a line before shows it

    def read(self, root: Tag) -> list[Block]:
        stack: list[tuple[object, bool]] = [(child, False) for child in reversed(root.contents)]
        while stack and len(self.found) < MAX_LINES:
            node, leaving = stack.pop()
            if isinstance(node, NavigableString):
                if not isinstance(node, PreformattedString):
                    self._text(str(node))
            elif isinstance(node, Tag):
                if leaving:
                    self._leave(node)
                elif node.name == "table":
                    self._table(node)
                elif self._enter(node):
                    stack.append((node, True))
                    stack.extend((child, False) for child in reversed(node.contents))
        self._flush()
        return self.found

    def _enter(self, tag: Tag) -> bool:
        """Whether to go into `tag`'s children."""
        name = tag.name
        if name == "br":
            self._flush()
        elif name == "img":
            urls = [str(tag.get(key) or "").replace("\n", "") for key in ("data-canonical-src", "data-src", "src")]
            url, alt = next(filter(None, urls), ""), clean(str(tag.get("alt") or ""))
            self.buffer.note(Span(self.buffer.length, self.buffer.length, f"{url}\n{alt}\n{urls[-1]}", image=True))
        elif name == "a" and tag.get("href") is None and not tag.contents:
            self._flush()  # an editor's anchor: it stands before what begins a block
        elif name == "a" and self._is_permalink(tag):
            return False
        elif name == "a" and tag.get("href") is not None:
            self.link = (str(tag["href"]), self.buffer.length, False)
        elif name in ("strong", "b", "th"):
            self.strong += 1
        elif name == "del" and self.buffer.parts and self.buffer.parts[-1][-1:].isdigit():
            self.tilde = True  # not struck through: the tildes of 13:00~13:40 and of a range after it
            self.buffer.add("~", self.strong > 0)
        if name in _BLOCKS:
            self._flush()
            if match := _HEADING.fullmatch(name):
                self.heading = int(match[1])
            self.item = self.item or name == "li"
            self.preformatted += name == "pre"
        return name not in ("br", "img", "script", "style")

    def _is_permalink(self, tag: Tag) -> bool:
        """Whether a link is the mark beside a heading (¶, #) that leads to the heading itself."""
        href = str(tag.get("href") or "")
        leads_here = href.startswith("#") or (self.heading and "#" in href)
        return bool(leads_here) and not re.search(r"\w", tag.get_text()) and tag.find("img") is None

    def _leave(self, tag: Tag) -> None:
        name = tag.name
        if name == "a" and tag.get("href") is not None:
            self._link_so_far(ends=True)
        elif name in ("strong", "b", "th"):
            self.strong -= 1
        elif name == "del" and self.tilde:
            self.tilde = False
            self.buffer.add("~", self.strong > 0)
        if name in _BLOCKS:
            self._flush()
            self.preformatted -= name == "pre"
            if _HEADING.fullmatch(name):
                self.heading = 0
            if name == "li":
                self.item = False

    def _link_so_far(self, *, ends: bool) -> None:
        """Notes the part of the open link that is on this line; it may go on in the next."""
        if self.link is None:
            return
        url, start, shown = self.link
        visible = self.buffer.visible > start  # blanks alone show nothing
        if visible or (ends and not shown):
            self.buffer.note(Span(start, self.buffer.length if visible else start, url))
        self.link = None if ends else (url, 0, shown or visible)

    def _text(self, text: str) -> None:
        pieces = (_PREFORMATTED_LINE_END if self.preformatted else _TYPED_LINE_END).split(text)
        for index, piece in enumerate(pieces):
            if index:
                self._flush()
            self.buffer.add(clean(piece), self.strong > 0)

    def _flush(self) -> None:
        self._link_so_far(ends=False)
        buffer, self.buffer = self.buffer, _Buffer()
        spans = buffer.spans
        text = "".join(buffer.parts)
        if _is_navigation(text, spans, heading=self.heading > 0):
            return
        line = Line(text, tuple(spans), self.heading, self.item, bool(text.strip()) and not buffer.plain).cut(0)
        self.item = False
        if match := _TYPED_HEADING.match(line.text):
            line = replace(line.cut(match.end()), heading=len(match[1]))
        self.found.append(line)

    def _table(self, table: Tag) -> None:
        self._flush()
        rows: list[Row] = []
        read: dict[int, Cell] = {}  # one that spans rows is in each
        for row, cells in cells_by_column(row for row in table.find_all("tr") if row.find_parent("table") is table):
            read |= {id(cell): tuple(_cell_lines(cell)) for cell in cells if cell and id(cell) not in read}
            rows += self.rows.get(str(row.get(TAKEN_OUT))) or [Row(read[id(cell)] if cell else () for cell in cells)]
        self.found.append(Table(tuple(rows)))


def _cell_lines(cell: Tag) -> Iterator[Line]:
    for block in blocks(cell):
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block.rows for inner in row for line in inner)


def _is_navigation(text: str, spans: Sequence[Span], *, heading: bool) -> bool:
    """Whether a line is empty, or nothing but links to places of its own page: a table of contents.

    A heading may be such a link all over, since some sites link it to itself.
    """
    if any(span.image or not span.url.startswith("#") for span in spans):
        return False
    for span in () if heading else reversed(spans):
        text = text[: span.start] + text[span.end :]
    return not (re.search(r"\w", text) if spans else text.strip())


def clean(text: str) -> str:
    """`text` without what is invisible in it, each run of blanks one space."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text))
