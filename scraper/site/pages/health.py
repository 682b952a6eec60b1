"""What organizers should look at: replays that are gone or doubtful, issues without one, findings by kind."""

from __future__ import annotations

import sqlite3

from scraper.site.cards import SINCE, STATE
from scraper.site.query import Row, fetch, fetch_one, group

MOST_LISTED = 500

TROUBLE = f"""
select l.id as link_id, l.url, l.kind, m.issue_number, i.date, t.id as topic_id, coalesce(t.title, m.label) as topic,
    c.verdict, c.reason, c.checked_at, c.archived_url, {SINCE},
    (select count(*) from link_checks d where d.link_id = l.id and d.verdict = c.verdict) as checks
from issue_links m join links l on l.id = m.link_id {STATE}
join issues i on i.number = m.issue_number left join topics t on t.id = m.topic_id
where m.is_current and l.kind = 'replay' and c.verdict not in ('alive', 'moved')
group by l.id, m.issue_number, m.topic_id
order by i.date desc, m.position limit {MOST_LISTED}
"""

WITHOUT_REPLAY = f"""
select i.number, i.date, i.title, i.theme,
    exists (select 1 from findings f where f.code = 'no_replay' and f.issue_number = i.number) as is_finding
from issues i
where not exists (
    select 1 from issue_links m join links l on l.id = m.link_id
    where m.issue_number = i.number and m.is_current and l.kind = 'replay'
)
order by i.number desc limit {MOST_LISTED}
"""

FINDINGS = f"""
select f.*, d.url as document_url, d.published_at, i.number as known_issue
from findings f left join documents d on d.id = f.document_id left join issues i on i.number = f.issue_number
order by f.code, f.issue_number desc limit {MOST_LISTED}
"""

# Links that the newest documents still have, pictures left out, by what their newest check says.
VERDICTS = f"""
select coalesce(c.verdict, 'unchecked') as verdict, count(*) as links, sum(l.kind = 'replay') as replays
from links l {STATE}
where l.kind <> 'image' and exists (select 1 from issue_links m where m.link_id = l.id and m.is_current)
group by 1 order by 2 desc
"""


def health_page(connection: sqlite3.Connection) -> Row:
    """Troubled replays by verdict, issues without a replay, findings by code, and when links were last checked."""
    checked = fetch_one(connection, "select max(checked_at) as at, count(*) as checks from link_checks") or {}
    return {
        "trouble": group(fetch(connection, TROUBLE), "verdict"),
        "without_replay": fetch(connection, WITHOUT_REPLAY),
        "findings": group(fetch(connection, FINDINGS), "code"),
        "verdicts": fetch(connection, VERDICTS),
        "checked": checked,
    }
