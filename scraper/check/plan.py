"""What a run would ask of whom, and how long politeness makes it take; nothing is asked."""

from __future__ import annotations

import mimetypes
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from scraper.check.ask.addresses import InvalidAddress, canonical, host_key, origin
from scraper.check.judge.rules import Knowledge
from scraper.check.judge.siblings import shape
from scraper.check.judge.site_api import api_rule

_TYPES = mimetypes.MimeTypes()
_PAGES = ("text/", "application/xhtml", "application/xml")

ONE_REQUEST = 1.0
"""Seconds that a request itself is taken to last."""


@dataclass(frozen=True, slots=True)
class HostPlan:
    """One host's share: links, made-up addresses, questions to its API, and the seconds from first to last."""

    host: str
    links: int
    probes: int
    api: int
    pause: float
    seconds: float

    @property
    def requests(self) -> int:
        return self.links + self.probes + self.api


def plan(urls: Iterable[str], knowledge: Knowledge, per_host: int, pause: float | None, probe: bool) -> list[HostPlan]:
    """The hosts of a run, the longest first. Redirects, retries and waits that hosts ask for come on top."""
    hosts: dict[str, set[str]] = defaultdict(set)
    for url in urls:
        try:
            address = canonical(url)
        except InvalidAddress:
            continue
        hosts[host_key(address)].add(address)
    plans = [_host_plan(key, addresses, knowledge, per_host, pause, probe) for key, addresses in hosts.items()]
    return sorted(plans, key=lambda host: (-host.seconds, host.host))


def _host_plan(
    key: str, addresses: set[str], knowledge: Knowledge, per_host: int, pause: float | None, probe: bool
) -> HostPlan:
    known = knowledge.host(key)
    spared = not probe or bool(known.of_kind("honest"))
    probes = 0 if spared else len(set(map(_shares, addresses)))
    asked = Counter(api_rule([address], knowledge) is not None for address in addresses)[True]
    manners = knowledge.manners(key, per_host, pause)
    turns = len(addresses) + probes
    seconds = (turns - 1) * manners.pause + turns * ONE_REQUEST / per_host
    return HostPlan(key, len(addresses), probes, asked, manners.pause, seconds)


def _shares(address: str) -> str:
    """What addresses have in common that share a made-up one: pages their form, all files of a host the host."""
    kind = _TYPES.guess_type(urlsplit(address).path)[0] or _PAGES[0]
    return shape(address) if kind.startswith(_PAGES) else origin(address)
