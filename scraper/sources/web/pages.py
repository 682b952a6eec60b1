"""The facts of a fetched page: its article, its dates of publication and change, and whether it was taken down."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from bs4 import BeautifulSoup

from scraper.markup.article import article_of, parse_html
from scraper.markup.decode import Unreadable, decode
from scraper.records import SHANGHAI_OFFSET
from scraper.sources.times import epoch, iso_instant
from scraper.sources.web.sameness import lasting

_PUBLISHED = frozenset({"article:published_time", "datePublished", "pubdate", "publishdate", "date"})
_MODIFIED = frozenset({"article:modified_time", "og:updated_time", "dateModified"})
_WECHAT_TIME = re.compile(r"""\bct\s*=\s*["'](\d{9,10})["']""")  # var ct = "1575303741"
_YUQUE_DATA = re.compile(r"""appData\s*=\s*JSON\.parse\(decodeURIComponent\(["']([^"']+)["']""")
_WALL = re.compile(r"环境异常|完成验证后即可继续访问|请输入验证码|Just a moment\.\.\.|Checking your browser")
_TOKENS = re.compile(
    r"(?i)^(utm_\w+|chksm|sn|\w*token|_?csrf\w*|session\w*|sid|nonce\w*|timestamp|_t?|ts|scene|sign(ature)?|rand(om)?"
    r"|cache_?bust(er)?|expires?|ticket|trace_?id|request_?id|pass_ticket)$"
)
_SHORT = 400  # characters; in a longer text these words prove nothing


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """The facts of a page; its times have the form of `scraper.sources.times`.

    `article` is its title, its text and the addresses of its links, without parts that change by themselves. `removed`
    is the notice of a publisher who took the page down. `is_wall`: the page only asks whether the visitor is human.
    """

    article: str
    published_at: str | None = None
    modified_at: str | None = None
    removed: str | None = None
    is_wall: bool = False

    @property
    def lasting(self) -> str:
        """The article without counters, nonces and ages. Two pages with the same one say the same."""
        return "\n".join(map(lasting, self.article.split("\n")))


def read_published_page(content: bytes, media_type: str, zone: tzinfo = SHANGHAI_OFFSET) -> PublishedPage:
    """The facts of a page or a Markdown text; times without an offset are of `zone`.

    Raises:
        Unreadable: the bytes are not text.
    """
    text = decode(content, media_type)
    if "html" not in media_type:
        return PublishedPage(" ".join(text.split()))
    page = parse_html(text)
    published, modified = _first(_published(page), zone), _first(_modified(page), zone)
    article = article_of(page)
    words = " ".join(article.root.get_text(" ").split())
    addresses = [_without_tokens(str(link["href"])) for link in article.root.find_all("a", href=True)]
    return PublishedPage(
        article="\n".join([*article.titles[:1], words, *addresses]) if words else "",
        published_at=published,
        modified_at=modified,
        removed=article.removed,
        is_wall=len(words) < _SHORT and bool(_WALL.search(words)),
    )


def same_article(content: bytes, media_type: str, page: PublishedPage) -> bool:
    """Whether a stored document says the same as `page`; False for an unreadable document."""
    try:
        return read_published_page(content, media_type).lasting == page.lasting
    except Unreadable:
        return False


def _published(page: BeautifulSoup) -> Iterator[Any]:
    """Dates as written, the most telling first; a Yuque document is overwritten, so its content's date counts."""
    for script in page.find_all("script"):
        text = script.get_text()
        if match := _WECHAT_TIME.search(text):
            yield epoch(match[1])
        if match := _YUQUE_DATA.search(text):
            yield _yuque_date(match[1])
    yield from _named(page, _PUBLISHED)
    yield from _linked_data(page, "datePublished")
    yield from (tag.get("datetime") for tag in page.find_all("time") if tag.find_parent(["article", "main"]))
    yield from (tag.get("datetime") for tag in page.find_all("relative-time"))
    if written := page.find(id="publish_time"):
        yield written.get_text()


def _modified(page: BeautifulSoup) -> Iterator[Any]:
    yield from _named(page, _MODIFIED)
    yield from _linked_data(page, "dateModified")


def _named(page: BeautifulSoup, names: frozenset[str]) -> Iterator[Any]:
    """The dates that a page's head or its microdata gives under one of these names."""
    for tag in page.find_all(["meta", "time"]):
        if names & {tag.get(attribute) for attribute in ("property", "itemprop", "name")}:
            yield tag.get("content") or tag.get("datetime")


def _linked_data(page: BeautifulSoup, key: str) -> Iterator[Any]:
    """The values of a key anywhere in the page's JSON-LD (schema.org)."""
    for script in page.find_all("script", type="application/ld+json"):
        yield from _values(_parsed(script.get_text()), key)


def _values(data: Any, key: str) -> Iterator[Any]:
    waiting = [data]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, dict):
            if key in part:
                yield part[key]
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)


def _yuque_date(packed: str) -> Any:
    for key in ("content_updated_at", "published_at", "first_published_at"):
        for value in _values(_parsed(unquote(packed)), key):
            return value
    return None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _first(written: Iterator[Any], zone: tzinfo) -> str | None:
    return next(filter(None, (iso_instant(one, zone) for one in written)), None)


def _without_tokens(address: str) -> str:
    """An address without query parts that a server makes anew for every visit."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TOKENS.match(name)]
    return urlunsplit(parts._replace(query=urlencode(query)))
