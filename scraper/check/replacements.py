"""What to link to instead of what is gone: an archived copy, an earlier address, the same talk elsewhere."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

from scraper.check.ask.addresses import InvalidAddress, canonical, join, site
from scraper.check.ask.answers import Answer, Failure
from scraper.check.ask.client import Asker, Budget
from scraper.check.ask.resolver import Names
from scraper.check.run import Run
from scraper.check.verdicts import Outcome

AVAILABILITY = "https://archive.org"
REPLAY = "https://web.archive.org"
PATIENCE = 3
"""Failures of the Wayback Machine in a row after which a run asks it no more."""
_MEMENTO = re.compile(r"/web/(\d{14})(?:id_)?/")
_TIMESTAMP = re.compile(r"\d{14}\Z")
_ISSUE_DATE = """
select i.date from issue_links m join issues i on i.number = m.issue_number join links l on l.id = m.link_id
where l.url = ? and i.date is not null order by m.is_current desc, i.date limit 1
"""
_ALTERNATIVES = """
with mentioned as (
    select distinct m.topic_id, m.issue_number, l.kind, t.title
    from links l join issue_links m on m.link_id = l.id left join topics t on t.id = m.topic_id where l.url = :url
),
candidates as (
    select c.old as url, 1 as place from changes c where c.field = 'link' and c.new = :url
    union all
    select c.old, 2 from changes c join mentioned m on c.topic_id = m.topic_id where c.field = 'link'
    union all
    select l.url, 3 from mentioned m
    join topics t on t.id = m.topic_id or (t.title = m.title and not t.is_placeholder)
    join issue_links o on o.topic_id = t.id join links l on l.id = o.link_id and l.kind = m.kind
)
select k.url, s.state from candidates k
left join links l on l.url = k.url left join link_states s on s.link_id = l.id
where k.url like 'http%' and k.url <> :url and coalesce(s.state, '') not in ('dead', 'invalid')
group by k.url order by coalesce(s.state in ('alive', 'moved'), 0) desc, min(k.place), k.url limit 5
"""


def alternatives(connection: sqlite3.Connection, url: str) -> list[tuple[str, bool]]:
    """Other addresses the archive has for the same talk, with whether the last check found them alive; best first."""
    return [(other, state in ("alive", "moved")) for other, state in connection.execute(_ALTERNATIVES, {"url": url})]


class WaysOut:
    """Looks for replacements during one run: `async with WaysOut(…) as ways`, then `await ways.found_for(outcome)`."""

    def __init__(self, connection: sqlite3.Connection | None, run: Run, wayback_url: str | None) -> None:
        self._connection = connection
        self._wayback = _Wayback(run, wayback_url)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wayback.close()

    async def found_for(self, outcome: Outcome) -> Outcome:
        """The outcome with `archived_url`, and what was heard in its evidence; a copy found earlier is not sought."""
        known = self._known_copy(outcome.url)
        copy, said = (known, "known") if known else await self._wayback.copy(outcome.url, self._date(outcome.url))
        others = alternatives(self._connection, outcome.url) if self._connection else []
        living = next((url for url, alive in others if alive), None)
        evidence = {**outcome.evidence, "wayback": said}
        if others:
            evidence["alternatives"] = [url for url, _ in others]
        return replace(outcome, archived_url=copy or living, evidence=evidence)

    def _known_copy(self, url: str) -> str | None:
        return self._first(
            "select c.archived_url from link_checks c join links l on l.id = c.link_id where l.url = ?"
            " and c.archived_url like '%/web/%' order by c.position desc limit 1",
            url,
        )

    def _date(self, url: str) -> str | None:
        return self._first(_ISSUE_DATE, url)

    def _first(self, query: str, url: str) -> str | None:
        found = self._connection.execute(query, [url]).fetchone() if self._connection else None
        return str(found[0]) if found else None


class _Wayback:
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
        if copy or not empty:
            return copy, "found" if copy else "none found"
        return await self._memento(url, moment or "2")

    async def _memento(self, url: str, moment: str) -> tuple[str | None, str]:
        """The API sometimes knows nothing of what is there: a HEAD at the copy itself tells, if it calls itself one."""
        address = f"{self._replay}/web/{moment}id_/{quote(url, safe=':/?&=%#@+,;~!$()*')}"
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
