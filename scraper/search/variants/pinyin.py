"""The pinyin of Chinese texts, by the dictionaries of pypinyin, without loading all of their 90,000 entries.

The dictionaries are sorted by character, one entry a line, so an entry is found without reading the others. The result
is the same as pypinyin's.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import normalize

_VALUE = b'": '
_LONGEST = 1_000  # bytes of one entry
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_NEUTRAL = "5"


def pinyin_of(text: str) -> list[str]:
    """The reading of each character of a text, with its tone mark; a character without a reading stays unchanged."""
    return [reading for word in _words(text) for reading in _reading_of(word)]


def readings_of(character: str) -> list[str]:
    """All readings of a character with tone marks, the usual one first; one without a reading stays unchanged."""
    file = _dictionary("pinyin_dict.json")
    place = bisect_left(range(len(file)), ord(character), key=lambda at: int(_entry(file, at)[0] or 0x110000))
    key, value = _entry(file, place)
    return str(_decoded(value)).split(",") if key == str(ord(character)) else [character]


def toneless(reading: str) -> str:
    """`lǜ` as `lv`."""
    return _parted(reading)[0]


def toned(reading: str) -> str:
    """`lǜ` as `lv4`, 5 for the neutral tone."""
    return "".join(_parted(reading))


def _parted(reading: str) -> tuple[str, str]:
    """The letters of a reading and its tone; the tone is empty for a character without a reading."""
    parts = normalize("NFD", reading)
    tone = next((_TONES[part] for part in parts if part in _TONES), _NEUTRAL if parts[0].isascii() else "")
    letters = normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return letters.replace("ü", "v"), tone


def _words(text: str) -> Iterator[str]:
    """The text cut into the longest words, from its start; where no word begins, into single characters."""
    while text:
        longest = 0
        for end in range(1, len(text) + 1):
            word = _word_from(text[:end])[0]
            if not word.startswith(text[:end]):
                break
            longest = end if word == text[:end] else longest
        else:
            if not longest:  # the whole rest begins a longer word: pypinyin then looks for no shorter one
                yield from text
                return
        yield text[: longest or 1]
        text = text[longest or 1 :]


def _reading_of(word: str) -> list[str]:
    if len(word) == 1:
        return readings_of(word)[:1]
    return [readings[0] for readings in _decoded(_word_from(word)[1])]


@cache
def _word_from(beginning: str) -> tuple[str, bytes]:
    """The first word of the dictionary that does not sort before `beginning`, and the bytes from its readings on."""
    file = _dictionary("phrases_dict.json")
    place = bisect_left(range(len(file)), beginning, key=lambda at: _entry(file, at)[0] or "\U0010ffff")
    return _entry(file, place)


def _entry(file: bytes, at: int) -> tuple[str, bytes]:
    """The first key that ends after a place of the file (else empty), and the bytes from its value on."""
    end = file.find(_VALUE, at)
    if end < 0:
        return "", b""
    return file[file.rfind(b'"', 0, end) + 1 : end].decode(), file[end + len(_VALUE) : end + _LONGEST]


def _decoded(value: bytes) -> Any:
    return json.JSONDecoder().raw_decode(value.decode(errors="ignore"))[0]


@cache
def _dictionary(name: str) -> bytes:
    spec = find_spec("pypinyin")
    assert spec is not None and spec.origin is not None
    return (Path(spec.origin).parent / name).read_bytes()
