"""The agenda: slots, speakers, topics, papers and outlines, in whatever order and layout they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.parse.lines import Line
from scraper.parse.links import find_links, named_links
from scraper.parse.people import speakers_in
from scraper.parse.times import SLOT, clock_range, range_of
from scraper.parse.titles import clean_title, is_marked, items_of, papers_of, topics_of
from scraper.parse.words import PAUSE, Field, is_placeholder, track_of
from scraper.records import Link, Problem, Speaker, Talk, Track

MAX_TALKS = 50
"""Talks of one agenda that are read; the most the club ever had is five."""

MAX_VALUES = 200
"""Speakers, papers and items of an outline that are read of one talk, so many of each."""

_TITLE_LIMIT = 90
_TRACK_LINE_LIMIT = 25
_SENTENCE = re.compile(r"[。！？!]|，.*，")
_TRACK_PREFIX = re.compile(r"\W*(?P<track>[^:：]{2,16}?)\s*[:：】]\s*(?=\S)")  # 论文分享：Google Vizier
_NEW_PART = re.compile(r"部分|环节|^\W*活动\s*\S\s*[::]")  # 第二部分; 活动二：互动游戏

Slot = tuple[str, str | None]


@dataclass(slots=True)
class _Draft:
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
    has_named: bool = False  # its speakers are its own, not taken over from the talk before

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


class AgendaReader:
    """Takes the lines of an agenda one by one and gathers its talks."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.current: _Draft | None = None
        self.waiting: list[Slot] = []  # several slots in a row, for the topics that follow
        self.open: Field | None = None  # the field that lines without a label go on with
        self.track: Track | None = None
        self.candidate: str | None = None  # a short line alone, which may turn out to be the next talk's title

    def part(self, line: Line) -> None:
        """A heading that opens a part (活动内容, 第一部分); a further part is done with the talk before it."""
        self.open = self.candidate = None
        if _NEW_PART.search(line.folded):
            self.track = self.current = None
            self.waiting.clear()
        self.track = track_of(line.folded) or self.track

    def slot(self, line: Line) -> bool:
        """A line that begins with a time range; what follows is the topic. Says whether it was one."""
        match = SLOT.match(line.folded)
        slot = range_of(match) if match else None
        if match is None or slot is None:
            return False
        rest = line.cut(match.end())
        self.open = self.candidate = None
        if PAUSE.match(rest.text):
            self.current = None
        elif self.current and self.current.own == [Field.TIME] and not rest.text:
            self.waiting.append(slot)
        else:
            self._take_slot(slot)
            if rest.text:
                self._title(rest)
        return True

    def labelled(self, what: Field, value: Line, index: str | None) -> None:
        """A line such as 分享人：… or a heading such as 大纲, with what follows the label."""
        if what is Field.TIME:
            if slot := clock_range(value.folded):
                self._take_slot(slot)
            return
        self.open = what
        if what in (Field.TOPIC, Field.CONTENT):
            if PAUSE.match(value.text):
                self.current = None
            elif value.text:
                self._further_topic(numbered=index is not None)
                self._title(value)
                self.open = None
            return
        if what is Field.SPEAKER or self.current is None:
            self._holder(what)
        elif what not in self.current.own:
            self._name_by_candidate(self.current)
            self.current.note(what)
        if value.text:
            self._value(what, value)
            self.open = what if what in (Field.OUTLINE, Field.ABSTRACT) else None

    def heading(self, line: Line) -> None:
        """A heading or bold line without a label: a track, a topic, or the topic whose outline follows."""
        self.open = None
        if draft := self._titled(line.text):
            self.current = draft
        elif self._is_track(line) or not _is_title(line):
            return
        elif self.current and self.current.slot and not {Field.SPEAKER, Field.PAPER} & set(self.current.own):
            if self.current.titles:
                self._follow(self.current)
            self._title(line)
        else:
            self.candidate = clean_title(line.text)

    def item(self, line: Line) -> None:
        """An item of a list: of the outline, unless another field is open."""
        if self.open in (Field.PAPER, Field.SPEAKER, Field.ABSTRACT):
            self._value(self.open, line)
        elif self.current and not self.current.is_empty:
            self._value(Field.OUTLINE, line)

    def plain(self, line: Line) -> None:
        """Any other line: more of the open field, an outline's item by its mark, or a title to come."""
        if self.open in (Field.TOPIC, Field.CONTENT):
            self.labelled(self.open, line, None)
        elif self.open and not (self.open is Field.SPEAKER and _SENTENCE.search(line.text)):
            self._value(self.open, line)
        elif self.current and not self.current.is_empty and is_marked(line.text):
            self._value(Field.OUTLINE, line)
        elif draft := self._titled(line.text):
            self.current = draft
        elif self._is_track(line):
            return
        elif _is_title(line) and self.current and self.current.own == [Field.TIME]:
            self._title(line)
        elif _is_title(line):
            self.candidate = clean_title(line.text)
        elif self.current:
            self.current.lines.append(line)

    def talks(self, theme: str | None) -> tuple[tuple[Talk, ...], tuple[Problem, ...]]:
        """The talks in order. One that names no topic is called by its paper, the only one else by the theme."""
        found: list[Talk] = []
        problems: list[Problem] = []
        drafts = [draft for draft in self.drafts if not draft.is_empty or Field.SPEAKER in draft.own]
        for draft in drafts:
            fallback = (theme,) if theme and len(drafts) == 1 else ()
            titles = draft.titles or tuple(draft.papers[:1]) or fallback
            links, wrong = named_links(draft.lines)
            problems += wrong
            found += [_talk(draft, title, place, len(titles), links) for place, title in enumerate(titles)]
        return tuple(found[:MAX_TALKS]), tuple(problems)

    def _begin(self, slot: Slot | None = None, speakers: tuple[Speaker, ...] = ()) -> _Draft:
        self.current = _Draft(slot=slot, speakers=speakers, track=self.track)
        if len(self.drafts) < MAX_TALKS:
            self.drafts.append(self.current)
        return self.current

    def _holder(self, what: Field) -> _Draft:
        """The talk a field belongs to: the current one, or a new one where that has it already."""
        draft = self.current if self.current and what not in self.current.own else self._begin()
        if what is not Field.TIME:
            self._name_by_candidate(draft)
        draft.note(what)
        return draft

    def _name_by_candidate(self, draft: _Draft) -> None:
        if self.candidate and not draft.titles:
            draft.titles = (self.candidate,)
        self.candidate = None

    def _take_slot(self, slot: Slot) -> None:
        """A slot stands at the top of its talk, so a talk that has its outline or papers is over."""
        if self.current and {Field.OUTLINE, Field.PAPER, Field.ABSTRACT} & set(self.current.own):
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

    def _follow(self, before: _Draft) -> None:
        """A further topic of the same speaker: in the next of several slots, else in the same one."""
        track = before.track
        slot = self.waiting.pop(0) if self.waiting else before.slot
        self._begin(slot, before.speakers).track = track

    def _title(self, line: Line) -> None:
        draft = self.current or self._begin()
        text = line.text
        if (prefix := _TRACK_PREFIX.match(text)) and (track := track_of(prefix["track"])):
            draft.track, text = track, text[prefix.end() :]
        draft.titles = topics_of(text)
        draft.note(Field.TOPIC)
        draft.lines.append(line)
        self.candidate = None

    def _value(self, what: Field, line: Line) -> None:
        draft = self.current
        if draft is None:
            return
        draft.lines.append(line)
        text = _without_addresses(line)
        if what is Field.SPEAKER:
            more = draft.speakers if draft.has_named else ()  # those of the talk before step aside
            draft.speakers, draft.has_named = (*more, *speakers_in(text))[:MAX_VALUES], True
        elif what is Field.AFFILIATION and len(draft.speakers) == 1:
            person = draft.speakers[0]
            draft.speakers = (Speaker(person.name, person.affiliation or text.strip() or None),)
        elif what is Field.PAPER:
            papers = dict.fromkeys([*draft.papers, *papers_of(text)])
            draft.papers = [paper for paper in papers if not is_placeholder(paper)][:MAX_VALUES]
        elif what is Field.OUTLINE:
            draft.note(Field.OUTLINE)
            draft.outline = [*draft.outline, *items_of(text)][:MAX_VALUES]
        elif what is Field.ABSTRACT and text.strip():
            draft.abstract.append(text.strip())

    def _titled(self, text: str) -> _Draft | None:
        """The talk already named so. Several topics of one line are cut apart, so that each has its outline."""
        wanted = clean_title(text)
        for place, draft in enumerate(self.drafts):
            if wanted in draft.titles and len(draft.titles) > 1:
                parts = [
                    _Draft(draft.slot, (title,), draft.track, draft.speakers, own=[Field.TOPIC])
                    for title in draft.titles
                ]
                self.drafts[place : place + 1] = parts
                return parts[draft.titles.index(wanted)]
            if draft.titles == (wanted,):
                return draft
        return None

    def _is_track(self, line: Line) -> bool:
        """A short line such as 吴恩达机器学习课程, which says the track of what follows."""
        track = track_of(line.folded) if len(line.text) < _TRACK_LINE_LIMIT else None
        self.track = track or self.track
        return track is not None


def _is_title(line: Line) -> bool:
    """Whether a line could be a topic's title: short, and no sentence."""
    return bool(re.search(r"\w", line.text)) and len(line.text) <= _TITLE_LIMIT and not _SENTENCE.search(line.text)


def _talk(draft: _Draft, title: str, place: int, count: int, links: tuple[Link, ...]) -> Talk:
    """The talk of one of a draft's titles; papers are dealt out where there is one a title, all else is the first's."""
    dealt = len(draft.papers) == count
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
        abstract="\n".join(draft.abstract) or None if place == 0 else None,
        links=links if place == 0 else (),
        lacks_speaker=not draft.speakers and (Field.SPEAKER in own or track == Track.PAPER),
    )


def _without_addresses(line: Line) -> str:
    """The words of a line, bare web addresses left out."""
    found, _ = find_links(line)
    text = line.text
    for link in reversed([link for link in found if link.label is None]):
        text = f"{text[: link.start]} {text[link.end :]}"
    return text
