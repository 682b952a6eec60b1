"""The talks that only a sentence names: the topics after 主题为, and titles in quotes behind their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.expressions import any_of, expression
from scraper.markup.lines import fold
from scraper.parse.people import speakers_in, surely_named
from scraper.parse.titles import topics_of
from scraper.parse.words import track_of
from scraper.parse.words.places import OF_ANOTHER_SALON
from scraper.records import Talk, Track

_NAMED = expression(
    r"(?P<what>论文分享|机器学习|项目实战|课程|本期|本次|活动|沙龙)?(?:课程|活动|沙龙|分享)?(?:的)?主题\s*(?:分别)?(?:为|是)\s*[:：]?\s*"
    r"(?P<names>[^。；;！!\n]+?)(?=[，,]\s*(?:论文|机器学习|项目|课程)\S{0,4}主题|[。；;！!]|$)",
    "本期主题为：甲、乙。",
    "论文分享主题是 降噪，机器学习主题为合成",
)
_BETWEEN_TITLES = expression(r"、|\s+(?:和|以及|及)\s+|以及", "甲、乙 和 丙")
_QUOTED = expression(r"《(?P<marked>[^《》]{2,150})》|[“\"](?P<quoted>[^“”\"]{2,150})[”\"]", "林一将带来《图像分割》")
_CLAUSE = expression(r".*[,。;!?》”]\s*|.*\.\s", "届时,林一带来《图像分割》")
_FIRST_WORDS = (
    "本期, 本次, 这次, 本期沙龙, 本次沙龙, "
    "首先, 然后, 随后, 接着, 接下来, 最后, 其次, 此外, 届时, 之后, 同时, 还有, 以及, 由,"
    "请, 请到, 邀请, 邀请到, 特邀, 有请, 我们, 并, and, then, first, finally"
)
_VERBS = "分享, 讲解, 带来, 主讲, 介绍, 解读, 报告, 讲授, 领读, 导读, 演讲"
_ENGLISH_VERBS = (
    r"(?:present|introduce|share|discuss)s?|(?:talk|speak|lecture)s?\s+(?:about|on)"
    r"|gives?\s+(?:a|the)\s+talk\W*(?:on|about|titled|called)?"
)
_WHO = rf"^\W*(?:(?:{any_of(_FIRST_WORDS)})\W*)*(?P<who>.{{2,40}}?)\s*(?:将要?|会|也|再|就|\bwill\b|\bis going to\b)?"
_WHERE_AND_TO_WHOM = r"(?:(?:在|通过|用).{2,16}?)?(?:[为给跟与](?:大家|我们|各位))?"
_TELLS_WHAT = rf"(?:做|作)?(?:{any_of(_VERBS)}|\b(?:{_ENGLISH_VERBS}))(?:了|的)?(?:题为|主题为|名为|论文|书籍|一书)?"
_WHO_TELLS = expression(
    rf"{_WHO}\s*{_WHERE_AND_TO_WHOM}{_TELLS_WHAT}\W*$",
    "届时林一老师将为大家带来",
    "林一将在腾讯会议为大家带来",
    "Alice Lin will talk about ",
    any_case=True,
)
_LONGEST_TITLE = 60


def named_in_sentence(text: str) -> list[Talk]:
    """The topics of 论文分享主题分别为：甲、乙 和 丙，机器学习主题为丁+戊, and the talks of 林一将为大家带来《己》."""
    talks = []
    for match in _NAMED.finditer(text):
        track: Track | None = track_of(match["what"]) if match["what"] else None
        names = _BETWEEN_TITLES.split(match["names"]) if "、" in match["names"] else [match["names"]]
        titles = [title for name in names for title in topics_of(name)]
        talks += [Talk(title=title, track=track, in_sentence=True) for title in titles if len(title) <= _LONGEST_TITLE]
    return talks or list(_told(text))


def _told(text: str) -> Iterator[Talk]:
    """A talk for each title in quotes that stands right behind its speaker."""
    folded, start = fold(text), 0
    for match in () if OF_ANOTHER_SALON.search(folded) else _QUOTED.finditer(text):
        before = _CLAUSE.sub("", folded[start : match.start()], count=1)
        start = match.end()
        told = _WHO_TELLS.match(before)
        if told and surely_named(told["who"]):
            title = re.sub(r"[,.]$", "", match["marked"] or match["quoted"])
            yield Talk(title=title, speakers=speakers_in(told["who"]), in_sentence=True)
