"""What organizers should look at: replays that are gone or doubtful, issues without one, findings by kind."""

from __future__ import annotations

import sqlite3

from scraper.site.query import Row, fetch, fetch_one, group

MOST_LISTED = 500

# Dead first; a link is dead until a check finds it alive, whatever the newest one says.
TROUBLE = f"""
select link_id, url, 'replay' as kind, issue_number, date, topic_id, topic, state as verdict, news, reason, since,
    checks, checked_at, archived_url
from replays where state not in ('alive', 'moved', 'unchecked')
order by state <> 'dead', state, date desc, issue_number desc limit {MOST_LISTED}
"""

WITHOUT_REPLAY = f"""
select issue_number as number, date, title, theme, is_finding
from issues_without_replay order by issue_number desc limit {MOST_LISTED}
"""

FINDINGS = f"""
select f.*, d.url as document_url, d.published_at, i.number as known_issue
from findings f left join documents d on d.id = f.document_id left join issues i on i.number = f.issue_number
order by f.code, f.issue_number desc limit {MOST_LISTED}
"""

# Links that the newest documents still have, pictures left out, by their state.
VERDICTS = """
select s.state as verdict, count(*) as links, sum(l.kind = 'replay') as replays
from links l join link_states s on s.link_id = l.id
where l.kind <> 'image' and exists (select 1 from issue_links m where m.link_id = l.id and m.is_current)
group by 1 order by s.state <> 'dead', 2 desc
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
