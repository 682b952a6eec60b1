"""A page of ours ends when its time is over, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.pages import client_of
from support.sample_archive import write_archive

from scraper.site.plugin import views


def test_a_page_that_takes_too_long_is_stopped_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "QUERIES_OF_A_PAGE", 0)
    answer = client_of(write_archive(tmp_path / "archive.db"))("/en/issues")
    assert answer.status_code == 503 and "took too long" in answer.text
