"""Fetches sources into a store, one after the other. A failing source harms neither the others nor stored documents."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from scraper.records import SHANGHAI_OFFSET, instant_key
from scraper.sources import SourceFailed
from scraper.sources.documents.manifest import Entry
from scraper.sources.documents.memory import Memory
from scraper.sources.documents.writer import StoreWriter
from scraper.sources.expectations import unmet
from scraper.sources.git.history import GitHistory, github_repository, is_pattern
from scraper.sources.settings import Source

if TYPE_CHECKING:
    from scraper.sources.http.client import Client
    from scraper.sources.web.robots import Robots

_GIVE_UP_AFTER = 3  # failures in a row: then not the documents fail but the connection


class RevisionHistory(Protocol):
    """A file whose revisions can be listed and read: `GitHistory` or `GitHubHistory`."""

    def revisions(self) -> list[Entry]: ...

    def contents(self, entries: list[Entry]) -> Iterator[tuple[Entry, bytes | SourceFailed]]: ...


class FetchProgress(Protocol):
    """Receives the progress that a person watches."""

    def begin(self, source: str, total: int) -> None: ...

    def advance(self) -> None: ...

    def say(self, message: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Options:
    """What to fetch and how; `since` is an ISO 8601 date or instant, `limit` counts new documents of each source.
    Dates of pages without an offset are of `zone`."""

    since: str | None = None
    limit: int | None = None
    is_dry: bool = False
    allow_private: bool = False
    api_url: str | None = None
    raw_url: str | None = None
    token: str | None = None
    zone: tzinfo = SHANGHAI_OFFSET


@dataclass
class FetchResult:
    """The result for one source. `failures` are sentences, `removed` pages that their publisher took down."""

    source: str
    new: int = 0
    unchanged: int = 0
    failures: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


class Fetching:
    """Fetches sources into a store; use as a context manager. Meanwhile no other process can add to the store.

    Raises:
        StoreBusy: on entering, when another process is adding to the same store.
        OSError: the store cannot be written to; its documents stay whole.
    """

    def __init__(
        self, store: StoreWriter, options: Options, progress: FetchProgress, sources: Iterable[Source]
    ) -> None:
        self._store = store
        self._options = options
        self._progress = progress
        self._named = [source.address for source in sources if source.kind == "page"]
        self._client: Client | None = None

    def __enter__(self) -> Self:
        self._store.__enter__()
        self._memory = Memory(self._store.folder, is_kept=not self._options.is_dry)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._store.__exit__(kind, error, traceback)
        if self._client:
            self._client.__exit__(kind, error, traceback)

    def fetch(self, source: Source) -> FetchResult:
        """Fetches the new documents of a source; every failure is in the result."""
        outcome = FetchResult(source.label)
        try:
            held = self._store.held(source.name)
            fetch = self._fetch_page if source.kind == "page" else self._fetch_history
            outcome.failures.extend(unmet(source, fetch(source, outcome), held))
        except SourceFailed as failure:
            outcome.failures.append(str(failure))
        return outcome

    def _fetch_history(self, source: Source, outcome: FetchResult) -> list[Entry]:
        """Stores the missing revisions of a history, oldest first, and returns all that it offers."""
        revisions: list[Entry] = []
        for path in source.paths:
            revisions += self._fetch_file(source, path, outcome)
        return revisions

    def _fetch_file(self, source: Source, path: str, outcome: FetchResult) -> list[Entry]:
        history = self._history(source, path)
        revisions = history.revisions()
        missing = [entry for entry in revisions if entry not in self._store]
        outcome.unchanged += len(revisions) - len(missing)
        wanted = self._wanted(missing)
        if self._options.is_dry:
            outcome.new += len(wanted)
        else:
            self._progress.begin(source.label, len(wanted))
            self._store_each(history.contents(wanted), outcome)
        return revisions

    def _store_each(self, contents: Iterator[tuple[Entry, bytes | SourceFailed]], outcome: FetchResult) -> None:
        failures_in_a_row = 0
        for entry, content in contents:
            if isinstance(content, SourceFailed):
                outcome.failures.append(str(content))
                failures_in_a_row += 1
                if failures_in_a_row == _GIVE_UP_AFTER:
                    raise SourceFailed(
                        f"given up after {_GIVE_UP_AFTER} failures in a row; run salon fetch again later"
                    )
                continue
            failures_in_a_row = 0
            self._store.add(entry, content)
            outcome.new += 1
            self._progress.advance()

    def _wanted(self, missing: list[Entry]) -> list[Entry]:
        """The newest `limit` entries published at or after `since`. An entry without a date is never left out."""
        since = instant_key(self._options.since)
        recent = [entry for entry in missing if not entry.published_at or instant_key(entry.published_at) >= since]
        return recent if self._options.limit is None else recent[max(0, len(recent) - self._options.limit) :]

    def _fetch_page(self, source: Source, outcome: FetchResult) -> list[Entry]:
        """Stores a page if it says something new, and returns all its versions."""
        from scraper.sources.web.web_page import WebPage

        self._progress.begin(source.label, 1)
        page = WebPage(source.address, source.name, self._connected, self._robots, self._memory, self._options.zone)
        versions = [entry for entry in self._store.held(source.name) if entry.url == page.url]
        found = page.fetch(versions[-1] if versions else None, self._store.read)
        self._progress.advance()
        if found is None:
            outcome.unchanged = 1
            return versions
        if self._wanted([found.entry]):
            outcome.new = 1
            if not self._options.is_dry:
                self._store.add(found.entry, found.content)
        if found.removed:
            outcome.removed.append(f"{source.address}: {found.removed}")
        return [*versions, found.entry]

    def _history(self, source: Source, path: str) -> RevisionHistory:
        repository = source.address if source.kind == "github" else github_repository(source.address)
        if source.kind == "github" or (repository and not shutil.which("git")):
            return self._github(source, str(repository), path)
        return GitHistory(source.address, path, source.name)

    def _github(self, source: Source, repository: str, path: str) -> RevisionHistory:
        from scraper.sources.github.history import API_URL, RAW_URL, GitHubHistory, GitHubServers

        if is_pattern(path):
            raise SourceFailed(f"{source.name}: {path}: a pattern needs git; install it, or name the files one by one")
        api_url = self._options.api_url or API_URL
        raw_url = self._options.raw_url or (RAW_URL if api_url == API_URL else None)
        servers = GitHubServers(api_url, raw_url, self._options.token)
        return GitHubHistory(repository, path, source.name, self._connected, self._memory, servers)

    @cached_property
    def _connected(self) -> Client:
        """The HTTP client, made when the first source needs one."""
        from scraper.sources.http.client import Client

        named = [*self._named, *(url for url in (self._options.api_url, self._options.raw_url) if url)]
        self._client = Client(named, allow_private=self._options.allow_private, say=self._progress.say)
        return self._client

    @cached_property
    def _robots(self) -> Robots:
        from scraper.sources.web.robots import Robots

        return Robots(self._connected)
