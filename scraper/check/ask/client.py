"""One polite, bounded GET: the only module that talks to other machines.

What goes out is an httpx request to one of the `transports`. Redirects, cookies and retries are the callers'.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self
from urllib.request import getproxies, proxy_bypass

import httpx

from scraper.check.ask.addresses import host_key, host_name, origin
from scraper.check.ask.answers import BODY_LIMIT, Answer, BrokenBody, Failure, decompress
from scraper.check.ask.failures import failure
from scraper.check.ask.politeness import Manners, Turns
from scraper.check.ask.resolver import Names
from scraper.check.ask.transports import FastTransport, PatientTransport
from scraper.http_times import seconds_asked

if TYPE_CHECKING:
    from collections.abc import Callable

UNNAMED_WAIT = 1.0
_NOTHING = httpx.ByteStream(b"")
LEFT_ALONE = "left_alone"
"""The reason for an address that was not asked, because its host wants to be left alone."""
ENOUGH_TEXT = 256
"""Bytes that make a body worth reading although the rest of it did not come in time."""


class Budget:
    """The seconds one attempt may spend in requests, all hops together; waiting for a turn costs nothing."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.spent = 0.0
        self.requests = 0

    def spend(self, seconds: float) -> None:
        self.left -= seconds
        self.spent += seconds
        self.requests += 1


class Asker:
    """Asks for addresses within the limits of one run: `async with Asker(…) as asker`, then `asker.get(…)`."""

    def __init__(
        self, names: Names, concurrency: int, manners: Callable[[str], Manners], longest_wait: float = 30.0
    ) -> None:
        self.names = names
        self._longest_wait = longest_wait
        self._in_flight = asyncio.Semaphore(concurrency)
        self._manners = manners
        self._turns: dict[str, Turns] = {}
        self._transports: dict[tuple[str, str | None, bool], httpx.AsyncBaseTransport] = {}
        self._broken: set[str] = set()  # hosts whose answers the faster of two parsers does not take
        self._origins: dict[str, httpx.URL] = {}
        self._shared: dict[str, asyncio.Task[Answer | Failure]] = {}
        self._proxies = getproxies()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for transport in self._transports.values():
            await transport.aclose()
        await self.names.close()

    def turns(self, url: str) -> Turns:
        """The turns of the host of an address."""
        key = host_key(url)
        if key not in self._turns:
            self._turns[key] = Turns(self._manners(key))
        return self._turns[key]

    async def get(self, url: str, budget: Budget, cookie: str = "", method: str = "GET") -> Answer | Failure:
        """The answer to one request, waiting for the host's turn first. Never raises: errors are Failures."""
        turns = self.turns(url)
        async with turns, self._in_flight:
            if turns.hopeless:  # since this one began to wait
                return Failure(url, LEFT_ALONE)
            started = time.monotonic()
            try:
                answer = await self._ask(url, self._request(method, url, cookie), budget.left)
                turns.leave_alone(min(self.wait(answer) or 0.0, self._longest_wait))
                return answer
            except Exception as error:
                failed = failure(url, error)
                if failed.reason == "bad_answer":
                    self._broken.add(host_key(url))
                return failed
            finally:
                budget.spend(time.monotonic() - started)

    async def once(self, url: str, budget: Budget) -> Answer | Failure:
        """The answer to one request, shared by all links of this run that need it, such as that of a site's API."""
        if url not in self._shared:
            self._shared[url] = asyncio.create_task(self.get(url, budget))
        answer = await asyncio.shield(self._shared[url])
        if isinstance(answer, Failure) or answer.status == 429 or answer.status >= 500:
            self._shared.pop(url, None)  # it may pass: the next to ask tries again
        return answer

    def _request(self, method: str, url: str, cookie: str) -> httpx.Request:
        """A request whose host is parsed once a run, and whose target is sent as it stands in the address."""
        before = origin(url)
        if before not in self._origins:
            self._origins[before] = httpx.URL(before)
        headers = {"cookie": cookie} if cookie else None
        # With a stream of its own, httpx leaves out the headers that transports write anyway.
        return httpx.Request(
            method, self._origins[before], headers=headers, stream=_NOTHING, extensions={"address": url}
        )

    def wait(self, answer: Answer) -> float | None:
        """The seconds a refusal asks to wait before the next request; None where it asks for none.

        A 429 that names no time means `UNNAMED_WAIT`.
        """
        if answer.status not in (429, 503):
            return None
        asked = seconds_asked(answer.header("retry-after"), datetime.now(UTC))
        return UNNAMED_WAIT if asked is None and answer.status == 429 else asked

    def is_bearable(self, answer: Answer) -> bool:
        """Whether a run accepts the wait that an answer asks for."""
        return (self.wait(answer) or 0.0) <= self._longest_wait

    async def _ask(self, url: str, request: httpx.Request, seconds: float) -> Answer:
        self._admit(url)
        proxy = self._proxy(url)
        if proxy is not None:
            await self.names.vet(host_name(url))
        response, raw, whole, broken = None, bytearray(), False, False
        headers: dict[str, bytes] = {}
        try:
            async with asyncio.timeout(seconds):
                response = await self._transport(url, proxy).handle_async_request(request)
                self.names.reached = True
                headers = {name.decode("latin-1").lower(): value for name, value in response.headers.raw}
                whole = await _read(response, headers.get("content-type", b"text/html").lower(), raw)
        except Exception:
            if response is None or not _says_enough(response, raw):
                raise
            broken = True  # it stalled or broke off, and the part before that is enough
        finally:
            if response is not None and not whole:  # what was read to its end is given back already
                with suppress(Exception):  # a body that breaks while it is thrown away
                    await response.aclose()
        return _answer(url, response, headers, bytes(raw[:BODY_LIMIT]), whole, broken)

    def _admit(self, url: str) -> None:
        """Refuses addresses written as numbers, which no resolver sees, and names that mean this machine."""
        name = host_name(url)
        if name == "localhost" or name.endswith(".localhost"):
            self.names.admit(name, "127.0.0.1")
        elif ":" in name or name.rpartition(".")[2].isdigit():
            self.names.admit(name, name)

    def _proxy(self, url: str) -> str | None:
        """The proxy of the environment that an address goes through."""
        if not self._proxies:
            return None
        proxy = self._proxies.get(url.partition(":")[0]) or self._proxies.get("all")
        return None if proxy and proxy_bypass(host_key(url)) else proxy

    def _transport(self, url: str, proxy: str | None) -> httpx.AsyncBaseTransport:
        key = (url.partition(":")[0], proxy, host_key(url) in self._broken)
        if key not in self._transports:
            # Reads SSL_CERT_FILE and SSL_CERT_DIR. Slow to make, so all hosts share one; http needs none.
            tls = httpx.create_ssl_context(verify=key[0] == "https" or proxy is not None)
            kind = PatientTransport if key[2] else FastTransport
            self._transports[key] = kind(self.names, tls, proxy)
        return self._transports[key]


