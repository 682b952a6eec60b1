"""Builds of a made-up series as commands, and the parts of their archive that tests look at."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

SALON = [sys.executable, "-c", "from scraper.cli import main; main()"]
OLD, NEW = 40, 48
"""Documents before and after."""


def build(store: Path, archive: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [*SALON, "build", "--documents", str(store), "--db", str(archive), *options]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, timeout=120)


def built(store: Path, archive: Path, *options: str, **environment: str) -> Path:
    done = build(store, archive, *options, **environment)
    assert done.returncode == 0, done.stderr
    return archive


def refused(store: Path, archive: Path) -> str:
    """The one line that says why nothing was built."""
    done = build(store, archive)
    assert done.returncode == 3, done
    (line,) = done.stderr.strip().splitlines()
    return line


def dump(archive: Path) -> str:
    with closing(sqlite3.connect(archive)) as connection:
        return "\n".join(connection.iterdump())


def documents_in(archive: Path, mode: str = "ro") -> int:
    """How many documents the archive holds, after it was found to be whole and to say the same itself."""
    with closing(sqlite3.connect(f"file:{archive}?mode={mode}", uri=True)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        query = "select value, (select count(*) from documents) from archive where key = 'documents'"
        said, counted = connection.execute(query).fetchone()
    assert int(said) == counted
    return int(counted)


def add(folder: Path, texts: list[bytes], start: int, end: int) -> None:
    for place in range(start, end):
        (folder / f"2016-{place // 28 + 1:02d}-{place % 28 + 1:02d}-{place}.md").write_bytes(texts[place])


def leftovers(archive: Path) -> list[str]:
    return [
        path.name
        for path in archive.parent.iterdir()
        if path.name.startswith(f"{archive.name}.b") or path.name.endswith("-journal")
    ]


def killed_while_writing(archive: Path, newer: Path) -> None:
    """What a killed writer leaves, such as a person who adds an index: a part of the new pages, and a journal of the old."""
    code = (
        "import os, signal, sqlite3, sys\n"
        "source, target = map(sqlite3.connect, sys.argv[1:])\n"
        "target.execute('pragma cache_size = 5')\n"
        "def halfway(status, remaining, total):\n"
        "    if remaining < total / 2: os.kill(os.getpid(), signal.SIGKILL)\n"
        "source.backup(target, pages=10, progress=halfway)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(newer), str(archive)]).returncode < 0
