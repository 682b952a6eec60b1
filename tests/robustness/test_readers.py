"""Readers of a served archive: hundreds at once while it is built anew, whatever they ask for, and after a killed build."""

from __future__ import annotations

import asyncio
import gc
import shutil
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.serving import SALON, serving
from support.soundness import contents

from benchmarks.series import write_store
from scraper.publish.instance import archive_instance

PAGES = (
    *(
        "/",
        "/issues",
        "/issues/2016",
        "/issue/3",
        "/people",
        "/papers",
        "/timeline",
        "/charts",
        "/health",
        "/search?q=图",
    ),
    *("/feeds/issues.atom", "/feeds/changes.atom", "/feeds/salons.ics", "/sitemap.xml", "/about"),
    *("/archive/issues.json?_shape=array", "/archive/topic_index.json?_shape=array&_size=max", "/archive/replays.csv"),
    *("/archive/documents.json?_shape=array&_col=sha256&_size=max", "/archive/archive.json?_shape=array"),
)

ONCE = httpx.Limits(max_keepalive_connections=0)
"""A connection a request: one kept open may be closed by the server at the moment it is used again."""

STORES = {"few": 24, "many": 80}
EVERY = 9
"""Of so many times that the archive is replaced, one is a whole build."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stores, one of which restates and goes beyond the other, and the archive of the smaller."""
    folder = tmp_path_factory.mktemp("readers")
    for store, announcements in STORES.items():
        write_store(folder / store, announcements, seed=4)
        build(folder, store, f"{store}.db")
    shutil.copy(folder / "few.db", folder / "archive.db")
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serving(["--db", "archive.db"], folder) as address:
        yield address


def build(folder: Path, store: str, database: str = "archive.db") -> None:
    program = [*SALON, "build", "-q", "--documents", store, "--db", database]
    subprocess.run(program, cwd=folder, check=True)


def replace(folder: Path, store: str) -> None:
    """The last step of a build, which is all of it that readers notice."""
    shutil.copy(folder / f"{store}.db", folder / "next.db")
    (folder / "next.db").replace(folder / "archive.db")


# Many at once


def test_readers_see_one_archive_or_the_other(folder: Path, site: str, soak: bool) -> None:
    """Every answer is, byte for byte, that of the archive before or of the one after; none fails."""
    expected = defaultdict(set)
    with httpx.Client(base_url=site) as client:
        for store in ("many", "few"):
            build(folder, store)
            for page in PAGES:
                expected[page].add(client.get(page).content)
    readers, builds = (200, 200) if soak else (100, 40)
    answers = asyncio.run(_read(folder, site, readers, builds))
    assert all(status == 200 for _, status, _ in answers), {
        (page, status) for page, status, _ in answers if status != 200
    }
    mixed = {page for page, _, content in answers if content not in expected[page]}
    assert not mixed, "neither the archive before nor the one after"
    assert len(answers) > readers
    whole = len(range(0, builds, EVERY))
    print(
        f"{len(answers)} answers to {readers} readers; the archive was replaced {builds} times, {whole} by a whole build"
    )


async def _read(folder: Path, site: str, readers: int, builds: int) -> list[tuple[str, int, bytes]]:
    """What readers are answered, each going from page to page, until the archive has been replaced so many times."""
    answers: list[tuple[str, int, bytes]] = []
    has_ended = asyncio.Event()

    async def read(client: httpx.AsyncClient, place: int) -> None:
        while not has_ended.is_set():
            place += 1
            page = PAGES[place % len(PAGES)]
            answer = await client.get(page)
            answers.append((page, answer.status_code, answer.content))

    async def build_on() -> None:
        try:
            for turn in range(builds):
                step = build if turn % EVERY == 0 else replace
                await asyncio.to_thread(step, folder, list(STORES)[turn % 2])
                await asyncio.sleep(0.05)
        finally:
            has_ended.set()

    limits = httpx.Limits(max_connections=readers, max_keepalive_connections=0)  # as in ONCE
    async with httpx.AsyncClient(base_url=site, timeout=120, limits=limits) as client, asyncio.TaskGroup() as tasks:
        tasks.create_task(build_on())
        for place in range(readers):
            tasks.create_task(read(client, place))
    return answers


