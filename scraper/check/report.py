"""The report on links for an organizer: one row for each link, from the archive alone, the worst news first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scraper.check.verdicts import Outcome, Verdict

_ORDER = {verdict.value: index for index, verdict in enumerate(Verdict)}
_ROWS = """
select
    l.url, l.kind, c.verdict, c.reason, c.http_status, c.final_url, c.evidence, c.checked_at,
    s.state, s.since, s.last_alive, s.failures_in_a_row, s.dead_checks, s.news, s.archived_url,
    m.issue_number, i.date, coalesce(t.title, m.label) as topic,
    (select json_group_array(number) from (
        select distinct issue_number as number from issue_links where link_id = l.id and is_current order by 1
    )) as issues,
    m.last_document_id as document_id
from links l
left join latest_checks c on c.link_id = l.id
join link_states s on s.link_id = l.id
left join issue_links m on m.id = (
    select id from issue_links where link_id = l.id
    order by is_current desc, issue_number, topic_id is null, position limit 1
)
left join issues i on i.number = m.issue_number
left join topics t on t.id = m.topic_id
"""
_CURRENT = "where m.is_current and l.kind <> 'image'"
_NAMED = "where l.url in (select value from json_each(?))"


@dataclass(frozen=True, slots=True)
class LinkReport:
    """One link as reports show it. Dates of checks are instants in UTC, `date` is that of the issue.

    `verdict` is the newest check's and None where there was none. `state` stays `dead` through outages and refusals,
    until a check clears it. `news` is `new`, `persisting` or `fixed`. `issues` are all that name the link now;
    `document_id` is the newest document that does.
    """

    url: str
    verdict: str | None = None
    reason: str | None = None
    http_status: int | None = None
    final_url: str | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)
    archived_url: str | None = None
    issue_number: int | None = None
    issues: tuple[int, ...] = ()
    date: str | None = None
    topic: str | None = None
    kind: str | None = None
    checked_at: str | None = None
    state: str | None = None
    since: str | None = None
    last_alive: str | None = None
    failures_in_a_row: int | None = None
    dead_checks: int | None = None
    news: str | None = None
    document_id: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is a registration form of a salon that is over, which nobody misses."""
        is_held = bool(self.date and self.checked_at and self.date < self.checked_at[:10])
        return is_held and self.kind == "registration" and self.state == Verdict.DEAD

    @property
    def action(self) -> str:
        """What to do about it, in words; "" for nothing."""
        if self.news == "fixed":
            return "it is back: nothing to do"
        if self.is_over:
            return "its session is over: nothing to do"
        match self.verdict:
            case "dead":
                return self._replacement() + ("; check again to be certain" if (self.dead_checks or 1) < 2 else "")
            case "moved":
                return f"write {self.final_url}"
            case "blocked" | "unverifiable":
                return "open it in a browser: the answer proves nothing"
            case "unreachable" if self.state == "dead":
                return self._replacement()
            case "unreachable":
                return "check again later"
            case "invalid" if self.reason == "private_address":
                return "correct the address; your own server is asked with --allow-private"
            case "invalid":
                return "correct the address"
        return "" if self.verdict else "not checked yet"

    def _replacement(self) -> str:
        return f"link to {self.archived_url}" if self.archived_url else "find another address, or remove it"


def rows(connection: sqlite3.Connection, urls: Iterable[str] | None = None) -> list[LinkReport]:
    """The links that issues name now (no pictures), or those of `urls` that the archive has; the worst news first."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    if urls is None:
        found = cursor.execute(f"{_ROWS} {_CURRENT}")
    else:
        found = cursor.execute(f"{_ROWS} {_NAMED}", [json.dumps(list(urls))])
    return worst_first(_link_row(dict(row)) for row in found)


def worst_first(links: Iterable[LinkReport]) -> list[LinkReport]:
    """Worst verdict first, then by issue; then what was never checked, and forms whose session is over."""
    worst = len(_ORDER)

    def place(row: LinkReport) -> tuple[bool, int, int, str]:
        return row.is_over, _ORDER.get(row.verdict or "", worst), row.issue_number or worst**9, row.url

    return sorted(links, key=place)


def of_outcome(outcome: Outcome) -> LinkReport:
    """A row for an address the archive does not know."""
    return LinkReport(
        url=outcome.url,
        verdict=outcome.verdict.value,
        reason=outcome.reason,
        http_status=outcome.http_status,
        final_url=outcome.final_url,
        evidence=outcome.evidence,
        archived_url=outcome.archived_url,
        checked_at=outcome.checked_at,
        state=outcome.verdict.value,
    )


def _link_row(values: dict[str, object]) -> LinkReport:
    known = LinkReport(**{name: value for name, value in values.items() if name not in ("evidence", "issues")})  # type: ignore[arg-type]
    evidence = json.loads(str(values["evidence"])) if values["evidence"] else {}
    return replace(known, evidence=evidence, issues=tuple(json.loads(str(values["issues"]))))
