"""How a build grows with the number of announcements, every one with a recap of the last sixty: time, memory, file size.

    python benchmarks/growth.py [1000 10000 100000]

Prints a line a series, made by `series.py`, and how steep each step is: 1 is linear. Caches are cold; CPU and
memory are those of all processes together.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from measuring import Cost, cost_of_all
from series import write_store

SALON = Path(sys.executable).with_name("salon")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("announcements", type=int, nargs="*", default=[1000, 10_000])
    counts = sorted(parser.parse_args().announcements)
    print(
        f"{'announcements':>13} {'published':>13} {'wall':>9} {'CPU':>9} {'memory':>10} {'archive':>11} {'a document':>14}"
    )
    costs = [measured(count) for count in counts]
    for (before, one), (after, other) in pairwise(zip(counts, costs, strict=True)):
        step = math.log(after / before)
        steepness = {name: math.log(getattr(other, name) / getattr(one, name)) / step for name in ("cpu", "memory")}
        print(f"{before} to {after}: slope of CPU {steepness['cpu']:.2f}, of memory {steepness['memory']:.2f}")


def measured(announcements: int) -> Cost:
    """Builds a series in a process of its own, and prints what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        published = write_store(home / "documents", announcements, seed=1)
        command = [SALON, "build", "-q", "--documents", "documents", "--db", "archive.db"]
        cost = cost_of_all(command, home, {"XDG_CACHE_HOME": folder})
        size = (home / "archive.db").stat().st_size
    print(
        f"{announcements:13} {published / 2**20:9.1f} MiB {cost.wall:7.1f} s {cost.cpu:7.1f} s {cost.memory:6.0f} MiB "
        f"{size / 2**20:7.1f} MiB {size / announcements:8.0f} bytes",
        flush=True,
    )
    return cost


if __name__ == "__main__":
    main()
