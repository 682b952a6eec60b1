"""The pages: what they say, that links lead somewhere, that nothing in a document harms them, strict headers."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from support.pages import Get, client_of, page, text_of
from support.sample_archive import HOSTILE_TITLE, write_archive

PAGES = [
    "/", "/issues", "/issues/2019", "/issue/1", "/issue/2", "/issue/3", "/issue/4", "/topic/102", "/topic/105",
    "/people", "/person/201", "/person/203", "/papers", "/paper/301", "/paper/302", "/timeline", "/charts", "/health",
    "/about", "/data", "/search", "/search?q=联邦", "/search?q=<script>&year=2020&kind=person&page=99999999",
]  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("site") / "archive.db")


@pytest.fixture(scope="module")
def get(archive: Path) -> Get:
    return client_of(archive)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_plain_html_with_strict_headers(get: Get, address: str) -> None:
    """No script runs, no style stands in the page, nothing is asked of another host, and the policy says so."""
    response = get(address)
    document = page(get, address)
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:;") and "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert {script["type"] for script in document.find_all("script")} <= {"application/ld+json"}
    assert not document.find_all("style") and not document.find_all(style=True)
    assert not [name for tag in document.find_all(True) for name in tag.attrs if name.startswith("on")]
    asked = [tag["href"] for tag in document.find_all("link")] + [tag["src"] for tag in document.find_all(src=True)]
    assert all(address.startswith("/") for address in asked)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_the_parts_a_reader_moves_by(get: Get, address: str) -> None:
    """One title, one main heading, no level skipped, a skip link, labelled fields, no identifier twice."""
    document = page(get, address)
    assert document.title and document.title.get_text(strip=True)
    assert document.html and document.html["lang"] == "zh-CN"
    levels = [int(heading.name[1]) for heading in document.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(next_level <= level + 1 for level, next_level in pairwise(levels))
    assert document.find(class_="skip", href="#main") and document.find(id="main")
    identifiers = [tag["id"] for tag in document.find_all(id=True)]
    assert len(identifiers) == len(set(identifiers))
    for field in document.find_all("input", type="search"):
        assert document.find("label", attrs={"for": field["id"]})


def test_every_link_of_every_page_leads_somewhere(get: Get) -> None:
    """Crawled from the home page: pages, tables, rows, feeds; only http(s) leaves the site, and marked as untrusted."""
    seen: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 300:
            continue
        response = get(address)
        assert response.status_code == 200, (address, seen)
        seen[address] = response.headers["content-type"]
        if "default-src 'none'" not in response.headers.get("content-security-policy", ""):
            continue
        for link in BeautifulSoup(response.text, "lxml").find_all("a", href=True):
            href = link["href"].partition("#")[0]
            if href.startswith("/"):
                waiting.append(href)
            elif href:
                assert href.startswith(("https://", "http://")), href
                assert set(link["rel"]) in ({"noopener", "nofollow", "ugc"}, {"license"})
    assert {"/issue/2", "/topic/102", "/person/201", "/paper/301", "/archive/issues/2", "/feeds/salons.ics"} <= set(
        seen
    )


def test_planted_markup_stays_text(get: Get) -> None:
    """A title that is a script and a link that is one are shown as what they are."""
    for address in PAGES:
        assert "<script>alert" not in get(address).text
        assert 'href="javascript:' not in get(address).text
    heading = page(get, "/topic/105").h1
    assert heading and heading.get_text() == HOSTILE_TITLE
    assert "javascript:alert(3)" in text_of(get, "/issue/4")


def test_structured_data_survives_a_hostile_title(get: Get) -> None:
    script = page(get, "/issue/4").find("script", type="application/ld+json")
    assert isinstance(script, Tag)
    assert json.loads(script.get_text())["@type"] == "EducationEvent"


def test_home_answers_what_where_and_how_many(get: Get) -> None:
    text = text_of(get, "/")
    for words in ("6 个主题", "4 期", "3 位主讲人", "第 4 期", "按年", "2019"):
        assert words in text
    assert page(get, "/").find("form", role="search", action="/search")


def test_issue_shows_facts_topics_replays_history_and_findings(get: Get) -> None:
    text = text_of(get, "/issue/2")
    for words in (
        "2019-04-20 周六", "14:00–16:00", "线下", "西湖边的会议室", "联邦学习综述", "14:00–15:00", "王小明", "某大学",
        "Federated Learning", "背景", "可用", "2019-04-18 10:00", "首次发布", "联邦学习 → 联邦学习综述",
    ):  # fmt: skip
        assert words in text, words
    assert "https://live.example.org/old" in text and not page(get, "/issue/2").find(
        href="https://live.example.org/old"
    )
    assert "没有回放" in text_of(get, "/issue/1")


def test_a_dead_replay_is_shown_with_since_when_and_a_copy(get: Get) -> None:
    """Of the whole issue, so also on its topic."""
    for address in ("/issue/3", "/topic/104"):
        text = text_of(get, address)
        assert "已失效" in text and "自 2026-02-01" in text
        assert page(get, address).find(href="https://copy.example.org/3")


def test_health_lists_what_organizers_should_look_at(get: Get) -> None:
    text = text_of(get, "/health")
    for words in ("已失效", "404", "第 3 期", "没有回放的期次", "第 1 期没有回放", "链接格式错误"):
        assert words in text


def test_speaker_and_paper_lead_to_their_topics(get: Get) -> None:
    assert "联邦学习综述" in text_of(get, "/person/201") and "某大学" in text_of(get, "/person/201")
    assert "联邦学习综述" in text_of(get, "/paper/301")


def test_search_page_marks_hits_and_offers_filters(get: Get) -> None:
    document = page(get, "/search?q=聯邦")
    assert [mark.get_text() for mark in document.find_all("mark")][:1] == ["联邦"]
    links = {link["href"] for link in document.find_all("a")}
    assert "/search?q=%E8%81%AF%E9%82%A6&year=2019" in links
    assert "/search?q=%E8%81%AF%E9%82%A6&kind=issue" in links
    assert "3 个结果" in text_of(get, "/search?q=聯邦&year=2019")  # a topic, its paper, and the issue of that theme
    assert "没有找到" in text_of(get, "/search?q=聯邦&year=2020")
    assert "没有可以搜索的字词" in text_of(get, "/search?q=《》")
    assert page(get, "/search?q=小明&kind=person").find("a", href="/person/201")


def test_a_huge_query_makes_no_huge_page(get: Get) -> None:
    response = get(f"/search?q={'x' * 20_000}&year={'y' * 20_000}&kind=none&page=-1")
    assert response.status_code == 200 and len(response.text) < 60_000


def test_pictures_have_names_and_their_numbers(get: Get) -> None:
    document = page(get, "/charts")
    figures = document.find_all("figure")
    assert [figure["id"] for figure in figures] == ["topics", "issues", "themes", "hosts", "checks"]
    for figure in figures:
        assert figure.svg.title.get_text() and figure.find("table") and figure.find_all("rect")
    topics = figures[0]
    assert [cell.get_text() for cell in topics.find_all("td")][:3] == ["0", "1", "0"]
    assert topics.find("a", href="/archive/timeline.csv")


@pytest.mark.parametrize(
    "address", ["/issue/99", "/topic/1", "/person/1", "/paper/1", "/issues/1999", "/issue/999999999"]
)
def test_what_the_archive_does_not_have_is_not_found(get: Get, address: str) -> None:
    response = get(address)
    assert response.status_code == 404
    assert "档案里没有这一页" in response.text


@pytest.mark.parametrize("address", ["/nothing", "/archive?sql=selec+1", "/archive/nothing", "/archive/issues/99"])
def test_every_error_has_a_way_back(get: Get, address: str) -> None:
    response = get(address)
    assert response.status_code in (400, 404)
    assert 'href="/">回到首页' in response.text
    form = BeautifulSoup(response.text, "lxml").find("form", role="search", action="/search")
    assert form and form.find("input", attrs={"name": "q"})


def test_datasette_links_back_and_keeps_its_own_first_page(get: Get) -> None:
    assert 'href="/issue/2"' in get("/archive/issues/2").text
    assert ">None<" not in get("/archive/topics").text
    assert 'href="/topic/102"' in get("/archive/topics/102").text
    assert 'href="/topic/102"' in get("/archive/topic_index").text
    assert 'href="/person/201"' in get("/archive/people").text
    listing = get("/-/tables")
    assert listing.status_code == 200 and "/archive" in listing.text
    assert "'unsafe-inline'" in get("/archive/topics").headers["content-security-policy"]


def test_a_site_below_a_prefix(archive: Path) -> None:
    get = client_of(archive, base_url="/salons/")
    document = page(get, "/issue/2")
    inner = [tag["href"] for tag in document.find_all(href=True) if tag["href"].startswith("/")]
    assert inner and all(href.startswith("/salons/") for href in inner)
    assert get("/data/topics.csv").status_code == 200


def test_no_archive_or_another_version_says_what_to_do(tmp_path: Path, archive: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("create table t (a)")
    response = client_of(tmp_path / "other.db")("/")
    assert response.status_code == 503 and "salon build" in response.text
    old = Path(shutil.copy(archive, tmp_path / "old.db"))
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript("pragma foreign_keys = off; drop view link_health; drop table topics_fts;")
    response = client_of(old)("/charts")
    assert response.status_code == 503 and "salon build" in response.text


def test_an_archive_without_rows_still_has_pages(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "archive.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma foreign_keys = off")
        for table in (
            "changes", "findings", "link_checks", "issue_links", "links", "topic_papers", "topic_speakers", "papers",
            "people", "topics", "issues", "documents", "archive",
        ):  # fmt: skip
            connection.execute(f"delete from {table}")
        connection.commit()
    get = client_of(path)
    for address in ("/", "/issues", "/people", "/papers", "/timeline", "/charts", "/health", "/about", "/search"):
        assert get(address).status_code == 200, address
