"""What a build costs, beside git-history on the same history and beside the least that any build must do.

    python benchmarks/build.py [--rounds 5]

The history is the real one where `../shared` holds it, else a made-up one (`series.py`). Prints a line a command, each a
whole process: medians over the rounds, which take turns. git-history stores the rows that `rows.py` finds, and takes
part where it is installed; the floor is `floor.py`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from measuring import Cost, cost_of, median
from series import write_store

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
SALON = Path(sys.executable).with_name("salon")
MADE_UP = 67


@dataclass(frozen=True)
class Work:
    """A command, and the work before each of its runs, which is not measured."""

    command: list[str | Path]
    prepare: Callable[[], object] = lambda: None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        file = make_history(home)
        works = all_work(home, file)
        costs: dict[str, list[Cost]] = {name: [] for name in works}
        for turn in range(rounds + 1):
            for name, work in works.items():
                work.prepare()
                cost = cost_of(work.command, home, {"XDG_CACHE_HOME": str(home / "cache")})
                if turn:  # the first leaves compiled modules behind
                    costs[name].append(cost)
        documents = len(list((home / "documents").glob("*.md")))
    print(f"{documents} documents, medians of {rounds} rounds")
    report({name: median(found) for name, found in costs.items()})


def make_history(home: Path) -> str:
    """`documents`, a store, and `history`, a git repository of the same texts; returns the name of their file."""
    if CORPUS.is_dir():
        shutil.copytree(CORPUS / "announcements", home / "documents")
        (home / "documents").chmod(0o755)  # it may be there to read only
        _git(home, "clone", "-q", str(CORPUS / "history.bundle"), "history")
        return "classroomActive.md"
    write_store(home / "documents", MADE_UP, seed=1)
    _git(home, "init", "-q", "history")
    for line in (home / "documents" / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        shutil.copy(home / "documents" / entry["file"], home / "history" / "salon.md")
        _git(home / "history", "add", "salon.md")
        _git(home / "history", "commit", "-q", "-m", entry["file"], "--date", entry["published_at"])
    return "salon.md"


def _git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=benchmark", "-c", "user.email=benchmark@example.org"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def all_work(home: Path, file: str) -> dict[str, Work]:
    """Every command by what it is called in the table."""
    python = Path(sys.executable)
    without = _without_newest(home)
    build: list[str | Path] = [SALON, "build", "--documents", "documents", "--db", "archive.db"]

    def empty() -> None:
        shutil.rmtree(home / "cache", ignore_errors=True)
        (home / "archive.db").unlink(missing_ok=True)

    def before_newest() -> None:
        subprocess.run([SALON, "build", "-q", "--documents", without, "--db", "archive.db"], cwd=home, check=True)

    works = {
        "python -c 'import sqlite3'": Work([python, "-c", "import sqlite3"]),
        "salon --help": Work([SALON, "--help"]),
        "salon build --help": Work([SALON, "build", "--help"]),
        "floor: read, render, write": Work([python, HERE / "floor.py", "documents", "floor.db"]),
        "git-history, rows only": Work(_git_history(home, file), (home / "rows.db").unlink),
        "salon build, cache cold": Work(build, empty),
        "salon build, cache warm": Work(build, (home / "archive.db").unlink),
        "salon build, one document new": Work(build, before_newest),
        "salon build, nothing new": Work(build),
        "salon search": Work([SALON, "search", "学习", "--db", "archive.db"]),
        "salon fetch --git": Work(
            [SALON, "fetch", "-q", "--git", "history", "--path", file, "--documents", "fetched"],
            lambda: shutil.rmtree(home / "fetched", ignore_errors=True),
        ),
    }
    (home / "rows.db").touch()
    if importlib.util.find_spec("git_history") is None:
        del works["git-history, rows only"]
    return works


def _without_newest(home: Path) -> Path:
    """A copy of the store that lacks its newest document."""
    without = shutil.copytree(home / "documents", home / "without")
    *older, newest = (without / "manifest.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (without / "manifest.jsonl").write_text("".join(older), encoding="utf-8")
    (without / json.loads(newest)["file"]).unlink()
    return without


def _git_history(home: Path, file: str) -> list[str | Path]:
    branch = _git(home / "history", "branch", "--show-current")
    shutil.copy(HERE / "rows.py", home / "recap_rows.py")
    convert = ["--import", "recap_rows", "--convert", "recap_rows.rows(content)", "--id", "number", "--silent"]
    program = [sys.executable, "-c", "import sys; sys.path.insert(0, '.'); from git_history.cli import cli; cli()"]
    return [*program, "file", "rows.db", file, "--repo", "history", "--branch", branch, *convert]


def report(costs: dict[str, Cost]) -> None:
    """The table, with wall clock and CPU as multiples of git-history's, and CPU of the floor's."""
    peer, floor = costs.get("git-history, rows only"), costs["floor: read, render, write"]
    print(f"{'':32} {'wall':>9} {'CPU':>9} {'memory':>9} {'wall and CPU of git-history':>28} {'CPU of floor':>13}")
    for name, cost in costs.items():
        of_peer = f"{cost.wall / peer.wall:19.2f}x {cost.cpu / peer.cpu:6.2f}x" if peer else f"{'–':>28}"
        print(
            f"{name:32} {1000 * cost.wall:6.0f} ms {1000 * cost.cpu:6.0f} ms {cost.memory:5.0f} MiB {of_peer} "
            f"{cost.cpu / floor.cpu:12.2f}x"
        )


if __name__ == "__main__":
    main()
