"""Lists of regular expressions, tried only on texts with the words that one of their entries cannot do without.

Most pages say nothing of the kind, and one pass of an automaton shows this for all lists at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any

from ahocorasick_rs import AhoCorasick

Clause = frozenset[str]
"""Words of which a text needs at least one."""

SHORTEST = 3
"""Latin characters that make a word worth looking for; of other writings one is enough."""
MOST_CLAUSES = 3
"""The most clauses of an entry that are looked for; those with short words only if the entry has no others."""
_REMEMBERED = 512
_LONG = 4096
"""Characters of a text that is remembered only while the next few are asked about."""
_parser: Any = import_module("re._parser")  # no public function shows the parts of an expression


class Gate:
    """The words of all expressions that are tried on one kind of text, looked for together."""

    def __init__(self) -> None:
        self._entries: list[tuple[int, Sequence[Clause]]] = []  # the number of an expression, what an entry needs
        self._expressions = 0
        self._open: frozenset[int] = frozenset()  # expressions with an entry that may fit any text
        self._of_short = lru_cache(_REMEMBERED)(self._passing)
        self._of_long = lru_cache(4)(self._passing)

    def add(self, entries: Iterable[Any]) -> int:
        """The number of one more expression, by its parsed entries. All are added before the first text is read."""
        number = self._expressions
        self._expressions += 1
        for entry in entries:
            needed = sorted(clauses(entry), key=_rarity, reverse=True)[:MOST_CLAUSES]
            if needed:
                telling = [clause for clause in needed if _rarity(clause) > SHORTEST]
                self._entries.append((number, telling or needed))
            else:
                self._open |= {number}
        return number

    @cached_property
    def _words(self) -> list[str]:
        return sorted({word for _, needed in self._entries for clause in needed for word in clause})

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._words)

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[int, Sequence[Clause]]]]:
        """The entries by the words of their rarest clause, with the other clauses."""
        found: dict[str, list[tuple[int, Sequence[Clause]]]] = defaultdict(list)
        for number, (rarest, *others) in self._entries:
            for word in rarest:
                found[word].append((number, others))
        return found

    def passing(self, text: str, span: int) -> frozenset[int]:
        """The numbers of the expressions that may find something in a text; the others do not.

        With a `span` only what is no longer than so many characters is looked for.
        """
        return self._of_long(text, span) if len(text) > _LONG else self._of_short(text, span)

    def _passing(self, text: str, span: int) -> frozenset[int]:
        try:
            hits = self._automaton.find_matches_as_indexes(text.lower(), overlapping=True)
        except UnicodeError:  # half characters, which the automaton does not take
            return self._passing(text.encode("utf-8", "replace").decode(), span)
        there = {self._words[index] for index in {hit[0] for hit in hits}}
        possible = [
            (number, word, others)
            for word in there
            for number, others in self._by_word.get(word, ())
            if not any(map(there.isdisjoint, others))
        ]
        if 0 < span < len(text) and possible:
            places = self._places(hits)
            possible = [entry for entry in possible if _are_near(entry[1], entry[2], places, span)]
        return self._open.union(number for number, *_ in possible)

    def _places(self, hits: Iterable[tuple[int, int, int]]) -> dict[str, list[int]]:
        """Where each word begins."""
        places: dict[str, list[int]] = defaultdict(list)
        for index, start, _ in hits:
            places[self._words[index]].append(start)
        return places


def _are_near(word: str, others: Sequence[Clause], places: Mapping[str, list[int]], span: int) -> bool:
    """Whether a word of each of the other clauses begins within the span of some place of this word."""
    around = [[start for near in clause & places.keys() for start in places[near]] for clause in others]
    return any(all(any(abs(start - near) < span for near in nearby) for nearby in around) for start in places[word])


class Expression:
    """Entries as one expression without regard to case. Used like a `re.Pattern`, and fast where nothing matches."""

    def __init__(self, entries: Sequence[str], gate: Gate) -> None:
        """Raises `re.error` where an entry is no expression, or they do not go together."""
        self._source = "|".join(f"(?:{entry})" for entry in entries) or "(?!)"
        self._gate = gate
        parsed = _parser.parse(self._source, re.IGNORECASE)
        self._number = gate.add(_alternatives(parsed) if entries else ())
        if "(?<" in self._source:  # a parsed expression is correct, except for a look behind
            self.pattern = re.compile(self._source, re.IGNORECASE)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All entries as one, compiled when it is first tried: most never are."""
        return re.compile(self._source, re.IGNORECASE)

    def may_find(self, text: str, span: int = 0) -> bool:
        """Whether there may be a match in a text, or in a part of it of so many characters; False is certain."""
        return self._number in self._gate.passing(text, span)

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self.may_find(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        return self.pattern.match(text) if self.may_find(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.pattern.fullmatch(text) if self.may_find(text) else None


def _alternatives(parsed: Iterable[Any]) -> Iterator[Any]:
    """The parsed entries of an expression, and where one is nothing but alternatives, those."""
    whole = list(parsed)
    operation: Any
    argument: Any
    operation, argument = whole[0] if len(whole) == 1 else ("", ())
    if str(operation) == "BRANCH":
        for branch in argument[1]:
            yield from _alternatives(branch)
    elif str(operation) == "SUBPATTERN":
        yield from _alternatives(argument[-1])
    else:
        yield whole


def clauses(parsed: Any) -> Iterator[Clause]:
    """What a text needs, in lower case, for a parsed expression to match in it: a word of every clause."""
    run = ""
    for operation, argument in parsed:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument).lower()
            continue
        spelled = _spelled(name, argument)
        yield from _worthwhile([run + word for word in spelled or [""]])  # 4(?:04|10), as it is kept, is 404 or 410
        run = ""
        if name == "BRANCH" and not spelled:
            best = [max(clauses(branch), key=_rarity, default=None) for branch in argument[1]]
            if all(best):
                yield from _worthwhile(word for clause in best if clause for word in clause)
        elif name == "SUBPATTERN":
            yield from clauses(argument[-1])
        elif name == "ATOMIC_GROUP":
            yield from clauses(argument)
        elif name.endswith("_REPEAT") and argument[0] > 0:
            yield from clauses(argument[2])
    yield from _worthwhile([run])


def _spelled(name: str, argument: Any) -> list[str]:
    """The words that an alternative or a set of characters is made of; empty if there is more to it."""
    branches = [[part] for part in argument] if name == "IN" else argument[1] if name == "BRANCH" else []
    if not all(str(operation) == "LITERAL" for branch in branches for operation, _ in branch):
        return []
    return ["".join(chr(mark).lower() for _, mark in branch) for branch in branches]


def _worthwhile(words: Iterable[str]) -> Iterator[Clause]:
    clause = frozenset(words)
    if all(len(word.strip()) >= SHORTEST or (word and not word.isascii()) for word in clause):
        yield clause


def _rarity(clause: Clause) -> float:
    """How rarely a clause holds, guessed by its shortest word."""
    return min(len(word.strip()) if word.isascii() else 3 * len(word) for word in clause)
