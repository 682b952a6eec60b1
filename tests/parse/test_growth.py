"""No line costs more than its length, whatever it repeats: each pattern of `scraper.parse` by itself, and whole texts.

Times are compared with one another, never with a clock on the wall: four times the text may cost little more than four
times as much. A short form is run with the other tests, all of it by `make soak`.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import scraper.markup
import scraper.parse
from scraper.expressions import EXAMPLES
from scraper.markup.lines import Line
from scraper.parse.links import find_links
from scraper.parse.recap.cells import day_in, numbers_in, without_state
from scraper.parse.recap.listed import listed_rows
from scraper.parse.recap.topics import recap_topics, without_labels
from scraper.parse.review.standing import status_of
from scraper.parse.times import begin_in, clock_range, dates_in, slot_in, unread_in, without_superseded

SHORT, TIMES_AS_LONG = 2_000, 4
BOUND = 2.5 * TIMES_AS_LONG  # a square would be four times as much again
LEAST = 0.02  # seconds of this process below which nothing is told apart from noise
SEED = 15
GENERIC = (
    "1",
    "a",
    "甲",
    "-",
    ".",
    ":",
    "：",
    "(",
    ")",
    "[",
    "]",
    "、",
    "，",
    "|",
    "《",
    "“",
    "*",
    "/",
    "月",
    "\u3000a",
)
PLACES = {
    "title": "# {}\n\n时间：3月6日 19:30\n",
    "invitation": "# 第 30 期沙龙\n\n{}\n",
    "time": "# 第 30 期沙龙\n\n时间：{}\n",
    "venue": "# 第 30 期沙龙\n\n地点：{}\n",
    "speaker": "# 第 30 期沙龙\n\n### 活动内容\n分享人：{}\n主题：图像分割\n",
    "topic": "# 第 30 期沙龙\n\n### 活动内容\n主题：{}\n",
    "outline": "# 第 30 期沙龙\n\n### 活动内容\n主题：图像分割\n\n1. {}\n",
    "slot": "# 第 30 期沙龙\n\n### 活动内容\n\n19:30-20:00 {}\n",
    "list": "### 往期回顾\n\n- 第 29 期（2.6）：{}\n",
    "day": "### 往期回顾\n\n| 期数 | 时间 | 内容 | 链接 |\n|---|---|---|---|\n| 29 | {} | 降噪 | |\n",
    "cell": "### 往期回顾\n\n| 期数 | 时间 | 内容 | 链接 |\n|---|---|---|---|\n| 29 | 2.6 | {} | |\n",
    "link": "### 往期回顾\n\n| 期数 | 时间 | 内容 | 链接 |\n|---|---|---|---|\n| 29 | 2.6 | 降噪 | {} |\n",
}
LINES = {  # a beginning, and lines after it: each goes on from the one above, or is the same again
    "titles cut off": ("# 第 30 期沙龙\n\n### 活动内容\n主题：", "沙龙 - \n"),
    "addresses broken off": ("### 往期回顾\n\n", "本期主题为www.\n\n"),
    "rows that are restated": ("### 往期回顾\n\n", "- 4月27日第1期扫\n\n"),
    "lines of one cell": (
        "### 往期回顾\n\n| 期数 | 时间 | 内容 | 链接 |\n|---|---|---|---|\n| 29 | 2.6 | 甲 | ",
        "周q<br>",
    ),
    "words struck out": ("# 第 30 期沙龙\n\n### 活动内容\n主题：图像分割\n\n1. ", "~~甲~~："),
}
READERS: dict[str, Callable[[str], object]] = {
    "begin_in": begin_in,
    "clock_range": clock_range,
    "dates_in": lambda text: list(dates_in(text, short=True)),
    "slot_in": lambda text: slot_in(text, at_end=True),
    "unread_in": unread_in,
    "without_superseded": without_superseded,
    "day_in": lambda text: day_in((Line(text),), text),
    "numbers_in": numbers_in,
    "without_state": lambda text: without_state(Line(text)),
    "listed_rows": lambda text: listed_rows([Line(text)]),
    "recap_topics": lambda text: recap_topics([Line(text)]),
    "without_labels": lambda text: list(without_labels(Line(text))),
    "find_links": lambda text: find_links.__wrapped__(Line(text)),
    "status_of": status_of,
}


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that has a name in a module that reads, by module and name."""
    found: dict[str, re.Pattern[str]] = {}
    for package in (scraper.parse, scraper.markup):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in inspect.getmembers(importlib.import_module(module.name)):
                several = value if isinstance(value, tuple) else (value,)
                for place, one in enumerate(several):
                    if isinstance(one, re.Pattern) and isinstance(one.pattern, str) and one not in found.values():
                        found[f"{module.name.removeprefix('scraper.')}.{name}{place or ''}"] = one
    return found


