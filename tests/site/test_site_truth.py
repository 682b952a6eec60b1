"""What the pages say holds: replays have their state, issues their status, each paper its own outline."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.pages import client_of, page, text_of
from support.sample_archive import write_archive

from scraper.site.cards import replay_states

COPY = "https://copy.example.org/3"


def changed(folder: Path, *statements: str) -> Path:
    path = write_archive(folder / "archive.db")
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
        connection.commit()
    return path


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], []),
        ([("alive", None)], ["watchable"]),
        ([("moved", COPY)], ["watchable"]),
        ([("dead", None)], ["dead"]),
        ([("invalid", None)], ["dead"]),
        ([("dead", COPY)], ["archived"]),
        ([("unchecked", None)], ["unverified"]),
        ([("blocked", COPY), ("unreachable", None), ("unverifiable", None)], ["unverified"]),
        ([("dead", None), ("dead", COPY), ("alive", None)], ["watchable", "archived", "dead"]),
    ],
)
def test_a_replay_is_called_what_a_reader_can_do_with_it(
    links: list[tuple[str, str | None]], expected: list[str]
) -> None:
    assert replay_states([{"state": state, "archived_url": copy} for state, copy in links]) == expected


@pytest.mark.parametrize("address", ["/", "/issues"])
def test_a_card_says_whether_its_replay_can_be_watched(tmp_path: Path, address: str) -> None:
    """A dead one without a copy is no good news; one whose copy is known is."""

    def badges(path: Path) -> list[str]:
        heading = page(client_of(path), address).find("a", href="/issue/3")
        assert heading
        card = heading.find_parent("article")
        assert card
        return [" ".join(badge.get_text().split()) for badge in card.select("[class*=replay-]")]

    assert badges(changed(tmp_path / "copied")) == ["存档副本"]
    lost = changed(tmp_path / "lost", "update link_checks set archived_url = null where archived_url is not null")
    assert badges(lost) == ["已失效"]
    assert badges(changed(tmp_path / "unknown", "delete from link_checks")) == ["未核实"]


@pytest.mark.parametrize("address", ["/issue/3", "/topic/104"])
def test_the_copy_of_a_dead_replay_is_its_main_link(tmp_path: Path, address: str) -> None:
    links = [link["href"] for link in page(client_of(write_archive(tmp_path / "a.db")), address).select("a.outside")]
    originals = [place for place, link in enumerate(links) if link == "https://live.example.org/3"]
    assert originals and all(links[place - 1] == COPY for place in originals)
    assert links.count(COPY) == len(originals)


@pytest.mark.parametrize(("status", "words"), [("postponed", "延期待定"), ("cancelled", "已取消")])
def test_an_issue_that_does_not_take_place_says_so(tmp_path: Path, status: str, words: str) -> None:
    path = changed(tmp_path, f"update issues set status = '{status}' where number = 2")
    get = client_of(path)
    assert words in text_of(get, "/issue/2") and words in text_of(get, "/issues")
    assert words not in text_of(get, "/issue/3")


def test_each_paper_has_its_outline_below_it(tmp_path: Path) -> None:
    """What belongs to no paper stays, and nothing is shown twice."""
    path = changed(
        tmp_path,
        """update topics set outline = '["甲一", "甲二", "余下"]' where id = 102""",
        """update topic_papers set outline = '["甲一", "甲二"]' where topic_id = 102 and position =
           (select min(position) from topic_papers where topic_id = 102)""",
    )
    outline = page(client_of(path), "/topic/102").select_one("details.outline")
    assert outline and outline.cite and outline.ol
    assert [item.get_text() for item in outline.ol.find_all("li")] == ["甲一", "甲二"]
    assert [item.get_text() for item in outline.find_all("li")] == ["甲一", "甲二", "余下"]


def test_health_does_not_call_unchecked_replays_fine(tmp_path: Path) -> None:
    path = changed(tmp_path, "delete from link_checks")
    section = page(client_of(path), "/health").select_one("section[aria-labelledby=work]")
    assert section
    text = " ".join(section.get_text().split())
    assert "未知：还没有运行 salon check" in text and "没有。" not in text
