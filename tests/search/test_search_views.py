"""`?_search=` over HTTP on the views that people begin with, and the headline of the search page."""

from __future__ import annotations

import pytest
from support.pages import Get, client_of, page
from support.sample_archive import write_archive

from scraper.publish.instance import metadata_for


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Get:
    return client_of(write_archive(tmp_path_factory.mktemp("views") / "archive.db"), metadata_for("archive"))


@pytest.mark.parametrize(
    ("view", "text", "column", "values"),
    [
        ("topic_index", "聯邦", "topic_id", [102]),
        ("topic_index", "王小明", "topic_id", [102]),
        ("topic_index", "没有这个词", "topic_id", []),
        ("paper_index", "federated", "paper_id", [301]),
        ("paper_index", "李小红", "paper_id", [301]),
        ("paper_index", "没有这个词", "paper_id", []),
        ("speaker_index", "李小红", "topic_id", [102, 102, 104]),
        ("speaker_index", "强化学习", "person_id", [202]),
        ("speaker_index", "没有这个词", "person_id", []),
        ("replays", "联邦", "url", ["https://live.example.org/2"]),
        ("replays", "强化学习", "url", ["https://live.example.org/3"]),  # of the whole issue, where it was talked about
        ("replays", "没有这个词", "url", []),
    ],
)
def test_views_are_searched(get: Get, view: str, text: str, column: str, values: list[object]) -> None:
    rows = get(f"/archive/{view}.json?_shape=array&_search={text}").json()
    assert sorted(row[column] for row in rows) == values


@pytest.mark.parametrize("view", ["topic_index", "paper_index", "speaker_index", "replays"])
def test_views_have_a_search_box(get: Get, view: str) -> None:
    assert page(get, f"/archive/{view}").find("input", attrs={"name": "_search"})


@pytest.mark.parametrize(
    ("asked", "total", "link"),
    [
        ("q=某大学", "1", "/person/201"),
        ("q=西湖", "1", "/issue/2"),
        ("q=第2期", "1", "/issue/2"),
        ("q=小红&kind=paper", "3", "/topic/102"),
        ("q=federated", "3", "/topic/102"),
        ("q=federated&kind=paper", "3", "/paper/301"),
    ],
)
def test_the_headline_counts_every_kind_and_hits_are_shown(get: Get, asked: str, total: str, link: str) -> None:
    """Where the kind asked for is empty, the first that is not is shown."""
    document = page(get, f"/search?{asked}")
    headline = document.find(id="results")
    assert headline and headline.get_text(" ", strip=True).startswith(total)
    section = headline.find_parent("section")
    assert section and section.find("a", href=link)
    assert "没有找到" not in section.get_text()


def test_nothing_found_says_so(get: Get) -> None:
    document = page(get, "/search?q=没有这个词")
    assert "没有找到" in document.get_text() and "0 个结果" in document.get_text()
