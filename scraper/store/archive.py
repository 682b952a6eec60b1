"""Reads an archive: its rows as records."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from scraper.rows import FindingRow, IssueRow, LinkRow, MentionRow, PaperRow, PersonRow, TopicRow
from scraper.store.read import open_read_only

Row = TypeVar("Row", IssueRow, TopicRow, LinkRow, MentionRow, PersonRow, PaperRow, FindingRow)


class Archive(AbstractContextManager["Archive"]):
    """An archive opened read-only; use as a context manager. Each list has one record a row, ordered by key.

    `connection` is for queries of your own; its rows are read by column name. The views (`topic_index`, `replays`,
    `dead_links`, …) answer most questions.
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
        """The talks and lessons; `outline` is a JSON array, `issue_number` the number of the salon."""
        return self._rows("topics", TopicRow)

    @property
    def links(self) -> list[LinkRow]:
        """The distinct addresses, each with its kind."""
        return self._rows("links", LinkRow)

    @property
    def mentions(self) -> list[MentionRow]:
        """The places of links: the issue of each, and the topic if the text names it."""
        return self._rows("issue_links", MentionRow)

    @property
    def findings(self) -> list[FindingRow]:
        """Places in the published texts that an organizer should look at."""
        return self._rows("findings", FindingRow)

    def _rows(self, table: str, row: type[Row]) -> list[Row]:
        names = list(row.__annotations__)
        found = self.connection.execute(f"select {', '.join(names)} from {table} order by 1")
        return [row(*values) for values in found]


def open_archive(database: Path | str) -> Archive:
    """The archive at `database`, read-only; close it, or use it in a `with`.

    Raises:
        ArchiveError: there is no file, it is not an archive, or it is of another version.
    """
    return Archive(open_read_only(Path(database)))