def searched_for() -> set[str]:
    """The names of patterns that the code looks for anywhere in a text, and not only at its beginning."""
    folder = Path(scraper.parse.__file__).parents[1]
    source = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    anywhere = set(re.findall(r"\b(\w+)\.(?:search|finditer|findall|sub|subn|split)\(", source))
    at_start = set(re.findall(r"\b(\w+)\.(?:match|fullmatch)\(", source))
    return {name for name in map(_last, PATTERNS) if name in anywhere or name not in at_start}


def _last(name: str) -> str:
    return name.rpartition(".")[2].rstrip("0123456789")


PATTERNS = patterns()
SEARCHED = searched_for()


def pieces(pattern: re.Pattern[str]) -> list[str]:
    """What lines are made of that a pattern has most work with: beginnings of its examples, and marks of its own."""
    examples = [example for example in EXAMPLES.get(pattern, ()) if example]
    beginnings = {example[:end] for example in examples for end in (1, 2, 3, len(example) // 2, len(example) - 1)}
    marks = set(re.findall(r"[^\w\s\\(){}\[\]?*+|^$.]|[\u3400-\u9fff]", pattern.pattern))
    listed = sorted(marks)
    random.Random(SEED).shuffle(listed)
    return [piece for piece in (*GENERIC, *sorted(beginnings), *examples, *listed[:12]) if piece.strip()]


def seconds(work: Callable[[str], object], text: str) -> float:
    """The least of three runs, which other work on the machine lengthens least."""
    best = 60.0
    for _ in range(3):
        started = time.process_time()
        work(text)
        best = min(best, time.process_time() - started)
        if best < LEAST / BOUND:
            break
    return best


def repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def grows_too_fast(work: Callable[[str], object], piece: str, short: int = SHORT) -> bool:
    """Whether a text costs more than in proportion to one of a quarter of its length, also when it is looked at again."""
    for _ in range(3):
        long = seconds(work, repeated(piece, short * TIMES_AS_LONG))
        if long <= LEAST or long <= BOUND * seconds(work, repeated(piece, short)):
            return False
    return True


def chosen(soak: bool, candidates: list[str], count: int) -> list[str]:
    return candidates if soak or len(candidates) <= count else random.Random(SEED).sample(candidates, count)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern(name: str, soak: bool) -> None:
    pattern = PATTERNS[name]

    def searched(text: str) -> None:
        pattern.match(text)
        pattern.fullmatch(text)
        if _last(name) in SEARCHED:
            for _ in pattern.finditer(text):
                pass

    assert [piece for piece in chosen(soak, pieces(pattern), 25) if grows_too_fast(searched, piece)] == []


@pytest.mark.parametrize("name", READERS)
def test_a_reader_of_lines(name: str, soak: bool) -> None:
    everything = sorted({piece for pattern in PATTERNS.values() for piece in pieces(pattern)})
    assert [piece for piece in chosen(soak, everything, 40) if grows_too_fast(READERS[name], piece)] == []


def lines(soak: bool) -> Iterator[str]:
    everything = sorted({piece for pattern in PATTERNS.values() for piece in pieces(pattern)})
    yield from chosen(soak, everything, 12)


@pytest.mark.parametrize("place", PLACES)
def test_a_text(place: str, soak: bool) -> None:
    def parsed(line: str) -> None:
        scraper.parse.parse(PLACES[place].format(line.replace("\n", " ")).encode())

    assert [piece for piece in lines(soak) if grows_too_fast(parsed, piece)] == []


@pytest.mark.parametrize(("beginning", "more"), LINES.values(), ids=LINES)
def test_lines(beginning: str, more: str) -> None:
    def parsed(lines: str) -> None:
        scraper.parse.parse((beginning + lines).encode())

    assert not grows_too_fast(parsed, more, 4 * SHORT)


def test_a_pattern_that_fails_at_the_end_of_a_line() -> None:
    """What could be the rule of a table, until its last character."""
    rule = scraper.markup.render._RULE
    assert not grows_too_fast(lambda text: rule.fullmatch(text + "甲"), "-", 5_000)


def test_a_square_would_show() -> None:
    """The measure itself: work that grows with the square of a text is found, work in proportion is not."""
    assert grows_too_fast(lambda text: [*re.finditer(r"\s*[x-z]", text)], " ")
    assert not grows_too_fast(lambda text: re.sub(r"a", "b", text), "a", 100_000)
