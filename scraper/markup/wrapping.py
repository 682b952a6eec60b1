"""Line ends that a tool put in to keep its lines short (pandoc, Word, prettier), unlike those that an author typed.

Such a tool fills its lines: each ends where the next word would not have fit in. What authors type ends anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

_FEWEST = 6  # so many line ends are enough to decide
_ENOUGH = 2_000  # more are not looked at
_NEARLY_ALL = 0.95  # a tool may count a reference or a mark differently
_WIDTHS = range(60, 101)
_BLOCK = r"(?:p|div|li|[uo]l|h[1-6]|table|thead|tbody|t[rdh]|section|article|main|body|html|head|br|hr|pre|blockquote)"
_ENDS_BLOCK = re.compile(rf"</?{_BLOCK}\b[^<>]*>$", re.I)
_BEGINS_BLOCK = re.compile(rf"\s|</?{_BLOCK}\b|<[!?]", re.I)
_ENDS_MARKED = re.compile(r"^\s*#|(?:\||  |\\)$")  # in Markdown: a heading, a row, a hard break
_BEGINS_MARKED = re.compile(r"[#>|`~=]|[-*+]\s|[-*_]{3}|\d{1,3}[.)]\s")
_BREAK = re.compile(r"<br[^\S\n]+/>", re.I)  # is no place to end a line


class _LineEnd(NamedTuple):
    """A line end inside an element: how wide the line would be without its last word, and with the next one.

    Where `marked`, Markdown may let a paragraph end there; in a page it says little.
    """

    place: int
    shorter: int
    longer: int
    marked: bool

    def fills(self, width: int) -> bool:
        return self.shorter <= width < self.longer


def unwrapped(text: str, *, html: bool) -> str:
    """An HTML or Markdown text with blanks for the line ends that a tool put in; as it is where none did."""
    lines = text.split("\n")
    ends = list(_line_ends(_BREAK.sub("<br/>", text).split("\n"), html=html))
    sure = [end for end in ends if not end.marked][:_ENOUGH]
    if sum(end.shorter > 0 for end in sure) < _FEWEST:  # one word alone may end anywhere
        return text
    filled = {width: sum(end.fills(width) for end in sure) for width in _WIDTHS}
    most = max(filled.values())
    widths = [width for width, count in filled.items() if count == most]
    if most < len(sure) * _NEARLY_ALL:
        return text
    wrapped = {end.place for end in ends if not end.marked or any(map(end.fills, widths))}
    return "".join(line + (" " if place in wrapped else "\n") for place, line in enumerate(lines)).removesuffix("\n")


def _line_ends(lines: list[str], *, html: bool) -> Iterator[_LineEnd]:
    """Where an element goes on over a line end; in Markdown without what may end a paragraph, such as a row."""
    for place, (line, following) in enumerate(pairwise(lines)):
        marked = _is_marked(line, following)
        if (html or not marked) and _is_inside(line, following):
            last = max(line.rfind(" "), line.rfind("\t"), 0)
            shorter = _width(line[:last])
            longer = shorter + _width(line[last:]) + 1 + _width(_first_word(following))
            yield _LineEnd(place, shorter, longer, marked)


def _is_inside(line: str, following: str) -> bool:
    """Whether an element goes on over a line end."""
    ends = _ENDS_BLOCK.search(line) or _BEGINS_BLOCK.match(following)
    return bool(line.strip() and following.strip()) and not ends


@lru_cache(maxsize=8192)
def _is_marked(line: str, following: str) -> bool:
    """Whether Markdown lets a paragraph end between two lines."""
    return bool(_ENDS_MARKED.search(line) or _BEGINS_MARKED.match(following))


def _first_word(line: str) -> str:
    return re.split(r"[ \t]", line, maxsplit=1)[0]


def _width(text: str) -> int:
    """The columns of a text; a Chinese character takes two."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
