"""From what an address led to, to a verdict; or to an open question that only a made-up neighbour can answer. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from scraper.check.ask.addresses import host_key, host_name, is_home, last_segment, site
from scraper.check.ask.answers import Answer, Failure
from scraper.check.ask.page import Page, is_prose
from scraper.check.ask.redirects import Chain
from scraper.check.ask.texts import sentences, weight
from scraper.check.judge.expressions import Expression
from scraper.check.judge.phrases import ARTICLE, SOMETHING_TO_READ, Sign, challenge_mark, hinted, json_error, sign
from scraper.check.judge.rules import Knowledge, Rule
from scraper.check.verdicts import Judgement, Verdict, because

NOTHING_ELSE = 40
"""The weight of other text beside which a lone "please log in" is all that a page says."""
A_SENTENCE = 60
"""The weight of prose beside a notice that is something else than advice: then only a neighbour can tell."""
LITTLE_TO_READ = 300
"""The weight of prose from which a page at an address called an error may be about something else."""
_NAMED_HOME = re.compile(r"(?:index|default|home|main|portal)(?:\.\w+)?\Z", re.IGNORECASE)
_IDENTIFIED = re.compile(r"\d")
_LOADS = re.compile(r"<i?frame|<script", re.IGNORECASE)
_DEMAND = re.compile(r"请|需要?|后|please|must|need|\bto\b|required|first", re.IGNORECASE)
_NO_CONTENT = (204, 205, 304)


@dataclass(frozen=True, slots=True)
class Open:
    """A question for a probe: what to say if a made-up address is answered the same, otherwise, or not at all."""

    same: Judgement
    unlike: Judgement
    unknown: Judgement
    of_first: bool = False
    """Whether the neighbour of the first address is meant, where it ends decides; otherwise that of the last."""


def judge(chain: Chain, knowledge: Knowledge) -> Judgement | Open:
    """The verdict on an address by what came back; nothing is asked; no refusal and no outage is dead."""
    if isinstance(chain.last, Failure):
        return because(chain.last.reason, error=chain.last.detail or None)
    for test in (_challenge, _status, _withheld, _host_rule, _json, _error_path, _words, _home, _nothing_there):
        found = test(chain, chain.last, knowledge)
        if found is not None:
            return found
    return _plain(chain, chain.last, knowledge)


def fine(chain: Chain) -> Judgement:
    """Alive, or moved where the first hop is permanent."""
    return because("permanent_redirect" if chain.permanent else "ok")


def _challenge(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | None:
    header = next((name for name in knowledge.words["challenge_headers"] if name in answer.headers), None)
    if header:
        return because("challenge", header=f"{header}: {answer.header(header)[:80]}")
    page = chain.page
    if page is None:
        return None
    mark = challenge_mark(page, knowledge)
    if mark:
        return because("challenge", mark=mark)
    said = sign(page, knowledge.patterns["challenge"])
    if not said.places:
        return None
    if _has_own(page, fields=2) or (said.places == {"text"} and _another_heading(page, said)):
        return None  # a field for a captcha on a form, a player: what was asked for is there
    if (
        said.prose >= LITTLE_TO_READ
        and answer.status < 400
        and not knowledge.patterns["challenge_marks"].search(page.source)
    ):
        return None  # a text about walls
    if said.is_clear or (answer.status >= 400 and "title" in said.places):
        return because("challenge", words=said.words)
    return None


def _has_own(page: Page, fields: int = 1) -> bool:
    """Whether a page shows something of its own beside what it says: a player, or a form to fill in."""
    return page.player or page.fields >= fields


def _another_heading(page: Page, said: Sign) -> bool:
    """Whether the page's main heading is about something else than what a sentence on it says."""
    return bool(page.headings) and "heading" not in said.places and (page.picture or page.fields > 0)


