"""A document's bytes in, its blocks out: decoded, rendered or cut to the article, without removed names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from scraper.markup.addresses import resolved
from scraper.markup.decode import Unreadable, decode
from scraper.markup.front_matter import split_front_matter
from scraper.markup.lines import Block, Line, Row
from scraper.markup.render import to_html
from scraper.markup.reused import restated_blocks
from scraper.markup.tables.pipes import with_pipe_tables
from scraper.markup.walker import blocks
from scraper.markup.wrapping import unwrapped
from scraper.parse.people import REMOVED


class Published(NamedTuple):
    """The blocks of a document in order, the titles its page has, and the one its front matter has."""

    blocks: tuple[Block, ...]
    page_titles: tuple[str, ...] = ()
    title: str = ""


def published(content: bytes, media_type: str, removed: Sequence[str], url: str | None) -> Published:
    """The blocks of one document; see `scraper.parse.parse`.

    Raises:
        Unreadable: the bytes are no text, the text is absurd, or its publisher removed the page.
    """
    is_html = "html" in media_type
    text = unwrapped(decode(content, media_type), html=is_html)
    for name in removed:
        text = text.replace(name, REMOVED)
    if not is_html:
        return _markdown(text, url)
    from scraper.markup.article import article_of, parse_html
    from scraper.markup.source_view import markdown_source

    page = parse_html(text)
    if source := markdown_source(page):
        return _markdown(source, url)
    article = article_of(page)
    if article.removed:
        raise Unreadable("its publisher has removed the page", article.removed)
    return Published(tuple(with_pipe_tables(resolved(blocks(article.tree()), url))), tuple(article.titles))


def _markdown(text: str, url: str | None) -> Published:
    title, text = split_front_matter(text)
    return Published(tuple(with_pipe_tables(resolved(restated_blocks(to_html(text)), url))), title=title)


def body_of(found: Sequence[Block]) -> str:
    """The readable text: a line a line, a table's row a line."""
    texts = []
    for block in found:
        if isinstance(block, Line):
            texts.append(_readable(block))
        else:
            texts += map(_row_text, block.rows)
    return "\n".join(text for text in texts if text.strip())


@lru_cache(maxsize=8192)
def _row_text(row: Row) -> str:
    return " | ".join(" ".join(map(_readable, cell)) for cell in row)


def _readable(line: Line) -> str:
    """The text of a line. If all of it is struck out, the struck words: its row still belongs to an issue."""
    return line.text or " ".join(f"~~{words.text}~~" for words in line.struck)
