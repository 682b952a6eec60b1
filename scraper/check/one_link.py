"""One link from address to outcome: attempts, waits, the site's API, the made-up sibling."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scraper.check.ask.addresses import InvalidAddress, canonical, host_key, host_name, last_segment
from scraper.check.ask.answers import Answer, Failure
from scraper.check.ask.client import LEFT_ALONE, Asker, Budget
from scraper.check.ask.redirects import Chain, follow
from scraper.check.judge.evidence import Evidence
from scraper.check.judge.probe import Comparison, Prober
from scraper.check.judge.readers import evidence_in
from scraper.check.judge.rules import Knowledge
from scraper.check.judge.site_api import api_rule, ask_api
from scraper.check.judge.weigh import Question, weigh
from scraper.check.verdicts import Judgement, Outcome, Verdict

ATTEMPTS = 3
_TWICE = ("timeout", "http_404")  # a second look is enough: the one is slow, the other nearly always true
_ONCE = ("no_such_host", "private_address", "tls_expired", "tls_untrusted", "tls_wrong_host", "tls_error",
         "redirect_loop", "too_many_redirects", "redirect_without_target", "app_scheme")  # fmt: skip
_PASSING_REFUSALS = ("rate_limited",)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one check may take: seconds an attempt may spend in requests, and whether siblings are made up."""

    timeout: float = 15.0
    probe: bool = True


class Checker:
    """Checks single addresses within one run."""

    def __init__(self, asker: Asker, knowledge: Knowledge, limits: Limits, chance: random.Random | None = None) -> None:
        self._asker = asker
        self._knowledge = knowledge
        self._limits = limits
        self._chance = chance or random.Random()
        self._prober = Prober(asker, limits.timeout, self._chance)

    async def check(self, url: str) -> Outcome:
        """The outcome for one address as it was published. Raises nothing: what cannot be asked for is `invalid`."""
        budget = Budget(self._limits.timeout)
        started = _now()
        try:
            address = canonical(url)
        except InvalidAddress as error:
            saw, details = str(error), {"error": str(error)}
            return _unasked(url, started, Evidence(Verdict.INVALID, error.reason, "address", saw, details=details))
        if refusal := self._asker.turns(address).hopeless:
            return _unasked(url, started, _as_before(refusal))
        try:
            chain, seen, found, attempts = await self._attempts(address, budget)
            decided = await self._decide(chain, seen, found, budget)
        except Exception as error:  # one page must not stop the check of the other links
            saw = f"{type(error).__name__}: {error}"[:200]
            piece = Evidence(Verdict.UNREACHABLE, "failed", "check", saw, details={"error": saw})
            return _unasked(url, started, piece)
        return _outcome(url, started, chain, decided, budget, attempts)

    async def settle(self, outcome: Outcome) -> Outcome:
        """The outcome for a name that did not resolve, once the other names of the run had their turn."""
        name = host_name(outcome.final_url or canonical(outcome.url))
        if not await self._asker.names.certain_absence(name):
            return outcome
        saw = f"{name} does not exist, and other names do"
        gone = _judged(Evidence(Verdict.DEAD, "no_such_host", "name", saw))
        return replace(
            outcome, verdict=gone.verdict, reason=gone.reason, evidence={**outcome.evidence, **gone.evidence}
        )

    async def _attempts(self, url: str, budget: Budget) -> tuple[Chain, list[Evidence], Judgement | Question, int]:
        """Asks until the answer is lasting: after a passing failure it asks again, after a growing wait."""
        attempt = 0
        while True:
            attempt += 1
            budget.left = self._limits.timeout
            chain = await follow(self._asker, url, budget)
            seen = await self._certain(self._read(chain), chain)
            found = weigh(seen)
            if not self._may_ask_again(chain) or attempt >= _attempts_for(found):
                return chain, seen, found, attempt
            await asyncio.sleep(self._knowledge.numbers["backoff"] * 2 ** (attempt - 1) * self._chance.uniform(0.5, 1))

    def _read(self, chain: Chain) -> list[Evidence]:
        """The evidence in a chain; for a host that is no longer asked, what it answered before."""
        if isinstance(chain.last, Failure) and chain.last.reason == LEFT_ALONE:
            return [_as_before(self._asker.turns(chain.final_url).hopeless or 0)]
        return evidence_in(chain, self._knowledge)

    def _may_ask_again(self, chain: Chain) -> bool:
        """Whether the last host may be asked again soon; remembers whether it wanted to be left alone for too long."""
        if isinstance(chain.last, Failure) and chain.last.reason == LEFT_ALONE:
            return False
        bearable = not isinstance(chain.last, Answer) or self._asker.is_bearable(chain.last)
        self._asker.turns(chain.final_url).answered(None if bearable else chain.status)
        return bearable

    async def _certain(self, seen: list[Evidence], chain: Chain) -> list[Evidence]:
        """A name is gone only if other names resolve; if none does, the resolver may be at fault."""
        if seen[0].reason != "no_such_host" or await self._asker.names.certain_absence(host_name(chain.final_url)):
            return seen
        details = {**seen[0].details, "no_such_name": True}
        return [replace(seen[0], verdict=Verdict.UNREACHABLE, reason="name_not_resolved", details=details)]

    async def _decide(
        self, chain: Chain, seen: list[Evidence], decided: Judgement | Question, budget: Budget
    ) -> Judgement:
        """The verdict by all that was seen, also by the site's API, and by a sibling where that leaves it open."""
        rule = api_rule(chain.urls, self._knowledge)
        if rule is not None:
            budget.left = self._limits.timeout
            said = await ask_api(self._asker, *rule, budget)
            seen = [said, *seen]
            decided = weigh(seen)
        if isinstance(decided, Judgement):
            return decided
        settled = weigh(seen, await self._compare(chain, decided))
        assert isinstance(settled, Judgement)
        return settled

    async def _compare(self, chain: Chain, question: Question) -> Comparison:
        if not self._limits.probe:
            return Comparison("unknown")
        if self._knowledge.host(host_key(chain.final_url)).of_kind("honest"):
            return Comparison("unlike")
        if question.end or _lost_its_name(chain):
            ends = await self._prober.compare_ends(chain)
            if question.end or ends.result == "same" or chain.page is None:
                return ends
        if chain.page is None:
            answer = chain.last
            return (
                await self._prober.compare_bytes(chain, answer) if isinstance(answer, Answer) else Comparison("unknown")
            )
        return await self._prober.compare(chain, chain.page)


