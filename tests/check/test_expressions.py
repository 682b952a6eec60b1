"""Lists of expressions that look for their words first: what they then find is what the expressions alone would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.check.judge.expressions import Expression, Gate
from scraper.check.judge.rules import read_hosts
from scraper.defaults import default_path
from scraper.settings import settings_of

KNOWLEDGE = read_hosts()
LISTS = list(KNOWLEDGE.patterns)
GENERAL = settings_of("data/hosts.yml", "", default_path("data/hosts.yml")).members()["general"].members()
ENTRIES = [(name, entry.text()) for name in LISTS for entry in GENERAL[name].items("entry")]


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_no_text_that_an_entry_fits_is_passed_over(name: str, entry: str) -> None:
    """In texts made from the entry itself, in both cases, with more text around them."""
    expression = KNOWLEDGE.patterns[name]

    @settings(max_examples=20, deadline=None, database=None)
    @given(st.from_regex(re.compile(entry, re.IGNORECASE)), st.sampled_from(["", "…", "\ud800 and "]))
    def holds(text: str, around: str) -> None:
        assert expression.may_find(around + text) and expression.may_find(text.upper())

    holds()


@pytest.mark.parametrize(
    ("entry", "found", "passed_over"),
    [
        ("404|410", ["Error 410", "404"], ["40 4", "4", "400"]),
        ("已下[架线]", ["视频已下架"], ["视频已下载"]),
        ("(the )?page (was )?(not found|gone)", ["PAGE not found"], ["the page", "nothing is gone", "not found"]),
        (r"\W+\d?", ["!"], []),
        ("(?:abc|d?)x", ["x"], []),
        ("a(?!bcd)|xyzzy", ["a", "xyzzy"], []),
        ("(?:gone){2}", ["gonegone"], ["away"]),
    ],
)
def test_a_text_without_the_words_of_an_entry_is_passed_over(
    entry: str, found: list[str], passed_over: list[str]
) -> None:
    expression = Expression([entry], Gate())
    assert all(map(expression.search, found))
    assert not any(map(expression.may_find, passed_over))


def test_expressions_that_share_their_words_are_told_apart() -> None:
    """All are looked for in one pass; an empty list finds nothing."""
    gate = Gate()
    gone, parked, nothing = (Expression(entries, gate) for entries in (["page.*gone"], ["page .*sold", "dom"], []))
    assert [item.may_find("This page is sold") for item in (gone, parked, nothing)] == [False, True, False]
    assert gone.match("page is gone") and not gone.match("The page is gone") and gone.fullmatch("page: gone")


def test_most_lists_need_a_word() -> None:
    """A list with an entry that may fit any text makes every page slow."""
    looked_for = [expression for name, expression in KNOWLEDGE.patterns.items() if name != "closing"]
    assert not any(expression.may_find("Lorem ipsum dolor sit amet") for expression in looked_for)
