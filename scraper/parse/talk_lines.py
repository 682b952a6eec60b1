"""One line that names a talk: slot, speaker and title in any order, set apart by dash, pipe, colon, brackets or blank.

A side is taken for a speaker only where it surely names persons (`people.surely_named`); any other line is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from scraper.expressions import expression
from scraper.markup.lines import Line
from scraper.parse.people import is_workplace, surely_named
from scraper.parse.times import RANGE, range_of
from scraper.parse.titles import PICTURES_BEFORE
from scraper.parse.words import PAUSE, speaker_label_inside
from scraper.parse.words.persons import ABOUT, ORGANIZATION

Slot = tuple[str, str | None]

_LONGEST = 200
_SEPARATORS = (
    expression(r"\s*\|\s*", "图像分割 | 林一"),
    expression(
        r"\s*[—–―]+\s*|\s+-{1,2}\s+|(?<=[\u3400-\u9fff)\]])-{1,2}(?=\S)|(?<=\S)-{1,2}(?=[\u3400-\u9fff])",
        "林一 - 图像分割",
    ),
    expression(r"\s*:\s*", "林一:图像分割"),
    expression(r"\s+/\s+|\s*·\s+|\s+@\s*(?=\w)", "图像分割 / 林一", "图像分割 @林一"),
    expression(r"\s*[,;、]\s*", "林一,图像分割"),
)
_CLOSING = expression(r"\s*[(\[【](?P<inside>[^()\[\]【】]{2,60})[)\]】]?\s*$", "图像分割(林一)", "图像分割(林一")
_QUOTED = expression(r"[《“「『](?P<title>.{2,150})[》”」』]", "林一《图像分割》")
_TOLD = expression(
    r"^(?:由)?(?P<who>.{2,30}?)\s*(?:为大家|给大家)?(?:分享|讲解|带来|主讲|介绍|解读|报告)?\s*:?\s*$", "由林一分享"
)
_BY = expression(
    r"(?:\s+|(?<=[)\]]))(?:by|speaker|presented by)[:\s]\s*(?P<who>[^,;|]{2,60})$",
    "Image Segmentation by Alice Lin",
    any_case=True,
)
_TOLD_BEFORE = expression(
    r"^(?:由)?(?P<who>[^,:《》]{2,24}?(?:老师|博士|教授|同学|(?=[为给]大家|[为给]我们)))\s*(?:[为给](?:大家|我们))?"
    r"(?:分享|讲解|带来|主讲|介绍|解读)的?\s*:?(?P<title>.{2,})$",
    "林一老师分享图像分割",
    "林一为大家讲解图像分割",
)
_TOLD_BEHIND = expression(r"[,;]\s*(?:由)?(?P<who>[^,;:]{2,24}?)\s*(?:主讲|分享|讲解|带来)[。.]?$", "图像分割,林一主讲")
_INVITING = expression(r",.*[,。!?]|》.*,", "图像分割,随后林一分享目标检测,欢迎参加!")
"""Words behind a speaker that make a sentence, and no title."""
_COLON_BEFORE = expression(r"^[^:《]*:\s*$", "神秘来客:")
_NUMBERED = expression(
    r"^\W*(?:分享|演讲|报告|讲座|主题|议题|专题|talk|session|part|topic|lecture)\s*"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:\s*[:.、|\-—–]+\s*|\s+)(?=\w|《)",
    "分享一:图像分割",
    "Talk 1: Image Segmentation",
    "分享一 图像分割",
    any_case=True,
)
_BLANK = expression(r"\s+", "林一 图像分割")


class TalkLine(NamedTuple):
    """What a line says of one talk."""

    title: Line
    speakers: Line | None = None
    slot: Slot | None = None


def is_break(text: str) -> bool:
    """Whether words beside a slot name no talk, but perhaps a moderator: 主持人 林一 开场."""
    others = [word for word in text.split() if not surely_named(word)]
    return bool(PAUSE.match(text) or (others and PAUSE.match(" ".join(others))))


def numbered(line: Line) -> Line | None:
    """What follows the count of a talk: `图像分割` of `分享一：图像分割`; `None` where no talk is counted."""
    match = _NUMBERED.match(line.folded)
    return line.cut(match.end()) if match else None


def speaker_beside(title: Line) -> TalkLine | None:
    """The talk of a title that has its speaker in brackets, or after a label."""
    if not 3 < len(title.text) <= _LONGEST or ";" in title.folded:
        return None
    return _labelled(title) or _bracketed(title) or _said_by(title)


def told_beside_speaker(value: Line) -> TalkLine | None:
    """分享人：林一 —— 图像分割; no workplace, role or field of work stands there."""
    told = None if "," in value.folded or "、" in value.text else talk_line(value)
    return told if told and not ABOUT.search(told.title.folded) and not ORGANIZATION.match(told.title.folded) else None


@lru_cache(maxsize=8192)
def talk_line(line: Line, *, timed: bool = False) -> TalkLine | None:
    """The talk that a line names together with its speaker, or `None`; `timed` if a slot stood before it."""
    if picture := PICTURES_BEFORE.match(line.text):
        line = line.cut(picture.end())
    if not 3 < len(line.text) <= _LONGEST:
        return None
    if labelled := _labelled(line):
        return labelled
    readers = (_bracketed, _quoted, _said_by, _told, _separated)
    found = next((talk for read in readers if (talk := read(line))), None)
    if (
        found
        and not timed
        and found.speakers
        and _COLON_BEFORE.search(line.folded[: line.text.rfind(found.speakers.text)])
    ):
        return None  # 神秘来客：林一 may be a label
    found = found or (_spaced(line) if timed else None)
    return found if found and any(map(str.isalnum, found.title.text)) else None


def _labelled(line: Line) -> TalkLine | None:
    """图像分割，分享人：林一"""
    place = speaker_label_inside(line.folded)
    if place is None or not place[0]:
        return None
    who = line.cut(place[1])
    closed = who.folded.endswith((")", "]")) and not any(mark in who.folded[:-1] for mark in "([")
    return TalkLine(line.cut(0, place[0]), who.cut(0, len(who.text) - 1) if closed else who)


def _bracketed(line: Line) -> TalkLine | None:
    """图像分割（林一，某大学）"""
    match = _CLOSING.search(line.folded)
    if match is None or not match.start() or not surely_named(line.text[slice(*match.span("inside"))]):
        return None
    title = line.cut(0, match.start())
    if surely_named(title.text):
        return None
    return TalkLine(title, line.cut(*match.span("inside")))


def _quoted(line: Line) -> TalkLine | None:
    """林一《图像分割》, 《图像分割》 林一"""
    match = _QUOTED.search(line.text)
    if match is None:
        return None
    before, after = line.cut(0, match.start()), line.cut(match.end())
    if not after.text.strip(" 。.") and (told := _TOLD.match(before.folded)) and surely_named(told["who"]):
        return TalkLine(line.cut(*match.span("title")), before.cut(*told.span("who")))
    who = after.text.strip(" -—–|:：,，/（()）")
    if not before.text and surely_named(who):
        return TalkLine(line.cut(*match.span("title")), after._replace(text=who, spans=()))
    return None


def _told(line: Line) -> TalkLine | None:
    """林一老师分享图像分割; 图像分割，由林一主讲"""
    match = _TOLD_BEFORE.match(line.folded)
    if match and surely_named(match["who"]) and not _INVITING.search(match["title"]):
        return TalkLine(line.cut(*match.span("title")), line.cut(*match.span("who")))
    if (match := _TOLD_BEHIND.search(line.folded)) and match.start() and surely_named(match["who"]):
        return TalkLine(line.cut(0, match.start()), line.cut(*match.span("who")))
    return None


def _said_by(line: Line) -> TalkLine | None:
    match = _BY.search(line.folded)
    if match is None or not surely_named(match["who"]):
        return None
    return TalkLine(line.cut(0, match.start()), line.cut(*match.span("who")))


def _separated(line: Line) -> TalkLine | None:
    """The line cut at one kind of separator: persons with their workplaces on one side, the title on the other."""
    for separator in _SEPARATORS:
        pieces = list(_pieces(line, separator))
        if 1 < len(pieces) <= 6 and (talk := _sorted_out(line, pieces)):
            return talk
    return None


def _sorted_out(line: Line, pieces: list[tuple[int, int]]) -> TalkLine | None:
    texts = [line.text[start:end] for start, end in pieces]
    slots = [RANGE.fullmatch(line.folded[start:end].strip(" ()[]")) for start, end in pieces]
    persons = [place for place, text in enumerate(texts) if surely_named(text)]
    slot = next((range_of(match) for match in slots if match), None)
    rest = [place for place in range(len(texts)) if slots[place] is None]
    if not persons or len(rest) < 2:
        return None
    first = persons[0]
    who = [first]
    for place in (*range(first + 1, len(texts)), *range(first - 1, -1, -1)):  # the workplace beside a name
        if abs(place - who[-1]) == 1 and place in rest and (place in persons or is_workplace(texts[place])):
            who.append(place)
    titles = [place for place in rest if place not in who]
    if (
        not titles
        or titles != list(range(titles[0], titles[-1] + 1))
        or (0 not in who and len(texts) - 1 not in who and slot is None)
    ):
        return None
    speakers = line.cut(pieces[min(who)][0], pieces[max(who)][1])
    return TalkLine(line.cut(pieces[titles[0]][0], pieces[titles[-1]][1]), speakers, slot)


def _spaced(line: Line) -> TalkLine | None:
    """After a slot: 林一 图像分割, 图像分割 林一"""
    pieces = list(_pieces(line, _BLANK))
    if len(pieces) < 2:
        return None
    texts = [line.text[start:end] for start, end in pieces]
    ends = [place for place in (0, len(texts) - 1) if surely_named(texts[place])]
    if len(ends) != 1:
        return None
    title = (pieces[1][0], pieces[-1][1]) if ends[0] == 0 else (pieces[0][0], pieces[-2][1])
    return TalkLine(line.cut(*title), line.cut(*pieces[ends[0]]))


def _pieces(line: Line, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the parts between separators stand, brackets left whole."""
    folded, depth, start = line.folded, 0, 0
    depths = []
    for character in folded:
        depth += character in "([【《“"
        depths.append(depth)
        depth = max(0, depth - (character in ")]】》”"))
    for match in separator.finditer(folded):
        if match.start() < len(depths) and depths[match.start()] == 0:
            if line.text[start : match.start()].strip():
                yield start, match.start()
            start = match.end()
    if line.text[start:].strip():
        yield start, len(line.text)
