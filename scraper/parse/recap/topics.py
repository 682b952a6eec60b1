"""The topics of a recap row, each under its track, without the remarks and links beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from scraper.expressions import any_of, expression
from scraper.markup.lines import Cell, Line, fold
from scraper.parse.links import as_typed, find_links
from scraper.parse.people import named_once, speakers_in
from scraper.parse.talk_lines import talk_line
from scraper.parse.titles import clean_title, topics_of
from scraper.parse.words import GENERIC_LABEL, Field, field_of, labelled, track_of
from scraper.records import RecapTopic, Speaker, Track

MAX_TOPICS = 50
"""Topics of one row that are read; the most the club ever named is five."""

TRACK_MARK = expression(r"[【\[〖「](?P<track>[^【】\[\]〖〗「」]{1,12})[】\]〗」]", "【论文分享】")
_TRACK_WORDS = expression(r"(?:分享|课程|实战|学习|讲座|专题|研讨|实践|报告)$", "视觉专题")
_NAMED_TRACK = expression(r"[\u3400-\u9fff]{2}", "论文")
_PLAIN_TRACK = expression(
    rf"(?:^\W*|[;；]\s*)(?P<track>{'|'.join(Track)}|论文解读|机器学习课程|项目实践)\s*[:：|｜]",
    "论文分享：",
    "；项目实践：",
)
_BOLD_TRACK = expression(r"\W*(?P<track>\w+)\W*", "论文分享 ")
_SHORT_TRACK = expression(r"论文|项目|实战|课程|讲座|专题", "论文")
_REMARK = expression(  # not ；点击率预测, which is a topic
    r"[，,。（(]\s*(?:请|详见|点击(?:链接|进入|查看|观看|下载|此处|这里)|可(?:在|通过|点击)|电脑端|手机端|(?:视频|直播)?(?:链接|回放)|资料(?:链接|领取|下载|见))",
    "，请通过邮件领取",
    "（电脑端打开",
)
_SHOWN_AGAIN = "回放, 录播, 录像, 录屏, 重播"
_LABEL_BEHIND = expression(  # of a link that was cut off or cannot be read
    rf"(?<=[\w》）)])\s+(?:(?:观看|直播|视频)?(?:{any_of(_SHOWN_AGAIN)})(?:链接|地址)?)$",
    "图像分割 回放",
)
_GENERIC = expression(
    rf"{GENERIC_LABEL.pattern}|^\W*https?:|^\W*(?:看|听|戳|点|戳我|点我|这里|网盘|B\s*站|here|watch|go)\W*$",
    "视频链接",
    "看",
    "here",
    any_case=True,
)


def recap_topics(lines: Iterable[Line], track: str | None = None) -> tuple[RecapTopic, ...]:
    """The topics of a row's content, each with the track it stands under; `track` where its column names one."""
    found: list[RecapTopic] = []
    waiting: tuple[Speaker, ...] = ()  # of a label, for the topic that follows
    for line in lines:
        for mark, segment in _segments(line):
            track = mark or track
            for title in topics_of(_names(segment)):
                label = labelled(fold(title))
                what = field_of(label["label"]) if label and label["colon"] else None
                if label and what is Field.SPEAKER:
                    waiting = speakers_in(title[label.end() :])
                    if found and not found[-1].speakers:
                        found[-1], waiting = found[-1]._replace(speakers=waiting), ()
                else:
                    named = title[label.end() :] if label and what in (Field.TOPIC, Field.CONTENT) else title
                    found.append(_topic(named, track, waiting))
                    waiting = ()
    return tuple(dict.fromkeys(found))[:MAX_TOPICS]


def _topic(title: str, track: str | None, speakers: tuple[Speaker, ...]) -> RecapTopic:
    """The topic of a title that may have its speaker beside it: `目标检测（林一）`, `林一：目标检测`."""
    told = talk_line(Line(title))
    if told is None or told.speakers is None or told.slot:
        return RecapTopic(title, track, speakers)
    return RecapTopic(clean_title(told.title.text), track, speakers_in(told.speakers.text) or speakers)


