"""One theme with its topics, the topics related to another, and the lists of all topics and all replays."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from scraper.export.salons.replays import REPLAY_STATES, replay_state
from scraper.search.themes import address_of
from scraper.site.cards import replay_states, topic_cards
from scraper.site.language.speech import SPEECHES, Speech
from scraper.site.query import Row, fetch, group

MOST_LISTED = 500
MOST_RELATED = 6

OF_THEME = """
select t.id from topic_themes m join topics t on t.id = m.topic_id join issues i on i.number = t.issue_number
where m.theme = ? order by i.date desc, t.issue_number desc, t.position limit ?
"""

THEMES_OF_TOPIC = """
select n.name, n.english from topic_themes m join themes n on n.name = m.theme where m.topic_id = ? order by n.position
"""

THEMES = """
select n.name, n.english, count(m.topic_id) as topics from themes n left join topic_themes m on m.theme = n.name
group by n.name having count(m.topic_id) order by n.position
"""

# Topics of other issues that have the same paper, speaker or theme as a topic, newest first.
RELATED = """
select t.id, t.title, t.track, t.issue_number, i.date from topics t join issues i on i.number = t.issue_number
where t.id in (
    select o.topic_id from {table} o where o.{column} in (select {column} from {table} where topic_id = :topic)
) and t.issue_number <> (select issue_number from topics where id = :topic)
order by i.date desc, t.issue_number desc, t.position limit :limit
"""

ALL_TOPICS = """
select t.id from topics t join issues i on i.number = t.issue_number
order by i.date is null, i.date desc, t.issue_number desc, t.position limit ?
"""

REPLAYS = """
select issue_number, date, topic_id, topic, speakers, url, state, since, archived_url from replays
order by date is null, date desc, issue_number desc, mention_id
"""


def theme_path(name: str, english: str, speech: Speech) -> str:
    """The path of a theme's page in a language: `theme/联邦学习` or `theme/federated-learning`."""
    return f"theme/{address_of((name, english)[speech.place])}"


def all_themes(connection: sqlite3.Connection) -> list[Row]:
    """The themes that have topics, with the number of their topics."""
    return fetch(connection, THEMES)


def theme_page(connection: sqlite3.Connection, address: str) -> Row | None:
    """A theme by its address in either language: its topics by year, its speakers, the states of its replays."""
    found = (row for row in fetch(connection, "select name, english from themes order by position"))
    theme = next((row for row in found if address in map(address_of, (row["name"], row["english"]))), None)
    if theme is None:
        return None
    keys = [row["id"] for row in fetch(connection, OF_THEME, (theme["name"], MOST_LISTED))]
    return {
        "theme": theme,
        "others": [row for row in all_themes(connection) if row["name"] != theme["name"]],
        "paths": {speech.code: theme_path(theme["name"], theme["english"], speech) for speech in SPEECHES},
        **_listed(topic_cards(connection, keys)),
        "total": connection.execute("select count(*) from topic_themes where theme = ?", (theme["name"],)).fetchone()[
            0
        ],
    }


def topics_page(connection: sqlite3.Connection) -> Row:
    """Every topic by year, newest first."""
    keys = [row["id"] for row in fetch(connection, ALL_TOPICS, (MOST_LISTED,))]
    total = connection.execute("select count(*) from topics").fetchone()[0]
    return {"themes": all_themes(connection), **_listed(topic_cards(connection, keys)), "total": total}


def _listed(topics: list[Row]) -> Row:
    """Topics by year, each with the states of its `replays`; the speakers; the number of replays in each state."""
    for topic in topics:
        topic["replays"] = replay_states(link for link in topic["links"] if link["kind"] == "replay")
        topic["year"] = (topic["date"] or "")[:4]
    people = {person["id"]: person["name"] for topic in topics for person in topic["speakers"]}
    talks = Counter(person["id"] for topic in topics for person in topic["speakers"])
    return {
        "years": group(topics, "year"),
        "shown": len(topics),
        "people": [{"id": key, "name": people[key], "topics": number} for key, number in talks.most_common()],
        "states": _counted(topic["replays"][0] for topic in topics if topic["replays"]),
    }


def _counted(states: Iterable[str]) -> list[tuple[str, int]]:
    counts = Counter(states)
    return [(state, counts[state]) for state in REPLAY_STATES if counts[state]]


def related_topics(connection: sqlite3.Connection, topic_id: int) -> Row:
    """A topic's themes, and related topics: by the same paper, else the same speaker, else the same theme."""
    themes = fetch(connection, THEMES_OF_TOPIC, (topic_id,))
    ties = [("paper", "topic_papers", "paper_id"), ("speaker", "topic_speakers", "person_id")]
    ties += [("theme", "topic_themes", "theme")]
    related: dict[str, list[Row]] = {}
    seen: set[int] = set()
    for name, table, column in ties:
        sql = RELATED.format(table=table, column=column)
        rows = fetch(connection, sql, {"topic": topic_id, "limit": 3 * MOST_RELATED})
        related[name] = [row for row in rows if row["id"] not in seen][:MOST_RELATED]
        seen.update(row["id"] for row in related[name])
    return {"themes": themes, "related": {name: rows for name, rows in related.items() if rows}}


def replays_page(connection: sqlite3.Connection, state: str | None = None) -> Row | None:
    """All replays, or those in one state, newest first; `None` for an unknown state."""
    if state and state not in REPLAY_STATES:
        return None
    replays = fetch(connection, REPLAYS)
    for replay in replays:
        replay["can"] = replay_state(replay["state"], replay["archived_url"])
    shown = [replay for replay in replays if state in (None, replay["can"])]
    return {
        "state": state,
        "states": _counted(replay["can"] for replay in replays),
        "total": len(replays),
        "found": len(shown),
        "replays": shown[:MOST_LISTED],
    }
