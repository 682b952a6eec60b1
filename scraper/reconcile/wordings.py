"""Whether two wordings name one thing: equal except for marks, one inside the other, or one short for the other."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_MARKS = re.compile(r"[\W_]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SIMILAR = 0.8


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """`text` in one width and case, without white space and punctuation: the form in which names are compared."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())


def same(one: str, other: str) -> bool:
    """Whether two names differ only in marks, width and case."""
    return plain(one) == plain(other) != ""


@lru_cache(maxsize=65536)
def inside(one: str, other: str) -> bool:
    """Whether the longer name contains the shorter one; a short Latin name must be a word (GAN is not in elegant)."""
    short, long = (one, other) if len(plain(one)) <= len(plain(other)) else (other, one)
    needle = plain(short)
    if not needle or needle not in plain(long):
        return False
    if _CHINESE.search(needle):
        return len(needle) >= 2
    return len(needle) >= 8 or re.search(rf"(?<![^\W_]){re.escape(short.strip())}(?![a-z0-9])", long, re.I) is not None


@lru_cache(maxsize=65536)
def shortens(one: str, other: str) -> bool:
    """Whether one name is short for the other (its letters in order, 数据蒸馏 of 数据集蒸馏原理) or a slip of it."""
    short, long = sorted((plain(one), plain(other)), key=len)
    if len(short) < (4 if _CHINESE.search(short) else 6) or short[0] != long[0]:
        return False
    least = 0.5 if _CHINESE.search(short) else 0.3
    if len(short) >= least * len(long) and _is_subsequence(short, long):
        return True
    if len(short) < 0.7 * len(long):
        return False
    in_both = (Counter(short) & Counter(long)).total()
    return 2 * in_both >= _SIMILAR * (len(short) + len(long)) and _similarity(short, long) >= _SIMILAR


def _similarity(one: str, other: str) -> float:
    """Twice the letters in both in the same order, of all letters of both."""
    from rapidfuzz.distance import Indel  # costly to load, and seldom needed: few names share so many letters

    return Indel.normalized_similarity(one, other)


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
