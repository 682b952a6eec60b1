"""The organizer's worklist: an issue a row, what to do about each link, and the line to paste into the recap."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.pages import client_of, page, text_of
from support.sample_archive import write_archive

from scraper.site.pages.worklist import recap_lines

COPY = "https://copy.example.org/3"


def checked(folder: Path, *checks: tuple[int, str, str | None, str | None]) -> Path:
    """The sample archive whose links have these checks: link, verdict, where it moved, its copy."""
    path = write_archive(folder / "archive.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("delete from link_checks")
        sql = """insert into link_checks (id, link_id, checked_at, verdict, final_url, archived_url, position)
                 values (?, ?, '2026-02-01T00:00:00Z', ?, ?, ?, ?)"""
        for place, (link, verdict, final, copy) in enumerate(checks):
            connection.execute(sql, (900 + place, link, verdict, final, copy, place))
        connection.commit()
    return path


@pytest.mark.parametrize(
    ("check", "todo", "line"),
    [
        ((402, "dead", None, COPY), "改为存档副本", f"[直播]({COPY})"),
        ((402, "dead", None, None), "另找地址，或删去", ""),
        ((402, "moved", "https://new.example.org/(3)", None), "改为新地址", "[直播](https://new.example.org/%283%29)"),
        ((402, "invalid", None, None), "改正地址", ""),
        ((402, "blocked", None, None), "用浏览器打开看看", None),
        ((402, "unverifiable", None, None), "用浏览器打开看看", None),
        ((402, "unreachable", None, None), "过几天再检查", None),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_each_verdict_says_what_to_do(
    tmp_path: Path, check: tuple[int, str, str | None, str | None], todo: str, line: str | None
) -> None:
    """A dead link is replaced or left out in the line for the recap; what checks cannot tell has no line."""
    row = page(client_of(checked(tmp_path, check)), "/health").select_one(".work > li")
    assert row
    text = " ".join(row.get_text().split())
    assert text.startswith("第 3 期 2020-04-09") and todo in text
    pasted = row.select_one("code.paste")
    assert (pasted and pasted.get_text()) == (
        None if line is None else f"| 3 | 20.04.09 | 【机器学习】强化学习入门 | {line} |"
    )


def test_dead_replays_come_first(tmp_path: Path) -> None:
    path = checked(tmp_path, (402, "moved", "https://new.example.org/3", None), (401, "dead", None, None))
    rows = page(client_of(path), "/health").select(".work > li > p > a")
    assert [row.get_text() for row in rows] == ["第 2 期", "第 3 期"]


def test_forms_of_salons_held_are_nothing_to_do(tmp_path: Path) -> None:
    path = checked(tmp_path, (404, "dead", None, None))
    document = page(client_of(path), "/en/health")
    assert not document.select(".work > li")
    assert "Registration forms that are over: nothing to do 1" in text_of(client_of(path), "/en/health")


@pytest.mark.parametrize(
    ("address", "shown", "hidden"),
    [
        ("/health/no_replay", ["第 1 期没有回放"], ["要做的事", "没有回放的期次"]),
        ("/en/health/no_replay", ["the recap gives no replay"], ["第 1 期没有回放"]),
        ("/health/registration", ["要做的事"], ["没有回放的期次", "第 1 期没有回放"]),
    ],
)
def test_one_kind_or_code_alone(tmp_path: Path, address: str, shown: list[str], hidden: list[str]) -> None:
    text = text_of(client_of(write_archive(tmp_path / "archive.db")), address)
    assert all(words in text for words in shown) and not any(words in text for words in hidden)


@pytest.mark.parametrize("word", ["nothing", "a-b", "x" * 50])
def test_no_other_word_is_a_filter(tmp_path: Path, word: str) -> None:
    assert client_of(write_archive(tmp_path / "archive.db"))(f"/health/{word}").status_code == 404


def test_a_line_of_hostile_text_stays_one_row(tmp_path: Path) -> None:
    """Four cells, whatever titles and labels hold; no address that a browser would run."""
    path = write_archive(tmp_path / "archive.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("update topics set title = 'a | b\n[c](javascript:d)' where id = 105")
        (line,) = recap_lines(connection, [4]).values()
    assert line.replace("\\|", "").count("|") == 5 and "\n" not in line
    assert "](javascript" not in line.replace("\\]", "")
