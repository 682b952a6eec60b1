"""The whole line for one archive: document stores → parse → reconcile → write → index."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from scraper import __version__
from scraper.defaults import read_settings
from scraper.parse import parse, unreadable
from scraper.reconcile import reconcile
from scraper.reconcile.corrections import corrections_from, removals_from
from scraper.reconcile.kinds import rules_from
from scraper.records import Announcement, Document
from scraper.sources.store import DocumentStore
from scraper.store.schema import SCHEMA_VERSION
from scraper.store.write import finish, new_archive, write_about, write_document, write_rows


class NothingReadable(Exception):
    """No document could be read; the message says where they were looked for and the remedy."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build reads: stores with their documents, what people decided, what was observed."""

    stores: tuple[tuple[DocumentStore, tuple[Document, ...]], ...]
    corrections: object
    link_kinds: object
    checks: Path | None

    @property
    def documents(self) -> list[Document]:
        return [document for _, documents in self.stores for document in documents]

    @property
    def problems(self) -> list[tuple[str, str]]:
        return [problem for store, _ in self.stores for problem in store.problems]

    def fingerprint(self) -> str:
        """A digest of everything the archive follows from."""
        told = hashlib.sha256()
        for part in (
            __version__,
            _code(),
            self.corrections,
            self.link_kinds,
            sorted(self.problems),
        ):
            told.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
        for document in sorted(self.documents, key=lambda one: one.order):
            told.update(repr(document).encode("utf-8", "surrogatepass") + b"\0")
        if self.checks and self.checks.exists():
            told.update(self.checks.read_bytes())
        return told.hexdigest()


def _code() -> str:
    """A digest of the code that makes an archive, so that a changed rule is a reason to build again."""
    told = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*/*.py")):
        if file.parent.name in ("parse", "reconcile", "store", "search"):
            told.update(file.read_bytes())
    return told.hexdigest()


def is_current(database: Path, fingerprint: str) -> bool:
    """Whether the archive was built from exactly these inputs by this version."""
    if not database.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            (version,) = connection.execute("pragma user_version").fetchone()
            found = connection.execute("select value from archive where key = 'fingerprint'").fetchone()
    except sqlite3.Error:
        return False
    return bool(version == SCHEMA_VERSION and found == (fingerprint,))


def read_inputs(folders: Sequence[Path], database: Path) -> Inputs:
    """What a build of these folders reads; the observations of link checks lie beside the archive.

    Raises:
        NothingReadable: a folder is missing, or none holds a document.
        SettingsError: a settings file cannot be read.
    """
    for folder in folders:
        if not folder.exists():
            raise NothingReadable(
                f"{folder}: no such folder of documents; name one with --documents, or run `salon fetch`"
            )
    stores = [DocumentStore(folder) for folder in folders]
    inputs = Inputs(
        tuple((store, tuple(store.documents())) for store in stores),
        read_settings("data/corrections.yml"),
        read_settings("data/link_kinds.yml"),
        database.parent / "link_checks.jsonl",
    )
    if not inputs.documents:
        names = ", ".join(map(str, folders))
        raise NothingReadable(f"{names}: no document (.md or .html) that can be read; the archive is as it was before")
    return inputs


def build(
    inputs: Inputs,
    database: Path,
    fingerprint: str,
    progress: Callable[[Iterable[Document]], Iterable[Document]] = iter,
) -> None:
    """Writes the archive of `inputs`; the file is replaced in one transaction, or left as it was.

    Raises:
        NothingReadable: there is no document, or none says anything of a salon.
        CorrectionError, KindsError, StoreError: with what is wrong and the remedy.
    """
    rules = rules_from(inputs.link_kinds)
    corrections = corrections_from(inputs.corrections)
    removed = removals_from(inputs.corrections)
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


def _write_checks(connection: sqlite3.Connection, path: Path | None) -> str | None:
    return None


def _index(connection: sqlite3.Connection) -> None:
    from scraper.search import index

    index.build(connection)
