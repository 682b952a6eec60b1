"""Requests to other machines: the user agent, and the addresses that are refused because they are in the own network.

Fetching and link checking follow addresses that strangers published, so both ask here before they connect.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterator
from contextlib import suppress

from scraper import __version__

USER_AGENT = f"salon-archive/{__version__} (+https://pypi.org/project/salon-archive/)"
"""Sent with every request: the program, its version, and where its makers are found."""

REGISTRIES_AS_OF = "2025-10-09"
"""The date of IANA's special-purpose address registries in the tables below. Python's own tables differ by version."""

_NOT_PUBLIC_4 = (
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",  # private use
    "100.64.0.0/10",  # shared by a provider's customers (RFC 6598)
    "127.0.0.0/8",  # loopback
    "168.63.129.16/32",  # in no registry: inside one cloud it answers every machine
    "169.254.0.0/16",  # link-local, also where clouds keep their secrets
    "172.16.0.0/12",  # private use
    "192.0.0.0/24",  # protocol assignments
    "192.0.2.0/24",  # documentation
    "192.88.99.0/24",  # 6to4 relays, deprecated
    "192.168.0.0/16",  # private use
    "198.18.0.0/15",  # benchmarks
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, and broadcast
)
_PUBLIC_6 = "2000::/3"  # all addresses given out for the internet; every other range is special
_NOT_PUBLIC_6 = (
    "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
    "2001:db8::/32",  # documentation
    "3fff::/20",  # documentation
)
_NETWORKS_4 = [ipaddress.IPv4Network(text) for text in _NOT_PUBLIC_4]
_NETWORKS_6 = [ipaddress.IPv6Network(text) for text in _NOT_PUBLIC_6]
_GIVEN_OUT = ipaddress.IPv6Network(_PUBLIC_6)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_OWN_NAMES = re.compile(r"[^.]*|.*\.(?:localhost|localdomain|local|internal|intranet|lan|home|corp|home\.arpa)")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}")


class PrivateAddress(OSError):
    """A published address leads into the own network, which it must not reach; the message names host and address."""


def is_public_address(address: str) -> bool:
    """Whether an IPv4 or IPv6 literal is reachable from the whole internet; False for anything that is not an address.

    An IPv6 address that carries an IPv4 address (mapped, 6to4, NAT64) is public if that one is.
    """
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return not any(parsed in network for network in _NETWORKS_4)
    if parsed.ipv4_mapped or parsed in _NAT64:
        return is_public_address(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    if parsed.sixtofour and not is_public_address(str(parsed.sixtofour)):
        return False
    return parsed in _GIVEN_OUT and not any(parsed in network for network in _NETWORKS_6)


def spelled_address(host: str) -> str | None:
    """The address of a host written in any form that resolvers accept (`127.1`, `0x7f.1`); None for a name."""
    bare = host.strip().removeprefix("[").removesuffix("]").removesuffix(".").lower()
    try:
        if _NUMERIC.fullmatch(bare):
            return socket.inet_ntoa(socket.inet_aton(bare))
        return str(ipaddress.ip_address(bare))
    except (OSError, ValueError):
        return None


def is_own_name(host: str) -> bool:
    """Whether a name by itself means the own machine or network: `localhost`, `printer`, `nas.local`."""
    return bool(_OWN_NAMES.fullmatch(host.lower().removesuffix("."))) and spelled_address(host) is None


def refuse_unless_public(host: str) -> None:
    """Checks a host that a proxy will look up: by its name, and by resolving it here first where that works.

    Raises:
        PrivateAddress: the host or its address is inside the own network.
    """
    literal = spelled_address(host)
    if is_own_name(host) or (literal and not is_public_address(literal)):
        raise PrivateAddress(f"{host} is inside the own network")
    with suppress(socket.gaierror, UnicodeError):  # no resolver here knows it; the proxy may
        resolve_public(host, 0)


def resolve_public(host: str, port: int) -> list[str]:
    """The addresses of a host, all public, in the resolver's order. Blocks while the resolver works.

    Connect to one of these, not to the name: the next look-up may give another address.

    Raises:
        PrivateAddress: the host or its address is inside the own network.
        OSError: the host does not exist.
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    for address in addresses:
        if not is_public_address(address):
            named = "" if address == host else f"{address}, "
            raise PrivateAddress(f"{host} is {named}an address inside the own network")
    return addresses


def causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all its causes, nearest first, with the members of exception groups; each once."""
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
