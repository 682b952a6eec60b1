"""How answers are sent: compressed, not again to who has them, under names to keep, naming no address a visitor wrote."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from support.sample_archive import FORMULA_TITLE, write_archive
from support.serving import serving

FEEDS = ["/feeds/issues.atom", "/feeds/changes.atom", "/feeds/salons.ics", "/sitemap.xml", "/data/salons.json"]
OURS = ["/", "/en", "/issues", "/issue/2", "/topic/102", "/charts", "/search?q=联邦", *FEEDS]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("delivery") / "archive.db")


@pytest.fixture(scope="module")
def client(archive: Path) -> Iterator[httpx.Client]:
    with serving(["--db", "archive.db"], archive.parent) as site, httpx.Client(base_url=site) as client:
        yield client


@pytest.mark.parametrize("address", OURS)
def test_who_has_an_answer_gets_304_until_the_archive_changes(
    archive: Path, client: httpx.Client, address: str
) -> None:
    first = client.get(address)
    known = {"if-none-match": first.headers["etag"]}
    again = client.get(address, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    os.utime(archive, ns=(time.time_ns(), time.time_ns()))  # as a build or a check leaves it
    assert client.get(address, headers=known).status_code == 200


def test_a_missing_page_is_not_kept(client: httpx.Client) -> None:
    assert "etag" not in client.get("/issue/99").headers


@pytest.mark.parametrize("address", ["/", "/archive/topics", "/archive/topics.json", *FEEDS])
def test_answers_are_compressed_for_who_asks(client: httpx.Client, address: str) -> None:
    packed, plain = (client.get(address, headers={"accept-encoding": each}) for each in ("gzip", "identity"))
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    if not address.startswith("/archive"):  # whose pages tell how long they took
        assert packed.content == plain.content
    assert "accept-encoding" in packed.headers["vary"].lower()


def test_files_pages_are_drawn_with_are_kept_for_good(client: httpx.Client) -> None:
    """Their names change with their content, so no other name answers."""
    page = client.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    style = client.get(address)
    assert style.headers["content-type"].startswith("text/css") and "immutable" in style.headers["cache-control"]
    digest = address.split(".")[1]
    assert client.get(address.replace(digest, "0" * 10)).status_code == 404


SHARED = ["/archive/topics.json", "/archive/topics.csv", "/data/topic_index.csv", "/data/topic_index.json", *FEEDS]


@pytest.mark.parametrize("address", SHARED)
def test_scripts_of_other_sites_may_read_data_and_no_page(client: httpx.Client, address: str) -> None:
    assert client.get(address).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/").headers


@pytest.mark.parametrize("options", [[], ["--url", "https://club.example.org/"]], ids=["unknown", "configured"])
def test_no_answer_names_the_host_a_visitor_wrote(archive: Path, options: list[str]) -> None:
    """Neither ours nor Datasette's: `next_url`, `Link`, feeds, structured data."""
    addresses = ["/archive/topics.json?_size=2", "/archive/topics?_size=2", "/archive", "/issue/2", *FEEDS]
    with serving(["--db", "archive.db", *options], archive.parent) as site, httpx.Client(base_url=site) as client:
        for address in addresses:
            answer = client.get(address, headers={"host": "evil.example"})
            assert answer.status_code == 200
            assert "evil.example" not in answer.text + str(answer.headers), address
        rows = client.get("/archive/topics.json?_size=2", headers={"host": "evil.example"}).json()
    start = options[-1] if options else "/"
    assert rows["next_url"].startswith(f"{start}archive/topics.json?")


def test_the_next_page_of_rows_can_be_asked_for(client: httpx.Client) -> None:
    first = client.get("/archive/topics.json?_size=2&_shape=objects").json()
    second = client.get(first["next_url"]).json()
    assert second["rows"] and second["rows"] != first["rows"]


def test_sql_of_visitors_learns_no_path(archive: Path) -> None:
    with (
        serving(["--db", "archive.db", "--allow-sql"], archive.parent) as site,
        httpx.Client(base_url=site) as client,
    ):
        assert client.get("/archive").status_code == 200
        for sql in ("select * from pragma_database_list", "select * from pragma_module_list"):
            answer = client.get("/archive.json", params={"sql": sql, "_shape": "array"})
            assert answer.json() == [] or answer.status_code == 400, sql
            assert str(archive.parent) not in answer.text


def test_downloads_are_the_archive(archive: Path, client: httpx.Client, tmp_path: Path) -> None:
    """The database whole, a table as CSV a spreadsheet opens safely, and as JSON."""
    copy = tmp_path / "copy.db"
    copy.write_bytes(client.get("/archive.db").content)
    with closing(sqlite3.connect(copy)) as connection, closing(sqlite3.connect(archive)) as original:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        for table in ("topics", "topic_index", "link_states"):
            query = f"select * from {table}"
            assert connection.execute(query).fetchall() == original.execute(query).fetchall()
    written = client.get("/data/topic_index.csv").content
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert f"'{FORMULA_TITLE}" in [row["title"] for row in rows]
    assert [row["topic_id"] for row in json.loads(client.get("/data/topic_index.json").content)] == [
        int(row["topic_id"]) for row in rows
    ]
    assert client.get("/data/topics_fts.csv").status_code == client.get("/data/sqlite_master.json").status_code == 404
