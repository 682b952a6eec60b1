"""The text that the index holds instead of the original, so that a plain `unicode61` index finds Chinese.

FTS5's own tokenizer takes a run of Chinese for one word. So each value is indexed in three forms: its runs
unchanged, its units in order (for the phrases that `scraper.search.terms` writes), and every short sequence of units
written as one word (for a reader without the plugin, whose `联邦` is then one real token).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from scraper.search.fold import HAN, RUN, UNIT, normalized

# A private-use character is a token to `unicode61`, and no query can hold it: no phrase matches across it.
BARRIER = "\ue000"


@lru_cache(maxsize=4096)
def index_text(value: str | None, longest: int) -> str:
    """The text to index for `value`. Its lines are separate values: no phrase matches across two of them.

    `longest` is the greatest number of units that one word of the index joins. Only the plugin finds a longer search
    text without spaces, by its units.
    """
    lines = (value or "").replace(BARRIER, " ").splitlines()
    return f" {BARRIER} ".join(form for line in lines for form in _forms(line, longest) if form)


def _forms(line: str, longest: int) -> Iterable[str]:
    folded = normalized(line)
    as_it_stands = RUN.findall(unicodedata.normalize("NFKC", line).casefold())
    sequences = dict.fromkeys(_sequences(RUN.findall(folded), longest))
    return dict.fromkeys(" ".join(words) for words in (as_it_stands, UNIT.findall(folded), sequences))


def _sequences(runs: Iterable[str], longest: int) -> Iterator[str]:
    for run in runs:
        if HAN.search(run):
            units = UNIT.findall(run)
            for start in range(len(units)):
                for end in range(start + 2, min(start + longest, len(units)) + 1):
                    yield "".join(units[start:end])
