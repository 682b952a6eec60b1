"""Which addresses count as the own network."""

from __future__ import annotations

import pytest

from scraper.network import PrivateAddress, is_public_address, resolve_public


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "140.82.112.3", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "not an address", "",
    ],
)  # fmt: skip
def test_not_public(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "::1"])
def test_every_spelling_of_the_own_machine_is_refused(host: str) -> None:
    with pytest.raises(PrivateAddress, match="inside the own network"):
        resolve_public(host, 80)


def test_unknown_host_is_an_ordinary_error() -> None:
    with pytest.raises(OSError) as raised:
        resolve_public("no-such-host.invalid", 80)
    assert not isinstance(raised.value, PrivateAddress)
