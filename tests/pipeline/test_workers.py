"""A build is the same however its documents are parsed: in one process, several, on a cluster, or from the cache."""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.serving import SALON
from support.soundness import contents

from benchmarks.series import write_store
from scraper.cli.build import command
from scraper.parse import parse
from scraper.pipeline import workers
from scraper.pipeline.cache import ParseCache
from scraper.pipeline.workers import CHUNK, Content, ExecutorError, executor_of, parse_all, parse_chunk, processes_for
from scraper.records import Announcement, Document
from scraper.sources.documents.store import DocumentStore

ANNOUNCEMENTS = 3 * CHUNK + 5


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More than three tasks' worth of announcements, and one that nobody can read."""
    folder = tmp_path_factory.mktemp("series")
    write_store(folder, ANNOUNCEMENTS, seed=6)
    (folder / "empty.md").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def expected(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that one process makes, with an empty cache."""
    return build(documents, tmp_path_factory.mktemp("one"), "--jobs", "1")


def build(documents: Path, folder: Path, *arguments: str, cache: Path | None = None, seed: str = "0") -> Path:
    done = run(documents, folder, *arguments, cache=cache, seed=seed)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "archive.db"


def run(
    documents: Path, folder: Path, *arguments: str, cache: Path | None = None, seed: str = "0"
) -> subprocess.CompletedProcess[str]:
    """`salon build`, with a cache of its own unless one is given."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache or folder / "cache"), "PYTHONHASHSEED": seed}
    program = [*SALON, "build", "--documents", str(documents), "--db", str(folder / "archive.db"), *arguments]
    return subprocess.run(program, capture_output=True, text=True, check=False, env=environment)


def assert_same(archive: Path, expected: Path) -> None:
    """Table by table first, which says where a difference is; then every byte of the file."""
    assert contents(archive) == contents(expected)
    assert archive.read_bytes() == expected.read_bytes()


@pytest.mark.parametrize(("processes", "seed"), [("1", "1"), ("2", "2"), ("3", "3")])
def test_any_number_of_processes(documents: Path, expected: Path, tmp_path: Path, processes: str, seed: str) -> None:
    """Whatever order strings are hashed in."""
    assert_same(build(documents, tmp_path, "--jobs", processes, seed=seed), expected)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_from_the_cache(documents: Path, expected: Path, tmp_path: Path, processes: str) -> None:
    """All of it, and with parts missing."""
    cache = tmp_path / "cache"
    archive = build(documents, tmp_path, "--jobs", processes, cache=cache)
    archive.unlink()
    assert_same(build(documents, tmp_path, "--jobs", processes, cache=cache), expected)
    with closing(sqlite3.connect(cache_file(cache))) as connection, connection:
        connection.execute("delete from announcements where hex(key) like '%3'")
        connection.execute("delete from rows where hex(key) like '%7'")
    archive.unlink()
    assert_same(build(documents, tmp_path, "--jobs", processes, cache=cache), expected)


def test_a_dask_cluster(documents: Path, expected: Path, tmp_path: Path) -> None:
    """Two workers in processes of their own, reached as users reach them."""
    distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with distributed.LocalCluster(**options) as cluster:
        assert_same(build(documents, tmp_path, "--dask", cluster.scheduler_address), expected)


def test_a_dask_address_where_nobody_answers(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    monkeypatch.setattr(workers, "SCHEDULER_ANSWERS", 0.5)
    arguments = ["--documents", str(documents), "--db", str(tmp_path / "archive.db"), "--dask", "tcp://127.0.0.1:9"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1].startswith("Error: tcp://127.0.0.1:9: no Dask scheduler answers there")
    assert not (tmp_path / "archive.db").exists()


def test_dask_without_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError, match=r"\[dask\]'"), executor_of(1, "tcp://127.0.0.1:9"):
        pass


def test_a_process_that_dies_is_one_line(documents: Path, tmp_path: Path) -> None:
    """As when memory runs out: the build says so and changes nothing."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    program = [*SALON, "build", "--jobs", "2", "--documents", str(documents), "--db", str(tmp_path / "archive.db")]
    with subprocess.Popen(program, stderr=subprocess.PIPE, text=True, env=environment) as running:
        os.kill(a_worker(running.pid), signal.SIGKILL)
        assert running.stderr
        errors = running.stderr.read()
    assert running.returncode == 3
    assert len(errors.splitlines()) == 1 and "--jobs 1" in errors
    assert not list(tmp_path.glob("archive.db*"))


def a_worker(parent: int) -> int:
    """One of the two processes that parse for `parent`, once both have begun."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    if not children.exists():
        pytest.skip("this system does not list the children of a process")
    workers: list[str] = []
    while len(workers) < 2:
        assert children.exists(), "the build has ended"
        workers = [child for child in children.read_text().split() if "spawn_main" in command_line(child)]
    time.sleep(0.1)  # an executor that loses a process while it starts another waits for ever (CPython 3.11)
    return int(workers[0])


def command_line(process: str) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def test_few_documents_are_not_worth_a_process() -> None:
    assert processes_for(67) == 1
    assert processes_for(100_000) == (os.cpu_count() or 1)


@pytest.mark.parametrize("make", [lambda: ThreadPoolExecutor(3), lambda: ProcessPoolExecutor(2), lambda: None])
def test_any_executor_gives_them_in_order(documents: Path, tmp_path: Path, make: Callable[[], object]) -> None:
    store = DocumentStore(documents)
    found = store.documents()
    with ParseCache(tmp_path / "half.db") as cache:
        for document in found[::2]:
            cache.put(document, parse(store.read(document)))
        executor = make()
        parsed = list(parse_all(found, store.read, (), executor, cache))  # type: ignore[arg-type]
        if executor:
            executor.shutdown()  # type: ignore[attr-defined]
    assert [document for document, _ in parsed] == found
    assert [announcement for _, announcement in parsed] == [parse(store.read(document)) for document in found]


@pytest.mark.parametrize("make", [lambda: ThreadPoolExecutor(1), lambda: None])
def test_what_cannot_be_read_now_is_not_kept(documents: Path, tmp_path: Path, make: Callable[[], object]) -> None:
    """A file that is gone, or replaced since it was found, is a finding this time and read the next."""
    store = DocumentStore(documents)
    gone, replaced, *_ = found = store.documents()[:5]

    def read(document: Document) -> bytes:
        if document == gone:
            raise FileNotFoundError(2, "No such file or directory")
        return b"another text" if document == replaced else store.read(document)

    with ParseCache(tmp_path / "parsed.db") as cache:
        first = dict(parse_all(found, read, (), make(), cache))  # type: ignore[arg-type]
        second = dict(parse_all(found, store.read, (), make(), cache))  # type: ignore[arg-type]
    for document in (gone, replaced):
        assert [problem.code for problem in first[document].problems] == ["unreadable_document"]
    assert second == {document: parse(store.read(document)) for document in found}


def test_memory_in_flight_is_bounded(documents: Path, tmp_path: Path) -> None:
    """Documents are read only as far ahead as tasks may be in flight."""
    store = DocumentStore(documents)
    series = store.documents()[:4] * 500
    read = 0

    def counted(document: Document) -> bytes:
        nonlocal read
        read += 1
        return store.read(document)

    with ThreadPoolExecutor(1) as executor, ParseCache(tmp_path) as cache:  # a folder: nothing is cached
        next(parse_all(series, counted, (), executor, cache))
        executor.shutdown(cancel_futures=True)
    assert read < len(series) / 2


# The cache


def cache_file(cache: Path) -> Path:
    return cache / "salon-archive" / "parsed.db"


@pytest.fixture
def kept(documents: Path, tmp_path: Path) -> Iterator[tuple[Path, list[Document]]]:
    """A cache file that holds every document."""
    store = DocumentStore(documents)
    with ParseCache(tmp_path / "parsed.db") as cache:
        for document in store.documents():
            cache.put(document, parse(store.read(document)))
    yield tmp_path / "parsed.db", store.documents()


def found_in(path: Path, documents: list[Document], removed: tuple[str, ...] = ()) -> int:
    with ParseCache(path, removed) as cache:
        return sum(cache.get(document) is not None for document in documents)


def test_cache_holds_what_was_put(kept: tuple[Path, list[Document]]) -> None:
    path, documents = kept
    assert found_in(path, documents) == len(documents)
    assert found_in(path, documents, removed=("甲",)) == 0, "other removals read other words"


@pytest.mark.parametrize(("filled_by", "kept_after"), [((), 0), (("甲",), 4)], ids=["itself", "other code"])
def test_a_full_cache_makes_room_or_keeps_no_more(
    filled_by: tuple[str, ...], kept_after: int, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DocumentStore(documents)
    first, second = store.documents()[:4], store.documents()[-4:]
    path = tmp_path / "parsed.db"
    for removed, some in ((filled_by, first), ((), second)):
        with ParseCache(path, removed) as cache:
            for document in some:
                cache.put(document, parse(store.read(document)))
        monkeypatch.setattr("scraper.pipeline.cache.MAX_BYTES", 0)
    assert found_in(path, second) == kept_after
    assert found_in(path, first, filled_by) == 4 - kept_after


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"no database"),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["deleted", "foreign", "cut", "folder"],
)
def test_a_damaged_cache_is_only_empty(
    damage: Callable[[Path], object], kept: tuple[Path, list[Document]], documents: Path
) -> None:
    path, found = kept
    damage(path)
    store = DocumentStore(documents)
    with ParseCache(path) as cache:
        parsed = list(parse_all(found, store.read, (), None, cache))
    assert len(parsed) == len(found)


