"""What the site says of itself: licence, citation, removal, as of when; time as it was; settings that are broken."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from support.pages import Get, client_of, page, text_of
from support.sample_archive import write_archive

from scraper.defaults import SettingsError
from scraper.search.themes import read_themes


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("about") / "archive.db")


@pytest.fixture(scope="module")
def get(archive: Path) -> Get:
    return client_of(archive)


def dated(archive: Path, folder: Path, days: dict[int, str | None]) -> Get:
    """The archive with these issues on other days."""
    copy = Path(shutil.copy(archive, folder / "archive.db"))
    with closing(sqlite3.connect(copy)) as connection:
        connection.executemany("update issues set date = ? where number = ?", [(day, key) for key, day in days.items()])
        connection.commit()
    return client_of(copy)


@pytest.mark.parametrize(
    ("last", "periods"),
    [
        ("2019-06-08", ["2019-03", "2019-04", "2019-05", "2019-06"]),
        ("2023-01-01", ["2019", "2020", "2021", "2022", "2023"]),
        ("9999-12-31", ["2019", "9999"]),
    ],
)
def test_time_without_issues_is_shown(archive: Path, tmp_path: Path, last: str, periods: list[str]) -> None:
    """Months without an issue have a place in the picture; so have years, unless they are too many."""
    document = page(dated(archive, tmp_path, {1: "2019-03-16", 2: "2019-03-23", 3: None, 4: last}), "/charts")
    for name in ("topics", "issues"):
        figure = document.find(id=name)
        assert isinstance(figure, Tag)
        rows = {row.th.get_text(): row.td.get_text() for row in figure.tbody.find_all("tr")}
        assert list(rows) == periods
    assert rows[periods[0]] == "2" and set(list(rows.values())[1:-1]) <= {"0"}


def test_every_page_names_licence_citation_and_removal(get: Get) -> None:
    for address in ("/", "/issue/2", "/search", "/issue/99"):
        footer = BeautifulSoup(get(address).text, "lxml").footer
        assert footer is not None
        targets = [link["href"] for link in footer.select(".terms a")]
        assert targets == ["/about#licence", "/about#cite", "/about#removal"], address
    about = page(get, "/about")
    assert all(about.find(id=str(target).split("#")[1]) for target in targets)
    assert about.find("a", rel="license", href="https://creativecommons.org/licenses/by/4.0/")
    assert page(get, "/").main.find("a", href="/about")  # type: ignore[union-attr]


def test_about_counts_what_the_archive_holds(get: Get) -> None:
    words = text_of(get, "/about")
    assert "4 期、6 个主题、3 位主讲人、2 篇论文" in words
    assert "截至 2020-04-10" in words


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("salons@example.org", '<a href="mailto:salons@example.org">salons@example.org</a>'),
        ("https://example.org/mail", '<a href="https://example.org/mail">本副本的运营者</a>'),
        ("<script>", "&lt;script&gt;"),
        ("", "请联系本副本的运营者"),
    ],
)
def test_who_answers_is_said_where_it_is_known(archive: Path, contact: str, link: str) -> None:
    text = client_of(archive, metadata={"contact": contact})("/about").text
    assert link in text and "<script>" not in text


def test_themes_that_cannot_be_used_are_said(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When topics are sorted into them; pages have the themes by which the archive was built."""
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    for text, problem in (("- 7", "theme 1: must be names"), ("a: b", "must be a list"), ("[", "line")):
        Path("data/themes.yml").write_text(text)
        with pytest.raises(SettingsError, match=f"data/themes.yml.*{problem}"):
            read_themes()
        assert client_of(archive)("/charts").status_code == 200
