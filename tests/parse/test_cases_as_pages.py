"""Each shared case says the same as the page that a site makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.renderings import github, wechat, yuque

from scraper.parse import parse

CASES = Path(__file__).parents[3] / "shared" / "cases"
FILES = sorted(CASES.glob("*.md")) if CASES.is_dir() else []
SITES = {"GitHub": github, "WeChat": wechat, "Yuque": yuque}


def said(content: str, media_type: str) -> list[object]:
    found = parse(content.encode(), media_type)
    rows = [
        (
            row.number,
            row.date and (row.date.month, row.date.day),
            row.topics,
            [link.url for link in row.links],
            row.status,
        )
        for row in found.recap
    ]
    talks = [
        (talk.title, talk.speakers, talk.papers, talk.outline, talk.abstract, talk.starts_at) for talk in found.talks
    ]
    return [
        found.dates and (found.dates[-1].month, found.dates[-1].day),
        found.starts_at,
        found.ends_at,
        found.venue,
        talks,
        rows,
    ]


@pytest.mark.skipif(not FILES, reason="the shared cases are not here")
@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("case", FILES, ids=lambda path: path.stem)
def test_case_as_a_page(case: Path, site: str) -> None:
    text = case.read_text(encoding="utf-8")
    assert said(SITES[site](text), "text/html") == said(text, "text/markdown")
