"""The feeds and machine-readable pages over Datasette: with their media types, naming the site as it is configured."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import feedparser
import httpx
import icalendar
import lxml.etree
import pytest
from datasette.app import Datasette
from support.sample_archive import write_archive

from scraper.publish.instance import archive_instance

SITE = "https://club.example.org/salons/"
MEDIA_TYPES = {
    "/feeds/issues.atom": "application/atom+xml",
    "/feeds/changes.atom": "application/atom+xml",
    "/feeds/salons.ics": "text/calendar",
    "/sitemap.xml": "application/xml",
    "/robots.txt": "text/plain",
    "/opensearch.xml": "application/opensearchdescription+xml",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("routes") / "archive.db")


def ask(datasette: Datasette, path: str, host: str = "club.example.org") -> httpx.Response:
    answer: httpx.Response = asyncio.run(datasette.client.get(path, headers={"host": host}))
    return answer


@pytest.fixture
def datasette(archive: Path) -> Any:
    return archive_instance(archive, settings={"base_url": "/salons/", "force_https_urls": True}, url=SITE)


@pytest.mark.parametrize(("path", "media_type"), MEDIA_TYPES.items())
def test_each_form_has_its_media_type(datasette: Datasette, path: str, media_type: str) -> None:
    answer = ask(datasette, path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", [*MEDIA_TYPES, "/issue/1"])
def test_what_a_visitor_calls_the_site_is_not_repeated(archive: Path, path: str) -> None:
    """Neither where the address is configured nor where it is not; this machine's own name is believed."""
    for url in (SITE, None):
        answer = ask(archive_instance(archive, url=url), path, "evil.example.net")
        assert answer.status_code == 200 and "evil.example.net" not in answer.text
    own = ask(archive_instance(archive), "/feeds/issues.atom", "127.0.0.1:8001")
    assert feedparser.parse(own.content).entries[0].link == "http://127.0.0.1:8001/issue/4"


def test_addresses_are_those_of_the_site_configured(datasette: Datasette) -> None:
    """Behind a proxy, under a prefix: links lead to the site's own address."""
    feed = feedparser.parse(ask(datasette, "/feeds/issues.atom").content)
    assert feed.entries[0].link == "https://club.example.org/salons/issue/4"
    calendar = icalendar.Calendar.from_ical(ask(datasette, "/feeds/salons.ics").content)
    assert calendar.walk("VEVENT")[0]["url"] == "https://club.example.org/salons/issue/1"
    assert "Sitemap: https://club.example.org/salons/sitemap.xml" in ask(datasette, "/robots.txt").text


def test_the_site_map_names_pages_that_answer(datasette: Datasette) -> None:
    urls = lxml.etree.fromstring(ask(datasette, "/sitemap.xml").content)
    addresses = [url.findtext("{*}loc") for url in urls]
    prefix = "https://club.example.org/salons"
    assert all(address.startswith(f"{prefix}/") for address in addresses)
    assert {f"{prefix}/issue/1", f"{prefix}/topic/105", f"{prefix}/person/203", f"{prefix}/paper/302"} <= set(addresses)
    assert {ask(datasette, address.removeprefix(prefix)).status_code for address in addresses} == {200}
    assert urls[-5].findtext("{*}lastmod") is None
    assert "2020-04-10T09:00:00+08:00" in {url.findtext("{*}lastmod") for url in urls}


def test_browsers_learn_to_search_the_site(datasette: Datasette) -> None:
    description = lxml.etree.fromstring(ask(datasette, "/opensearch.xml").content)
    template = description.find("{*}Url").get("template")
    assert template == "https://club.example.org/salons/search?q={searchTerms}"


def test_without_an_archive_a_feed_says_what_to_do(tmp_path: Path) -> None:
    answer = ask(Datasette([], memory=True), "/feeds/issues.atom")
    assert answer.status_code == 503 and "salon build" in answer.text


def test_a_private_archive_has_private_feeds(archive: Path) -> None:
    """What Datasette's permissions keep from a visitor the feeds do not tell either."""
    datasette = Datasette([str(archive)], metadata={"databases": {"archive": {"allow": {"id": "root"}}}})
    assert ask(datasette, "/feeds/issues.atom").status_code == 403
