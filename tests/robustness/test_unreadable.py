"""Files and folders that may not be read or written: one line that names them, nothing lost, and nothing done by half."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.history import announcement, linear
from servers.loopback import Reply, serve
from support.linked_archive import CHECK, LINKS, write_linked
from support.serving import SALON
from support.soundness import checks_in, contents, observed_checks, stored

_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2


def heed_modes() -> None:
    """In a process about to run a program: even for root the modes of files count."""
    prctl = ctypes.CDLL(None).prctl
    for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, preexec_fn=heed_modes, capture_output=True, text=True, check=False)


def refused(done: subprocess.CompletedProcess[str], name: str) -> None:
    """The work failed, or what was named is of no use; the last line says which file it is."""
    assert done.returncode in (2, 3), (done.returncode, done.stderr)
    assert name in done.stderr.splitlines()[-1]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a store, its archive, and a check of every link; its modes are mended at the end."""
    with serve(lambda request: Reply(200, {"Content-Type": "text/html"}, b"<p>Recording")) as server:
        write_linked(tmp_path / "documents", server.url, 1)
        (tmp_path / "documents" / "2020-05-01-other.md").write_text(
            "# 第 89 期机器学习沙龙\n\n时间：5月1日 13:00-14:00\n"
        )
        for command in ([*SALON, "build", "-q", "--documents", "documents", "--db", "archive.db"], CHECK):
            assert run(tmp_path, *command).returncode == 0
        yield tmp_path
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o755)


BUILD = [*SALON, "build", "-q", "--documents", "documents", "--db", "archive.db"]


def test_a_document_is_a_finding(folder: Path) -> None:
    (folder / "documents" / "2020-05-01-other.md").chmod(0)
    done = run(folder, *BUILD)
    assert done.returncode == 0, done.stderr
    shown = run(folder, *SALON, "report", "findings", "--code", "unreadable_document", "--db", "archive.db")
    assert "2020-05-01-other.md: cannot be read (Permission denied)" in shown.stdout
    assert len(checks_in(folder / "archive.db")) == LINKS


@pytest.mark.parametrize("name", ["documents", "link_checks.jsonl", "archive.db"])
def test_a_build_that_cannot_know_all_refuses(folder: Path, name: str) -> None:
    """Without the observations, say, it would make an archive that knows none."""
    before = contents(folder / "archive.db")
    (folder / "documents" / "2020-05-02-new.md").write_text("# 第 91 期机器学习沙龙\n\n时间：5月2日 13:00-14:00\n")
    (folder / name).chmod(0)
    refused(run(folder, *BUILD), name)
    (folder / name).chmod(0o755)
    assert contents(folder / "archive.db") == before


def test_a_folder_that_takes_no_archive(folder: Path) -> None:
    before = contents(folder / "archive.db")
    (folder / "documents" / "2020-05-01-other.md").unlink()
    (folder / ".archive.db.lock").unlink(missing_ok=True)
    folder.chmod(0o555)
    refused(run(folder, *BUILD), "archive.db")
    folder.chmod(0o755)
    assert contents(folder / "archive.db") == before


@pytest.mark.parametrize(("name", "mode"), [("archive.db", 0), ("archive.db", 0o444), ("link_checks.jsonl", 0o444)])
def test_a_check_that_cannot_be_recorded_refuses(folder: Path, name: str, mode: int) -> None:
    lines = (folder / "link_checks.jsonl").read_bytes()
    (folder / name).chmod(mode)
    refused(run(folder, *CHECK), name)
    (folder / name).chmod(0o755)
    assert (folder / "link_checks.jsonl").read_bytes().startswith(lines)
    assert checks_in(folder / "archive.db") <= {outcome.id for outcome in observed_checks(folder / "link_checks.jsonl")}


@pytest.mark.parametrize(("name", "mode"), [("", 0o555), ("manifest.jsonl", 0), ("manifest.jsonl", 0o444)])
def test_a_store_that_cannot_be_added_to_keeps_what_it_has(tmp_path: Path, name: str, mode: int) -> None:
    repository, store = tmp_path / "salons.git", tmp_path / "store"
    fetch = [*SALON, "fetch", "-q", "--path", "salon.md", "--documents", "store", "--git", str(repository)]
    linear(repository, 2)
    assert run(tmp_path, *fetch).returncode == 0
    shutil.rmtree(repository)
    linear(repository, 4)
    manifest = (store / "manifest.jsonl").read_bytes()
    (store / name).chmod(mode)
    refused(run(tmp_path, *fetch), "store")
    (store / name).chmod(0o755)
    assert (store / "manifest.jsonl").read_bytes() == manifest
    assert {announcement(1), announcement(2)} <= set(stored(store))
    assert run(tmp_path, *fetch).returncode == 0
    assert len(stored(store)) == len((store / "manifest.jsonl").read_bytes().splitlines()) == 4
