"""Themes: their pages in both languages, their feeds, searches narrowed to one, and topics that lead to others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from support.pages import Get, client_of, page, text_of
from support.sample_archive import write_archive

from scraper.search.themes import address_of, read_themes

CHINESE, ENGLISH = f"/theme/{quote('联邦学习')}", "/en/theme/federated-learning"


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Get:
    path = write_archive(tmp_path_factory.mktemp("themes") / "archive.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("insert into topic_themes values (104, '联邦学习')")
        connection.commit()
    return client_of(path)


@pytest.mark.parametrize("address", [CHINESE, ENGLISH, "/theme/federated-learning", f"/en{CHINESE}"])
def test_a_theme_has_a_page_by_its_name_in_either_language(get: Get, address: str) -> None:
    document = page(get, address)
    assert document.h1 and document.h1.get_text() == ("Federated learning" if address.startswith("/en") else "联邦学习")
    assert document.find("a", href=f"{'/en' if address.startswith('/en') else ''}/topic/102")


def test_its_address_is_in_the_language_of_the_page(get: Get) -> None:
    """Also where the other language is chosen."""
    for address in (CHINESE, ENGLISH):
        alternates = {link["hreflang"]: link["href"] for link in page(get, address).select("link[hreflang]")}
        assert alternates == {"zh-CN": "/theme/联邦学习", "en": ENGLISH}


def test_a_theme_names_speakers_years_and_the_state_of_each_replay(get: Get) -> None:
    text = text_of(get, ENGLISH)
    assert "2 topics on Federated learning" in text
    assert "watchable 1, archived copy 1" in text
    assert all(word in text for word in ("2019 1", "2020 1", "王小明", "李小红 2"))


@pytest.mark.parametrize("address", ["/theme/nothing", "/theme/%2e%2e", "/theme/a%2Fb", "/en/theme/" + "x" * 200])
def test_no_other_name_is_a_theme(get: Get, address: str) -> None:
    assert get(address).status_code == 404


def test_a_theme_has_a_feed(get: Get) -> None:
    link = page(get, CHINESE).find("link", type="application/atom+xml", title="联邦学习")
    assert link
    answer = get(str(link["href"]))
    assert answer.status_code == 200
    titles = etree.fromstring(answer.content).xpath("//*[local-name()='entry']/*[local-name()='title']/text()")
    assert titles == ["强化学习入门", "联邦学习综述"]
    assert get("/feeds/theme/nothing.atom").status_code == 404


def test_a_search_is_narrowed_to_a_theme(get: Get) -> None:
    document = page(get, f"/search?q={quote('学习')}&theme={quote('联邦学习')}")
    assert document.select_one("nav[aria-label=方向] a[aria-current=true]")
    assert {heading.get_text() for heading in document.select("article h3")} == {"联邦学习综述", "强化学习入门"}


def test_a_topic_leads_to_its_theme_and_to_others(get: Get) -> None:
    """Each of the others once, under what ties it most: paper, speaker, theme."""
    document = page(get, "/en/topic/102")
    assert document.select_one(f"dd a[href='{ENGLISH}']")
    ties = {heading["id"]: heading.get_text() for heading in document.select("h2[id^=same-]")}
    assert ties == {"same-speaker": "By the same speaker"}


def test_charts_lead_to_themes(get: Get) -> None:
    links = {link["href"] for link in page(get, "/en/charts").select("#themes svg a")}
    assert links == {f"/en/theme/{address_of(theme.english)}" for theme in read_themes()}


def test_lists_of_topics_and_replays_hold_what_the_tiles_count(get: Get) -> None:
    tiles = {tile["href"]: int(tile.b.get_text()) for tile in page(get, "/").select(".glance a")}
    assert list(tiles) == ["/issues", "/topics", "/people", "/papers", "/replays"]
    assert tiles["/topics"] == len(page(get, "/topics").select(".rows li")) == 6
    assert tiles["/replays"] == len(page(get, "/replays").select(".rows li")) == 3


@pytest.mark.parametrize(("state", "number"), [("watchable", 1), ("archived", 1), ("unverified", 1)])
def test_replays_by_state(get: Get, state: str, number: int) -> None:
    document = page(get, f"/replays/{state}")
    assert [badge["class"] for badge in document.select(".rows .verdict")] == [["verdict", f"replay-{state}"]] * number


def test_a_lost_replay_leads_to_its_copy(get: Get) -> None:
    link = page(get, "/replays/archived").select_one(".rows a.outside")
    assert link and link["href"] == "https://copy.example.org/3"
    assert get("/replays/nonsense").status_code == 404


@pytest.fixture(scope="module")
def home(get: Get) -> Iterator[BeautifulSoup]:
    yield page(get, "/en")


def test_the_picture_of_home_has_a_square_an_issue(home: BeautifulSoup) -> None:
    """Titled for who cannot see it, and as many squares as the legend counts."""
    picture = home.select_one(".story svg")
    assert picture and picture["role"] == "img"
    title = picture.find(id=picture["aria-labelledby"])
    assert title and "watchable 1, archived copy 1, not verified 1, no replay 1" in title.get_text()
    squares = {path["class"][0]: str(path["d"]).count("z") for path in picture.find_all("path")}
    assert squares == {"replay-watchable": 1, "replay-archived": 1, "replay-unverified": 1, "replay-none": 1}


def test_home_says_what_changed(home: BeautifulSoup) -> None:
    changes = home.select_one("section[aria-labelledby=changes]")
    assert changes and "dead Issue 3" in " ".join(changes.get_text().split())


def test_a_theme_without_topics_is_not_offered(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "archive.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("delete from topic_themes where theme <> '联邦学习'")
        connection.commit()
    chips = page(client_of(path), "/topics").select("nav[aria-label=方向] a")
    assert [chip["href"] for chip in chips] == ["/theme/联邦学习"]
