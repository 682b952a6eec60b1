"""A talk while its lines are being read, and the talks of an agenda."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from scraper.markup.lines import Line
from scraper.parse.links import find_links, leads_to_materials
from scraper.parse.people import named_once, speakers_in
from scraper.parse.titles import clean_title, items_of, papers_of, unlettered
from scraper.parse.words import GENERIC_LABEL, Field, is_placeholder, track_of
from scraper.parse.words.standing import marked_status
from scraper.records import Link, Problem, Speaker, Status, Superseded, Talk, Track

MAX_VALUES = 200
"""Speakers, papers and items of an outline that are read of one talk, so many of each."""

MAX_TALKS = 50
"""Talks of one agenda that are read; the most the club ever had is five."""

_TRACK_PREFIX = re.compile(r"\W*(?P<track>[^:：]{2,16}?)\s*[:：】]\s*(?=\S)")  # 论文分享：Google Vizier
Slot = tuple[str, str | None]


@dataclass(slots=True)
class Draft:
    """A talk being read. `own` are the fields its own lines gave, in order."""

    slot: Slot | None = None
    titles: tuple[str, ...] = ()
    track: str | None = None
    speakers: tuple[Speaker, ...] = ()
    papers: list[str] = field(default_factory=list)
    outline: list[str] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    own: list[Field] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)  # of papers: how many items of the outline stand above each

    depth: int | None = None  # of the lists around the line that named the talk without labels
    has_named: bool = False  # its speakers are its own, not taken over from the talk before

    below: str | None = None  # a plain line below, which names it if nothing else does
    status: Status | None = None  # that it is off: 图像分割（取消）

    @property
    def is_empty(self) -> bool:
        return not (self.titles or self.speakers or self.papers or self.outline or self.abstract)

    def note(self, what: Field) -> None:
        """Its own lines gave this field."""
        if what not in self.own:
            self.own.append(what)

    @property
    def speaker_comes_first(self) -> bool:
        """Whether its speaker stands above its topic; a further topic then is by the same speaker."""
        return Field.SPEAKER in self.own and self.own.index(Field.SPEAKER) < self.own.index(Field.TOPIC)

    def without_state(self, text: str) -> str:
        """A title or speaker without the mark behind it that says that the talk is off, which is kept as its status."""
        if found := marked_status(text):
            self.status, start, end = found
            text = f"{text[:start]}{text[end:]}".strip()
        return text

    def superseded(self) -> list[Superseded]:
        """The topics and speakers of a talk that is off."""
        names = self.titles or tuple(self.papers[:1])
        return [
            *(Superseded("topic", name) for name in names),
            *(Superseded("speakers", speaker.name) for speaker in self.speakers),
        ]

    def add(self, what: Field, line: Line) -> None:
        """Takes a line as the value of a field, or as more of it."""
        self.lines.append(line)
        text = _without_addresses(line)
        text = self.without_state(text) if what is Field.SPEAKER else text
        if what is Field.SPEAKER:
            more = self.speakers if self.has_named else ()  # those of the talk before step aside
            self.speakers, self.has_named = named_once((*more, *speakers_in(text)))[:MAX_VALUES], True
        elif what is Field.AFFILIATION and len(self.speakers) == 1:
            person = self.speakers[0]
            self.speakers = (Speaker(person.name, person.affiliation or text.strip() or None),)
        elif what is Field.PAPER:
            papers = dict.fromkeys([*self.papers, *papers_of(text)])
            self.papers = [paper for paper in papers if not is_placeholder(paper)][:MAX_VALUES]
            self.places |= {paper: self.places.get(paper, len(self.outline)) for paper in self.papers}
        elif what is Field.OUTLINE:
            self.note(Field.OUTLINE)
            self.outline = [*self.outline, *items_of(text)][:MAX_VALUES]
        elif what is Field.ABSTRACT and text.strip():
            self.abstract.append(text.strip())


class Agenda(NamedTuple):
    """The talks of an agenda in order, and those that are off; `status` if all are off."""

    talks: tuple[Talk, ...]
    problems: tuple[Problem, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    status: Status | None = None


def _outlines_by_paper(draft: Draft) -> tuple[tuple[str, ...], ...]:
    """The items below each of several papers; empty where one outline serves them all."""
    starts = [draft.places[paper] for paper in draft.papers]
    parts = [tuple(draft.outline[start:end]) for start, end in pairwise([*starts, len(draft.outline)])]
    return tuple(parts) if len(parts) > 1 and starts[0] == 0 and all(parts[:-1]) else ()


class Drafts:
    """The talks of an agenda while it is read, and which of them a line belongs to."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.current: Draft | None = None
        self.waiting: list[Slot] = []  # several slots in a row, for the topics that follow
        self.track: Track | None = None
        self.candidate: str | None = None  # a short line alone, which may turn out to be the next talk's title

    def _begin(self, slot: Slot | None = None, speakers: tuple[Speaker, ...] = ()) -> Draft:
        self.current = Draft(slot=slot, speakers=speakers, track=self.track)
        if len(self.drafts) < MAX_TALKS:
            self.drafts.append(self.current)
        return self.current

    def of_track(self, words: str | None) -> None:
        """Puts the talk being read under the track in its label: 机器学习主题：…."""
        if self.current and words:
            self.current.track = track_of(words) or self.current.track

    def meant(self, what: Field, value: Line) -> Field:
        """The field of a label: below a topic 内容：甲；乙；丙 is its outline, and names no further topics."""
        is_named = self.current is not None and Field.TOPIC in self.current.own
        return Field.OUTLINE if what is Field.CONTENT and is_named and len(items_of(value.text)) > 2 else what

    def _holder(self, what: Field) -> Draft:
        """The talk a field belongs to: the current one, or a new one if that has the field already."""
        draft = self.current if self.current and what not in self.current.own else self._begin()
        if what is not Field.TIME:
            self._name_by_candidate(draft)
        draft.note(what)
        return draft

    def _name_by_candidate(self, draft: Draft) -> None:
        if self.candidate and not draft.titles:
            draft.titles = (draft.without_state(self.candidate),)
        self.candidate = None

    def _close(self) -> None:
        """What follows belongs to another talk."""
        self.current = None
        self.waiting.clear()

    def _pause(self) -> None:
        """A break is no talk, and persons named beside it are no speakers."""
        if self.current and not set(self.current.own) - {Field.TIME, Field.SPEAKER}:
            self.drafts = [draft for draft in self.drafts if draft is not self.current]
        self.current = None

    def _take_slot(self, slot: Slot, *, has_title: bool = False) -> None:
        """A slot stands at the top of its talk, so a talk that has its outline or papers is over, and one that has a
        topic where the slot has its own."""
        above = {Field.OUTLINE, Field.PAPER, Field.ABSTRACT} | ({Field.TOPIC} if has_title else set())
        if self.current and above & set(self.current.own):
            self.current = None
        self._holder(Field.TIME).slot = slot

    def _further_topic(self, *, numbered: bool) -> None:
        """Makes room for a topic: by the same speaker where it is numbered, or where speakers stand above topics."""
        before = self.current
        if before and Field.TOPIC in before.own:
            if numbered or before.speaker_comes_first or self.waiting:
                self._follow(before)
            else:
                self._begin()
        elif before and before.outline:
            self._begin()

    def _follow(self, before: Draft) -> None:
        """A further topic of the same speaker: in the next of several slots, else in the same one."""
        track = before.track
        slot = self.waiting.pop(0) if self.waiting else before.slot
        self._begin(slot, before.speakers).track = track

    def takes_links(self, line: Line) -> bool:
        """Whether a line is no more than links to slides, code and the like; they are then those of the talk above."""
        if self.current is None or self.current.is_empty or not leads_to_materials(line):
            return False
        self.current.lines.append(line)
        return True

    def _titled(self, text: str) -> Draft | None:
        """The talk already named so. Several topics of one line are cut apart, so that each has its outline."""
        wanted = clean_title(text)
        for place, draft in enumerate(self.drafts):
            if wanted in draft.titles and len(draft.titles) > 1:
                parts = [
                    Draft(draft.slot, (title,), draft.track, draft.speakers, own=[Field.TOPIC])
                    for title in draft.titles
                ]
                self.drafts[place : place + 1] = parts
                return parts[draft.titles.index(wanted)]
            if draft.titles == (wanted,):
                return draft
        return None


