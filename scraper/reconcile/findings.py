"""What in the published record contradicts itself or is missing, as it stands in the newest documents.

A slip that a newer document has mended is in `changes`, not here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from scraper.parse.words import is_placeholder
from scraper.reconcile.corrections import Correction
from scraper.reconcile.history import History
from scraper.reconcile.identity import Stated
from scraper.reconcile.names import plain
from scraper.records import Document, FindingCode, Problem, Section, stable_id
from scraper.rows import ArchiveRows, FindingRow, LinkRow

_SAME_OUTLINE = 3  # items from which on an outline of another issue is no coincidence
_BETWEEN_EVENTS = 60


def findings_of(
    stated: Sequence[Stated],
    histories: dict[int, History],
    rows: ArchiveRows,
    stale: Iterable[tuple[Correction, str]],
    problems: Iterable[tuple[str, str]],
) -> list[FindingRow]:
    """All findings, each once, by issue and code."""
    found = _Findings()
    _unreadable(found, stated, problems)
    repeated = _Repeated(histories)
    for number, history in sorted(histories.items()):
        _announcement(found, history)
        _row(found, history)
        _topics(found, history)
        _left_out(found, history, stated, rows)
        repeated.report(found, number, history)
    _gaps(found, sorted(histories))
    _shared(found, rows)
    for correction, now in stale:
        message = f"the correction of {correction.field} ({correction.reason}) no longer applies: {now}; remove or renew it"
        found.add(FindingCode.STALE_CORRECTION, correction.issue, None, message, f"was: {correction.was}, value: {correction.value}")
    return sorted(found.rows.values(), key=lambda row: (row.issue_number or 0, row.code, row.id))


class _Findings:
    def __init__(self) -> None:
        self.rows: dict[int, FindingRow] = {}

    def add(
        self, code: FindingCode, issue: int | None, document: Document | None, message: str, excerpt: str | None, link: LinkRow | None = None
    ) -> None:
        key = stable_id("finding", code, issue, document and document.id, link and link.id, message, excerpt)
        self.rows[key] = FindingRow(key, code, issue, document and document.id, link and link.id, message, excerpt or None)


def _unreadable(found: _Findings, stated: Sequence[Stated], problems: Iterable[tuple[str, str]]) -> None:
    for place, message in problems:
        found.add(FindingCode.UNREADABLE_DOCUMENT, None, None, f"{place}: {message}", None)
    newest = {(one.document.source, one.document.path or one.document.file): one for one in stated}
    for one in stated:
        unread = [problem for problem in one.announcement.problems if problem.code is FindingCode.UNREADABLE_DOCUMENT]
        current = newest[(one.document.source, one.document.path or one.document.file)] is one
        for problem in unread:
            if current or not (one.announcement.announces or one.rows):  # a table mended since is no finding
                found.add(problem.code, None, one.document, f"{one.document.file}: {problem.message}", problem.excerpt)
        if one.announcement.announces and one.number is None and not _is_bundled_aside(one):
            message = f"{one.document.file}: the announcement does not say which issue it is, and no recap has its date"
            found.add(FindingCode.UNREADABLE_DOCUMENT, None, one.document, message, one.announcement.title)


def _is_bundled_aside(one: Stated) -> bool:
    """A bundled document that stepped aside for a fetched one has no number left."""
    return one.document.source == "bundled" and bool(one.announcement.numbers)


def _announcement(found: _Findings, history: History) -> None:
    """What the newest announcement says twice, and differently."""
    announced = history.announced_by()
    if announced is None:
        return
    document, announcement = announced.document, announced.announcement
    wrong = [stated for stated in announcement.numbers if stated.number != history.number]
    for stated in wrong:
        place = "its title" if stated.in_title else "its sentence"
        message = f"issue {history.number} is counted as {stated.number} in {place}"
        found.add(FindingCode.NUMBER_MISMATCH, history.number, document, message, stated.excerpt)
    if announced.complaints:
        day = announced.day.isoformat() if announced.day else "unknown"
        message = f"its dates disagree, {day} is taken: {'; '.join(announced.complaints)}"
        excerpt = " / ".join(dict.fromkeys(stated.excerpt for stated in announcement.dates))
        found.add(FindingCode.DATE_INCONSISTENT, history.number, document, message, excerpt)
    _problems(found, history.number, document, announcement.problems)
    _missing_speakers(found, history, announced)
    restated = history.state.restated if history.state else None
    if restated and announced.day and restated.day and announced.day != restated.day:
        message = f"announced for {announced.day.isoformat()}, but the recap has {restated.day.isoformat()}"
        found.add(FindingCode.DATE_CONFLICT, history.number, document, message, restated.row.excerpt)


def _problems(found: _Findings, number: int, document: Document, problems: Iterable[Problem]) -> None:
    for problem in problems:
        if problem.code is not FindingCode.UNREADABLE_DOCUMENT:
            found.add(problem.code, number, document, problem.message, problem.excerpt)


def _missing_speakers(found: _Findings, history: History, announced: Stated) -> None:
    for talk in announced.announcement.talks:
        if talk.lacks_speaker and not is_placeholder(talk.title):
            found.add(FindingCode.MISSING_SPEAKER, history.number, announced.document, "a talk without a speaker", talk.title)


def _row(found: _Findings, history: History) -> None:
    """What is wrong with the issue's row in the newest recap that has it."""
    recalled = history.restated_by()
    restated = history.state.restated if history.state else None
    if recalled is None or restated is None:
        return
    for problem in restated.row.problems:
        found.add(problem.code, history.number, recalled.document, problem.message, problem.excerpt)


