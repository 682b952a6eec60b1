"""`import scraper`: what docs/library.md shows works as it stands there, and the face costs nothing to look at."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import scraper

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "library.md").read_text("utf-8")


def test_the_examples_print_what_the_page_says(tmp_path: Path) -> None:
    """All in turn in one process, started beside a `data/` as a reader's own would be."""
    (tmp_path / "data").symlink_to(REPOSITORY / "data")
    examples = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    printed = "".join(re.findall(r"```text\n(.*?)```", PAGE, re.S))
    command = [sys.executable, "-c", "\n".join(examples)]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env={"HOME": str(tmp_path), "LANG": "C.UTF-8"}
    )
    assert (done.stderr, done.stdout) == ("", printed)


def test_every_name_is_there_and_described() -> None:
    for name in set(scraper.__all__) - {"__version__"}:
        assert getattr(scraper, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = scraper.nothing


def test_the_face_imports_nothing_heavy() -> None:
    """Neither `import scraper` nor a look at its names loads what reads, asks or serves."""
    code = (
        "import sys, scraper; scraper.build_archive, scraper.open_archive, scraper.check_links, scraper.parse_document;"
        "print([name for name in ('bs4', 'lxml', 'comrak', 'httpx', 'aiohttp', 'datasette', 'yaml', 'click') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_what_can_be_mended_is_one_kind_of_error(tmp_path: Path) -> None:
    with pytest.raises(scraper.SalonError, match="there is no archive; build one"):
        scraper.open_archive(tmp_path / "none.db")
    with pytest.raises(scraper.SalonError, match="no such folder; name one"):
        scraper.build_archive([tmp_path / "none"], tmp_path / "a.db")
