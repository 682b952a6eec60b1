"""The history of an issue or topic: what each document said differently from the one before."""

from __future__ import annotations

import sqlite3

from scraper.site.query import Row, fetch, group

# Documents that announce the issue, and documents that changed it, such as a later announcement with its recap.
DOCUMENTS = """
select d.id, d.source, d.url, d.revision, d.published_at, d.title, d.issue_number from documents d
where d.issue_number = :number or d.id in (select document_id from changes where issue_number = :number)
order by datetime(d.published_at), d.id
"""

CHANGES = """
select c.*, t.title as topic from changes c left join topics t on t.id = c.topic_id
where {condition} order by c.topic_id, c.field, c.id
"""


def issue_history(connection: sqlite3.Connection, number: int) -> list[Row]:
    """The documents that say something new about an issue, oldest first, each with its `changes`."""
    rows = fetch(connection, CHANGES.format(condition="c.issue_number = ?"), (number,))
    changes = group(rows, "document_id")
    documents = fetch(connection, DOCUMENTS, {"number": number})
    return [{**document, "changes": changes.get(document["id"], [])} for document in documents]


def topic_history(connection: sqlite3.Connection, topic_id: int) -> list[Row]:
    """What changed about one topic, oldest first, each change with when and where the new wording was published."""
    sql = """
        select c.*, d.published_at, d.url from changes c join documents d on d.id = c.document_id
        where c.topic_id = ? order by datetime(d.published_at), c.field, c.id
    """
    return fetch(connection, sql, (topic_id,))
