"""What whole processes cost: wall clock, CPU of all cores, and peak memory.

They keep what they compiled, as installed programs have it, whatever `PYTHONDONTWRITEBYTECODE` says here.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

SAMPLED = 0.2
"""Seconds between two looks at the memory of all processes."""


@dataclass(frozen=True)
class Cost:
    """Seconds of wall clock, seconds of CPU of a process and its children, MiB of the largest of them."""

    wall: float
    cpu: float
    memory: float


def cost_of(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Runs a command in a folder; it must succeed. Linux counts the peak in KiB, and that of this process before it."""
    began = time.monotonic()
    process = _start(command, folder, environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    _must_succeed(process)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def cost_of_all(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """The same for commands of several processes: `memory` is what all of them have at once, pages they share counted
    once, as looked at from time to time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    process = _start(command, folder, environment)
    watched = psutil.Process(process.pid)
    memory = 0
    while process.poll() is None:
        memory = max(memory, sum(_share(one) for one in [watched, *_children(watched)]))
        time.sleep(SAMPLED)
    wall = time.monotonic() - began
    _must_succeed(process)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory / 2**20)


def _children(process: Any) -> list[Any]:
    try:
        children: list[Any] = process.children(recursive=True)
    except psutil.Error:
        return []
    return children


def _share(process: Any) -> int:
    """Bytes of a process, with its share of what it has in common with others; nothing once it has ended."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def _start(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None
) -> subprocess.Popen[bytes]:
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**inherited, **(environment or {})}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _must_succeed(process: subprocess.Popen[bytes]) -> None:
    errors = process.stderr.read().decode() if process.stderr else ""
    if process.returncode:
        raise RuntimeError(f"{process.args!r}: {errors}")


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each measure."""
    return Cost(
        *(statistics.median(values) for values in zip(*((c.wall, c.cpu, c.memory) for c in costs), strict=True))
    )
