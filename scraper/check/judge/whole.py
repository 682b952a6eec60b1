"""Whether a notice is all that a page says.

A sentence alone proves a death only on a page where nothing is left over: no heading, line, list, picture, file,
player, field or link of its own. Beside a notice may stand what says the same, a stock closing ("back to the home
page") and the way around the site. What is left over counts, even if no list knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from scraper.check.ask.addresses import InvalidAddress, canonical, origin, site
from scraper.check.ask.page import Page
from scraper.check.ask.parts.elements import PageLine
from scraper.check.ask.parts.texts import sentences, weight
from scraper.check.judge.evidence import Statement
from scraper.check.judge.expressions import Expression
from scraper.check.judge.phrases import title_parts, without_apologies
from scraper.check.judge.rules import Knowledge
from scraper.check.judge.siblings import names_an_item

NOTHING_ELSE = 40
"""The weight of other text beside which a lone "please log in" is all that a page says."""
LINE_ELSE = 10
"""The weight of what may be left over, such as a name or a number; a title so short names the site."""
SPECK = 3
"""The weight of one character that the lists do not know."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d")
_PROTOCOL = frozenset(("http", "error", "status", "code"))
_POINTS_AT_IT = re.compile(r"\b(this|we|you|sorry)\b|[该此您你]|抱歉|对不起", re.IGNORECASE)  # a sentence, no name
_NOTICES = ("gone", "closed", "failing", "parked")
_READ = ("heading", "text", "prose", "list", "card", "comment", "form")


def what_is_beside(said: Statement, page: Page, url: str, knowledge: Knowledge, rule: Expression | None = None) -> str:
    """What a page that was asked for by this address shows beside what it says of its absence; empty for nothing.

    `rule` is what a rule of the host found the words by.
    """
    if said.kind == "gone" and _is_asked_for(said, url):
        return said.sign.words[0]
    texts = _Texts(knowledge, _names(page, url), rule)
    return next(_things(page, url, texts), "") or _lines(said, page, texts)


def _things(page: Page, url: str, texts: _Texts) -> Iterator[str]:
    """What a page has of its own besides text."""
    if page.player:
        yield "a player"
    if page.fields:
        yield "a form"
    if page.attachment:
        yield page.attachment
    if page.picture:
        yield "a picture"
    if page.stage:
        yield "something to play or to choose"
    yield from (
        label for label, target in page.links if texts.left(label) > SPECK and (not target or _leads_on(target, url))
    )


def _leads_on(target: str, url: str) -> bool:
    """Whether a link leads to something: an item, a page deeper in the site, another site."""
    try:
        address = canonical(urljoin(url, target))
    except (InvalidAddress, ValueError):
        return False
    deep = "/" in urlsplit(address).path.strip("/")
    return deep or names_an_item(address) or site(address) != site(url)


def _lines(said: Statement, page: Page, texts: _Texts) -> str:
    """The first line that is neither a notice nor goes on with one.

    Where no sentence points at the page ("this", "you"), the notice may be the name of something: what it is, or
    what it has, could be said in the same words.
    """
    places = _READ[1:] if said.kind == "closed" else _READ  # a closed form keeps its heading
    read = [line for line in page.lines if line.place in places]
    is_name = not any(map(_POINTS_AT_IT.search, (*said.sign.words, *page.blocks)))
    rest = [(line.text, texts.told(line) if is_name else texts.left(line.text)) for line in read]
    beside = [text for text, left in rest if left]
    return beside[0] if sum(left for _, left in rest) > SPECK else ""


def _names(page: Page, url: str) -> list[str]:
    """What the site may be called: a link to its home page, a part of the title beside another one, a short title."""
    homes = [label for label, target in page.links if label and target in ("/", origin(url), f"{origin(url)}/")]
    parts = list(title_parts(page.title))
    return homes + [part for part in parts if len(parts) > 1 or weight(part) <= LINE_ELSE]


class _Texts:
    """What the texts of one page say beside the notice."""

    def __init__(self, knowledge: Knowledge, names: Sequence[str], rule: Expression | None) -> None:
        self._notices = [knowledge.patterns[kind] for kind in _NOTICES]
        self._advice = knowledge.patterns["advice"]
        self._closing = knowledge.patterns["closing"].pattern
        self._names = names
        self._rule = rule

    def left(self, text: str) -> float:
        """The weight of the words of a text that no notice is made of."""
        rest = (self._closing.sub(" ", self._after_notice(part)) for part in sentences(text) if part not in self._names)
        return sum(weight(word) for part in rest for word in _WORD.findall(part) if not _NUMBER.search(word))

    def told(self, line: PageLine) -> float:
        """The part of a line under a mere name that no notice would say; all of a list or a long line."""
        closes = line.place in _READ[:3] and (weight(line.text) <= NOTHING_ELSE or self._closes(line.text))
        return self.left(line.text) if closes else weight(line.text)

    def _closes(self, text: str) -> bool:
        """Whether a text is a notice itself, begins with one, or gives the advice that notices go on with."""
        if text in self._names or self._advice.search(text):
            return True
        return any(each.match(reading) for reading in without_apologies(text) for each in self._notices)

    def _after_notice(self, sentence: str) -> str:
        """What follows the notice in a sentence that begins with one; the whole of any other, without apology."""
        read = without_apologies(sentence) or (sentence,)
        found = [reading[match.end() :] for reading in read for each in self._notices if (match := each.match(reading))]
        if self._rule:
            found += [reading[match.end() :] for reading in read if (match := self._rule.search(reading))]
        rest = min([*found, read[-1]], key=len)
        for name in self._names:
            rest = rest.replace(name, " ")
        return rest


def _is_asked_for(said: Statement, url: str) -> bool:
    """Whether an address asks for what a page says: `/wiki/404` may be a page about it, called "HTTP 404"."""
    asked = {word.lower() for word in _WORD.findall(unquote(urlsplit(url).path))}
    words = {word.lower() for word in _WORD.findall(said.sign.words[0])} - _PROTOCOL
    return bool(words) and words <= asked
