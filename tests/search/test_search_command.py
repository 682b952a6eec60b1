"""`salon search`: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.sample_archive import FORMULA_TITLE, write_archive

from scraper.cli.search import command


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("command") / "archive.db")


def search(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, [*arguments, "--db", str(archive)], env={"COLUMNS": "200"})


def test_json_has_one_object_a_topic(archive: Path) -> None:
    result = search(archive, "聯邦", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == [
        {
            "id": 102,
            "issue_number": 2,
            "date": "2019-04-20",
            "title": "联邦学习综述",
            "track": "论文分享",
            "speakers": "王小明、李小红",
            "papers": "Federated Learning",
            "replay": "https://live.example.org/2",
            "replay_state": "alive",
            "verdict": "alive",
            "archived_url": None,
        }
    ]
    assert result.stderr == "1 of 1 topics (also federated)\n"


def test_csv_is_safe_in_a_spreadsheet(archive: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(search(archive, "hyperlink", "--format", "csv").stdout)))
    assert [row["title"] for row in rows] == [f"'{FORMULA_TITLE}"]


def test_table_names_issue_speakers_and_replay(archive: Path) -> None:
    output = search(archive, "王小明").stdout
    for words in ("联邦学习综述", "2019-04-20", "王小明、李小红", "https://live.example.org/2"):
        assert words in output


def test_a_dead_replay_is_named_as_dead_and_its_copy_is_the_link(archive: Path) -> None:
    output = search(archive, "强化学习").stdout
    assert "存档副本 archived copy" in output and "https://copy.example.org/3" in output
    assert "https://live.example.org/3" not in output
    rows = list(csv.DictReader(io.StringIO(search(archive, "强化学习", "--format", "csv").stdout)))
    assert (rows[0]["replay"], rows[0]["replay_state"], rows[0]["archived_url"]) == (
        "https://live.example.org/3", "dead", "https://copy.example.org/3",
    )  # fmt: skip


def test_several_words_are_one_search(archive: Path) -> None:
    assert search(archive, "联邦", "小明", "--format", "json").stderr == "1 of 1 topics (also federated)\n"
    assert search(archive, "联邦", "强化", "--format", "json").stderr == "no topic matches\n"


def test_hostile_text_reaches_the_terminal_as_text(archive: Path) -> None:
    output = search(archive, "alert").stdout
    assert "<script>alert(1)</script>" in output and "\x0b" not in output


@pytest.mark.parametrize(
    ("options", "found"),
    [([], 3), (["--year", "2020"], 1), (["--track", "论文分享"], 1), (["--year", "2018"], 0), (["--limit", "1"], 1)],
)
def test_options_narrow(archive: Path, options: list[str], found: int) -> None:
    result = search(archive, "学习", "--format", "json", *options)
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == found


def test_nothing_found_is_no_failure(archive: Path) -> None:
    result = search(archive, "没有这个词")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no topic matches\n")


def test_a_text_without_words_is_wrong_usage(archive: Path) -> None:
    result = search(archive, "《》")
    assert result.exit_code == 2
    assert "no letter, digit or Chinese character" in result.stderr


def test_a_track_that_is_none_names_the_others(archive: Path) -> None:
    result = search(archive, "学习", "--track", "论文")
    assert (
        result.exit_code == 2
        and "论文 is not in the archive; there are" in result.stderr
        and "论文分享" in result.stderr
    )


def test_no_archive_or_a_broken_one_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database, but long enough to be read as one " * 30)
    with closing(sqlite3.connect(tmp_path / "empty.db")) as connection:
        connection.execute("create table t (a)")
    for name in ("missing.db", "text.db", "empty.db"):
        result = search(tmp_path / name, "联邦")
        assert result.exit_code == 3
        assert name in result.stderr and "salon build" in result.stderr and "\n" not in result.stderr.strip()


def test_a_theme_is_named_in_either_language(archive: Path) -> None:
    """Topics have a theme by its first name; the other one and small letters find it as well."""
    with closing(sqlite3.connect(archive)) as connection:
        chinese, english = connection.execute(
            "select name, english from themes join topic_themes on theme = name where topic_id = 102"
        ).fetchone()
    for name in (chinese, english, english.lower()):
        result = search(archive, "联邦", "--theme", name, "--format", "json")
        assert [topic["id"] for topic in json.loads(result.stdout)] == [102], result.stderr
    unknown = search(archive, "联邦", "--theme", "Cooking")
    assert unknown.exit_code == 2 and english in unknown.stderr
