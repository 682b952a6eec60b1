"""The real announcements against what people read in them; skipped where they are not beside the checkout."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner
from support.scoring import ABSENT, CORPUS, score

from scraper.cli import salon
from scraper.parse import parse
from scraper.reconcile import reconcile
from scraper.reconcile.kinds import rules_from
from scraper.records import Announcement, Document
from scraper.rows import ArchiveRows
from scraper.settings import settings_of
from scraper.sources.documents.manifest import MANIFEST
from scraper.sources.documents.store import DocumentStore

pytestmark = pytest.mark.skipif(ABSENT, reason="the real corpus is not here")

STORE = CORPUS / "announcements"
EARLIER = ("2019-04-22", "2019-05-21")
"""Days as of which the gold files know the series in its older layouts."""


def run(*arguments: str) -> None:
    done = CliRunner().invoke(salon, [*arguments, "-q"], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def entries() -> list[dict[str, str]]:
    return [json.loads(line) for line in (STORE / MANIFEST).read_text().splitlines()]


def copied(folder: Path, until: str = "9999") -> Path:
    """The store with the documents up to a day."""
    folder.mkdir()
    kept = [entry for entry in entries() if entry["published_at"][:10] <= until]
    for entry in kept:
        shutil.copy(STORE / entry["file"], folder)
    (folder / MANIFEST).write_text("".join(json.dumps(entry) + "\n" for entry in kept))
    return folder


def as_pages(folder: Path, until: str) -> Path:
    """The same documents as GitHub's renderer makes them, each inside a page with navigation and footer."""
    folder.mkdir()
    lines = []
    for entry in entries():
        if entry["published_at"][:10] <= until:
            text = (STORE / entry["file"]).read_text()
            article = cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
            page = Path(entry["file"]).with_suffix(".html")
            (folder / page).write_text(PAGE.format(article=article))
            lines.append(json.dumps(entry | {"file": page.name, "media_type": "text/html", "sha256": ""}) + "\n")
    (folder / MANIFEST).write_text("".join(lines))
    return folder


PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>沙龙</title></head><body>
<nav><a href="https://example.org/">首页</a> <a href="https://example.org/recap">往期回顾</a></nav>
<article class="markdown-body">{article}</article>
<footer>联系我们：<a href="https://example.org/contact">报名</a></footer>
</body></html>
"""

GOLD_FILES = [("dev", "9999"), *((f"until-{day}", day) for day in EARLIER)]


@pytest.mark.parametrize(("gold", "until"), GOLD_FILES)
def test_score_of_the_folder(tmp_path: Path, gold: str, until: str) -> None:
    run("build", "--documents", str(copied(tmp_path / "store", until)), "--db", str(tmp_path / "archive.db"))
    figures = score(tmp_path / "archive.db", gold)
    assert figures["overall"] >= 0.99, figures
    assert min(figures.values()) >= 0.95, figures


@pytest.mark.parametrize(("gold", "until"), GOLD_FILES)
def test_score_of_the_same_as_pages(tmp_path: Path, gold: str, until: str) -> None:
    """Within 0.01 of the Markdown, row by row."""
    for name, store in (("text", copied(tmp_path / "text", until)), ("pages", as_pages(tmp_path / "pages", until))):
        run("build", "--documents", str(store), "--db", str(tmp_path / f"{name}.db"))
    text, pages = score(tmp_path / "text.db", gold), score(tmp_path / "pages.db", gold)
    assert {row: figure for row, figure in pages.items() if abs(figure - text[row]) > 0.01} == {}


def test_score_of_the_git_history(tmp_path: Path) -> None:
    """Fetched from the bundle into a store of its own; the revisions differ, the bytes and dates do not."""
    store, archive = tmp_path / "store", tmp_path / "archive.db"
    bundle = str(CORPUS / "history.bundle")
    run("fetch", "--git", bundle, "--path", "classroomActive.md", "--documents", str(store))
    fetched, given = DocumentStore(store).documents(), DocumentStore(STORE).documents()
    assert sorted(one.sha256 for one in fetched) == sorted(one.sha256 for one in given)
    run("build", "--documents", str(store), "--db", str(archive))
    assert score(archive, "dev")["overall"] >= 0.99


@pytest.fixture(scope="module")
def parsed() -> list[tuple[Document, Announcement]]:
    store = DocumentStore(STORE)
    return [(document, parse(store.read(document), document.media_type)) for document in store.documents()]


def reconciled(parsed: list[tuple[Document, Announcement]]) -> ArchiveRows:
    return reconcile(parsed, rules_from(settings_of("data/link_kinds.yml", "")))


FINDINGS = [
    ("number_mismatch", 4, "第三期"),
    ("number_mismatch", 29, "第 28 期"),
    ("date_inconsistent", 48, "05月05日"),
    ("date_conflict", 55, "20.08.31"),
    ("missing_issue", 30, ""),
    ("not_in_recap", 29, "第 29 期"),
    ("no_replay", 27, "课程资料"),
    ("topic_mismatch", 3, "梯度下降"),
    ("placeholder_topic", 15, "待定"),
    ("missing_speaker", 44, "Deep Leakage"),
    ("repeated_content", 52, "Population Based Augmentation"),
    ("shared_link", 32, "5e6da6ee9e1a929502422266"),
    ("shared_link", 33, "5e6da6ee9e1a929502422266"),
    ("malformed_link", 52, "（https://b23.tv/BV1mV411z7nB）"),
    ("empty_link", 7, "type=practice"),
]


@pytest.mark.parametrize(("code", "number", "place"), FINDINGS)
def test_finding_is_where_it_is(
    parsed: list[tuple[Document, Announcement]], code: str, number: int, place: str
) -> None:
    found = [one for one in reconciled(parsed).findings if (one.code, one.issue_number) == (code, number)]
    assert any(place in (one.excerpt or "") for one in found), found


def test_nothing_is_unreadable(parsed: list[tuple[Document, Announcement]]) -> None:
    codes = {one.code for one in reconciled(parsed).findings}
    assert not codes & {"unreadable_document", "stale_correction"}


def test_order_of_documents_changes_nothing(parsed: list[tuple[Document, Announcement]]) -> None:
    expected, shuffled = asdict(reconciled(parsed)), list(parsed)
    for seed in range(3):
        random.Random(seed).shuffle(shuffled)
        assert asdict(reconciled(shuffled)) == expected


def test_newer_documents_change_no_key(parsed: list[tuple[Document, Announcement]]) -> None:
    """A topic's key is gone only where a newer document drops the topic, which `changes` says, or counts its issue."""
    states = [reconciled(parsed[:count]) for count in range(3, len(parsed) + 1, 4)]
    for before, after in pairwise(states):
        counted = {number for document, number in before.announces.items() if after.announces[document] != number}
        dropped = {one.old for one in after.changes if one.field == "topic" and one.new is None}
        kept = {one.id for one in after.topics}
        gone = [one for one in before.topics if one.id not in kept and one.issue_number not in counted]
        assert [one.title for one in gone if one.title not in dropped] == []
        assert {one.id for one in before.links} <= {one.id for one in after.links}


def tables(archive: Path) -> Iterator[str]:
    connection = sqlite3.connect(archive)
    yield from (line for line in connection.iterdump() if not line.startswith('INSERT INTO "archive"'))
    connection.close()


def test_building_again_changes_no_byte_of_any_table(tmp_path: Path) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    for archive in (first, second, second):
        run("build", "--documents", str(STORE), "--db", str(archive))
    assert list(tables(first)) == list(tables(second))
