"""The command line as a whole: however it ends, one clear line and the exit code that says so."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len
from support.measured import unmeasured
from support.sample_archive import write_archive
from support.serving import SALON

from scraper.cli import COMMANDS, salon
from scraper.records import FindingCode


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("command_line") / "archive.db")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(salon, arguments)


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    variables = {"PATH": os.environ["PATH"], **environment}
    return subprocess.Popen([*SALON, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=variables)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0 and result.stdout.startswith(f"Usage: salon {name}")


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "联邦"],
        ["report", "findings"],
        ["report", "links"],
        ["export", "ics"],
        ["publish", "static", "copy"],
        ["check"],
        ["serve"],
    ],
)
def test_without_an_archive_each_names_the_remedy(arguments: list[str], tmp_path: Path) -> None:
    result = run(*arguments, "--db", str(tmp_path / "none.db"))
    assert result.exit_code == 3
    assert "salon build" in result.stderr and len(result.stderr.splitlines()) == 1


def test_an_archive_of_another_version_is_said(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "archive.db")
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("pragma user_version = 99")
    result = run("report", "findings", "--db", str(archive))
    assert result.exit_code == 3 and "another version" in result.stderr


def test_a_disk_that_is_full_is_one_line(archive: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with Path("/dev/full").open("wb") as full:
        program = [*SALON, "report", "findings", "--format", "csv", "--db", str(archive)]
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.decode().splitlines()[-1] == "Error: No space left on device"


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_reader_that_has_seen_enough_is_no_failure(archive: Path, form: str) -> None:
    """`salon report findings | head -1` with the reader gone before a word is written."""
    reading, writing = os.pipe()
    os.close(reading)
    program = [*SALON, "report", "findings", "-q", "--format", form, "--db", str(archive)]
    done = subprocess.run(program, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "latin-1"}])
def test_files_get_utf_8_whatever_the_locale(archive: Path, locale: dict[str, str]) -> None:
    with start("report", "findings", "--format", "csv", "--db", str(archive), PYTHONUTF8="0", **locale) as process:
        output, errors = process.communicate()
    assert process.returncode == 0, errors
    assert next(csv.reader(io.StringIO(output.decode()))) == ["issue_number", "code", "message", "excerpt"]


def test_stopping_the_server_is_no_failure(archive: Path) -> None:
    with start("serve", "--port", "0", "--db", str(archive)) as process:
        assert process.stderr is not None and b"Ctrl+C stops" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, b"")


def test_an_interruption_is_one_line(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a traceback, nor the exit code that `--fail-on` has."""

    def interrupted(database: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scraper.store.read.check_archive", interrupted)
    result = run("report", "findings", "--db", str(archive))
    assert result.exit_code == 3
    assert result.stderr.startswith("Error: interrupted;") and len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("report", ["findings", "links"])
def test_a_table_for_a_program_has_a_line_a_row(report: str, tmp_path: Path) -> None:
    """What no terminal shows is neither cut nor folded, however long: `grep` finds whole rows."""
    archive = write_archive(tmp_path / "archive.db")
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("update links set url = url || '/' || hex(zeroblob(1500))")
        connection.execute("update findings set excerpt = hex(zeroblob(1500))")
    found = json.loads(run("report", report, "--format", "json", "--db", str(archive)).stdout)
    lines = run("report", report, "--db", str(archive)).stdout.splitlines()
    assert len(lines) == 1 + len(found) and all("0" * 3000 in line and not line.endswith(" ") for line in lines[1:])


@pytest.mark.skipif(os.name != "posix", reason="there are no such terminals")
@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_table_is_as_wide_as_the_terminal(archive: Path, width: int) -> None:
    """Where that is too narrow, an address is whole on a line of its own, never a tower of pieces."""
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, width))
    command = [*SALON, "report", "links", "-q", "--db", str(archive)]
    subprocess.run(command, stdout=theirs, env={"PATH": os.environ["PATH"], "NO_COLOR": "1"}, check=True)
    os.close(theirs)
    lines = re.sub(r"\x1b\[\d*m", "", os.read(ours, 1 << 16).decode("utf-8", "ignore")).splitlines()
    os.close(ours)
    said = [line for line in lines if not line.startswith("    ") or "://" not in line]
    urls = [row["url"] for row in json.loads(run("report", "links", "--format", "json", "--db", str(archive)).stdout)]
    assert len(lines) > 3 and max(map(cell_len, said)) <= width
    assert all(any(url in line for line in lines) for url in urls)


def test_an_issue_that_is_not_there_is_wrong_usage(archive: Path) -> None:
    result = run("report", "findings", "--issue", "999", "--db", str(archive))
    assert result.exit_code == 2 and "999 is not in the archive" in result.stderr


@pytest.mark.parametrize("options", [["--code", "no_replay"], ["--issue", "1"]])
def test_findings_narrow(archive: Path, options: list[str]) -> None:
    rows = json.loads(run("report", "findings", "--format", "json", "--db", str(archive), *options).stdout)
    assert rows and {row["issue_number"] for row in rows} == {1}


def test_a_wrong_code_names_the_right_ones() -> None:
    result = run("report", "findings", "--code", "nothing")
    assert result.exit_code == 2 and all(code in result.stderr for code in FindingCode)


def test_a_command_that_is_none_gets_the_one_that_was_meant() -> None:
    result = run("serach", "x")
    assert result.exit_code == 2 and "Did you mean 'search'?" in result.stderr
    assert "Did you mean" not in run("xyzzy").stderr


def test_findings_are_counted_by_code_and_printed_as_markdown(archive: Path) -> None:
    result = run("report", "findings", "--format", "markdown", "--db", str(archive))
    assert result.stderr.startswith("2 findings\n     1 ") and "no_replay" in result.stderr
    assert result.stdout.startswith("| Issue | Code | What | Where |\n| --- |") and "no\\_replay" in result.stdout
    rows = json.loads(run("report", "findings", "--format", "json", "--db", str(archive)).stdout)
    assert {row["document_id"] for row in rows} == {12, 13}


def test_links_of_a_kind(archive: Path) -> None:
    rows = json.loads(run("report", "links", "--kind", "registration", "--format", "json", "--db", str(archive)).stdout)
    assert [row["url"] for row in rows] == ["https://form.example.org/4"]
    assert run("report", "links", "--kind", "video", "--db", str(archive)).exit_code == 2


def test_links_are_reported_without_asking_anybody(archive: Path) -> None:
    rows = json.loads(run("report", "links", "--format", "json", "--db", str(archive)).stdout)
    dead = json.loads(run("report", "links", "--format", "json", "--verdict", "dead", "--db", str(archive)).stdout)
    assert rows[0] == dead[0] and {row["verdict"] for row in dead} == {"dead"} and len(dead) < len(rows)
    assert "http" in run("report", "links", "--db", str(archive)).stdout


def test_a_newcomer_gets_an_archive_in_an_empty_folder(tmp_path: Path) -> None:
    """`salon build` then `salon search`, with nothing but what travels with the package."""
    for arguments in (["build"], ["build"], ["search", "联邦学习"], ["report", "links"], ["check", "--dry-run"]):
        done = subprocess.run([*SALON, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0 and done.stdout, (arguments, done.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@unmeasured
def test_help_is_quick_to_load() -> None:
    """`salon --help` loads nothing that reads, fetches, serves or draws."""
    program = "import sys; from scraper.cli import salon; salon.main(['--help'], standalone_mode=False)\n"
    program += "print(*(set(sys.modules) & {'datasette', 'httpx', 'rich', 'lxml', 'yaml', 'sqlite3'}), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.split() == []
