"""An HTML page cut to the article it is about."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning

from scraper.markup.decode import Unreadable
from scraper.markup.tree import MAX_DEPTH, TOO_DEEP, Element, bounded, tree

# A document may be nothing but an address; it is still no name of a file to open.
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)
# XHTML begins as XML does and is read as HTML, as browsers do.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)

_ARTICLES = (
    "article.markdown-body",  # GitHub
    "#js_content",  # WeChat
    ".lake-content",  # Yuque
    ".ne-viewer-body",
    ".lake-content-editor-core",
    "article",
    "main",
    ".entry-content",
    "[role=main]",
    "body",
)
_FURNITURE = (
    "script, style, template, noscript, svg, nav, footer, aside, form, button, title, [role=navigation],"
    " [role=banner], [role=contentinfo]"
)
_NOT_SHOWN = "iframe, noembed, noframes"  # what is inside them
_ALL = {"html"}  # BeautifulSoup would make the white space between two elements one line end, as if it was typed
_TITLES = "#activity-name", "h1", "meta[property='og:title']", "title"
_OF_EDITOR = re.compile(r"ne-[a-z0-9-]{1,30}")
_EDITOR_BLOCK = re.compile(r"ne-(?P<name>p|h[1-6]|[uot]li|quote|alert)")
_EDITOR_ITEMS = {"uli": "li", "oli": "li", "tli": "li", "quote": "blockquote", "alert": "div"}
_EDITOR_STYLES = {"ne-strikethrough": "del", "ne-bold": "strong"}
_FAR_NUMBER = re.compile(r"\s*[1-9]\d{1,3}[.)]\s*")
_EDITOR_LEVELS = tuple(map(str, range(10)))
_EDITOR_MARKS = {"ne-uli-i", "ne-oli-i", "ne-tli-i", "ne-heading-ext", "ne-heading-anchor", "ne-heading-fold"}
"""What is drawn beside an item or heading: bullet, number, anchor. A number from ten on is no place in a list."""
_REMOVED = re.compile(r"该内容已被发布者删除|此内容因违规无法查看|内容已被删除|文章已被删除|此内容被投诉")
_EMBEDDED = "script[data-target='react-app.embeddedData']"


class Article(NamedTuple):
    """The part of a page that holds the text, the titles the page has, and whether its publisher took it down."""

    root: Tag
    titles: tuple[str, ...]
    removed: str | None = None

    def tree(self) -> Element:
        """The element that holds the text, as `scraper.markup.walker` reads it."""
        whole = tree(str(self.root))
        is_page = isinstance(self.root, BeautifulSoup)
        body = whole if is_page else whole.find("body")
        return body if body is None or is_page or self.root.name == "body" else body[0]


def parse_html(html: str) -> BeautifulSoup:
    """The tree of a page, which may be changed; see `scraper.markup.tree` for what is not read.

    Raises:
        Unreadable: more than `MAX_ELEMENTS`, or some nested deeper than `MAX_DEPTH`.
    """
    return _Tree(bounded(html).encode("utf-8", "replace").decode(), "lxml", preserve_whitespace_tags=_ALL)


class _Tree(BeautifulSoup):
    """Refuses absurd depth while it is built: text in deeply nested elements costs BeautifulSoup quadratic time."""

    def pushTag(self, tag: Tag) -> None:
        if len(self.tagStack) > MAX_DEPTH:
            raise Unreadable(TOO_DEEP)
        super().pushTag(tag)


def article_of(page: BeautifulSoup) -> Article:
    """The article of a page: GitHub's blob page (rendered or embedded as JSON), WeChat, Yuque, or any site's."""
    removed = _removed_notice(page)
    embedded = _embedded_article(page)
    for served_hidden in page.select("#js_content"):  # WeChat shows it by a script
        del served_hidden["style"]
    _with_plain_elements(page)
    root = embedded or _first_with_text(page) or page
    titles = [
        text
        for selector in _TITLES
        for tag in page.select(selector, limit=5)
        if (text := _text_of(tag) or tag.get("content"))
    ]
    for tag in root.select(_FURNITURE):
        tag.decompose()
    for tag in root.select(_NOT_SHOWN):
        tag.clear()
    return Article(root, tuple(map(str, titles)), removed)


def _with_plain_elements(page: BeautifulSoup) -> None:
    """Gives the elements of Yuque's editor (`ne-p`, `ne-uli`) the names of those that they are shown as."""
    for tag in page.find_all(_OF_EDITOR):
        if tag.name in _EDITOR_MARKS and _FAR_NUMBER.fullmatch(tag.get_text()):
            tag.append(" ")
        elif tag.name in _EDITOR_MARKS:
            tag.decompose()
        elif tag.name == "ne-text":
            tag.name = next((name for key, name in _EDITOR_STYLES.items() if tag.get(key) == "true"), "span")
        elif plain := _EDITOR_BLOCK.fullmatch(tag.name):
            tag.name = _EDITOR_ITEMS.get(plain["name"], plain["name"])
            level = tag.get("ne-level")
            for _ in range(1 + (int(level) if level in _EDITOR_LEVELS else 0) if tag.name == "li" else 0):
                tag.wrap(page.new_tag("ul"))


def _first_with_text(page: BeautifulSoup) -> Tag | None:
    """The first kind of article whose element holds text; of several `<article>`s the longest."""
    for selector in _ARTICLES:
        found = [(len(tag.get_text()), -index, tag) for index, tag in enumerate(page.select(selector))]
        length, _, tag = max(found, default=(0, 0, None), key=lambda entry: entry[:2])
        if tag is not None and length > 40:
            return tag
    return None


def _embedded_article(page: BeautifulSoup) -> Tag | None:
    """GitHub's page may carry the rendered article only as JSON."""
    if page.select_one("article.markdown-body") is not None:
        return None
    for part in embedded_files(page):
        rich = part.get("richText")
        if isinstance(rich, str) and rich.strip():
            return parse_html(rich)
    return None


def embedded_files(page: BeautifulSoup) -> Iterator[dict[str, object]]:
    """What GitHub's page says of a file as JSON, which stands in one of two places."""
    for script in page.select(_EMBEDDED):
        try:
            payload = json.loads(script.get_text())["payload"]
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
        parts = (payload.get(route) for route in ("codeViewBlobRoute", "blob")) if isinstance(payload, dict) else ()
        yield from (part for part in parts if isinstance(part, dict))


def _removed_notice(page: BeautifulSoup) -> str | None:
    for selector in (".weui-msg__title", "#js_content", "title", "body"):
        tag = page.select_one(selector)
        text = _text_of(tag) or ""
        # The words of a notice prove nothing inside a long text that merely mentions them.
        if (match := _REMOVED.search(text)) and len(text) < 400:
            return match[0]
    return None


def _text_of(tag: Tag | None) -> str | None:
    return " ".join(tag.get_text(" ").split()) or None if tag is not None else None
