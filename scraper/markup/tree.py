"""An HTML text as a tree of elements; lenient with anything but what would cost a build its time."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from lxml import etree

from scraper.markup.decode import Unreadable

Element = Any
"""An element of lxml, which ships no types."""

MAX_DEPTH = 200
MAX_ELEMENTS = 20_000  # real pages have a few thousand
MAX_ROWS = 40_000
MAX_TABLE_ROWS = 3_000
"""Rows of one table that are read; more than a recap is read to have, so that it is seen to have more."""
TOO_DEEP = f"its elements are nested deeper than {MAX_DEPTH}"
_ROW = re.compile(r"<tr\b", re.I)
_TABLE_END = re.compile(r"</t(?:body|able)\b", re.I)
_IN_ROW = 60  # tags that a row of a table may have


def bounded(html: str) -> str:
    """The HTML text with the first `MAX_TABLE_ROWS` rows of each table; everything around the rows is kept.

    Raises:
        Unreadable: more than `MAX_ELEMENTS`, those of the rows of tables not counted, or `MAX_ROWS` rows.
    """
    html = _with_bounded_tables(html)
    _refuse_excess(html)
    return html


def _with_bounded_tables(html: str) -> str:
    if html.count("<tr") + html.count("<TR") <= MAX_TABLE_ROWS:
        return html
    outside, *rows = _ROW.split(html)
    kept, count = [outside], 0
    for row in rows:
        end = _TABLE_END.search(row)
        count += 1
        kept.append("<tr" + row if count <= MAX_TABLE_ROWS else row[end.start() :] if end else "")
        count = 0 if end else count
    return "".join(kept)


def _refuse_excess(html: str) -> None:
    if html.count("<") <= 2 * MAX_ELEMENTS:  # each has an opening and a closing tag
        return
    outside, *rows = _ROW.split(html)
    beside = outside.count("<") + sum(max(0, row.count("<") - _IN_ROW) for row in rows)
    if beside > 2 * MAX_ELEMENTS:
        raise Unreadable(f"it has more than {MAX_ELEMENTS} elements")
    if len(rows) > MAX_ROWS:
        raise Unreadable(f"its tables have more than {MAX_ROWS} rows")


def tree(html: str) -> Element:
    """The element around a whole HTML text; an empty element for a text without any.

    Raises:
        Unreadable: some are nested deeper than `MAX_DEPTH`.
    """
    parser = etree.HTMLParser(recover=True)
    parser.feed(html.encode("utf-8", "replace").decode().removeprefix("\ufeff"))
    try:
        root = parser.close()
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return etree.Element("html")
    if html.count("<") > MAX_DEPTH and _too_deep()(root):
        raise Unreadable(TOO_DEEP)
    root.extend([other for other in root.itersiblings() if isinstance(other.tag, str)])  # what stands below </html>
    return root


@cache
def _too_deep() -> Any:
    return etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")


@cache
def _texts() -> Any:
    spoken = " or ".join(f"ancestor::{name}" for name in ("rp", "rt", "script", "style", "template"))
    return etree.XPath(f"descendant::text()[not({spoken})]", smart_strings=False)


def inner_text(element: Element) -> str:
    """The words inside an element, without those of scripts, and of how a word is spoken."""
    return "".join(_texts()(element)) if len(element) else element.text or ""
