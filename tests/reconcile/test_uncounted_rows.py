"""Rows that state no number: headings by date."""

from __future__ import annotations

import pytest

from scraper.parse import parse
from scraper.reconcile import reconcile
from scraper.records import Document


@pytest.mark.parametrize(
    ("days", "numbers"),
    [
        (["3.16", "3.23", "3.30"], [1, 2, 3]),
        (["3.30", "3.23", "3.16"], []),
        (["3.16", "3.30", "3.23"], []),
    ],
)
def test_a_place_counts_only_where_rows_are_added_below(days: list[str], numbers: list[int]) -> None:
    """Where the newest stands on top, each new row would renumber all others."""
    text = "# 机器学习沙龙\n\n### 往期回顾\n\n" + "".join(f"#### {day}\n\n题目 {day[-2:]}号\n\n" for day in days)
    document = Document(
        file="a.md",
        source="club",
        path=None,
        url=None,
        revision=None,
        published_at="2019-04-20",
        media_type="text/markdown",
        sha256="0" * 64,
        size=len(text),
    )
    rows = reconcile([(document, parse(text.encode()))])
    assert [issue.number for issue in rows.issues] == numbers
