"""What in the published record contradicts itself or is missing, as it stands in the newest documents.

A slip that a newer document has mended is in `changes`, not here.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from scraper.parse.words import is_placeholder
from scraper.reconcile.corrections import Correction
from scraper.reconcile.history import IssueHistory
from scraper.reconcile.identity import BUNDLED, Stated
from scraper.reconcile.wordings import plain
from scraper.records import Document, FindingCode, Problem, Section, Status, stable_id
from scraper.rows import ArchiveRows, FindingRow

_SAME_OUTLINE = 3  # items from which on an outline of another issue is no coincidence
_LARGEST_GAP = 60  # a number further off is a slip of its own, not so many missing issues
_EXCERPT = 300


def findings_of(
    stated: Sequence[Stated],
    histories: dict[int, IssueHistory],
    rows: ArchiveRows,
    stale: Iterable[tuple[Correction, str]],
    problems: Iterable[tuple[str, str]],
) -> list[FindingRow]:
    """All findings, each once, by issue and code."""
    found = _Findings()
    _unreadable(found, stated, problems)
    repeated = _Repeated(histories)
    reach = _reach(stated)
    kinds = {row.url: row.kind for row in rows.links}
    statuses = {row.number: row.status for row in rows.issues}
    for number, history in sorted(histories.items()):
        _announcement(found, history)
        _row(found, history)
        _topics(found, history)
        _left_out(found, history, reach, kinds)
        _standing(found, history, statuses.get(number))
        repeated.report(found, number, history)
    _gaps(found, sorted(histories))
    _shared(found, rows)
    for correction, now in stale:
        message = f"更正已不适用 / the correction of {correction.field} no longer applies, {now}: remove or renew it"
        excerpt = f"was: {correction.was}, value: {correction.value}, reason: {correction.reason}"
        found.add(FindingCode.STALE_CORRECTION, correction.issue, None, message, excerpt)
    return sorted(found.rows.values(), key=lambda row: (row.issue_number or 0, row.code, row.id))


class _Findings:
    """Findings by key. A message is Chinese, then English; `excerpt` quotes the place."""

    def __init__(self) -> None:
        self.rows: dict[int, FindingRow] = {}

    def add(
        self, code: FindingCode, issue: int | None, document: Document | None, message: str, excerpt: str | None
    ) -> None:
        self.add_at(code, issue, document.id if document else None, message, excerpt)

    def add_at(
        self, code: FindingCode, issue: int | None, document_id: int | None, message: str, excerpt: str | None
    ) -> None:
        key = stable_id("finding", code, issue, document_id, message, excerpt)
        self.rows[key] = FindingRow(key, code, issue, document_id, None, message, (excerpt or "")[:_EXCERPT] or None)


def _unreadable(found: _Findings, stated: Sequence[Stated], problems: Iterable[tuple[str, str]]) -> None:
    code = FindingCode.UNREADABLE_DOCUMENT
    for place, message in problems:
        found.add(code, None, None, f"文档无法读取 / {place}: {message}", None)
    newest = {(one.document.source, one.document.path or one.document.file): one for one in stated}
    for one in stated:
        current = newest[(one.document.source, one.document.path or one.document.file)] is one
        for problem in one.announcement.problems:
            # A table that a newer revision mended is no finding; a document that says nothing always is one.
            if problem.code is code and (current or not (one.announcement.announces or one.rows)):
                found.add(
                    code, None, one.document, f"无法读取 / {one.document.file}: {problem.message}", problem.excerpt
                )
        stepped_aside = one.document.source == BUNDLED and one.announcement.numbers
        if one.announcement.announces and one.number is None and not stepped_aside:
            message = f"没有期数 / {one.document.file}: it says no issue number, and no recap has its date"
            found.add(code, None, one.document, message, one.announcement.title or one.announcement.body)


def _announcement(found: _Findings, history: IssueHistory) -> None:
    """What the newest announcement says twice, and differently."""
    announced = history.announced_by()
    if announced is None:
        return
    document, announcement = announced.document, announced.announcement
    for stated in announcement.numbers:
        if stated.number != history.number:
            place, english = ("标题", "title") if stated.in_title else ("正文", "text")
            message = f"{place}写作第 {stated.number} 期 / counted as {stated.number} in its {english}"
            found.add(FindingCode.NUMBER_MISMATCH, history.number, document, message, stated.excerpt)
    if announced.complaints and announced.day:
        message = (
            f"同一份通知中的日期不一致，采用 {announced.day} / its dates disagree: {'; '.join(announced.complaints)}"
        )
        excerpt = " / ".join(dict.fromkeys(stated.excerpt for stated in announcement.dates))
        found.add(FindingCode.DATE_INCONSISTENT, history.number, document, message, excerpt)
    _problems(found, history.number, document, announcement.problems)
    for talk in announced.announcement.talks:
        if talk.lacks_speaker and not is_placeholder(talk.title):
            message = "没有写明分享人 / a talk without a speaker"
            found.add(FindingCode.MISSING_SPEAKER, history.number, document, message, talk.title)
    restated = history.state.restated if history.state else None
    if restated and announced.day and restated.day and announced.day != restated.day:
        message = f"通知为 {announced.day}，回顾为 {restated.day} / announced and recalled on different days"
        found.add(FindingCode.DATE_CONFLICT, history.number, document, message, restated.row.excerpt)


_KNOWN_PROBLEMS = {
    FindingCode.MALFORMED_LINK: "链接写法有误",
    FindingCode.EMPTY_LINK: "链接没有文字或没有地址",
    FindingCode.DATE_INCONSISTENT: "日期不存在",
    FindingCode.NUMBER_MISMATCH: "往期回顾中期数重复",
    FindingCode.NOT_UNDERSTOOD: "未能识别",
}


def _problems(found: _Findings, number: int, document: Document, problems: Iterable[Problem]) -> None:
    for problem in problems:
        if problem.code in _KNOWN_PROBLEMS:
            message = f"{_KNOWN_PROBLEMS[problem.code]} / {problem.message}"
            found.add(problem.code, number, document, message, problem.excerpt)


def _row(found: _Findings, history: IssueHistory) -> None:
    """What is wrong with the issue's row in the newest recap that has it."""
    recalled = history.restated_by()
    restated = history.state.restated if history.state else None
    if recalled is not None and restated is not None:
        _problems(found, history.number, recalled.document, restated.row.problems)
        stated, day = restated.row.date, restated.day
        if stated and stated.year and day and stated.year != day.year:
            message = f"往期回顾中的年份与前后各期不符，采用 {day} / the years around it tell that {day} is meant"
            found.add(FindingCode.DATE_INCONSISTENT, history.number, recalled.document, message, restated.row.excerpt)


