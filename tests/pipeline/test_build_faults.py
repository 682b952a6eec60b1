"""Whatever befalls `salon build`: the archive is the old one or the new one, whole, and what was read is in it."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.building import (
    NEW,
    OLD,
    SALON,
    add,
    build,
    built,
    documents_in,
    dump,
    killed_while_writing,
    leftovers,
    refused,
)
from support.made_up import series

from scraper.store.write import new_archive


@pytest.fixture(scope="module")
def texts() -> list[bytes]:
    return [text.encode() for text, _, _ in series.announcements(NEW, seed=5)]


@pytest.fixture
def store(tmp_path: Path, texts: list[bytes]) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    add(folder, texts, 0, OLD)
    return folder


@pytest.fixture
def archive(tmp_path: Path, store: Path) -> Path:
    return built(store, tmp_path / "archive.db")


def test_nothing_new_changes_no_byte(store: Path, archive: Path) -> None:
    before = archive.read_bytes(), archive.stat().st_mtime_ns
    built(store, archive)
    assert (archive.read_bytes(), archive.stat().st_mtime_ns) == before


def test_neither_hash_seed_nor_processes_nor_order_nor_times_of_files_change_a_byte(
    store: Path, archive: Path, tmp_path: Path
) -> None:
    """The same documents, read from a folder that was filled backwards, make the same file of tables."""
    backwards = tmp_path / "backwards" / "documents"
    backwards.mkdir(parents=True)
    for place, path in enumerate(sorted(store.iterdir(), reverse=True)):
        shutil.copyfile(path, backwards / path.name)
        os.utime(backwards / path.name, (place * 1000, place * 1000))
    wanted = dump(archive)
    for place, (seed, jobs) in enumerate([("1", "1"), ("2", "2"), ("random", "1")]):
        other = built(
            backwards,
            tmp_path / f"{place}.db",
            "--jobs",
            jobs,
            PYTHONHASHSEED=seed,
            XDG_CACHE_HOME=str(tmp_path / seed),
        )
        assert dump(other) == wanted


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_moment(seed: int, store: Path, archive: Path, texts: list[bytes], tmp_path: Path) -> None:
    """The old or the new archive, readable at once; what the killed build left is in nobody's way."""
    add(store, texts, OLD, NEW)
    started = time.monotonic()
    wanted = dump(built(store, tmp_path / "whole.db"))
    took = time.monotonic() - started
    process = subprocess.Popen(
        [*SALON, "build", "--documents", str(store), "--db", str(archive)], stderr=subprocess.DEVNULL
    )
    time.sleep(random.Random(seed).uniform(0.2, 1.0) * took)
    process.kill()
    process.wait()
    assert documents_in(archive) in (OLD, NEW)
    built(store, archive)
    assert dump(archive) == wanted
    assert leftovers(archive) == []


def test_the_journal_of_a_killed_writer_does_not_touch_the_next_archive(
    store: Path, archive: Path, texts: list[bytes], tmp_path: Path
) -> None:
    add(store, texts, OLD, NEW)
    newer = built(store, tmp_path / "newer.db")
    killed_while_writing(archive, newer)
    built(store, archive)
    assert dump(archive) == dump(newer)
    assert leftovers(archive) == []


def test_readers_see_the_old_or_the_new_archive(store: Path, archive: Path, texts: list[bytes]) -> None:
    """Four of them, reading without pause while it is replaced twice."""
    seen: list[int] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                seen.append(documents_in(archive))
        except BaseException as error:
            failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        add(store, texts, OLD, NEW)
        built(store, archive)
        for path in sorted(store.iterdir())[OLD:]:
            path.unlink()
        built(store, archive)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert not failed
    assert set(seen) == {OLD, NEW}


def test_a_reader_who_never_ends_holds_up_nobody(store: Path, archive: Path, texts: list[bytes]) -> None:
    """It goes on with the old archive; who comes later has the new one."""
    add(store, texts, OLD, NEW)
    with closing(sqlite3.connect(archive)) as connection:
        cursor = connection.execute("select * from documents")
        cursor.fetchone()
        built(store, archive)
        assert documents_in(archive) == NEW
        assert len(cursor.fetchall()) == OLD - 1


