"""The list of issues, and one issue with everything the archive knows of it."""

from __future__ import annotations

import sqlite3

from scraper.site.cards import distinct_links, issue_mentions, replay_states, topic_cards
from scraper.site.pages.history import issue_history
from scraper.site.query import Row, fetch, fetch_one, group, key_list

MOST_LISTED = 200

SUMMARIES = """
select i.*, substr(i.date, 1, 4) as year
from (select * from issues where {condition} order by date is null, date desc, number desc limit :limit) i
order by date is null, date desc, number desc
"""

YEARS = """
select substr(date, 1, 4) as year, count(*) as issues from issues where date is not null group by 1 order by 1
"""

TITLES = """
select issue_number, id, title, track from topics
where issue_number in (select value from json_each(?)) order by issue_number, position
"""

REPLAYS = """
select issue_number, state, archived_url from replays where issue_number in (select value from json_each(?))
"""

FINDINGS = """
select f.*, d.published_at, d.url as document_url, l.url as link_url
from findings f left join documents d on d.id = f.document_id left join links l on l.id = f.link_id
where f.issue_number = ? order by f.code, f.id
"""


def issues_page(connection: sqlite3.Connection, year: str | None = None) -> Row | None:
    """The issues of a year, or the latest of all, newest first; `None` for a year without issues."""
    counts = fetch(connection, YEARS)
    issues = issue_summaries(connection, year=year)
    if year and not issues:
        return None
    total = connection.execute("select count(*) from issues").fetchone()[0]
    return {"years": counts, "year": year, "groups": group(issues, "year"), "shown": len(issues), "total": total}


def issue_summaries(connection: sqlite3.Connection, *, year: str | None = None, limit: int = MOST_LISTED) -> list[Row]:
    """Issues, newest first, each with its `year`, the states of its `replays`, best first, and its `topics`."""
    sql = SUMMARIES.format(condition="date between :year and :year || '-99'" if year else "true")
    issues = fetch(connection, sql, {"year": year, "limit": limit})
    numbers = (key_list(issue["number"] for issue in issues),)
    topics = group(fetch(connection, TITLES, numbers), "issue_number")
    replays = group(fetch(connection, REPLAYS, numbers), "issue_number")
    for issue in issues:
        issue["topics"] = topics.get(issue["number"], [])
        issue["replays"] = replay_states(replays.get(issue["number"], []))
    return issues


def issue_page(connection: sqlite3.Connection, number: int) -> Row | None:
    """One issue: facts, topics, links of the whole issue, history of its announcement, findings, issues beside it."""
    issue = fetch_one(connection, "select * from issues where number = ?", (number,))
    if issue is None:
        return None
    keys = connection.execute("select id from topics where issue_number = ? order by position, id", (number,))
    return {
        "issue": issue,
        "topics": topic_cards(connection, [key for (key, *_) in keys.fetchall()]),
        "links": distinct_links(row for row in issue_mentions(connection, [number]) if row["topic_id"] is None),
        "history": issue_history(connection, number),
        "findings": fetch(connection, FINDINGS, (number,)),
        "previous": _neighbour(connection, number, "<", "desc"),
        "next": _neighbour(connection, number, ">", "asc"),
    }


def _neighbour(connection: sqlite3.Connection, number: int, comparison: str, order: str) -> Row | None:
    sql = f"""
        select number, date, theme, title from issues
        where (substr(number, 1, 8) + 0, number) {comparison} (substr(?1, 1, 8) + 0, ?1)
        order by substr(number, 1, 8) + 0 {order}, number {order} limit 1
    """
    return fetch_one(connection, sql, (number,))