def talk_of(draft: Draft, title: str, place: int, count: int, links: tuple[Link, ...]) -> Talk:
    """The talk of one of a draft's titles; each title gets a paper if there are as many; all else goes to the first."""
    dealt = len(draft.papers) == count
    draft.outline = list(unlettered(draft.outline))
    own = set(draft.own)
    track = draft.track or (Track.PAPER if draft.speakers or own & {Field.SPEAKER, Field.PAPER} else None)
    return Talk(
        title=title,
        track=track or (Track.PROJECT if title.startswith("实战") else None),
        starts_at=draft.slot[0] if draft.slot else None,
        ends_at=draft.slot[1] if draft.slot else None,
        speakers=draft.speakers,
        papers=(draft.papers[place],) if dealt else tuple(draft.papers) if place == 0 else (),
        outline=tuple(draft.outline) if place == 0 else (),
        paper_outlines=_outlines_by_paper(draft) if place == 0 and not dealt else (),
        abstract="\n".join(draft.abstract) or None if place == 0 else None,
        links=links if place == 0 else (),
        lacks_speaker=not draft.speakers and (Field.SPEAKER in own or track == Track.PAPER),
    )


def without_generic_link(line: Line) -> str:
    """The words of a title, up to a link behind it that only says what it leads to: `图像分割（[课件](…)）`."""
    for span in line.spans:
        if span.start and not span.image and GENERIC_LABEL.search(line.text[span.start : span.end]):
            return line.text[: span.start].rstrip(" (（[【|-—–:：")
    return line.text


def _without_addresses(line: Line) -> str:
    """The words of a line, bare web addresses left out."""
    found, _ = find_links(line)
    text = line.text
    for link in reversed([link for link in found if link.label is None]):
        text = f"{text[: link.start]} {text[link.end :]}"
    return text


def without_track(text: str) -> tuple[Track | None, str]:
    """The track before a title, and the title: `论文分享：Google Vizier`."""
    prefix = _TRACK_PREFIX.match(text)
    track = track_of(prefix["track"]) if prefix else None
    return (track, text[prefix.end() :]) if prefix and track else (None, text)
