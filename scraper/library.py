"""The library's face, which the command line is a layer over: documents in, an archive out, its rows, checks of links.

Everything here is also a name of `scraper` itself, and imports what it needs when it is called.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from scraper.check.verdicts import Outcome
from scraper.records import Announcement, Document
from scraper.rows import FindingRow, IssueRow, LinkRow, MentionRow, PaperRow, PersonRow, TopicRow

Row = TypeVar("Row", IssueRow, TopicRow, LinkRow, MentionRow, PersonRow, PaperRow, FindingRow)
Progress = Callable[[Iterable[Document], int], Iterable[Document]]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `is_new`: whether the archive was written; `damage`: what was wrong with the one before."""

    is_new: bool
    damage: str | None = None


def parse_document(content: bytes, media_type: str = "text/markdown") -> Announcement:
    """What one announcement says; `media_type` is `text/markdown` or `text/html`, any encoding.

    Pure: no clock, no network, no database, and no year is guessed. Never raises for what the bytes hold; what cannot
    be read is in `problems`. Times are `HH:MM`, local to the series.
    """
    from scraper.parse import parse

    return parse(content, media_type)


def build_archive(
    folders: Sequence[Path | str],
    database: Path | str,
    *,
    jobs: int | None = None,
    dask: str | None = None,
    progress: Progress | None = None,
) -> Built:
    """Makes the archive of all documents in `folders`, unless `database` is one already and whole.

    `jobs` processes parse (`None`: as many as are worth it), or the Dask cluster whose scheduler is at `dask`. The file
    is replaced in one step, or left as it was. Checks of links are read from `link_checks.jsonl` beside it.

    Raises:
        NothingReadable: a folder is missing, or no document announces or recalls a salon.
        StoreError: the file is something else than an archive, another build writes it, or the disk refuses.
        SettingsError: a file of `data/` cannot be used.
        ExecutorError: a process or the cluster failed.
    """
    from scraper.pipeline.inputs import Damaged, is_current, read_inputs

    target, damage = Path(database), None
    inputs = read_inputs([Path(folder) for folder in folders], target)
    fingerprint = inputs.fingerprint()
    try:
        if is_current(target, fingerprint):
            return Built(is_new=False)
    except Damaged as error:
        damage = str(error)

    from scraper.pipeline.build import Means, build

    build(inputs, target, fingerprint, Means(jobs, dask) if progress is None else Means(jobs, dask, progress=progress))
    return Built(is_new=True, damage=damage)


class Archive(AbstractContextManager["Archive"]):
    """An archive opened read-only; use as a context manager. Each list has a record a row, in the order of its keys.

    `connection` is there for questions of your own, its rows by name; DESIGN's views (`topic_index`, `replays`,
    `dead_links`, …) answer most of them.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    @property
    def issues(self) -> list[IssueRow]:
        """The salons. `date` is ISO 8601, `starts_at` and `ends_at` are `HH:MM`, local to the series."""
        return self._rows("issues", IssueRow)

    @property
    def topics(self) -> list[TopicRow]:
        """The talks and lessons; `outline` is a JSON array, `issue_number` says of which salon."""
        return self._rows("topics", TopicRow)

    @property
    def links(self) -> list[LinkRow]:
        """The distinct addresses, each with its kind."""
        return self._rows("links", LinkRow)

    @property
    def mentions(self) -> list[MentionRow]:
        """Where each link stands: of which issue, and of which topic where the text says so."""
        return self._rows("issue_links", MentionRow)

    @property
    def findings(self) -> list[FindingRow]:
        """What an organizer should look at."""
        return self._rows("findings", FindingRow)

    def _rows(self, table: str, row: type[Row]) -> list[Row]:
        names = [field.name for field in fields(row)]
        found = self.connection.execute(f"select {', '.join(names)} from {table} order by 1")
        return [row(*values) for values in found]


def open_archive(database: Path | str) -> Archive:
    """The archive at `database`, read-only; close it, or use it in a `with`.

    Raises:
        ArchiveError: there is none, it is none, or it is of another version.
    """
    from scraper.store.read import open_read_only

    return Archive(open_read_only(Path(database)))


def check_links(
    urls: Iterable[str],
    *,
    timeout: float = 15.0,
    concurrency: int = 20,
    per_host: int = 1,
    pause: float | None = None,
    probe: bool = True,
    allow_private: bool = False,
    hosts: Path | None = None,
) -> list[Outcome]:
    """Asks every distinct address once, politely, and says what it is worth; in the order given.

    `timeout` is the seconds one attempt may spend in requests, `pause` those between two requests to a host (`None`: as
    `data/hosts.yml` says). With `probe` made-up neighbouring addresses are asked, too, where only they can tell.
    Nothing is recorded. Raises nothing for any address; inside a running event loop use `scraper.check.run.check_all`.

    Raises:
        SettingsError: `hosts`, or `data/hosts.yml`, cannot be used.
    """
    import asyncio

    from scraper.check.judge.rules import read_hosts
    from scraper.check.one_link import Limits
    from scraper.check.run import Run, check_all

    wanted = list(dict.fromkeys(urls))
    run = Run(read_hosts(hosts), Limits(timeout, probe), concurrency, per_host, pause, allow_private)

    async def gather() -> dict[str, Outcome]:
        return {outcome.url: outcome async for outcome in check_all(wanted, run)}

    found = asyncio.run(gather())
    return [found[url] for url in wanted]
