"""Topics and links as every page shows them, fetched for many at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from scraper.export.salons.replays import REPLAY_STATES, replay_state
from scraper.site.query import Row, fetch, group, key_list

TOPICS = """
select t.*, i.date, i.theme, i.title as issue_title
from topics t join issues i on i.number = t.issue_number
where t.id in (select value from json_each(?))
"""

SPEAKERS = """
select s.topic_id, p.id, p.name, s.affiliation
from topic_speakers s join people p on p.id = s.person_id
where s.topic_id in (select value from json_each(?)) order by s.topic_id, s.position
"""

PAPERS = """
select s.topic_id, p.id, p.title, s.outline from topic_papers s join papers p on p.id = s.paper_id
where s.topic_id in (select value from json_each(?)) order by s.topic_id, s.position
"""

MENTIONS = """
select m.id, m.issue_number, m.topic_id, m.label, m.note, m.section, m.position, l.id as link_id, l.url, l.kind, l.host,
       s.state, nullif(s.state, 'unchecked') as verdict, s.reason, s.checked_at, s.final_url, s.archived_url, s.since
from issue_links m join links l on l.id = m.link_id join link_states s on s.link_id = l.id
where m.is_current and l.kind <> 'image'
"""


def topic_cards(connection: sqlite3.Connection, topic_ids: Sequence[int]) -> list[Row]:
    """Topics in the order of `topic_ids`, each with `speakers`, `papers`, `outline` (a list) and current `links`."""
    keys = (key_list(topic_ids),)
    speakers = group(fetch(connection, SPEAKERS, keys), "topic_id")
    papers = group(fetch(connection, PAPERS, keys), "topic_id")
    topics = {row["id"]: row for row in fetch(connection, TOPICS, keys)}
    links = _links_of(connection, topics.values())
    for paper in (paper for of_topic in papers.values() for paper in of_topic):
        paper["outline"] = json.loads(paper["outline"])
    for key, topic in topics.items():
        topic.update(
            speakers=speakers.get(key, []),
            papers=papers.get(key, []),
            outline=json.loads(topic["outline"]),
            links=links.get(key, []),
        )
    return [topics[key] for key in topic_ids if key in topics]


def _links_of(connection: sqlite3.Connection, topics: Iterable[Row]) -> dict[int, list[Row]]:
    """The links of each topic, each once: its own, then the replays that serve its whole issue."""
    topics = list(topics)
    own = group(issue_mentions(connection, {topic["issue_number"] for topic in topics}), "topic_id")
    shared = group((row for row in own.get(None, []) if row["kind"] == "replay"), "issue_number")
    return {
        topic["id"]: distinct_links(own.get(topic["id"], []) + shared.get(topic["issue_number"], []))
        for topic in topics
    }


def distinct_links(mentions: Iterable[Row]) -> list[Row]:
    """The first mention of each link, in the order given."""
    first: dict[int, Row] = {}
    for mention in mentions:
        first.setdefault(mention["link_id"], mention)
    return list(first.values())


def replay_states(replays: Iterable[Row]) -> list[str]:
    """The states of replays, each once, best first: `watchable`, `archived`, `unverified`, `dead`."""
    found = {replay_state(replay["state"], replay["archived_url"]) for replay in replays}
    return [state for state in REPLAY_STATES if state in found]


def issue_mentions(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Row]:
    """The current links of issues with their state, replays first, then in the order of the text."""
    sql = f"""{MENTIONS} and m.issue_number in (select value from json_each(?))
              order by m.issue_number, l.kind <> 'replay', m.position, m.id"""
    return fetch(connection, sql, (key_list(numbers),))