def test_files_that_were_replaced_are_let_go(folder: Path, tmp_path: Path) -> None:
    """A server that sees many builds holds none of the old files open: they would fill the disk, unseen."""
    shutil.copytree(folder, tmp_path / "copy")
    datasette = archive_instance(tmp_path / "copy" / "archive.db")

    async def read_on() -> None:
        for turn in range(5):
            replace(tmp_path / "copy", list(STORES)[turn % 2])
            await asyncio.gather(*(datasette.client.get(page) for page in PAGES))

    asyncio.run(read_on())
    gc.collect()
    held = [target for link in Path("/proc/self/fd").iterdir() if (target := _target(link)) and str(tmp_path) in target]
    assert not [target for target in held if "deleted" in target]


def _target(link: Path) -> str | None:
    try:
        return str(link.readlink())
    except OSError:
        return None


# After a killed writer


WRITE_AND_DIE = """
import os, signal, sqlite3, sys
archive = sqlite3.connect(sys.argv[1], isolation_level=None)
archive.execute("pragma cache_size = 1")
archive.execute("begin")
archive.execute("update documents set title = 'half'")
os.kill(os.getpid(), signal.SIGKILL)
"""


def write_and_die(archive: Path) -> None:
    """As `salon check` does when it is killed at the wrong moment: half a change, and a journal to undo it by."""
    subprocess.run([sys.executable, "-c", WRITE_AND_DIE, str(archive)], check=False)
    assert archive.with_name(f"{archive.name}-journal").stat().st_size > 0


def test_readers_go_on_after_a_writer_was_killed(folder: Path, site: str) -> None:
    """Readers may not write, so they could not undo what it left half-written."""
    with httpx.Client(base_url=site) as client:
        before = pages_at_rest(client)
        write_and_die(folder / "archive.db")
        assert {page: client.get(page).content for page in PAGES} == before


def pages_at_rest(client: httpx.Client) -> dict[str, bytes]:
    """The pages once two looks agree: a build of the test before may still be on its way to the site."""
    seen: dict[str, bytes] = {}
    for _ in range(20):
        before, seen = seen, {page: client.get(page).content for page in PAGES}
        if seen == before:
            return seen
    raise AssertionError("the pages do not come to rest")