async def _read(response: httpx.Response, content_type: bytes, raw: bytearray) -> bool:
    """Adds the first bytes of a body; returns whether they are all. Of media one piece is enough."""
    limit = BODY_LIMIT if b"text" in content_type or b"ml" in content_type or b"json" in content_type else 1
    async for piece in _pieces(response):
        raw += piece
        if len(raw) >= limit:
            return False
    return True


def _pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    stream = response.stream
    assert isinstance(stream, httpx.AsyncByteStream)
    return stream.__aiter__()


def _says_enough(response: httpx.Response, body: bytes | bytearray) -> bool:
    """Whether an answer without its end can be judged: by its status alone, unless that is good."""
    return response.status_code >= 300 or len(body) >= ENOUGH_TEXT


def _answer(
    url: str, response: httpx.Response, headers: dict[str, bytes], raw: bytes, whole: bool, broken: bool
) -> Answer:
    cookies: tuple[bytes, ...] = ()
    if "set-cookie" in headers:
        cookies = tuple(value for name, value in response.headers.raw if name.lower() == b"set-cookie")
    if "content-encoding" in headers:
        try:
            raw, whole = decompress(raw, headers["content-encoding"].decode("latin-1"), whole)
        except BrokenBody as error:
            if not _says_enough(response, error.beginning):
                raise
            raw, whole, broken = error.beginning, False, True
    return Answer(url, response.status_code, headers, cookies, raw, whole, broken)
