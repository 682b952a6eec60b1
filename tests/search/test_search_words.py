"""Found by other words: pairs of the glossary, pinyin of speakers, stems; and what was meant by a slip."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pypinyin
import pytest
from datasette.utils import escape_fts
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from scraper.search import index
from scraper.search.find import Kind, Search, find
from scraper.search.suggest import suggestion
from scraper.search.terms import parse_terms, wider_names
from scraper.search.variants import pinyin
from scraper.search.variants.glossary import Glossary, read_glossary
from scraper.search.variants.readings import readings
from scraper.store import schema, views

# Title, speaker, abstract. Each has a subject of its own, so that a query has one right answer.
TOPICS = [
    ("知识蒸馏的温度", "张聪海", "教师与学生"),
    ("线性回归入门", "吕律", "最小二乘"),
    ("Homomorphic Encryption in Practice", "单田芳", "密文上的计算"),
    ("支持向量机与核函数", "Ann Lee", ""),
    ("Generative Adversarial Networks, revisited", "欧阳娜娜", ""),
    ("用图神经网络做链路预测", "曾一鸣", ""),
    ("随机梯度下降的收敛", "解晓东", "学习率如何衰减"),
    ("Clustering customers with k-means", "钱伟长", ""),
    ("蒙特卡洛树搜索", "赵元任", "下棋的程序"),
    ("Machine Translation by Attention", "王力", ""),
]

# A query, the topic that answers it (by its place above), and whether stock Datasette finds it as well.
QUERIES = [
    ("knowledge distillation", 1, True), ("distillation", 1, True), ("Knowledge Distillation", 1, True),
    ("distilling", 1, True), ("distill", 1, False), ("distilled", 1, False), ("蒸馏", 1, True), ("teacher", 1, True),
    ("teachers", 1, False), ("zhang conghai", 1, True), ("zhangconghai", 1, True), ("zhang cong hai", 1, True),
    ("Zhāng Cōnghǎi", 1, True), ("zhāng cōng hǎi", 1, True), ("zhang1 cong1 hai3", 1, True),
    ("conghai zhang", 1, True), ("conghaizhang", 1, True), ("ZHANG CONGHAI", 1, True), ("張聰海", 1, False),
    ("linear regression", 2, True), ("regression", 2, True), ("线性 regression", 2, True), ("introduction", 2, True),
    ("最小二乘", 2, True), ("lv lv", 2, True), ("lu lu", 2, True), ("lǚ lǜ", 2, True),
    ("同态加密", 3, True), ("同態加密", 3, False), ("加密", 3, True), ("encrypt", 3, False), ("encrypted", 3, False),
    ("shan tianfang", 3, True), ("dan tianfang", 3, True), ("shantianfang", 3, True), ("密文", 3, True),
    ("SVM", 4, True), ("SVMs", 4, False), ("support vector machine", 4, True), ("support vector machines", 4, False),
    ("kernel function", 4, True), ("生成对抗网络", 5, True), ("对抗生成网络", 5, True), ("GAN", 5, True),
    ("GANs", 5, False), ("network adversarial", 5, False), ("ouyang nana", 5, True), ("ouyangnana", 5, True),
    ("graph neural network", 6, True), ("GNN", 6, True), ("link prediction", 6, True), ("zeng yiming", 6, True),
    ("SGD", 7, True), ("stochastic gradient descent", 7, True), ("learning rates", 7, False), ("xie xiaodong", 7, True),
    ("聚类", 8, True), ("cluster", 8, False), ("K 均值", 8, True), ("MCTS", 9, True),
    ("monte carlo", 9, True), ("机器翻译", 10, True), ("注意力", 10, True), ("translate", 10, False),
]  # fmt: skip


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path: Path = tmp_path_factory.mktemp("words") / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema.TABLES + schema.INDEXES + views.VIEWS)
        for key, (title, speaker, abstract) in enumerate(TOPICS, start=1):
            connection.execute("insert into issues (number, date) values (?, ?)", (key, f"2020-05-{key:02}"))
            connection.execute(
                "insert into topics (id, issue_number, position, title, outline, abstract) values (?, ?, 1, ?, '[]', ?)",
                (key, key, title, abstract),
            )
            connection.execute("insert into people (id, name) values (?, ?)", (key, speaker))
            connection.execute(
                "insert into topic_speakers (topic_id, person_id, position) values (?, ?, 0)", (key, key)
            )
        index.build_indexes(connection)
        connection.commit()
        yield connection


def test_there_are_sixty_queries() -> None:
    assert len(QUERIES) >= 60


@pytest.mark.parametrize(("text", "topic"), [query[:2] for query in QUERIES])
def test_a_topic_is_found_by_other_words(connection: sqlite3.Connection, text: str, topic: int) -> None:
    assert topic in find(connection, Kind.TOPIC, Search(text), limit=3)


@pytest.mark.parametrize(("text", "topic"), [query[:2] for query in QUERIES if query[2]])
def test_stock_datasette_finds_pairs_and_pinyin(connection: sqlite3.Connection, text: str, topic: int) -> None:
    """Its own `escape_fts`, and no plugin."""
    rows = connection.execute("select rowid from topics_fts where topics_fts match ?", (escape_fts(text),))
    assert topic in {key for (key,) in rows}


@pytest.mark.parametrize("text", ["zhang lu", "quantum", '"distill"', "牛顿法", "wang conghai"])
def test_other_words_do_not_find_everything(connection: sqlite3.Connection, text: str) -> None:
    assert find(connection, Kind.TOPIC, Search(text), limit=9) == []


def test_speakers_are_found_by_pinyin(connection: sqlite3.Connection) -> None:
    assert find(connection, Kind.PERSON, Search("zhao yuanren"), limit=9) == [9]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("distillatoin", "distillation"),
        ("homomorphik", "homomorphic"),
        ("transltion", "translation"),
        ("知识争馏", "知识蒸馏"),
        ("machine transltion", "machine translation"),
        ("zhang conghi", "zhang conghai"),
        ("quantum", None),
        ("知识蒸馏", None),
        ("《》", None),
    ],
)
def test_a_slip_gets_a_suggestion_that_finds_something(
    connection: sqlite3.Connection, slip: str, meant: str | None
) -> None:
    assert suggestion(connection, Search(slip)) == meant
    if meant:
        assert find(connection, Kind.TOPIC, Search(meant), limit=1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("knowledge distillation", ["知识蒸馏"]),
        ("知識蒸餾", ["knowledge distillation"]),
        ("Neural Networks", ["神经网络"]),
        ("SVMs", ["支持向量机", "support vector machine"]),
        ("distill*", []),
        ("没有这个词", []),
    ],
)
def test_a_search_says_what_else_it_took(text: str, names: list[str]) -> None:
    assert wider_names(parse_terms(text)) == names


def test_a_name_without_chinese_has_no_pinyin() -> None:
    assert readings("Ann Lee") == ()


def _as_pypinyin(text: str) -> tuple[list[str], list[str]]:
    numbered = pypinyin.lazy_pinyin(text, style=pypinyin.Style.TONE3, neutral_tone_with_five=True)
    return pypinyin.lazy_pinyin(text), numbered


def _as_here(text: str) -> tuple[list[str], list[str]]:
    read = pinyin.pinyin_of(text)
    return list(map(pinyin.toneless, read)), list(map(pinyin.toned, read))


def test_a_name_is_read_as_pypinyin_reads_it() -> None:
    """Words inside it, words that go on behind it, and words that begin before another."""
    words = sorted(PHRASES_DICT)
    random = Random(1)
    pairs = [random.choice(words) + random.choice(words) for _ in range(400)]
    names = [pair[start : start + random.randint(2, 5)] for pair in pairs for start in range(len(pair) - 1)]
    assert len(names) > 1_000
    assert [name for name in names if _as_here(name) != _as_pypinyin(name)] == []


def test_a_character_has_the_readings_that_pypinyin_knows() -> None:
    characters = [chr(code) for code in sorted(PINYIN_DICT)[::20]] + ["\U0002ffff"]
    assert [one for one in characters if _as_here(one) != _as_pypinyin(one)] == []
    known = {one: pypinyin.pinyin(one, style=pypinyin.Style.TONE, heteronym=True)[0] for one in characters}
    assert {one: list(dict.fromkeys(pinyin.readings_of(one))) for one in characters} == known


def test_the_glossary_has_names_of_the_field_in_both_languages() -> None:
    groups = {group for names in read_glossary().names.values() for _, group in names}
    assert len(groups) >= 150
    assert all(any(name.isascii() for name in group) and any(not name.isascii() for name in group) for group in groups)


def test_a_long_text_is_read_in_time() -> None:
    glossary = Glossary()
    glossary.add(("学", "learn"))
    assert glossary.others("学" * 20_000) == ["learn"]
