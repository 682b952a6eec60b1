"""One reader of charsets for documents and answers: the declared one, the one believed, and the rest of broken bytes."""

from __future__ import annotations

import codecs

import pytest

from scraper.charset import text_of

TEXT = "第 30 期机器学习沙龙：联邦学习，主讲人 张三"


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    ("charset", "content_type"),
    [
        ("utf-8", ""),
        ("utf-8", "text/html; charset=gbk"),  # a server that does not know
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("gb18030", ""),
        ("gbk", "text/html; charset=gb2312"),
        ("gbk", "text/html; charset=ISO-8859-1"),
        ("gbk", "text/html; charset=utf-8"),
        ("gbk", "text/html; charset=x-gbk"),
        ("big5", "text/html; charset=Big5"),
        ("hz", "text/html; charset=hz-gb-2312"),
        ("utf-16", ""),
        ("utf-32", ""),
        ("utf-8-sig", "text/plain; charset=gbk"),
        ("utf-16-le", "text/html; charset=utf-16le"),
    ],
)
def test_the_charset_that_fits_is_found(charset: str, content_type: str, whole: bool) -> None:
    text = (
        TEXT.replace("龙", "龍").replace("学习", "x").replace("联邦", "y").replace("机器", "z").replace("张", "z")
        if charset == "big5"
        else TEXT
    )
    text = text.replace("讲", "y") if charset == "big5" else text
    assert text_of(text.encode(charset), content_type, whole=whole) == text


@pytest.mark.parametrize("charset", ["gbk", "utf-8"])
def test_a_meta_counts_in_html_alone(charset: str) -> None:
    page = f"<meta charset={charset}><p>{TEXT}".encode(charset)
    assert TEXT in text_of(page) and TEXT in text_of(page, is_html=False)
    assert "é" in text_of("<meta charset=cp1252>é à l'été, déjà vu".encode("cp1252"))


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_character_cut_off_at_the_end_is_dropped(charset: str) -> None:
    assert text_of(TEXT.encode(charset)[:-1], whole=False) == TEXT[:-1]


@pytest.mark.parametrize("content_type", ["", "text/html; charset=utf-8", "text/html; charset=latin-1"])
def test_a_stray_byte_costs_one_character(content_type: str) -> None:
    content = TEXT.encode() + b"\xff" + TEXT.encode()
    assert text_of(content, content_type).replace("\ufffd", "") == TEXT * 2


@pytest.mark.parametrize(
    "name", ["zlib", "idna", "rot13", "base64", "no-such", "", "undefined", "unicode_escape", "utf-7"]
)
def test_what_is_no_charset_of_texts_is_not_believed(name: str) -> None:
    assert text_of(TEXT.encode(), f"text/html; charset={name}") == TEXT


def test_a_mark_is_taken_off() -> None:
    assert text_of(codecs.BOM_UTF8 + b"a") == "a"
