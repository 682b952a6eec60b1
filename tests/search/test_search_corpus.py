"""Search over HTTP against `salon serve`, on an archive of the real announcements: skipped where they are not there."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from datasette.utils import escape_fts
from support.searching import Terms, expected, topic_values

DOCUMENTS = Path(__file__).parents[3] / "shared" / "corpus" / "announcements"
pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the real announcements are not beside the repository")

# One to nineteen characters; Chinese, English, mixed; width, case, traditional forms; prefixes, phrases, several terms.
QUERIES: list[tuple[str, Terms]] = [
    ("图", ("图",)),
    ("联", ("联",)),
    ("法", ("法",)),
    ("联邦", ("联邦",)),
    ("蒸馏", ("蒸馏",)),
    ("推荐", ("推荐",)),
    ("隐私", ("隐私",)),
    ("回归", ("回归",)),
    ("联邦学习", ("联邦学习",)),
    ("强化学习", ("强化学习",)),
    ("神经网络", ("神经网络",)),
    ("梯度下降", ("梯度下降",)),
    ("知识蒸馏", ("知识蒸馏",)),
    ("支持向量机", ("支持向量机",)),
    ("同态加密", ("同态加密",)),
    ("深度强化学习在机械臂", ("深度强化学习在机械臂",)),
    ("联邦学习中数据集对训练的影响", ("联邦学习中数据集对训练的影响",)),
    ("论文分享", ("论文分享",)),
    ("项目实战", ("项目实战",)),
    ("federated", ("federated",)),
    ("FEDERATED", ("federated",)),
    ("learning", ("learning",)),
    ("MAML", ("maml",)),
    ("gan", ("gan",)),
    ("U-Net", ("u net",)),
    ("TensorFlow", ("tensorflow",)),
    ("ＭＡＭＬ", ("maml",)),
    ("聯邦學習", ("联邦学习",)),
    ("知識蒸餾", ("知识蒸馏",)),
    ("Feder*", ("feder*",)),
    ("deep learning", ("deep", "learning")),
    ('"deep learning"', ("deep learning",)),
    ("联邦 隐私", ("联邦", "隐私")),
    ("背景 federated", ("背景", "federated")),
    ("Lookahead最优化方法", ("lookahead最优化方法",)),
    ("Lookahead 最优化方法", ("lookahead", "最优化方法")),
    ("K-Means", ("k means",)),
    ("Data-Free Learning", ("data free", "learning")),
    ("无数据的蒸馏学习", ("无数据的蒸馏学习",)),
    ("量子计算", ("量子计算",)),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "archive.db"
    program = [sys.executable, "-c", "from scraper.cli import main; main()", "build", "-q"]
    subprocess.run([*program, "--documents", str(DOCUMENTS), "--db", str(path)], check=True, cwd=path.parent)
    return path


@pytest.fixture(scope="module")
def client(archive: Path) -> Iterator[httpx.Client]:
    program = [sys.executable, "-c", "from scraper.cli import main; main()", "serve", "--port", "0"]
    command = [*program, "--db", str(archive)]
    with subprocess.Popen(command, cwd=archive.parent, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        address = server.stderr.readline().split(" at ")[1].split(" ")[0]
        try:
            with httpx.Client(base_url=address, timeout=30) as client:
                yield client
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def values(archive: Path) -> dict[int, list[str]]:
    with closing(sqlite3.connect(archive)) as connection:
        return topic_values(connection)


@pytest.mark.parametrize(("text", "terms"), QUERIES, ids=[text for text, _ in QUERIES])
def test_datasette_returns_exactly_the_rows_that_hold_the_terms(
    client: httpx.Client, values: dict[int, list[str]], text: str, terms: Terms
) -> None:
    answer = client.get("/archive/topics.json", params={"_search": text, "_shape": "array", "_size": "max"})
    assert {row["id"] for row in answer.json()} == expected(values, terms)


def test_without_the_plugin_most_are_the_same(archive: Path, values: dict[int, list[str]]) -> None:
    """Stock Datasette's `escape_fts` on plain SQLite."""
    with closing(sqlite3.connect(archive)) as connection:
        same = [text for text, terms in QUERIES if _stock(connection, text) == expected(values, terms)]
    assert "联邦" in same
    assert len(same) / len(QUERIES) >= 0.85, sorted({text for text, _ in QUERIES} - set(same))


def _stock(connection: sqlite3.Connection, text: str) -> set[int]:
    sql = "select rowid from topics_fts where topics_fts match ?"
    return {key for (key,) in connection.execute(sql, (escape_fts(text),))}
