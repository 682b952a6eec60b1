"""What an answer shows beside its page: headers, status, the words of a host's rules, JSON, no content at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scraper.check.ask.addresses import host_key
from scraper.check.ask.answers import Answer
from scraper.check.ask.redirects import Chain
from scraper.check.judge.evidence import Evidence, Strength
from scraper.check.judge.phrases import json_error
from scraper.check.judge.readers.page import statement
from scraper.check.judge.rules import HostRule, Knowledge
from scraper.check.judge.whole import what_is_beside
from scraper.check.verdicts import Verdict

_NO_CONTENT = (204, 205, 304)
_JSON = {
    "gone": (Verdict.DEAD, "says_gone"),
    "refused": (Verdict.BLOCKED, "challenge"),
    "unclear": (Verdict.UNVERIFIABLE, "says_gone_unconfirmed"),
}
_RULES = {
    "alive": (Verdict.ALIVE, "alive_text"),
    "blocked": (Verdict.BLOCKED, "challenge"),
    "unverifiable": (Verdict.UNVERIFIABLE, "app_shell"),
}


def is_good(answer: Answer) -> bool:
    """Whether the status promises the page."""
    return 200 <= answer.status < 300 or answer.status == 304


def walls(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A header that only tests for browsers send."""
    header = next((name for name in knowledge.words["challenge_headers"] if name in answer.headers), None)
    if header:
        saw = f"{header}: {answer.header(header)[:80]}"
        yield Evidence(Verdict.BLOCKED, "challenge", "header", saw, details={"header": saw})


def status(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """The status: refused, failed, gone, or fine, which alone proves nothing."""
    number = answer.status
    if is_good(answer):
        yield Evidence(Verdict.ALIVE, "ok", "status", str(number), Strength.HINT)
    elif number == 429:
        wait = answer.header("retry-after")[:80]
        saw = f"429, Retry-After: {wait}" if wait else "429"
        yield Evidence(Verdict.BLOCKED, "rate_limited", "status", saw, details={"retry_after": wait} if wait else {})
    elif number in (404, 410):
        yield Evidence(Verdict.DEAD, f"http_{number}", "status", str(number))
    else:
        refused = (400 <= number < 500 and number not in (408, 425)) or number == 999
        verdict = Verdict.BLOCKED if refused else Verdict.UNREACHABLE
        yield Evidence(verdict, f"http_{number}", "status", str(number))


def host_rules(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """The words of a host's rules: for absence as a statement of the page, else anywhere in the source."""
    for rule in knowledge.host(host_key(chain.final_url)).of_kind("gone", "alive", "blocked", "unverifiable"):
        if rule.pattern is None or not (200 <= answer.status < 300 or rule.kind == "blocked"):
            continue
        if rule.kind == "gone":
            yield from _notice(chain, rule, knowledge)
            continue
        found = rule.pattern.search(answer.text)
        if found:
            verdict, reason = _RULES[rule.kind]
            details = {"words": [found[0][:120]], "rule": rule.evidence}
            yield Evidence(verdict, reason, "host rule", found[0], details=details)


def _notice(chain: Chain, rule: HostRule, knowledge: Knowledge) -> Iterator[Evidence]:
    page = chain.page
    said = statement(page, "gone", rule.pattern, knowledge, within=True) if page and rule.pattern else None
    if page and said:
        whole = said.is_main and not what_is_beside(said, page, chain.url, knowledge, rule.pattern)
        said = replace(said, is_main=whole)
        words = said.sign.words
        details = {"words": list(words[:1]), "rule": rule.evidence}
        yield Evidence(
            Verdict.DEAD, "says_gone", "host rule", words[0], Strength.POINTS, statement=said, details=details
        )


def json_answer(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """What a JSON answer says is wrong."""
    said = json_error(answer.text, knowledge) if answer.body[:200].lstrip()[:1] == b"{" else None
    if said:
        verdict, reason = _JSON[said[0]]
        yield Evidence(verdict, reason, "JSON", said[1], details={"words": [said[1]]})


def nothing(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """An answer with nothing in it, now or later."""
    blank = answer.status in _NO_CONTENT or (answer.whole and not answer.body.strip(b" \t\r\n\x00"))
    if blank or (answer.whole and chain.page and chain.page.is_empty):
        saw = f"{answer.status} without content" if blank else "nothing to see"
        yield Evidence(Verdict.UNVERIFIABLE, "empty_page", "page", saw)
