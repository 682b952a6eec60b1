"""The scorer and the real documents that lie beside a checkout of this project, where they are there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
GOLD = SHARED / "gold"
ABSENT = not (SHARED / "score.py").is_file()
"""Whether the real documents are not here, so that what needs them is skipped."""


def score(archive: Path, gold: str) -> dict[str, float]:
    """The figures `score.py` prints of an archive, each in [0, 1], by row; `overall` is their mean."""
    command = [sys.executable, str(SHARED / "score.py"), str(archive), str(GOLD / f"{gold}.json"), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures
