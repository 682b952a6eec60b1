"""Texts that cost, break or fool a careless reader: each a name and the bytes, most of them one thing said too often."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache

from scraper.parse import parse
from scraper.reconcile import reconcile
from scraper.records import Announcement, Document
from scraper.rows import ArchiveRows
from scraper.store.schema import TABLES
from scraper.store.write import write_document, write_rows

MANY = 10_000

HEAD = "# 第六期机器学习沙龙\n\n时间：4.27 13:00-17:30\n\n"
AGENDA = HEAD + "### 活动内容\n13:00-13:40\n\n主讲人：张三\n\n主题：声学特征\n\n"
RECAP = "\n### 往期回顾\n"
TABLE = RECAP + "| 期数 | 时间 | 内容 | 链接 |\n| --- | --- | --- | --- |\n"

CHARACTERS = tuple("[(（：:第7.><&#*_`~!|《【+-=；，\\十”\u200b\u0301\u202e\xa0\t")
WORDS = (
    "4.27", "4月27日", "13:00-14:00", "第1期", "第1期（", "1.", "1. 甲 ", "1/", "[]()", "[a](", "[a](http://a.example/1) ",
    "http://a.example/ ", "http://", "www.", "http://a.example/(((", "<http://", "![a](b)", "[a][b]", "[^a]", "甲+", "a&", "A b c&",
    "本期主题为", "主题为甲、", "沙龙 - ", "【论文分享】", "张三、", "张三 博士 ", "A and ", "大学 ", "待定", "（周六）", "1:", "1:00--", "主题：",
    " 地点：", "第二部分", "**a", "*a_", "~~a", "&#x4e2d;", "http://a.example/%E3%80%82", "> ", "- ", "- - ", "+ ", "a\n---\n", "[a]: b\n", "a\n",
    "\n\n", "|甲", "| 1 ", "第", "：：",
)  # fmt: skip
TAGS = (
    "a", "a href=x", "b", "blockquote", "button", "center", "details", "div", "dl", "font", "form", "h1", "iframe", "li", "main", "article",
    "math", "noscript", "object", "ol", "option", "p", "pre", "select", "span", "svg", "table", "table><tr><td", "td", "template", "textarea",
    "title", "tr", "u", "ul", "ul><li", "x-y", "!--", "![CDATA[", "script", "style",
)  # fmt: skip


def archived(*contents: bytes, media_type: str = "text/markdown") -> ArchiveRows:
    """The rows that documents make, one a day, once an archive has taken them."""
    parsed = []
    for day, content in enumerate(contents, start=20):
        name = f"{day}.md"
        about = Document(
            name, "club", "salon.md", None, f"{day:040d}", f"2019-04-{day}", media_type, f"{day:064d}", len(content)
        )
        parsed.append((about, parse(content, media_type)))
    return taken(parsed)


def taken(parsed: Sequence[tuple[Document, Announcement]]) -> ArchiveRows:
    """The rows of documents; every table takes them, and each row it refers to is there."""
    rows, archive = reconcile(parsed), _archive()
    try:
        for document, announcement in parsed:
            write_document(archive, document, announcement)
        write_rows(archive, rows)
        assert archive.execute("pragma foreign_key_check").fetchall() == []
    finally:
        archive.rollback()
    return rows


@cache
def _archive() -> sqlite3.Connection:
    """An archive in memory, empty whenever nobody is writing to it."""
    archive = sqlite3.connect(":memory:")
    archive.executescript(TABLES)
    return archive


def places(unit: str) -> Iterator[tuple[str, str]]:
    """The unit, repeated, in every place of an announcement where it may cost something."""
    flat = unit.replace("\n", " ") * min(MANY // 10, 6_000 // len(unit))
    full = unit * min(MANY, 60_000 // len(unit))
    row = full.replace("\n", " ").replace("|", "¦")
    yield "alone", full
    yield "title", f"# 第六期沙龙{flat}\n\n时间：4.27 13:00-14:00"
    yield "sentence", f"{HEAD}诚挚的邀请！{flat}我们将举办第六期沙龙，主题为{flat}。"
    yield "agenda", AGENDA + unit * (MANY // 10)
    for label in ("时间", "地点", "主题", "主讲人", "论文", "大纲"):
        yield label, f"{AGENDA}{label}：{flat}"
    yield "slot", f"{AGENDA}14:00-15:00{flat}"
    yield "lines", AGENDA + (unit.strip("\n") + "\n") * (MANY // 10)
    yield "row", f"{AGENDA}{RECAP}* 第五期（4.20）：{row}\n* 第六期（4.27）：【机器学习】甲\n"
    yield "row's head", f"{AGENDA}{RECAP}* 第五期（4.20{flat}\n"
    yield "rows", AGENDA + RECAP + (unit.strip("\n") + "\n") * (MANY // 10)
    yield "cells", f"{AGENDA}{TABLE}| {flat.replace('|', '¦')} | 4.20 | 【机器学习】{row} | {row} |\n"


def repeated(unit: str) -> Iterator[tuple[str, bytes, str]]:
    """What `places` gives, as Markdown and, where that is another text, as a page."""
    for place, text in places(unit):
        yield f"{place}, Markdown", text.encode(), "text/markdown"
    yield "page", f"<h1>第六期沙龙</h1><p>{unit * min(MANY, 60_000 // len(unit))}".encode(), "text/html"


def tagged(tag: str) -> Iterator[tuple[str, bytes, str]]:
    """Elements that open and never close."""
    text = f"<{tag}>甲 " * (MANY // 2)
    yield "page", f"<h1>第六期沙龙</h1>{text}".encode(), "text/html"
    yield "Markdown", f"{AGENDA}{text}".encode(), "text/markdown"


def table_of(rows: int, cells: int) -> str:
    return AGENDA + TABLE + "".join(f"| {row} | 4.20 |{' 甲 |' * cells}\n" for row in range(1, rows + 1))


def topics(count: int, word: str) -> str:
    return "；".join(f"{word}第{place * 7919 % 10007}个很长的主题" for place in range(count))


def talks(count: int, word: str) -> str:
    return "".join(
        f"13:00-13:40\n\n分享人：张三\n\n主题：{word}第{place * 7919 % 10007}个很长的主题\n\n" for place in range(count)
    )


def embedded(rich: str) -> str:
    """GitHub's page, which carries the article as JSON only; `rich` is written as it is into the JSON."""
    payload = f'{{"payload": {{"blob": {{"richText": "{rich}"}}}}}}'
    return f'<html><body><script type="application/json" data-target="react-app.embeddedData">{payload}</script></body></html>'


