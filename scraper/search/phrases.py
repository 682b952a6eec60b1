"""pypinyin with the words that a name can hold alone: to load all of its 47,000 costs more than to index an archive.

They lie in one file in the order of their characters, so each is found without reading the others.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Any

_FILE = "phrases_dict.json"
_VALUE = '": ['
_LONGEST = 1_000  # bytes of one word with its readings
_loaded: set[str] = set()


@cache
def _library() -> tuple[Any, bytes]:
    """pypinyin without its words, and the file of these."""
    os.environ["PYPINYIN_NO_PHRASES"] = "1"
    import pypinyin
    import pypinyin.seg.mmseg

    del os.environ["PYPINYIN_NO_PHRASES"]
    return pypinyin, (Path(pypinyin.__file__).parent / _FILE).read_bytes()


def pypinyin_for(name: str) -> Any:
    """The module pypinyin, which reads this name as it would with all of its words."""
    library, file = _library()
    parts = {name[start:end] for start in range(len(name)) for end in range(start + 2, len(name) + 1)}
    words: dict[str, list[list[str]]] = {}
    for part in parts - _loaded:
        word, place = _word_after(file, bisect_left(range(len(file)), part, key=lambda at: _word_after(file, at)[0]))
        if word.startswith(part):  # a longer one, too, decides how a name is cut
            words[word], _ = json.JSONDecoder().raw_decode(file[place : place + _LONGEST].decode(errors="ignore"))
    _loaded.update(parts)
    library.constants.PHRASES_DICT.update(words)
    library.seg.mmseg.seg.train(words)
    return library


def _word_after(file: bytes, at: int) -> tuple[str, int]:
    """The first word that ends after a place of the file, and where its readings begin."""
    end = file.find(_VALUE.encode(), at)
    if end < 0:
        return "\U0010ffff", len(file)
    return file[file.rfind(b'"', 0, end) + 1 : end].decode(), end + len(_VALUE) - 1
