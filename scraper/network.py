"""What is sent to other machines: who asks, and which addresses are refused because they lie inside the own network.

Fetching and link checking both follow addresses that strangers published, so both ask here before they connect.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator

from scraper import __version__

USER_AGENT = f"salon-archive/{__version__} (+https://pypi.org/project/salon-archive/)"
"""Sent with every request: the program, its version, and where its makers are found."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class PrivateAddress(OSError):
    """A host inside the own network, which a published address must not reach; the message names both."""


def is_public_address(address: str) -> bool:
    """Whether an IPv4 or IPv6 literal is reachable from the whole internet; anything that is no address is not.

    Loopback, private, link-local, shared (RFC 6598), multicast and reserved ranges are not public, and neither is an
    IPv6 address that carries such an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    return all(part.is_global and not part.is_multicast for part in _parts(parsed))


def _parts(address: _Address) -> list[_Address]:
    """The IPv4 addresses inside an IPv6 one, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address, address.sixtofour]
    if address.teredo:
        return [address, *address.teredo]
    if address in _NAT64:
        return [address, ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address]


def resolve_public(host: str, port: int) -> list[str]:
    """The addresses of a host in the resolver's order, all of them public; blocks while the resolver works.

    Connect to one of these and not to the name again, which may be answered differently the next time.

    Raises:
        PrivateAddress: the host is, or is answered with, an address inside the own network.
        OSError: there is no such host.
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    for address in addresses:
        if not is_public_address(address):
            named = "" if address == host else f"{address}, "
            raise PrivateAddress(f"{host} is {named}an address inside the own network")
    return addresses


def causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all it came from, nearest first, the members of groups too; each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        members = current.exceptions if isinstance(current, BaseExceptionGroup) else ()
        waiting += [*members, current.__cause__, current.__context__]
