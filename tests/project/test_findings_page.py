"""`docs/findings.md` is made from the table of rules; where it differs it is written anew, and the test fails once."""

from __future__ import annotations

import re

import pytest
from support.made_pages import keep

from scraper.parse.review.leftovers import LEFT_OUT
from scraper.reconcile.findings import RULES, Record, Rule
from scraper.records import FindingCode
from scraper.rows import ArchiveRows
from scraper.site.language.speech import CHINESE, ENGLISH

HEAD = """# Findings

What an organizer should look at, as the newest documents have it: `salon report findings`, the table `findings`, the
site's page of what to check. Each finding has a code, names the issue and the document, and quotes the place. What a
newer document has mended is in the table `changes`.

This page is made from the rules in `scraper/reconcile/findings/`. To add one, write a function that yields the places
and give it the decorator `rule`; a new code goes into `FindingCode` and gets its names in `scraper/site/labels.py`.
"""


def _of_the_salon(message: str) -> str:
    """With the words that its messages use for a session."""
    words = Record([], {}, ArchiveRows(), [], []).words | {"called": "第 {number} 期", "called_en": "issue {number}"}
    return re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], match[0]), message)


def section(code: FindingCode, rules: list[Rule]) -> str:
    parts = [f"## {code}", f"{CHINESE.label('finding', code)} · {ENGLISH.label('finding', code)}"]
    for one in rules:
        parts.append(
            f"{one.meaning}\n\n- Message: {_of_the_salon(one.chinese)} / {_of_the_salon(one.english)}\n- Quotes, for example: `{one.example}`"
        )
    return "\n\n".join(parts)


def left_out() -> str:
    listed = "\n".join(f"- {name}: {what}" for name, what in LEFT_OUT.items())
    return f"## What is left out on purpose\n\nNo line of these is `not_understood`:\n\n{listed}"


def test_page_of_findings_is_as_the_rules() -> None:
    sections = [section(code, [one for one in RULES if one.code is code]) for code in FindingCode]
    text = "\n\n".join([HEAD.strip(), *sections, left_out()]) + "\n"
    keep("findings.md", text)


def test_every_code_has_a_rule() -> None:
    assert {one.code for one in RULES} == set(FindingCode)


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.find.__name__)
def test_rule_is_told_in_both_languages(one: Rule) -> None:
    assert one.meaning.endswith(".")
    assert one.example
    assert any("\u3400" <= character <= "\u9fff" for character in one.chinese)
    assert all(character < "\u3400" for character in one.english)
