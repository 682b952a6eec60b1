"""One issue through all documents that state it: its final state, the ids of its topics, its links, its changes."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from scraper.reconcile.identity import RecapEntry, Stated, is_slip
from scraper.reconcile.states import State, Topic, carry, issue_state
from scraper.reconcile.status import superseded_in
from scraper.reconcile.wordings import plain
from scraper.records import Link, Section, stable_id
from scraper.rows import ChangeRow

_APPOINTED = ("announced_date", "starts_at", "speakers")
"""Fields whose changes an organizer should know."""
_TRACKED = (Section.RECAP, Section.AGENDA, Section.REGISTRATION)


@dataclass(slots=True)
class Seen:
    """A link of an issue over time: its newest wording and topic, its first and last document."""

    section: Section
    link: Link
    topic_id: int | None
    position: int
    first_document_id: int
    last_document_id: int


@dataclass(slots=True)
class Version:
    """A version of an issue: successive documents of one source that state the same, in announcement, recap or both."""

    first: Stated
    last: Stated
    announces: bool
    restated: RecapEntry | None


@dataclass(slots=True)
class IssueHistory:
    """One issue by all documents. `ids` are the topics' keys, in the order of `state.topics`."""

    number: int
    versions: list[Version] = field(default_factory=list)
    state: State | None = None
    ids: list[int] = field(default_factory=list)
    seen: dict[tuple[Section, str], Seen] = field(default_factory=dict)
    changes: list[ChangeRow] = field(default_factory=list)
    replaced: list[ChangeRow] = field(default_factory=list)  # the changes that an organizer should know

    def add(self, stated: Stated, announces: bool, restated: RecapEntry | None) -> None:
        """Adds a document that states the issue, newer than those before."""
        if self.versions and not announces:
            last = self.versions[-1]
            if not last.announces and last.restated == restated and last.last.document.source == stated.document.source:
                last.last = stated
                return
        self.versions.append(Version(stated, stated, announces, restated))

    def announced_by(self) -> Stated | None:
        """The newest document that announces the issue."""
        return next((one.last for one in reversed(self.versions) if one.announces), None)

    def restated_by(self) -> Stated | None:
        """The newest document whose recap has the issue."""
        return next((one.last for one in reversed(self.versions) if one.restated), None)

    def earlier_days(self) -> list[str]:
        """The days that the issue was announced for earlier, oldest first."""
        return list(dict.fromkeys(one.old for one in self.changes if one.field == "announced_date" and one.old))

    def trace(self, elsewhere: Callable[[str], bool], kind: Callable[[Link], str]) -> None:
        """Goes through the documents, oldest first: keys and links by all of them, changes by source."""
        states = list(self._states(self.versions, elsewhere))
        for version, state, ids in states:
            self.state, self.ids = state, ids
            self._see(version, state, ids)
        sources = sorted({version.first.document.source for version in self.versions})
        for source in sources:
            own = [one for one in self.versions if one.first.document.source == source]
            self._compare(states if len(sources) == 1 else self._states(own, elsewhere), kind)

    def _states(
        self, versions: list[Version], elsewhere: Callable[[str], bool]
    ) -> Iterator[tuple[Version, State, list[int]]]:
        """The issue after each version, with its topics' keys; the same objects while nothing is new."""
        state: State | None = None
        announced: Stated | None = None
        restated: RecapEntry | None = None
        before: list[tuple[int, Topic]] = []
        ids: list[int] = []
        for version in versions:
            newer = version.last if version.announces else announced
            newest = version.restated or restated
            if state is None or not _same_announcement(announced, newer) or newest != restated:
                state = issue_state(newer, newest, elsewhere)
                ids = self._identify(before, state.topics)
                ages = {key: age for age, (key, _) in enumerate(before)}
                before = sorted(zip(ids, state.topics, strict=True), key=lambda entry: ages.get(entry[0], len(ages)))
            announced, restated = newer, newest
            yield version, state, ids

    def _identify(self, before: list[tuple[int, Topic]], topics: tuple[Topic, ...]) -> list[int]:
        """The keys of topics: the earlier key, else one made of issue and wording, with a count for equal wordings."""
        kept = carry(before, topics)
        ids: list[int] = []
        for place, topic in enumerate(topics):
            wording = plain(topic.names[0]) or topic.names[0]
            fresh = (stable_id("topic", self.number, wording, count or None) for count in itertools.count())
            ids.append(
                kept[place]
                if place in kept
                else next(key for key in fresh if key not in kept.values() and key not in ids)
            )
        return ids

    def _see(self, version: Version, state: State, ids: list[int]) -> None:
        """Records the links that these documents show."""
        for position, mention in enumerate(state.mentions, start=1):
            if not (version.restated if mention.section is Section.RECAP else version.announces):
                continue
            key = (mention.section, mention.link.url)
            first = self.seen[key].first_document_id if key in self.seen else version.first.document.id
            topic = ids[mention.topic] if mention.topic is not None else None
            self.seen[key] = Seen(mention.section, mention.link, topic, position, first, version.last.document.id)

    def _compare(self, states: Iterable[tuple[Version, State, list[int]]], kind: Callable[[Link], str]) -> None:
        """Records the changes within one source."""
        last: tuple[State, list[int], Stated] | None = None
        for version, state, ids in states:
            before = last[2].document if last else None
            is_later = before is not None and not is_slip(before.published_at, version.first.document.published_at)
            note = _Note(self, version.first.document.id, before.id if before else None, is_later)
            if last is not None and state is not last[0]:
                note.fields(last[0], state)
                note.topics(dict(zip(last[1], last[0].topics, strict=True)), dict(zip(ids, state.topics, strict=True)))
                note.links(_links(last[0], last[1], state, kind), _links(state, ids, last[0], kind))
            if last is None or state is not last[0]:
                note.superseded(version, state, ids)
            last = (state, ids, version.last)


