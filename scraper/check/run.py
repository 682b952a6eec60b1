"""Many links at once: hosts in parallel, the links of one host in turn, each outcome given as soon as it is known."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from scraper.check.ask.addresses import InvalidAddress, canonical, host_key, host_name
from scraper.check.ask.client import Asker
from scraper.check.ask.politeness import Manners
from scraper.check.ask.resolver import Names
from scraper.check.judge.rules import Knowledge
from scraper.check.one_link import Checker, Limits
from scraper.check.verdicts import Outcome
from scraper.credentials import without_credentials


@dataclass(frozen=True, slots=True)
class Run:
    """How a run asks: `per_host` requests in flight, `pause` seconds between them (None: as data/hosts.yml says)."""

    knowledge: Knowledge
    limits: Limits = field(default_factory=Limits)
    concurrency: int = 20
    per_host: int = 1
    pause: float | None = None
    allow_private: bool = False

    def manners(self, key: str) -> Manners:
        """How the host `name:port` is treated."""
        return self.knowledge.manners(key, self.per_host, self.pause)


async def check_all(urls: Iterable[str], run: Run) -> AsyncIterator[Outcome]:
    """The outcome of every distinct address, as it becomes known; equal ones share a check and get an outcome each.

    Raises nothing for any address. Leaving the iteration stops the requests.
    """
    given = _grouped(urls)
    hosts: dict[str, deque[str]] = defaultdict(deque)
    for address in given:
        hosts[host_key(address) if _is_canonical(address) else ""].append(address)
    names = Names(run.allow_private, [host_name(queue[0]) for key, queue in hosts.items() if key])
    finished: asyncio.Queue[Outcome | None] = asyncio.Queue()
    async with Asker(names, run.concurrency, run.manners, run.knowledge.numbers["longest_wait"]) as asker:
        checker = Checker(asker, run.knowledge, run.limits)
        work = asyncio.create_task(_check_hosts(checker, hosts.values(), run, finished))
        try:
            while (outcome := await finished.get()) is not None:
                bare = _without_secrets(outcome)
                for url in given[outcome.url]:
                    yield bare if url == bare.url else replace(bare, url=url)
            await work
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work


def _without_secrets(outcome: Outcome) -> Outcome:
    """An outcome whose addresses, also in its evidence, carry no password that a redirect or the asker had."""
    if "@" not in outcome.url + (outcome.final_url or "") and "redirects" not in outcome.evidence:
        return outcome
    final = outcome.final_url and without_credentials(outcome.final_url)
    evidence = {key: _bare(value) for key, value in outcome.evidence.items()}
    return replace(outcome, final_url=final, evidence=evidence)


def _bare(value: object) -> object:
    if isinstance(value, str):
        return without_credentials(value)
    if isinstance(value, list | tuple):
        return [_bare(part) for part in value]
    return {key: _bare(part) for key, part in value.items()} if isinstance(value, dict) else value


def _grouped(urls: Iterable[str]) -> dict[str, list[str]]:
    """Addresses as they are sent, each with the ways it was written; what cannot be an address is kept as written."""
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for url in urls:
        try:
            groups[canonical(url)][url] = None
        except InvalidAddress:
            groups[url][url] = None
    return {address: list(written) for address, written in groups.items()}


def _is_canonical(address: str) -> bool:
    try:
        return canonical(address) == address
    except InvalidAddress:
        return False


async def _check_hosts(
    checker: Checker, hosts: Collection[deque[str]], run: Run, finished: asyncio.Queue[Outcome | None]
) -> None:
    """Puts every outcome into the queue, and None at the end; names that did not resolve are settled last."""
    undecided: list[Outcome] = []

    async def lane(queue: deque[str]) -> None:
        while queue:
            outcome = await checker.check(queue.popleft())
            if outcome.evidence.get("no_such_name"):
                undecided.append(outcome)
            else:
                finished.put_nowait(outcome)

    # Enough links under way that waits before retries hold up nobody; no more, so that connections are used again.
    lanes = max(1, 2 * run.concurrency // max(1, len(hosts)))
    try:
        async with asyncio.TaskGroup() as tasks:
            for queue in hosts:
                for _ in range(min(len(queue), lanes)):
                    tasks.create_task(lane(queue))
        for outcome in undecided:
            finished.put_nowait(await checker.settle(outcome))
    finally:
        finished.put_nowait(None)
