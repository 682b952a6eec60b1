"""How the settings of a series read its newest document: columns, sessions, and the words that are not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scraper.markup.decode import Unreadable
from scraper.markup.lines import Table
from scraper.parse import parse
from scraper.parse.blocks import published
from scraper.parse.recap.columns import text
from scraper.parse.sessions.header import header_word, is_session_table, session_columns
from scraper.pipeline.inputs import read_inputs
from scraper.reconcile.identity import NO_YEAR, RecapEntry, identify
from scraper.reconcile.kinds import kind_of, rules_from, rules_of
from scraper.records import Announcement, Document, FindingCode, Problem
from scraper.series import Series, TableLayout
from scraper.settings import settings_of

MOST_HEADERS = 12
LEFT_OUT = "- left out on purpose"


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table: its headers, each with its column, `LEFT_OUT` or null for neither, and whether it is read."""

    headers: tuple[tuple[str, str | None], ...]
    is_read: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a document is read. `sessions` are in its order, `problems` those of the document and of its rows."""

    document: Document
    documents: int
    tables: tuple[SeenTable, ...]
    sessions: tuple[RecapEntry, ...]
    problems: tuple[Problem, ...]
    kinds: dict[str, str]


def explain(path: Path, series: Series, sources: Sequence[str] = ()) -> Explanation:
    """How `series` reads the newest document of a file or folder.

    Raises:
        NothingReadable: there is no document.
        SettingsError: `data/link_kinds.yml` cannot be used.
    """
    inputs = read_inputs([path], path, sources)
    document = max(inputs.documents, key=lambda one: one.order)
    store = next(store for store, found in inputs.stores if document in found)
    content = store.read(document)
    layout = series.table
    announcement = parse(content, document.media_type, url=document.url, table=layout) if layout else Announcement()
    (stated,) = identify([(document, announcement)], by_date=series.by_date, zone=series.zone)
    sessions = stated.rows[::-1] if layout and layout.year == "newest first" else stated.rows
    problems = [*stated.announcement.problems, *(problem for entry in sessions for problem in entry.row.problems)]
    problems += [
        Problem(FindingCode.NOT_UNDERSTOOD, NO_YEAR, entry.row.excerpt) for entry in sessions if entry.lacks_year
    ]
    rules = (*rules_of(series), *rules_from(settings_of("data/link_kinds.yml", "see its comments")))
    links = [link for entry in sessions for link in entry.row.links]
    kinds = {link.url: kind_of(link.url, rules) for link in links}
    kinds |= {link.url: link.kind for link in links if link.kind and kinds[link.url] == "other"}
    tables = _tables(content, document, layout)
    return Explanation(document, len(inputs.documents), tables, sessions, tuple(dict.fromkeys(problems)), kinds)


def _tables(content: bytes, document: Document, layout: TableLayout | None) -> tuple[SeenTable, ...]:
    try:
        blocks = published(content, document.media_type, (), document.url).blocks
    except Unreadable:
        return ()
    return tuple(_seen(block, layout) for block in blocks if isinstance(block, Table) and block.rows)


def _seen(table: Table, layout: TableLayout | None) -> SeenTable:
    columns = session_columns(table, layout) if layout else {}
    names = {place: name for name, place in columns.items()}
    left_out = {header_word(word) for word in layout.left_out} if layout else set()
    headers = tuple(
        (word, names.get(place) or (LEFT_OUT if header_word(word) in left_out else None))
        for place, word in enumerate(map(text, table.rows[0][:MOST_HEADERS]))
    )
    return SeenTable(headers, layout is not None and is_session_table(columns, layout))
