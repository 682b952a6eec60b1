"""A made-up internet: one proxy on loopback that plays every host of a table of cases.

`with internet(CASES) as server`, then set `HTTP_PROXY` to its port: an address asked through it is answered as the
case of its host says. What a case does not name is answered as its `other`.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from servers.raw_http import Request, Server, response

NOT_FOUND = response(404, "<title>404</title><h1>404 Not Found</h1>")
HTML = "text/html; charset=utf-8"


def to(status: int, location: str) -> bytes:
    """A redirect."""
    return response(status, "", f"Location: {location}")


@dataclass(frozen=True)
class Case:
    """One host: its address under test, the verdicts that are right, and what it answers there and elsewhere.

    `page` is HTML, or a whole answer in bytes; `at` answers other paths, with their host where it is another one
    (`other.test/`); `other` is for every path that is not named, None for the same as `page`.
    """

    name: str
    url: str
    right: str
    page: str | bytes
    other: str | bytes | None = NOT_FOUND
    at: Mapping[str, str | bytes] = field(default_factory=dict)

    @property
    def verdicts(self) -> tuple[str, ...]:
        return tuple(self.right.split("|"))


def _bytes(answer: str | bytes) -> bytes:
    return answer if isinstance(answer, bytes) else response(200, answer, kind=HTML)


@contextlib.contextmanager
def internet(cases: Iterable[Case]) -> Iterator[Server]:
    """The proxy, until the block ends. Every host is one case's alone."""
    answers: dict[str, bytes] = {}
    others: dict[str, bytes] = {}
    for case in cases:
        parts = urlsplit(case.url)
        host, tested = parts.netloc, parts.path + (f"?{parts.query}" if parts.query else "")
        assert host not in others, f"{host} is in the table twice"
        answers[host + tested] = _bytes(case.page)
        others[host] = _bytes(case.page if case.other is None else case.other)
        for path, answer in case.at.items():
            answers[path if not path.startswith("/") else host + path] = _bytes(answer)

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        asked = request.path.partition("://")[2] if "://" in request.path else request.host + request.path
        host = asked.partition("/")[0]
        found = answers.get(asked) or answers.get(asked.partition("?")[0]) or others.get(host, NOT_FOUND)
        writer.write(found)

    with Server(handle) as server:
        yield server
