"""What a page shows: what it says of itself, and what it has of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from scraper.check.ask.addresses import host_name
from scraper.check.ask.answers import Answer
from scraper.check.ask.page import SHORT_PAGE, Page, is_prose
from scraper.check.ask.parts.texts import sentences, weight
from scraper.check.ask.redirects import Chain
from scraper.check.judge.evidence import Evidence, Statement, Strength
from scraper.check.judge.expressions import Expression
from scraper.check.judge.phrases import (
    ARTICLE,
    Sign,
    challenge_mark,
    hinted,
    introduces,
    sign,
    title_parts,
)
from scraper.check.judge.rules import Knowledge
from scraper.check.judge.whole import NOTHING_ELSE, what_is_beside
from scraper.check.verdicts import Verdict

ALONE = 5
"""The weight of other text, such as a link back, beside which a line is all there is to read."""
SHORTEST_TITLE = 10
"""The weight of a part of the title that is a heading where a line repeats it; shorter ones name the site."""
LITTLE_TO_READ = 300
"""The weight of prose from which a page at an address called an error may be about something else."""
_DEMAND = re.compile(r"请|需要?|后|please|must|need|\bto\b|required|first", re.IGNORECASE)
_LOADS = re.compile(r"<i?frame|<script", re.IGNORECASE)


def has_own(page: Page) -> bool:
    """Whether a page shows something of its own beside what it says: a player, or a form to fill in."""
    return page.player or page.fields > 0


def statement(
    page: Page, kind: str, pattern: Expression, knowledge: Knowledge, within: bool = False
) -> Statement | None:
    """What a page says in these words, without the advice that notices go on with; None where it does not."""
    said = sign(page, pattern, within)
    return Statement(kind, said, said.is_clear, _beside(page, said, knowledge)) if said.places else None


def _beside(page: Page, said: Sign, knowledge: Knowledge) -> float:
    if not said.prose:
        return 0.0
    advice = knowledge.patterns["advice"]
    parts = (part for line in page.lines if is_prose(line) for part in sentences(line.text))
    return max(0.0, said.prose - sum(weight(part) for part in parts if advice.search(part)))


def _piece(verdict: Verdict, reason: str, said: Statement, **details: object) -> Evidence:
    places = [place for place in ("title", "heading", "text", "form") if place in said.sign.places]
    where = "all there is to read" if said.is_lone and said.sign.rest < ALONE else " and ".join(places)
    words = said.sign.words
    return Evidence(
        verdict, reason, where, words[0], Strength.POINTS, statement=said, details=details or {"words": list(words)}
    )


def challenge(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A test for browsers or a refusal: a mark in the source of a page that shows next to nothing, or its words."""
    page = chain.page
    if page is None:
        return
    mark = challenge_mark(page, knowledge)
    if mark:
        found = Statement("mark", Sign(frozenset({"source"}), (mark,), page.weight, 0.0), True, 0.0)
        yield Evidence(
            Verdict.BLOCKED, "challenge", "source", mark, Strength.POINTS, statement=found, details={"mark": mark}
        )
    said = statement(page, "challenge", knowledge.patterns["challenge"], knowledge)
    if said:
        is_error = answer.status >= 400
        bare = is_error or bool(knowledge.patterns["challenge_marks"].search(page.source))
        main = said.is_main or (is_error and "title" in said.sign.places)
        said = replace(said, is_main=main, beside=0.0 if bare else said.sign.prose)
        yield _piece(Verdict.BLOCKED, "challenge", said)


