"""A small archive of issues whose links lead to a server of the test."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from scraper.records import stable_id
from scraper.store import schema, views


@dataclass(frozen=True)
class Linked:
    """A link as the archive has it: address, issue, topic, kind, and whether it is still named."""

    url: str
    issue: int = 28
    topic: str = "联邦学习"
    kind: str = "replay"
    is_current: bool = True


def write(path: Path, links: Sequence[Linked], changes: Sequence[tuple[str, str | None, str | None]] = ()) -> Path:
    """A new archive at `path`; `changes` are topics with the old and the new address of a link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema.TABLES + schema.INDEXES + views.VIEWS)
        connection.execute(
            "insert into documents (id, source, media_type, sha256, bytes) values (1, 'test', 'text/markdown', '0', 1)"
        )
        for number in {link.issue for link in links}:
            connection.execute(
                "insert into issues (number, title, date) values (?, ?, ?)",
                (number, f"第 {number} 期", f"2020-03-{number % 28 + 1:02}"),
            )
        for position, link in enumerate(links):
            topic, key = stable_id("topic", link.issue, link.topic), stable_id("link", link.url)
            connection.execute("insert or ignore into topics (id, issue_number, position, title) values (?, ?, ?, ?)",
                               (topic, link.issue, position, link.topic))  # fmt: skip
            connection.execute("insert or ignore into links values (?, ?, ?, ?)", (key, link.url, "host", link.kind))
            connection.execute(
                "insert into issue_links values (?, ?, ?, ?, '回放', null, 'recap', ?, ?, 1, 1)",
                (position + 1, key, link.issue, topic, position, link.is_current),
            )
        for number, (title, old, new) in enumerate(changes):
            topic = stable_id("topic", 28, title)
            connection.execute(
                "insert into changes values (?, 1, null, 28, ?, 'link', ?, ?)", (number, topic, old, new)
            )
        connection.execute(f"pragma user_version = {schema.SCHEMA_VERSION}")
        connection.commit()
    return path
