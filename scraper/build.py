"""The whole line for one archive: document stores → parse → reconcile → write → index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scraper import __version__
from scraper.check import history
from scraper.defaults import read_settings
from scraper.inputs import CORRECTIONS, LINK_KINDS, Inputs, NothingReadable
from scraper.parse import parse, unreadable
from scraper.reconcile import reconcile
from scraper.reconcile.corrections import corrections_from, removals_from
from scraper.reconcile.kinds import rules_from
from scraper.records import Announcement, Document
from scraper.store.write import finish, new_archive, write_about, write_document, write_rows


def build(
    inputs: Inputs,
    database: Path,
    fingerprint: str,
    progress: Callable[[Iterable[Document]], Iterable[Document]] = iter,
) -> None:
    """Writes the archive of `inputs`; the file is replaced in one transaction, or left as it was.

    Raises:
        NothingReadable: there is no document, or none says anything of a salon.
        SettingsError, CorrectionError, KindsError, StoreError: with what is wrong and the remedy.
    """
    rules = rules_from(read_settings(LINK_KINDS))
    decided = read_settings(CORRECTIONS)
    corrections, removed = corrections_from(decided), removals_from(decided)
    with new_archive(database) as connection:
        parsed = list(_parsed(inputs, removed, connection, progress))
        rows = reconcile(parsed, rules, corrections, inputs.problems)
        if not rows.issues:
            raise NothingReadable(
                f"none of {len(parsed)} documents announces or recalls a salon; the archive is as it was before"
            )
        write_rows(connection, rows)
        checked = _write_checks(connection, inputs.checks)
        write_about(connection, _about(inputs, len(rows.issues), fingerprint, checked))
        finish(connection)
        _index(connection)


def _parsed(
    inputs: Inputs,
    removed: Sequence[str],
    connection: sqlite3.Connection,
    progress: Callable[[Iterable[Document]], Iterable[Document]],
) -> Iterator[tuple[Document, Announcement]]:
    """Parses every document and stores its text at once, so that it need not be kept."""
    stores = {id(document): store for store, documents in inputs.stores for document in documents}
    for document in progress(inputs.documents):
        try:
            announcement = parse(stores[id(document)].read(document), document.media_type, removed)
        except OSError as error:  # it was there a moment ago
            announcement = unreadable(error.strerror or str(error))
        write_document(connection, document, announcement)
        yield document, replace(announcement, body="")


def _about(inputs: Inputs, issues: int, fingerprint: str, checked: str | None) -> dict[str, str]:
    dates = [document.published_at for document in inputs.documents if document.published_at]
    about = {
        "as_of": max(dates, default=""),
        "documents": str(len(inputs.documents)),
        "issues": str(issues),
        "sources": ", ".join(sorted({document.source for document in inputs.documents})),
        "version": __version__,
        "fingerprint": fingerprint,
    }
    return about | ({"checked_at": checked} if checked else {})


def _write_checks(connection: sqlite3.Connection, path: Path) -> str | None:
    """The observed checks of links the archive knows; returns the newest instant. The file keeps all of them."""
    links = dict(connection.execute("select url, id from links"))
    newest: str | None = None
    for outcome in history.read(path):
        if outcome.url in links:
            values = history.row(links[outcome.url], outcome)
            connection.execute(f"insert or ignore into link_checks values ({', '.join('?' * len(values))})", values)
            newest = max(newest or "", outcome.checked_at)
    return newest


def _index(connection: sqlite3.Connection) -> None:
    from scraper.search import index

    index.build(connection)
