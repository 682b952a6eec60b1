"""The texts that a static copy searches in the reader's browser: the folded text and the other names of every topic.

The file is JavaScript that only assigns a value: a page opened as a file may load a script, but no JSON.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from scraper.search.fold import HAN, normalized
from scraper.search.variants.glossary import read_glossary
from scraper.search.variants.readings import readings

NAME = "texts.js"

_TEXTS = "select id, title, speakers, papers, outline, abstract, track from topic_texts order by id"
_IDEOGRAPHS = range(0x3400, 0xA000)


def search_texts(connection: sqlite3.Connection) -> bytes:
    """The file in UTF-8: `topics` by id as folded lines, title first, and `simplified` characters by traditional ones.

    Width, case, accents and traditional characters are folded as in the index of the served site. The last line of a
    topic has the pairs of the glossary and the pinyin of the speakers.
    """
    topics = {key: "\n".join(_lines(*values)) for key, *values in connection.execute(_TEXTS)}
    made = {"topics": topics, "simplified": _simplified("".join(topics.values()))}
    return f"self.salonTexts = {json.dumps(made, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _lines(title: str, speakers: str | None, *texts: str | None) -> Iterable[str]:
    known = [text for text in (title, speakers, *texts) if text]
    names = (form for name in (speakers or "").splitlines() for form in readings(name))
    others = read_glossary().others("\n".join(known))
    lines = (normalized(" ".join(text.split())) for text in (title, speakers or "", *filter(None, texts)))
    return [*lines, normalized(" ".join([*others, *names]))]


def _simplified(text: str) -> dict[str, str]:
    """Every traditional character whose simplified form is in `text`."""
    there = set(HAN.findall(text))
    folded = ((character, normalized(character)) for character in map(chr, _IDEOGRAPHS))
    return {character: simple for character, simple in folded if simple != character and simple in there}
