"""A document read block by block, each handed to the part it belongs to: header, agenda, recap, registration, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise

from scraper.markup.lines import Block, Line, Table, clean
from scraper.parse.agenda import AgendaReader
from scraper.parse.agenda_tables import accounted_lines, agenda_lines, is_plan
from scraper.parse.blocks import Published, body_of
from scraper.parse.header import HeaderReader
from scraper.parse.links import named_links
from scraper.parse.people import is_moderator
from scraper.parse.recap.columns import is_recap_table, upright
from scraper.parse.recap.rows import recap_rows
from scraper.parse.review.doubts import doubtful
from scraper.parse.review.leftovers import MAX_LEFT_OVER, Known, in_announcement, in_recap
from scraper.parse.review.prose import overlooked
from scraper.parse.review.standing import with_standing
from scraper.parse.sentences import named_in_sentence
from scraper.parse.several import read_each
from scraper.parse.talk_lines import numbered
from scraper.parse.talks import MAX_TALKS
from scraper.parse.times import SLOT
from scraper.parse.titles import clean_title
from scraper.parse.typed_labels import with_colons
from scraper.parse.words import Field, Part, field_of, inner_labels, labelled, part_of
from scraper.records import Announcement, FindingCode, Link, Problem, RecapRow, Section

_HEADER_FIELDS = {
    *(Field.VENUE, Field.ADDRESS, Field.HOST, Field.MODE, Field.THEME, Field.MEETING, Field.OLD_TIME, Field.NEW_TIME),
    Field.NEW_VENUE,
}
_TALK_FIELDS = {Field.SPEAKER, Field.PAPER, Field.OUTLINE, Field.ABSTRACT, Field.AFFILIATION}
_PART_LINE_LIMIT = 14
_HEADING_LIMIT = 60


def read(published: Published) -> Announcement:
    """What one document says; see `scraper.parse.parse`."""
    several = read_each(published.blocks, lambda part: _DocumentReader().read(part))
    return several or _DocumentReader(published.page_titles, published.title).read(list(published.blocks))


class _DocumentReader:
    """Hands every block to the part it belongs to."""

    def __init__(self, page_titles: Sequence[str] = (), above: str = "") -> None:
        self.page_titles = tuple(map(clean, page_titles))  # for a text without a title
        self.part = Part.HEADER
        self.header = HeaderReader()
        self.header.heading(Line(clean(above)))
        self.agenda = AgendaReader()
        self.recap: list[Block] = []
        self.awaited: Field | None = None  # a field of the header whose value is on the next line
        self.is_listing = False  # some of its values stand above
        self.awaited_in = 0  # how deep in lists its label stands
        self.after_recap_table = False  # a blank line may cut a table in two
        self.entries: list[tuple[Part, Line]] = []  # what is to be accounted for
        self.page_lines: dict[Section, list[Line]] = {Section.REGISTRATION: [], Section.PAGE: []}

    def read(self, found: list[Block]) -> Announcement:
        found = list(with_colons(found))
        lines = (block for block in found if isinstance(block, Line))
        self.agenda.named = frozenset(clean_title(line.text) for line in lines if len(line.text) <= _HEADING_LIMIT)
        for block in found:
            if isinstance(block, Table):
                self._table(block)
            elif block.footnote:
                self._page_line(block)
            elif block.text or not block.struck:  # else it is struck out as a whole
                self.after_recap_table = False
                for line in _labelled_pieces(block):
                    self._line(line)
                    self.entries.append((self.part, line))
            elif self.part is Part.RECAP:
                self.recap.append(block)
            else:
                self.entries.append((self.part, block))
        return self._announcement(found)

    def _table(self, table: Table) -> None:
        recap = upright(table)
        if self.part is Part.RECAP or is_recap_table(recap) or self.after_recap_table:
            self.recap.append(recap)
            self.after_recap_table = True
        elif self.part in (Part.HEADER, Part.AGENDA):
            for line in agenda_lines(table):
                self._line(line)
            part = Part.PLAN if is_plan(table) else self.part
            self.entries += [(part, line) for line in accounted_lines(table)]

    def _line(self, line: Line) -> None:
        part = _part_opened(line)
        if part is not None and not (
            part is not Part.RECAP and self.header.title is None and self.header.names_salon(line)
        ):
            self.part = part
            self.agenda.part(line)
        elif self.part is Part.RECAP and not _is_registration_link(line):
            self.recap.append(line)
            return
        elif self.part is Part.RECAP:
            self.part = Part.REGISTRATION
        elif self.part in (Part.HEADER, Part.AGENDA):
            self._announced(line)
            if self.part is Part.AGENDA:
                return
        elif (match := _label(line)) and match["colon"]:
            what = field_of(match["label"])
            if what in _HEADER_FIELDS or (what is Field.TIME and not self.header.time_dates):
                self.header.labelled(what, line.cut(match.end()))
        self._page_line(line)

    def _page_line(self, line: Line) -> None:
        """A line outside talks and recap rows, kept for its links."""
        section = Section.REGISTRATION if self.part is Part.REGISTRATION or "报名" in line.text else Section.PAGE
        self.page_lines[section].append(line)

    def _announced(self, line: Line) -> None:
        """A line of the header or the agenda."""
        match = _label(line)
        awaited, self.awaited = self.awaited, None
        goes_on = not self.is_listing or line.depth > self.awaited_in
        self.is_listing = False
        if awaited and not match and not line.heading and goes_on:
            self.header.labelled(awaited, line)
            if awaited is Field.VENUE and line.item and line.depth > self.awaited_in:
                self.awaited, self.is_listing = awaited, True  # places listed one below the other
        elif match:
            self.awaited_in = line.depth
            value = line.cut(match.end())
            what = Field.OTHER if is_moderator(match["label"], value.text) else field_of(match["label"])
            self._labelled(what, value, match["index"], match["track"])
            self.agenda.of_track(match["track"])
            if self.part is Part.AGENDA and what in _HEADER_FIELDS | {Field.OTHER}:
                self._page_line(line)
        elif SLOT.match(line.folded) and (self.part is Part.AGENDA or line.heading or self.header.clock):
            self.part = Part.AGENDA
            self.agenda.slot(line)
        elif self.part is Part.HEADER and line.heading and numbered(line):
            self.part = Part.AGENDA
            self.agenda.talk(line)
        elif self.part is Part.AGENDA and self._talks(line):
            return
        elif line.heading or (line.strong and len(line.text) <= _HEADING_LIMIT):
            if self.header.title is None and self.header.names_salon(line):
                self.header.heading(line)
            elif self.part is Part.AGENDA:
                self.agenda.heading(line)
            else:
                self.header.plain(line)
        elif self.part is Part.HEADER:
            self.header.plain(line)
        elif line.item:
            self.agenda.item(line)
        else:
            self.agenda.plain(line)
            if "报名" in line.text:
                self._page_line(line)
            self.header.notice(line)
            self.header.sentence_talks += named_in_sentence(line.text)

    def _talks(self, line: Line) -> bool:
        """Whether the agenda reads a line as a slot, a person or a talk, or as the rest of the line above."""
        agenda = self.agenda
        readers = (agenda.takes_links, agenda.goes_on, agenda.slot, agenda.person, agenda.talk)
        return any(read(line) for read in readers)

    def _labelled(self, what: Field, value: Line, index: str | None, track: str | None) -> None:
        if what in _TALK_FIELDS:
            self.part = Part.AGENDA
            self.agenda.labelled(what, value, index)
        elif what in _HEADER_FIELDS or (what is Field.TIME and not self.header.clock):
            self.header.labelled(what, value)
            self.awaited = what if not value.text else None
        elif what is Field.OTHER:
            self.agenda.open = None
        elif what is Field.BIO:
            self.agenda.open = what if self.part is Part.AGENDA else None
        elif self.part is Part.AGENDA:
            self.agenda.labelled(what, value, index)
        elif what is Field.CONTENT and not value.text:
            self.part = Part.AGENDA
        elif what is Field.TOPIC and (index or track):  # Talk 1: …
            self.part = Part.AGENDA
            self.agenda.labelled(what, value, index)
        elif what is Field.TOPIC:
            self.header.labelled(Field.THEME, value)

    def _announcement(self, found: list[Block]) -> Announcement:
        header = self.header
        for title in self.page_titles:
            header.heading(Line(title))
        agenda = self.agenda.read(header.theme)
        rows, recap_problems, others = recap_rows(self.recap)
        for line in others:
            self._page_line(line)
        links, link_problems = self._links()
        mode = header.resolved_mode()
        starts_at, ends_at = header.clock or header.clock_said or (None, None)
        problems = [*header.problems, *agenda.problems, *link_problems, *recap_problems]
        announcement = Announcement(
            title=header.title,
            numbers=tuple(header.numbers.values()),
            dates=header.standing_dates(),
            starts_at=starts_at,
            ends_at=ends_at,
            mode=mode,
            venue=None if mode == "online" else header.venue,
            address=None if mode == "online" else header.address,
            host=header.host,
            theme=header.theme,
            talks=agenda.talks or tuple(dict.fromkeys(header.sentence_talks))[:MAX_TALKS],
            recap=tuple(rows),
            links=links,
            body=body_of(found),
            superseded=(*header.earlier(), *agenda.superseded),
            meeting=header.meeting_said(),
            status=agenda.status,
        )
        if not announcement.announces and not announcement.recap and not recap_problems:
            problems.append(
                Problem(
                    FindingCode.UNREADABLE_DOCUMENT,
                    "nothing in it announces or recalls a salon",
                    announcement.body[:200],
                )
            )
        announcement = announcement._replace(problems=tuple(problems))
        return self._accounted(with_standing(self.entries, self.recap, announcement))

    def _accounted(self, announcement: Announcement) -> Announcement:
        """The announcement with the words that are accounted for nowhere as problems, each of its row if it has one."""
        known = Known(announcement._replace(recap=()))
        unsaid = chain(*(read(self.entries, announcement, known) for read in (in_announcement, overlooked)))
        left: list[tuple[RecapRow | None, Problem]] = [(None, one) for one in unsaid]
        left = [*left, *in_recap(self.recap, announcement.recap, announcement), *doubtful(announcement)][:MAX_LEFT_OVER]
        if not left:
            return announcement
        rows = tuple(
            row._replace(problems=(*row.problems, *found))
            if (found := [problem for owner, problem in left if owner is row])
            else row
            for row in announcement.recap
        )
        own = (problem for owner, problem in left if owner is None)
        return announcement._replace(recap=rows, problems=tuple(dict.fromkeys((*announcement.problems, *own))))

    def _links(self) -> tuple[tuple[tuple[Section, Link], ...], list[Problem]]:
        found: list[tuple[Section, Link]] = []
        problems: list[Problem] = []
        for section, lines in self.page_lines.items():
            links, wrong = named_links(lines)
            found += [(section, self.header.with_meeting(link)) for link in links]
            problems += wrong
        return tuple(found), problems


@lru_cache(maxsize=8192)
def _part_opened(line: Line) -> Part | None:
    """The part a line opens: a heading, a bold line, or a short line of its own such as 往期回顾."""
    folded = line.folded
    if SLOT.match(folded) or ((label := _label(line)) and label["colon"]):
        return None
    alone = not line.item and not line.spans and len(line.text) <= _PART_LINE_LIMIT
    if line.heading or (line.strong and len(line.text) <= _HEADING_LIMIT and not line.item) or alone:
        return part_of(folded)
    return None


def _is_registration_link(line: Line) -> bool:
    """Whether a line is only a link for registering: below a recap it belongs to no row."""
    links = [span for span in line.spans if not span.image]
    return len(links) == 1 and "报名" in line.text and links[0].end - links[0].start >= len(line.text) - 2


@lru_cache(maxsize=8192)
def _label(line: Line) -> re.Match[str] | None:
    """The label a line begins with: followed by a colon, or alone on its line."""
    match = labelled(line.folded)
    if match is None or not (match["colon"] or match.end() == len(line.text)):
        return None
    return match


@lru_cache(maxsize=8192)
def _labelled_pieces(line: Line) -> Sequence[Line]:
    """A line that begins with a label, cut before the further labels in it: 时间：… 地点：… 主办：…."""
    found = inner_labels(line.folded) if _label(line) or SLOT.match(line.folded) else []
    label = labelled(line.folded)
    starts = [start for start in found if start >= (label.end() if label else 1)]
    pieces = [line.cut(start, end) for start, end in pairwise([0, *starts, len(line.text)])] if starts else [line]
    return [*(piece.cut(0, len(piece.text.rstrip(" /|·"))) for piece in pieces[:-1]), pieces[-1]]
