"""`salon build -v` shows the words of the documents that no reader understood."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner
from support.series import issue, talk

from scraper.cli import salon


def test_what_is_left_over_is_shown_and_kept(tmp_path: Path) -> None:
    store, archive = tmp_path / "documents", tmp_path / "archive.db"
    store.mkdir()
    text = issue(4, "4月13日（周六）", talk("甲论", "林一"), 暗号="天王盖地虎")
    (store / "2019-04-09-a.md").write_text(text, encoding="utf-8")
    options = ["build", "--documents", str(store), "--db", str(archive), "--jobs", "1"]
    said = CliRunner().invoke(salon, [*options, "-v"], catch_exceptions=False).stderr
    assert "暗号：天王盖地虎" in said
    assert "2019-04-09" in said
    assert "2019-04-09-a.md of 2019-04-09: '暗号：天王盖地虎' in the header" in said.splitlines()
    with closing(sqlite3.connect(archive)) as connection:
        (left,) = connection.execute("select left_over from documents").fetchone()
    assert "暗号：天王盖地虎" in left
    assert "暗号" not in CliRunner().invoke(salon, options, catch_exceptions=False).output
