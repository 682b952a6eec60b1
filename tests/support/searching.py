"""What a search should return, worked out without the index: by regular expressions over the text of each row."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable

from opencc import OpenCC
from Stemmer import Stemmer

from scraper.search.variants.glossary import read_glossary
from scraper.search.variants.readings import readings

# A query with what it stands for in `expected`: its terms, each the words that follow one another in one value.
Terms = tuple[str, ...]

_SIMPLIFIER = OpenCC("t2s")
_STEMMER = Stemmer("english")
_HAN = "一-鿿"


def topic_values(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """The texts of each topic that search covers: title, track, speakers, papers, outline, abstract, aliases."""
    sql = """
        select id, title from topics union all select id, track from topics where track is not null
        union all select s.topic_id, p.name from topic_speakers s join people p on p.id = s.person_id
        union all select s.topic_id, p.title from topic_papers s join papers p on p.id = s.paper_id
        union all select t.id, value from topics t, json_each(t.outline)
        union all select id, abstract from topics where abstract is not null
    """
    values: dict[int, list[str]] = {}
    for key, value in connection.execute(sql):
        values.setdefault(key, []).append(_plain(value))
    for texts in values.values():
        texts += [_plain(name) for name in read_glossary().others("\n".join(texts))]
    for key, name in connection.execute(
        "select s.topic_id, name from topic_speakers s join people p on id = person_id"
    ):
        values[key] += readings(name)
    return values


def expected(values: dict[int, list[str]], terms: Terms) -> set[int]:
    """The rows in which every term stands somewhere: a run of Chinese anywhere, other words as whole words.

    A term that ends in `*` may go on. Words of a term may have anything but letters and digits between them.
    """
    return {key for key, texts in values.items() if all(_stands(term, texts) for term in terms)}


def _stands(term: str, texts: Iterable[str]) -> bool:
    """An English word stands where a word of the same stem does."""
    pattern = _pattern(term)
    if re.fullmatch("[a-z]{3,}", term):
        stemmed = _STEMMER.stemWord(term)
        words = (word for text in texts for word in re.findall(rf"[^\W_{_HAN}]+", text))
        return any(
            word == term or (re.fullmatch("[a-z]{3,}", word) and _STEMMER.stemWord(word) == stemmed) for word in words
        )
    return any(pattern.search(text) for text in texts)


def _pattern(term: str) -> re.Pattern[str]:
    words = re.findall(rf"[{_HAN}]|[^\W_{_HAN}]+", _plain(term))
    alone = [word if re.match(f"[{_HAN}]", word) else rf"(?<![^\W_{_HAN}]){word}(?![^\W_{_HAN}])" for word in words]
    if term.endswith("*") and words:
        alone[-1] = alone[-1].removesuffix(rf"(?![^\W_{_HAN}])")
    return re.compile(r"[\W_]*".join(alone))


def _plain(text: str) -> str:
    return str(_SIMPLIFIER.convert(unicodedata.normalize("NFKC", text).lower()))
