"""The header of an announcement: what the salon is called, its number, when, where, by whom, about what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scraper.expressions import expression
from scraper.markup.lines import Line, fold
from scraper.parse.meetings import meeting_in, meeting_line, mode_of, place_of
from scraper.parse.sentences import named_in_sentence
from scraper.parse.times import clock_beside_days, clock_range, dates_in, exists, without_superseded
from scraper.parse.titles import clean_title
from scraper.parse.words import SALON, Field, issue_numbers
from scraper.parse.words.places import (
    HELD_ONLINE,
    INVITATION,
    MEETING_LINK,
    MOVED,
    OF_SOMETHING_ELSE,
    ONLINE,
    ONLINE_SALON,
    PASSED_ON,
    PLACE,
)
from scraper.records import FindingCode, Link, Mode, Problem, StatedDate, StatedNumber, Superseded, Talk

_AFTER_NAME = expression(
    r"(?:沙龙|salon\s*#?\d{1,4})\s*(?:-|–|—|―|:|\||·)+\s*(?P<theme>[^。！!，,；;|]{2,80})",
    "沙龙 - 联邦学习",
    any_case=True,
)
_TITLE_LIMIT = 80
_SALON_RECAP = expression(r"往期|(?:沙龙|活动|精彩|历史)\s*回顾", "沙龙回顾")


@dataclass(slots=True)
class HeaderReader:
    """Takes the lines above the agenda, and the labelled lines wherever they stand."""

    title: str | None = None
    numbers: dict[tuple[int, bool], StatedNumber] = field(default_factory=dict)
    dates: list[StatedDate] = field(default_factory=list)
    time_dates: list[StatedDate] = field(default_factory=list)
    clock: tuple[str, str | None] | None = None
    clock_said: tuple[str, str | None] | None = None  # by the invitation, for a text without a time line
    mode: Mode | None = None
    held_online: bool = False
    venue: str | None = None
    address: str | None = None
    host: str | None = None
    theme: str | None = None
    meeting: list[str] = field(default_factory=list)  # number and password, where they may be shown
    meets: bool = False  # in a meeting on a platform, whether or not its number may be shown
    earlier_venue: str | None = None
    superseded: list[Superseded] = field(default_factory=list)
    sentence_talks: list[Talk] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def heading(self, line: Line) -> None:
        """A heading: the salon's title where it names the salon."""
        if self.title is None and self.names_salon(line):
            self.title = line.text.strip()
            self._count(line.text, in_title=True)
            self._stated_dates(line.text, self.dates, short=False)
            self.theme = self.theme or _theme_after(line)
            self.held_online = self.held_online or bool(ONLINE_SALON.search(line.folded))

    def names_salon(self, line: Line) -> bool:
        """Whether a heading is the salon's name: 第六期机器学习开发者沙龙, … 学术沙龙邀请函."""
        folded = line.folded
        named = SALON.search(folded) or issue_numbers(folded)
        invites = not line.heading and INVITATION.search(folded)
        return bool(named) and not invites and not _SALON_RECAP.search(folded) and len(folded) <= _TITLE_LIMIT

    def plain(self, line: Line) -> None:
        """A line of text: the invitation with its number, date and theme, or a time line without a label."""
        folded = line.folded
        self.notice(line)
        if meeting_line(line.text):
            self.meets = True
            self._meet(meeting_in(line.text))
        invites = SALON.search(folded) or (issue_numbers(folded) and INVITATION.search(folded))
        if invites and not _SALON_RECAP.search(folded):
            if self.title is None and issue_numbers(folded) and len(folded) <= 40 and not INVITATION.search(folded):
                self.heading(line)
                return
            self._count(line.text, in_title=False)
            if INVITATION.search(folded) or issue_numbers(folded):
                self._stated_dates(line.text, self.dates, short=False, first=True)
                self.theme = self.theme or _theme_after(line)
            self.held_online = self.held_online or bool(HELD_ONLINE.search(folded))
            self._say_clock(folded)
        elif self.title and INVITATION.search(folded) and not self.dates and not self.time_dates:
            self._stated_dates(line.text, self.dates, short=False, first=True)
            self._say_clock(folded)
        elif not self.time_dates and clock_range(folded) and len(folded) < 60 and not OF_SOMETHING_ELSE.search(folded):
            self.labelled(Field.TIME, line)
        self.sentence_talks += named_in_sentence(line.text)

    def labelled(self, what: Field, value: Line) -> bool:
        """A labelled line of the header; says whether its label is the header's."""
        text, folded = value.text.strip(" \t，,；;。|"), value.folded
        match what:
            case Field.TIME | Field.NEW_TIME:
                self._time(value, is_new=what is Field.NEW_TIME)
            case Field.OLD_TIME:
                self._supersede(date for _, _, date in dates_in(value.text, short=True))
            case Field.VENUE:
                self._place(text)
            case Field.NEW_VENUE:
                self.earlier_venue, self.venue = self.earlier_venue or self.venue, None
                self._place(text)
            case Field.MEETING:
                self.meets = True
                self._meet(text)
            case Field.ADDRESS:
                self.address = (
                    self.address or (text if not ONLINE.search(folded) and "http" not in text else None) or None
                )
            case Field.HOST:
                self.host = self.host or text or None
            case Field.MODE:
                self.mode = self.mode or mode_of(folded)
            case Field.THEME:
                self.theme = self.theme or clean_title(text) or None
            case _:
                return False
        return True

    def _time(self, value: Line, *, is_new: bool = False) -> None:
        counts, old, since = without_superseded(value.text)
        self._supersede(date for date in old if exists(date))
        if is_new:
            self._supersede(self.time_dates)
            self.time_dates.clear()
        if old and counts:
            self.time_dates.append(counts)
        else:
            self._stated_dates(value.text, self.time_dates, short=True, first=True)
        if clock := clock_beside_days(value.folded, since):
            self.clock = clock.range if is_new or not self.clock else self.clock

    def _say_clock(self, folded: str) -> None:
        clock = clock_beside_days(folded)
        self.clock_said = self.clock_said or (clock.range if clock else None)

    def notice(self, line: Line) -> None:
        """A sentence that says that the salon takes place on another day."""
        folded = line.folded
        counts, old, since = without_superseded(line.text, short=False) if MOVED.search(folded) else (None, [], 0)
        if counts and old and exists(counts):
            self._supersede([*old, *self.time_dates])
            self.time_dates = [counts]
            self.clock = clock_range(folded[since:]) or self.clock

    def _supersede(self, dates: Iterable[StatedDate]) -> None:
        self.superseded += [Superseded("date", date.excerpt, date) for date in dates]

    def _meet(self, text: str | None) -> None:
        """Keeps the number or password of a meeting, unless the text asks not to pass it on."""
        if text and text.count("）") > text.count("（"):
            text = text.rstrip("）")  # of a bracket that began before the label
        if text and "://" not in text and not PASSED_ON.search(fold(text)) and text not in self.meeting:
            self.meeting.append(text)

    def with_meeting(self, link: Link) -> Link:
        """The link with the meeting's number and password as its note, where it leads to the meeting."""
        if link.note and PASSED_ON.search(fold(link.note)):
            link = link._replace(note=None)
        if not self.meeting or not MEETING_LINK.search(f"{link.url} {link.label or ''}"):
            return link
        told = [words for words in self.meeting if words not in (link.note or "")]
        return link._replace(note="；".join(filter(None, (link.note, *told))))

    def standing_dates(self) -> tuple[StatedDate, ...]:
        """The dates that still hold; that of the time line comes last."""
        old = {(one.date.month, one.date.day) for one in self.superseded if one.date}
        return tuple(date for date in (*self.dates, *self.time_dates) if (date.month, date.day) not in old)

    def earlier(self) -> tuple[Superseded, ...]:
        """The days and the place that no longer hold, each once."""
        place = [Superseded("venue", self.earlier_venue)] if self.earlier_venue else []
        return (*place, *{(one.date and (one.date.month, one.date.day)): one for one in self.superseded}.values())

    def _place(self, text: str) -> None:
        place = place_of(text)
        self.mode = self.mode or place.mode
        self._meet(place.meeting)
        self.meets = self.meets or place.mode is Mode.ONLINE
        self.earlier_venue = self.earlier_venue or place.earlier
        if place.venue and self.venue and place.venue not in self.venue:
            self.venue = f"{self.venue}；{place.venue}"
        self.venue = self.venue or place.venue

    def meeting_said(self) -> str | None:
        """The number and password of the meeting, as published."""
        return "；".join(self.meeting) or None

    def resolved_mode(self) -> Mode | None:
        """Online or offline by what the text says; a venue alone says offline."""
        has_place = bool(self.venue and PLACE.search(fold(self.venue)))
        if self.mode is None and ((self.held_online and not has_place) or (self.meets and not self.venue)):
            return Mode.ONLINE
        return self.mode or (Mode.OFFLINE if self.venue else None)

    def _count(self, text: str, *, in_title: bool) -> None:
        for number in issue_numbers(fold(text))[:1]:
            self.numbers.setdefault((number, in_title), StatedNumber(number, in_title, text[:200]))

    def _stated_dates(self, text: str, into: list[StatedDate], *, short: bool, first: bool = False) -> None:
        for _, _, date in dates_in(text, short=short):
            if exists(date):
                into.append(date)
            else:
                self.problems.append(Problem(FindingCode.DATE_INCONSISTENT, f"{date.excerpt!r} is no date", text[:200]))
            if first:
                return


def _theme_after(line: Line) -> str | None:
    """What follows the salon's name: 沙龙 - 联邦学习专题四."""
    match = _AFTER_NAME.search(line.folded)
    theme = clean_title(line.text[match.start("theme") : match.end("theme")]) if match else ""
    return theme or None
