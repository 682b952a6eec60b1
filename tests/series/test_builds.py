"""Builds of a series kept as a table: its sessions, and refusals with exit 3."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.series import night_talks

from scraper.cli import salon

SETTINGS = night_talks("{number: 期数, title: 标题, date: 日期}")


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


BY_DAY = night_talks("{date: Day, title: Talk, speakers: Who}", language="en", identity="date")


def test_a_session_is_called_by_its_day_wherever_people_read(folder: Path) -> None:
    """Tables of a terminal have the day for a number that means one, and `--issue` takes it; programs get the number."""
    (folder.parent / "series.yml").write_text(BY_DAY, "utf-8")
    rows = ["| Day | Talk | Who |", "|---|---|---|", "| 2020-09-16 | Parsers | Ada |", "| 2020-09-23 | cancelled | |"]
    (folder / "a.md").write_text("\n".join(rows), "utf-8")
    assert CliRunner().invoke(salon, ["build", "-q"]).exit_code == 0
    for command in (["search", "Parsers"], ["report", "findings", "--issue", "2020-09-23"]):
        table = CliRunner().invoke(salon, command)
        numbers = [
            row["issue_number"]
            for row in json.loads(CliRunner().invoke(salon, [*command, "-q", "--format", "json"]).stdout)
        ]
        day = "2020-09-16" if command[0] == "search" else "2020-09-23"
        assert day in table.stdout and day.replace("-", "") not in table.stdout, table.output
        assert set(numbers) == {int(day.replace("-", ""))}


@pytest.mark.parametrize("words", ["soon", "2020-9-1", "-3", "1" * 30])
def test_what_is_no_number_and_no_day_is_refused(folder: Path, words: str) -> None:
    result = CliRunner().invoke(salon, ["report", "findings", "--issue", words])
    assert result.exit_code == 2 and "--issue" in result.output


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("## Upcoming", "announced"),
        ("**Upcoming talks**", "announced"),
        ("## 即将举办", "announced"),
        ("## Upcoming\n\n### Room 5", "announced"),
        ("## Upcoming\n\n## Talks", "held"),
        ("## Talks", "held"),
        ("Upcoming", "held"),
    ],
)
def test_a_session_without_a_day_is_held_unless_its_heading_says_it_is_to_come(
    folder: Path, heading: str, status: str
) -> None:
    table = "| 期数 | 日期 | 标题 |\n|---|---|---|\n| 3 | | 调度器 |\n| 4 | | 取消 |\n"
    (folder / "a.md").write_text(f"{heading}\n\n{table}", "utf-8")
    result = CliRunner().invoke(salon, ["build"])
    assert result.exit_code == 0, result.output
    found = sqlite3.connect("data/archive.db").execute("select number, status from issues order by number").fetchall()
    assert found == [(3, status), (4, "cancelled")]
