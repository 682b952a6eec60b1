"""What a page shows of an element: nothing, its words struck out, or raised above the line."""

from __future__ import annotations

import re

from scraper.markup.lines import Cut, Line
from scraper.markup.tree import Element, inner_text

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.I)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_STRUCK_TAGS = frozenset(("del", "s", "strike"))
_NOT_READ = frozenset(("script", "style", "template", "rt", "rp", "rtc"))  # the last three say how a word is spoken
_TILDES = re.compile(  # ~~甲~~ but not 3~~5、7~~9, ~甲~ where no word goes on before or after it; ~~ that mark nothing
    r"(?<!~)~~(?![\s~])(?<!\d~~(?=\d))(?P<double>(?:(?!~~).)+?)(?<![\s~])~~(?!~)"
    r"|(?<![\w~])~(?![\s~])(?P<single>[^~]+)(?<![\s~])~(?![\w~])|(?<!\d)~~+|~~+(?!\d)"
)
_FOOTNOTE_MARK = re.compile(
    r"\s*(?:[\[［(（【^]\s*(?:\d{1,3}|[a-z注*†‡])\s*[\]］)）】]?|[*†‡]{1,3}|注\d{0,2})\s*", re.I
)
_NUMERAL = re.compile(r"\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3}){0,4}\s*")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def is_hidden(element: Element) -> bool:
    """Whether a reader sees nothing of an element."""
    if element.tag in _NOT_READ or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def strikes_out(element: Element) -> bool:
    """Whether an element strikes its words out; see also `is_range`."""
    style = element.get("style")
    return element.tag in _STRUCK_TAGS or (style is not None and _STRUCK.search(style) is not None)


def is_range(element: Element, before: str) -> bool:
    """Whether a renderer made a `<del>` of the tildes of 13:00~13:40 and of a range after it; `before` are the words
    before it."""
    return before[-1:].isdigit() and bool(re.match(r"\s*[\d早上中下晚]", inner_text(element)))


def raised(element: Element, before: str) -> str | None:
    """The words of a `<sup>`: `None` for what is not a number, nothing for a mark that leads to a footnote."""
    words = inner_text(element)
    if element.find(".//a") is not None or "footnote" in element.get("class", ""):
        return "" if not re.search(r"\w{4}", words) else None
    if _FOOTNOTE_MARK.fullmatch(words):
        return ""
    if not _NUMERAL.fullmatch(words):
        return None
    after_chinese = re.search(r"[\u3400-\u9fff》」』”]\s*$", before)
    return "" if after_chinese else words.strip().translate(_RAISED)


def with_tildes_read(line: Line) -> Line:
    """A line whose words between tildes are struck out, where no renderer took the tildes for marks."""
    if "~" not in line.text:
        return line
    cuts = [Cut(*match.span(), match["double"] or match["single"] or "") for match in _TILDES.finditer(line.text)]
    return line.without(cuts)
