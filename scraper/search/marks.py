"""Marks the hits in the original text, which a reader sees (the index itself holds generated text)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scraper.search.fold import units_with_spans
from scraper.search.terms import Term
from scraper.search.variants.stems import stem

Span = tuple[str, int, int]


def marked(text: str, terms: Sequence[Term]) -> list[tuple[str, bool]]:
    """`text` cut into pieces, in order, each with whether it is a hit. The pieces joined give `text` again."""
    spans = units_with_spans(text) if terms else []
    pieces: list[tuple[str, bool]] = []
    end = 0
    for start, stop in _merged(hit for term in terms for hit in _hits(spans, term)):
        pieces += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [(piece, is_hit) for piece, is_hit in [*pieces, (text[end:], False)] if piece]


def has_hit(text: str, terms: Sequence[Term]) -> bool:
    """Whether any of the terms stands in `text`."""
    spans = units_with_spans(text)
    return any(True for term in terms for _ in _hits(spans, term))


def _hits(spans: Sequence[Span], term: Term) -> Iterator[tuple[int, int]]:
    length = len(term.units)
    for first in range(len(spans) - length + 1):
        window = spans[first : first + length]
        if _matches([unit for unit, _, _ in window], term):
            yield window[0][1], window[-1][2]


def _matches(window: Sequence[str], term: Term) -> bool:
    *exact, last = term.units
    if term.stem and stem(window[-1]) == term.stem:
        return True
    return list(window[:-1]) == exact and (window[-1].startswith(last) if term.is_prefix else window[-1] == last)


def _merged(hits: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, stop in sorted(hits):
        if current and start <= current[1]:
            current = (current[0], max(current[1], stop))
            continue
        if current:
            yield current
        current = (start, stop)
    if current:
        yield current
