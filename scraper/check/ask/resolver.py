"""Host names into addresses, each once a run, outside the own network. An outage differs from a name that is gone."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from contextlib import suppress

from aiohttp.abc import AbstractResolver, ResolveResult

from scraper.network import PrivateAddress, is_own_name, is_public_address, spelled_address

_VETTING = 5.0
"""Seconds that the resolver here has for a name that a proxy will look up."""
_NEVER = (".invalid", ".test", ".example")  # RFC 2606: no resolver will ever know them


def _is_local(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


class Names(AbstractResolver):
    """The resolver of one run. What it answers is what is connected to, so a second answer cannot lead elsewhere."""

    def __init__(self, allow_private: bool, hosts: Iterable[str] = ()) -> None:
        self.allow_private = allow_private
        self.reached = False  # set by whoever gets an answer from any host
        self._vetted: set[str] = set()
        self._others = list(dict.fromkeys(hosts))
        self._answers: dict[str, asyncio.Task[list[str]]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """What aiohttp connects to. Raises PrivateAddress, or the resolver's own `socket.gaierror`."""
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in await self.addresses(host)
        ]

    async def addresses(self, host: str) -> list[str]:
        """The addresses of a host, looked up once however many ask."""
        if host not in self._answers:
            self._answers[host] = asyncio.create_task(self._look_up(host))
        return await asyncio.shield(self._answers[host])

    async def _look_up(self, host: str) -> list[str]:
        if _is_local(host):  # RFC 6761 6.3, which not every system follows
            found = ["127.0.0.1"]
        else:
            loop = asyncio.get_running_loop()
            try:
                answers = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            except socket.gaierror as error:
                if error.errno == socket.EAI_AGAIN:  # "try again": a retry of the link does
                    del self._answers[host]
                raise
            found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        for address in found:
            self.admit(host, address)
        return found

    async def vet(self, host: str) -> None:
        """Checks a host that a proxy looks up: by its name, and by its address if that can be found here.

        Raises PrivateAddress for one inside the own network, unless the run allows those.
        """
        if self.allow_private or host in self._vetted:
            return
        literal = spelled_address(host)
        if is_own_name(host) or literal:
            self.admit(host, literal or "127.0.0.1")
        else:
            with suppress(socket.gaierror, UnicodeError, TimeoutError):  # the proxy may know it
                async with asyncio.timeout(_VETTING):
                    await self.addresses(host)
        self._vetted.add(host)

    def admit(self, host: str, address: str) -> None:
        """Raises PrivateAddress for an address inside the own network, unless the run allows those."""
        if not self.allow_private and not is_public_address(address):
            raise PrivateAddress(f"{host} is {address}, an address inside the own network")

    async def certain_absence(self, host: str) -> bool:
        """Whether a name that did not resolve is gone: another name of the run resolves, so the resolver works.

        Names under the top-level domains that RFC 2606 reserves are gone as soon as the network works at all.
        """
        if self.reached and host.rstrip(".").endswith(_NEVER):
            return True
        for other in dict.fromkeys([*self._others, *self._answers]):
            if other != host and await self._resolves(other):
                return True
        return False

    async def _resolves(self, host: str) -> bool:
        try:
            await self.addresses(host)
        except PrivateAddress:
            return not _is_local(host)
        except OSError:
            return False
        return True

    async def close(self) -> None:
        """Stops what is still being looked up."""
        for task in self._answers.values():
            task.cancel()
