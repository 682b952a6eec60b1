"""Every search of an archive returns exactly the rows that hold its terms, in Datasette and in plain SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from datasette.utils import detect_fts, escape_fts
from support.searching import Terms, expected, topic_values

from scraper.search import index
from scraper.search.find import Kind, Search, count, facets, find
from scraper.search.plugin import prepare_connection
from scraper.store import schema, views

# Title, speakers, papers, outline. Written for these tests: widths, cases, scripts and marks that meet in real titles.
TOPICS: list[tuple[str, list[str], list[str], list[str]]] = [
    ("联邦学习入门", ["王小明"], ["Federated Optimization: A Survey"], ["背景", "联邦平均算法", "隐私"]),
    ("联邦迁移学习", ["李小红", "王小明"], [], ["学习率", "迁移"]),
    ("聯邦學習與隱私", [], [], []),
    ("Federated Learning at the Edge", ["Ann Lee"], [], ["边缘设备"]),
    ("面向 ＩｏＴ 设备的联邦学习", [], [], []),
    ("知识蒸馏：Hinton 的方法", ["赵一"], ["Distilling the Knowledge in a Network"], ["温度", "软标签"]),
    ("深度学习（Deep Learning）导论", [], ["Deep Residual Learning"], []),
    ("蒙特卡洛树搜索(MCTS)算法", ["钱二"], [], ["UCT", "AlphaGo 的应用"]),
    ("K-Means 与谱聚类", [], [], ["k means++ 初始化"]),
    ("ResNet50 与 VGG16 的比较", ["孙三"], ["Very Deep Convolutional Networks"], []),
    ("C++ 与 Python 混合编程", [], [], ["pybind11"]),
    ("图", [], [], ["图神经网络", "GCN"]),
    ("图神经网络在推荐中的应用", ["李小红"], [], []),
    ("BERT：naïve 的读法", [], ["BERT"], []),
    ("强化学习，以及模仿学习", [], [], []),
]

QUERIES: list[tuple[str, Terms]] = [
    ("联", ("联",)),
    ("图", ("图",)),
    ("学", ("学",)),
    ("联邦", ("联邦",)),
    ("学习", ("学习",)),
    ("隐私", ("隐私",)),
    ("聚类", ("聚类",)),
    ("论文", ("论文",)),
    ("论文分享", ("论文分享",)),
    ("联邦学习", ("联邦学习",)),
    ("神经网络", ("神经网络",)),
    ("图神经网络在推荐中的应用", ("图神经网络在推荐中的应用",)),
    ("聯邦", ("聯邦",)),
    ("聯邦學習與隱私", ("聯邦學習與隱私",)),
    ("federated", ("federated",)),
    ("FEDERATED", ("federated",)),
    ("ｆｅｄｅｒａｔｅｄ", ("federated",)),
    ("learning", ("learning",)),
    ("learn", ("learn",)),
    ("learn*", ("learn*",)),
    ("Feder*", ("feder*",)),
    ("iot", ("iot",)),
    ("mcts", ("mcts",)),
    ("MCTS算法", ("mcts算法",)),
    ("k-means", ("k means",)),
    ("VGG16", ("vgg16",)),
    ("deep learning", ("deep", "learning")),
    ('"deep learning"', ("deep learning",)),
    ("“deep residual”", ("deep residual",)),
    ("联邦 隐私", ("联邦", "隐私")),
    ("王小明 迁移", ("王小明", "迁移")),
    ("联邦　federated", ("联邦", "federated")),
    ("王小明", ("王小明",)),
    ("ann", ("ann",)),
    ("温度 distilling", ("温度", "distilling")),
    ("Hinton 的方法", ("hinton", "的方法")),
    ('"知识蒸馏"', ("知识蒸馏",)),
    ("不存在的词", ("不存在的词",)),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema.TABLES + schema.INDEXES + views.VIEWS)
        people, papers = {}, {}
        for key, (title, speakers, presented, outline) in enumerate(TOPICS, start=1):
            year = 2019 + key % 2
            connection.execute(
                "insert into issues (number, title, theme, date) values (?, ?, ?, ?)",
                (key, f"第 {key} 期沙龙", title[:4], f"{year}-05-{key:02}"),
            )
            connection.execute(
                "insert into topics (id, issue_number, position, title, track, outline) values (?, ?, 1, ?, ?, ?)",
                (key, key, title, "论文分享" if key % 3 else "机器学习", json.dumps(outline)),
            )
            for place, name in enumerate(speakers):
                number = people.setdefault(name, len(people) + 1)
                connection.execute("insert or ignore into people values (?, ?, null)", (number, name))
                connection.execute("insert into topic_speakers values (?, ?, ?, null)", (key, number, place))
            for place, name in enumerate(presented):
                number = papers.setdefault(name, len(papers) + 1)
                connection.execute("insert or ignore into papers values (?, ?)", (number, name))
                connection.execute(
                    "insert into topic_papers (topic_id, paper_id, position) values (?, ?, ?)", (key, number, place)
                )
        index.build_indexes(connection)
        connection.commit()
    return path


@pytest.fixture
def connection(archive: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def datasette_search(connection: sqlite3.Connection, table: str, text: str) -> set[int]:
    """What Datasette's `?_search=` returns: its own SQL, with whatever `escape_fts` the connection has."""
    found = f"select rowid from {table}_fts where {table}_fts match escape_fts(?)"
    sql = f"select rowid from {table} where rowid in ({found})"
    return {key for (key,) in connection.execute(sql, (text,))}


