"""The inputs of an archive, and whether it is up to date with them. Imports nothing that parses or reconciles."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import scraper
from scraper import __version__
from scraper.defaults import settings_path
from scraper.errors import SalonError
from scraper.pipeline.versions import code_of, versions
from scraper.records import Document
from scraper.sources.documents.store import PLAIN_SOURCE, DocumentStore
from scraper.store.damage import DAMAGE, fault_in
from scraper.store.schema import SCHEMA_VERSION
from scraper.store.write import check_replaceable

CORRECTIONS = "data/corrections.yml"
GLOSSARY = "data/glossary.yml"
LINK_KINDS = "data/link_kinds.yml"
SERIES = "data/series.yml"
THEMES = "data/themes.yml"

_READERS = ("beautifulsoup4", "comrak", "lxml", "opencc", "pypinyin", "rapidfuzz", "pystemmer")
"""Libraries that read, compare and index: another version may give other results."""


class NothingReadable(SalonError):
    """No document could be read; the message says where they were looked for, and the remedy."""


class Inputs(NamedTuple):
    """Stores with their documents, the file of link checks, which may be missing, and a digest of code and settings."""

    stores: tuple[tuple[DocumentStore, tuple[Document, ...]], ...]
    checks: Path
    code: bytes
    sources: tuple[str, ...] = ()  # the sources that the user named to be one series

    @property
    def documents(self) -> list[Document]:
        return [document for _, documents in self.stores for document in documents]

    @property
    def problems(self) -> list[tuple[str, str]]:
        return [problem for store, _ in self.stores for problem in store.problems]

    def fingerprint(self) -> str:
        """A digest of everything the archive is made from: documents, settings, link checks, and the code itself."""
        told = hashlib.sha256(self.code + _content(self.checks))
        told.update(repr(sorted(self.problems)).encode("utf-8", "surrogatepass"))
        for document in sorted(self.documents, key=lambda one: one.order):
            told.update(repr(document).encode("utf-8", "surrogatepass"))
        return told.hexdigest()


def _code() -> bytes:
    """A digest of all that makes an archive of documents and link checks: libraries, settings, and the code itself."""
    told = hashlib.sha256(repr((__version__, versions(_READERS))).encode())
    settings = map(settings_path, (CORRECTIONS, LINK_KINDS, SERIES, GLOSSARY, THEMES))
    for content in (*map(_content, settings), *code_of(scraper.__path__[0])):
        told.update(b"\0" + content)
    return told.digest()


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def read_inputs(folders: Sequence[Path], database: Path, sources: Sequence[str] = ()) -> Inputs:
    """The inputs of a build of these folders. The link checks lie beside the archive.

    With `sources`, only the documents of these sources; a file that no manifest names is a source of its name.

    Raises:
        NothingReadable: a folder is missing, no folder holds a document, or no document is of a named source.
    """
    for folder in folders:
        if not folder.exists():
            raise NothingReadable(f"{folder}: no such folder; name one with --documents, or run `salon fetch`")
    stores = [DocumentStore(folder) for folder in folders]
    found = tuple((store, tuple(store.documents())) for store in stores)
    inputs = Inputs(found, database.parent / "link_checks.jsonl", _code())
    if not inputs.documents:
        names = ", ".join(map(str, folders))
        raise NothingReadable(f"{names}: no document (.md or .html) that can be read; the archive is as it was before")
    return _of_sources(inputs, sources) if sources else inputs


def _of_sources(inputs: Inputs, sources: Sequence[str]) -> Inputs:
    known = {name for document in inputs.documents for name in (document.source, source_of(document))}
    if unknown := [name for name in sources if name not in known]:
        there = ", ".join(sorted({source_of(document) for document in inputs.documents}))
        raise NothingReadable(f"no document is of the source {unknown[0]!r}; there are {there}")
    chosen = tuple(
        (store, tuple(one for one in documents if {one.source, source_of(one)} & set(sources)))
        for store, documents in inputs.stores
    )
    return inputs._replace(stores=chosen, sources=tuple(sources))


def source_of(document: Document) -> str:
    """The source of a document. If no manifest names one, it is the file, unless the date in its name says that it is
    one of many revisions."""
    is_alone = document.source == PLAIN_SOURCE and not document.published_at
    return document.file if is_alone else document.source


class Damaged(Exception):
    """An archive that SQLite cannot read as a whole; the message says what is wrong. A build makes it anew."""


def is_current(database: Path, fingerprint: str) -> bool:
    """Whether the archive was built from exactly these inputs by this version, and is whole.

    Raises:
        Damaged: SQLite cannot read the whole file.
        StoreError: the file is not an archive.
    """
    check_replaceable(database)
    if not database.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            (schema,) = connection.execute("pragma user_version").fetchone()
            found = connection.execute("select value from archive where key = 'fingerprint'").fetchone()
            is_same = bool(schema == SCHEMA_VERSION and found == (fingerprint,))
            fault = fault_in(connection) if is_same else None
    except sqlite3.OperationalError:  # no table `archive`: it is empty
        return False
    except DAMAGE as error:
        raise Damaged(str(error)) from error
    if fault:
        raise Damaged(fault)
    return is_same