def refused(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A refusal in words, as a status would say it."""
    page = chain.page
    said = statement(page, "refused", knowledge.patterns["refused"], knowledge) if page else None
    if said:
        yield _piece(Verdict.BLOCKED, "says_refused", said)


def login(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A login in place of the content: named in title or heading, or a demand that is all there is to read."""
    page = chain.page
    if page is None:
        return
    said = statement(page, "login", knowledge.patterns["login"], knowledge)
    if _is_login_address(chain.url, knowledge):
        return
    if said is None:
        if page.password and 0 < page.fields <= 2 and page.weight <= SHORT_PAGE and not (page.player or page.prose):
            form = Statement("login", Sign(frozenset({"form"}), ("name and password",), page.weight, 0.0), True, 0.0)
            yield _piece(Verdict.BLOCKED, "login_page", form, title=page.title[:120])
        return
    if said.is_lone:
        demand = page.password or any(_DEMAND.search(word) for word in said.sign.words)
        main = said.sign.rest <= NOTHING_ELSE and demand
    else:
        main = page.password or said.is_main
    said = replace(said, is_main=main, beside=0.0 if page.password else said.sign.prose)
    yield _piece(Verdict.BLOCKED, "login_page", said, title=page.title[:120])


def _is_login_address(url: str, knowledge: Knowledge) -> bool:
    parts = [host_name(url).partition(".")[0], *url.partition("?")[0].split("/")[3:]]
    return any(map(knowledge.patterns["login_paths"].fullmatch, parts))


def away(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A title, a main heading or the only line that says it is so for now."""
    page, passing = chain.page, knowledge.patterns["passing"]
    if page is None or not passing.may_find(page.said):
        return
    alone = [] if page.headings or page.has_media or len(page.blocks) > 1 else page.blocks
    places = (
        ("title", page.title),
        *(("heading", text) for text in page.headings[:1]),
        *(("text", text) for text in alone),
    )
    for place, text in places:
        if passing.search(text):
            said = Sign(frozenset({place}), (text[:120],), page.weight, page.prose)
            yield _piece(Verdict.UNREACHABLE, "away_for_now", Statement("away", said, True, page.prose))
            return


def _passing(page: Page, knowledge: Knowledge) -> str | None:
    """A sentence that says it is so for now, and does not also say that it may be for good."""
    passing, hints = knowledge.patterns["passing"], knowledge.patterns["hints"]
    if not passing.may_find(page.said):
        return None
    said = (part for text in (page.title, *(line.text for line in page.lines)) for part in sentences(text))
    return next((part for part in said if passing.search(part) and not hints.search(part)), None)


def failing(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """What says that the answer failed, although its status does not."""
    page = chain.page
    said = statement(page, "failing", knowledge.patterns["failing"], knowledge) if page else None
    if said:
        yield _piece(Verdict.UNREACHABLE, "says_failed", said)


def gone(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """What says that the page is gone, or a form closed; and whether it is said to be so for now."""
    page = chain.page
    if page is None:
        return
    for kind in ("closed", "gone"):
        said = statement(page, kind, knowledge.patterns[kind], knowledge)
        if said:
            other = what_is_beside(said, page, chain.url, knowledge)
            yield _piece(Verdict.DEAD, "says_gone", replace(said, is_main=said.is_main and not other))
            if other and not (has_own(page) or page.picture or page.attachment):  # which have a reader of their own
                yield _own("beside it", other)
            passing = _passing(page, knowledge)
            if passing:
                yield Evidence(Verdict.UNREACHABLE, "away_for_now", "text", passing, Strength.HINT)
            return
    hint = hinted(page, knowledge) if answer.is_html else None
    if hint and page.prose < LITTLE_TO_READ and not has_own(page):
        details = {"words": [hint]}
        yield Evidence(Verdict.DEAD, "says_gone_as_made_up", "text", hint, Strength.HINT, details=details)


def parked(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """What says that the domain is parked or for sale; or what parks it, loaded by a page that has nothing else."""
    page = chain.page
    if page is None:
        return
    said = statement(page, "parked", knowledge.patterns["parked"], knowledge)
    framed = knowledge.parking.search(page.source) if _LOADS.search(page.source) else None
    if said:
        named = host_name(chain.final_url).removeprefix("www.") in page.said.lower()
        main = said.is_main and (named or not what_is_beside(said, page, chain.url, knowledge))
        piece = _piece(Verdict.DEAD, "parked_domain", replace(said, is_main=main))
        yield replace(piece, strength=Strength.PROVES) if framed else piece
        return
    if framed and page.weight <= ARTICLE:
        bare = page.weight <= SHORT_PAGE and not page.headings and _is_nameless(page, chain.final_url)
        strength = Strength.PROVES if bare and not page.fields and not page.picture else Strength.POINTS
        details = {"frame": framed[0][:80]}
        yield Evidence(Verdict.DEAD, "parked_domain", "frame", framed[0], strength, details=details)


def _is_nameless(page: Page, url: str) -> bool:
    """Whether a page has no title, or only the name of its host."""
    title = page.title.strip().lower()
    return not title or title in host_name(url) or host_name(url) in title


def locked(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A page that asks for a code that its owner gave out, so that there is something behind it."""
    said = sign(chain.page, knowledge.patterns["locked"]) if chain.page and answer.is_html else None
    if said and said.places:
        yield Evidence(Verdict.ALIVE, "ok", "text", said.words[0], Strength.POINTS)


def document(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """What came: a page with its title, which may be a mere shell, or another file. It proves little."""
    page = chain.page
    if page is None or not answer.is_html:
        if answer.body:
            yield _own("file", answer.media_type, len(answer.body))
        return
    yield _own("page", page.title or "without a title")
    if page.has_script and page.says_nothing:
        yield Evidence(Verdict.UNVERIFIABLE, "app_shell", "page", "no text, but scripts to fill it in", Strength.HINT)


def contents(page: Page, knowledge: Knowledge) -> Iterator[Evidence]:
    """What a page has of its own: a player, a form, a picture, a heading, prose; each proves little alone."""
    if page.player:
        yield _own("player", "a player")
    if page.fields:
        yield _own("form", f"{page.fields} to fill in", page.fields)
    if page.picture:
        yield _own("picture", "a picture")
    if page.attachment:
        yield _own("attachment", page.attachment)
    heading = next((text for text in _headings(page) if not introduces(text, knowledge)), None)
    if heading:
        yield _own("heading", heading)
    if page.prose:
        yield _own("prose", next(line.text for line in page.lines if is_prose(line)), page.prose)


def _headings(page: Page) -> Iterator[str]:
    """The headings, and the lines that repeat the title: many pages have no other heading."""
    yield from page.headings
    titles = {part for part in title_parts(page.title) if weight(part) >= SHORTEST_TITLE}
    yield from (text for text in page.blocks if text in titles)


def _own(where: str, saw: str, amount: float = 1) -> Evidence:
    return Evidence(Verdict.ALIVE, "ok", where, saw, Strength.HINT, amount)