@pytest.mark.parametrize(("text", "terms"), QUERIES, ids=[text for text, _ in QUERIES])
def test_rows_are_exactly_those_that_hold_the_terms(connection: sqlite3.Connection, text: str, terms: Terms) -> None:
    prepare_connection(connection)
    rows = expected(topic_values(connection), terms)
    assert datasette_search(connection, "topics", text) == rows
    assert set(find(connection, Kind.TOPIC, Search(text), limit=100)) == rows
    assert count(connection, Kind.TOPIC, Search(text)) == len(rows)


def test_queries_find_something(connection: sqlite3.Connection) -> None:
    """The comparison would also hold between two empty sets."""
    values = topic_values(connection)
    assert sum(bool(expected(values, terms)) for _, terms in QUERIES) >= len(QUERIES) - 2


def test_without_the_plugin_most_queries_return_the_same(connection: sqlite3.Connection) -> None:
    """Stock Datasette, whose `escape_fts` only puts quotes around each word."""
    connection.create_function("escape_fts", 1, escape_fts)
    values = topic_values(connection)
    exact = [text for text, terms in QUERIES if datasette_search(connection, "topics", text) == expected(values, terms)]
    assert {"联", "联邦", "联邦学习", "federated"} <= set(exact)
    assert len(exact) / len(QUERIES) >= 0.8  # stems are for the plugin


@pytest.mark.parametrize("blank", ["", " ", '"', "*", "《》", "　"])
def test_a_blank_search_matches_nothing(connection: sqlite3.Connection, blank: str) -> None:
    prepare_connection(connection)
    assert datasette_search(connection, "topics", blank) == set()


@pytest.mark.parametrize("entry", index.INDEXES, ids=lambda entry: entry.table)
def test_datasette_detects_every_index(connection: sqlite3.Connection, entry: index.Index) -> None:
    """Detected indexes are what Datasette's search boxes and datasette-search-all use."""
    assert detect_fts(connection, entry.table) == (None if entry.is_view else entry.name)
    assert detect_fts(connection, "topic_texts") is None


def test_issues_papers_and_people_are_searched(connection: sqlite3.Connection) -> None:
    prepare_connection(connection)
    assert datasette_search(connection, "issues", "知識蒸餾") == {6}
    assert datasette_search(connection, "papers", "DEEP") == {3, 4}
    assert datasette_search(connection, "people", "小") == {1, 2}


def test_the_index_shows_original_text(connection: sqlite3.Connection) -> None:
    """A row read through the index, as plain SQLite users do, is not the generated text."""
    sql = "select title, speakers, outline from topics_fts where topics_fts match '迁移'"
    assert connection.execute(sql).fetchall() == [("联邦迁移学习", "李小红\n王小明", "学习率\n迁移")]


def test_the_archive_is_sound_and_vacuum_keeps_the_index(archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(archive.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("vacuum")
        connection.execute("insert into topics_fts(topics_fts) values ('integrity-check')")
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("select count(*) from topics_fts where topics_fts match '联邦'").fetchone() == (5,)


def test_building_again_changes_nothing(archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(archive.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        shape = connection.execute("select name, sql from sqlite_master order by name").fetchall()
        index.build_indexes(connection)
        connection.commit()
        assert connection.execute("select name, sql from sqlite_master order by name").fetchall() == shape
        assert count(connection, Kind.TOPIC, Search("联邦")) == 5


def test_best_first(connection: sqlite3.Connection) -> None:
    """A title that is the word ranks above one that holds it, a title above an outline."""
    assert find(connection, Kind.TOPIC, Search("图"), limit=3)[:2] == [12, 13]


def test_filters_and_their_counts(connection: sqlite3.Connection) -> None:
    """Narrowed to a year, years still count all of them: what a reader can change to."""
    everything = facets(connection, Kind.TOPIC, Search("联邦"))
    narrowed = facets(connection, Kind.TOPIC, Search("联邦", year="2019"))
    assert everything.years == narrowed.years == [("2020", 3), ("2019", 2)]
    assert narrowed.tracks == [("论文分享", 2)]
    assert count(connection, Kind.TOPIC, Search("联邦", year="2019")) == 2
    assert set(find(connection, Kind.PERSON, Search("小", year="2019"), limit=9)) == {1, 2}
    assert count(connection, Kind.TOPIC, Search(track="机器学习")) == 5
    assert count(connection, Kind.TOPIC, Search("联邦", year="20")) == 0


def test_pages_of_results_do_not_overlap(connection: sqlite3.Connection) -> None:
    pages = [find(connection, Kind.TOPIC, Search("学"), limit=3, offset=offset) for offset in range(0, 15, 3)]
    keys = [key for page in pages for key in page]
    assert len(keys) == len(set(keys)) == count(connection, Kind.TOPIC, Search("学"))


def test_without_a_text_the_newest_come_first(connection: sqlite3.Connection) -> None:
    assert find(connection, Kind.TOPIC, Search(), limit=2) == [15, 13]
    assert Search("《》").is_hopeless and not Search("").is_hopeless
