"""Many documents into one archive: issues, topics, people, papers, links, changes and findings.

    identify (which issue, which year) → history of each issue (states, keys, changes) → corrections → findings → rows

Pure: documents are sorted first, so the order in which they are read changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from scraper.parse.words import is_placeholder
from scraper.reconcile.corrections import Correction, apply
from scraper.reconcile.findings import RULES, Record, findings_by
from scraper.reconcile.history import IssueHistory
from scraper.reconcile.identity import Stated, identify
from scraper.reconcile.kinds import IMAGE, OTHER, KindRule, host_of, kind_of
from scraper.reconcile.states import Topic
from scraper.reconcile.status import issue_status
from scraper.reconcile.wordings import inside, plain
from scraper.records import Announcement, Document, Link, Section, stable_id
from scraper.rows import (
    ArchiveRows,
    IssueRow,
    LinkRow,
    MentionRow,
    PaperRow,
    PersonRow,
    TopicPaperRow,
    TopicRow,
    TopicSpeakerRow,
)
from scraper.series import Series

_WEEKDAYS = "一二三四五六日"
_NEIGHBOURS = 3


def reconcile(
    parsed: Iterable[tuple[Document, Announcement]],
    kinds: Sequence[KindRule] = (),
    corrections: Sequence[Correction] = (),
    problems: Iterable[tuple[str, str]] = (),
    series: Series | None = None,
) -> ArchiveRows:
    """The rows of the archive of these documents, the same for any order of them.

    `problems` are places of the store that could not be read, each with the cause; they become findings. `series` says
    what a session is called, and whether its day is its number (20220912). Without `series` the salon's words hold.
    """
    stated = identify(parsed, by_date=series.by_date, zone=series.zone) if series else identify(parsed)
    histories = _histories(stated)
    names = _Names(histories)
    rows = ArchiveRows()
    for one in stated:
        if one.number is not None:
            rows.announces.setdefault(one.document.id, one.number)
    as_of = max(filter(None, (one.published for one in stated)), default=None)
    catalogue = _Catalogue(rows, kinds, as_of)
    for number in sorted(histories):
        history = histories[number]
        history.trace(names.elsewhere(number), catalogue.kind)
        catalogue.add(history)
    catalogue.finish()
    stale = apply(corrections, rows)
    for issue in rows.issues:
        issue.weekday = _weekday(issue.date)
    rows.findings = findings_by(RULES, Record(stated, histories, rows, stale, list(problems), series))
    return rows


def _histories(stated: Sequence[Stated]) -> dict[int, IssueHistory]:
    histories: dict[int, IssueHistory] = {}
    for one in stated:
        restated = {row.number: row for row in one.rows}
        for number in restated if one.number is None else {one.number: None, **restated}:
            history = histories.setdefault(number, IssueHistory(number))
            history.add(one, number == one.number, restated.get(number))
    return histories


class _Names:
    """The issues that announce a topic, paper or theme, by its name."""

    def __init__(self, histories: dict[int, IssueHistory]) -> None:
        self.by_issue: dict[int, list[str]] = {}
        self.issues: dict[str, set[int]] = {}
        for number, history in histories.items():
            announced = history.announced_by()
            if announced is None:
                continue
            talks = announced.announcement.talks
            names = [name for talk in talks for name in (talk.title, *talk.papers)] + [
                announced.announcement.theme or ""
            ]
            self.by_issue[number] = [name for name in names if plain(name) and not is_placeholder(name)]
            for name in self.by_issue[number]:
                self.issues.setdefault(plain(name), set()).add(number)

    def elsewhere(self, number: int) -> Callable[[str], bool]:
        """A function that says whether a wording is the topic, paper or theme of an issue other than `number`."""
        near = [other for step in range(1, _NEIGHBOURS + 1) for other in (number - step, number + step)]

        def is_elsewhere(title: str) -> bool:
            if self.issues.get(plain(title), set()) - {number}:
                return True
            return any(inside(name, title) for other in near for name in self.by_issue.get(other, ()))

        return is_elsewhere


class _Catalogue:
    """Turns histories into rows; people, papers and links get one row each."""

    def __init__(self, rows: ArchiveRows, kinds: Sequence[KindRule], as_of: date | None) -> None:
        self.rows = rows
        self.kinds = kinds
        self.as_of = as_of
        self.people: dict[int, PersonRow] = {}
        self.papers: dict[int, PaperRow] = {}
        self.links: dict[int, LinkRow] = {}

    def kind(self, link: Link) -> str:
        """The kind of a link: `image` for any picture, else the kind by the rules, else by its column."""
        if link.is_image:
            return IMAGE
        kind = kind_of(link.url, self.kinds)
        return link.kind or kind if kind == OTHER else kind

    def add(self, history: IssueHistory) -> None:
        state = history.state
        if state is None:
            return
        announced, recalled = history.announced_by(), history.restated_by()
        fields = {name: value for name, value in state.fields.items() if name != "number"}
        self.rows.issues.append(
            IssueRow(
                number=history.number,
                document_id=announced.document.id if announced else None,
                recap_document_id=recalled.document.id if recalled else None,
                status=issue_status(state, announced, recalled, self.as_of, moved=bool(history.earlier_days())),
                **fields,
            )
        )
        for position, (key, topic) in enumerate(zip(history.ids, state.topics, strict=True), start=1):
            self._topic(history.number, position, key, topic)
        self._mentions(history)
        topics = set(history.ids)
        for change in history.changes:
            change.topic_id = change.topic_id if change.topic_id in topics else None
        self.rows.changes += {change.id: change for change in history.changes}.values()

    def _topic(self, number: int, position: int, key: int, topic: Topic) -> None:
        self.rows.topics.append(
            TopicRow(
                id=key,
                issue_number=number,
                position=position,
                title=topic.title,
                track=topic.track,
                starts_at=topic.starts_at,
                ends_at=topic.ends_at,
                outline=json.dumps(topic.outline, ensure_ascii=False),
                abstract=topic.abstract,
                in_agenda=int(topic.in_agenda),
                in_recap=int(topic.in_recap),
                is_placeholder=int(is_placeholder(topic.title)),
            )
        )
        for place, speaker in enumerate(topic.speakers, start=1):
            person = self.people.setdefault(
                stable_id("person", speaker.name), PersonRow(stable_id("person", speaker.name), speaker.name, None)
            )
            person.affiliation = speaker.affiliation or person.affiliation
            self.rows.topic_speakers.append(TopicSpeakerRow(key, person.id, place, speaker.affiliation))
        outlines = dict(zip(map(plain, topic.papers), topic.paper_outlines, strict=False))
        for place, (name, title) in enumerate({plain(title): title for title in topic.papers}.items(), start=1):
            paper = PaperRow(stable_id("paper", name), title)
            self.papers.setdefault(paper.id, paper)
            outline = json.dumps(outlines.get(name, ()), ensure_ascii=False)
            self.rows.topic_papers.append(TopicPaperRow(key, paper.id, place, outline))

    def _mentions(self, history: IssueHistory) -> None:
        state = history.state
        current = {(mention.section, mention.link.url) for mention in state.mentions} if state else set()
        topics = set(history.ids)
        for (section, url), seen in history.seen.items():
            link = LinkRow(stable_id("link", url), url, host_of(url), self.kind(seen.link))
            self.links.setdefault(link.id, link)
            self.rows.issue_links.append(
                MentionRow(
                    id=stable_id("mention", history.number, section, url),
                    link_id=link.id,
                    issue_number=history.number,
                    topic_id=seen.topic_id if seen.topic_id in topics else None,
                    label=seen.link.label,
                    note=seen.link.note,
                    section=Section.REGISTRATION
                    if section is Section.PAGE and link.kind == "registration"
                    else section,
                    position=seen.position,
                    is_current=int((section, url) in current),
                    first_document_id=seen.first_document_id,
                    last_document_id=seen.last_document_id,
                )
            )

    def finish(self) -> None:
        self.rows.people = sorted(self.people.values(), key=lambda row: row.id)
        self.rows.papers = sorted(self.papers.values(), key=lambda row: row.id)
        self.rows.links = sorted(self.links.values(), key=lambda row: row.id)


def _weekday(day: str | None) -> str | None:
    return "周" + _WEEKDAYS[date.fromisoformat(day).weekday()] if day else None