def _topics(found: _Findings, history: IssueHistory) -> None:
    state, announced, recalled = history.state, history.announced_by(), history.restated_by()
    if state is None:
        return
    for topic in state.topics:
        told = announced if topic.in_agenda else recalled
        if is_placeholder(topic.title) and told is not None:
            people = "、".join(speaker.name for speaker in topic.speakers)
            message = f"主题一直没有公布 / the topic{' of ' + people if people else ''} was never named"
            found.add(FindingCode.PLACEHOLDER_TOPIC, history.number, told.document, message, topic.title)
    if announced is None or recalled is None or state.restated is None or not announced.announcement.talks:
        return
    only_agenda = [topic.title for topic in state.topics if not topic.in_recap and not is_placeholder(topic.title)]
    only_recap = [topic.title for topic in state.topics if not topic.in_agenda]
    open_places = sum(is_placeholder(topic.title) for topic in state.topics if topic.in_agenda)
    if state.restated.row.topics and (only_agenda or len(only_recap) > open_places):
        message = (
            f"通知与回顾的主题不一致 / announced only: {'、'.join(only_agenda) or '–'};"
            f" in the recap only: {'、'.join(only_recap) or '–'}"
        )
        found.add(FindingCode.TOPIC_MISMATCH, history.number, recalled.document, message, state.restated.row.excerpt)


def _reach(stated: Sequence[Stated]) -> list[tuple[int, Stated]]:
    """The newest recaps by how far they count: the first that goes beyond a number is the newest that does."""
    reach: list[tuple[int, Stated]] = []
    for one in reversed(stated):
        last = max((row.number for row in one.rows), default=0)
        if last and (not reach or last > reach[-1][0]):
            reach.append((last, one))
    return reach


