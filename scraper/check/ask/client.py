"""One polite, bounded GET: the only module that talks to other machines.

httpx requests go straight to its aiohttp transport: one httpx client over hundreds of hosts is quadratic in its pool,
and keeps cookies from one link to the next. Redirects, cookies and retries are the callers'.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from yarl import URL

from scraper.check.ask.addresses import host_key, host_name
from scraper.check.ask.answers import BODY_LIMIT, Answer, Failure, decompress
from scraper.check.ask.failures import failure
from scraper.check.ask.politeness import Manners, Turns
from scraper.check.ask.resolver import Names
from scraper.http_times import seconds_asked
from scraper.network import USER_AGENT

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER_LIMIT = 65536
HEADERS_LIMIT = 256
UNNAMED_WAIT = 1.0
ENOUGH_TEXT = 256
"""Bytes that make a body worth reading although the rest of it did not come in time."""

_ASK = [
    (b"user-agent", USER_AGENT.encode()),
    (b"accept", b"text/html,application/xhtml+xml,*/*;q=0.8"),
    (b"accept-language", b"zh-CN,zh;q=0.9,en;q=0.8"),
    (b"accept-encoding", b"gzip, deflate"),
]


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


class _ExactSession:
    """A session that sends addresses as they are; aiohttp alone would rewrite their escapes, `%28` to `(` and so on."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    def request(self, method: str, url: str, **options: Any) -> Any:
        return self.session.request(method, URL(url, encoded=True), **options)


class _ExactTransport(AiohttpTransport):
    """httpx's aiohttp transport on such a session."""

    def __init__(self, session: aiohttp.ClientSession, tls: ssl.SSLContext, proxy: httpx.Proxy | None) -> None:
        super().__init__(verify=tls, proxy=proxy)
        self._exact = _ExactSession(session)

    def get_client(self) -> aiohttp.ClientSession:
        return cast("aiohttp.ClientSession", self._exact)

    async def aclose(self) -> None:
        await self._exact.session.close()


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
        self._transports: dict[tuple[str, str | None], _ExactTransport] = {}
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
        async with turns.turn(), self._in_flight:
            started = time.monotonic()
            try:
                request = httpx.Request(method, url, headers=[*_ASK, (b"cookie", cookie.encode())] if cookie else _ASK)
                request.headers.encoding = "utf-8"  # or httpx guesses it anew at every look
                answer = await self._ask(url, request, budget.left)
                turns.leave_alone(min(self.wait(answer) or 0.0, self._longest_wait))
                return answer
            except Exception as error:
                return failure(url, error)
            finally:
                budget.spend(time.monotonic() - started)

    def wait(self, answer: Answer) -> float | None:
        """The seconds a refusal asks to wait before the next request; None where it asks for none.

        A 429 that names no time means `UNNAMED_WAIT`.
        """
        if answer.status not in (429, 503):
            return None
        asked = seconds_asked(answer.header("retry-after"), datetime.now(UTC))
        return UNNAMED_WAIT if asked is None and answer.status == 429 else asked

    def is_bearable(self, answer: Answer) -> bool:
        """Whether the wait an answer asks for is one that a run puts up with."""
        return (self.wait(answer) or 0.0) <= self._longest_wait

    async def _ask(self, url: str, request: httpx.Request, seconds: float) -> Answer:
        self._admit(url)
        proxy = self._proxy(url)
        if proxy is not None:
            await self.names.vet(host_name(url))
        response, raw, whole = None, bytearray(), False
        try:
            async with asyncio.timeout(seconds):
                response = await self._transport(url, proxy).handle_async_request(request)
                self.names.reached = True
                whole = await _read(response, raw)
        except TimeoutError:
            if response is None or len(raw) < ENOUGH_TEXT:
                raise
        finally:
            if response is not None:
                with suppress(Exception):  # a body that breaks while it is thrown away
                    await response.aclose()
        return _answer(url, response, bytes(raw[:BODY_LIMIT]), whole)

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

    def _transport(self, url: str, proxy: str | None) -> _ExactTransport:
        scheme = url.partition(":")[0]
        key = (scheme, proxy)
        if key not in self._transports:
            # Honours SSL_CERT_FILE and SSL_CERT_DIR; dear, so one for all hosts, and none for http.
            tls = httpx.create_ssl_context(verify=scheme == "https" or proxy is not None)
            resolver = self.names if proxy is None else None  # a proxy itself may lie in the own network
            session = _session(tls, resolver)
            self._transports[key] = _ExactTransport(session, tls, httpx.Proxy(proxy) if proxy else None)
        return self._transports[key]


def _session(tls: ssl.SSLContext, resolver: Names | None) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(ssl=tls, resolver=resolver, use_dns_cache=False, limit=0, keepalive_timeout=5)
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        max_line_size=HEADER_LIMIT,
        max_field_size=HEADER_LIMIT,
        max_headers=HEADERS_LIMIT,
    )


async def _read(response: httpx.Response, raw: bytearray) -> bool:
    """Adds the first bytes of a body; returns whether they are all. Of media one piece is enough."""
    content_type = response.headers.get("content-type", "text/html").lower()
    limit = BODY_LIMIT if "text" in content_type or "ml" in content_type or "json" in content_type else 1
    async for piece in _pieces(response):
        raw += piece
        if len(raw) >= limit:
            return False
    return True


def _pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    stream = response.stream
    assert isinstance(stream, httpx.AsyncByteStream)
    return stream.__aiter__()


def _answer(url: str, response: httpx.Response, raw: bytes, whole: bool) -> Answer:
    headers = {name.decode("latin-1").lower(): value for name, value in response.headers.raw}
    cookies = tuple(value for name, value in response.headers.raw if name.lower() == b"set-cookie")
    encoding = headers.get("content-encoding", b"").decode("latin-1")
    body, whole = decompress(raw, encoding, whole)
    return Answer(url, response.status_code, headers, cookies, body, whole)
