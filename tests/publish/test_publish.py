"""`salon publish static`: a copy that works anywhere, whole or not at all, harmless whatever the text."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import feedparser
import httpx
import lxml.html
import pytest
from click.testing import CliRunner, Result
from support.sample_archive import write_archive

from scraper.cli.publish import command
from scraper.publish import static as static_module
from scraper.publish.folder import MARKER, NewFolder, replaced_folder
from scraper.publish.layout import UNKNOWN_ORIGIN, Layout, asset_file, page_file

URL = "https://club.example.org/salons/"


def publish(archive: Path, folder: Path, *options: str) -> Result:
    return CliRunner().invoke(command, ["static", str(folder), "--db", str(archive), *options])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("publish") / "source.db")


@pytest.fixture(scope="module")
def copy(archive: Path) -> Path:
    """A copy that does not know where it will be put."""
    assert publish(archive, archive.parent / "copy").exit_code == 0
    return archive.parent / "copy"


@pytest.fixture(scope="module")
def addressed(archive: Path) -> Path:
    """A copy made for `URL`."""
    assert publish(archive, archive.parent / "addressed", "--url", URL).exit_code == 0
    return archive.parent / "addressed"


def pages(folder: Path) -> Iterator[tuple[Path, lxml.html.HtmlElement]]:
    for file in sorted(folder.rglob("*.html")):
        yield file, lxml.html.document_fromstring(file.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def links(folder: Path) -> Iterator[tuple[Path, str]]:
    for file, page in pages(folder):
        for _, _, link, _ in page.iterlinks():
            yield file, link


@pytest.mark.parametrize("made", ["copy", "addressed"])
def test_every_link_leads_to_a_file_of_the_copy(made: str, request: pytest.FixtureRequest) -> None:
    """Relative, with a query for a search alone: so the copy works under any base path and from a folder."""
    folder: Path = request.getfixturevalue(made)
    for file, link in links(folder):
        parts = urlsplit(link)
        if parts.scheme or link.startswith("#"):
            assert parts.scheme in ("", "http", "https"), link
            continue
        if file.name == "404.html" and made == "addressed":  # sent for addresses of any depth
            target = folder / unquote(parts.path).removeprefix("/salons/")
            assert parts.path.startswith("/salons/"), link
            assert (target / "index.html" if target.is_dir() else target).is_file(), link
            continue
        assert not parts.path.startswith("/"), (file, link)
        assert not parts.query or parts.path.endswith("index.html"), (file, link)
        assert (file.parent / unquote(parts.path)).is_file(), (file, link)


def test_every_page_of_the_archive_is_there(copy: Path) -> None:
    expected = ["issue/1", "issue/4", "topic/101", "topic/106", "person/203", "paper/302"]
    expected += ["issues", "people", "papers", "timeline", "charts", "health", "about", "search", "data", "."]
    assert [path for path in expected if not (copy / path / "index.html").is_file()] == []


def test_no_file_is_named_by_a_text(copy: Path) -> None:
    """Names are numbers, ids, tables, themes, and what the package itself ships."""
    of_theme = r"(?:en/)?(?:theme|health|replays)/[\w-]+/index\.html|feeds/theme/[\w-]+\.atom"
    name = re.compile(
        rf"(?:[a-z-]+/)*(?:[0-9]+/)?[a-z_]+(?:\.[0-9a-f]{{10}})?(?:\.[a-z]+)*|\.nojekyll|(?:en/)?404\.html|(?:issue|topic)/[0-9]+(?:\.[a-z]+)+|{of_theme}"
    )
    files = [str(file.relative_to(copy)) for file in copy.rglob("*") if file.is_file()]
    assert [file for file in files if not name.fullmatch(file)] == []


def test_a_copy_of_unknown_address_names_none(copy: Path) -> None:
    """Nothing of the place it was made at stays in it, and no site map, which would need an address."""
    for file in copy.rglob("*"):
        if file.is_file() and file.suffix not in (".db", ".parquet"):
            text = file.read_text(encoding="utf-8")
            assert urlsplit(UNKNOWN_ORIGIN).netloc not in text and "localhost" not in text, file
    assert not (copy / "sitemap.xml").exists()


def test_a_copy_of_known_address_states_it(addressed: Path) -> None:
    """In canonical links, structured data, feeds and the site map, as a server of files answers to it."""
    page = dict(pages(addressed))[addressed / "issue/3/index.html"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{URL}issue/3/"]
    event = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert event["url"] == f"{URL}issue/3"
    feed = feedparser.parse((addressed / "feeds/issues.atom").read_bytes())
    assert feed.entries[0].link == f"{URL}issue/4"
    assert f"<loc>{URL}topic/101</loc>" in (addressed / "sitemap.xml").read_text(encoding="utf-8")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy and "frame-ancestors" not in policy


def test_a_copy_opened_as_files_has_a_policy(copy: Path) -> None:
    """It lets no script run, and lets the style sheet beside it be loaded."""
    for file, page in pages(copy):
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert len(policy) == 1 and "default-src 'none'; style-src 'self' file:" in policy[0], file


def test_structured_data_stays_without_an_address(copy: Path) -> None:
    page = dict(pages(copy))[copy / "issue/3/index.html"]
    event = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert event["startDate"] == "2020-04-09T19:30:00+08:00" and "@id" not in event


def test_it_is_served_under_a_base_path(archive: Path, copy: Path) -> None:
    """As a project site is: below a folder, by a server that knows files only; `/issue/3` finds its page."""
    handler = partial(_QuietHandler, directory=str(archive.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}/copy"
        with httpx.Client(follow_redirects=True) as client:
            for path in ("/", "/issue/3", "/topic/101", "/data", "/feeds/salons.ics", "/archive.db"):
                assert client.get(base + path).status_code == 200, path
        server.shutdown()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def test_nothing_needs_a_server(copy: Path) -> None:
    """Search forms lead to the page of all topics, where every topic is, also for those who run no script."""
    for file, page in pages(copy):
        assert page.xpath("//link[@rel='search']") == [], file
        asked = {(file.parent / form.get("action")).resolve() for form in page.xpath("//form")}
        language = "en" if file.relative_to(copy).parts[0] == "en" else "."
        assert asked <= {(copy / language / "search/index.html").resolve()}, file
    home = dict(pages(copy))[copy / "index.html"]
    assert "search/index.html" in home.xpath("//form/@action")
    listed = dict(pages(copy))[copy / "search/index.html"].text_content()
    assert all(title in listed for title in ("初识机器学习", "联邦学习综述", "强化学习入门", "王小明"))


def test_hostile_text_harms_no_page(copy: Path) -> None:
    for file, page in pages(copy):
        scripts = page.xpath("//script[not(@type='application/ld+json')]")
        ours = ["texts.js", "search"] if file.parent.name == "search" else []
        assert [Path(script.get("src", "")).name.partition(".")[0] for script in scripts] == [
            name.partition(".")[0] for name in ours
        ], file
        assert b"<script>alert" not in file.read_bytes(), file
    assert not any(link.lower().startswith("javascript:") for _, link in links(copy))


def test_the_data_is_whole(archive: Path, copy: Path) -> None:
    """The database and every table, as CSV safe for spreadsheets and as JSON."""
    with closing(sqlite3.connect(archive)) as source, closing(sqlite3.connect(copy / "archive.db")) as copied:
        assert list(source.iterdump()) == list(copied.iterdump())
    topics = json.loads((copy / "data/topics.json").read_bytes())
    assert [topic["id"] for topic in topics] == [101, 102, 103, 104, 105, 106]
    assert "'=HYPERLINK" in (copy / "data/topics.csv").read_text(encoding="utf-8-sig")
    listing = dict(pages(copy))[copy / "data/index.html"]
    assert "每个主题一行" in listing.get_element_by_id("topic_index").text_content()


def test_the_same_archive_gives_the_same_copy(archive: Path, copy: Path, tmp_path: Path) -> None:
    assert publish(archive, tmp_path / "again").exit_code == 0
    names = [sorted(str(file.relative_to(root)) for file in root.rglob("*")) for root in (copy, tmp_path / "again")]
    assert names[0] == names[1]
    for file in (path for path in copy.rglob("*") if path.is_file()):
        assert file.read_bytes() == (tmp_path / "again" / file.relative_to(copy)).read_bytes(), file


def test_an_earlier_copy_is_replaced_as_a_whole(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    assert publish(archive, folder).exit_code == 0
    (folder / "issue" / "99").mkdir()
    assert publish(archive, folder).exit_code == 0
    assert not (folder / "issue" / "99").exists()
    assert {entry.name for entry in tmp_path.iterdir()} == {"copy", ".copy.lock"}


def test_a_folder_of_other_things_is_left_alone(archive: Path, tmp_path: Path) -> None:
    """A mistyped DIR, or a copy somebody keeps a `.git` or a `CNAME` in, is never deleted."""
    (tmp_path / "thesis.md").write_text("years of work", encoding="utf-8")
    result = publish(archive, tmp_path)
    assert result.exit_code == 3 and str(tmp_path) in result.stderr
    assert (tmp_path / "thesis.md").read_text(encoding="utf-8") == "years of work"
    assert publish(archive, tmp_path / "copy").exit_code == 0
    (tmp_path / "copy" / ".git").mkdir()
    result = publish(archive, tmp_path / "copy")
    assert result.exit_code == 3 and ".git" in result.stderr
    (tmp_path / "copy" / MARKER).write_text("[]", encoding="utf-8")
    assert publish(archive, tmp_path / "copy").exit_code == 3


def test_a_page_that_fails_leaves_the_old_copy(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "copy"
    assert publish(archive, folder).exit_code == 0
    before = (folder / "index.html").read_bytes()
    monkeypatch.setattr(static_module, "page_paths", lambda connection: [("issue/12345", None)])
    result = publish(archive, folder)
    assert result.exit_code == 3 and "/issue/12345 answered 404" in result.stderr
    assert (folder / "index.html").read_bytes() == before
    assert {entry.name for entry in tmp_path.iterdir()} == {"copy", ".copy.lock"}


def test_metadata_of_ones_own_may_be_short(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "metadata.yml").write_text("title: 甲\ncontact: salons@example.org\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert publish(archive.resolve(), tmp_path / "copy").exit_code == 0
    assert "salons@example.org" in (tmp_path / "copy/about/index.html").read_text("utf-8")


def test_no_archive_is_one_clear_line(tmp_path: Path) -> None:
    result = publish(tmp_path / "none.db", tmp_path / "copy")
    assert result.exit_code == 3 and "salon build" in result.stderr and len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("file", ["../x", "/etc/x", "a/../../x", "a\\..\\x", "", "."])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, file: str) -> None:
    with pytest.raises(ValueError, match="no path inside"):
        NewFolder(tmp_path / "inside", print).write(file, b"")


LAYOUT = Layout(URL, frozenset({"topics"}))
ADDRESSES = [
    ("/salons/issue/28?a=b#c", "issue/28/index.html"),
    (f"{URL}", "index.html"),
    ("/salons/issues/2019", "issues/2019/index.html"),
    ("/salons/assets/site.0123456789.css?1f", "assets/site.0123456789.css"),
    ("/salons/archive/topics.csv?track=x", "data/topics.csv"),
    ("/salons/archive/topics?_facet=x", "data/index.html"),
    ("/salons/archive/topics/101", "data/index.html"),
    ("/salons/archive/secret.csv", "data/index.html"),
    ("/salons/archive", "data/index.html"),
    ("/salons/archive.db", "archive.db"),
    ("/salons/search?q=x", "search/index.html"),
    ("/salons/opensearch.xml", None),
    ("/salons/issue/../../x", None),
    ("/salons/-/static/../../etc/passwd", None),
    ("/salons/topic/" + "9" * 17, None),
]


@pytest.mark.parametrize(("url", "file"), ADDRESSES)
def test_addresses_of_the_site_become_files(url: str, file: str | None) -> None:
    path = LAYOUT.path_of(url)
    assert path is not None and LAYOUT.file_of(path) == file


@pytest.mark.parametrize(
    "url", ["https://other.example.org/salons/", "//other.example.org/", "/elsewhere", "mailto:x@y.z"]
)
def test_addresses_elsewhere_are_not_the_site(url: str) -> None:
    assert LAYOUT.path_of(url) is None


def test_relative_addresses() -> None:
    assert LAYOUT.address("issue/28/index.html", "topic/1/index.html") == "../../topic/1/index.html"
    assert LAYOUT.address("index.html", "issue/28/index.html", "", "history") == "issue/28/index.html#history"
    assert LAYOUT.address("404.html", "issue/28/index.html") == "/salons/issue/28/"
    assert page_file("a/b/c") is None and asset_file("-/static/.hidden") is None


def test_two_runs_at_once_leave_a_whole_copy(archive: Path, tmp_path: Path) -> None:
    """One of them writes it; the other is refused, or comes after it."""
    folder = tmp_path / "copy"
    with replaced_folder(folder, {}) as new:
        new.write("index.html", b"the first")
        refused = publish(archive, folder)
        assert (refused.exit_code, "another run is writing it" in refused.stderr) == (3, True)
    assert (folder / "index.html").read_bytes() == b"the first"
    assert publish(archive, folder).exit_code == 0


def test_what_a_killed_run_left_is_mended(archive: Path, tmp_path: Path) -> None:
    """Killed between the two renames the old copy has another name; it is back before anything else is done."""
    folder = tmp_path / "copy"
    assert publish(archive, folder).exit_code == 0
    folder.rename(tmp_path / ".copy.old")
    (tmp_path / ".copy.part" / "half").mkdir(parents=True)
    with pytest.raises(KeyboardInterrupt), replaced_folder(folder, {}):
        raise KeyboardInterrupt
    assert (folder / MARKER).is_file()
    assert {path.name for path in tmp_path.iterdir()} == {"copy", ".copy.lock"}
