"""The agenda: slots, speakers, topics, papers and outlines, in whatever order and layout they stand."""

from __future__ import annotations

import re
from dataclasses import replace

from scraper.markup.lines import Line
from scraper.parse.links import named_links
from scraper.parse.people import person_in
from scraper.parse.talks import Draft, Slot, talk_of
from scraper.parse.times import clock_range, slot_in
from scraper.parse.titles import clean_title, is_marked, topics_of
from scraper.parse.words import PAUSE, Field, track_of
from scraper.records import Problem, Speaker, Talk, Track

MAX_TALKS = 50
"""Talks of one agenda that are read; the most the club ever had is five."""

_TITLE_LIMIT = 90
_TRACK_LINE_LIMIT = 25
_SENTENCE = re.compile(r"[。！？!]|，.*，")
_TRACK_PREFIX = re.compile(r"\W*(?P<track>[^:：]{2,16}?)\s*[:：】]\s*(?=\S)")  # 论文分享：Google Vizier
_NEW_PART = re.compile(r"部分|环节|^\W*活动\s*\S\s*[::]")  # 第二部分; 活动二：互动游戏
_NEXT_TALK = re.compile(r"\W*(?:分享|演讲|报告|part|session|talk)\s*\S\W*$", re.I)  # 分享二, Part 2


class AgendaReader:
    """Takes the lines of an agenda one by one and gathers its talks."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.current: Draft | None = None
        self.waiting: list[Slot] = []  # several slots in a row, for the topics that follow
        self.open: Field | None = None  # the field that lines without a label go on with
        self.track: Track | None = None
        self.candidate: str | None = None  # a short line alone, which may turn out to be the next talk's title

    def part(self, line: Line) -> None:
        """A heading that opens a part (活动内容, 第一部分); a further part is done with the talk before it."""
        self.open = self.candidate = None
        if _NEW_PART.search(line.folded):
            self.track = None
            self._close()
        elif _NEXT_TALK.match(line.folded):
            self._close()
        self.track = track_of(line.folded) or self.track

    def slot(self, line: Line) -> bool:
        """A line with a slot (see `slot_in`); what stands beside it is the topic, or the speaker. Says whether it was
        one."""
        found = slot_in(line.folded, at_end=line.heading > 0 or line.strong)
        if found is None:
            return False
        slot, start, end = found
        rest = line.cut(start, end)
        self.open = self.candidate = None
        if PAUSE.match(rest.text):
            self.current = None
        elif self.current and self.current.own == [Field.TIME] and not rest.text:
            self.waiting.append(slot)
        elif not (end < len(line.text) and self._is_track(rest)):
            self._take_slot(slot, has_title=bool(rest.text))
            if rest.text and not self.person(rest):
                self._title(rest)
        return True

    def person(self, line: Line) -> bool:
        """A line that names a person without a label: `1. 冯一 | 某公司工程师`. Says whether it was one."""
        text = person_in(line.text)
        stands_out = line.strong or line.heading > 0
        goes_on = self.open is not None or (
            self.current and self.current.outline and (line.item or is_marked(line.text))
        )
        if text is None or (goes_on and not stands_out):
            return False
        if self.open is Field.SPEAKER:
            self._value(Field.SPEAKER, replace(line, text=text))
        else:
            self.labelled(Field.SPEAKER, Line(text), None)
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
                self._pause()
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
        elif self.current and self.current.speakers and not set(self.current.own) - {Field.TIME, Field.SPEAKER}:
            self._title(line)
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
            found += [talk_of(draft, title, place, len(titles), links) for place, title in enumerate(titles)]
        return tuple(found[:MAX_TALKS]), tuple(problems)

    def _begin(self, slot: Slot | None = None, speakers: tuple[Speaker, ...] = ()) -> Draft:
        self.current = Draft(slot=slot, speakers=speakers, track=self.track)
        if len(self.drafts) < MAX_TALKS:
            self.drafts.append(self.current)
        return self.current

    def _holder(self, what: Field) -> Draft:
        """The talk a field belongs to: the current one, or a new one where that has it already."""
        draft = self.current if self.current and what not in self.current.own else self._begin()
        if what is not Field.TIME:
            self._name_by_candidate(draft)
        draft.note(what)
        return draft

    def _name_by_candidate(self, draft: Draft) -> None:
        if self.candidate and not draft.titles:
            draft.titles = (self.candidate,)
        self.candidate = None

    def _close(self) -> None:
        """What follows belongs to another talk."""
        self.current = None
        self.waiting.clear()

    def _pause(self) -> None:
        """A break is no talk, nor are those who are named beside it speakers."""
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

    def _title(self, line: Line) -> None:
        text = line.text
        if PAUSE.match(text):
            self._pause()
            return
        draft = self.current or self._begin()
        if (prefix := _TRACK_PREFIX.match(text)) and (track := track_of(prefix["track"])):
            draft.track, text = track, text[prefix.end() :]
        draft.titles = topics_of(text)
        draft.note(Field.TOPIC)
        draft.lines.append(line)
        self.candidate = None

    def _value(self, what: Field, line: Line) -> None:
        if self.current:
            self.current.add(what, line)

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

    def _is_track(self, line: Line) -> bool:
        """A short line such as 吴恩达机器学习课程, which says the track of what follows."""
        track = track_of(line.folded) if len(line.text) < _TRACK_LINE_LIMIT else None
        self.track = track or self.track
        return track is not None


def _is_title(line: Line) -> bool:
    """Whether a line could be a topic's title: short, and no sentence."""
    return bool(re.search(r"\w", line.text)) and len(line.text) <= _TITLE_LIMIT and not _SENTENCE.search(line.text)
