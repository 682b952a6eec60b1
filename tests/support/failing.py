"""Commands one of whose calls to the system goes wrong: killed at it or in the middle of it, or the disk is full."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("failing_calls.c")
FAULTS = ("torn", "short", "full", "kill")


@dataclass(frozen=True)
class Call:
    """A call that changed a file: its name, and that of the file."""

    name: str
    path: Path

    @property
    def kind(self) -> tuple[str, str]:
        """Its name, and how that of the file ends."""
        return self.name, self.path.suffix


@dataclass(frozen=True)
class Fault:
    """What goes wrong, and where: the call number `at` (from 1) of a kind. Its number among all depends on luck."""

    name: str
    kind: tuple[str, str]
    at: int


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

    def run(self, command: list[str], fault: Fault) -> subprocess.CompletedProcess[str]:
        """A run in which one call goes wrong."""
        name, suffix = fault.kind
        return self._run(command, FAULT=fault.name, FAULT_CALL=name, FAULT_FILE=suffix, FAULT_AT=str(fault.at))

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


def faults(calls: list[Call], count: int | None, seed: int) -> Iterator[Fault]:
    """So many faults: each at every kind of call in turn.

    `None` is as many as it takes for every fault but the mildest, to be killed between two calls.
    """
    chance = random.Random(seed)
    kinds = Counter(call.kind for call in calls)
    pairs = cycle([(name, kind) for name in FAULTS for kind in kinds])
    for name, kind in islice(pairs, 3 * len(kinds) if count is None else count):
        yield Fault(name, kind, chance.randint(1, kinds[kind]))
