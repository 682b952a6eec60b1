"""The outline of a talk on several papers, as a whole and by paper."""

from __future__ import annotations

import pytest
from support.series import issue, talk

from scraper.parse import parse

Outlines = tuple[tuple[str, ...], ...]

CASES: list[tuple[str, tuple[str, ...], Outlines]] = [
    ("one below each", ("论文：Old Ways", "1. 甲", "2. 乙", "论文：New Ways", "1. 丙"), (("甲", "乙"), ("丙",))),
    ("the last without", ("论文：Old Ways", "1. 甲", "论文：New Ways"), (("甲",), ())),
    (
        "headings between",
        ("论文：Old Ways", "大纲：", "1. 甲", "论文：New Ways", "大纲：", "1. 丙"),
        (("甲",), ("丙",)),
    ),
    ("one for all, below", ("论文1：Old Ways", "论文2：New Ways", "1. 甲", "2. 乙"), ()),
    ("one for all, above", ("1. 甲", "2. 乙", "论文1：Old Ways", "论文2：New Ways"), ()),
    ("one paper", ("论文：Old Ways", "1. 甲", "2. 乙"), ()),
]


@pytest.mark.parametrize(("lines", "outlines"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_outline_by_paper(lines: tuple[str, ...], outlines: Outlines) -> None:
    (found,) = parse(issue(4, "4月13日", talk("某题", "林一", *lines)).encode()).talks
    assert found.paper_outlines == outlines
    assert found.outline == tuple(line[3:] for line in lines if line[0].isdigit())