@dataclass(slots=True)
class _Note:
    """Records the differences of a document from the one before it."""

    history: IssueHistory
    document_id: int
    previous_document_id: int | None
    is_later: bool  # so long after the one before that it does not just mend a slip

    def fields(self, old: State, new: State) -> None:
        for name, value in new.fields.items():
            self._write(None, name, old.fields[name], value)

    def topics(self, old: dict[int, Topic], new: dict[int, Topic]) -> None:
        for key in old.keys() - new.keys():
            self._write(key, "topic", old[key].title, None)
        for key, topic in new.items():
            if key not in old:
                self._write(key, "topic", None, topic.title)
                continue
            before, after = _topic_values(old[key]), _topic_values(topic)
            for name, value in after.items():
                self._write(key, name, before[name], value)

    def superseded(self, version: Version, state: State, ids: list[int]) -> None:
        """Records values that the text calls superseded; a change recorded already becomes one to know."""
        known = {(one.topic_id, one.field, one.old): one for one in self.history.changes}
        for place, name, old in superseded_in(state, version.announces, version.restated is not None):
            topic = ids[place] if place is not None else None
            values = state.fields if place is None else _topic_values(state.topics[place])
            if (change := known.get((topic, name, old))) is not None:
                self.history.replaced += [] if change in self.history.replaced else [change]
            elif old != values.get(name):
                self._write(topic, name, old, values.get(name), told=True)

    def links(self, gone: list[_TopicState], added: list[_TopicState]) -> None:
        """Records replaced addresses (of the same topic and kind, or label), added ones and removed ones."""
        for link in added:
            replaced = next((other for other in gone if link.replaces(other)), None)
            self._write(link.topic_id, "link", replaced.url if replaced else None, link.url)
            if replaced:
                gone.remove(replaced)
        for link in gone:
            self._write(link.topic_id, "link", link.url, None)

    def _write(self, topic: int | None, name: str, old: str | None, new: str | None, *, told: bool = False) -> None:
        if old == new:
            return
        number = self.history.number
        key = stable_id("change", self.document_id, number, topic, name, old, new)
        change = ChangeRow(key, self.document_id, self.previous_document_id, number, topic, name, old, new)
        self.history.changes.append(change)
        if told or (self.is_later and name in _APPOINTED and old and new):
            self.history.replaced.append(change)


class _TopicState(NamedTuple):
    """A link in the form that `changes` compares."""

    section: Section
    url: str
    label: str | None
    topic_id: int | None
    kind: str

    def replaces(self, other: _TopicState) -> bool:
        if self.section != other.section or self.kind != other.kind:
            return False
        return self.label == other.label or (self.topic_id is not None and self.topic_id == other.topic_id)


def _same_announcement(one: Stated | None, other: Stated | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.day == other.day and one.announcement == other.announcement


def _topic_values(topic: Topic) -> dict[str, str | None]:
    """A topic's fields in the form that `changes` shows."""
    return {
        "title": topic.title,
        "track": topic.track,
        "starts_at": topic.starts_at,
        "ends_at": topic.ends_at,
        "speakers": "、".join(speaker.name for speaker in topic.speakers) or None,
        "papers": json.dumps(topic.papers, ensure_ascii=False) if topic.papers else None,
        "outline": json.dumps(topic.outline, ensure_ascii=False) if topic.outline else None,
        "abstract": topic.abstract,
    }


def _links(state: State, ids: list[int], other: State, kind: Callable[[Link], str]) -> list[_TopicState]:
    """The links of `state` that `other` does not have; pictures and the page's own links are left out."""
    known = {(mention.section, mention.link.url) for mention in other.mentions}
    return [
        _TopicState(
            mention.section,
            mention.link.url,
            mention.link.label,
            ids[mention.topic] if mention.topic is not None else None,
            kind(mention.link),
        )
        for mention in state.mentions
        if mention.section in _TRACKED
        and (mention.section, mention.link.url) not in known
        and not mention.link.is_image
    ]
