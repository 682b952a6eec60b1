"""The agenda: slots, speakers, topics, papers and outlines, in whatever order and layout they stand."""

from __future__ import annotations

import re

from scraper.markup.lines import Line
from scraper.parse.links import named_links
from scraper.parse.people import is_workplace, person_in, surely_named
from scraper.parse.talk_lines import TalkLine, is_break, numbered, speaker_beside, talk_line, told_beside_speaker
from scraper.parse.talks import MAX_TALKS, Agenda, Draft, Drafts, talk_of, without_generic_link, without_track
from scraper.parse.times import begin_in, clock_range, slot_in
from scraper.parse.titles import (
    SENTENCE,
    clean_title,
    could_be_title,
    goes_over,
    is_marked,
    items_of,
    joined,
    named_apart,
    topics_of,
)
from scraper.parse.words import PAUSE, Field, track_of
from scraper.records import Problem, Talk

_TRACK_LINE_LIMIT = 25
_LONGEST_OVER_LINES = 1000  # characters of a title or item to which a further line is added
_NEW_PART = re.compile(r"部分|环节|^\W*活动\s*\S\s*[::]")  # 第二部分; 活动二：互动游戏
_NEXT_TALK = re.compile(r"\W*(?:分享|演讲|报告|part|session|talk)\s*\S\W*$", re.I)  # 分享二, Part 2


