"""The examples of docs/links.md: an address for every verdict, and what `salon check -v` says of it.

`python tests/servers/examples.py` renews them.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from scraper.check.formats import explained
from scraper.check.judge.rules import read_hosts
from scraper.check.one_link import Limits
from scraper.check.report import of_outcome
from scraper.check.run import Run, check_all
from scraper.check.verdicts import Outcome
from servers.cases.platform_cases import CASES as PLATFORMS
from servers.cases.verdict_cases import CASES as KINDS
from servers.internet import Case, internet

DOCUMENT = Path(__file__).parents[2] / "docs" / "links.md"
BEGIN, END = "<!-- examples -->", "<!-- end of examples -->"
SHOWN = (
    ("fee-dropped", "alive: a player and a heading of its own outweigh a line that says something was cancelled"),
    ("moved-host", "moved: the address to write down is the last one"),
    ("gone-form-en", "dead: the heading is still the form's own, and nothing is left to fill in"),
    ("wall-accounts", "blocked: who is logged in may see it"),
    ("maintenance-zh", "unreachable: it says that it will be back"),
    ("slides-remain", "unverifiable: one line speaks of absence, a heading and a picture against it"),
)
"""One case a verdict, and what it shows."""


async def outcomes_of(urls: Iterable[str]) -> dict[str, Outcome]:
    """What a run says of each address; the shipped rules, no waits."""
    known = read_hosts()
    quick = replace(known, numbers={**known.numbers, "pause": 0, "backoff": 0.01})
    run = Run(quick, Limits(timeout=5), concurrency=20, pause=0, allow_private=True)
    return {outcome.url: outcome async for outcome in check_all(urls, run)}


def through(port: int) -> dict[str, str]:
    """The environment in which every http address is asked of the made-up internet."""
    return {"HTTP_PROXY": f"http://127.0.0.1:{port}", "http_proxy": f"http://127.0.0.1:{port}"}


def examples(outcomes: dict[str, Outcome]) -> str:
    """Every example as Markdown."""
    urls = {case.name: case.url for case in (*KINDS, *PLATFORMS)}
    parts = []
    for name, shows in (*SHOWN, ("http://[::1/v", "invalid: nothing was asked")):
        row = of_outcome(outcomes[urls.get(name, name)])
        parts.append(f"{shows[0].upper()}{shows[1:]}.\n\n```text\n{explained([row]).strip()}\n```")
    return "\n\n".join(parts)


def asked() -> list[str]:
    """The addresses of the examples."""
    urls = {case.name: case.url for case in (*KINDS, *PLATFORMS)}
    return [*(urls[name] for name, _ in SHOWN), "http://[::1/v"]


def document(text: str, outcomes: dict[str, Outcome]) -> str:
    """The document with its examples renewed."""
    return f"{text.partition(BEGIN)[0]}{BEGIN}\n{examples(outcomes)}\n{END}{text.partition(END)[2]}"


def cases() -> list[Case]:
    return [*KINDS, *PLATFORMS]


if __name__ == "__main__":
    with internet(cases()) as server:
        os.environ |= through(server.port)
        found = asyncio.run(outcomes_of(asked()))
    DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8"), found), "utf-8")
