"""Words that were read and are accounted for nowhere: the check on all readers of a document.

The words of header, agenda and recap are compared with what the announcement holds in the end. A word is accounted for
when it stands in a field, in a problem that quotes it, or is left out on purpose (`LEFT_OUT` names what is). So a
reader that drops a value, or takes a wrong guess, shows by what is left over, and says no word of its own about it.

Linear in the size of the document: values are compared by runs of three characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache, lru_cache
from itertools import compress, groupby
from typing import NamedTuple

from scraper.markup.addresses import readable
from scraper.markup.lines import Block, Cell, Line, Row, Table, fold
from scraper.parse.links import find_links, leads_to_materials
from scraper.parse.people import is_moderator
from scraper.parse.recap.cells import numbers_in
from scraper.parse.recap.columns import is_between
from scraper.parse.review.by_identity import by_identity
from scraper.parse.times import unread_in
from scraper.parse.titles import PUBLISHED, PUBLISHED_BEHIND
from scraper.parse.words import ISSUE_NUMBER, PAUSE, PLACEHOLDER, Field, Part, field_of, labelled, part_of, track_of
from scraper.parse.words.labels import SPEAKER_INSIDE
from scraper.parse.words.persons import ENGLISH_TITLE, HONORIFIC, REMARK_ON_PERSON
from scraper.parse.words.places import MEANT, MOVED, ONLINE, PASSED_ON
from scraper.parse.words.standing import CANCELLED, POSTPONED
from scraper.parse.words.topics import TOLD
from scraper.records import Announcement, FindingCode, Mode, Problem, RecapRow, StatedNumber, Status, Track

MAX_LEFT_OVER = 50
"""Pieces of one document that become problems."""

LEFT_OUT = {
    "prose": "a sentence that invites, and names no title in 《》, day, time, place or talk; a remark: 请扫码领取",
    "notes": "what stands below 活动须知, 关于我们 and the like",
    "plan": "coming lessons: below 课程计划, or a table that counts 课时",
    "registration": "how to register; its links are kept",
    "heading": "words that open a part, name the columns of a table, or a text that is a recap alone",
    "track": "a line such as 吴恩达机器学习课程, which says the track of what follows",
    "break": "a slot or activity that is no talk: 茶歇, 互动游戏",
    "passed on": "a line that asks not to pass on what it says: 请勿外传",
    "no interest": "the value of 费用, 适合人群 …; the platform of what is held online; where a paper was published; "
    "what says how a name and a title belong together: 为大家分享, by; 博士 or 线上 after a name; 待定 after a label",
}
"""What is read and left out on purpose."""

_NOT_KEPT = {Field.OTHER, Field.BIO, Field.MEETING, Field.OLD_TIME}
_RUN = 3
_LEAST = 2  # letters of a piece; one alone is a mark, or the end of a word
_TOLD_ELSEWHERE = {"body", "message"}
_ACCOUNTED_PARTS = (Part.HEADER, Part.AGENDA)
_SENTENCE = re.compile(r"[。!?]|[,;].*[,;]|邀请(?!函)|举办|举行|召开|将于")
_REMARK = re.compile(r"(?:请|详见|点击(?!率)|可在|可通过|电脑端|手机端|领取|扫码|关注|公众号|微信)[^()【】]*")
_ADDRESS = re.compile(r"(?:https?:|//|www\.)[!-~]+", re.I)
_CLOCK = re.compile(
    r"(?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?\s*(?:\d{1,2}|[一二三四五六七八九十两]{1,3})\s*[:点时h.∶]\s*(?:\d{2}\s*分?|半|整|[一三]刻)?"
    r"(?:\s*[ap]\.?m\b\.?)?",
    re.I,
)
_OF_TIME = (
    re.compile(
        r"北京时间|\(?\b(?:UTC|GMT)\s*\+\s*0?8(?::00)?\b\)?|\bCST\b|(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天]",
        re.I,
    ),
    re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|(?<=\d)\s*to\s*(?=\d)", re.I),
)
_MARKS = (
    re.compile(r"\b(?:no|vol|issue)\b\.?\s*(?=\d)", re.I),
    re.compile(r"(?:part|session|talk)\s*\d{1,2}\b|(?:分享|演讲|报告|主题|论文)\s*[一二三四五六\d]\s*[:、.\s]", re.I),
    re.compile(r"^\W*[ivx]{2,4}[.)]\s", re.I),
    re.compile(
        r"博士后?生?|硕士生?|研究生|本科生|副?教授|讲师|研究员|工程师|老师|先生|女士|同学|学长|学姐|\bPh\.?D\.?(?:\s+student)?",
        re.I,
    ),
)
_TRACK = re.compile(r"[【\[](?P<marked>[^】\]]{1,12})[】\]]|(?:^|(?<=\d))\W*(?P<plain>[^:\d]{2,16}):")
_OTHERWISE = (
    *(_ADDRESS, _REMARK, ISSUE_NUMBER, *_MARKS),
    *(TOLD, SPEAKER_INSIDE, ENGLISH_TITLE, HONORIFIC, REMARK_ON_PERSON, PUBLISHED, PUBLISHED_BEHIND),
)
_ACTIVITY = re.compile(r"^\W*活动\s*[一二三四五六\d]\s*:")  # 活动二：互动游戏; a talk has a label of its own


def in_announcement(entries: Sequence[tuple[Part, Line]], said: Announcement, known: Known) -> Iterator[Problem]:
    """The pieces of header and agenda that are not `known`, each a problem that quotes its line."""
    for part, line in entries:
        is_its_name = line.heading and not said.announces
        is_kept = leads_to_materials(line) and all(link.url in known.values for link in find_links(line)[0])
        is_told = is_its_name or is_kept or _is_left_out(line, said.mode)
        if part in _ACCOUNTED_PARTS and not is_told:
            of_time = _left_of_time(line, said.problems)
            for piece in known.unaccounted(line) if of_time is None else of_time:
                yield _problem(part, piece, line.text)


def _left_of_time(line: Line, problems: Sequence[Problem]) -> list[str] | None:
    """What is left of a time line without the day and time that count; `None` for any other line. A problem that
    quotes the line accounts for all of it."""
    label = labelled(line.folded)
    if not label or not label["colon"] or field_of(label["label"]) not in (Field.TIME, Field.NEW_TIME):
        return None
    return [] if any(line.text in one.excerpt for one in problems) else unread_in(line.folded[label.end() :])


def in_recap(
    recap: Sequence[Block], rows: Sequence[RecapRow], announcement: Announcement
) -> Iterator[tuple[RecapRow | None, Problem]]:
    """The pieces of the recap that are accounted for nowhere, each with its row, or `None`.

    A row of a table is compared with its own record alone.
    """
    records: dict[str, tuple[RecapRow, ...]] = {}
    for read in dict.fromkeys(rows):  # a line may be restated as often as a document has lines
        records[read.excerpt] = (*records.get(read.excerpt, ()), read)[:_MOST_ALIKE]
    quoted = {problem.excerpt for own in (announcement.problems, *(row.problems for row in rows)) for problem in own}
    whole: Known | None = None
    current: tuple[RecapRow, ...] = ()
    for block in recap:
        table = block if isinstance(block, Table) else Table(())
        for place, row in enumerate(table.rows):
            if place and is_between(table, row):
                continue
            excerpt = _excerpt(row)
            current = records.get(excerpt) or (current if place else ())
            if current and excerpt not in quoted:
                yield from ((current[0], problem) for problem in _in_row(row, *current))
        begins_row = isinstance(block, Line) and block.text[:300] in records  # which is no prose, though it may end so
        if isinstance(block, Line) and (begins_row or not _is_left_out(block, None)):
            current = records.get(block.text[:300]) or current
            if not current or _in_line(block, current):  # it may hold several rows
                whole = whole or Known(announcement)
                pieces = (piece for piece in whole.unaccounted(block) if not (begins_row and _ASIDE.fullmatch(piece)))
                yield from ((None, _problem(Part.RECAP, piece, block.text)) for piece in pieces)


def _is_told(folded: str) -> bool:
    """Whether a row's line is its number or a track alone, or asks not to pass on what it says."""
    return folded in set(Track) or bool(PASSED_ON.search(folded)) or ("(" not in folded and bool(numbers_in(folded)))