class AgendaReader(Drafts):
    """Takes the lines of an agenda one by one and gathers its talks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: Field | None = None  # the field that lines without a label go on with
        self.listed: tuple[str, int] | None = None  # a bold line or item, and its depth; it is a topic if items follow
        self.named: frozenset[str] = frozenset()  # the lines of the document, to see which names return
        self.grows: Field | None = None  # what a line end of the source alone may cut: a title, an item

    def part(self, line: Line) -> None:
        """A heading that opens a part (活动内容, 第一部分); a further part is done with the talk before it."""
        self.open = self.candidate = self.listed = None
        if _NEW_PART.search(line.folded):
            self.track = None
            self._close()
        elif _NEXT_TALK.match(line.folded):
            self._close()
        self.track = track_of(line.folded) or self.track

    def slot(self, line: Line) -> bool:
        """Reads a line with a slot (see `slot_in`), and beside it the topic or speaker; whether it is such a line."""
        found = slot_in(line.folded, at_end=line.heading > 0 or line.strong or line.folded.endswith((")", "]")))
        if found is None and self.open is None and (begin := begin_in(line.folded)):
            found = (*begin, len(line.text))
        if found is None:
            return False
        slot, start, end = found
        rest = line.cut(start, end)
        self.open = self.candidate = self.grows = None
        if is_break(rest.text):
            self.current = None
        elif self.current and self.current.own == [Field.TIME] and not rest.text:
            self.waiting.append(slot)
        elif not (end < len(line.text) and self._is_track(rest)):
            self._take_slot(slot, has_title=bool(rest.text))
            if rest.text and not self.person(rest):
                self._tell(talk_line(rest, timed=True) or TalkLine(rest))
        return True

    def talk(self, line: Line) -> bool:
        """Reads a line that names talk and speaker without labels, or counts the talk; whether it is such a line."""
        rest = numbered(line)
        told = talk_line(rest or line)
        if rest and not told and not PAUSE.match(rest.text) and not track_of(rest.folded):
            told = TalkLine(rest)
        if told is None or not (rest or self._is_beside(line)):
            return False
        if self.current and self.current.own != [Field.TIME]:
            self._close()
        self.open = None
        draft = self._tell(told)
        draft.depth = line.depth
        return True

    def _is_beside(self, line: Line) -> bool:
        """Whether a line may name a new talk, and is no part of the talk above it."""
        above = self.current
        if line.strong or line.heading or above is None or above.own == [Field.TIME] or above.is_empty:
            return self.open is None or above is None or line.heading > 0
        return above.depth is not None and line.depth <= above.depth and self.open is None

    def _tell(self, told: TalkLine) -> Draft:
        if told.slot:
            self._take_slot(told.slot, has_title=True)
        draft = self.current or self._begin()
        if told.speakers:
            draft.note(Field.SPEAKER)
            draft.add(Field.SPEAKER, told.speakers)
        self._title(told.title)
        return self.current or draft

    def goes_on(self, line: Line) -> bool:
        """The rest of a title or item: a line that only the source breaks, or that follows a title cut off."""
        draft, is_title = self.current, self.grows is Field.TOPIC
        held = () if draft is None else draft.titles if is_title else draft.outline
        above = held[-1] if held else ""
        cut_off = is_title and goes_over(above, line.text)
        is_new = not line.text or line.item or is_marked(line.text) or not (line.soft or cut_off)
        if draft is None or is_new or not 0 < len(above) <= _LONGEST_OVER_LINES:
            return False
        if is_title and (line.runs or cut_off):
            draft.titles = (*draft.titles[:-1], clean_title(joined(above, line.text)))
        elif self.grows is Field.OUTLINE and line.depth:
            draft.outline[-1:] = items_of(joined(above, line.text))
        else:
            return False
        draft.lines.append(line)
        return True

    def person(self, line: Line) -> bool:
        """Reads a line that names a person without a label, `1. 冯一 | 某公司工程师`; whether it is such a line."""
        is_below = self.grows is Field.TOPIC and self.current and not self.current.speakers
        is_named = is_below and surely_named(line.text) and not talk_line(line)
        text = person_in(line.text) or (line.text if is_named else None)
        stands_out = line.strong or line.heading > 0
        is_item = self.current and self.current.outline and (line.item or is_marked(line.text))
        if text is None or ((self.open is not None or is_item) and not stands_out):
            return False
        if self.open is Field.SPEAKER:
            self._value(Field.SPEAKER, line._replace(text=text))
        else:
            self.labelled(Field.SPEAKER, Line(text), None)
        return True

    def labelled(self, what: Field, value: Line, index: str | None) -> None:
        """A line such as 分享人：… or a heading such as 大纲, with what follows the label."""
        self.grows = None
        if self.listed and value.depth > self.listed[1]:
            self._open_listed()
        if what is Field.BIO:
            self.open = what
            return
        if what is Field.TIME:
            if slot := clock_range(value.folded):
                self._take_slot(slot)
            return
        self.open = what = self.meant(what, value)
        if what in (Field.TOPIC, Field.CONTENT):
            if PAUSE.match(value.text):
                self._pause()
            elif value.text:
                self._further_topic(numbered=index is not None)
                self._title_with_speaker(value, talk_line(value) if what is Field.CONTENT else None)
                self.open = None
            return
        if what is Field.SPEAKER or self.current is None:
            self._holder(what)
        elif what not in self.current.own:
            self._name_by_candidate(self.current)
            self.current.note(what)
        if value.text and what is Field.SPEAKER and (told := told_beside_speaker(value)):
            self._tell(told)
            self.open = None
        elif value.text:
            self._value(what, value)
            self.open = what if what in (Field.OUTLINE, Field.ABSTRACT) else None

    def _title_with_speaker(self, value: Line, told: TalkLine | None) -> None:
        """A topic's value, cut before the speaker that stands beside it."""
        told = told or speaker_beside(value)
        self._title(told.title if told else value)
        if told and told.speakers and self.current and not self.current.has_named:
            self.current.note(Field.SPEAKER)
            self.current.add(Field.SPEAKER, told.speakers)

    def heading(self, line: Line) -> None:
        """A heading or bold line without a label: a track, a topic, or the topic whose outline follows."""
        self.open = self.grows = None
        if draft := self._titled(line.text):
            self.current = draft
        elif self._is_track(line) or not could_be_title(line):
            return
        elif (
            self.current
            and self.current.speakers
            and not self.current.titles
            and not set(self.current.own) - {Field.TIME, Field.SPEAKER}
        ):
            self._title(line)
        elif self.current and self.current.slot and not {Field.SPEAKER, Field.PAPER} & set(self.current.own):
            if self.current.titles:
                self._follow(self.current)
            self._title(line)
        else:
            track, text = without_track(line.text)
            self.track, self.candidate = track or self.track, clean_title(text)
            self._list(line)

    def _list(self, line: Line) -> None:
        """Notes a line below which the items of a topic may stand."""
        above = self.current
        if above is None or above.is_empty or (above.depth is not None and line.depth <= above.depth):
            self.listed = (line.text, line.depth) if could_be_title(line) and not PAUSE.match(line.text) else None

    def _open_listed(self) -> None:
        """Begins the talk of a line that has items below it."""
        if self.listed:
            self._close()
            draft = self._begin()
            (title, draft.depth), self.listed = self.listed, None
            self._title(Line(title))

    def item(self, line: Line) -> None:
        """An item of a list: of the outline, unless another field is open."""
        if _NEXT_TALK.match(line.folded):
            self._close()
            self.open = self.listed = None
            return
        above = self.current
        if self.open in (Field.PAPER, Field.SPEAKER, Field.ABSTRACT, Field.BIO):
            self._value(self.open, line)
        elif self.listed and line.depth > self.listed[1]:
            self._open_listed()
            self._value(Field.OUTLINE, line)
        elif above is None or above.is_empty or (above.depth is not None and 0 < line.depth <= above.depth):
            self._list(line)
        else:
            self._value(Field.OUTLINE, line)

    def plain(self, line: Line) -> None:
        """Any other line: more of the open field, an outline's item by its mark, or a title to come."""
        if self.open in (Field.TOPIC, Field.CONTENT):
            self.labelled(self.open, line, None)
        elif self.open and not (self.open is Field.SPEAKER and SENTENCE.search(line.text)):
            self._value(self.open, line)
        elif self.current and not self.current.is_empty and is_marked(line.text):
            self._value(Field.OUTLINE, line)
        elif draft := self._titled(line.text):
            self.current = draft
        elif self._is_track(line):
            return
        elif could_be_title(line) and self.current and self.current.own == [Field.TIME]:
            self._title(line)
        elif could_be_title(line):
            self.candidate = clean_title(line.text)
            if self.current and not is_workplace(line.text):
                self.current.below = self.current.below or self.candidate
        elif self.current:
            self.current.lines.append(line)

    def read(self, theme: str | None) -> Agenda:
        """The talks in order. A talk without a topic is called by its paper, or by the theme if it is the only talk.

        A talk that is off is left out. If all are off, the salon is off.
        """
        found: list[Talk] = []
        problems: list[Problem] = []
        drafts = [draft for draft in self.drafts if not draft.is_empty or Field.SPEAKER in draft.own]
        status = drafts[0].status if drafts and all(draft.status for draft in drafts) else None
        off = [draft for draft in drafts if draft.status and not status]
        drafts = [draft for draft in drafts if draft not in off]
        for draft in drafts:
            fallback = (theme,) if theme and len(drafts) == 1 else (draft.below,) if draft.below else ()
            titles = draft.titles or tuple(draft.papers[:1]) or fallback
            links, wrong = named_links(draft.lines)
            problems += wrong
            found += [talk_of(draft, title, place, len(titles), links) for place, title in enumerate(titles)]
        superseded = tuple(value for draft in off for value in draft.superseded())
        return Agenda(tuple(found[:MAX_TALKS]), tuple(problems), superseded, status)

    def _title(self, line: Line) -> None:
        text = without_generic_link(line)
        if PAUSE.match(text):
            self._pause()
            return
        draft = self.current or self._begin()
        text = draft.without_state(text)
        track, text = without_track(text)
        draft.track = track or draft.track
        draft.titles = named_apart(text, self.named) or topics_of(text)
        draft.note(Field.TOPIC)
        draft.lines.append(line)
        self.candidate = self.listed = None
        self.grows = Field.TOPIC

    def _value(self, what: Field, line: Line) -> None:
        self.grows = what
        if self.current and what is not Field.BIO:
            self.current.add(what, line)

    def _is_track(self, line: Line) -> bool:
        """A short line such as 吴恩达机器学习课程, which says the track of what follows."""
        is_short = len(line.text) < _TRACK_LINE_LIMIT and without_track(line.text)[0] is None
        track = track_of(line.folded) if is_short else None
        self.track = track or self.track
        return track is not None
