"""All steps for one archive: document stores → parse → reconcile → write → index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from scraper import __version__
from scraper.check import history
from scraper.pipeline.cache import ParseCache, cache_path
from scraper.pipeline.inputs import CORRECTIONS, LINK_KINDS, Inputs, NothingReadable
from scraper.pipeline.one_series import refuse_two_counts, require_one_source
from scraper.pipeline.workers import executor_of, parse_all, processes_for
from scraper.reconcile import reconcile
from scraper.reconcile.corrections import decisions_from
from scraper.reconcile.kinds import rules_from, rules_of
from scraper.records import Announcement, Document, RecapRow, instant_key
from scraper.search import index
from scraper.search.themes import read_themes
from scraper.series import TableLayout
from scraper.series.settings import read_series
from scraper.settings import settings_of
from scraper.store.write import finish, new_archive, write_about, write_document, write_rows

_REMEDY = "the comments in it say what it holds"

_REPEATED = [name for name in Announcement._fields if name not in ("recap", "body")]


class Means(NamedTuple):
    """How a build parses: the number of processes (`None`: as many as pay off) or a Dask cluster, and the cache."""

    processes: int | None = None
    dask: str | None = None
    cache: Path | None = None
    progress: Callable[[Iterable[Document], int], Iterable[Document]] = lambda documents, total: documents


def build(inputs: Inputs, database: Path, fingerprint: str, means: Means) -> None:
    """Writes the archive of `inputs`; the file is replaced in one step, or left unchanged.

    Raises:
        NothingReadable: there is no document, no document speaks of a salon, or tables are of several sources.
        SettingsError, StoreError, ExecutorError: the message says what is wrong, and the remedy.
    """
    series = read_series()
    rules = (*rules_of(series), *rules_from(settings_of(LINK_KINDS, _REMEDY)))
    themes = read_themes()
    decided = decisions_from(settings_of(CORRECTIONS, _REMEDY))
    if series.table:
        require_one_source(inputs)
    cached = ParseCache(means.cache or cache_path(), decided.removals, series.table)
    with cached as cache, new_archive(database) as connection:
        parsed = list(_parsed(inputs, decided.removals, connection, means, cache, series.table))
        if not any(announcement.announces or announcement.recap for _, announcement in parsed):
            raise NothingReadable(_nothing_in(parsed))
        if series.table and not series.by_date:
            refuse_two_counts(parsed)
        problems = [*inputs.problems, *decided.faults, *history.faults(inputs.checks)]
        rows = reconcile(parsed, rules, decided.corrections, problems, series)
        write_rows(connection, rows)
        checked = history.record(connection, inputs.checks)
        write_about(connection, _about(inputs, len(rows.issues), fingerprint, checked) | {"series": series.to_json()})
        finish(connection)
        index.build_indexes(connection, themes, partial(cache.texts, inputs.code))


def _parsed(
    inputs: Inputs,
    removed: Sequence[str],
    connection: sqlite3.Connection,
    means: Means,
    cache: ParseCache,
    table: TableLayout | None,
) -> Iterator[tuple[Document, Announcement]]:
    """Every document with its announcement. The text is stored at once, so that it need not be kept in memory."""
    stores = {id(document): store for store, documents in inputs.stores for document in documents}
    documents = inputs.documents
    processes = processes_for(len(documents)) if means.processes is None else means.processes
    with executor_of(processes, means.dask) as executor:
        found = means.progress(documents, len(documents))
        recap: tuple[RecapRow, ...] = ()
        for document, announcement in parse_all(
            found, lambda document: stores[id(document)].read(document), removed, executor, cache, table
        ):
            write_document(connection, document, announcement)
            recap = recap if recap == announcement.recap else announcement.recap
            yield document, _lean(announcement, recap)


def _lean(announcement: Announcement, recap: tuple[RecapRow, ...]) -> Announcement:
    """The announcement without its text. Values that other documents have as well become one shared object."""
    parts: dict[str, Any] = {name: _shared(getattr(announcement, name)) for name in _REPEATED}
    return announcement._replace(body="", recap=recap, **parts)


def _shared(value: object) -> object:
    return _once(tuple(map(_once, value)) if isinstance(value, tuple) else value)


@lru_cache(maxsize=2048)
def _once(value: object) -> object:
    return value


def _nothing_in(parsed: Sequence[tuple[Document, Announcement]]) -> str:
    """Why no document says anything, with the first one as an example, and the remedy."""
    document, announcement = parsed[0]
    why = announcement.problems[0].message if announcement.problems else "it says nothing"
    return (
        f"no session is read in any of {len(parsed)} documents ({document.file}: {why});"
        " name another folder with --documents. The archive is as it was before"
    )


def _about(inputs: Inputs, issues: int, fingerprint: str, checked: str | None) -> dict[str, str]:
    dates = [document.published_at for document in inputs.documents if document.published_at]
    about = {
        "as_of": max(dates, key=instant_key, default=""),
        "documents": str(len(inputs.documents)),
        "issues": str(issues),
        "sources": ", ".join(sorted({document.source for document in inputs.documents})),
        "version": __version__,
        "fingerprint": fingerprint,
    }
    return about | ({"checked_at": checked} if checked else {})
