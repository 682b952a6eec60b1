"""Connects only to checked addresses: a name that resolves differently a moment later changes nothing."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.request import getproxies, proxy_bypass

import httpx

from scraper.network import refuse_unless_public, resolve_public, spelled_address

_Result = TypeVar("_Result")
_PORTS = {"http": 80, "https": 443}


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests for one host. With `named`, addresses inside the own network must be among these, as literals.

    A proxy of the environment is used. A name is looked up here, before the proxy looks it up again.
    """

    def __init__(self, address: httpx.URL, verify: ssl.SSLContext, named: Iterable[httpx.URL] | None) -> None:
        proxy = None if proxy_bypass(address.host) else getproxies().get(address.scheme)
        self._inner = httpx.AsyncHTTPTransport(verify=verify, proxy=proxy)
        self._has_proxy = proxy is not None
        self._named = None if named is None else {_endpoint(url) for url in named if _is_literal(url.host)}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises:
        PrivateAddress: the host or its address is inside the own network.
        """
        host, port = endpoint = _endpoint(request.url)
        if self._named is None or endpoint in self._named:
            return await self._inner.handle_async_request(request)
        if self._has_proxy:
            await _in_thread(refuse_unless_public, host)
            return await self._inner.handle_async_request(request)
        addresses = await _in_thread(resolve_public, host, port)
        return await self._send_to_first(addresses, request)

    async def _send_to_first(self, addresses: list[str], request: httpx.Request) -> httpx.Response:
        """Tries a host's addresses in order, like a browser: some may be unreachable from here."""
        failure: httpx.ConnectError | None = None
        for address in addresses:
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                extensions={**request.extensions, "sni_hostname": request.url.host},
            )
            try:
                return await self._inner.handle_async_request(pinned)
            except httpx.ConnectError as error:
                failure = error
        raise failure or httpx.ConnectError(f"{request.url.host} has no address")

    async def aclose(self) -> None:
        await self._inner.aclose()


def _endpoint(url: httpx.URL) -> tuple[str, int]:
    return url.host, url.port or _PORTS.get(url.scheme, 0)


async def _in_thread(function: Callable[..., _Result], *arguments: Any) -> _Result:
    """The result of a blocking function, run in a thread so that other requests go on."""
    return await asyncio.get_running_loop().run_in_executor(None, function, *arguments)


def _is_literal(host: str) -> bool:
    """Whether a person who writes this host can only mean that address."""
    return host == "localhost" or spelled_address(host) == host
