"""Every class of behaviour gets the verdict it has to get: one run over all of them, as a user would have it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.classes import FAULTS, Fault
from servers.faults import DOCUMENT, document, fault_servers, rules, url_of
from servers.raw_http import Server

from scraper.check.judge.rules import read_hosts
from scraper.check.one_link import Limits
from scraper.check.run import Run, check_all
from scraper.check.verdicts import REASONS, Outcome


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("servers")
    with pytest.MonkeyPatch.context() as patch, fault_servers(folder) as server:
        patch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
        patch.delenv("SSL_CERT_DIR", raising=False)
        (folder / "hosts.yml").write_text(rules(), "utf-8")
        server.folder = folder  # type: ignore[attr-defined]
        yield server


@pytest.fixture(scope="module")
def outcomes(server: Server) -> list[Outcome]:
    async def collect() -> list[Outcome]:
        knowledge = read_hosts(Path(server.folder) / "hosts.yml")  # type: ignore[attr-defined]
        run = Run(knowledge, Limits(timeout=1.5), concurrency=100, pause=0, allow_private=True)
        return [outcome async for outcome in check_all(map(url_of, FAULTS), run)]

    return asyncio.run(collect())


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_verdict_of_a_class(fault: Fault, outcomes: list[Outcome]) -> None:
    """A page is what its class says, for the reason it says."""
    [outcome] = [outcome for outcome in outcomes if outcome.url == url_of(fault)]
    assert (outcome.verdict, outcome.reason in fault.reason.split("|")) == (fault.verdict, True), outcome
    if fault.moved_to:
        assert outcome.final_url is not None and outcome.final_url.endswith(fault.moved_to)


def test_every_reason_is_in_the_vocabulary(outcomes: list[Outcome]) -> None:
    reasons = {outcome.reason for outcome in outcomes} - REASONS.keys()
    assert all(reason.startswith("http_") and reason[5:].isdigit() for reason in reasons)


def test_every_input_is_reported_exactly_once(outcomes: list[Outcome]) -> None:
    assert Counter(outcome.url for outcome in outcomes) == Counter(map(url_of, FAULTS))


def test_the_table_in_the_documentation_is_up_to_date() -> None:
    """`python tests/servers/faults.py` renews it."""
    text = DOCUMENT.read_text("utf-8")
    assert document(text) == text