def _left_out(found: _Findings, history: IssueHistory, reach: list[tuple[int, Stated]], kinds: dict[str, str]) -> None:
    """An issue that a later recap passes over, or leaves without a replay."""
    announced, recalled = history.announced_by(), history.restated_by()
    if recalled is None and announced is not None:
        place = bisect_right(reach, history.number, key=lambda entry: entry[0])
        later = reach[place][1].document if place < len(reach) else None
        if later and later.order > announced.document.order:
            message = "之后的往期回顾漏掉了这一期 / the recap of a later document leaves it out"
            found.add(FindingCode.NOT_IN_RECAP, history.number, later, message, announced.announcement.title)
    state = history.state
    if recalled is None or state is None or state.restated is None or history.statements[0].first is recalled:
        return
    recalled_links = (mention.link for mention in state.mentions if mention.section is Section.RECAP)
    if not any(kinds.get(link.url) == "replay" for link in recalled_links):
        message = "往期回顾没有回放链接 / the recap gives no replay"
        found.add(FindingCode.NO_REPLAY, history.number, recalled.document, message, state.restated.row.excerpt)


def _standing(found: _Findings, history: IssueHistory, status: str | None) -> None:
    """An issue that does not take place, or has another day, time or speaker than it had."""
    state, announced, recalled = history.state, history.announced_by(), history.restated_by()
    by_row = state is not None and state.restated is not None and state.restated.row.status is not None
    told = recalled if by_row else announced
    excerpt = state.restated.row.excerpt if by_row and state and state.restated else None
    excerpt = excerpt or (told.announcement.title if told else None)
    document = told.document if told else None
    if status == Status.CANCELLED:
        found.add(FindingCode.CANCELLED, history.number, document, "本期取消 / it does not take place", excerpt)
    elif status == Status.POSTPONED:
        message = "本期延期，尚无新日期 / it is postponed and has no new day yet"
        found.add(FindingCode.RESCHEDULED, history.number, document, message, excerpt)
    for change in history.replaced:
        message = (
            f"原为 {change.old}，现为 {change.new or '–'} / {change.field} was {change.old}, is {change.new or '–'}"
        )
        found.add_at(FindingCode.RESCHEDULED, history.number, change.document_id, message, change.old)


def _gaps(found: _Findings, numbers: Sequence[int]) -> None:
    for before, after in pairwise(numbers):
        if after - before <= _LARGEST_GAP:
            for missing in range(before + 1, after):
                message = f"没有第 {missing} 期的任何记录 / no document announces or recalls issue {missing}"
                found.add(FindingCode.MISSING_ISSUE, missing, None, message, f"{before} … {after}")


def _shared(found: _Findings, rows: ArchiveRows) -> None:
    """One replay for several issues."""
    links = {row.id: row for row in rows.links if row.kind == "replay"}
    documents: dict[int, dict[int, int]] = defaultdict(dict)
    for mention in rows.issue_links:
        if mention.is_current and mention.link_id in links:
            documents[mention.link_id][mention.issue_number] = mention.last_document_id
    for link, issues in documents.items():
        for number, document in issues.items() if len(issues) > 1 else ():
            others = "、".join(str(other) for other in sorted(issues) if other != number)
            message = f"回放与第 {others} 期相同 / the same replay is given for issue {others}"
            key = stable_id("finding", FindingCode.SHARED_LINK, number, link)
            found.rows[key] = FindingRow(key, FindingCode.SHARED_LINK, number, document, link, message, links[link].url)


_CHINESE = {"theme": "活动主题", "paper": "论文", "outline": "大纲"}


class _Repeated:
    """Themes, papers and outlines by the issues that have them, to tell what was carried over from an older one."""

    def __init__(self, histories: dict[int, IssueHistory]) -> None:
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

    def report(self, found: _Findings, number: int, history: IssueHistory) -> None:
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

    def _carried(
        self, found: _Findings, number: int, announced: Stated, what: str, text: str, issues: set[int]
    ) -> None:
        older = sorted(other for other in issues if other < number)
        if older and plain(text):
            numbers = "、".join(map(str, older))
            message = f"{_CHINESE[what]}与第 {numbers} 期相同 / its {what} is also that of issue {numbers}"
            found.add(FindingCode.REPEATED_CONTENT, number, announced.document, message, text[:300])