def test_commands_go_on_after_a_writer_was_killed(folder: Path, tmp_path: Path) -> None:
    archive = shutil.copy(folder / "few.db", tmp_path / "archive.db")
    for arguments in (["report", "findings"], ["search", "图"], ["export", "ics"], ["build"]):
        write_and_die(archive)
        options = ["--documents", str(folder / "few")] if arguments == ["build"] else []
        done = subprocess.run([*SALON, *arguments, *options, "--db", str(archive)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert contents(archive)["documents"] == contents(folder / "few.db")["documents"]


def test_a_build_survives_what_a_killed_writer_left(folder: Path, tmp_path: Path) -> None:
    """The journal of the file that was replaced is not rolled back into the one that took its place."""
    archive = shutil.copy(folder / "few.db", tmp_path / "archive.db")
    write_and_die(archive)
    build(folder, "many", str(archive))
    with closing(sqlite3.connect(archive)) as connection:  # the first that may write
        connection.execute("pragma user_version").fetchone()
    assert contents(archive) == contents(folder / "many.db")


# Whatever they ask for


IDENTIFIERS = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.sampled_from(
        ["", "0", "3", "-1", "1e9", "0x10", "３", "null", "..", "%2e%2e", "%00", "%ff", "a%0d%0ab", "'", "~2F"]
    ),
    st.text(max_size=12).map(lambda text: quote(text, safe="", errors="replace")),
)
ROUTES = st.sampled_from(
    [
        *("issue/{}", "issues/{}", "topic/{}", "person/{}", "paper/{}", "{}", "feeds/{}", "search", "health", "about"),
        *("archive", "archive.json", "archive/{}", "archive/{}.json", "archive/issues/{}", "archive/topics/{}.json"),
        *("archive/issues", "archive/topics.json", "archive/topic_index", "archive/replays.csv", "archive/documents"),
        *(
            "archive/link_checks.json",
            "archive/findings",
            "archive/missing_replays.json",
            "archive/topics_about",
            "-/{}",
        ),
    ]
)
NAMES = st.sampled_from(
    [
        *("q", "year", "track", "page", "kind", "text", "name", "issue", "code", "sql", "_size", "_sort", "_sort_desc"),
        *("_next", "_facet", "_facet_date", "_facet_array", "_facet_size", "_search", "_search_title", "_searchmode"),
        *(
            "_where",
            "_through",
            "_shape",
            "_labels",
            "_col",
            "_nocol",
            "_nofacet",
            "_nocount",
            "_ttl",
            "_json",
            "_trace",
        ),
        *(
            "title__contains",
            "number__gt",
            "date__date",
            "outline__arraycontains",
            "number__in",
            "title__like",
            "_extra",
        ),
        *(
            "title__glob",
            "number",
            "number__exact",
            "title__isnull",
            "_filter_column",
            "_filter_op",
            "_filter_value",
            "",
        ),
    ]
)
VALUES = st.one_of(
    IDENTIFIERS,
    st.sampled_from(
        [
            *(
                '"',
                '"a" OR',
                "NEAR(",
                "*",
                "a*b",
                "^",
                "title:",
                "(((",
                "图",
                "圖",
                "[]",
                "{}",
                '["a"]',
                '{"table":"x"}',
                "1,2",
            ),
            *(
                "max",
                "on",
                "off",
                "array",
                "arrays",
                "object",
                "objects",
                "arrayfirst",
                "number",
                "title",
                "outline",
                "date",
            ),
            *(
                "select 1",
                "select * from issues",
                "select json('{')",
                "with recursive n(i) as (select 1) select i from n",
            ),
            *(
                "select zeroblob(1000000000)",
                "pragma user_version",
                "1=1) union select 1--",
                "2019-02-30",
                "9999999999999",
            ),
        ]
    ),
    st.text(max_size=40),
)


def probe(client: httpx.Client, path: str, query: list[tuple[str, str]]) -> None:
    """Asks; the answer is no fault of the server's, and JSON where it says so."""
    answer = client.get(f"/{path}", params=[(name, value.encode("utf-8", "replace").decode()) for name, value in query])
    assert answer.status_code < 500, (path, query, answer.text[:2000])
    if answer.headers.get("content-type", "").startswith("application/json"):
        answer.json()
    assert "content-security-policy" in answer.headers or answer.is_redirect


def test_whatever_is_asked_is_answered(site: str, soak: bool) -> None:
    """Every route of ours, and Datasette's pages of tables, rows and queries, with parameters nobody meant."""
    asked = 0

    @settings(
        max_examples=5_000 if soak else 250,
        deadline=None,
        derandomize=not soak,
        database=None,
        phases=(Phase.generate,),  # a request that fails is told as it is: to find its least form takes minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(ROUTES, IDENTIFIERS, st.lists(st.tuples(NAMES, VALUES), max_size=4))
    def ask(route: str, identifier: str, query: list[tuple[str, str]]) -> None:
        nonlocal asked
        asked += 1
        probe(client, route.format(identifier), query)

    with httpx.Client(base_url=site, timeout=60, limits=ONCE) as client:
        ask()
    print(f"{asked} made-up addresses answered")