def with_speakers(topics: tuple[RecapTopic, ...], cell: Cell) -> tuple[RecapTopic, ...]:
    """The topics with the speakers that stand beside them: all for one topic, else one for each, in order."""
    lines = [speakers for line in cell if (speakers := speakers_in(line.text))]
    if not lines:
        return topics
    everybody = named_once(speaker for speakers in lines for speaker in speakers)
    if len(topics) == 1:
        return (topics[0]._replace(speakers=everybody),)
    each = lines if len(lines) == len(topics) else [(speaker,) for speaker in everybody]
    if len(each) != len(topics):
        return topics  # it is unknown whose they are
    return tuple(topic._replace(speakers=own) for topic, own in zip(topics, each, strict=True))


def without_labels(line: Line) -> Iterator[Line]:
    """A row's line, cut before each track and before words that only label the address after them:
    `【论文分享】预测价值 直播链接：https://…【机器学习】降维` is three."""
    tracks = [mark.start() for mark in TRACK_MARK.finditer(line.text) if mark.start() and is_track_mark(mark)]
    line = as_typed(line)  # no address goes on over a track
    for start, end in pairwise([0, *tracks, len(line.text)]):
        piece = line.cut(start, end)
        link = next((link for link in find_links(piece)[0] if not link.image), None)
        label = _label_start(piece.text[: link.start].rstrip()) if link and link.label is None else None
        yield from (piece,) if label is None else (piece.cut(0, label), piece.cut(label))


def _label_start(before: str) -> int | None:
    """Where the label begins that stands between topics and a bare address: it repeats one of them, or is words that
    any row has. `None` where the words before the address name a topic."""
    if not before.endswith((":", "：")):
        return None
    words = before[:-1].rstrip()
    *titles, last = re.split(r"[；;+＋】]", words)
    for label in [*(title.strip() for title in titles), re.split(r"\s", last)[-1]]:
        repeats = len(label) > 1 and label in map(str.strip, titles)
        if last.strip() != label and last.endswith(label) and (repeats or _GENERIC.search(label) or track_of(label)):
            return len(words) - len(label)
    return None


def _segments(line: Line) -> Iterator[tuple[str | None, Line]]:
    """A line cut before each 【track】, without the mark; a bracket that names no track is part of a title."""
    marks = [match for match in TRACK_MARK.finditer(line.text) if not match.start() or is_track_mark(match)]
    if marks and not _NAMED_TRACK.search(marks[0]["track"]):
        del marks[0]  # 【CVPR2020】 before a title
    plain = list(_PLAIN_TRACK.finditer(line.text))
    bold = None if plain else _bold_track(line)
    marks = sorted([*marks, *plain, *([bold] if bold else [])], key=lambda mark: mark.start())
    if not marks or marks[0].start() > 0:
        yield None, line.cut(0, marks[0].start() if marks else None)
    for match, following in zip(marks, [*marks[1:], None], strict=False):
        yield match["track"].strip(), line.cut(match.end(), following.start() if following else None)


def _bold_track(line: Line) -> re.Match[str] | None:
    """The bold words at a line's beginning where they are a track: **论文分享** 目标检测."""
    words = _BOLD_TRACK.fullmatch(line.text, 0, line.lead) if line.lead else None
    return words if words and words["track"] in set(Track) | {"机器学习课程", "论文解读", "项目实践"} else None


def is_track_mark(match: re.Match[str] | None) -> bool:
    if match is None:
        return False
    track = match["track"].strip()
    return bool(track in set(Track) or track_of(track) or _TRACK_WORDS.search(track) or _SHORT_TRACK.fullmatch(track))


def _names(segment: Line) -> str:
    """The words of a segment up to the first link that is no title itself, or remark such as ，请通过…."""
    text = segment.text
    for link in find_links(segment)[0]:
        before = text[: link.start]
        is_apart = before.rstrip().endswith(("|", "｜")) and any(map(str.isalnum, before))
        if link.image or link.label is None or is_apart or _GENERIC.search(link.label) or link.label in before:
            text = text[: link.start]
            break
    if remark := _REMARK.search(text):
        text = text[: remark.start()]
    text = re.sub(r"\[\s*\]?\s*(?:[(（]\s*[)）]?)?\s*$", "", text).rstrip(" ，,（(：:。[【|｜·•→➜👉")
    return _LABEL_BEHIND.sub("", text)
