"""Addresses as they are asked for: made canonical or refused, joined with a Location, compared with a home page."""

from __future__ import annotations

import ipaddress
import re
import socket
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

MAXIMUM_HOST_LENGTH = 253
MAXIMUM_LOCATION = 8192
REMEMBERED = 16384
DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")
_NUMERIC = re.compile(r"(?:\d+|0x[0-9a-f]*)\Z")  # a last label such as 1, 300 or 0x7f makes the host an IPv4 address
_LINE_ENDS = re.compile(r"[\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOME = re.compile(  # "/", "/index.html", "/zh-CN/", "/home"
    r"/(?:(?:zh|en|ja|ko|fr|de|es|ru|pt|it|cn|tw|hk|us|jp|kr)(?:[-_][a-z]{2,4})?/?)?"
    r"(?:(?:index|default|home|main)(?:\.[a-z]{3,5})?(?:/|\Z)){0,4}\Z",
    re.IGNORECASE,
)
_TRACKING = re.compile(r"(?:utm_\w+|from|ref|src|source|spm|share\w*|error|err|code|msg|message|status|redirect\w*|"
                       r"url|back|lang|locale|_|t|ts|404|notfound)\Z", re.IGNORECASE)  # fmt: skip
_SHARED = ("gitee.io", "coding.me", "lofter.com", "tumblr.com", "substack.com")  # a user a name, as on github.io
_SCRIPT_SCHEMES = {"javascript", "vbscript", "data", "file", "blob", "about", "view-source"}