def test_nothing_but_records_comes_out_of_the_cache(kept: tuple[Path, list[Document]], tmp_path: Path) -> None:
    """Whoever can write to the cache folder cannot make a build run anything."""
    path, documents = kept
    trace = tmp_path / "was-run"
    hostile = pickle.dumps(_Hostile(str(trace)))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update announcements set value = ?", (hostile,))
    assert found_in(path, documents) == 0
    assert not trace.exists()


class _Hostile:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, (self.path,))


def test_two_builds_share_a_cache(documents: Path, expected: Path, tmp_path: Path) -> None:
    """At the same time, into archives of their own."""
    folders = [tmp_path / "a", tmp_path / "b"]
    made: dict[Path, Path] = {}

    def make(folder: Path) -> None:
        folder.mkdir()
        made[folder] = build(documents, folder, "--jobs", "1", cache=tmp_path / "cache")

    threads = [threading.Thread(target=make, args=[folder]) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for folder in folders:
        assert_same(made[folder], expected)


def test_a_chunk_is_parsed_as_its_documents_are() -> None:
    text = b"# \xe7\xac\xac 3 \xe6\x9c\x9f\n\n[x](a/b)"
    read, unread = parse_chunk(
        [Content(text, "text/markdown", "https://a.test/c/d.md"), Content(None, fault="gone")], ()
    )
    assert read == parse(text, url="https://a.test/c/d.md")
    assert [link.url for _, link in read.links] == ["https://a.test/c/a/b"]
    assert [(problem.code, problem.message) for problem in unread.problems] == [("unreadable_document", "gone")]


@pytest.mark.parametrize(
    "value",
    [
        ((), Announcement(title=5)),  # type: ignore[arg-type]
        ((), Announcement(talks=(None,))),  # type: ignore[arg-type]
        ((b"no row",), Announcement()),
        ((), "text"),
        "text",
    ],
)
def test_what_has_other_types_than_ours_is_a_miss(tmp_path: Path, value: object) -> None:
    """A cache may hold anything; a value read back has the types of our records, or is parsed again."""
    document = Document("a.md", "files", "a.md", None, None, None, "text/markdown", "0" * 64, 3)
    with ParseCache(tmp_path / "cache.db") as cache:
        cache.put(document, Announcement())
        assert cache.get(document) == Announcement()
    with closing(sqlite3.connect(tmp_path / "cache.db")) as connection, connection:
        connection.execute("update announcements set value = ?", (pickle.dumps(value),))
    with ParseCache(tmp_path / "cache.db") as cache:
        assert cache.get(document) is None
        cache.put(document, Announcement(title="x"))
        assert cache.get(document) == Announcement(title="x")


@pytest.mark.parametrize("value", ["no JSON", "{}", "[]", '["a", 5]', '["a"]', "[" * 100_000, b"\xff", 7])
def test_texts_of_another_form_are_made_anew(tmp_path: Path, value: object) -> None:
    def made(code: bytes, text: str) -> list[str]:
        with ParseCache(tmp_path / "cache.db") as cache:
            return cache.texts(code, 2, twice, text)

    def twice(text: str) -> list[str]:
        calls.append(text)
        return [text, text]

    calls: list[str] = []
    assert [made(b"1", "x"), made(b"1", "x"), made(b"2", "x"), made(b"1", "y")] == [[one, one] for one in "xxxy"]
    assert calls == ["x", "x", "y"], "made once for each text and code"
    with closing(sqlite3.connect(tmp_path / "cache.db")) as connection, connection:
        connection.execute("update texts set value = ?", (value,))
    assert made(b"1", "x") == ["x", "x"]
    assert calls == ["x", "x", "y", "x"]
