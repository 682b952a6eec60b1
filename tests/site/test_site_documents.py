"""The page of a document: its text as published, findings where they quote, the difference to the one before."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from support.pages import client_of, page
from support.sample_archive import write_archive

from scraper.site.pages.documents import marked_places, new_lines


@pytest.mark.parametrize(
    ("quoted", "marks", "places"),
    [
        (["下午"], ["下午"], [0]),
        (["不在文中", None, ""], [], [None, None, None]),
        (["下午两点", "两点"], ["下午两点"], [0, 0]),
        (["两点", "周六"], ["周六", "两点"], [0, 1]),
    ],
)
def test_a_finding_is_marked_where_it_quotes(
    quoted: list[str | None], marks: list[str], places: list[int | None]
) -> None:
    text = "周六下午两点，在 B 楼。"
    findings = [{"id": number, "excerpt": words} for number, words in enumerate(quoted)]
    pieces = marked_places(text, findings)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, finding in pieces if finding is not None] == marks
    assert [finding["place"] for finding in findings] == places


@pytest.mark.parametrize(
    ("before", "text", "added", "removed"),
    [
        ("甲\n乙", "甲\n乙", [], []),
        ("甲\n乙", "乙\n甲", [], []),
        ("甲\n乙", "甲\n丙", ["丙"], ["乙"]),
        ("甲", "甲\n甲", ["甲"], []),
    ],
)
def test_lines_differ_by_what_they_say(before: str, text: str, added: list[str], removed: list[str]) -> None:
    assert (new_lines(text, before), new_lines(before, text)) == (added, removed)


def test_a_difference_costs_no_more_than_its_lines() -> None:
    started = time.monotonic()
    new_lines("\n".join(map(str, range(100_000))), "\n".join(map(str, range(100_000, 0, -1))))
    assert time.monotonic() - started < 5


def test_a_hostile_text_is_shown_as_text_and_issues_lead_to_it(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "archive.db")
    body = "# 标题\n<script>alert(1)</script>\n" + "长" * 300_000
    with closing(sqlite3.connect(path)) as connection:
        (key,) = connection.execute("select id from documents where issue_number = 2").fetchone()
        connection.execute("update documents set body = ? where id = ?", (body, key))
        connection.commit()
    get = client_of(path)
    assert page(get, "/issue/2").find("a", href=f"/document/{key}")
    document = page(get, f"/document/{key}")
    text = document.select_one(".published")
    assert text and text.get_text().startswith("# 标题\n<script>alert(1)</script>\n长") and not document.find("script")
    assert len(text.get_text()) <= 200_000 and "只显示开头" in document.get_text()
    assert get("/document/1234567890").status_code == 404
