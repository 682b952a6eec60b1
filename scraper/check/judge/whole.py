"""Whether a notice is what a page says as a whole, by what else it shows and by what was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from scraper.check.ask.page import Page
from scraper.check.ask.texts import sentences, weight
from scraper.check.judge.evidence import Statement
from scraper.check.judge.rules import Knowledge

NOTHING_ELSE = 40
"""The weight of other text beside which a lone "please log in" is all that a page says."""
LINE_ELSE = 10
"""The weight of other text from which a line, or a title, is one of several things to read."""

_WORD = re.compile(r"[^\W_]+")
_PROTOCOL = frozenset(("http", "error", "status", "code"))
_POINTS_AT_IT = re.compile(r"\b(this|we|you|sorry)\b|[该此您你]|抱歉|对不起", re.IGNORECASE)  # a sentence, no name


def is_whole(said: Statement, page: Page, url: str, knowledge: Knowledge) -> bool:
    """Whether a page asked for by this address shows next to nothing beside what it says of its absence."""
    asked = said.kind == "gone" and _is_asked_for(said, url)
    return not asked and _is_all(said, _others(page, said, knowledge))


def _is_all(said: Statement, others: Sequence[str]) -> bool:
    """Whether a page shows so little else that this is its main statement.

    The slides of a removed video and the results of a poll are something to see. What a title or a heading says may be
    the name of something, whose facts take several lines; a notice takes one, unless it points at the page ("this").
    """
    places, rest = said.sign.places, sum(map(weight, others))
    if said.kind == "closed":
        return rest <= NOTHING_ELSE and len(others) < 2
    if "text" in places:
        return rest <= LINE_ELSE if said.is_lone else "heading" in places or rest <= NOTHING_ELSE
    if places == {"heading"} and _POINTS_AT_IT.search(said.sign.words[0]):
        return True
    return len(others) < 2 and (places == {"heading"} or rest <= (NOTHING_ELSE if "heading" in places else LINE_ELSE))


def _is_asked_for(said: Statement, url: str) -> bool:
    """Whether an address asks for what a page says: `/wiki/404` may be a page about it, called "HTTP 404"."""
    asked = {word.lower() for word in _WORD.findall(unquote(urlsplit(url).path))}
    words = {word.lower() for word in _WORD.findall(said.sign.words[0])} - _PROTOCOL
    return bool(words) and words <= asked


def _others(page: Page, said: Statement, knowledge: Knowledge) -> list[str]:
    """What else a page shows, without headings, advice and what repeats it, but with its lists."""
    advice = knowledge.patterns["advice"]
    shown = (line for line in page.lines if line.place in ("text", "prose", "list", "card"))
    parts = (part for line in shown for part in sentences(line.text))
    return [part for part in parts if not any(word in part for word in said.sign.words) and not advice.search(part)]
