"""Made-up siblings: addresses of the same form that cannot exist, to see how a host answers them."""

from __future__ import annotations

import random
import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

SHORTEST = 8
_IDENTIFIER = re.compile(r"(?=.*\d)[\w-]{3,}\Z")  # 5d286bfa1afd942ac31fbe40, BV1154y1k7NC, 38950903
_EXTENSION = re.compile(r"(\.[A-Za-z]{1,5}\d?)\Z")  # .html, .aspx, .mp4
_PICKS_A_PAGE = re.compile(r"(?:.*_)?(?:id|no|num|sn|key)|v|p|bvid|aid|vid|pid|mid|itemid|articleid", re.IGNORECASE)
_ITEM = re.compile(r"(?=.*\d)(?!(?:19|20)\d\d(?!\d)|v?\d{1,2}\Z|[a-z]{3,}[-_]?\d{1,2}\Z)[\w-]{4,}\Z", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"[0-9a-f]+\Z")


def made_up(url: str, chance: random.Random) -> str | None:
    """A sibling with the same depth and form whose identifiers are random; None for an address without any.

    The last part of the path is replaced, and every earlier one that looks like an identifier; where the query picks
    the page (`?id=…`), only what picks it. Letters stay letters, digits digits, an extension stays.
    """
    parts = urlsplit(url)
    query = _made_up_query(parts.query, chance)
    if query is not None:
        return urlunsplit(parts._replace(query=query))
    path = _made_up_path(parts.path, chance)
    return urlunsplit(parts._replace(path=path)) if path is not None else None


def names_an_item(url: str) -> bool:
    """Whether an address names one of many by a code, as `/v/41a8c` does; `/2020`, `/v2` and `/salon28` do not."""
    parts = urlsplit(url)
    return _query_picks(parts.query) or bool(_ITEM.match(_split(parts.path.rstrip("/").rpartition("/")[2])[0]))


def shape(url: str) -> str:
    """What addresses have in common that can share one probe: host, folder, and the form of what was replaced."""
    parts = urlsplit(url)
    keys = ",".join(pair.partition("=")[0] for pair in parts.query.split("&"))
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    known = "/".join(_form(part) if _IDENTIFIER.match(part) else part for part in folder.split("/"))
    return f"{parts.scheme}://{parts.netloc}{known}/{last if _query_picks(parts.query) else _form(last)}?{keys}"


def _form(part: str) -> str:
    """`38950903.aspx` is `0.aspx`, `BV1x` is `Aa0`: the kinds of its characters, without their number."""
    stem, extension = _split(part)
    kinds = {"0" if mark.isdigit() else "A" if mark.isupper() else "a" if mark.isalpha() else mark for mark in stem}
    return "".join(sorted(kinds)) + extension


def _split(part: str) -> tuple[str, str]:
    """The decoded stem and the extension, which may be empty."""
    decoded = unquote(part)
    extension = _EXTENSION.search(decoded)
    return (decoded[: extension.start()], extension[0]) if extension and extension.start() else (decoded, "")


def _query_picks(query: str) -> bool:
    return any(_PICKS_A_PAGE.fullmatch(pair.partition("=")[0]) and pair.partition("=")[2] for pair in query.split("&"))


def _made_up_query(query: str, chance: random.Random) -> str | None:
    if not _query_picks(query):
        return None
    pairs = [pair.partition("=") for pair in query.split("&")]
    return "&".join(
        f"{key}={_scramble(value, chance)}" if _PICKS_A_PAGE.fullmatch(key) and value else key + equals + value
        for key, equals, value in pairs
    )


def _made_up_path(path: str, chance: random.Random) -> str | None:
    segments = path.rstrip("/").split("/")
    if not segments[-1]:
        return None
    folders = [_scramble(part, chance) if _IDENTIFIER.match(part) else part for part in segments[:-1]]
    return "/".join([*folders, _scramble(segments[-1], chance)]) + ("/" if path.endswith("/") else "")


def _scramble(part: str, chance: random.Random) -> str:
    """The same kinds of characters in the same places, at least `SHORTEST` of them before an extension."""
    stem, extension = _split(part)
    longer = stem + stem[-1:] * (SHORTEST - len(stem))
    letters = "abcdef" if _HEXADECIMAL.match(stem) and re.search(r"\d", stem) else "abcdefghijklmnopqrstuvwxyz"
    if not any(mark.isalnum() for mark in stem):
        longer = "x" * SHORTEST
    return quote("".join(_another(mark, letters, chance) for mark in longer) + extension)


def _another(mark: str, letters: str, chance: random.Random) -> str:
    if mark.isdigit():
        return chance.choice("0123456789")
    if mark.isascii() and mark.isalpha():
        letter = chance.choice(letters)
        return letter.upper() if mark.isupper() else letter
    return chr(chance.randrange(0x4E00, 0x9FA5)) if mark.isalpha() else mark
