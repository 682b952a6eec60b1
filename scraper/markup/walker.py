"""The tree of an article read as lines and tables.

Markdown and HTML meet here; nothing after this module knows a tag. A line ends at a block's edge, at `<br>`, and at a
line end the author typed: renderers of Markdown keep those and strip the white space after them, while a line end
followed by white space is only the layout of a page's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from scraper.markup.counts import Counts
from scraper.markup.lines import Block, Cell, Line, Row, Span, Struck, Table, clean
from scraper.markup.shown import is_hidden, is_range, raised, strikes_out, with_tildes_read
from scraper.markup.tables.cells import cells_by_column, is_layout
from scraper.markup.tree import Element, inner_text

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
_EMBEDDED = frozenset(("iframe", "video", "audio", "source", "embed"))
_HEADING = re.compile(r"h([1-6])")
_TYPED_BREAK = r"<br\s*/?>[ \t]*\n?"  # a site that lets no HTML through shows the tag
_TYPED_LINE_END = re.compile(rf"{_TYPED_BREAK}|\n(?![ \t\n])", re.I)
_PREFORMATTED_LINE_END = re.compile(rf"{_TYPED_BREAK}|\n", re.I)
_FOOTNOTE_LINK = re.compile(r"\^[\w-]{1,12}")  # made of [^1] by a renderer that knows no footnotes
_TYPED_FOOTNOTE = re.compile(r"\[\^[\w-]{1,12}\]:\s*")
_TASK = re.compile(r"\[[ xX✓✔√]\]\s+(?=\S)")  # - [x] 背景
_EMOJI_CODE = re.compile(r"(?<![\w:/.]):[a-z][a-z0-9_+-]{1,30}:(?![\d:/])")  # :pushpin: 主题
_TYPED_HEADING = re.compile(r"\s*(#{1,6})\s*(?=[^\s#])")


def blocks(root: Element, rows: Mapping[str, Sequence[Row]] = MappingProxyType({})) -> list[Block]:
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
    lead: int = 0  # up to here all are
    struck: list[Struck] = field(default_factory=list)
    soft: bool = False  # a typed line end stands before it, in the same paragraph
    runs: bool = False  # … and in the same bold words

    @property
    def before(self) -> str:
        """The words that stand last."""
        return self.parts[-1] if self.parts else ""

    def strike(self, text: str) -> None:
        """Notes words that are struck out, together with those struck out just before them."""
        last = self.struck.pop() if self.struck and self.struck[-1].place == self.length else Struck(self.length, "")
        self.struck.append(Struck(self.length, (last.text + text)[:MAX_LINE]))

    def add(self, text: str, strong: bool) -> None:
        if not self.parts or self.parts[-1].endswith(" "):
            text = text.lstrip(" ")
        if text and self.length < MAX_LINE:
            text = text[: MAX_LINE - self.length]
            self.parts.append(text)
            self.length += len(text)
            self.visible = self.length if text.strip() else self.visible
            self.lead = self.length if strong and not self.plain else self.lead
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
        self.lists = 0
        self.counts, self.number = Counts(), ""  # of a list's item, before its words
        self.strong = 0
        self.preformatted = 0
        self.footnotes = 0
        self.striking: list[Element] = []  # the elements around that strike their words out
        self.ranges: Element | None = None  # their tildes were taken for the marks of an element
        self.link: tuple[str, int, bool] | None = None  # address, start in the line, whether a line before shows it

    def read(self, root: Element) -> list[Block]:
        stack: list[tuple[Element, bool]] = [(root, False)] if root.tag == "html" else _inside(root)
        while stack and len(self.found) < MAX_LINES:
            node, leaving = stack.pop()
            if isinstance(node, str):
                self._text(node)
            elif leaving:
                self._leave(node)
            elif node.tag == "table" and not is_layout(node):
                self._table(node)
            elif self._enter(node):
                stack.append((node, True))
                stack += _inside(node)
        self._flush()
        return self.found

    def _enter(self, tag: Element) -> bool:
        """Whether to go into `tag`'s children."""
        name = tag.tag
        if is_hidden(tag):
            return False
        if name == "sup" and (words := raised(tag, self.buffer.before)) is not None:
            self._words(words)
            return False
        if name == "del" and is_range(tag, self.buffer.before):
            self.ranges = tag
            self._words("~")
        elif strikes_out(tag):
            self.striking.append(tag)
        if name == "br":
            self._flush()
        elif name == "img" and not self.striking:
            urls = [tag.get(key, "").replace("\n", "") for key in ("data-canonical-src", "data-src", "src")]
            url, alt = next(filter(None, urls), ""), clean(tag.get("alt", ""))
            self.buffer.note(Span(self.buffer.length, self.buffer.length, f"{url}\n{alt}\n{urls[-1]}", image=True))
        elif name in _EMBEDDED and not self.striking:
            source = tag.get("data-src") or tag.get("src") or ""
            if source.strip() and not source.startswith(("data:", "blob:", "about:")):
                self.buffer.note(Span(self.buffer.length, self.buffer.length, source, embedded=True))
        elif name == "a" and tag.get("href") is None and not len(tag) and not tag.text:
            self._flush()  # an editor's anchor: it stands before what begins a block
        elif name == "a" and (self._is_permalink(tag) or _FOOTNOTE_LINK.fullmatch(inner_text(tag))):
            return False
        elif name == "a" and tag.get("href") is not None and not self.striking:
            self._put_number()
            self.link = (tag.get("href"), self.buffer.length, False)
        elif name in ("strong", "b", "th"):
            self.strong += 1
        if name in _BLOCKS:
            self._flush()
            if match := _HEADING.fullmatch(name):
                self.heading = int(match[1])
            self.item = self.item or name == "li"
            self.number = self.counts.before(tag) if name == "li" else self.number
            self.lists += name in ("ul", "ol")
            self.preformatted += name == "pre"
            self.footnotes += _is_footnotes(tag)
        return name not in ("br", "img")

    def _put_number(self) -> None:
        self.buffer.add(self.number, self.strong > 0)
        self.number = ""

    def _is_permalink(self, tag: Element) -> bool:
        """Whether a link is the mark beside a heading (¶, #) that leads to the heading itself."""
        href = tag.get("href", "")
        leads_here = href.startswith("#") or (self.heading and "#" in href)
        return bool(leads_here) and not re.search(r"\w", inner_text(tag)) and tag.find(".//img") is None

    def _leave(self, tag: Element) -> None:
        name = tag.tag
        if name == "a" and tag.get("href") is not None:
            self._link_so_far(ends=True)
        elif name in ("strong", "b", "th"):
            self.strong -= 1
        elif tag is self.ranges:
            self.ranges = None
            self._words("~")
        elif self.striking and tag is self.striking[-1]:
            self.striking.pop()
        if name in _BLOCKS:
            self._flush()
            self.preformatted -= name == "pre"
            self.lists -= name in ("ul", "ol")
            self.footnotes -= _is_footnotes(tag)
            if _HEADING.fullmatch(name):
                self.heading = 0
            if name == "li":
                self.item, self.number = False, ""

    def _link_so_far(self, *, ends: bool) -> None:
        """Notes the part of the open link that is on this line; it may go on in the next."""
        if self.link is None:
            return
        url, start, shown = self.link
        visible = self.buffer.visible > start  # blanks alone show nothing
        struck = any(words.place >= start for words in self.buffer.struck)
        if visible or (ends and not shown and not struck):
            self.buffer.note(Span(start, self.buffer.length if visible else start, url))
        self.link = None if ends else (url, 0, shown or visible or struck)

    def _text(self, text: str) -> None:
        pieces = (_PREFORMATTED_LINE_END if self.preformatted else _TYPED_LINE_END).split(text)
        for index, piece in enumerate(pieces):
            if index:
                self._flush(soft=not self.preformatted and "<" not in text)
            self._words(clean(_EMOJI_CODE.sub("", piece)))

    def _words(self, words: str) -> None:
        if words.strip() and not self.striking:
            self._put_number()
        if self.striking:
            self.buffer.strike(words)
        else:
            self.buffer.add(words, self.strong > 0)

    def _flush(self, *, soft: bool = False) -> None:
        self._link_so_far(ends=False)
        buffer, self.buffer = self.buffer, _Buffer()
        self.buffer.soft = soft and bool(buffer.visible or buffer.soft)
        self.buffer.runs = self.buffer.soft and self.strong > 0
        text = "".join(buffer.parts)
        struck = tuple(words._replace(text=words.text.strip()) for words in buffer.struck if words.text.strip())
        if _is_navigation(text, buffer.spans, heading=self.heading > 0) and not struck:
            return
        strong, lead = bool(text.strip()) and not buffer.plain, buffer.lead if buffer.plain else 0
        about = (self.heading, self.item, strong, struck, self.footnotes > 0, self.lists, buffer.soft, buffer.runs)
        line = Line(text, tuple(buffer.spans), *about, lead)
        self.item = False
        line = with_tildes_read(line).cut(0)
        if match := _TYPED_HEADING.match(line.text):
            line = line.cut(match.end())._replace(heading=len(match[1]))
        elif match := _TYPED_FOOTNOTE.match(line.text):
            line = line.cut(match.end())._replace(footnote=True)
        elif line.item and (match := _TASK.match(line.text)):
            line = line.cut(match.end())
        if line.text or line.spans or line.struck:
            self.found.append(line)

    def _table(self, table: Element) -> None:
        self._flush()
        rows: list[Row] = []
        read: dict[Element, Cell] = {}  # one that spans rows is in each
        for row, cells in cells_by_column(
            row for row in table.iter("tr") if next(row.iterancestors("table")) is table and not is_hidden(row)
        ):
            read |= {cell: tuple(_cell_lines(cell)) for cell in cells if cell is not None and cell not in read}
            rows += self.rows.get(row.get(TAKEN_OUT)) or [Row(() if cell is None else read[cell] for cell in cells)]
        self.found.append(Table(tuple(rows)))


def _inside(element: Element) -> list[tuple[Element, bool]]:
    """The words and elements in an element, the last first."""
    found = [(element.text, False)] if element.text else []
    for child in element:
        if isinstance(child.tag, str):  # else it is a comment
            found.append((child, False))
        if child.tail:
            found.append((child.tail, False))
    found.reverse()
    return found


def _cell_lines(cell: Element) -> Iterator[Line]:
    for block in blocks(cell):
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block.rows for inner in row for line in inner)


def _is_footnotes(tag: Element) -> bool:
    return bool(tag.tag == "section" and "footnotes" in tag.get("class", ""))


def _is_navigation(text: str, spans: Sequence[Span], *, heading: bool) -> bool:
    """Whether a line is empty, or nothing but links to places of its own page: a table of contents.

    A heading may be such a link all over, since some sites link it to itself.
    """
    if any(span.image or not span.url.startswith("#") for span in spans):
        return False
    for span in () if heading else reversed(spans):
        text = text[: span.start] + text[span.end :]
    return not (re.search(r"\w", text) if spans else text.strip())
