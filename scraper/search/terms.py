"""What a person types, read as terms, and written as an FTS5 expression for the index of `scraper.search.index`.

Terms are separated by spaces and must all be found; `"…"` (or “…”, 「…」) keeps words together; a `*` at the end of a
term finds words that begin so. Anything else a person types is text: there is no syntax error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.search.fold import units
from scraper.search.tokens import BARRIER

# Beyond these a search text is cut: no query of a person is longer, and every term costs the database time.
LONGEST_TEXT = 400
MOST_TERMS = 32

QUOTES = str.maketrans(dict.fromkeys("“”„‟＂「」『』", '"') | {BARRIER: " "})
# `"deep learning"*`, an opened quote that never closes, or one word with what hangs on it
TERM = re.compile(r'"([^"]*)(?:"|$)([*＊]?)|([^\s"]+)')

NOTHING = '""'  # an FTS5 expression that matches no row, where the empty string would be a syntax error


@dataclass(frozen=True, slots=True)
class Term:
    """Units that must follow one another; the last one may be only the beginning of a word."""

    units: tuple[str, ...]
    is_prefix: bool = False

    @property
    def expression(self) -> str:
        """The FTS5 phrase for this term."""
        phrase = " ".join(self.units)
        return f'"{phrase}" *' if self.is_prefix else f'"{phrase}"'


def parse_terms(text: str | None) -> list[Term]:
    """The terms of a search text, in order; empty where it holds no letter, digit or ideograph."""
    typed = (text or "")[:LONGEST_TEXT].translate(QUOTES)
    terms = (_term(*match.groups(default="")) for match in TERM.finditer(typed))
    return [term for term in terms if term.units][:MOST_TERMS]


def _term(quoted: str, star: str, word: str) -> Term:
    return Term(tuple(units(quoted or word)), is_prefix=bool(star) or word.endswith(("*", "＊")))


def match_expression(text: str | None) -> str:
    """`text` as the right side of FTS5's `match`; one that matches nothing where `text` has no terms."""
    return " ".join(term.expression for term in parse_terms(text)) or NOTHING
