"""A rule of findings: its code, its message in both languages, an example of a quote, and the function that looks for
places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scraper.reconcile.corrections import Correction
from scraper.reconcile.history import IssueHistory
from scraper.reconcile.identity import Stated
from scraper.records import Document, FindingCode, Problem, Status, stable_id
from scraper.rows import ArchiveRows, FindingRow
from scraper.series import Series, day_called

_EXCERPT = 300


class Occurrence(NamedTuple):
    """One place that a rule finds: the issue, the document at fault, the quoted text, and words for the message."""

    issue: int | None
    document: Document | int | None
    excerpt: str | None
    words: Mapping[str, object] = {}
    link: int | None = None


class Rule(NamedTuple):
    """`find` yields the places. `chinese` and `english` are the message, filled with the `{words}` of each place."""

    code: FindingCode
    chinese: str
    english: str
    example: str
    find: Callable[[Record], Iterator[Occurrence]]

    @property
    def meaning(self) -> str:
        """The meaning of the rule: the docstring of its function."""
        return " ".join((self.find.__doc__ or "").split())

    def rows(self, record: Record) -> Iterator[FindingRow]:
        """The rule's findings as rows."""
        for found in self.find(record):
            words = {**record.words, **found.words}
            message, message_en = self.chinese.format(**words), self.english.format(**words)
            document = found.document.id if isinstance(found.document, Document) else found.document
            parts = (found.link,) if found.link else (document, f"{message} / {message_en}", found.excerpt)
            key = stable_id("finding", self.code, found.issue, *parts)
            excerpt = (found.excerpt or "")[:_EXCERPT] or None
            yield FindingRow(key, self.code, found.issue, document, found.link, message, message_en, excerpt)


def rule(
    code: FindingCode, chinese: str, english: str, example: str
) -> Callable[[Callable[[Record], Iterator[Occurrence]]], Rule]:
    """Makes a rule of a function that finds places."""
    return lambda find: Rule(code, chinese, english, example, find)


@dataclass(frozen=True)
class Record:
    """Everything that rules may read: documents (oldest first), issues, their rows, and unreadable places."""

    stated: Sequence[Stated]
    histories: dict[int, IssueHistory]
    archive: ArchiveRows
    stale: Sequence[tuple[Correction, str]]
    problems: Sequence[tuple[str, str]]
    series: Series | None = None  # None: the salon

    @property
    def by_date(self) -> bool:
        """Whether numbers are days, so that no number is missing between them."""
        return self.series is not None and self.series.by_date

    def called(self, *numbers: int) -> dict[str, str]:
        """The names of sessions: `called` 第 3、7 期, `called_en` issue 3、7; in a series by date both are the days."""
        if self.by_date:
            days = "、".join(map(day_called, numbers))
            return {"called": days, "called_en": days}
        listed = "、".join(map(str, numbers))
        return {"called": f"第 {listed} {self.words['measure']}", "called_en": f"{self.words['session']} {listed}"}

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of messages for a session (in English: `session`), its number, and the list of earlier sessions."""
        if self.series is None or self.series.layout == "salon":
            recap, count = "往期回顾", "期数"
        else:
            recap, count = "表格", self.series.vocabulary("zh")["count"]
        measure = self.series.vocabulary("zh")["measure"] if self.series else "期"
        session = self.series.session.en if self.series else "issue"
        return {"recap": recap, "count": count, "measure": measure, "this": f"本{measure}", "session": session}

    @cached_property
    def issues(self) -> list[IssueHistory]:
        return [self.histories[number] for number in sorted(self.histories)]

    @cached_property
    def announced(self) -> list[tuple[IssueHistory, Stated]]:
        """Each issue with the newest document that announces it."""
        return [(one, announced) for one in self.issues if (announced := one.announced_by())]

    def read(self, history: IssueHistory) -> Iterator[tuple[Document, Problem]]:
        """The problems in the newest announcement and the newest recap row of an issue."""
        announced, recalled = history.announced_by(), history.restated_by()
        restated = history.state.restated if history.state else None
        if announced:
            yield from ((announced.document, problem) for problem in announced.announcement.problems)
        if recalled and restated:
            yield from ((recalled.document, problem) for problem in restated.row.problems)

    @cached_property
    def _statuses(self) -> dict[int, str]:
        return {row.number: row.status for row in self.archive.issues}

    def is_off(self, history: IssueHistory) -> bool:
        """Whether an issue does not take place, so that it lacks nothing."""
        return self._statuses.get(history.number) in (Status.CANCELLED, Status.POSTPONED)

    def with_status(self, status: Status) -> Iterator[tuple[IssueHistory, Document, str | None]]:
        """The issues of a status, each with the document that says so and the text to quote."""
        for one in self.issues:
            if self._statuses.get(one.number) == status and one.state:
                row = one.state.restated.row if one.state.restated else None
                by_row = one.restated_by() if row and row.status else None
                told = by_row or one.announced_by()
                if told:
                    yield one, told.document, row.excerpt if row and by_row else told.announcement.title

    @cached_property
    def newest(self) -> set[int]:
        """The newest document of each file or page, by id."""
        return {one.document.id for one in {_place(one.document): one for one in self.stated}.values()}

    @cached_property
    def replays(self) -> dict[int, str]:
        """The addresses of replays, by the key of the link."""
        return {row.id: row.url for row in self.archive.links if row.kind == "replay"}

    @cached_property
    def _reach(self) -> list[tuple[int, Stated]]:
        reach: list[tuple[int, Stated]] = []
        for one in reversed(self.stated):
            last = max((row.number for row in one.rows), default=0)
            if last and (not reach or last > reach[-1][0]):
                reach.append((last, one))
        return reach

    def recap_beyond(self, number: int) -> Document | None:
        """The newest document whose recap has a higher number."""
        place = bisect_right(self._reach, number, key=lambda entry: entry[0])
        return self._reach[place][1].document if place < len(self._reach) else None


def _place(document: Document) -> tuple[str, str]:
    return document.source, document.path or document.file


def findings_by(rules: Iterable[Rule], record: Record) -> list[FindingRow]:
    """All findings, each once, by issue and code."""
    rows = {row.id: row for one in rules for row in one.rows(record)}
    return sorted(rows.values(), key=lambda row: (row.issue_number or 0, row.code, row.id))
