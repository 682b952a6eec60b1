"""“Did you mean”: the words of the index nearest to words that find nothing."""

from __future__ import annotations

import sqlite3

from scraper.search.find import Kind, Search, count
from scraper.search.fold import HAN
from scraper.search.index import VOCABULARY
from scraper.search.terms import Term, parse_terms

# How many words of a large archive are read, and how much of a word must be right.
MOST_WORDS = 200_000
SHORTEST_LATIN, SHORTEST_HAN = 4, 3
NEAR_LATIN, NEAR_HAN = 0.75, 0.65
_WORDS = f"""
select term from {VOCABULARY} where term >= ? and term < ? and length(term) between ? and ? limit {MOST_WORDS}
"""
_LATIN, _HAN = ("a", "{"), ("\u3400", "\ue000")


def suggestion(connection: sqlite3.Connection, search: Search) -> str | None:
    """The text with each word that finds nothing replaced by the nearest word that finds something, or `None`.

    `None` where the new text finds nothing either.

    Words of the index are folded: lower case, simplified characters.
    """
    terms = parse_terms(search.text)
    words = [_mended(connection, term) for term in terms]
    text = " ".join(words)
    if not terms or words == [term.text for term in terms]:
        return None
    found = any(count(connection, kind, Search(text, search.year, search.track)) for kind in Kind)
    return text if found else None


def _mended(connection: sqlite3.Connection, term: Term) -> str:
    is_han = all(map(HAN.match, term.units))
    word = ("" if is_han else " ").join(term.units)
    if term.is_prefix or any(count(connection, kind, Search(term.text)) for kind in Kind):
        return term.text
    return _nearest(connection, word, is_han=is_han) or term.text


def _nearest(connection: sqlite3.Connection, word: str, *, is_han: bool) -> str | None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < (SHORTEST_HAN if is_han else SHORTEST_LATIN):
        return None
    reach = 1 if is_han else 2
    sizes = (len(word) - reach, len(word) + reach)
    rows = connection.execute(_WORDS, (*(_HAN if is_han else _LATIN), *sizes)).fetchall()
    words = sorted((row[0] for row in rows), key=lambda found: abs(len(found) - len(word)))  # the first of equals wins
    best = process.extractOne(
        word, words, scorer=OSA.normalized_similarity, score_cutoff=NEAR_HAN if is_han else NEAR_LATIN
    )
    return str(best[0]) if best else None
