"""How requests go out: fast through aiohttp, or through httpx's own parser where an answer is put together oddly.

One httpx client over hundreds of hosts is quadratic in its pool and keeps cookies from one link to the next, so
requests go straight to a transport. A request's URL is its origin, parsed once a host; its extension `address` is all
that is asked for, sent as it stands. Both transports connect only to what `Names` answers.
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from typing import Any

import aiohttp
import httpx
from httpx_aiohttp.transport import AiohttpResponseStream
from yarl import URL

from scraper.check.ask.addresses import origin
from scraper.check.ask.resolver import Names
from scraper.network import USER_AGENT

HEADER_LIMIT = 65536
HEADERS_LIMIT = 1024
HEADERS = {
    "user-agent": USER_AGENT,
    "accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "accept-language": "zh-CN,zh;q=0.9,en;q=0.8",
    "accept-encoding": "gzip, deflate",
}


class FastTransport(httpx.AsyncBaseTransport):
    """On aiohttp's parser in C, which takes a third of the time."""

    def __init__(self, names: Names, tls: ssl.SSLContext, proxy: str | None) -> None:
        # A proxy is the user's own and may lie in the own network: its name is looked up without us.
        self._session = _session(tls, names if proxy is None else None)
        self._options: dict[str, Any] = {"allow_redirects": False}
        if proxy:
            known = httpx.Proxy(proxy)
            auth = aiohttp.BasicAuth(*known.auth) if known.auth else None
            self._options |= {"proxy": str(known.url), "proxy_auth": auth}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises aiohttp's own exceptions, which `failures` knows."""
        # Encoded: aiohttp alone would rewrite escapes, `%28` to `(` and so on.
        address = URL(request.extensions["address"], encoded=True)
        headers = dict(request.headers) if request.headers else None
        response = await self._session.request(request.method, address, headers=headers, **self._options)
        return httpx.Response(response.status, headers=response.raw_headers, stream=AiohttpResponseStream(response))

    async def aclose(self) -> None:
        await self._session.close()


class PatientTransport(httpx.AsyncBaseTransport):
    """On httpx's own parser, which also takes what servers should not send, such as the same length twice."""

    def __init__(self, names: Names, tls: ssl.SSLContext, proxy: str | None) -> None:
        self._names = names
        self._has_proxy = proxy is not None
        self._inner = httpx.AsyncHTTPTransport(verify=tls, proxy=proxy)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises what `failures` knows. Connects to an address that was looked up and judged, not to the name again."""
        url = request.url
        address = request.extensions["address"]
        is_told_all = self._has_proxy and url.scheme == "http"  # a proxy is asked that way, too
        extensions: dict[str, Any] = {"target": (address if is_told_all else address[len(origin(address)) :]).encode()}
        if not self._has_proxy:
            number = (await self._names.addresses(url.host))[0]
            url = url.copy_with(host=number, userinfo=b"")
            extensions["sni_hostname"] = request.url.host
        headers = {"host": request.url.netloc.decode("ascii"), **HEADERS, **request.headers}
        if request.url.userinfo:
            secret = f"{request.url.username}:{request.url.password}".encode()
            headers["authorization"] = f"Basic {b64encode(secret).decode()}"
        sent = httpx.Request(request.method, url, headers=headers, extensions=extensions)
        return await self._inner.handle_async_request(sent)

    async def aclose(self) -> None:
        await self._inner.aclose()


def _session(tls: ssl.SSLContext, resolver: Names | None) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(ssl=tls, resolver=resolver, use_dns_cache=False, limit=0, keepalive_timeout=5)
    return aiohttp.ClientSession(
        connector=connector,
        headers=HEADERS,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),  # an attempt has a budget of its own
        auto_decompress=False,
        max_line_size=HEADER_LIMIT,
        max_field_size=HEADER_LIMIT,
        max_headers=HEADERS_LIMIT,
    )
