"""English words by their stem, so that `distill` finds `distillation` and `GANs` finds `GAN`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

ENGLISH = re.compile(r"[a-z]{3,}")
# `svms`, `cnns`: Snowball stems no word without a vowel
PLURAL_ACRONYM = re.compile(r"[b-df-hj-np-tv-xz]{2,}(?<!s)s")
# Stands before a stem in the index. No search text can hold it (see `scraper.search.tokens.BARRIER`), so the word
# `general` and `general` as the stem of `generalize` stay apart.
MARK = "\ue001"


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer

    return Stemmer("english", 0)  # without its own cache, which threads could not share


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded English word (Snowball's English algorithm); any other word unchanged."""
    if PLURAL_ACRONYM.fullmatch(word):
        return word[:-1]
    return str(_stemmer().stemWord(word)) if ENGLISH.fullmatch(word) else word
