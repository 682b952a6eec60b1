"""The first page: what the archive is, at a glance."""

from __future__ import annotations

import sqlite3

from scraper.site.pages.health import VERDICTS
from scraper.site.pages.issues import YEARS, issue_summaries
from scraper.site.query import Row, fetch, fetch_one

LATEST = 6

COUNTS = """
select (select count(*) from issues) as issues, (select count(*) from topics) as topics,
    (select count(*) from people) as people, (select count(*) from papers) as papers,
    (select min(date) from issues) as first_date, (select max(date) from issues) as last_date
"""

TRACKS = "select track, count(*) as topics from topics where track is not null group by 1 order by 2 desc, 1"


def home_page(connection: sqlite3.Connection) -> Row:
    """Counts, the latest issues, years and tracks to enter by, and how the replays are."""
    replays = [row for row in fetch(connection, VERDICTS) if row["replays"]]
    return {
        "counts": fetch_one(connection, COUNTS),
        "latest": issue_summaries(connection, limit=LATEST),
        "years": fetch(connection, YEARS),
        "tracks": fetch(connection, TRACKS),
        "replays": replays,
        "about": archive_facts(connection),
    }


def about_page(connection: sqlite3.Connection) -> Row:
    """How much the archive holds; as of when, and from what, is told of every page (`archive_facts`)."""
    return {"counts": fetch_one(connection, COUNTS)}


def archive_facts(connection: sqlite3.Connection) -> dict[str, str]:
    """Table `archive` as a dictionary: as of when, from how many documents, by which version."""
    return {row["key"]: row["value"] for row in fetch(connection, "select key, value from archive")}
