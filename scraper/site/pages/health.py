"""The worklist of organizers: replays that are lost or doubtful, issues without a replay, findings by kind."""

from __future__ import annotations

import sqlite3

from scraper.records import FindingCode
from scraper.site.labels import LINK_KINDS
from scraper.site.pages.worklist import worklist
from scraper.site.query import Row, fetch, fetch_one, group

MOST_LISTED = 500

WITHOUT_REPLAY = f"""
select issue_number as number, date, title, theme, is_finding
from issues_without_replay order by issue_number desc limit {MOST_LISTED}
"""

FINDINGS = f"""
select f.*, d.url as document_url, d.published_at, i.number as known_issue
from findings f left join documents d on d.id = f.document_id left join issues i on i.number = f.issue_number
where :code is null or f.code = :code order by f.code, f.issue_number desc limit {MOST_LISTED}
"""

CODES = "select code, count(*) as findings from findings group by 1 order by 2 desc, 1"

KINDS = """
select l.kind, count(*) as links from links l join link_states s on s.link_id = l.id
where l.kind <> 'image' and s.state not in ('alive', 'unchecked')
    and exists (select 1 from issue_links m where m.link_id = l.id and m.is_current)
group by 1 order by l.kind <> 'replay', 2 desc, 1
"""

# Links of the newest documents by state, without pictures.
VERDICTS = """
select s.state as verdict, count(*) as links, sum(l.kind = 'replay') as replays
from links l join link_states s on s.link_id = l.id
where l.kind <> 'image' and exists (select 1 from issue_links m where m.link_id = l.id and m.is_current)
group by 1 order by s.state <> 'dead', 2 desc
"""


def health_page(connection: sqlite3.Connection, only: str | None = None) -> Row | None:
    """The worklist of replays, issues without a replay, and findings by code.

    `only` names one kind of link or one code of finding, to which the page is limited; any other word gives `None`.
    """
    if only and only not in LINK_KINDS and only not in set(FindingCode):
        return None
    is_code = only in set(FindingCode)
    to_do, to_look_at, over = ([], [], []) if is_code else worklist(connection, only or "replay")
    findings = [] if only and not is_code else fetch(connection, FINDINGS, {"code": only})
    return {
        "only": only,
        "is_code": is_code,
        "to_do": to_do,
        "to_look_at": to_look_at,
        "over": over if only else worklist(connection, "registration")[2],
        "without_replay": fetch(connection, WITHOUT_REPLAY) if only in (None, "replay") else [],
        "codes": fetch(connection, CODES),
        "kinds": fetch(connection, KINDS),
        "findings": group(findings, "code"),
        "verdicts": fetch(connection, VERDICTS),
        "checked": fetch_one(connection, "select max(checked_at) as at, count(*) as checks from link_checks") or {},
    }
