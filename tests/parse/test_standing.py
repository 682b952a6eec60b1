"""Values that no longer hold: a cancelled or postponed talk is no topic, and struck words are kept beside those that count."""

from __future__ import annotations

import pytest
from support.series import issue, recap_of, row, talk

from scraper.parse import parse
from scraper.parse.words.standing import status_of
from scraper.records import Announcement, FindingCode, Superseded

STATUSES = {
    "cancelled": [
        "【取消通知】第 71 期机器学习沙龙", "第 71 期机器学习沙龙（已取消）", "很抱歉，本期沙龙因讲者生病取消，敬请谅解！",
        "受疫情影响，本次活动取消", "活动因故取消", "本次沙龙暂停一次", "Salon #71 [Cancelled]", "The salon has been cancelled.",
    ],
    "postponed": [
        "【延期通知】第 71 期机器学习沙龙", "【延期】第 71 期", "本期沙龙延期举办，时间另行通知", "活动时间：另行通知",
        "The salon is postponed.",
    ],
    None: [
        "第 71 期机器学习沙龙", "如遇恶劣天气，活动取消", "活动当天不会取消", "消息取消机制", "目标检测", "暂停一下，做个练习",
        "If it rains, the salon is cancelled.", "分享主题：延期违约风险预测", "请勿取消关注", "本活动可随时取消报名",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("status", "line"), [(status, line) for status, lines in STATUSES.items() for line in lines])
def test_status_of_a_line(status: str | None, line: str) -> None:
    from scraper.markup.lines import fold

    assert status_of(fold(line)) == status


def announced(day: str = "4月13日（周六）", *talks: str, **labelled: str) -> Announcement:
    return parse(issue(4, day, *(talks or (talk("甲论题目"),)), **labelled).encode())


def left_over(said: Announcement) -> list[str]:
    problems = [*said.problems, *(problem for one in said.recap for problem in one.problems)]
    return [problem.message for problem in problems if problem.code is FindingCode.NOT_UNDERSTOOD]


@pytest.mark.parametrize(
    "words", ["因故取消", "取消", "本期活动取消", "因疫情暂停一次", "Cancelled", "取消（讲者生病）"]
)
@pytest.mark.parametrize("content", ["{}", "【论文分享】{}"])
def test_row_that_was_cancelled_has_no_topic(words: str, content: str) -> None:
    said = parse(recap_of(row(4, "4.13", content.format(words), ""), row(5, "4.20", "乙论题目")).encode())
    assert [(one.number, one.status, [topic.title for topic in one.topics]) for one in said.recap] == [
        (4, "cancelled", []), (5, None, ["乙论题目"]),
    ]  # fmt: skip
    assert left_over(said) == []


def test_row_whose_topic_was_cancelled_keeps_it() -> None:
    (one,) = parse(recap_of(row(4, "4.13", "【论文分享】甲论题目（已取消）", "")).encode()).recap
    assert (one.status, [topic.title for topic in one.topics]) == ("cancelled", ["甲论题目"])


def test_row_that_is_cancelled_in_another_cell() -> None:
    (one,) = parse(recap_of(row(4, "4.13", "甲论题目", "因故取消")).encode()).recap
    assert (one.status, [topic.title for topic in one.topics]) == ("cancelled", ["甲论题目"])


STRUCK: list[tuple[str, Announcement, tuple[Superseded, ...]]] = [
    ("a place", announced(地点="~~湖边书店~~ 山上茶馆"), (Superseded("venue", "湖边书店"),)),
    ("a host", announced(主办="~~甲俱乐部~~ 乙俱乐部"), (Superseded("host", "甲俱乐部"),)),
    ("a theme", announced(活动主题="~~语音~~ 图像"), (Superseded("theme", "语音"),)),
]


@pytest.mark.parametrize(("said", "superseded"), [one[1:] for one in STRUCK], ids=[one[0] for one in STRUCK])
def test_struck_value_of_the_issue(said: Announcement, superseded: tuple[Superseded, ...]) -> None:
    assert said.superseded == superseded


@pytest.mark.parametrize("day", ["~~4月6日~~ 4月13日（周六）", "4月13日（周六）<del>原 4月6日</del>"])
def test_struck_day(day: str) -> None:
    said = announced(day)
    assert [(one.month, one.day) for one in said.dates] == [(4, 13)]
    assert [(one.field, one.date and (one.date.month, one.date.day)) for one in said.superseded] == [("date", (4, 6))]


TALKS = [
    ("speakers", "陈二", talk("甲论题目", "~~陈二~~ 林一")),
    ("title", "旧的题目", talk("~~旧的题目~~ 甲论题目")),
    ("papers", "Old Paper", talk("甲论题目", "林一", "论文：~~Old Paper~~ New Paper Title")),
    ("outline", "旧的一项", talk("甲论题目", "林一", "1. ~~旧的一项~~ 新的一项")),
]


@pytest.mark.parametrize(("field", "value", "agenda"), TALKS, ids=[one[0] for one in TALKS])
def test_struck_value_of_a_talk(field: str, value: str, agenda: str) -> None:
    said = announced("4月13日", talk("乙论另题", "赵四"), agenda)
    assert [one.title for one in said.talks] == ["乙论另题", "甲论题目"]
    assert [one.superseded for one in said.talks] == [(), (Superseded(field, value),)]
    assert value not in str([(one.title, one.speakers, one.papers, one.outline) for one in said.talks])


def test_struck_words_of_a_row() -> None:
    said = parse(recap_of(row(4, "~~4.6~~ 4.13", "【论文分享】~~旧的题目~~ 甲论题目")).encode())
    (one,) = said.recap
    assert one.date is not None
    assert (one.date.day, [topic.title for topic in one.topics]) == (13, ["甲论题目"])
    assert [(value.field, value.value) for value in one.superseded] == [("date", "4.6"), ("topic", "旧的题目")]


OFF: list[tuple[str, str, str | None, list[str], list[tuple[str, str]]]] = [
    ("a speaker of two", talk("甲论题目", "林一（因故取消）"), None, ["乙论另题"], [("topic", "甲论题目"), ("speakers", "林一")]),
    ("a title of two", talk("甲论题目（取消）"), None, ["乙论另题"], [("topic", "甲论题目"), ("speakers", "林一")]),
    ("one put off", talk("甲论题目（改期）"), None, ["乙论另题"], [("topic", "甲论题目"), ("speakers", "林一")]),
    ("lines struck", "~~分享人：林一~~\n\n~~主题：甲论题目~~", None, ["乙论另题"], [("speakers", "林一"), ("topic", "甲论题目")]),
    ("a line struck", "- ~~林一：甲论题目~~", None, ["乙论另题"], [("topic", "甲论题目"), ("speakers", "林一")]),
    ("a slot struck", "- ~~14:00-14:30 林一：甲论题目~~", None, ["乙论另题"], [("topic", "甲论题目"), ("speakers", "林一")]),
    ("a speaker struck", talk("甲论题目", "~~林一~~"), None, ["乙论另题", "甲论题目"], [("speakers", "林一")]),
]  # fmt: skip


@pytest.mark.parametrize(("agenda", "status", "titles", "old"), [one[1:] for one in OFF], ids=[one[0] for one in OFF])
def test_talk_that_is_off(agenda: str, status: str | None, titles: list[str], old: list[tuple[str, str]]) -> None:
    said = announced("4月13日", talk("乙论另题", "赵四"), agenda)
    assert (said.status, [one.title for one in said.talks]) == (status, titles)
    assert [(one.field, one.value) for one in said.superseded] == old
    assert left_over(said) == []


def test_salon_whose_only_talk_is_off() -> None:
    said = announced("4月13日", talk("甲论题目", "林一（因故取消）"))
    assert (said.status, [one.title for one in said.talks]) == ("cancelled", ["甲论题目"])
    assert [one.affiliation for one in said.talks[0].speakers] == [None]


@pytest.mark.parametrize("day", ["待定", "时间待定", "TBD", "敬请期待"])
def test_day_that_is_not_known_yet(day: str) -> None:
    """It is announced: nothing says that it had a day before."""
    said = announced(day)
    assert (said.status, said.dates, left_over(said)) == (None, (), [])
