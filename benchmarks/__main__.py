"""Every benchmark, one after the other, each in a process of its own: `python -m benchmarks`, or `make bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAMS = ("build", "growth", "search", "check")


def main() -> None:
    for name in PROGRAMS:
        print(f"\n== {name}\n", flush=True)
        subprocess.run([sys.executable, Path(__file__).with_name(f"{name}.py")], check=True)


if __name__ == "__main__":
    main()