def _attempts_for(judgement: Judgement | Question) -> int:
    """How often an address is asked before this is believed."""
    if isinstance(judgement, Question) or judgement.reason in _ONCE or "no_such_name" in judgement.evidence:
        return 1
    if judgement.reason in _TWICE:
        return 2
    passes = judgement.verdict is Verdict.UNREACHABLE or judgement.reason in _PASSING_REFUSALS
    return ATTEMPTS if passes else 1


def _as_before(refusal: int) -> Evidence:
    """The evidence for a link of a host that wants to be left alone: what the host answered for its other links."""
    verdict, reason = Verdict.UNREACHABLE, f"http_{refusal}"
    if refusal == 429:
        verdict, reason = Verdict.BLOCKED, "rate_limited"
    saw = f"{refusal} for other links, and a longer wait than a run accepts"
    return Evidence(verdict, reason, "host", saw, details={"asked": False})


def _judged(piece: Evidence) -> Judgement:
    """The judgement on one thing that decides alone."""
    decided = weigh([piece])
    assert isinstance(decided, Judgement)
    return decided


def _unasked(url: str, started: str, piece: Evidence) -> Outcome:
    """The outcome for an address of which no answer is known."""
    judged = _judged(piece)
    return Outcome(url, started, judged.verdict, judged.reason, evidence=judged.evidence)


def _lost_its_name(chain: Chain) -> bool:
    """Whether a redirect led to an address that no longer names what was asked for: perhaps one page for all."""
    return chain.redirected and last_segment(chain.url).lower() not in chain.final_url.lower()


def _outcome(url: str, started: str, chain: Chain, judgement: Judgement, budget: Budget, attempts: int) -> Outcome:
    evidence = dict(judgement.evidence)
    if chain.redirected:
        evidence["redirects"] = list(chain.urls[1:])
    if attempts > 1:
        evidence["attempts"] = attempts
    evidence["requests"] = budget.requests
    if judgement.reason == "ok" and isinstance(chain.last, Answer) and chain.last.broken:
        judgement = replace(judgement, reason="incomplete")
    return Outcome(
        url=url,
        checked_at=started,
        verdict=judgement.verdict,
        reason=judgement.reason,
        http_status=chain.status,
        final_url=chain.final_url,
        elapsed_ms=round(budget.spent * 1000),
        method="GET",
        evidence=evidence,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
