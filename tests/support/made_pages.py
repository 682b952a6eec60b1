"""Pages of `docs/` that are made from the code: where one differs it is written anew, and the test fails once."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def keep(name: str, text: str) -> None:
    """Sees to it that `docs/NAME` is `text`."""
    page = DOCS / name
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        page.write_text(text, encoding="utf-8")
        pytest.fail(f"written anew, read it: docs/{name}")
