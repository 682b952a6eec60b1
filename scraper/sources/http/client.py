"""One HTTP client for every source: polite, patient for a bounded time, and safe against hostile servers.

A request ends within a minute, even if the answer comes in drops. A body is never larger than the largest document,
compressed or not. A few redirects are followed, by hand, and not into the own network.
"""

from __future__ import annotations

import asyncio
import time
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Self

import httpx
import stamina

from scraper.credentials import without_credentials
from scraper.network import USER_AGENT, PrivateAddress, causes
from scraper.sources import SourceFailed
from scraper.sources.documents.store import MAX_DOCUMENT_BYTES
from scraper.sources.http.limits import FIRST_WAIT, is_limited, named_wait
from scraper.sources.http.transport import GuardedTransport

_DEADLINE = 60.0  # seconds for one request, from looking up the host to the last byte
_TIMEOUT = httpx.Timeout(30.0)  # seconds without a byte
_ATTEMPTS = 5
_PATIENCE = 300.0  # seconds of waits and retries for one document; after that it is left to the next run
_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT = frozenset({408, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Response:
    """A server's answer after redirects. `content` is uncompressed; `hops` are all addresses with their status."""

    url: str
    status: int
    headers: httpx.Headers
    content: bytes
    hops: tuple[tuple[str, int], ...] = ()


class TransientFailure(SourceFailed):
    """A failure that may pass: a broken connection, or an error of the server."""


class Limited(SourceFailed):
    """The server asks for no request within `wait` seconds."""

    def __init__(self, refusal: str, wait: float) -> None:
        super().__init__(f"{refusal}; run salon fetch again then")
        self.refusal = refusal
        self.wait = wait


@dataclass(slots=True)
class _Patience:
    """The remaining seconds for one document, all its redirects together."""

    left: float = _PATIENCE


class Client:
    """Asks servers for documents; use as a context manager.

    `named` are the addresses that a person named: only these may lie inside the own network, unless `allow_private`.
    `say` is called with a sentence when a wait is longer than usual.
    """

    def __init__(
        self,
        named: Iterable[str] = (),
        *,
        allow_private: bool = False,
        say: Callable[[str], None] = lambda message: None,
    ) -> None:
        # Stamina does not log retries; `say` reports long waits.
        stamina.instrumentation.set_on_retry_hooks([])
        addresses = [_parsed(url) for url in named]
        self._named = [_bare(address) for address in addresses]
        self._secrets = {_origin(address): _basic(address) for address in addresses if address.userinfo}
        self._allow_private = allow_private
        self._say = say
        self._refusals = 0
        self._verify = httpx.create_ssl_context()
        self._transports: dict[str, GuardedTransport] = {}
        self._runner = asyncio.Runner()
        self.requests = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for transport in self._transports.values():
            self._runner.run(transport.aclose())
        self._runner.close()

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, permit: Callable[[str], None] = lambda url: None
    ) -> Response:
        """The answer to a GET, of any status, after redirects and retries.

        `permit` is called before every request and raises if the address must not be fetched. An `Authorization` header
        is sent to its own host only. So are credentials in an address, which no message shows.

        Raises:
            SourceFailed: the address or answer is unusable, the answer too large, the redirects too many, or the target
                inside the own network.
            Limited: the server asks for a longer wait than we wait.
        """
        address, sent, patience = _parsed(url), dict(headers or {}), _Patience()
        hops: list[tuple[str, int]] = []
        for _ in range(_MAX_REDIRECTS + 1):
            secret = _basic(address) if address.userinfo else self._secrets.get(_origin(address))
            address = _bare(address)
            permit(str(address))
            headers_now = {"Authorization": secret, **sent} if secret else sent
            answer = self._ask_patiently(address, headers_now, patience)
            hops.append((answer.url, answer.status))
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return replace(answer, hops=tuple(hops))
            following = _joined(address, location)
            if _origin(following) != _origin(address):
                sent.pop("Authorization", None)
            address = following
        raise SourceFailed(f"{without_credentials(url)}: more than {_MAX_REDIRECTS} redirects")

    def _ask_patiently(self, address: httpx.URL, headers: Mapping[str, str], patience: _Patience) -> Response:
        next_wait = partial(self._wait_before_next, patience=patience)
        for attempt in stamina.retry_context(
            on=next_wait, attempts=_ATTEMPTS, timeout=None, wait_initial=0.5, wait_max=8.0, wait_jitter=1.0
        ):
            with attempt:
                started = time.monotonic()
                try:
                    answer = self._ask(address, headers)
                finally:
                    patience.left -= time.monotonic() - started
        self._refusals = 0
        return answer

    def _wait_before_next(self, error: Exception, patience: _Patience) -> bool | float:
        """For stamina: whether to try again after its own wait, or the seconds to wait."""
        if not isinstance(error, Limited):
            return isinstance(error, TransientFailure) and patience.left > 0
        if error.wait > patience.left:
            return False
        patience.left -= error.wait
        self._say(f"{error.refusal}; going on in {error.wait:.0f} s")
        return error.wait

    def _ask(self, address: httpx.URL, headers: Mapping[str, str]) -> Response:
        """The answer to one request; every error becomes a `SourceFailed`."""
        self.requests += 1
        try:
            answer = self._runner.run(self._exchange(address, headers))
        except PrivateAddress as error:
            raise SourceFailed(f"{address}: refused, {error}; --allow-private permits it") from None
        except TimeoutError:
            raise TransientFailure(f"{address}: no complete answer within {_DEADLINE:.0f} s") from None
        except (httpx.TransportError, OSError) as error:
            raise TransientFailure(f"{address}: {_reason(error)}") from None
        except (httpx.InvalidURL, ValueError, ExceptionGroup) as error:
            raise SourceFailed(f"{address}: cannot be asked ({_reason(error)})") from None
        self._raise_if_refused(answer)
        return answer

    async def _exchange(self, address: httpx.URL, headers: Mapping[str, str]) -> Response:
        """Sends straight through a transport: httpx's client would parse redirects and keep cookies."""
        sent = {"Host": address.netloc.decode(), "User-Agent": USER_AGENT, "Accept-Encoding": "gzip", **headers}
        request = httpx.Request("GET", address, headers=sent, extensions={"timeout": _TIMEOUT.as_dict()})
        async with asyncio.timeout(_DEADLINE):
            response = await self._transport(address).handle_async_request(request)
            try:
                return Response(str(address), response.status_code, response.headers, await _body(address, response))
            finally:
                await response.aclose()

    def _transport(self, address: httpx.URL) -> GuardedTransport:
        """The transport of a host. Connections are pooled by address, but two names of one address are two servers."""
        if address.host not in self._transports:
            named = None if self._allow_private else self._named
            self._transports[address.host] = GuardedTransport(address, self._verify, named)
        return self._transports[address.host]

    def _raise_if_refused(self, answer: Response) -> None:
        host = httpx.URL(answer.url).netloc.decode()
        if is_limited(answer.status, answer.headers, answer.content):
            now = time.time()
            wait = named_wait(answer.headers, now)
            if wait is None:
                wait = FIRST_WAIT * 2**self._refusals
                self._refusals += 1
            until = datetime.fromtimestamp(min(now + wait, 4e9)).astimezone()
            raise Limited(f"{host} limits requests until {until:%Y-%m-%d %H:%M:%S %z}", wait)
        if answer.status in _TRANSIENT:
            raise TransientFailure(f"{answer.url}: the server answers {answer.status}; try again later")


async def _body(address: httpx.URL, response: httpx.Response) -> bytes:
    """The uncompressed body. Reading stops as soon as it is larger than a document may be."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise SourceFailed(f"{address}: compressed as {encoding[:40]!r}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=47) if encoding not in ("", "identity") else None
    content = bytearray()
    async for piece in response.aiter_raw():
        try:
            content += unpacker.decompress(piece, MAX_DOCUMENT_BYTES + 1 - len(content)) if unpacker else piece
        except zlib.error as error:
            raise TransientFailure(f"{address}: the body cannot be decompressed ({error})") from None
        if len(content) > MAX_DOCUMENT_BYTES:
            raise SourceFailed(f"{address}: larger than the {MAX_DOCUMENT_BYTES} bytes a document may have")
    if unpacker and content and not unpacker.eof:
        raise TransientFailure(f"{address}: the compressed body ends too early")
    return bytes(content)


def _parsed(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        reason = without_credentials(str(error))
        raise SourceFailed(f"{without_credentials(url)!r}: not a usable address ({reason})") from None
    if address.scheme not in ("http", "https") or not address.host:
        raise SourceFailed(f"{without_credentials(url)!r}: not an http or https address")
    return address.copy_with(fragment=None)


def _joined(address: httpx.URL, location: str) -> httpx.URL:
    try:
        return _parsed(str(address.join(location)))
    except (SourceFailed, httpx.InvalidURL, ValueError):
        shown = without_credentials(location[:200])
        raise SourceFailed(f"{address}: redirects to {shown!r}, which is not an http or https address") from None


def _bare(address: httpx.URL) -> httpx.URL:
    """The address without user and password, so that it may be printed."""
    return address.copy_with(userinfo=b"")


def _basic(address: httpx.URL) -> str:
    """The Authorization header for the user and password of an address (RFC 7617)."""
    return "Basic " + b64encode(f"{address.username}:{address.password}".encode()).decode()


def _origin(address: httpx.URL) -> tuple[str, str, int | None]:
    return (address.scheme, address.host, address.port)


def _reason(error: BaseException) -> str:
    """The first message among an exception and its causes; httpx has none for a reset connection."""
    texts = (" ".join(str(cause).split()) for cause in causes(error) if not isinstance(cause, ExceptionGroup))
    return next(filter(None, texts), type(error).__name__)[:300]
