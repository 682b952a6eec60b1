"""Search and pages on a large synthetic archive: latency (median, 99th percentile), time to index, size.

    python benchmarks/search.py [--topics 100000]

Prints one row a measurement. Requests go through Datasette's own client in this process: what the server needs, without
the network. Texts are put together from a vocabulary by a seeded generator, so every run searches the same archive.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from scraper.records import stable_id
from scraper.search import index
from scraper.search.find import Kind, Search, count, find
from scraper.store import schema, views

CHINESE = re.findall(
    r"\w+",
    """
    联邦 学习 知识 蒸馏 强化 表示 对比 图像 分割 检测 识别 文本 生成 语言 模型 神经 网络 梯度 下降 分布式
    优化 隐私 保护 加密 推荐 系统 预测 时间 序列 贝叶斯 概率 因果 推断 图 结构 嵌入 注意力 机制 迁移 元 小样本
    无监督 自监督 半监督 主动 在线 决策 博弈 机器人 控制 语音 视频 医学 影像 交通 流量 金融 风险 异常 聚类
    降维 核 方法 集成 剪枝 量化 压缩 搜索 架构 数据 增强
    """,
)
ENGLISH = re.findall(
    r"\w+",
    """
    federated learning distillation reinforcement contrastive representation transformer attention graph neural network
    privacy gradient optimization generative adversarial image segmentation detection language speech recommendation
    bayesian causal transfer meta few shot robust efficient scalable deep mutual adaptive stochastic convex sparse
    """,
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
TRACKS = ("论文分享", "机器学习", "项目实战")
TOPICS_AN_ISSUE = 4
QUERIES = (
    "学",
    "联邦",
    "联邦学习",
    "聯邦學習",
    "蒸馏 隐私",
    "Feder*",
    "deep learning",
    '"graph neural"',
    "赵钱",
    "压缩因果推断",
)
ROUNDS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--topics", type=int, default=100_000)
    topics = parser.parse_args().topics
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        with closing(sqlite3.connect(path)) as connection:
            _measure_index(connection, path, topics)
            _measure_queries(connection)
        asyncio.run(_measure_pages(path, topics // TOPICS_AN_ISSUE))


def _measure_index(connection: sqlite3.Connection, path: Path, topics: int) -> None:
    fill(connection, topics)
    before = path.stat().st_size
    begin = time.perf_counter()
    index.build_indexes(connection)
    connection.commit()
    seconds = time.perf_counter() - begin
    megabytes = (path.stat().st_size - before) / 1e6
    print(f"{topics} topics, archive {before / 1e6:.0f} MB; index (way A) {megabytes:.0f} MB, made in {seconds:.1f} s")


def _measure_queries(connection: sqlite3.Connection) -> None:
    print(f"\n{'ranked search, first 20':32} {'rows':>7} {'median':>9} {'p99':>9}")
    for text in QUERIES:
        search = Search(text)
        times = [_timed(partial(find, connection, Kind.TOPIC, search, limit=20)) for _ in range(ROUNDS)]
        _print_times(f"{text} ({count(connection, Kind.TOPIC, search)})", times)


async def _measure_pages(path: Path, issues: int) -> None:
    from datasette.app import Datasette

    datasette = Datasette([str(path)])
    await datasette.invoke_startup()
    pages = {
        "home": ["/"],
        "issue": [f"/issue/{1 + place * issues // ROUNDS}" for place in range(ROUNDS)],
        "search page": [f"/search?q={text}" for text in QUERIES],
        "search page, year": [f"/search?q={text}&year=2019" for text in QUERIES],
        "topics.json?_search=": [f"/archive/topics.json?_search={text}&_nosuggest=1" for text in QUERIES],
        "timeline": ["/timeline"],
        "charts": ["/charts"],
        "health": ["/health"],
    }
    print(f"\n{'page':32} {'':>7} {'median':>9} {'p99':>9}")
    for name, addresses in pages.items():
        await datasette.client.get(addresses[0])
        _print_times(name, [await _request(datasette, addresses[turn % len(addresses)]) for turn in range(ROUNDS)])


async def _request(datasette: object, address: str) -> float:
    begin = time.perf_counter()
    response = await datasette.client.get(address)  # type: ignore[attr-defined]
    assert response.status_code == 200, (address, response.text[:200])
    return time.perf_counter() - begin


def _timed(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def _print_times(name: str, seconds: list[float]) -> None:
    last = statistics.quantiles(seconds, n=100, method="inclusive")[98]
    print(f"{name:40} {1000 * statistics.median(seconds):6.1f} ms {1000 * last:6.1f} ms")


def fill(connection: sqlite3.Connection, topics: int) -> None:
    """Writes a synthetic archive with so many topics, four an issue, a replay each, without its search index."""
    connection.executescript(schema.TABLES + schema.INDEXES + views.VIEWS)
    source = random.Random(5)
    connection.execute(
        "insert into documents (id, source, media_type, sha256, bytes) values (1, 'synthetic', 'text/markdown', '', 0)"
    )
    people = [source.choice(SURNAMES) + source.choice(SURNAMES) + source.choice("一二三四五") for _ in range(3000)]
    connection.executemany(
        "insert or ignore into people values (?, ?, null)", [(stable_id("person", name), name) for name in people]
    )
    _insert_issues(connection, -(-topics // TOPICS_AN_ISSUE))
    for number in range(topics):
        _insert_topic(connection, source, number, people)
    connection.commit()


def _insert_issues(connection: sqlite3.Connection, issues: int) -> None:
    days = 365 * 12
    connection.executemany(
        "insert into issues (number, title, date) values (?, ?, ?)",
        [
            (number, f"第 {number} 期沙龙", str(date(2012, 1, 1) + timedelta(days=number * days // issues)))
            for number in range(1, issues + 1)
        ],
    )


def _insert_topic(connection: sqlite3.Connection, source: random.Random, number: int, people: list[str]) -> None:
    key, issue = stable_id("topic", number), number // TOPICS_AN_ISSUE + 1
    words = _words(source)
    outline = ["".join(source.choices(CHINESE, k=source.randint(2, 5))) for _ in range(source.randint(0, 5))]
    connection.execute(
        "insert into topics (id, issue_number, position, title, track, outline, in_agenda, in_recap)"
        " values (?, ?, ?, ?, ?, ?, 1, 1)",
        (key, issue, number % TOPICS_AN_ISSUE, next(words), source.choice(TRACKS), json.dumps(outline)),
    )
    speaker = stable_id("person", source.choice(people))
    connection.execute("insert into topic_speakers values (?, ?, 1, null)", (key, speaker))
    if source.random() < 0.3:
        paper = stable_id("paper", number)
        connection.execute("insert into papers values (?, ?)", (paper, " ".join(source.choices(ENGLISH, k=7)).title()))
        connection.execute("insert into topic_papers (topic_id, paper_id, position) values (?, ?, 1)", (key, paper))
    link = stable_id("link", number)
    url = f"https://video.example/{link}"
    connection.execute("insert into links values (?, ?, 'video.example', 'replay')", (link, url))
    connection.execute(
        "insert into issue_links values (?, ?, ?, ?, null, null, 'recap', ?, 1, 1, 1)", (link, link, issue, key, number)
    )


def _words(source: random.Random) -> Iterator[str]:
    """Titles as people write them: mostly Chinese without spaces, now and then with English words."""
    while True:
        chinese = "".join(source.choices(CHINESE, k=source.randint(2, 6)))
        english = " ".join(source.choices(ENGLISH, k=source.randint(2, 6))).title()
        yield source.choice((chinese, chinese, f"{chinese}：{english}", english))


if __name__ == "__main__":
    main()
