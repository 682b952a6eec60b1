"""Search texts read as terms, and written as FTS5 expressions for the index of `scraper.search.index`.

Terms are separated by spaces and must all be found; `"…"` (or “…”, 「…」) keeps words together; a `*` at the end of a
term finds words that begin with it. Everything else is text: there are no syntax errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from scraper.search.fold import HAN, units
from scraper.search.tokens import BARRIER
from scraper.search.variants.stems import ENGLISH, MARK, stem

# A longer search text is cut: no person types more, and every term costs the database time.
LONGEST_TEXT = 400
MOST_TERMS = 32

QUOTES = str.maketrans(dict.fromkeys("“”„‟＂「」『』", '"') | {BARRIER: " "})
# `"deep learning"*`, a quote that never closes, or one word with the marks attached to it
TERM = re.compile(r'"([^"]*)(?:"|$)([*＊]?)|([^\s"]+)')

NOTHING = '""'  # an FTS5 expression that matches no row; the empty string would be a syntax error


class Term(NamedTuple):
    """Units that must follow one another. The last one may be the beginning of a word."""

    units: tuple[str, ...]
    is_prefix: bool = False
    is_quoted: bool = False

    @property
    def text(self) -> str:
        """The term as a person could type it, folded."""
        phrase = " ".join(self.units)
        if self.is_prefix:
            return f'"{phrase}"*' if len(self.units) > 1 else f"{phrase}*"
        return f'"{phrase}"' if self.is_quoted else phrase if len(self.units) == 1 else "".join(self._joined())

    def _joined(self) -> Iterator[str]:
        """Units with a hyphen between them, so that they stay one term; Chinese ones without."""
        for before, unit in pairwise(("", *self.units)):
            yield f"-{unit}" if before and not (HAN.match(before) or HAN.match(unit)) else unit

    @property
    def stem(self) -> str | None:
        """The stem of a single English word typed without quotes or star; a row with the stem is a hit, too."""
        is_word = len(self.units) == 1 and not self.is_prefix and not self.is_quoted
        return stem(self.units[0]) if is_word and ENGLISH.fullmatch(self.units[0]) else None

    @property
    def expression(self) -> str:
        """The FTS5 expression for this term: a phrase, or a word and its stem."""
        phrase = " ".join(self.units)
        if self.stem:
            return f'("{phrase}" OR "{MARK}{self.stem}")'
        return f'"{phrase}" *' if self.is_prefix else f'"{phrase}"'


def parse_terms(text: str | None) -> list[Term]:
    """The terms of a search text, in order; empty for a text without letters, digits and ideographs."""
    typed = (text or "")[:LONGEST_TEXT].translate(QUOTES)
    terms = (_term(*match.groups(default="")) for match in TERM.finditer(typed))
    return [term for term in terms if term.units][:MOST_TERMS]


def _term(quoted: str, star: str, word: str) -> Term:
    is_prefix = bool(star) or word.endswith(("*", "＊"))
    return Term(tuple(units(quoted or word)), is_prefix=is_prefix, is_quoted=bool(quoted))


def wider_names(terms: Sequence[Term]) -> list[str]:
    """Other names that the glossary has for the terms; a search finds them as well."""
    from scraper.search.variants.glossary import read_glossary

    if any(term.is_prefix for term in terms):
        return []
    return read_glossary().wider([unit for term in terms for unit in term.units])


def match_expression(text: str | None) -> str:
    """`text` as the right side of FTS5's `match`; without terms an expression that matches nothing."""
    return " AND ".join(term.expression for term in parse_terms(text)) or NOTHING
