"""One form for every spelling: width, case, accents and traditional characters folded away, then cut into units.

A unit is what search compares: one Chinese, Japanese or Korean character, or one word of any other script. Folding goes
character by character, so that a part of a text folds to the same part of the folded text: a search finds it wherever
it stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

# One character of a script written without spaces: Han with its marks, kana, hangul.
IDEOGRAPH = "々〇\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003fffd"
UNIT = re.compile(rf"[{IDEOGRAPH}]|[^\W_{IDEOGRAPH}]+")
RUN = re.compile(r"[^\W_]+")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")


@cache
def _simplifier() -> Any:
    """OpenCC's traditional-to-simplified converter, loaded once and only when Chinese is met."""
    from opencc import OpenCC

    return OpenCC("t2s")


class _FoldTable(dict[int, str]):
    """A table for `str.translate` that works out each character the first time it is met."""

    def __missing__(self, codepoint: int) -> str:
        folded = self[codepoint] = _fold_character(chr(codepoint))
        return folded


def _fold_character(character: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    folded = unicodedata.normalize("NFKC", bare).casefold()
    return str(_simplifier().convert(folded)) if HAN.search(folded) else folded


_TABLE = _FoldTable()


def normalized(text: str) -> str:
    """`text` in the one form that is compared: `ＦＡＴＥ` and `Fate` become `fate`, `聯邦學習` becomes `联邦学习`."""
    return text.translate(_TABLE)


def units(text: str) -> list[str]:
    """The units of `text` in order, folded: `GhostNet 聯邦` gives `ghostnet`, `联`, `邦`. Punctuation is dropped."""
    return UNIT.findall(normalized(text))


def units_with_spans(text: str) -> list[tuple[str, int, int]]:
    """Each unit of `text`, folded, with its start and end (exclusive) in `text` itself."""
    pieces = [normalized(character) for character in text]
    origin = [place for place, piece in enumerate(pieces) for _ in piece]
    matches = UNIT.finditer("".join(pieces))
    return [(match[0], origin[match.start()], origin[match.end() - 1] + 1) for match in matches]
