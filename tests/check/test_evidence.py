"""What counts as evidence: one run over a made-up internet of pages that checkers of links are known to misjudge."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest
from servers.internet import Case, internet
from servers.more_pages import CASES as MORE
from servers.platform_cases import CASES as PLATFORMS
from servers.verdict_cases import CASES as KINDS

from scraper.check.judge.rules import read_hosts
from scraper.check.one_link import Limits
from scraper.check.run import Run, check_all
from scraper.check.verdicts import Outcome

CASES = [*KINDS, *PLATFORMS, *MORE]


@pytest.fixture(scope="module")
def outcomes() -> Iterator[dict[str, Outcome]]:
    """What a run says of every case; the shipped rules, no waits."""

    async def collect() -> dict[str, Outcome]:
        known = read_hosts()
        quick = replace(known, numbers={**known.numbers, "pause": 0, "backoff": 0.01})
        run = Run(quick, Limits(timeout=5), concurrency=20, pause=0, allow_private=True)
        return {outcome.url: outcome async for outcome in check_all([case.url for case in CASES], run)}

    with pytest.MonkeyPatch.context() as patch, internet(CASES) as server:
        for name in ("NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"):
            patch.delenv(name, raising=False)
        for name in ("HTTP_PROXY", "http_proxy"):
            patch.setenv(name, f"http://127.0.0.1:{server.port}")
        yield asyncio.run(collect())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_verdict_on_a_page(case: Case, outcomes: dict[str, Outcome]) -> None:
    """Nothing that is there, moved or refused is called dead; what is gone is told by the page as a whole."""
    outcome = outcomes[case.url]
    assert outcome.verdict in case.verdicts, (outcome.verdict, outcome.reason, dict(outcome.evidence))
