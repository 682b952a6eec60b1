"""Whatever kills, starves or crowds a command: store and archive are whole, old or new, and no observation is lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from servers.history import announcement, linear
from servers.loopback import Loopback, Reply, Request, serve
from support.killing import Victim, fill, small_disk
from support.linked_archive import CHECK, LINKS, write_linked
from support.serving import SALON, serving
from support.soundness import checks_in, contents, observed_checks, stored

from benchmarks.series import write_store
from scraper.cli.archive import archive_connection

REVISIONS = 40
TEXTS = [announcement(number) for number in range(1, REVISIONS + 1)]


@pytest.fixture
def kills(soak: bool) -> int:
    return 100 if soak else 8


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stores, `few` and `many`, and their archives."""
    folder = tmp_path_factory.mktemp("archives")
    for store, announcements in {"few": 24, "many": 60}.items():
        write_store(folder / store, announcements, seed=9)
        salon("build", "-q", "--documents", store, "--db", f"{store}.db", folder=folder)
    return folder


def salon(*arguments: str, folder: Path, code: int = 0) -> str:
    """Runs a command; what it said of errors."""
    done = subprocess.run([*SALON, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stderr


# Killed


def test_fetch_killed(tmp_path: Path, kills: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store is whole each time, what it held it still holds, and the next run goes on."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    repository = linear(tmp_path / "salons.git", REVISIONS).folder
    store, cache = tmp_path / "store", tmp_path / "cache"
    command = [*SALON, "fetch", "-q", "--git", str(repository), "--path", "salon.md", "--documents", "store"]
    victim = Victim(command, tmp_path, (cache.exists, (store / "manifest.jsonl").exists))
    died = 0
    for mark, delay in victim.points(kills, seed=1):
        if len(stored(store)) == REVISIONS:
            shutil.rmtree(store)
            shutil.rmtree(cache)
        before = stored(store)
        died += victim.killed(mark, delay)
        assert set(before) <= set(stored(store)) <= set(TEXTS)
    salon(*command[len(SALON) :], folder=tmp_path)
    assert sorted(stored(store)) == sorted(TEXTS)
    print(f"fetch: killed at {died} of {kills} points")


def test_build_killed(archives: Path, tmp_path: Path, kills: int) -> None:
    """The archive is the one before or the one after, for readers too, and nothing is left lying about."""
    archive = shutil.copy(archives / "few.db", tmp_path / "archive.db")
    old, new = contents(archives / "few.db"), contents(archives / "many.db")
    building = tmp_path / ".archive.db.building"
    command = [*SALON, "build", "-q", "--documents", str(archives / "many"), "--db", "archive.db"]
    died = 0
    for mark, delay in Victim(command, tmp_path, (building.exists,)).points(kills, seed=2):
        shutil.copy(archives / "few.db", archive)
        died += Victim(command, tmp_path).killed(mark, delay)
        with archive_connection(archive) as connection:
            connection.execute("select count(*) from topics").fetchone()
        assert contents(archive) in (old, new)
    shutil.copy(archives / "few.db", archive)
    salon(*command[len(SALON) :], folder=tmp_path)
    assert contents(archive) == new
    assert {path.name for path in tmp_path.iterdir()} <= {"archive.db", ".archive.db.lock"}
    print(f"build: killed at {died} of {kills} points")


@pytest.fixture
def linked(tmp_path: Path) -> Iterator[tuple[Path, Loopback]]:
    """A folder with an archive whose links lead to a server that takes its time, and that server."""

    def answer(request: Request) -> Reply:
        time.sleep(0.02)
        return Reply(200, {"Content-Type": "text/html"}, f"<title>{request.path}</title><p>Recording".encode())

    with serve(answer) as server:
        write_linked(tmp_path / "linked", server.url, 1)
        write_linked(tmp_path / "relinked", server.url, 2)
        salon("build", "-q", "--documents", "linked", "--db", "archive.db", folder=tmp_path)
        yield tmp_path, server


def test_check_killed(linked: tuple[Path, Loopback], kills: int) -> None:
    """Lines are only ever added, the archive knows no check that they do not, and it catches up."""
    folder, server = linked
    lines, asked = folder / "link_checks.jsonl", len(server.requests)
    victim = Victim(CHECK, folder, (lambda: len(server.requests) > asked,))
    died = 0
    for mark, delay in victim.points(kills, seed=3):
        asked = len(server.requests)
        before = lines.read_bytes()
        died += victim.killed(mark, delay)
        assert lines.read_bytes().startswith(before)
        with archive_connection(folder / "archive.db") as connection:
            known = {key for (key,) in connection.execute("select id from link_checks")}
        assert known <= {outcome.id for outcome in observed_checks(lines)}
        contents(folder / "archive.db")
    salon(*CHECK[len(SALON) :], folder=folder)
    assert checks_in(folder / "archive.db") == {outcome.id for outcome in observed_checks(lines)}
    assert all(json.loads(line) for line in lines.read_bytes().splitlines() if line.endswith(b"}"))
    print(f"check: killed at {died} of {kills} points")


# Crowded


def test_build_check_and_serve_at_once(linked: tuple[Path, Loopback]) -> None:
    """Builds replace the archive under a check and a server; all end well, and every check is kept."""
    folder, _ = linked
    failures: list[str] = []

    def build_on() -> None:
        for turn in range(6):
            store = ("relinked", "linked")[turn % 2]
            done = subprocess.run([*SALON, "build", "-q", "--documents", store, "--db", "archive.db"], cwd=folder,
                                  capture_output=True, text=True, check=False)  # fmt: skip
            failures.extend([done.stderr] if done.returncode else [])

    with serving(["--db", "archive.db"], folder) as site, httpx.Client(base_url=site, timeout=60) as client:
        builds = threading.Thread(target=build_on)
        builds.start()
        with subprocess.Popen([*CHECK, "--concurrency", "2"], cwd=folder, stdout=subprocess.DEVNULL) as check:
            while builds.is_alive() or check.poll() is None:
                for page in ("/", "/issue/9", "/health", "/archive/link_checks.json", "/archive/replays.json"):
                    assert client.get(page).status_code == 200
        builds.join()
    assert (check.returncode, failures) == (0, [])
    contents(folder / "archive.db")
    observed = list(observed_checks(folder / "link_checks.jsonl"))
    assert len(observed) == LINKS
    salon("build", "-q", "--documents", "linked", "--documents", "relinked", "--db", "archive.db", folder=folder)
    assert checks_in(folder / "archive.db") == {outcome.id for outcome in observed}


def test_archive_replaced_while_a_check_writes_to_it(linked: tuple[Path, Loopback]) -> None:
    """The check goes on and reports all it found; the new archive catches up."""
    folder, server = linked
    with subprocess.Popen(CHECK, cwd=folder, stdout=subprocess.PIPE, text=True) as check:
        while len(server.requests) < 4:
            time.sleep(0.001)
        shutil.copy(folder / "archive.db", folder / "next.db")
        (folder / "next.db").replace(folder / "archive.db")
        report, _ = check.communicate()
    assert check.returncode == 0
    assert "/live/" in report or "alive" in report
    assert len(checks_in(folder / "archive.db")) == LINKS
    contents(folder / "archive.db")


def test_two_builds_at_once(archives: Path, tmp_path: Path) -> None:
    """One builds, the other says so, and the archive is whole."""
    command = [*SALON, "build", "-q", "--documents", str(archives / "many"), "--db", "archive.db"]
    running = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for process in running:
        _, errors = process.communicate()
        assert process.returncode in (0, 3), errors
        assert process.returncode == 0 or "another build" in errors
    assert contents(tmp_path / "archive.db") == contents(archives / "many.db")


# Starved


@pytest.mark.parametrize("spare", [0, 20_000, 150_000, 400_000])
def test_disk_full_while_building(archives: Path, tmp_path: Path, spare: int) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        if disk is None:
            pytest.skip("no small disk can be mounted here; root can")
        archive = shutil.copy(archives / "few.db", disk / "archive.db")
        ballast = fill(disk, spare)
        command = ["build", "--documents", str(archives / "many"), "--db", str(archive)]
        (line,) = salon(*command, folder=tmp_path, code=3).splitlines()
        assert str(archive) in line and "the archive is as it was before" in line
        assert contents(archive) == contents(archives / "few.db")
        ballast.unlink()
        assert {path.name for path in disk.iterdir()} <= {"archive.db", ".archive.db.lock"}
        salon(*command, folder=tmp_path)
        assert contents(archive) == contents(archives / "many.db")


def test_disk_full_while_fetching(tmp_path: Path) -> None:
    repository = linear(tmp_path / "salons.git", REVISIONS).folder
    with small_disk(tmp_path / "disk", "1m") as disk:
        if disk is None:
            pytest.skip("no small disk can be mounted here; root can")
        command = ["fetch", "--git", str(repository), "--path", "salon.md", "--documents", str(disk / "store")]
        for spare in (0, 20_000, 60_000):
            ballast = fill(disk, spare)
            salon(*command, "-q", folder=tmp_path, code=3)
            assert set(stored(disk / "store")) <= set(TEXTS)
            ballast.unlink()
        salon(*command, "-q", folder=tmp_path)
        assert sorted(stored(disk / "store")) == sorted(TEXTS)


def test_disk_full_while_checking(linked: tuple[Path, Loopback], tmp_path: Path) -> None:
    folder, _ = linked
    with small_disk(tmp_path / "disk", "2m") as disk:
        if disk is None:
            pytest.skip("no small disk can be mounted here; root can")
        shutil.copy(folder / "archive.db", disk / "archive.db")
        command = CHECK[len(SALON) : -1]
        for spare in (0, 8_000, 16_000):
            ballast = fill(disk, spare)
            salon(*command, str(disk / "archive.db"), folder=tmp_path, code=3)
            ballast.unlink()
            contents(disk / "archive.db")
        salon(*command, str(disk / "archive.db"), folder=tmp_path)
        observed = {outcome.id for outcome in observed_checks(disk / "link_checks.jsonl")}
        assert checks_in(disk / "archive.db") == observed


def test_unreadable_files_are_findings(archives: Path, tmp_path: Path) -> None:
    """Links that lead in circles, folders, pipes, and files of somebody else: all others are read."""
    store = shutil.copytree(archives / "few", tmp_path / "store")
    (store / "circle.md").symlink_to("circle.md")
    (store / "folder.md").mkdir()
    os.mkfifo(store / "pipe.md")
    (store / "closed.md").write_text("# 第 1 期")
    (store / "closed.md").chmod(0)
    salon("build", "-q", "--documents", "store", "--db", "archive.db", folder=tmp_path)
    found = contents(tmp_path / "archive.db")
    assert found["issues"] == contents(archives / "few.db")["issues"]
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        messages = [
            text for (text,) in connection.execute("select message_en from findings where code = 'unreadable_document'")
        ]
    assert any("circle.md" in message for message in messages)
    assert any("pipe.md" in message for message in messages)
