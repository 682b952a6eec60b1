"""What a search should return, worked out without the index: by regular expressions over the text of each row."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable

from opencc import OpenCC

# A query with what it stands for in `expected`: its terms, each the words that follow one another in one value.
Terms = tuple[str, ...]

_SIMPLIFIER = OpenCC("t2s")
_HAN = "一-鿿"


def topic_values(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """The texts of each topic that search covers: title, track, speakers, papers, and the items of the outline."""
    sql = """
        select id, title from topics union all select id, track from topics where track is not null
        union all select s.topic_id, p.name from topic_speakers s join people p on p.id = s.person_id
        union all select s.topic_id, p.title from topic_papers s join papers p on p.id = s.paper_id
        union all select t.id, value from topics t, json_each(t.outline)
    """
    values: dict[int, list[str]] = {}
    for key, value in connection.execute(sql):
        values.setdefault(key, []).append(_plain(value))
    return values


def expected(values: dict[int, list[str]], terms: Terms) -> set[int]:
    """The rows in which every term stands somewhere: a run of Chinese anywhere, other words as whole words.

    A term that ends in `*` may go on. Words of a term may have anything but letters and digits between them.
    """
    patterns = [_pattern(term) for term in terms]
    return {key for key, texts in values.items() if all(_stands(pattern, texts) for pattern in patterns)}


def _stands(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(pattern.search(text) for text in texts)


def _pattern(term: str) -> re.Pattern[str]:
    words = re.findall(rf"[{_HAN}]|[^\W_{_HAN}]+", _plain(term))
    alone = [word if re.match(f"[{_HAN}]", word) else rf"(?<![^\W_{_HAN}]){word}(?![^\W_{_HAN}])" for word in words]
    if term.endswith("*") and words:
        alone[-1] = alone[-1].removesuffix(rf"(?![^\W_{_HAN}])")
    return re.compile(r"[\W_]*".join(alone))


def _plain(text: str) -> str:
    return str(_SIMPLIFIER.convert(unicodedata.normalize("NFKC", text).lower()))
