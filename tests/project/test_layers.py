"""Which stage may import which: the contracts in `pyproject.toml` are kept, and an arrow upward breaks them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_contracts_are_kept() -> None:
    """No stage imports one above it; reading and reconciling use neither network nor database."""
    result = _lint(REPOSITORY)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("parse/times/days.py", "import httpx"),
        ("markup/lines.py", "from scraper.parse import words"),
        ("store/schema.py", "from scraper.site import labels"),
    ],
)
def test_an_arrow_upward_is_an_error(tmp_path: Path, module: str, line: str) -> None:
    """The contracts are no decoration: one forbidden import and the tests are red."""
    shutil.copytree(REPOSITORY / "scraper", tmp_path / "scraper", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    changed = tmp_path / "scraper" / module
    changed.write_text(
        changed.read_text("utf-8").replace("import re\n", f"import re\n{line}\n", 1) + f"\n{line}\n", "utf-8"
    )
    assert _lint(tmp_path).returncode == 1