def _topics(found: _Findings, history: History) -> None:
    state, announced, recalled = history.state, history.announced_by(), history.restated_by()
    if state is None:
        return
    for topic in state.topics:
        if is_placeholder(topic.title):
            document = (announced if topic.in_agenda else recalled) or announced
            people = "、".join(speaker.name for speaker in topic.speakers)
            message = f"the topic of {people} was never named" if people else "a topic was never named"
            found.add(FindingCode.PLACEHOLDER_TOPIC, history.number, document and document.document, message, topic.title)
    if announced is None or recalled is None or not any(topic.in_recap for topic in state.topics):
        return
    only_agenda = [topic.title for topic in state.topics if not topic.in_recap and not is_placeholder(topic.title)]
    only_recap = [topic.title for topic in state.topics if not topic.in_agenda]
    open_places = sum(is_placeholder(topic.title) for topic in state.topics if topic.in_agenda)
    if state.announced and state.announced.announcement.talks and (only_agenda or len(only_recap) > open_places):
        message = f"announced only: {'、'.join(only_agenda) or 'none'}; in the recap only: {'、'.join(only_recap) or 'none'}"
        found.add(FindingCode.TOPIC_MISMATCH, history.number, recalled.document, message, state.restated.row.excerpt if state.restated else None)


def _left_out(found: _Findings, history: History, stated: Sequence[Stated], rows: ArchiveRows) -> None:
    """Issues a later recap passes over, and rows of the newest recap without a replay."""
    announced, recalled = history.announced_by(), history.restated_by()
    if recalled is None and announced is not None:
        later = [one for one in _recaps_after(stated, announced) if one.rows and max(row.number for row in one.rows) > history.number]
        if later:
            message = "announced, but the recap of a later document leaves it out"
            found.add(FindingCode.NOT_IN_RECAP, history.number, later[-1].document, message, announced.announcement.title)
    state = history.state
    if recalled is None or state is None or state.restated is None:
        return
    kinds = {row.url: row.kind for row in rows.links}
    if not any(kinds.get(mention.link.url) == "replay" for mention in state.mentions if mention.section is Section.RECAP):
        message = "the recap gives no replay"
        found.add(FindingCode.NO_REPLAY, history.number, recalled.document, message, state.restated.row.excerpt)