NOT_TEXT = {
    "empty.md": b"",
    "blank.md": b" \n\t\n",
    "zeros.md": bytes(1000),
    "noise.md": bytes(range(256)) * 20,
    "noise.html": bytes(range(255, -1, -1)) * 20,
    "picture.md": b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
    "surrogate-bytes.md": b"# \xed\xa0\x80\xed\xbf\xbf\n",
    "wrong-utf32.md": b"\xff\xfe\x00\x00" + b"\xff" * 64,
}
TEXT = {
    "cut in a character.md": (AGENDA + "末").encode()[:-1],
    "a stray byte.md": AGENDA.encode().replace("张".encode(), b"\xff"),
    "zeros between.md": AGENDA.replace("张三", "张\x00三").encode(),
    "half of a pair in UTF-16.md": b"\xff\xfe" + AGENDA.encode("utf-16-le") + b"\x00\xd8",
    "an odd byte of UTF-16.md": AGENDA.encode("utf-16")[:-1],
    "half of a pair as a reference.html": "<h1>第六期沙龙&#xD800;&#0;&#x110000;</h1><p>时间：4.27 13:00-17:30</p>".encode(),
    "a picture's address over two lines.html": "<h1>第六期沙龙</h1><p>时间：4.27 13:00-17:30 <img src='甲\n乙'></p>".encode(),
    "half of a pair in JSON.html": embedded("<h1>第六期沙龙\\ud800</h1><p>时间：4.27 13:00-17:30</p>").encode(),
    "deep JSON.html": b"<h1>6</h1>" + embedded("x").replace('"x"', "[" * 100_000).encode(),
    "a huge number in JSON.html": embedded("x").replace('"x"', "9" * 10_000).encode(),
    "an unknown charset.html": b'<meta charset="undefined"><h1>' + "第六期沙龙".encode("gb18030"),
    "a charset that is no text.html": b'<meta charset="rot13"><h1>' + "第六期沙龙".encode("gb18030"),
    "a charset of escapes.html": b'<meta charset="unicode_escape"><h1>\\ud800 \xff',
    "rows that are taken out.md": (
        AGENDA + f'<table><tr data-taken-out="{"1" * 5000}"></tr><tr data-taken-out="0"></tr></table>'
    ).encode(),
    "addresses nobody should follow.md": (
        AGENDA
        + TABLE
        + "| 5 | 4.20 | 甲 | [a](javascript:alert(1)) [b](file:///etc/passwd) [c](//x/y) [d](http://[::1/x) "
        "[e](data:text/html,x) [f](http://a:99999999/) [g](http://\\ud800/) [h](http://a/\x01) |\n"
    ).encode(),
    "a manifest.md": json.dumps({"file": "../../x"}).encode(),
}
