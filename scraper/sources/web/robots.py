"""Permissions of sites for programs: `robots.txt` by RFC 9309."""

from __future__ import annotations

import time

import httpx
from protego import Protego

from scraper.network import USER_AGENT
from scraper.sources import SourceFailed
from scraper.sources.http.client import Client

_LARGEST = 500 * 1024
_LONGEST_PAUSE = 30.0  # seconds; a longer Crawl-delay is cut to this


class Robots:
    """The rules of every site in one run, each read once.

    A site without rules (4xx) allows everything. A site whose rules cannot be read now (5xx, no connection) allows
    nothing.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, Protego | SourceFailed] = {}
        self._asked_at: dict[str, float] = {}

    def permit(self, url: str) -> None:
        """Returns if `url` may be fetched, after the pause between requests that its site asks for.

        Raises:
            SourceFailed: the site's rules forbid it, or cannot be read.
        """
        site = str(httpx.URL(url).join("/robots.txt"))
        if site not in self._rules:
            self._rules[site] = self._read(site)
        rules = self._rules[site]
        if isinstance(rules, SourceFailed):
            raise SourceFailed(f"{url}: not fetched, since the site's rules cannot be read ({rules})")
        if not rules.can_fetch(url, USER_AGENT):
            raise SourceFailed(f"{url}: {site} does not allow programs to fetch it; save it by hand as a file instead")
        self._pause(site, min(rules.crawl_delay(USER_AGENT) or 0.0, _LONGEST_PAUSE))

    def _read(self, site: str) -> Protego | SourceFailed:
        try:
            answer = self._client.get(site)
        except SourceFailed as failure:
            return failure
        if answer.status >= 500:
            return SourceFailed(f"{site} answers {answer.status}")
        text = answer.content[:_LARGEST].decode("utf-8", "replace") if answer.status == 200 else ""
        return Protego.parse(text)

    def _pause(self, site: str, pause: float) -> None:
        since = time.monotonic() - self._asked_at.get(site, -pause)
        if since < pause:
            time.sleep(pause - since)
        self._asked_at[site] = time.monotonic()
