"""Web addresses as people and sites write them, made ready to be asked for; or why they cannot be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

import idna

from scraper.markup.lines import Block, Line, Row, Span, Table, fold

_MARK = re.compile(r"[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uffef“”‘’]")  # no letters, no digits
_WIDE = re.compile(r"[\uff01-\uff5e\u3002]+")
_OPENING, _CLOSING = "（【《「『“‘", "）】》」』”’"
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_ENCODED_INVISIBLE = frozenset("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_ENCODED = re.compile(r"(?:%[89A-F][0-9A-F])+", re.I)
_ESCAPED = re.compile(r"\\(?=[_*~#&()\[\].!+-])")  # as editors of Markdown write it
_PLAIN_HOST = r"[a-z0-9.:@-]*(?:[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][a-z0-9.:@-]*)+"  # compiled where one is met
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_NEARLY_WEB = re.compile(r"h?t+ps?s?\s*(?:[:;]|//)", re.I)
_WEB = re.compile(r"https?://", re.I)
_SITE = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|cn|net|org|tv|io|edu|gov|top|cc|ai|me|info|xyz|dev|app)(?:[:/?#]|$)", re.I)
_GO = re.compile(  # what a site calls the page that leads to other sites
    r"^(?:links?2?|url|redirect|redir|sinaurl|go|go-wild|gotolink|goto|l\.php|away(?:\.php)?|out|jump|leave|external"
    r"|middlem\.html|link\.html|linkfilter|blog-entry|safelink|ck|target|transfer)$|^$",
    re.I,
)
_GO_HOST = re.compile(
    r"^(?:links?|l|lm|out|go|jump|url|redirect|away|t|steamcommunity|(?:[\w-]+\.)?[\w-]*safelinks?|slack-redir)\.", re.I
)
_TARGETS = ("url", "u", "q", "to", "target", "t", "pfurl", "dest", "goto", "link", "r", "jumpurl", "redirect")
_MOST_DETOURS = 4

MAX_ADDRESS = 4_000
MISSING_SCHEME = "the address lacks its http://"


@lru_cache(maxsize=8192)
def clean_url(raw: str, base: str | None = None) -> tuple[str | None, str | None]:
    """An address as it can be asked for, and what was wrong with it as published.

    Other characters than ASCII and blanks are percent-encoded, hosts in Chinese are as browsers write them; what is
    encoded stays as it is. Invisible characters are dropped, and the detour over an address of another site. An address
    ends before a full-width mark of the sentence it stands in; that is a complaint, like everything that was mended.
    `base` is the address of the document, for relative ones. Without an address: relative ones where no `base` is
    given, schemes a browser would run (`javascript:`), and what only resembles an address (`http://https://…`).
    """
    if len(raw) > MAX_ADDRESS:
        return None, f"an address of more than {MAX_ADDRESS} characters"
    url, complaint = _visible(raw.strip()), None
    if _NEARLY_WEB.match(fold(unquote(url))) and not _WEB.match(url):
        return None, "the address is written wrongly"
    if (end := _sentence_at(url)) is not None:
        url, complaint = _visible(_raw_end(url, end)), "a full-width mark ends the address"
    if _ESCAPED.search(url):
        url, complaint = _ESCAPED.sub("", url), complaint or "a backslash in the address"
    site, _, rest = url.partition("://")
    host = rest.split("/")[0]
    if site.lower() in ("http", "https") and _WIDE.search(shown := unquote(host)):
        url = f"{site}://{fold(shown).replace('。', '.')}{rest[len(host) :]}"
        complaint = complaint or "full-width letters in the address"
    if url.startswith("//"):
        url = "https:" + url
    elif _SITE.match(url) or url.lower().startswith("www."):
        url, complaint = "http://" + url, complaint or MISSING_SCHEME
    elif base and not _SCHEME.match(url):
        url = urljoin(base, url)
    return _asked_for(direct(url), complaint)


@lru_cache(maxsize=8192)
def readable(url: str) -> str:
    """An address as people read it: the host in its own script, percent-encoded characters decoded.

    For showing only. What would look like another address stays encoded: blanks, invisible and directional characters,
    and the marks that divide an address; a host in letters that may look like Latin ones stays encoded, too.
    """
    site, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    if "xn--" in host.lower():
        try:
            shown = idna.decode(host)
        except (idna.IDNAError, UnicodeError):
            shown = host
        host = shown if re.fullmatch(_PLAIN_HOST, shown) else host
    return f"{site}{mark}{host}{slash}{_ENCODED.sub(_shown, path)}"


def _shown(run: re.Match[str]) -> str:
    decoded = unquote(run[0])
    return decoded if all(character.isalnum() or character in "·—–、，：《》（）" for character in decoded) else run[0]


def resolved(found: Sequence[Block], base: str | None) -> list[Block]:
    """The lines and tables with their relative links as they stand in a document of the address `base`."""
    if not base:
        return list(found)
    return [_line_resolved(one, base) if isinstance(one, Line) else _table_resolved(one, base) for one in found]


def _line_resolved(line: Line, base: str) -> Line:
    if not any(map(_is_relative, line.spans)):
        return line
    spans = (s._replace(url=urljoin(base, s.url.strip())) if _is_relative(s) else s for s in line.spans)
    return line._replace(spans=tuple(spans))


def _table_resolved(table: Table, base: str) -> Table:
    if not any(_is_relative(span) for row in table.rows for cell in row for line in cell for span in line.spans):
        return table
    return Table(tuple(Row(tuple(_line_resolved(line, base) for line in cell) for cell in row) for row in table.rows))


def _is_relative(span: Span) -> bool:
    """Whether a link is no picture, no place in its own page, and nothing that begins like a whole address."""
    url = span.url.strip()
    if span.image or not url or url.startswith(("#", "//", "\\")) or _SCHEME.match(url) or _SITE.match(url):
        return False
    return not url.lower().startswith("www.") and not _NEARLY_WEB.match(fold(unquote(url)))


def _asked_for(url: str, complaint: str | None) -> tuple[str | None, str | None]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None, "not an address"
    if parts.scheme.lower() in ("mailto", "tel"):
        return _encoded(url), complaint
    if parts.scheme.lower() not in ("http", "https", "ftp") or not host:
        return None, "not an absolute web address"
    if host in ("http", "https"):
        return None, "one address inside another"
    if not unquote(host).isascii():
        try:
            host = idna.encode(unquote(host), uts46=True).decode()
        except idna.IDNAError:
            return None, "no site can have such a name"
        around = parts.netloc.rpartition("@")[0]
        url = urlunsplit(parts._replace(netloc=(f"{around}@" if around else "") + host + (f":{port}" if port else "")))
    return _encoded(url), complaint


def direct(url: str) -> str:
    """The address that a detour leads to: over a page on which a site counts, or warns of other sites."""
    for _ in range(_MOST_DETOURS):
        target = _led_to(url)
        if target is None:
            break
        url = target
    return url


def _led_to(url: str) -> str | None:
    if "?" not in url or "http" not in url[8:]:
        return None
    try:
        parts = urlsplit(url)
        fields = dict(parse_qsl(parts.query, max_num_fields=30))
    except ValueError:
        return None
    last = parts.path.rstrip("/").rpartition("/")[2]
    leads = (_GO.match(last) and last) or _GO_HOST.match(parts.hostname or "")
    if not leads:
        return None
    found = (fields[name] for name in _TARGETS if re.match(r"https?:/{2}[^/]", fields.get(name, ""), re.I))
    return next(found, None)


def split_addresses(text: str) -> list[str]:
    """The addresses that stand in a text without a blank between them: `a;b`, `ab`."""
    starts = [match.start() for match in re.finditer(r"(?<![=/&?:%])(?=https?://)", text, re.I) if match.start()]
    edges = [0, *starts, len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def _visible(url: str) -> str:
    return _ENCODED.sub(_without_invisible, _INVISIBLE.sub("", url))


def _without_invisible(run: re.Match[str]) -> str:
    decoded = unquote(run[0])
    kept = "".join(character for character in decoded if character not in _ENCODED_INVISIBLE)
    return run[0] if kept == decoded else quote(kept)


def _sentence_at(url: str) -> int | None:
    """Where in the decoded address the sentence around it begins: at a full-width mark that closes what it did not
    open, that is the last, or that is the first of all that is not ASCII; one that goes on in a name is part of it."""
    text = _decoded(url)
    site = text.find("/", text.find("://") + 3) if "://" in text else 0
    open_: list[int] = []
    for at, character in enumerate(text):
        if at < site or not _MARK.match(character):
            continue
        rest = text[at + 1 :]
        if character in _OPENING:
            closing = rest.find(_CLOSING[_OPENING.index(character)])
            goes_on = closing >= 0 and (rest[closing + 1 :] or not text[:at].isascii())
            if not goes_on:
                return at
            open_.append(at)
        elif character in _CLOSING:
            if not open_:
                return at
            open_.pop()
        elif not rest or (not open_ and text[:at].isascii()):
            return at
    return None


def _raw_end(url: str, end: int) -> str:
    """The beginning of an address that is `end` characters long when decoded."""
    length = at = 0
    while at < len(url) and length < end:
        run = _ENCODED.match(url, at)
        decoded = unquote(run[0]) if run else url[at]
        if length + len(decoded) > end:
            return url[:at] + quote(decoded[: end - length])
        length, at = length + len(decoded), run.end() if run else at + 1
    return url[:at]


def _decoded(url: str) -> str:
    return _ENCODED.sub(lambda run: unquote(run[0]), url)


def _encoded(url: str) -> str:
    return "".join(quote(c) if ord(c) > 126 or ord(c) < 33 else c for c in url if c not in "\t\n\r")
