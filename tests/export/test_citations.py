"""Talks to cite and to share: BibTeX, CSL-JSON, structured data, one issue as a calendar, languages in the site map."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import feedparser
import lxml.etree
import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar
from support.pages import client_of
from support.sample_archive import write_archive

from scraper.export.formats import FORMATS
from scraper.export.site import Site

URL = "https://club.example.org/salons/"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("citations") / "archive.db")


@pytest.fixture
def connection(archive: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(archive)) as connection:
        yield connection


def test_every_topic_is_an_entry_of_balanced_bibtex(connection: sqlite3.Connection) -> None:
    text = FORMATS["bibtex"].render(connection, Site(URL)).decode()
    entries = re.findall(r"^@misc\{([\w-]+),\n(?:  \w+ = \{.*\},\n)+\}$", text, re.M)
    assert len(entries) == len(set(entries)) == 6
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")
    assert f"url = {{{URL}topic/102}}" in text and "title = {联邦学习综述}" in text


def test_csl_names_who_spoke_when(connection: sqlite3.Connection) -> None:
    items = {item["id"]: item for item in json.loads(FORMATS["csl"].render(connection, Site(URL)))}
    item = items["salon-2-102"]
    assert item["type"] == "speech" and {"literal": "李小红"} in item["author"]
    assert item["issued"]["date-parts"][0][0] == 2019 and item["URL"] == f"{URL}topic/102"


def test_one_topic_and_one_issue_have_files_of_their_own(archive: Path) -> None:
    get = client_of(archive, metadata={"url": URL})
    assert get("/topic/102.bib").text.count("@misc") == 1
    assert [item["title"] for item in get("/topic/102.csl.json").json()] == ["联邦学习综述"]
    events = Calendar.from_ical(get("/issue/3.ics").text).walk("VEVENT")
    assert len(events) == 1 and str(events[0]["uid"]).startswith("issue-3@")
    for missing in ("/topic/999.bib", "/issue/99.ics", "/issue/2.bib"):
        assert get(missing).status_code == 404


@pytest.mark.parametrize("path", ["issue/2", "topic/102", "en/topic/102", "issues", "", "en/data"])
def test_pages_say_how_they_are_shared(archive: Path, path: str) -> None:
    page = BeautifulSoup(client_of(archive, metadata={"url": URL}, base_url="/salons/")(f"/{path}").text, "lxml")
    shared = {tag["property"]: tag["content"] for tag in page.find_all("meta", property=True)}
    assert page.title and shared["og:title"] == page.title.get_text()
    assert shared["og:url"] == f"{URL}{path}" and shared["og:description"]
    canonical = page.find("link", rel="canonical")
    assert canonical and canonical["href"] == f"{URL}{path}"


def test_a_topic_is_an_event_within_its_issue(archive: Path) -> None:
    page = BeautifulSoup(client_of(archive, metadata={"url": URL})("/topic/102").text, "lxml")
    script = page.find("script", type="application/ld+json")
    assert script
    event = json.loads(script.get_text())
    assert event["name"] == "联邦学习综述" and event["superEvent"]["url"] == f"{URL}issue/2"


def test_the_site_map_has_every_page_in_both_languages(connection: sqlite3.Connection) -> None:
    root = lxml.etree.fromstring(_sitemap(connection))
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    for url in root.findall("s:url", spaces):
        others = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", spaces)}
        assert set(others) == {"zh-CN", "en"} and url.findtext("s:loc", namespaces=spaces) in others.values()
        assert all((address or "").startswith(URL) for address in others.values())


def _sitemap(connection: sqlite3.Connection) -> bytes:
    from scraper.export.sitemap import sitemap

    return sitemap(connection, Site(URL))


def test_entries_say_when_they_were_published(connection: sqlite3.Connection) -> None:
    feed = feedparser.parse(FORMATS["atom"].render(connection, Site(URL)))
    assert not feed.bozo
    dated = [entry for entry in feed.entries if "published" in entry]
    assert dated and all(entry.published <= entry.updated for entry in dated)
