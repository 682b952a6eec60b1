"""What counts as evidence: one run over a made-up internet of pages that checkers of links are known to misjudge."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from servers.cases.beside_pages import CASES as BESIDE
from servers.cases.contrary_pages import CASES as CONTRARY
from servers.cases.fair_pages import CASES as FAIR
from servers.cases.filled_pages import CASES as FILLED
from servers.cases.fresh_pages import CASES as FRESH
from servers.cases.last_pages import CASES as LAST
from servers.cases.lookalike_pages import CASES as LOOKALIKES
from servers.cases.more_pages import CASES as MORE
from servers.cases.passing_pages import CASES as PASSING
from servers.cases.platform_cases import CASES as PLATFORMS
from servers.cases.reported_pages import CASES as REPORTED
from servers.cases.scattered_pages import CASES as SCATTERED
from servers.cases.thin_pages import CASES as THIN
from servers.cases.unseen_pages import CASES as UNSEEN
from servers.cases.verdict_cases import CASES as KINDS
from servers.examples import DOCUMENT, asked, document, outcomes_of, through
from servers.internet import Case, internet

from scraper.check.verdicts import Outcome, Verdict

CASES = [
    *KINDS,
    *PLATFORMS,
    *MORE,
    *THIN,
    *LOOKALIKES,
    *CONTRARY,
    *SCATTERED,
    *PASSING,
    *REPORTED,
    *BESIDE,
    *UNSEEN,
    *FRESH,
    *LAST,
    *FILLED,
    *FAIR,
]


@pytest.fixture(scope="module")
def outcomes() -> Iterator[dict[str, Outcome]]:
    """What a run says of every case and example; the shipped rules, no waits."""
    with pytest.MonkeyPatch.context() as patch, internet(CASES) as server:
        for name in ("NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"):
            patch.delenv(name, raising=False)
        for name, value in through(server.port).items():
            patch.setenv(name, value)
        yield asyncio.run(outcomes_of([case.url for case in CASES] + asked()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_verdict_on_a_page(case: Case, outcomes: dict[str, Outcome]) -> None:
    """Nothing that is there, moved or refused is called dead; a page that is gone is told as a whole."""
    outcome = outcomes[case.url]
    assert outcome.verdict in case.verdicts, (outcome.verdict, outcome.reason, dict(outcome.evidence))


def test_the_examples_in_the_documentation_are_up_to_date(outcomes: dict[str, Outcome]) -> None:
    """`python tests/servers/examples.py` renews them; every verdict has one."""
    text = DOCUMENT.read_text("utf-8")
    assert document(text, outcomes) == text
    assert {outcomes[url].verdict for url in asked()} == set(Verdict)


def test_every_verdict_has_its_evidence(outcomes: dict[str, Outcome]) -> None:
    """What was seen goes with every verdict, and something speaks for it."""
    for outcome in outcomes.values():
        kept = outcome.evidence
        assert kept["for"], outcome
        for piece in (*kept["for"], *kept.get("against", ())):  # type: ignore[misc]
            assert piece.keys() == {"says", "where", "saw"} and piece["saw"], outcome
