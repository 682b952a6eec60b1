"""The glossary: which words name the same thing in Chinese and English, as `data/glossary.yml` pairs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from scraper.search.fold import units
from scraper.search.variants.stems import stem
from scraper.settings import Setting, settings_of

FILE = "data/glossary.yml"
Words = tuple[str, ...]


@dataclass(slots=True)
class Glossary:
    """Names by their first word, so that a text is read in time linear in its length."""

    names: dict[str, list[tuple[Words, tuple[str, ...]]]] = field(default_factory=dict)

    def add(self, group: tuple[str, ...]) -> None:
        """Takes in names of one thing."""
        for name in group:
            words = _stems(name)
            self.names.setdefault(words[0], []).append((words, group))

    def others(self, text: str) -> list[str]:
        """Other names of the things that a line of `text` names: each once, in order of appearance."""
        found: dict[str, None] = {}
        for line in text.splitlines():
            words = _stems(line)
            for _, length, group, start in self._found(words):
                found |= dict.fromkeys(_others(group, words[start : start + length]))
        return list(found)

    def wider(self, searched: Sequence[str]) -> list[str]:
        """Other names of what is searched for, which a search takes as well. Only the longest names in it count."""
        words = tuple(map(stem, searched))
        found: dict[str, None] = {}
        end = 0
        for _, length, group, start in sorted(self._found(words), key=lambda hit: (hit[3], -hit[1])):
            if start + length > end:
                end = start + length
                found |= dict.fromkeys(_others(group, words[start:end]))
        return list(found)

    def _found(self, words: Words) -> Iterator[tuple[Words, int, tuple[str, ...], int]]:
        for start, word in enumerate(words):
            for name, group in self.names.get(word, ()):
                if words[start : start + len(name)] == name:
                    yield name, len(name), group, start


def _others(group: tuple[str, ...], words: Words) -> list[str]:
    return [name for name in group if _stems(name) != words]


@lru_cache(maxsize=8192)
def _stems(line: str) -> Words:
    return tuple(map(stem, units(line)))


@cache
def read_glossary() -> Glossary:
    """The glossary, read once; an empty one for an empty file.

    Raises:
        SettingsError: the file is not a list of groups of names; the message names the entry.
    """
    glossary = Glossary()
    for entry in settings_of(FILE, "correct it, or delete the file").items("group"):
        glossary.add(_group(entry))
    return glossary


def _group(entry: Setting) -> tuple[str, ...]:
    names = tuple(name.text() for name in entry.items("name"))
    if len(names) < 2 or not all(units(name) for name in names):
        raise entry.wrong("needs two names or more, each with a letter or character")
    return names
