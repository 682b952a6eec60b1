"""Rules that ask a site's own API: the only proof where a page is answered 200 whether or not it is there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import quote

from scraper.check.ask.addresses import host_key
from scraper.check.ask.answers import Answer
from scraper.check.ask.client import Asker, Budget
from scraper.check.judge.evidence import Evidence, Strength
from scraper.check.judge.rules import HostRule, Knowledge
from scraper.check.verdicts import REASONS, Verdict

_REASONS = {"alive": "api_says_alive", "gone": "api_says_gone", "blocked": "challenge"}


def api_rule(urls: Iterable[str], knowledge: Knowledge) -> tuple[HostRule, str] | None:
    """The rule for the last of these addresses that has a rule, and the address it asks; None if no address has one."""
    for url in reversed(list(urls)):
        for rule in knowledge.host(host_key(url)).of_kind("api"):
            match = rule.pattern.search(url) if rule.pattern else None
            if match:
                names = {name: quote(value or "", safe="") for name, value in match.groupdict().items()}
                return rule, rule.api.format_map(names)
    return None


async def ask_api(asker: Asker, rule: HostRule, url: str, budget: Budget) -> Evidence:
    """What the API says: alive, gone or blocked by its code, else `api_unclear`, which proves nothing."""
    answer = await asker.once(url, budget)
    if not isinstance(answer, Answer):
        details: dict[str, object] = {"api": url, "error": answer.detail or answer.reason, "rule": rule.evidence}
        return _unclear(answer.detail or answer.reason, details)
    code = _code(answer.text, rule.member)
    details = {"api": url, "code": code, "rule": rule.evidence}
    for kind, codes in rule.codes.items():
        if code in codes and not isinstance(code, bool):
            reason, saw = _REASONS[kind], f"{rule.member}: {code}"
            return Evidence(REASONS[reason][0], reason, "site API", saw, Strength.OWNER, details=details)
    return _unclear(f"{rule.member}: {code}", details | {"api_status": answer.status})


def _unclear(saw: str, details: dict[str, object]) -> Evidence:
    known = {key: value for key, value in details.items() if value is not None}
    return Evidence(Verdict.UNVERIFIABLE, "api_unclear", "site API", saw[:120], details=known)


def _code(text: str, field: str) -> object:
    """The member an answer's verdict depends on, as `data.code`; None where it is not there."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for name in field.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, int | str) else None