def _recaps_after(stated: Sequence[Stated], announced: Stated) -> Iterator[Stated]:
    return (one for one in stated if one.rows and one.document.order > announced.document.order)


def _gaps(found: _Findings, numbers: Sequence[int]) -> None:
    for before, after in zip(numbers, numbers[1:], strict=False):
        if after - before <= _BETWEEN_EVENTS:
            for missing in range(before + 1, after):
                message = f"no document announces or recalls issue {missing}"
                found.add(FindingCode.MISSING_ISSUE, missing, None, message, f"between {before} and {after}")


def _shared(found: _Findings, rows: ArchiveRows) -> None:
    """One replay for several issues."""
    links = {row.id: row for row in rows.links if row.kind == "replay"}
    issues: dict[int, set[int]] = defaultdict(set)
    documents: dict[tuple[int, int], int] = {}
    for mention in rows.issue_links:
        if mention.is_current and mention.link_id in links:
            issues[mention.link_id].add(mention.issue_number)
            documents[mention.link_id, mention.issue_number] = mention.last_document_id
    for link, numbers in issues.items():
        if len(numbers) > 1:
            for number in numbers:
                others = "、".join(str(other) for other in sorted(numbers - {number}))
                message = f"the replay of issue {number} is also given for {others}"
                key = stable_id("finding", FindingCode.SHARED_LINK, number, link)
                found.rows[key] = FindingRow(key, FindingCode.SHARED_LINK, number, documents[link, number], link, message, links[link].url)


class _Repeated:
    """Themes, papers and outlines by the issues that have them, to tell what was carried over from an older one."""

    def __init__(self, histories: dict[int, History]) -> None:
        self.names: dict[str, set[int]] = defaultdict(set)
        self.papers: dict[str, set[int]] = defaultdict(set)
        self.outlines: dict[str, set[int]] = defaultdict(set)
        for number, history in histories.items():
            for topic in history.state.topics if history.state else ():
                for name in (*topic.names, *topic.papers):
                    self.names[plain(name)].add(number)
                for paper in topic.papers:
                    self.papers[plain(paper)].add(number)
                if topic.in_recap:  # a recap names papers by their titles
                    self.papers[plain(topic.title)].add(number)
                if len(topic.outline) >= _SAME_OUTLINE:
                    self.outlines[plain(json.dumps(topic.outline, ensure_ascii=False))].add(number)
            if history.state and (theme := history.state.fields["theme"]):
                self.names[plain(theme)].add(number)
            for mention in history.state.mentions if history.state else ():
                if mention.section is Section.RECAP and mention.link.label and mention.topic is not None:
                    self.names[plain(mention.link.label)].add(number)

    def report(self, found: _Findings, number: int, history: History) -> None:
        announced = history.announced_by()
        if announced is None or history.state is None:
            return
        own = {plain(topic.title) for topic in history.state.topics if topic.in_recap}
        theme = announced.announcement.theme
        if theme and plain(theme) not in own:
            self._carried(found, number, announced, "theme", theme, self.names[plain(theme)])
        for talk in announced.announcement.talks:
            for paper in talk.papers:
                if plain(paper) not in own:
                    self._carried(found, number, announced, "paper", paper, self.papers[plain(paper)])
            if len(talk.outline) >= _SAME_OUTLINE:
                text = json.dumps(talk.outline, ensure_ascii=False)
                self._carried(found, number, announced, "outline", "；".join(talk.outline), self.outlines[plain(text)])

    def _carried(self, found: _Findings, number: int, announced: Stated, what: str, text: str, issues: set[int]) -> None:
        older = sorted(other for other in issues if other < number)
        if older and plain(text):
            message = f"its {what} is also that of issue {'、'.join(map(str, older))}"
            found.add(FindingCode.REPEATED_CONTENT, number, announced.document, message, text[:300])
