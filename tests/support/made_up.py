"""The generator of made-up announcements, `benchmarks/series.py`, for tests."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

_PATH = Path(__file__).parents[2] / "benchmarks" / "series.py"


def _load() -> Any:
    spec = importlib.util.spec_from_file_location("made_up_series", _PATH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


series = _load()
