"""Builds of a series kept as a table: its sessions, and what is refused with exit 3."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.cli import salon

SETTINGS = """
name: {zh: 夜谈, en: Night talks}
short_name: {zh: 夜谈, en: Night}
host: Night
home_page: https://night.example/
time_zone: Asia/Shanghai
language: zh
session: {zh: 期, en: session}
identity: number
layout: table
table: {columns: {number: 期数, title: 标题, date: 日期}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data" / "announcements").mkdir(parents=True)
    (tmp_path / "data" / "series.yml").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data" / "announcements"


def test_sessions_are_those_of_the_table(folder: Path) -> None:
    (folder / "a.md").write_text("| 期数 | 日期 | 标题 |\n|---|---|---|\n| 3 | 2022-03-04 | 调度器 |\n", "utf-8")
    result = CliRunner().invoke(salon, ["build"])
    assert result.exit_code == 0, result.output
    found = sqlite3.connect("data/archive.db").execute("select number, date from issues").fetchall()
    assert found == [(3, "2022-03-04")]


def test_a_build_of_nothing_names_the_columns_seen(folder: Path) -> None:
    (folder / "a.md").write_text("| 甲 | 乙 |\n|---|---|\n| 3 | 调度器 |\n", "utf-8")
    result = CliRunner().invoke(salon, ["build"])
    assert result.exit_code == 3 and "甲 | 乙" in result.output


def test_tables_of_two_sources_are_refused_with_both_names(folder: Path) -> None:
    (folder / "a.md").write_text("| 期数 | 标题 |\n|---|---|\n| 3 | 调度器 |\n", "utf-8")
    other = folder.parent / "other"
    other.mkdir()
    (other / "b.md").write_text("| 期数 | 标题 |\n|---|---|\n| 3 | 陶艺 |\n", "utf-8")
    result = CliRunner().invoke(salon, ["build", "--documents", str(folder), "--documents", str(other)])
    assert result.exit_code == 3
    assert "announcements" in result.output and "other" in result.output


def test_a_source_can_be_chosen(folder: Path) -> None:
    (folder / "a.md").write_text("| 期数 | 标题 |\n|---|---|\n| 3 | 调度器 |\n", "utf-8")
    (folder / "b.md").write_text("| 期数 | 标题 |\n|---|---|\n| 4 | 陶艺 |\n", "utf-8")
    refused = CliRunner().invoke(salon, ["build"])
    assert refused.exit_code == 3 and "a.md, b.md" in refused.output and "--source" in refused.output
    chosen = CliRunner().invoke(salon, ["build", "--source", "b.md"])
    assert chosen.exit_code == 0, chosen.output
    assert sqlite3.connect("data/archive.db").execute("select number from issues").fetchall() == [(4,)]
    both = CliRunner().invoke(salon, ["build", "--source", "a.md", "--source", "b.md"])
    assert both.exit_code == 0, both.output
    unknown = CliRunner().invoke(salon, ["build", "--source", "c.md"])
    assert unknown.exit_code == 3 and "there are a.md, b.md" in unknown.output


def test_two_files_that_count_other_talks_are_refused_with_both_names(folder: Path) -> None:
    entries = []
    for path, title in (("talks.md", "调度器"), ("pottery.md", "陶艺")):
        text = f"| 期数 | 标题 |\n|---|---|\n| 3 | {title} |\n".encode()
        digest = hashlib.sha256(text).hexdigest()
        (folder / f"{digest}.md").write_bytes(text)
        about = {"source": "club", "path": path, "revision": "1", "published_at": "2022-03-04", "sha256": digest}
        entries.append(json.dumps(about | {"file": f"{digest}.md"}))
    (folder / "manifest.jsonl").write_text("\n".join(entries), "utf-8")
    result = CliRunner().invoke(salon, ["build"])
    assert result.exit_code == 3
    assert "talks.md" in result.output and "pottery.md" in result.output and "session 3" in result.output
