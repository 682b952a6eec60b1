"""Connecting only to addresses that were checked, so that a name answered differently afterwards changes nothing."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from urllib.request import getproxies, proxy_bypass

import httpx

from scraper.network import PrivateAddress, is_public_address, resolve_public

_PORTS = {"http": 80, "https": 443}


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests for one host; with `named`, into the own network only to an address named there literally.

    A proxy of the environment is used as it is set; it looks names up itself, so then only literals are judged.
    """

    def __init__(self, address: httpx.URL, verify: ssl.SSLContext, named: Iterable[httpx.URL] | None) -> None:
        proxy = None if proxy_bypass(address.host) else getproxies().get(address.scheme)
        self._inner = httpx.AsyncHTTPTransport(verify=verify, proxy=proxy)
        self._has_proxy = proxy is not None
        self._named = None if named is None else {_endpoint(url) for url in named if _is_literal(url.host)}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises:
        PrivateAddress: the host is, or is answered with, an address inside the own network.
        """
        host, port = endpoint = _endpoint(request.url)
        if self._named is None or endpoint in self._named:
            return await self._inner.handle_async_request(request)
        if self._has_proxy:
            if _is_literal(host) and not is_public_address(host):
                raise PrivateAddress(f"{host} is inside the own network")
            return await self._inner.handle_async_request(request)
        addresses = await asyncio.get_running_loop().run_in_executor(None, resolve_public, host, port)
        return await self._send_to_first(addresses, request)

    async def _send_to_first(self, addresses: list[str], request: httpx.Request) -> httpx.Response:
        """Tries a host's addresses in order, as a browser does: one of them may be out of reach from here."""
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


def _is_literal(host: str) -> bool:
    """Whether a person who writes this host can only mean that address."""
    import ipaddress

    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return True
