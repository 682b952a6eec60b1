"""Which addresses count as the own network, however they are written, and the messages about addresses."""

from __future__ import annotations

import pytest

from scraper import network
from scraper.credentials import without_credentials
from scraper.network import (
    PrivateAddress,
    is_own_name,
    is_public_address,
    refuse_unless_public,
    resolve_public,
    spelled_address,
)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8", "140.82.112.3", "192.0.1.1", "192.88.98.1", "198.17.255.255", "100.63.255.255", "100.128.0.1",
        "168.63.129.15", "223.255.255.255", "2606:4700::1111", "2001:200::1", "2400:3200::1", "::ffff:8.8.8.8",
        "64:ff9b::808:808", "2002:808:808::1",
    ],
)  # fmt: skip
def test_public(address: str) -> None:
    assert is_public_address(address)


PRIVATE_4 = [
    "0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.9.1", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE_4)
def test_not_public_in_any_form(address: str) -> None:
    """Also inside an IPv6 address that carries it: mapped, translated, compatible, 6to4, NAT64."""
    first, second, third, fourth = (int(part) for part in address.split("."))
    half = f"{first * 256 + second:x}:{third * 256 + fourth:x}"
    forms = [address, f"::ffff:{address}", f"::ffff:0:{half}", f"::{half}", f"2002:{half}::1", f"64:ff9b::{half}",
             f"64:ff9b:1::{half}"]  # fmt: skip
    assert [form for form in forms if is_public_address(form)] == []


@pytest.mark.parametrize(
    "address",
    [
        "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "fc00::1", "fec0::1", "ff02::1", "100::1", "2001::1",
        "2001:2::1", "2001:20::1", "2001:db8::1", "3fff::1", "5f00::1", "64:ff9b:1::808:808", "::8.8.8.8",
        "::ffff:0:8.8.8.8", "4000::1", "not an address", "", "8.8.8", "8.8.8.8.8", "08.8.8.8",
    ],
)  # fmt: skip
def test_not_public(address: str) -> None:
    assert not is_public_address(address)


def test_the_registries_have_a_date() -> None:
    assert network.REGISTRIES_AS_OF.startswith("20")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("2130706433", "127.0.0.1"), ("0x7f.1", "127.0.0.1"), ("127.1", "127.0.0.1"), ("0177.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"), ("[::1]", "::1"), ("0X7F000001", "127.0.0.1"), ("8.8.8.8", "8.8.8.8"),
        ("example.org", None), ("1.example", None), ("face", None), ("999.1.1.1", None), ("", None),
    ],
)  # fmt: skip
def test_spellings_of_an_address(host: str, address: str | None) -> None:
    assert spelled_address(host) == address


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True), ("localhost.", True), ("LOCALHOST", True), ("a.localhost.", True), ("printer", True),
        ("nas.local", True), ("x.internal", True), ("x.home.arpa", True), ("metadata.google.internal", True),
        ("example.org", False), ("localhost.example.org", False), ("127.0.0.1", False), ("2130706433", False),
    ],
)  # fmt: skip
def test_names_of_the_own_network(host: str, own: bool) -> None:
    assert is_own_name(host) is own


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "::1"])
def test_every_spelling_of_the_own_machine_is_refused(host: str) -> None:
    with pytest.raises(PrivateAddress, match="inside the own network"):
        resolve_public(host, 80)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost.", "127.1", "2130706433", "0x7f.1", "::1", "router", "a.lan", "fec0::1"]
)
def test_nothing_of_the_own_network_reaches_a_proxy(host: str) -> None:
    with pytest.raises(PrivateAddress, match="inside the own network"):
        refuse_unless_public(host)


def test_a_name_that_only_the_proxy_knows_reaches_it() -> None:
    refuse_unless_public("no-such-host.invalid")


def test_unknown_host_is_an_ordinary_error() -> None:
    with pytest.raises(OSError) as raised:
        resolve_public("no-such-host.invalid", 80)
    assert not isinstance(raised.value, PrivateAddress)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://user:secret@host/a@b", "http://host/a@b"),
        ("http://token@host", "http://host"),
        ("http://a:b@c@host/x?y=http://d:e@f/", "http://host/x?y=http://f/"),
        ("fatal: unable to access 'https://u:p@h/o/r.git/': no", "fatal: unable to access 'https://h/o/r.git/': no"),
        ("https://host/@user", "https://host/@user"),
        ("git@github.com:o/r", "git@github.com:o/r"),
    ],
)
def test_credentials_are_not_shown(text: str, shown: str) -> None:
    assert without_credentials(text) == shown
