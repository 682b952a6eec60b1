"""The bundled documents: a real archive offline, in our own words, which steps aside for what is fetched."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.scoring import ABSENT, CORPUS, GOLD, ROOT, score

from scraper.cli import salon
from scraper.parse import parse
from scraper.records import Announcement
from scraper.sources.documents.manifest import MANIFEST
from scraper.sources.documents.store import DocumentStore

BUNDLED = ROOT / "data" / "announcements"
PROSE = 12  # characters in a row that nobody shares by chance, unless they are a name


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a fresh clone has it, and the current one; documents a developer fetched are left out."""
    folder = tmp_path / "data" / "announcements"
    folder.mkdir(parents=True)
    lines = [line for line in (BUNDLED / MANIFEST).read_text().splitlines() if json.loads(line)["source"] == "bundled"]
    (folder / MANIFEST).write_text("".join(f"{line}\n" for line in lines))
    for line in lines:
        shutil.copy(BUNDLED / json.loads(line)["file"], folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*options: str) -> sqlite3.Connection:
    done = CliRunner().invoke(salon, ["build", *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return sqlite3.connect("data/archive.db")


def test_every_document_is_as_the_manifest_says_and_says_something(checkout: Path) -> None:
    store = DocumentStore(checkout / "data" / "announcements")
    documents = store.documents()
    assert store.problems == []
    assert {document.media_type for document in documents} == {"text/markdown", "text/html"}
    for document in documents:
        announcement = parse(store.read(document), document.media_type)
        assert announcement.problems == (), document.file
        assert announcement.announces or announcement.recap, document.file
        assert (document.revision, document.published_at is None, document.url is None) == (None, False, False)


def test_first_build_shows_a_real_archive(checkout: Path) -> None:
    """`salon build` without options or network: 59 issues, the first to the sixtieth without the lost thirtieth."""
    archive = build()
    numbers = [number for (number,) in archive.execute("select number from issues where date is not null order by 1")]
    assert numbers == [*range(1, 30), *range(31, 61)]
    assert archive.execute("select count(*) from topics where track is null").fetchone() == (0,)
    assert archive.execute("select count(*) from replays where url is not null").fetchone()[0] > 50
    codes = {code for (code,) in archive.execute("select distinct code from findings")}
    assert codes == {"missing_issue", "missing_speaker", "no_replay", "not_in_recap", "shared_link"}


@pytest.mark.skipif(ABSENT, reason="the real corpus is not here")
def test_facts_are_those_of_the_published_recap(checkout: Path) -> None:
    build().close()
    figures = score(checkout / "data" / "archive.db", "dev")
    whole = ("issues", "issue.date", "topic.title", "link.label", "link.topic")
    assert {row: figures[row] for row in whole} == dict.fromkeys(whole, 1.0)
    assert min(figures[row] for row in ("topics", "topic.track", "links", "link.kind")) >= 0.97


def test_fetched_documents_take_precedence(checkout: Path) -> None:
    """A fetched recap, though older than the bundled one, decides on every issue it has; the others stay bundled."""
    fetched = checkout / "fetched"
    fetched.mkdir()
    (fetched / "2019-05-20.md").write_text(
        "# 第九期机器学习开发者沙龙\n\n时间：5月26日（周日）10:00-11:00\n\n主讲人：某人\n主题：甲乙丙\n\n"
        "### 往期回顾\n\n* 第八期（5.19）：【论文分享】互信息系数\n"
    )
    archive = build("--documents", "data/announcements", "--documents", "fetched")
    rows = archive.execute("select number, i.date, source from issues i join documents d on d.id = document_id")
    issues = {number: (date, source) for number, date, source in rows if number in (8, 9, 13)}
    assert issues == {9: ("2019-05-26", "files"), 13: ("2019-06-29", "bundled")}
    topics = archive.execute(
        "select issue_number, title from topics where issue_number in (8, 9) order by 1"
    ).fetchall()
    assert topics == [(8, "互信息系数"), (9, "甲乙丙")]
    assert archive.execute("select count(*) from issues").fetchone() == (59,)


def chinese(text: str) -> str:
    return re.sub(r"[^\u3400-\u9fff]", "", text)


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def prose(announcement: Announcement, names: set[str]) -> Iterator[str]:
    """The Chinese of each line of a document, cut where a name stands."""
    known = sorted(names | {announcement.title or "\0"}, key=len, reverse=True)
    separator = re.compile("|".join(map(re.escape, known)))
    for line in announcement.body.splitlines():
        yield from (chinese(piece) for piece in separator.split(line))


@pytest.mark.skipif(ABSENT, reason="the real corpus is not here")
def test_no_sentence_is_copied() -> None:
    """No run of Chinese prose of a bundled document, marks aside, stands in any document of the corpus.

    Titles, names and labels are facts that nobody can say in other words: those of the hand-labelled gold file.
    """
    names = {name for name in strings(json.loads((GOLD / "dev.json").read_text())) if name}
    published = [chinese(path.read_text()) for path in (CORPUS / "announcements").glob("*.md")]
    runs = {text[start : start + PROSE] for text in published for start in range(len(text) - PROSE + 1)}
    store = DocumentStore(BUNDLED)
    own = [document for document in store.documents() if document.source == "bundled"]
    copied = {
        (document.file, piece)
        for document in own
        for piece in prose(parse(store.read(document), document.media_type), names)
        if any(piece[start : start + PROSE] in runs for start in range(len(piece) - PROSE + 1))
    }
    assert own
    assert copied == set()
