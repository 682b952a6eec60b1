"""Full-text indexes of a finished archive: plain FTS5 tables that any SQLite with FTS5 reads and Datasette detects.

The text in an index is generated (see `scraper.search.tokens`). So an index is made once, last, and never updated:
FTS5's own `rebuild`, or a trigger, would replace what was generated, and Chinese would no longer be found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scraper.search.themes import Theme, classify, read_themes

Made = Callable[..., list[str]]
"""Gives a number of texts: what the function returns for the arguments, or returned for equal arguments before."""

TOPIC_TEXTS = """
create view topic_texts as
select
    t.id,
    t.title,
    t.track,
    (select group_concat(name, char(10)) from (
        select p.name from topic_speakers s join people p on p.id = s.person_id
        where s.topic_id = t.id order by s.position
    )) as speakers,
    (select group_concat(title, char(10)) from (
        select p.title from topic_papers s join papers p on p.id = s.paper_id
        where s.topic_id = t.id order by s.position
    )) as papers,
    (select group_concat(value, char(10)) from json_each(t.outline)) as outline,
    t.abstract,
    null as aliases
from topics t
"""

# FTS5 reads a column `aliases` as well, which holds nothing but generated text.
PLAIN_TEXTS = (
    "create view issue_texts as select number, title, theme, host, venue, address, null as aliases from issues",
    "create view paper_texts as select id, title, null as aliases from papers",
    "create view person_texts as select id, name, affiliation, null as aliases from people",
)

# A replay of a whole issue is found by the topics of the issue.
REPLAY_TEXTS = """
create view replay_texts as
select
    m.id as mention_id,
    m.label,
    i.title as issue,
    i.theme,
    (select group_concat(x.title, char(10)) from topic_texts x join topics t on t.id = x.id
     where t.id = m.topic_id or m.topic_id is null and t.issue_number = m.issue_number) as topics,
    (select group_concat(x.speakers, char(10)) from topic_texts x join topics t on t.id = x.id
     where t.id = m.topic_id or m.topic_id is null and t.issue_number = m.issue_number) as speakers,
    (select group_concat(x.papers, char(10)) from topic_texts x join topics t on t.id = x.id
     where t.id = m.topic_id or m.topic_id is null and t.issue_number = m.issue_number) as papers,
    null as aliases
from issue_links m join links l on l.id = m.link_id join issues i on i.number = m.issue_number
where l.kind = 'replay' and m.is_current
"""

# The words of the index of topics, for `scraper.search.suggest`; FTS5 reads them from the index itself.
VOCABULARY = "topics_fts_words"

# How many units one word of the index joins: short texts are searched as a whole, long ones by their words.
SHORT_TEXT, LONG_TEXT = 32, 8
ALIASES = "aliases"  # the last column of every index: other words for what the row holds


@dataclass(frozen=True)
class Index:
    """A table to search, its columns with the longest word made of each, and the query their text comes from."""

    table: str
    key: str
    columns: dict[str, int]
    source: str
    is_view: bool = False

    @property
    def name(self) -> str:
        return f"{self.table}_fts"

    @cached_property
    def declaration(self) -> str:
        """The `create virtual table` statement.

        Datasette and sqlite-utils detect an index by `content="table"` in the statement. This text comes from a view.
        The view is named as the content, so that FTS5 reads original text from it, and in single quotes, so that nobody
        takes the index for the view's own; the comment names the table. A search through a view has no `rowid` to be
        detected by: `metadata.yml` names its index and key.
        """
        comment = "" if self.is_view else f'/* content="{self.table}" */ '
        content = f"{comment}content='{self.source}'"
        return (
            f"create virtual table {self.name} using fts5({', '.join(self.columns)}, {ALIASES}, {content}, "
            f'content_rowid="{self.key}", tokenize="unicode61 remove_diacritics 2")'
        )


INDEXES = (
    Index(
        "topics",
        "id",
        {
            **dict.fromkeys(("title", "track", "speakers"), SHORT_TEXT),
            **dict.fromkeys(("papers", "outline", "abstract"), LONG_TEXT),
        },
        source="topic_texts",
    ),
    Index("issues", "number", dict.fromkeys(("title", "theme", "host", "venue", "address"), SHORT_TEXT), "issue_texts"),
    Index("papers", "id", {"title": SHORT_TEXT}, "paper_texts"),
    Index("people", "id", {"name": SHORT_TEXT, "affiliation": SHORT_TEXT}, "person_texts"),
    Index(
        "replays",
        "mention_id",
        {**dict.fromkeys(("label", "issue", "theme", "topics", "speakers"), SHORT_TEXT), "papers": LONG_TEXT},
        source="replay_texts",
        is_view=True,
    ),
)


def _made_now(count: int, make: Callable[..., list[str]], *told: Any) -> list[str]:
    return make(*told)


def build_indexes(
    connection: sqlite3.Connection, themes: Sequence[Theme] | None = None, made: Made = _made_now
) -> None:
    """Makes (or makes anew) the search indexes of an archive whose other tables are complete, and sorts its topics into
    `themes` (default: those of `data/themes.yml`). `made` makes the texts. Commits nothing."""
    _drop(connection)
    for view in (TOPIC_TEXTS, *PLAIN_TEXTS, REPLAY_TEXTS):
        connection.execute(view)
    for index in INDEXES:
        connection.execute(index.declaration)
        _fill(connection, index, made)
        connection.execute(f"insert into {index.name}({index.name}) values ('optimize')")
    connection.execute(f"create virtual table {VOCABULARY} using fts5vocab(topics_fts, row)")
    classify(connection, read_themes() if themes is None else themes, made)


def _drop(connection: sqlite3.Connection) -> None:
    for table in (VOCABULARY, *(index.name for index in INDEXES)):
        connection.execute(f"drop table if exists {table}")
    for view in reversed([index.source for index in INDEXES]):
        connection.execute(f"drop view if exists {view}")


def _fill(connection: sqlite3.Connection, index: Index, made: Made) -> None:
    names = ", ".join(index.columns)
    rows = connection.execute(f"select {index.key}, {names} from {index.source}")
    places = ", ".join("?" * (len(index.columns) + 2))
    sql = f"insert into {index.name}(rowid, {names}, {ALIASES}) values ({places})"
    columns = tuple(index.columns.items())
    connection.executemany(sql, ((key, *made(len(values) + 1, _generated, columns, values)) for key, *values in rows))


def _generated(columns: Iterable[tuple[str, int]], values: Sequence[str | None]) -> list[str]:
    from scraper.search.aliases import alias_text  # only where a row is new
    from scraper.search.tokens import index_text

    texts = [index_text(value, longest) for (_, longest), value in zip(columns, values, strict=True)]
    return [*texts, alias_text({name: value for (name, _), value in zip(columns, values, strict=True)})]
