"""Makes a page of the running site a page of a static copy: links become relative, and no part needs a server."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import lxml.html
from lxml.builder import E
from lxml.html import HtmlElement

from scraper.publish.layout import NOWHERE_FILE, TOPICS_PAGE, Layout, speech_of_file
from scraper.site.delivery.headers import OUR_POLICY

_HEADER_ONLY = "frame-ancestors"  # browsers obey it in a header only, and complain about it in a page


@dataclass(frozen=True, slots=True)
class StaticPage:
    """A page of a copy as UTF-8 HTML, and the paths of the pages, styles and scripts it links to."""

    html: bytes
    linked: frozenset[str]


def static_page(html: bytes, file: str, layout: Layout) -> StaticPage:
    """The page for `file`, with relative links; its searches lead to the copy's own page of topics."""
    root = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
    for element in root.xpath("//link[@rel='search' or @rel='canonical']"):
        element.drop_tree()
    linked: set[str] = set()
    root.rewrite_links(lambda url: _link(url, file, layout, linked), resolve_base_href=False)
    _state_policy(root, layout)
    if layout.is_address_known and not file.endswith(NOWHERE_FILE):
        root.head.append(E.link(rel="canonical", href=layout.url + quote(file.removesuffix("index.html"))))
    text = lxml.html.tostring(root, doctype="<!DOCTYPE html>", encoding="utf-8")
    return StaticPage(bytes(text), frozenset(linked))


def _link(url: str, file: str, layout: Layout, linked: set[str]) -> str | None:
    """The address to write for `url`: relative within the copy, unchanged for other sites, `None` to drop the link."""
    parts = urlsplit(url)
    if url.startswith("#"):
        return url
    path = layout.path_of(url)
    if path is None:
        return url if parts.scheme in ("http", "https", "mailto") else None
    target = layout.file_of(path, speech_of_file(file))
    if target is None:
        return None
    linked.add(path)
    query = parts.query if target.endswith(f"{TOPICS_PAGE}/index.html") else ""
    return layout.address(file, target, query, parts.fragment)


def _state_policy(root: HtmlElement, layout: Layout) -> None:
    """Adds the content security policy that the site sends as a header; a page opened as a file may load files."""
    policy = "; ".join(rule for rule in OUR_POLICY.split("; ") if not rule.startswith(_HEADER_ONLY))
    if root.xpath("//script[@src]"):
        policy += "; script-src 'self'"
    if not layout.is_address_known:
        policy = policy.replace("'self'", "'self' file:")
    root.head.insert(1, E.meta({"http-equiv": "Content-Security-Policy", "content": policy}))
