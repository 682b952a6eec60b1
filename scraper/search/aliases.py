"""Other words by which a row is found: pairs of the glossary, pinyin of names, stems of English words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from scraper.search.fold import units
from scraper.search.tokens import index_text
from scraper.search.variants.glossary import read_glossary
from scraper.search.variants.readings import readings
from scraper.search.variants.stems import ENGLISH, MARK, stem

NAMES = ("speakers", "name")  # the columns that hold names of people, one a line
LONGEST = 8  # units of Chinese that one word joins


def alias_text(values: Mapping[str, str | None]) -> str:
    """The words to index beside the texts of a row (column → lines): stock FTS5 then finds it by other words, too."""
    texts = [value for value in values.values() if value]
    others = read_glossary().others("\n".join(texts))
    names = [name for column in NAMES for name in (values.get(column) or "").splitlines()]
    written = [form for name in names for form in readings(name)]
    stems = dict.fromkeys(word for text in (*texts, *others) for word in _stems(text))
    return " ".join([index_text("\n".join([*others, *written]), LONGEST), *stems])


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(MARK + stem(word) for word in units(text) if ENGLISH.fullmatch(word))
