"""The address of the published site, for formats that contain addresses of its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

_ARCHIVE_TABLES = frozenset({"archive", "issues", "topics", "issue_links"})

# Characters that XML, JSON readers or calendars cannot carry, or read as a line's end. Line feed and tab are allowed.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Site:
    """A published site; `url` is the address of its home page (ending in `/`), or `None` where it is not known."""

    url: str | None = None

    def page(self, path: str) -> str | None:
        """The address of a page such as `issue/28`; `None` where the site's address is not known."""
        return None if self.url is None else f"{self.url.rstrip('/')}/{path}"


def web_url(url: str | None) -> str | None:
    """`url` if it is safe to follow, which is http or https with a host; `None` for others, such as `javascript:`."""
    if not url or without_controls(url) != url or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url if usable else None


def without_controls(text: str) -> str:
    """`text` with a blank for each run of control characters, lone surrogates and noncharacters."""
    return _UNPRINTABLE.sub(" ", text)


_OWN_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


def published_site(datasette: Any, request: Any) -> Site:
    """The site with its configured address (`url` in the metadata), or with the address of this machine (`localhost`).

    Any other address comes from a header that a visitor wrote, so it is never used.
    """
    if configured := web_url(datasette.metadata("url")):
        return Site(configured)
    asked = urljoin(request.url, datasette.urls.path("/"))
    if datasette.setting("force_https_urls"):
        asked = asked.replace("http://", "https://", 1)
    return Site(asked) if web_url(asked) and urlsplit(asked).hostname in _OWN_HOSTS else Site()


async def archive_database(datasette: Any) -> Any:
    """The first attached database that is an archive, or `None`."""
    for database in datasette.databases.values():
        if set(await database.table_names()) >= _ARCHIVE_TABLES:
            return database
    return None