def test_two_builds_at_once(store: Path, archive: Path, texts: list[bytes]) -> None:
    """Each is done or says why not; the archive is whole."""
    add(store, texts, OLD, NEW)
    command = [*SALON, "build", "--documents", str(store), "--db", str(archive)]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    codes = []
    for process in both:
        _, errors = process.communicate(timeout=100)
        assert len(errors.splitlines()) <= 1
        codes.append(process.returncode)
    assert 0 in codes and set(codes) <= {0, 3}
    assert documents_in(archive) == NEW
    assert leftovers(archive) == []


def test_a_build_that_only_looks_at_the_lock_stops_no_other(archive: Path) -> None:
    """Of two builds that begin at the same instant, one goes on."""
    with new_archive(archive):
        pass  # leaves the file of the lock
    with closing(sqlite3.connect(archive.with_name(f".{archive.name}.lock"), isolation_level=None)) as looking:
        looking.execute("begin")
        looking.execute("select * from sqlite_master").fetchall()
        with new_archive(archive):
            pass


@pytest.mark.parametrize("content", [b"a text\n" * 100, b"PK\x03\x04" + bytes(500)], ids=["text", "zip"])
def test_what_is_no_archive_is_left_alone(content: bytes, store: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious.db"
    target.write_bytes(content)
    assert "precious.db" in refused(store, target)
    assert target.read_bytes() == content


def test_a_database_of_somebody_else_is_left_alone(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious.db"
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("create table photos (id integer primary key, title text)")
    before = target.read_bytes()
    assert "precious.db" in refused(store, target)
    assert target.read_bytes() == before


def test_a_folder_is_no_target(store: Path, tmp_path: Path) -> None:
    assert build(store, tmp_path).returncode == 2


def test_a_target_whose_folder_cannot_be(store: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in refused(store, tmp_path / "file" / "archive.db")


@pytest.mark.parametrize("damage", ["cut", "overwritten", "emptied"])
def test_a_damaged_archive_is_built_anew(damage: str, store: Path, archive: Path) -> None:
    wanted = dump(archive)
    content = archive.read_bytes()
    half = len(content) // 2
    archive.write_bytes(
        {
            "cut": content[:half],
            "overwritten": content[:4096] + os.urandom(half) + content[half + 4096 :],
            "emptied": b"",
        }[damage]
    )
    (store / "new.md").write_bytes(b"")
    built(store, archive)
    (store / "new.md").unlink()
    assert dump(built(store, archive)) == wanted


def test_a_broken_cache_is_only_a_miss(store: Path, archive: Path, tmp_path: Path) -> None:
    """Noise in its file, or a file in place of its folder: the archive is the same."""
    wanted = dump(archive)
    cache = tmp_path / "cache"
    built(store, tmp_path / "first.db", XDG_CACHE_HOME=str(cache))
    for path in cache.rglob("*.db"):
        path.write_bytes(os.urandom(20_000))
    assert dump(built(store, tmp_path / "second.db", XDG_CACHE_HOME=str(cache))) == wanted
    shutil.rmtree(cache)
    cache.write_text("in the way")
    assert dump(built(store, tmp_path / "third.db", XDG_CACHE_HOME=str(cache))) == wanted


def test_files_that_cannot_be_read_are_findings(store: Path, archive: Path) -> None:
    """A folder, a link to nowhere, a link in a circle, a pipe: named, and nothing waits for them."""
    (store / "folder.md").mkdir()
    (store / "nowhere.md").symlink_to("not there")
    (store / "circle.md").symlink_to("circle.md")
    os.mkfifo(store / "pipe.md")
    (store / "outside.md").symlink_to("/etc/hostname")
    built(store, archive)
    assert documents_in(archive) == OLD
    with closing(sqlite3.connect(archive)) as connection:
        messages = " ".join(
            message
            for (message,) in connection.execute("select message from findings where code = 'unreadable_document'")
        )
    for name in ("nowhere.md", "circle.md", "pipe.md", "outside.md"):
        assert name in messages


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, with room for one archive and not for two."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True).returncode
    ):
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_archive(store: Path, archive: Path, texts: list[bytes], small_disk: Path) -> None:
    """For every fill, from no room at all up to enough: old or new, whole, and nothing is left lying around."""
    before = dump(archive)
    add(store, texts, OLD, NEW)
    target = small_disk / "archive.db"
    results = set()
    for free in (0, 40_000, 200_000, 400_000):
        shutil.copyfile(archive, target)
        room = shutil.disk_usage(small_disk).free
        (small_disk / "ballast").write_bytes(bytes(max(0, room - free)))
        done = build(store, target)
        results.add(done.returncode)
        (small_disk / "ballast").unlink()
        assert leftovers(target) == []
        if done.returncode:
            assert len(done.stderr.strip().splitlines()) == 1
            assert dump(target) == before
        assert documents_in(target) == (OLD if done.returncode else NEW)
        target.unlink()
    assert results <= {0, 3} and 3 in results


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_building_changes_no_document(store: Path, tmp_path: Path) -> None:
    before: dict[str, Any] = {path.name: (digest(path), path.stat().st_mtime_ns) for path in store.iterdir()}
    built(store, tmp_path / "archive.db")
    assert {path.name: (digest(path), path.stat().st_mtime_ns) for path in store.iterdir()} == before


@pytest.mark.parametrize("harm", ["pages", "half"])
def test_a_damaged_archive_is_said_to_be_and_built_anew(store: Path, archive: Path, harm: str) -> None:
    """The fingerprint is still there to be read; it does not make the archive whole."""
    wanted = dump(archive)
    size = archive.stat().st_size
    with archive.open("r+b") as file:
        if harm == "half":
            file.truncate(size // 2)
        else:
            file.seek(size // 2)
            file.write(random.Random(7).randbytes(8192))
    result = build(store, archive)
    assert (result.returncode, "was damaged" in result.stderr, "Traceback" in result.stderr) == (0, True, False)
    assert dump(archive) == wanted
    assert "up to date" in build(store, archive).stderr


def test_an_archive_that_is_a_symbolic_link_stays_one(store: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "archive.db"
    link.symlink_to(tmp_path / "elsewhere" / "real.db")
    built(store, link)
    assert link.is_symlink() and dump(tmp_path / "elsewhere" / "real.db") == dump(built(store, tmp_path / "other.db"))


@pytest.mark.parametrize("name", ["corrections", "link_kinds", "series", "glossary"])
def test_a_changed_setting_is_something_new(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whatever an archive follows from: a build after a change of it is no build of nothing new."""
    monkeypatch.chdir(tmp_path)
    archive = built(store, tmp_path / "archive.db")
    assert "up to date" in build(store, archive).stderr
    (tmp_path / "data").mkdir()
    shipped = Path(__file__).parents[2] / "data" / f"{name}.yml"
    (tmp_path / "data" / shipped.name).write_bytes(shipped.read_bytes() + b"\n# looked at\n")
    assert "up to date" not in build(store, archive).stderr


def test_changed_code_is_something_new(tmp_path: Path) -> None:
    """Every module counts, whichever stage it belongs to."""
    package = Path(__file__).parents[2] / "scraper"
    shutil.copytree(package.parent / "data", tmp_path / "data", ignore=shutil.ignore_patterns("*.db*"))
    shutil.copytree(package, tmp_path / "scraper", ignore=shutil.ignore_patterns("__pycache__"))
    code = "from pathlib import Path; from scraper.pipeline.inputs import read_inputs; print(read_inputs([Path('data/announcements')], Path('a.db')).fingerprint())"
    told = set()
    for module in (
        "",
        "rows.py",
        "records.py",
        "settings.py",
        "pipeline/build.py",
        "check/history.py",
        "parse/words/labels.py",
    ):
        if module:
            with (tmp_path / "scraper" / module).open("a") as file:
                file.write("\n# changed\n")
        told.add(
            subprocess.run(
                [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
            ).stdout
        )
    assert len(told) == 7
