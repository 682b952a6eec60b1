"""A store whose recap links to a server, and the command that checks the links of its archive without a pause."""

from __future__ import annotations

from pathlib import Path

from support.serving import SALON

LINKS = 24

CHECK = [
    *SALON,
    *["check", "-q", "--allow-private", "--no-probe", "--pause", "0", "--per-host", "2", "--db", "archive.db"],
]


def write_linked(folder: Path, url: str, first: int) -> None:
    folder.mkdir()
    rows = [f"| {number} | 19.{number % 12 + 1}.{number % 28 + 1} | 【论文分享】题目{number} | [回放]({url}/live/{number}) |"
            for number in range(first, first + LINKS)]  # fmt: skip
    table = "\n".join(["### 往期回顾", "| 期数 | 时间 | 内容 | 链接 |", "| --- | --- | --- | --- |", *rows])
    (folder / "2020-06-01-salon.md").write_text(f"# 第 90 期机器学习沙龙\n\n{table}\n", encoding="utf-8")
