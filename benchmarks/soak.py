"""The long form of the tests of faults, readers, hostile bytes and growth, and the largest series: `make soak`.

    python benchmarks/soak.py

Prints a line a part while it goes: what was counted, how it ended, and its minutes. What each part says is in
`build/soak`. Ends with an error if a part did; the others are run all the same.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

LOGS = Path("build/soak")
TESTS = (
    "tests/parse/test_growth.py",
    "tests/robustness/test_faults.py",
    "tests/robustness/test_failing_calls.py",
    "tests/robustness/test_readers.py",
    "tests/site/test_openapi.py",
    "tests/robustness/test_hostile_edits.py",
)
PARTS = {
    **{name: ("-m", "pytest", "--soak", "-s", "--durations=5", name) for name in TESTS},
    "bytes nobody would write": ("tests/robustness/fuzz_bytes.py", "480"),
    "the largest series": ("benchmarks/growth.py", "1000", "10000", "100000"),
}
FIGURES = re.compile(
    r"^\.*(.*\bkilled at \d.*|.* (?:read|answered|answered as described)|\d+ (?:passed|failed).*|stat::number_of_executed_units.*"
    r"|\s*\d+ +[\d.]+ MiB .*|.*slope of CPU.*)$",
    re.M,
)


def main() -> int:
    LOGS.mkdir(parents=True, exist_ok=True)
    begun, failed = time.monotonic(), []
    for name, arguments in PARTS.items():
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        (LOGS / f"{Path(name).stem.replace(' ', '-')}.txt").write_text(done.stdout, encoding="utf-8")
        failed += [name] * (done.returncode != 0)
        ended = "fine" if done.returncode == 0 else f"FAILED with {done.returncode}"
        print(f"{name}: {ended} in {(time.monotonic() - started) / 60:.1f} minutes")
        print("".join(f"    {figure.strip()}\n" for figure in FIGURES.findall(done.stdout)), end="", flush=True)
    outcome = f"{len(failed)} failed ({', '.join(failed)})" if failed else "all fine"
    print(f"soak: {len(PARTS)} parts, {outcome}, {(time.monotonic() - begun) / 60:.0f} minutes")
    return len(failed) > 0


if __name__ == "__main__":
    sys.exit(main())