@lru_cache(maxsize=8192)
def _excerpt(row: Row) -> str:
    return " | ".join(map(_text, row))[:300]


@by_identity
def _in_row(row: Row, *records: RecapRow) -> tuple[Problem, ...]:
    """The pieces of a row that its records do not have."""
    known = Known(records)
    lines = (line for cell in row for line in cell if not _is_told(line.folded))
    pieces = [piece for line in lines for piece in known.unaccounted(line)]
    excerpt = _excerpt(row)
    return tuple(_problem(Part.RECAP, piece, excerpt) for piece in pieces[:MAX_LEFT_OVER])


@lru_cache(maxsize=8192)
def _in_line(line: Line, records: tuple[RecapRow, ...]) -> bool:
    return any(Known(records).unaccounted(line))


@lru_cache(maxsize=8192)
def _is_left_out(line: Line, mode: str | None) -> bool:
    """Whether a line as a whole is left out on purpose, or says no more than the mode."""
    folded = line.folded
    if PASSED_ON.search(folded):
        return True
    label = labelled(folded)
    if label and (label["colon"] or label.end() == len(folded)):
        what, value = field_of(label["label"]), folded[label.end() :]
        is_platform = what in (Field.VENUE, Field.ADDRESS) and mode == Mode.ONLINE
        is_open = not value or PLACEHOLDER.fullmatch(value) is not None
        is_left_out = what in _NOT_KEPT or is_moderator(label["label"], value)
        return is_left_out or bool(PAUSE.match(value)) or is_open or is_platform or what is Field.MODE
    is_heading = part_of(folded) is not None and (line.heading or line.strong or len(folded) <= _SHORT)
    is_track = track_of(folded) is not None and len(folded) <= _SHORT and not _BEHIND_TRACK.search(folded)
    is_prose = bool(_SENTENCE.search(folded)) and (not line.heading or folded.endswith(("!", "?")))
    is_prose = is_prose and not re.match(r"\W*\d{1,2}\s*[.、)](?!\d)", folded)  # 1.甲。 2.乙。 are items
    return bool(is_heading or is_track or is_prose or PAUSE.match(_CLOCK.sub("", folded)) or _ACTIVITY.match(folded))


