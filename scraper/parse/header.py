"""The header of an announcement: what the salon is called, its number, when, where, by whom, about what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.markup.lines import Line, fold
from scraper.parse.times import clock_range, dates_in, exists
from scraper.parse.titles import clean_title, topics_of
from scraper.parse.words import SALON, Field, issue_numbers, track_of
from scraper.records import FindingCode, Mode, Problem, StatedDate, StatedNumber, Talk, Track

_ONLINE = re.compile(r"线上|在线|直播|网络会议|钉钉|腾讯会议|zoom|bilibili|哔哩|b\s*站|online|webinar", re.I)
_OFFLINE = re.compile(r"线下|现场|offline", re.I)
_PLACE = re.compile(
    r"[路楼店馆厅街园层座巷]|\d\s*[号室]|会议室|校区|大学|中心"
)  # where one can go, though it is streamed too
_HELD_ONLINE = re.compile(
    r"在\s*线上|线上\s*(?:举办|举行|开展|进行)|(?:举办|举行)\S{0,4}线上|\bonline\b(?=\s+(?:on|at|via)\b|\s*[,.]|\s*$)",
    re.I,
)
_ONLINE_SALON = re.compile(r"\((?:线上|online)\)|线上\S{0,12}沙龙|\bonline\s+(?:\w+\s+){0,3}salon", re.I)  # in its name
_INVITATION = re.compile(r"邀请(?!函)|举办|举行|召开|将于|\binvit(?:e|es|ed|ing)\b|\bwill be held\b|\bjoin us\b", re.I)
_AFTER_NAME = re.compile(r"(?:沙龙|salon\s*#?\d{1,4})\s*(?:-|–|—|―|:|\||·)+\s*(?P<theme>[^。！!，,；;|]{2,80})", re.I)
_NAMED = re.compile(
    r"(?P<what>论文分享|机器学习|项目实战|课程|本期|本次|活动|沙龙)?(?:课程|活动|沙龙|分享)?(?:的)?主题\s*(?:分别)?(?:为|是)\s*[:：]?\s*"
    r"(?P<names>[^。；;！!\n]+?)(?=[，,]\s*(?:论文|机器学习|项目|课程)\S{0,4}主题|[。；;！!]|$)"
)
_TITLE_LIMIT = 80
_SALON_RECAP = re.compile(r"往期|(?:沙龙|活动|精彩|历史)\s*回顾")


@dataclass(slots=True)
class HeaderReader:
    """Takes the lines above the agenda, and the labelled lines wherever they stand."""

    title: str | None = None
    numbers: dict[tuple[int, bool], StatedNumber] = field(default_factory=dict)
    dates: list[StatedDate] = field(default_factory=list)
    time_dates: list[StatedDate] = field(default_factory=list)
    clock: tuple[str, str | None] | None = None
    mode: Mode | None = None
    held_online: bool = False
    venue: str | None = None
    address: str | None = None
    host: str | None = None
    theme: str | None = None
    sentence_talks: list[Talk] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def heading(self, line: Line) -> None:
        """A heading: the salon's title where it names the salon."""
        if self.title is None and self.names_salon(line):
            self.title = line.text.strip()
            self._count(line.text, in_title=True)
            self._stated_dates(line.text, self.dates, short=False)
            self.theme = self.theme or _theme_after(line)
            self.held_online = self.held_online or bool(_ONLINE_SALON.search(line.folded))

    def names_salon(self, line: Line) -> bool:
        """Whether a heading is the salon's name: 第六期机器学习开发者沙龙, … 学术沙龙邀请函."""
        folded = line.folded
        named = SALON.search(folded) or issue_numbers(folded)
        invites = not line.heading and _INVITATION.search(folded)
        return bool(named) and not invites and not _SALON_RECAP.search(folded) and len(folded) <= _TITLE_LIMIT

    def plain(self, line: Line) -> None:
        """A line of text: the invitation with its number, date and theme, or a time line without a label."""
        folded = line.folded
        invites = SALON.search(folded) or (issue_numbers(folded) and _INVITATION.search(folded))
        if invites and not _SALON_RECAP.search(folded):
            if self.title is None and issue_numbers(folded) and len(folded) <= 40 and not _INVITATION.search(folded):
                self.heading(line)
                return
            self._count(line.text, in_title=False)
            if _INVITATION.search(folded) or issue_numbers(folded):
                self._stated_dates(line.text, self.dates, short=False, first=True)
                self.theme = self.theme or _theme_after(line)
            self.held_online = self.held_online or bool(_HELD_ONLINE.search(folded))
        elif not self.time_dates and clock_range(folded) and len(folded) < 60:
            self.labelled(Field.TIME, line)
        self.sentence_talks += named_in_sentence(line.text)

    def labelled(self, what: Field, value: Line) -> bool:
        """A labelled line of the header; says whether its label is the header's."""
        text, folded = value.text.strip(" \t，,；;。|"), value.folded
        match what:
            case Field.TIME:
                self._stated_dates(value.text, self.time_dates, short=True, first=True)
                self.clock = self.clock or _clock(folded)
            case Field.VENUE:
                self._place(text)
            case Field.ADDRESS:
                self.address = (
                    self.address or (text if not _ONLINE.search(folded) and "http" not in text else None) or None
                )
            case Field.HOST:
                self.host = self.host or text or None
            case Field.MODE:
                self.mode = self.mode or _mode(folded)
            case Field.THEME:
                self.theme = self.theme or clean_title(text) or None
            case _:
                return False
        return True

    def _place(self, text: str) -> None:
        folded = fold(text)
        if _mode(folded) is Mode.ONLINE and (_ONLINE.match(folded) or not _PLACE.search(folded)):
            self.mode = self.mode or Mode.ONLINE
        else:
            self.venue = self.venue or text or None

    def resolved_mode(self) -> Mode | None:
        """Online or offline by what the text says; a venue alone says offline."""
        if self.mode is None and self.held_online:
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


def _clock(folded: str) -> tuple[str, str | None] | None:
    """The time of day of a time line, its date left out (so that `5.17 19:30` is not read as one)."""
    for start, end, _ in dates_in(folded, short=True):
        return clock_range(folded[:start] + " " + folded[end:])
    return clock_range(folded)


def _mode(folded: str) -> Mode | None:
    """Who can come to a place is offered both has a place to come to."""
    if _OFFLINE.search(folded):
        return Mode.OFFLINE
    return Mode.ONLINE if _ONLINE.search(folded) else None


def _theme_after(line: Line) -> str | None:
    """What follows the salon's name: 沙龙 - 联邦学习专题四."""
    match = _AFTER_NAME.search(line.folded)
    theme = clean_title(line.text[match.start("theme") : match.end("theme")]) if match else ""
    return theme or None


def named_in_sentence(text: str) -> list[Talk]:
    """The topics that only a sentence names: 论文分享主题分别为：甲、乙 和 丙，机器学习主题为丁+戊."""
    talks = []
    for match in _NAMED.finditer(text):
        track: Track | None = track_of(match["what"]) if match["what"] else None
        names = (
            re.split(r"、|\s+(?:和|以及|及)\s+|以及", match["names"]) if "、" in match["names"] else [match["names"]]
        )
        titles = [title for name in names for title in topics_of(name)]
        talks += [Talk(title=title, track=track, in_sentence=True) for title in titles if len(title) <= 60]
    return talks