def _host_rule(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | None:
    for rule in knowledge.host(host_key(chain.final_url)).of_kind("gone", "alive", "blocked", "unverifiable"):
        found = (
            _found(rule, chain.page, answer, knowledge)
            if 200 <= answer.status < 300 or rule.kind == "blocked"
            else None
        )
        if found:
            return _by_rule(chain, rule, found)
    for rule in knowledge.host(host_key(chain.url)).of_kind("gone_address") if chain.redirected else ():
        if rule.pattern and rule.pattern.search(chain.final_url):
            return because("redirect_to_error_page", rule=rule.evidence)
    return None


def _found(rule: Rule, page: Page | None, answer: Answer, knowledge: Knowledge) -> str | None:
    """The words of a rule: for absence where they are the page's main statement, else anywhere in the source."""
    if rule.pattern is None:
        return None
    if rule.kind == "gone":
        if page is None:
            return None
        said = sign(page, rule.pattern, within=True)
        return said.words[0] if _proves(page, said, _to_read(page, said, knowledge)) else None
    found = rule.pattern.search(answer.text)
    return found[0][:120] if found else None


def _by_rule(chain: Chain, rule: Rule, words: str) -> Judgement:
    if rule.kind == "alive":
        good = fine(chain)
        return good if good.verdict is Verdict.MOVED else because("alive_text", words=[words], rule=rule.evidence)
    reason = {"gone": "says_gone", "blocked": "challenge", "unverifiable": "app_shell"}[rule.kind]
    return because(reason, words=[words], rule=rule.evidence)


def _status(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | None:
    status = answer.status
    if 200 <= status < 300 or status == 304:
        return None
    if status == 429:
        return because("rate_limited", retry_after=answer.header("retry-after")[:80] or None)
    if status in (404, 410):
        return because(f"http_{status}")
    refused = (400 <= status < 500 and status not in (408, 425)) or status == 999
    return Judgement(Verdict.BLOCKED if refused else Verdict.UNREACHABLE, f"http_{status}")


def _withheld(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | None:
    """A login or a wall in place of what was asked for, by where a redirect ended and by what the page asks."""
    for name, reason in (
        (("login_paths", "redirect_to_login"), ("challenge_paths", "challenge")) if chain.redirected else ()
    ):
        pattern = knowledge.patterns[name]
        if _leads_to(chain.final_url, pattern) and not _leads_to(chain.url, pattern):
            return because(reason)
    page = chain.page
    if page and _is_login_page(page, knowledge) and not _leads_to(chain.url, knowledge.patterns["login_paths"]):
        return because("login_page", title=page.title[:120])
    return None


def _error_path(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | None:
    """A redirect to an address that is called an error, unless there is something else to read."""
    if not chain.redirected:
        return None
    if knowledge.parking.search(host_name(chain.final_url)) and site(chain.final_url) != site(chain.url):
        return because("parked_domain")
    last, page = last_segment(chain.final_url), chain.page
    if not knowledge.patterns["error_paths"].fullmatch(last) or last == last_segment(chain.url):
        return None
    said = sign(page, knowledge.patterns["gone"]) if page else None
    if page and (_has_own(page) or page.prose >= (ARTICLE if said and said.places else LITTLE_TO_READ)):
        return None
    return because("redirect_to_error_page")


def _home(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | Open | None:
    """A redirect to a home page; where it may be meant so, a made-up neighbour has to be sent there, too."""
    if not chain.redirected or not is_home(chain.final_url, chain.fragment) or is_home(chain.url):
        return None
    gone, unsure = because("redirect_to_home"), because("home_of_another_site")
    if site(chain.final_url) != site(chain.url):
        return Open(gone, fine(chain), unsure, of_first=True)
    if _bare(chain.final_url) != _bare(chain.url) or _NAMED_HOME.match(last_segment(chain.url)):
        return Open(gone, fine(chain), unsure, of_first=True)
    return (
        gone
        if _IDENTIFIED.search(chain.url.partition("//")[2].partition("/")[2])
        else Open(gone, unsure, unsure, of_first=True)
    )


def _bare(url: str) -> str:
    """A host without what only says how it is shown: `www.`, `m.`."""
    return host_name(url).removeprefix("www.").removeprefix("m.")


def _leads_to(url: str, pattern: Expression) -> bool:
    """Whether the first label of the host or a whole part of the path is such a name."""
    return any(pattern.fullmatch(part) for part in [host_name(url).partition(".")[0], *urlsplit(url).path.split("/")])


def _nothing_there(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | None:
    nothing = answer.status in _NO_CONTENT or (answer.whole and not answer.body.strip(b" \t\r\n\x00"))
    return because("empty_page") if nothing or (answer.whole and chain.page and chain.page.is_empty) else None


def _json(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | None:
    said = json_error(answer.text, knowledge) if answer.body[:200].lstrip()[:1] == b"{" else None
    if said is None:
        return None
    reason = {"gone": "says_gone", "refused": "challenge", "unclear": "says_gone_unconfirmed"}[said[0]]
    return because(reason, words=[said[1]])


def _words(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | Open | None:
    page = chain.page
    if page is None:
        return None
    away = _away(page, knowledge)
    if away:
        return because("away_for_now", words=[away])
    for name, reason in (("gone", "says_gone"), ("parked", "parked_domain")):
        said = sign(page, knowledge.patterns[name])
        if not said.places:
            continue
        passing = knowledge.patterns["passing"].search(f"{page.title}\n{page.everything}")
        if passing and not _has_own(page):
            return because("says_gone_unconfirmed", words=said.words)
        to_read = _to_read(page, said, knowledge)
        if _proves(page, said, to_read):
            return because(reason, words=said.words)
        if said.is_worth_a_probe and not (said.places == {"text"} and _has_own(page)):
            return _suspicion(chain, page, said, reason, to_read)
    framed = knowledge.parking.search(page.source) if _LOADS.search(page.source) and page.weight <= ARTICLE else None
    return because("parked_domain", frame=framed[0][:80]) if framed else None


def _away(page: Page, knowledge: Knowledge) -> str | None:
    """What a page's title or main heading says is so for now, where there is nothing else on it."""
    passing = knowledge.patterns["passing"]
    if not passing.may_find(page.said) or _has_own(page) or page.prose >= LITTLE_TO_READ:
        return None
    return next((text[:120] for text in (page.title, *page.headings[:1]) if passing.search(text)), None)


def _to_read(page: Page, said: Sign, knowledge: Knowledge) -> float:
    """The weight of prose beside a notice, without the advice that notices go on with."""
    if not said.prose:
        return 0.0
    advice = knowledge.patterns["advice"]
    parts = (part for line in page.lines if is_prose(line) for part in sentences(line.text))
    return max(0.0, said.prose - sum(weight(part) for part in parts if advice.search(part)))


def _proves(page: Page, said: Sign, to_read: float) -> bool:
    """Whether this is what the page as a whole says: there is nothing of its own beside it."""
    own = _has_own(page) or to_read >= A_SENTENCE
    return said.is_clear and not own and not (said.places == {"text"} and (page.picture or bool(page.headings)))


def _is_login_page(page: Page, knowledge: Knowledge) -> bool:
    """A login in place of the content: named in title or heading, or a demand that is all there is to read."""
    said = sign(page, knowledge.patterns["login"])
    if not said.places:
        return False
    if page.player or page.fields > 2 or (said.prose >= LITTLE_TO_READ and not page.password):
        return False
    if said.places & {"title", "heading"}:
        return page.password or said.is_clear
    demand = page.password or any(_DEMAND.search(word) for word in said.words)
    return "text" in said.places and said.rest <= NOTHING_ELSE and demand


def _suspicion(chain: Chain, page: Page, said: Sign, reason: str, to_read: float) -> Open:
    unsure = because("says_gone_unconfirmed", words=said.words)
    own = _has_own(page) or to_read >= SOMETHING_TO_READ
    same = unsure if _has_own(page) else because(reason, words=said.words)
    unlike = fine(chain) if own or said.is_mere_title else unsure
    return Open(same, unlike, fine(chain) if own else unsure)


def _plain(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | Open:
    page = chain.page
    if page is None or not answer.is_html:
        return Open(because("same_as_made_up"), fine(chain), fine(chain)) if answer.body else fine(chain)
    locked = sign(page, knowledge.patterns["locked"])
    if locked.places:
        return fine(chain)
    hint = hinted(page, knowledge)
    if hint and (page.prose >= LITTLE_TO_READ or _has_own(page)):
        hint = None
    same = because("says_gone_as_made_up", words=[hint]) if hint else because("same_as_made_up")
    return Open(same, fine(chain), because("app_shell") if page.has_script and page.says_nothing else fine(chain))