class InvalidAddress(ValueError):
    """An address that cannot be asked for; `reason` is a reason of `verdicts.REASONS`."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@lru_cache(maxsize=REMEMBERED)
def canonical(url: str) -> str:
    """The address as it is sent: ASCII, fragment dropped, default port dropped, equal for equal addresses.

    Follows the WHATWG URL standard where people rely on it: blanks around it and line ends inside are dropped, a host
    in Chinese becomes its IDNA form, a backslash before the query is a slash, other characters their UTF-8
    percent-encoding; escapes already there, `&` and `%2F` stay as they are. Stricter in one thing: `http:/host` and
    `http:host` are malformed.

    Raises:
        InvalidAddress: no scheme, another scheme than http or https, no host, an impossible host or port.
    """
    text = _LINE_ENDS.sub("", url.strip().strip("\x00 "))
    if _CONTROL.search(text):
        raise InvalidAddress("malformed", "a control character in the address")
    match = _SCHEME.match(text)
    if not match:
        raise InvalidAddress("malformed", "an address begins with http:// or https://")
    scheme, rest = match[1].lower(), text[match.end() :]
    if scheme not in DEFAULT_PORTS:
        raise InvalidAddress("other_scheme", f"{scheme}: is neither http nor https")
    place, mark, query = rest.partition("#")[0].partition("?")
    place = place.replace("\\", "/")
    if not place.startswith("//"):
        raise InvalidAddress("malformed", f"{scheme}: needs two slashes and a host")
    authority, slash, path = place[2:].partition("/")
    return f"{scheme}://{_authority(authority, scheme)}{_path(slash + path + mark + query)}"


def _path(path: str) -> str:
    rooted = path if path.startswith("/") else f"/{path}"
    return quote(rooted, safe=_SAFE, errors="surrogateescape")


@lru_cache(maxsize=REMEMBERED)
def _authority(authority: str, scheme: str) -> str:
    user, at, host_and_port = authority.rpartition("@")
    match = re.fullmatch(r"(\[[^\]]*\]|[^:\[\]]*)(?::(\d*))?", host_and_port)
    if not match or not match[1]:
        raise InvalidAddress("malformed", f"no host and port: {host_and_port[:80]!r}")
    port = int(match[2][:6]) if match[2] else DEFAULT_PORTS[scheme]
    if not 0 < port < 65536:
        raise InvalidAddress("malformed", f"no such port: {match[2][:10]}")
    shown_port = "" if port == DEFAULT_PORTS[scheme] else f":{port}"
    return quote(user, safe=_SAFE, errors="surrogateescape") + at + _host(match[1]) + shown_port


def _host(host: str) -> str:
    if host.startswith("["):
        return _bracketed(host)
    name = _ascii_host(unquote(host) if "%" in host else host).lower()
    labels = name.removesuffix(".").split(".")
    if _NUMERIC.match(labels[-1]):
        return _dotted(name)
    if labels[-1] == "localhost":
        name = name.removesuffix(".")
    if len(name) > MAXIMUM_HOST_LENGTH or not all(_LABEL.match(label) for label in labels):
        raise InvalidAddress("malformed", f"no host can be called {host[:80]!r}")
    return name


def _bracketed(host: str) -> str:
    try:
        return f"[{ipaddress.IPv6Address(host[1:-1]).compressed}]"
    except ValueError as error:
        raise InvalidAddress("malformed", f"not an IPv6 address: {host[:80]}") from error


def _dotted(name: str) -> str:
    """`127.1` and `2130706433` are 127.0.0.1 to every resolver; `999.999.999.999` is nothing."""
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except OSError as error:
        raise InvalidAddress("malformed", f"not an IPv4 address: {name[:80]}") from error


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise InvalidAddress("malformed", f"no host can be called {host[:80]!r}") from error


def join(base: str, location: bytes) -> tuple[str, str]:
    """Where a Location leads: the canonical address and the fragment it named. Raw bytes stay in their own encoding.

    Raises:
        InvalidAddress: `redirect_without_target` for an empty, malformed or script one, `app_scheme` for an app's.
    """
    if len(location) > MAXIMUM_LOCATION:
        raise InvalidAddress("redirect_without_target", f"Location: {len(location)} bytes")
    text = location.strip().decode("utf-8", "surrogateescape")
    scheme = _SCHEME.match(text)
    if not text or (scheme and scheme[1].lower() in _SCRIPT_SCHEMES):
        raise InvalidAddress("redirect_without_target", f"Location: {text[:200]!a}")
    if scheme and scheme[1].lower() not in DEFAULT_PORTS:
        raise InvalidAddress("app_scheme", f"Location: {text[:200]!a}")
    try:
        place, mark, rest = _split(text)
        text = place.replace("\\", "/") + mark + rest
        target = text if scheme and "//" in text[:8] else urljoin(base, text)
        return canonical(target), target.partition("#")[2]
    except ValueError as error:
        raise InvalidAddress("redirect_without_target", f"Location: {text[:200]!a}") from error


def _split(text: str) -> tuple[str, str, str]:
    """An address before its query or fragment, the mark that begins those, and the rest."""
    end = re.search(r"[?#]", text)
    return (text, "", "") if end is None else (text[: end.start()], end[0], text[end.end() :])


@lru_cache(maxsize=REMEMBERED)
def origin(url: str) -> str:
    """Scheme, credentials, host and port of a canonical address: all before its path."""
    return url[: url.index("/", url.index("//") + 2)]


@lru_cache(maxsize=REMEMBERED)
def host_key(url: str) -> str:
    """Host and port of a canonical address: what politeness, rules and probes take as one host."""
    return url.split("/", 3)[2].rpartition("@")[2]


@lru_cache(maxsize=REMEMBERED)
def host_name(url: str) -> str:
    """The host of a canonical address, without port and brackets."""
    key = host_key(url)
    return key[1:].partition("]")[0] if key.startswith("[") else key.partition(":")[0]


def site(url: str) -> str:
    """The registered domain by the public suffix list, whatever the port.

    `www.momodel.cn` and `momodel.cn` are one site; `ann.github.io` and `bea.github.io` are two.

    What has no registered domain (an address in numbers, `localhost`) is a site by its port.
    """
    name = host_name(url)
    labels = name.split(".")
    if ":" in name or labels[-1].isdigit() or len(labels) == 1:
        return host_key(url)
    return _suffixes().privatesuffix(name) or name


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    """The list that comes with the library, and what it lacks; read at the first use, in some 40 ms."""
    from publicsuffixlist import PSLFILE, PublicSuffixList

    listed = Path(PSLFILE).read_text("utf-8")
    return PublicSuffixList("\n".join([listed, *_SHARED]).splitlines())


def is_home(url: str, fragment: str = "") -> bool:
    """Whether this is a site's home page: no path, no query that picks a page, no route behind the `#`."""
    parts = urlsplit(url)
    chooses = any(not _TRACKING.match(key) for key, _ in parse_qsl(parts.query, keep_blank_values=True))
    return bool(_HOME.match(parts.path)) and not chooses and not fragment.strip("#!/")


def last_segment(url: str) -> str:
    """The last part of the path that is not empty, decoded; "" for the root."""
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
