"""What one element is to the reader of a page: something to fill in, a picture, a player."""

from __future__ import annotations

import re
from typing import Any

from scraper.expressions import any_of, expression


def tag_names(text: str) -> frozenset[str]:
    """The names of tags or types that a text has between its blanks."""
    return frozenset(text.split())


_NO_FIELD = tag_names("hidden submit button image reset search checkbox radio password")
_SEARCH = expression(
    r"^(?:q|s|wd|kw|key|keywords?|query|search\w*|email)$|搜索|search|newsletter",
    "keyword",
    "searchbox",
    "搜索课程",
    any_case=True,
)
_DECORATIONS = "404, 410, error, empty, logo, icon, notfound, not-found, none, sad, oops, qr, banner, avatar"
_DRAWN = r"(?:^|/)(?:assets|static|public|images?|img|themes?)/(?:[^/]+/)*[a-z_-]+\.(?:svg|gif)\Z"
_ORNAMENT = expression(
    rf"{any_of(_DECORATIONS)}|^data:|{_DRAWN}",
    "/error_page.png",
    "not-found.png",
    "site-logo",
    "data:image/png;base64,",
    "/static/cat.svg",
    any_case=True,
)
"""The address, class or name of a picture that only decorates a page."""
_ICON = 64  # pixels
_NO_PLAYER = expression(
    r"googletagmanager|analytics|doubleclick|/ads?[/.]|captcha|challenge|_Incapsula_|about:blank",
    "https://www.example.com/ads/1",
    "about:blank",
    any_case=True,
)


def is_ornament(text: str) -> bool:
    """Whether an address, a style or the names of an element are those of a picture that only decorates."""
    return _ORNAMENT.search(text) is not None


def is_picture(element: Any) -> bool:
    """Whether a reader sees a picture: no ornament and no icon."""
    if is_ornament(" ".join(filter(None, map(element.get, ("src", "class", "id"))))):
        return False
    sizes = re.findall(r"\d+", element.get("width") or element.get("viewbox", "").rpartition(" ")[2])
    is_icon = not sizes or int(sizes[0][:6]) <= _ICON
    return element.tag in ("img", "canvas") or (element.tag == "svg" and not is_icon)


def is_player(element: Any) -> bool:
    """Whether an element plays something, or shows a page of others that may."""
    if element.tag in ("video", "audio"):
        return True
    address = element.get("src", "") or element.get("data", "") or element.get("srcdoc", "")
    tiny = element.get("width", "") in ("0", "1") or element.get("height", "") in ("0", "1")
    return (
        element.tag in ("iframe", "embed", "object") and bool(address) and not tiny and not _NO_PLAYER.search(address)
    )


def is_password(element: Any) -> bool:
    """Whether a password is typed into an element."""
    return bool(element.tag == "input" and element.get("type", "").lower() == "password")


def is_field(element: Any) -> bool:
    """Whether an element can be filled in; neither a password nor a search."""
    return (
        element.get("type", "").lower() not in _NO_FIELD
        and not _SEARCH.search(element.get("name", ""))
        and not _SEARCH.search(element.get("placeholder", ""))
    )