_SHORT = 25
_MOST_ALIKE = 100  # records of one excerpt
_ASIDE = re.compile(r"[，,].*[。！!]")  # of a row: …，很好听。
_BEHIND_TRACK = re.compile(r"[】\]:]\s*\w")  # 【论文分享】声学特征


class Known:
    """The words of a record, to be looked up by runs of characters."""

    def __init__(self, record: object) -> None:
        records = record if type(record) is tuple else (record,)
        self.values = list(_values(record))
        letters = [_letters(value) for value in self.values]
        self.runs = set().union(*(text.runs for text in letters))
        self.short = {text.text for text in letters if len(text.text) < _RUN}  # values of fewer characters
        has_time = bool(getattr(record, "starts_at", None)) or any(
            talk.starts_at for talk in getattr(record, "talks", ())
        )
        is_moved = any(getattr(one, "superseded", ()) for one in records)
        meets = bool(getattr(record, "meeting", None))
        self.said = (has_time, Status.CANCELLED in self.values, Status.POSTPONED in self.values, is_moved, meets)

    def unaccounted(self, line: Line) -> Iterator[str]:
        """The pieces of a line that the record does not have."""
        folded = line.folded
        text, places, runs = _letters(folded)
        if len(text) < _LEAST or (runs and self.runs.issuperset(runs)) or text.isdigit():
            return
        if len(text) < _RUN and any(text in _letters(value).text for value in self.values):
            return
        open_ = bytearray(_said_here(folded, self.said))
        for at in range(len(text)):
            for size in (_RUN, 2, 1):
                if text[at : at + size] in (self.runs if size == _RUN else self.short):
                    for place in places[at : at + size]:
                        open_[place] = 0
                    break
        if not any(open_[place] for place in places):
            return
        for is_open, group in groupby(range(len(folded)), key=lambda at: bool(open_[at]) or not folded[at].isalnum()):
            span = list(group)
            piece = line.text[span[0] : span[-1] + 1].strip() if is_open else ""
            letters = "".join(folded[at] for at in span if open_[at] and folded[at].isalnum())
            if is_open and len(letters) >= _LEAST and not letters.isdigit():
                yield piece


_WHERE_SAID = ((_CLOCK, *_OF_TIME), (CANCELLED,), (POSTPONED,), (MOVED, MEANT, CANCELLED, POSTPONED), (ONLINE,))
"""The expressions for what a record holds in another form: a time, a state, a move, a meeting on a platform."""


@lru_cache(maxsize=8192)
def _said_here(folded: str, said: tuple[bool, ...]) -> bytes:
    """A byte for each character: 0 where words stand that a field holds in another form, or that only say what the
    field is."""
    open_ = bytearray(b"\1" * len(folded))
    label = labelled(folded)
    spans = [label.span()] if label and (label["colon"] or label.end() == len(folded)) else []
    spans += [match.span() for match in _TRACK.finditer(folded) if track_of(match["marked"] or match["plain"])]
    said_so = (pattern for holds, patterns in zip(said, _WHERE_SAID, strict=True) if holds for pattern in patterns)
    spans += [match.span() for pattern in (*_OTHERWISE, *said_so) for match in pattern.finditer(folded)]
    for start, end in spans:
        open_[start:end] = bytes(end - start)
    return bytes(open_)


class _Letters(NamedTuple):
    """The letters and digits of a text in one width and case, the place of each, and each run of them."""

    text: str
    places: tuple[int, ...]
    runs: frozenset[str]


@lru_cache(maxsize=2048)  # a text of a line has some kilobytes of runs
def _letters(value: str) -> _Letters:
    folded = fold(value)
    places = tuple(at for at, character in enumerate(folded) if character.isalnum())
    text = "".join([folded[at].casefold()[:1] for at in places])
    return _Letters(text, places, frozenset(text[at : at + _RUN] for at in range(len(text) - _RUN + 1)))


def _values(value: object) -> Iterator[str]:
    """All words that a record holds."""
    if isinstance(value, str):
        yield str(value.value) if isinstance(value, Enum) else value
        if "://" in value and ("%" in value or "xn--" in value):
            yield readable(value)
    elif isinstance(value, tuple):
        told = _told_in(type(value))
        for item in compress(value, told) if told else value:
            yield from _values(item)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)


@cache
def _told_in(kind: type) -> tuple[bool, ...]:
    """Which fields of a record hold words of its own; empty for a mere tuple."""
    left_out = _TOLD_ELSEWHERE | ({"excerpt"} if kind in (RecapRow, StatedNumber, Status) else set())
    return tuple(name not in left_out for name in getattr(kind, "_fields", ()))


def _problem(part: Part, piece: str, line: str) -> Problem:
    return Problem(FindingCode.NOT_UNDERSTOOD, f"{piece[:100]!r} in the {part.name.lower()}", line[:300])


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell).strip()
