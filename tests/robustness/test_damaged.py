"""A damaged archive: each command says so in one line, or does its work; none shows a traceback."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.sample_archive import write_archive

from scraper.cli import salon

COMMANDS = (
    ("search", "联邦"),
    ("report", "findings"),
    ("report", "links"),
    ("check", "--dry-run"),
    ("export", "json"),
    ("export", "csv", "--table", "documents"),
    ("publish", "metadata", "metadata.json"),
    ("publish", "picture", "picture.svg"),
    ("publish", "static", "copy"),
    ("serve", "--port", "0"),
)
NO_TEXT = b"\xcb"
HARMS = {
    "a view whose text is broken": lambda whole: whole.replace(b"VIEW dead_links", b"VI\xcbW dead_links"),
    "a column whose text is broken": lambda whole: whole.replace(b"in_agenda integer", b"in_agenda int\xcbg r"),
    "the pages of the tables": lambda whole: whole[: len(whole) // 4] + NO_TEXT * (len(whole) * 3 // 4),
    "the second half": lambda whole: whole[: len(whole) // 2],
    "all but the header": lambda whole: whole[:100],
    "everything": lambda whole: b"",
    "a header of another file": lambda whole: b"\x7fELF" + whole[4:],
    "another version": lambda whole: whole[:60] + b"\x7f" + whole[61:],
    "another size of pages": lambda whole: whole[:16] + b"\x00\x03" + whole[18:],
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_archive(tmp_path_factory.mktemp("whole") / "archive.db").read_bytes()


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_one_line_says_it(
    whole: bytes, harm: str, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    damaged = HARMS[harm](whole)
    assert damaged != whole
    Path("archive.db").write_bytes(damaged)
    done = CliRunner().invoke(salon, [*command, "--db", "archive.db"])
    if (harm, command[0]) == ("another version", "check"):  # which writes down what it sees in any archive with links
        assert done.exit_code == 0
        return
    assert isinstance(done.exception, SystemExit) and done.exit_code == 3, done.exception
    assert len(done.stderr.splitlines()) == 1 and "archive.db" in done.stderr


def test_a_text_that_is_none_is_told_in_one_line(whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite quotes all of it, with its line ends and what a terminal would obey."""
    monkeypatch.chdir(tmp_path)
    Path("archive.db").write_bytes(whole)
    with sqlite3.connect("archive.db") as archive:
        archive.execute("update documents set body = cast(? as text)", (b"a\n\x1b[2J\xff\n" * 20,))
    done = CliRunner().invoke(salon, ["export", "csv", "--table", "documents", "--db", "archive.db"])
    assert done.exit_code == 3 and len(done.stderr.splitlines()) == 1 and "\x1b" not in done.stderr
