"""Readers of evidence: each is pure, looks at one thing of an answer, and says what it saw there."""

from __future__ import annotations

from scraper.check.ask.answers import Failure
from scraper.check.ask.redirects import Chain
from scraper.check.judge.evidence import Evidence
from scraper.check.judge.readers import answer, page, redirect
from scraper.check.judge.rules import Knowledge
from scraper.check.verdicts import REASONS, Verdict

OF_ANY = (answer.walls, page.challenge, redirect.guards, answer.status, answer.host_rules)
"""Readers of every answer. Of two that prove one verdict, the earlier gives the reason."""
OF_GOOD = (
    page.login,
    page.refused,
    answer.json_answer,
    page.away,
    redirect.rule_of_the_host,
    redirect.error_page,
    redirect.parking,
    page.gone,
    page.failing,
    page.parked,
    redirect.home,
    page.locked,
    page.document,
    answer.nothing,
    redirect.moved,
)
"""Readers of answers whose status promises the page."""
_GOOD = (Verdict.ALIVE, Verdict.MOVED)


def evidence_in(chain: Chain, knowledge: Knowledge) -> list[Evidence]:
    """All evidence in the answers of one address; nothing is asked for.

    What a page has of its own is read only where something speaks against it: most are judged without their lines.
    """
    if isinstance(chain.last, Failure):
        reason, detail = chain.last.reason, chain.last.detail
        error = {"error": detail} if detail else {}
        return [Evidence(REASONS[reason][0], reason, "connection", detail or REASONS[reason][1], details=error)]
    readers = OF_ANY + OF_GOOD if answer.is_good(chain.last) else OF_ANY
    seen = [piece for reader in readers for piece in reader(chain, chain.last, knowledge)]
    doubted = any(piece.verdict not in _GOOD for piece in seen)
    return [*seen, *page.contents(chain.page, knowledge)] if doubted and chain.page else seen
