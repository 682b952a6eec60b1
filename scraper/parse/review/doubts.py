"""Values that were probably read wrongly: a title with a label in it, a speaker with a verb.

A reader with a wrong guess may leave nothing over. The value it took then looks odd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from scraper.expressions import expression, is_chinese
from scraper.markup.lines import fold
from scraper.parse.people import surely_named
from scraper.parse.words.labels import SPEAKER_INSIDE
from scraper.parse.words.standing import marked_status
from scraper.records import Announcement, FindingCode, Problem, RecapRow, Speaker

_LONGEST_TITLE = 200
_CLOCK = expression(
    r"(?<![\d.])\d{1,2}\s*[:.h点时]?\s*(?:\d\d)?\s*(?:[ap]m)?\s*(?:[-–—~]|至|到)\s*\d{1,2}\s*(?:[:h点时]\s*(?:\d\d|半)?|(?=[ap]m))",
    "7-7:30pm Image Segmentation",
    "图像分割 19:30-20:00",
    "图像分割 8点-9点",
    any_case=True,
)
_CLOSING = expression(r"[(\[【](?P<inside>[^()\[\]【】]{2,40})[)\]】]\s*$", "图像分割(林一)")
_ODD_TITLE = expression(
    r"(?:分享|主讲|报告|演讲)(?:人|者|嘉宾)\s*[:是为]|\b(?:speaker|presenter|title|topic)\s*:|^(?:主题|题目|论文|摘要|大纲|时间|地点)\s*:"
    r"|^\w[\w ]{0,7}(?:主题|题目|标题|议题|讲题|课题|主题名称)\s*:"
    r"|欢迎(?:参加|大家)|敬请|不见不散|,.*[。!]$",
    "图像分割 分享人：林一",
    "主题：图像分割",
    "今日主题：图像分割",
    "图像分割，欢迎参加",
    any_case=True,
)
_ODD_EDGE = expression(r"^[/|→]|[/|→]$|[(\[【][^)\]】]*$", "目标检测 →", "/ 目标检测", "目标检测(林一")
_NO_NAME = "分享|带来|介绍|讲解|主讲|报告|负责|主题|题目"
_EDGE_OF_A_SENTENCE = r"^(?:首先|然后|随后|最后|届时)|^\W*(?:by|from|and|与|和|等)\b|[将会也]$"
_ENGLISH_ROLE = r"\b(?:researcher|engineer|professor|director|student|manager|scientist|university|institute|labs?)\b"
_ODD_NAME = expression(
    rf"[:;《》“”\"。！？!?|]|\d{{2}}|{_NO_NAME}|{_EDGE_OF_A_SENTENCE}|{_ENGLISH_ROLE}|(?:大学|学院|公司|研究院).",
    "林一分享",
    "题目：图像分割",
    "某大学林一",
    "林一将",
    any_case=True,
)
_LONG_NAME = expression(r"[\u3400-\u9fff]{6,}", "图像分割的新进展")


def doubtful(announcement: Announcement) -> Iterator[tuple[RecapRow | None, Problem]]:
    """The odd values of an announcement, each a problem that quotes it, with the row of the recap it stands in."""
    for talk in announcement.talks:
        yield from ((None, one) for one in _odd(talk.title, talk.papers, talk.speakers, talk.title))
    for value in filter(None, (announcement.venue, announcement.address, announcement.host, announcement.theme)):
        if _ODD_EDGE.search(fold(value)) or _is_unbalanced(value):
            yield None, _problem(value, "a place, host or theme", value)
    for row in announcement.recap:
        for topic in row.topics:
            yield from ((row, one) for one in _odd(topic.title, (), topic.speakers, row.excerpt))


def _odd(title: str, papers: Sequence[str], speakers: Sequence[Speaker], excerpt: str) -> Iterator[Problem]:
    for words in dict.fromkeys((title, *papers)):
        if _is_odd_title(words):
            yield _problem(words, "a title", excerpt)
    for speaker in speakers:
        folded = fold(speaker.name)
        if _ODD_NAME.search(folded) or (not folded.isascii() and _LONG_NAME.search(folded)):
            yield _problem(speaker.name, "the name of a speaker", excerpt)


@lru_cache(maxsize=8192)
def _is_odd_title(words: str) -> bool:
    folded = fold(words)
    closing = _CLOSING.search(folded)
    return (
        len(words) > _LONGEST_TITLE
        or any(pattern.search(folded) for pattern in (_ODD_TITLE, _ODD_EDGE, SPEAKER_INSIDE))
        or (_CLOCK.search(folded) is not None and re.search(r"\d\s*[:点时]\s*\d?|[ap]m", folded, re.I) is not None)
        or _has_name_beside(words)
        or surely_named(words)
        or _is_unbalanced(words)
        or (closing is not None and surely_named(closing["inside"]))
        or marked_status(words) is not None
    )


def _is_unbalanced(value: str) -> bool:
    """Whether a bracket closes that never opened, or opens and never closes."""
    folded = fold(value)
    return any(folded.count(one) != folded.count(other) for one, other in ("()", "[]", "【】", "《》"))


def _has_name_beside(words: str) -> bool:
    """Whether the first or last of several words is the name of a person: 目标检测 林一."""
    pieces = words.split()
    return len(pieces) > 1 and any(
        2 <= len(one) <= 4 and is_chinese(fold(one)) and surely_named(one) for one in (pieces[0], pieces[-1])
    )


def _problem(value: str, what: str, excerpt: str) -> Problem:
    return Problem(FindingCode.NOT_UNDERSTOOD, f"{value[:100]!r} is read as {what}", excerpt[:300])
