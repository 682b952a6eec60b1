"""Builds of a series kept as a table: its sessions, and what is refused with exit 3."""

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
