"""The home page: the archive at a glance."""

from __future__ import annotations

import sqlite3

from scraper.export.salons.replays import REPLAY_STATES, state_words
from scraper.site.language.speech import CHINESE, ENGLISH, Speech
from scraper.site.pages.issues import YEARS, issue_summaries
from scraper.site.pages.themes import all_themes
from scraper.site.query import Row, fetch, fetch_one
from scraper.site.story import NO_REPLAY, Story, read_story, story_svg

LATEST = 6
MOST_CHANGES = 4

COUNTS = """
select (select count(*) from issues) as issues, (select count(*) from topics) as topics,
    (select count(*) from people) as people, (select count(*) from papers) as papers,
    (select count(*) from replays) as replays,
    (select min(date) from issues) as first_date, (select max(date) from issues) as last_date
"""

CHANGES = f"select changed_at, change, issue_number, topic_id, topic from replay_changes limit {MOST_CHANGES}"


def home_page(connection: sqlite3.Connection, speech: Speech) -> Row:
    """Counts, the picture of all issues, the latest issues, changes of replays, and links to years and themes."""
    story = read_story(connection)
    return {
        "counts": fetch_one(connection, COUNTS),
        "latest": issue_summaries(connection, limit=LATEST),
        "years": fetch(connection, YEARS),
        "themes": all_themes(connection),
        "changes": fetch(connection, CHANGES),
        "story": story,
        "svg": story and story_svg(story, _told(story, speech), _names(speech)),
        "story_names": _names(speech),
        "story_title": story and story_title(story, speech),
    }


def _names(speech: Speech) -> dict[str, str]:
    return {
        **{state: speech.label("replay_state", state) for state in REPLAY_STATES},
        NO_REPLAY: speech.t("story.none"),
    }


def _told(story: Story, speech: Speech) -> str:
    """The picture described in a sentence."""
    names = _names(speech)
    counted = speech.t("comma").join(f"{names[state]} {number}" for state, number in story.counts)
    return story_title(story, speech) + speech.t("colon") + counted


def story_title(story: Story, speech: Speech) -> str:
    """What the picture shows: sessions by month, or by year where there are many months."""
    return speech.t("story.title_years") if story.by_year else speech.t("story.title")


def archive_picture(connection: sqlite3.Connection) -> str | None:
    """The picture of all issues as SVG that stands alone, in both languages; `None` where no issue is dated."""
    story = read_story(connection)
    if story is None:
        return None
    names = {state: state_words(state) for state in REPLAY_STATES}
    names[NO_REPLAY] = " ".join(speech.t("story.none") for speech in (CHINESE, ENGLISH))
    title = " ".join(_told(story, speech) for speech in (CHINESE, ENGLISH))
    return str(story_svg(story, title, names, is_alone=True))


def about_page(connection: sqlite3.Connection) -> Row:
    """The counts of the archive; its date and its sources are on every page (`archive_facts`)."""
    return {"counts": fetch_one(connection, COUNTS)}


def archive_facts(connection: sqlite3.Connection) -> dict[str, str]:
    """Table `archive` as a dictionary: as of when, from how many documents, by which version."""
    return {row["key"]: row["value"] for row in fetch(connection, "select key, value from archive")}
