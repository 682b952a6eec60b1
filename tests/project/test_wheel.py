"""The wheel: the same bytes wherever and whenever it is built, so that anybody can compare theirs with a published one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("pyproject.toml", "README.md", "LICENSE", "metadata.yml", "scraper", "data")


@pytest.mark.parametrize("epoch", [None, "1600000000"])
def test_two_builds_are_the_same_bytes(tmp_path: Path, epoch: str | None) -> None:
    """In other folders, at other times, under another umask; with `SOURCE_DATE_EPOCH` and without."""
    pytest.importorskip("hatchling")
    one, other = (wheel(tmp_path / place, umask, epoch) for place, umask in (("one", 0o022), ("another", 0o077)))
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


def wheel(folder: Path, umask: int, epoch: str | None) -> Path:
    folder.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "archive.db*", ".*")
            )
        else:
            shutil.copyfile(ROOT / part, folder / part)
    for file in folder.rglob("*.py"):
        os.utime(file, (umask, umask))
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    environment |= {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
    program = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(program, cwd=folder, env=environment, umask=umask, check=True, capture_output=True)
    (made,) = (folder / "dist").glob("*.whl")
    return made
