"""Commands one of whose calls to the system goes wrong: killed at it or in the middle of it, or the disk is full."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("failing_calls.c")
FAULTS = ("torn", "short", "kill", "full")


@dataclass(frozen=True)
class Call:
    """A call that changed a file: its name, and that of the file."""

    name: str
    path: Path


@dataclass
class FailingCalls:
    """Runs commands in a folder with `failing_calls.c` loaded into them."""

    library: Path
    folder: Path

    def calls(self, command: list[str]) -> list[Call]:
        """The calls of an undisturbed run, which is made now."""
        log = self.folder / "calls.log"
        done = self._run(command, FAULT_LOG=str(log))
        assert done.returncode == 0, done.stderr
        named = [line.split(" ", 1) for line in log.read_text().splitlines()]
        log.unlink()
        return [Call(name, self.folder / path) for name, path in named]

    def run(self, command: list[str], fault: str, at: int) -> subprocess.CompletedProcess[str]:
        """A run whose call number `at` (from 1) goes wrong."""
        return self._run(command, FAULT=fault, FAULT_AT=str(at))

    def _run(self, command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
        loaded = {"LD_PRELOAD": str(self.library), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            command, cwd=self.folder, env=os.environ | loaded | environment, capture_output=True, text=True, check=False
        )


def compiled(folder: Path) -> Path:
    """The library; skips the test where none can be made or loaded."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no C compiler for Linux here, so no call can be made to fail")
    library = folder / "failing_calls.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(SOURCE)], check=True)
    return library


def points(calls: list[Call], count: int | None, seed: int) -> Iterator[tuple[str, int]]:
    """Faults with the numbers of the calls they happen at: every fault at every kind of call in turn, so many points.

    `None` is as many as it takes for half of a call of every kind: torn, and cut short.
    """
    chance = random.Random(seed)
    kinds: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, call in enumerate(calls, start=1):
        kinds[call.name, call.path.suffix].append(number)
    pairs = cycle([(fault, numbers) for fault in FAULTS for numbers in kinds.values()])
    for fault, numbers in islice(pairs, 2 * len(kinds) if count is None else count):
        yield fault, chance.choice(numbers)
