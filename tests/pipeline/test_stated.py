"""What a document states is kept with the line that says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.parse import parse
from scraper.store.stated import stated

DOCUMENTS = Path(__file__).parents[1] / "fixtures" / "documents"
TYPES = {".md": "text/markdown", ".html": "text/html"}
FILES = [file for file in sorted(DOCUMENTS.iterdir()) if file.suffix in TYPES]

TEXT = """# 第 28 期机器学习沙龙

活动时间：12月5日（周四） 12：30-14：30
活动地点：西湖边的会议室
论文分享
12:30-13:15 分享人：王小明（某大学）
主题：联邦学习综述
论文：《Federated Learning》
"""


def test_each_field_has_its_line() -> None:
    found = {
        (field, value): line for field, value, line, _ in json.loads(stated(parse(TEXT.encode(), "text/markdown")))
    }
    time = "活动时间：12月5日（周四） 12：30-14：30"
    assert found[("number", "28")] == "第 28 期机器学习沙龙"
    assert found[("date", "12-05")] == found[("starts_at", "12:30")] == found[("ends_at", "14:30")] == time
    assert found[("venue", "西湖边的会议室")] == "活动地点：西湖边的会议室"
    assert found[("speakers", "王小明 · 某大学")] == "12:30-13:15 分享人：王小明（某大学）"
    assert found[("papers", "Federated Learning")] == "论文：《Federated Learning》"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_line_is_one_of_the_text(file: Path) -> None:
    said = parse(file.read_bytes(), TYPES[file.suffix])
    lines = {line.strip()[:300] for line in said.body.split("\n")}
    rows = json.loads(stated(said))
    assert all(value and (line is None or line in lines) for _, value, line, _ in rows)
    assert {talk for *_, talk in rows} - {None} <= {talk.title[:300] for talk in said.talks}
