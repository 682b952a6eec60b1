"""Every call that changes a file may be the last, be done by half, or find the disk full: nothing is lost or left half."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.history import announcement, linear
from servers.loopback import Reply, Request, serve
from support.failing import Call, FailingCalls, compiled, faults
from support.linked_archive import CHECK, write_linked
from support.measured import unmeasured
from support.serving import SALON
from support.soundness import checks_in, contents, observed_checks, stored

from benchmarks.series import write_store
from scraper.cli.archive import archive_connection
from scraper.sources.documents.store import DocumentStore

pytestmark = unmeasured
HELD, REVISIONS = 2, 7
TEXTS = [announcement(number) for number in range(1, REVISIONS + 1)]


@pytest.fixture
def failing(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> FailingCalls:
    return FailingCalls(compiled(tmp_path_factory.mktemp("library")), tmp_path)


@pytest.fixture
def count(soak: bool) -> int | None:
    """Of points."""
    return 100 if soak else None


def salon(folder: Path, *arguments: str) -> None:
    done = subprocess.run([*SALON, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def told(name: str, ends: Counter[int]) -> None:
    print(f"{name}: {ends.total()} calls failed; killed at {ends[-9]}, refused at {ends[3]}, without harm at {ends[0]}")


def fair(done: subprocess.CompletedProcess[str]) -> int:
    """The exit code of a run that was killed, said in one line what failed, or ended well."""
    assert done.returncode in (-9, 0, 3), done.stderr
    assert done.returncode != 3 or len(done.stderr.splitlines()) == 1, done.stderr
    return done.returncode


# The store


def fetching(folder: Path) -> list[str]:
    """Fetches a history of which the store already holds the beginning."""
    repository, store = folder / "salons.git", folder / "store"
    command = [*SALON, *f"fetch -q --git {repository} --path salon.md --documents {store}".split()]
    linear(repository, HELD)
    salon(folder, *command[len(SALON) :])
    shutil.rmtree(repository)
    linear(repository, REVISIONS)
    (store / ".2019-01-01-0000000.md.part").write_text("left by a run that was killed")
    store.rename(folder / "begun")
    return command


def test_fetch(failing: FailingCalls, count: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the store held it still holds, what it gained is whole, and the next run brings the rest, each once."""
    folder = failing.folder
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    command, store = fetching(folder), folder / "store"
    shutil.copytree(folder / "begun", store)
    ends: Counter[int] = Counter()
    for fault in faults(failing.calls(command), count, seed=1):
        shutil.rmtree(store)
        shutil.copytree(folder / "begun", store)
        end = fair(failing.run(command, fault))
        ends[end] += 1
        assert is_whole(store) or end == -9, fault
        assert set(TEXTS[:HELD]) <= set(stored(store)) <= set(TEXTS), fault
        salon(folder, *command[len(SALON) :])
        assert sorted(stored(store)) == sorted(TEXTS), fault
        assert is_whole(store), fault
        assert len((store / "manifest.jsonl").read_bytes().splitlines()) == REVISIONS, fault
    told("fetch", ends)


def is_whole(folder: Path) -> bool:
    """Whether a store has nothing half: no line, no file."""
    store = DocumentStore(folder)
    return bool(store.documents()) and not store.problems and not list(folder.glob(".*.part"))


# The archive


@pytest.fixture
def building(tmp_path: Path) -> list[str]:
    """Builds a new archive in place of an old one; both are kept beside it."""
    for store, announcements in {"few": 12, "many": 20}.items():
        write_store(tmp_path / store, announcements, seed=9)
        salon(tmp_path, "build", "-q", "--documents", store, "--db", f"{store}.db")
    return [*SALON, "build", "-q", "--documents", "many", "--db", "archive.db"]


def test_build(failing: FailingCalls, count: int | None, building: list[str]) -> None:
    """The archive is the old one or the new one, the new one where the command says so, and nothing is left beside it."""
    folder = failing.folder
    archive = shutil.copy(folder / "few.db", folder / "archive.db")
    old, new = contents(folder / "few.db"), contents(folder / "many.db")
    ends: Counter[int] = Counter()
    for fault in faults(failing.calls(building), count, seed=2):
        shutil.copy(folder / "few.db", archive)
        end = fair(failing.run(building, fault))
        ends[end] += 1
        assert contents(archive) in {0: [new], 3: [old], -9: [old, new]}[end], fault
        assert end == -9 or beside(archive) <= {".archive.db.lock"}, fault
        salon(folder, *building[len(SALON) :])
        assert contents(archive) == new, fault
        assert beside(archive) <= {".archive.db.lock"}, fault
    told("build", ends)


def beside(archive: Path) -> set[str]:
    """The files that belong to an archive, itself apart."""
    return {path.name for path in archive.parent.glob(f"*{archive.name}*")} - {archive.name}


# What was observed


@pytest.fixture
def checking(tmp_path: Path) -> Iterator[list[str]]:
    """Checks the links of an archive, which was checked once before."""

    def answer(request: Request) -> Reply:
        return Reply(200, {"Content-Type": "text/html"}, f"<title>{request.path}</title><p>Recording".encode())

    with serve(answer) as server:
        write_linked(tmp_path / "linked", server.url, 1)
        salon(tmp_path, "build", "-q", "--documents", "linked", "--db", "archive.db")
        salon(tmp_path, *CHECK[len(SALON) :])
        yield CHECK


def test_check(failing: FailingCalls, count: int | None, checking: list[str]) -> None:
    """Lines are only added, every whole one is read, the archive knows none that is not there and catches up with all."""
    folder = failing.folder
    archive, lines = folder / "archive.db", folder / "link_checks.jsonl"
    ends: Counter[int] = Counter()
    for fault in faults(failing.calls(checking), count, seed=3):
        before, known = lines.read_bytes(), observed(lines)
        end = fair(failing.run(checking, fault))
        ends[end] += 1
        assert lines.read_bytes().startswith(before), fault
        assert known < observed(lines) or end != 0, fault
        with archive_connection(archive):  # whoever reads it undoes what was left half-written
            assert checks_in(archive) <= observed(lines), fault
        contents(archive)
    salon(folder, "check", "--dry-run", "--db", "archive.db")
    assert checks_in(archive) == observed(lines)
    told("check", ends)


def observed(lines: Path) -> set[int]:
    return {outcome.id for outcome in observed_checks(lines)}


# What a power cut would leave


def test_nothing_takes_its_name_before_it_is_on_the_disk(
    failing: FailingCalls, building: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is renamed into place was synced after the last byte of it was written."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(failing.folder / "cache"))
    for command in (building, fetching(failing.folder)):
        calls = failing.calls(command)
        renamed = [place for place, call in enumerate(calls) if call.name == "rename"]
        assert renamed
        for place in renamed:
            assert last_change(calls[:place], calls[place].path).name in ("fsync", "fdatasync")


def last_change(calls: list[Call], path: Path) -> Call:
    return [call for call in calls if call.path == path][-1]
