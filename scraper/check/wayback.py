"""Archived copies: the one nearest to a day that is itself a good page, asked of the Wayback Machine's three doors."""

from __future__ import annotations

import json
import re
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

from scraper.check.ask.addresses import InvalidAddress, canonical, join, site
from scraper.check.ask.answers import Answer, Failure
from scraper.check.ask.client import Asker, Budget
from scraper.check.ask.resolver import Names
from scraper.check.run import Run

AVAILABILITY = "https://archive.org"
REPLAY = "https://web.archive.org"
PATIENCE = 3
"""Failures of the Wayback Machine in a row after which a run asks it no more."""
_LISTED = 50
_MEMENTO = re.compile(r"/web/(\d{14})(?:id_)?/")
_TIMESTAMP = re.compile(r"\d{14}\Z")


class Wayback:
    """One gentle question a link; what it does not find is not proved to be missing."""

    def __init__(self, run: Run, named: str | None) -> None:
        names = Names(run.allow_private or named is not None)  # an address the user names is the user's own affair
        pause = run.pause if named else None
        longest_wait = run.knowledge.numbers["longest_wait"]
        self._asker = Asker(names, 1, lambda key: run.knowledge.manners(key, 1, pause), longest_wait)
        self._availability = (named or AVAILABILITY).rstrip("/")
        self._replay = (named or REPLAY).rstrip("/")
        self._timeout = run.limits.timeout
        self._failures = 0

    async def close(self) -> None:
        await self._asker.__aexit__()

    async def copy(self, url: str, date: str | None) -> tuple[str | None, str]:
        """The address of the copy nearest to an ISO date, or None; and what was heard, such as `http_429`."""
        if self._failures >= PATIENCE:
            return None, "not asked: it failed before"
        moment = (date or "").replace("-", "")
        question = f"{self._availability}/wayback/available?url={quote(url, safe='')}"
        answer = await self._ask(question + (f"&timestamp={moment}" if moment else ""))
        if isinstance(answer, str):
            return None, answer
        copy, empty = _closest(answer, self._replay)
        if copy:
            return copy, "found"
        # It names one copy, which may be of a 404 or a redirect, or none although there are some.
        doors = (self._memento, self._listed) if empty else (self._listed, self._memento)
        said = "none found"
        for door in doors:
            copy, said = await door(url, moment)
            if copy:
                return copy, said
        return None, said

    async def _listed(self, url: str, moment: str) -> tuple[str | None, str]:
        """The copy nearest to a day among those the index (CDX) lists as good; the newest where no day is known."""
        asked = {"url": url, "output": "json", "fl": "timestamp,statuscode", "filter": "statuscode:200"}
        nearest = {"closest": moment.ljust(14, "0"), "sort": "closest", "limit": _LISTED}
        question = urlencode(asked | (nearest if moment else {"limit": -_LISTED}))
        answer = await self._ask(f"{self._replay}/cdx/search/cdx?{question}")
        if isinstance(answer, str):
            return None, answer
        stamps = _good_stamps(answer)
        if not stamps:
            return None, "none found"
        stamp = min(stamps, key=lambda stamp: _days_between(stamp, moment)) if moment else max(stamps)
        return f"{self._replay}/web/{stamp}/{url}", "found"

    async def _memento(self, url: str, moment: str) -> tuple[str | None, str]:
        """The API sometimes misses a copy, so a HEAD request asks for it; its answer must call itself a copy."""
        address = f"{self._replay}/web/{moment or '2'}id_/{quote(url, safe=':/?&=%#@+,;~!$()*')}"
        for _ in range(3):
            answer = await self._ask(address, "HEAD")
            if isinstance(answer, str):
                return None, answer
            if 300 <= answer.status < 400 and "location" in answer.headers:
                try:
                    address, _ = join(address, answer.headers["location"])
                except InvalidAddress:
                    return None, "none found"
                continue
            stamp = _MEMENTO.search(address)
            found = answer.status == 200 and "memento-datetime" in answer.headers and stamp
            return (f"{self._replay}/web/{stamp[1]}/{url}", "found") if found and stamp else (None, "none found")
        return None, "none found"

    async def _ask(self, address: str, method: str = "GET") -> Answer | str:
        """The answer, or what was heard instead of a usable one."""
        answer = await self._asker.get(canonical(address), Budget(self._timeout), method=method)
        failed = isinstance(answer, Failure) or answer.status == 429 or answer.status >= 500
        self._failures = self._failures + 1 if failed else 0
        if isinstance(answer, Failure):
            return answer.reason
        return f"http_{answer.status}" if failed else answer


def _good_stamps(answer: Answer) -> list[str]:
    """The times of the good copies in an answer of the index, which is a list of rows after one of names."""
    try:
        rows = json.loads(answer.text)
        return [str(stamp) for stamp, status in rows[1:] if status == "200" and _TIMESTAMP.match(str(stamp))]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


def _days_between(stamp: str, moment: str) -> float:
    """How far a copy of `20200401000000` is from a day `20200301`; one with an impossible date is furthest."""
    try:
        distance = datetime.strptime(stamp, "%Y%m%d%H%M%S") - datetime.strptime(moment[:8], "%Y%m%d")
    except ValueError:
        return float("inf")
    return abs(distance.total_seconds())


def _closest(answer: Answer, replay: str) -> tuple[str | None, bool]:
    """The copy an availability answer names, if it is one of a good page; and whether it named none at all."""
    try:
        snapshots = json.loads(answer.text)["archived_snapshots"]
        closest = snapshots["closest"] if snapshots else {}
        url, stamp = str(closest.get("url", "")), str(closest.get("timestamp", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, False
    good = closest.get("available") is True and str(closest.get("status", "")).startswith("2")
    if not (good and _TIMESTAMP.match(stamp) and _is_of(url, replay)):
        return None, not closest
    secure = urlsplit(url)._replace(scheme="https").geturl() if site(url) == "archive.org" else url
    return secure, False


def _is_of(url: str, replay: str) -> bool:
    try:
        return site(canonical(url)) in ("archive.org", site(replay)) and bool(_MEMENTO.search(url))
    except InvalidAddress:
        return False
