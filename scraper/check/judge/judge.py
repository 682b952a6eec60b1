"""From what an address led to, to a verdict; or to an open question that only a made-up neighbour can answer. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from scraper.check.ask.addresses import host_key, host_name, is_home, last_segment, site
from scraper.check.ask.answers import Answer, Failure
from scraper.check.ask.page import Page
from scraper.check.ask.redirects import Chain
from scraper.check.judge.phrases import ARTICLE, Sign, challenge_mark, hinted, json_error, sign
from scraper.check.judge.rules import Knowledge, Rule
from scraper.check.verdicts import Judgement, Verdict, because

NOTHING_ELSE = 40
"""The weight of other text beside which a lone "please log in" is all that a page says."""
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
    for test in (_challenge, _host_rule, _status, _redirect, _nothing_there, _json, _words):
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
    if said.is_clear or (answer.status >= 400 and "title" in said.places):
        return because("challenge", words=said.words)
    return None


def _host_rule(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | None:
    for rule in knowledge.host(host_key(chain.final_url)).of_kind("gone", "alive", "blocked", "unverifiable"):
        found = _found(rule, chain.page, answer) if 200 <= answer.status < 300 or rule.kind == "blocked" else None
        if found:
            return _by_rule(chain, rule, found)
    for rule in knowledge.host(host_key(chain.url)).of_kind("gone_address") if chain.redirected else ():
        if rule.pattern and rule.pattern.search(chain.final_url):
            return because("redirect_to_error_page", rule=rule.evidence)
    return None


def _found(rule: Rule, page: Page | None, answer: Answer) -> str | None:
    """Where a rule's text stands: for absence in what is shown, unless it is an article; else in the source."""
    if rule.pattern is None or (rule.kind == "gone" and page and page.prose >= ARTICLE):
        return None
    shown = f"{page.title}\n{page.everything}" if page and rule.kind == "gone" else answer.text
    found = rule.pattern.search(shown)
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


def _redirect(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | Open | None:
    """What the address alone says of where a redirect ended."""
    if not chain.redirected:
        return None
    for name, reason in (("login_paths", "redirect_to_login"), ("challenge_paths", "challenge")):
        pattern = knowledge.patterns[name]
        if _leads_to(chain.final_url, pattern) and not _leads_to(chain.url, pattern):
            return because(reason)
    if knowledge.parking.search(host_name(chain.final_url)) and site(chain.final_url) != site(chain.url):
        return because("parked_domain")
    last = last_segment(chain.final_url)
    if knowledge.patterns["error_paths"].fullmatch(last) and last != last_segment(chain.url):
        return because("redirect_to_error_page")
    if not is_home(chain.final_url, chain.fragment) or is_home(chain.url):
        return None
    if site(chain.final_url) == site(chain.url):
        return because("redirect_to_home")
    return Open(because("redirect_to_home"), fine(chain), because("home_of_another_site"), of_first=True)


def _leads_to(url: str, pattern: re.Pattern[str]) -> bool:
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
    if _is_login_page(page, knowledge) and not _leads_to(chain.url, knowledge.patterns["login_paths"]):
        return because("login_page", title=page.title[:120])
    for name, reason in (("gone", "says_gone"), ("parked", "parked_domain")):
        said = sign(page, knowledge.patterns[name])
        if said.is_clear:
            return because(reason, words=said.words)
        if said.is_worth_a_probe:
            return _suspicion(chain, said, reason)
    framed = knowledge.parking.search(page.source) if page.weight <= ARTICLE and "frame" in page.source else None
    return because("parked_domain", frame=framed[0][:80]) if framed else None


def _is_login_page(page: Page, knowledge: Knowledge) -> bool:
    said = sign(page, knowledge.patterns["login"])
    named = bool(said.places & {"title", "heading"})
    return (named and (page.password or said.is_clear)) or ("text" in said.places and said.rest <= NOTHING_ELSE)


def _suspicion(chain: Chain, said: Sign, reason: str) -> Open:
    unsure = because("says_gone_unconfirmed", words=said.words)
    return Open(because(reason, words=said.words), fine(chain) if said.is_mere_title else unsure, unsure)


def _plain(chain: Chain, answer: Answer, knowledge: Knowledge) -> Judgement | Open:
    page = chain.page
    if page is None or not answer.is_html:
        return fine(chain)
    hint = hinted(page, knowledge)
    same = because("says_gone_as_made_up", words=[hint]) if hint else because("same_as_made_up")
    return Open(same, fine(chain), because("app_shell") if page.says_nothing and page.has_script else fine(chain))
