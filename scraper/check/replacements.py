"""What to link to instead of what is gone: an archived copy, an earlier address, the same talk elsewhere."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from types import TracebackType
from typing import Self

from scraper.check.run import Run
from scraper.check.verdicts import Outcome
from scraper.check.wayback import Wayback

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
        self._wayback = Wayback(run, wayback_url)

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
