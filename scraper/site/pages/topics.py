"""One topic, one speaker, one paper, and the lists of speakers and papers."""

from __future__ import annotations

import sqlite3

from scraper.site.cards import topic_cards
from scraper.site.pages.history import topic_history
from scraper.site.pages.themes import related_topics
from scraper.site.query import Row, fetch, fetch_one

MOST_LISTED = 500

PEOPLE = """
select p.id, p.name, p.affiliation, count(*) as topics, min(i.date) as first_date, max(i.date) as last_date
from people p join topic_speakers s on s.person_id = p.id
join topics t on t.id = s.topic_id join issues i on i.number = t.issue_number
group by p.id order by count(*) desc, max(i.date) desc, p.name limit :limit
"""

PAPERS = """
select p.id, p.title, count(*) as topics, max(i.date) as last_date, coalesce(substr(max(i.date), 1, 4), '') as year
from papers p join topic_papers s on s.paper_id = p.id
join topics t on t.id = s.topic_id join issues i on i.number = t.issue_number
group by p.id order by max(i.date) desc, p.title limit :limit
"""


def topic_page(connection: sqlite3.Connection, topic_id: int) -> Row | None:
    """One topic, its changes, the other topics of its issue, and related topics of other issues."""
    cards = topic_cards(connection, [topic_id])
    if not cards:
        return None
    number = cards[0]["issue_number"]
    siblings = "select id, title, track from topics where issue_number = ? and id <> ? order by position, id"
    return {
        "topic": cards[0],
        "history": topic_history(connection, topic_id),
        "siblings": fetch(connection, siblings, (number, topic_id)),
        **related_topics(connection, topic_id),
    }


def people_page(connection: sqlite3.Connection) -> Row:
    """Speakers, by their number of topics, most first."""
    return {"people": fetch(connection, PEOPLE, {"limit": MOST_LISTED}), "total": _total(connection, "people")}


def person_page(connection: sqlite3.Connection, person_id: int) -> Row | None:
    """One speaker with the topics they presented, newest first."""
    person = fetch_one(connection, "select * from people where id = ?", (person_id,))
    if person is None:
        return None
    affiliations = """
        select distinct affiliation from topic_speakers where person_id = ? and affiliation is not null order by 1
    """
    names = [row["affiliation"] for row in fetch(connection, affiliations, (person_id,))]
    fallback = [person["affiliation"]] if person["affiliation"] else []
    return {
        "person": person,
        "affiliations": names or fallback,
        "topics": _presented(connection, "topic_speakers", "person_id", person_id),
    }


def papers_page(connection: sqlite3.Connection) -> Row:
    """Papers, the most recently presented first."""
    return {"papers": fetch(connection, PAPERS, {"limit": MOST_LISTED}), "total": _total(connection, "papers")}


def paper_page(connection: sqlite3.Connection, paper_id: int) -> Row | None:
    """One paper with the topics that presented it, newest first."""
    paper = fetch_one(connection, "select * from papers where id = ?", (paper_id,))
    if paper is None:
        return None
    return {"paper": paper, "topics": _presented(connection, "topic_papers", "paper_id", paper_id)}


def _presented(connection: sqlite3.Connection, table: str, column: str, key: int) -> list[Row]:
    sql = f"""
        select t.id from {table} s join topics t on t.id = s.topic_id join issues i on i.number = t.issue_number
        where s.{column} = ? order by i.date desc, t.position limit {MOST_LISTED}
    """
    return topic_cards(connection, [row["id"] for row in fetch(connection, sql, (key,))])


def _total(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"select count(*) from {table}").fetchone()[0])
