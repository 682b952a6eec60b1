"""Processes that are killed at seeded points of their work, and disks that are too small."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

Mark = Callable[[], bool]


@dataclass
class Victim:
    """A command, and marks that say how far it has come: points are spread over the time after each of them."""

    command: list[str]
    folder: Path
    marks: tuple[Mark, ...] = ()

    def points(self, count: int, seed: int) -> Iterator[tuple[Mark, float]]:
        """Marks with seconds after them, drawn from as long as one whole run takes; that run is made now."""
        spans = self._spans()
        chance = random.Random(seed)
        for place in range(count):
            mark = list(spans)[place % len(spans)]
            yield mark, chance.uniform(0, spans[mark])

    def killed(self, mark: Mark, delay: float) -> bool:
        """Runs until `delay` seconds after the mark, then SIGKILL; False where it had ended by itself."""
        with subprocess.Popen(
            self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as running:
            while running.poll() is None and not mark():
                time.sleep(0.0005)
            time.sleep(delay)
            running.kill()
        return running.returncode < 0

    def _spans(self) -> dict[Mark, float]:
        """The seconds from each mark to the end of an undisturbed run."""
        seen: dict[Mark, float] = {}
        with subprocess.Popen(
            self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as running:
            while running.poll() is None:
                seen |= {mark: time.monotonic() for mark in (_at_once, *self.marks) if mark not in seen and mark()}
                time.sleep(0.0005)
        assert running.returncode == 0
        end = time.monotonic()
        return {mark: end - moment for mark, moment in seen.items()}


def _at_once() -> bool:
    return True


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path | None]:
    """A disk of its own of so many bytes (`2m`), `None` where none can be mounted."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        yield None
        return
    if done.returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, spare: int) -> Path:
    """Fills the disk of a folder up to `spare` bytes; returns the file that does, to be removed again."""
    ballast = folder / ".ballast"
    status = os.statvfs(folder)
    room = status.f_bavail * status.f_frsize
    ballast.write_bytes(b"\0" * max(0, room - spare))
    return ballast
