"""A module fits in one reading, and a folder on one screen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

SCRAPER = Path(__file__).parents[2] / "scraper"
LINES = 300
MODULES = 14


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in SCRAPER.rglob("*.py")}
    assert {path.relative_to(SCRAPER).as_posix(): lines for path, lines in lengths.items() if lines > LINES} == {}


def test_folders_are_small() -> None:
    modules = Counter(path.parent.relative_to(SCRAPER).as_posix() for path in SCRAPER.rglob("*.py"))
    assert {folder: count for folder, count in modules.items() if count > MODULES} == {}
