"""A `salon serve` of its own, run as its users run it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

SALON = [sys.executable, "-c", "from scraper.cli import main; main()"]


@contextmanager
def serving(arguments: list[str], folder: Path) -> Iterator[str]:
    """The address of a server on a free port, started in `folder` and stopped when the block ends."""
    program = [*SALON, "serve", "--port", "0", *arguments]
    with subprocess.Popen(program, cwd=folder, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            line = server.stderr.readline()
            assert line.startswith("Serving "), line + server.stderr.read()
            Thread(target=server.stderr.read, daemon=True).start()  # else it waits once a pipe is full of what it says
            yield line.split(" at ")[1].split(" ")[0]
        finally:
            server.terminate()
