"""What people type and what texts hold are brought into one form, compared by units, marked where they agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.search.fold import normalized, units, units_with_spans
from scraper.search.marks import has_hit, marked
from scraper.search.terms import LONGEST_TEXT, MOST_TERMS, match_expression, parse_terms
from scraper.search.tokens import BARRIER, index_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＦＡＴＥ", "fate"),
        ("聯邦學習", "联邦学习"),
        ("Café", "cafe"),
        ("Ⅷ", "viii"),
        ("Straße", "strasse"),
    ],
)
def test_one_form_for_every_spelling(text: str, folded: str) -> None:
    assert normalized(text) == folded


@given(st.text(), st.text())
def test_a_part_folds_to_the_same_part(left: str, right: str) -> None:
    """Folding looks at one character at a time, so a search text folds in the same way inside a longer text."""
    assert normalized(left + right) == normalized(left) + normalized(right)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GhostNet 聯邦", ["ghostnet", "联", "邦"]),
        ("K-Means", ["k", "means"]),
        ("MCTS算法2.0", ["mcts", "算", "法", "2", "0"]),
        ("ガウス过程", ["カ", "ウ", "ス", "过", "程"]),
        ("《——》_", []),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    """A unit is one ideograph, or one word of any other script; marks are lost on both sides alike."""
    assert units(text) == expected


@given(st.text())
def test_spans_name_the_places_of_the_units(text: str) -> None:
    spans = units_with_spans(text)
    assert [unit for unit, _, _ in spans] == units(text)
    assert all(unit in normalized(text[start:end]) for unit, start, end in spans)


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("联邦学习", '"联 邦 学 习"'),
        ("聯邦 ＦＡＴＥ", '"联 邦" AND ("fate" OR "\ue001fate")'),
        ("Feder*", '"feder" *'),
        ("联邦＊", '"联 邦" *'),
        ('"Deep Learning"', '"deep learning"'),
        ('"deep learn"*', '"deep learn" *'),
        ("“深度 学习” 图", '"深 度 学 习" AND "图"'),
        ("「联邦」", '"联 邦"'),
        ('未闭合"的 引号', '"未 闭 合" AND "的 引 号"'),
        ("联邦　学习", '"联 邦" AND "学 习"'),
        ("NOT a OR b", '("not" OR "\ue001not") AND "a" AND "or" AND "b"'),
        ("title: x NEAR(y, 2)", '("title" OR "\ue001titl") AND "x" AND "near y" AND "2"'),
        ("《图》 + -", '"图"'),
    ],
)
def test_what_is_typed_is_read_as_terms(typed: str, expression: str) -> None:
    """Spaces separate terms, all must be found; quotes keep a phrase; a star is a prefix; nothing else is syntax."""
    assert match_expression(typed) == expression


@pytest.mark.parametrize("blank", [None, "", "  ", '"', '""', "*", "《》", "+", BARRIER, "\x00", "' --"])
def test_what_holds_no_word_matches_nothing(blank: str | None) -> None:
    assert match_expression(blank) == '""'


def test_a_huge_text_is_cut() -> None:
    assert len(parse_terms("图 " * 10_000)) == MOST_TERMS
    assert len(parse_terms("图" * 10_000)[0].units) == LONGEST_TEXT


def test_generated_text_holds_runs_units_and_joined_units() -> None:
    """For `AI伦理 入门`: the runs, the units in order, and every sequence of units of a Chinese run as one word."""
    runs, in_order, joined = index_text("AI伦理 入门", longest=3).split(f" {BARRIER} ")
    assert runs == "ai伦理 入门"
    assert in_order == "ai 伦 理 入 门"
    assert joined.split() == ["ai伦", "ai伦理", "伦理", "入门"]


def test_values_are_kept_apart_and_empty_ones_index_nothing() -> None:
    assert index_text("deep\nlearning", longest=4) == f"deep {BARRIER} learning"
    assert index_text(None, longest=4) == index_text(f"—\n{BARRIER}", longest=4) == ""


@pytest.mark.parametrize(
    ("text", "typed", "hits"),
    [
        ("基于ＦＥＤ蒸馏的聯邦学习", "联邦 fed", ["ＦＥＤ", "聯邦"]),
        ("Federated Learning（联邦学习）", "feder*", ["Federated"]),
        ("Deep Learning, deep learning", '"deep learning"', ["Deep Learning", "deep learning"]),
        ("学习学习", "学习 习学", ["学习学习"]),
        ("<b>图</b>", "图", ["图"]),
        ("图", "树", []),
    ],
)
def test_hits_are_marked_in_the_original(text: str, typed: str, hits: list[str]) -> None:
    pieces = marked(text, parse_terms(typed))
    assert [piece for piece, is_hit in pieces if is_hit] == hits
    assert "".join(piece for piece, _ in pieces) == text
    assert has_hit(text, parse_terms(typed)) == bool(hits)


@given(st.text(), st.text(max_size=8))
def test_marking_loses_nothing(text: str, typed: str) -> None:
    assert "".join(piece for piece, _ in marked(text, parse_terms(typed))) == text
