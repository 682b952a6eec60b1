"""The headings that open a part of an announcement. To teach the reader a heading, add it to its list."""

from __future__ import annotations

import re
from enum import Enum, auto

from scraper.expressions import any_of, expression


class Part(Enum):
    """The kind of the lines below a heading."""

    HEADER = auto()
    AGENDA = auto()
    PLAN = auto()
    RECAP = auto()
    REGISTRATION = auto()
    NOTES = auto()


def _anywhere(part: Part, words: str, *examples: str) -> tuple[Part, re.Pattern[str]]:
    return part, expression(any_of(words), *(examples or (words.split(",")[0],)), any_case=True)


def _alone(part: Part, words: str, *examples: str) -> tuple[Part, re.Pattern[str]]:
    return part, expression(rf"^\W*(?:{any_of(words)})\W*$", *(examples or (words.split(",")[0],)), any_case=True)


_NTH = r"[一二三四五六1-6]"
_HEADINGS = (  # the first that fits names the part; narrow, since a topic may be called 线性代数回顾 or 交通量预测
    (Part.PLAN, expression(r"(?:专题|课程|学习|教学)\S{0,4}计划", "课程学习计划")),
    _anywhere(
        Part.RECAP, "往期, 往届, 历期, 历届, 历史沙龙, 沙龙回顾, 活动回顾, 精彩回顾, 历史回顾, 课程回顾", "往期回顾"
    ),
    (Part.RECAP, expression(r"过往\S{0,4}(?:活动|沙龙)", "过往精彩活动")),
    _alone(Part.RECAP, "回顾, recap", "## 回顾"),
    (
        Part.RECAP,
        expression(
            r"^\W*(?:past|previous|earlier)\s+(?:salon|issue|event|session|talk)s?\W*$", "Past salons", any_case=True
        ),
    ),
    _anywhere(Part.REGISTRATION, "报名", "报名方式"),
    _alone(Part.REGISTRATION, "registration, how to register, how to join, sign up, sign-up, signup", "Sign up"),
    (Part.HEADER, expression(r"^\W*时间\S{0,2}地点", "时间与地点")),
    _anywhere(Part.HEADER, "活动信息, 活动详情, 基本信息, 活动概况", "活动信息"),
    _anywhere(
        Part.NOTES,
        "须知, 注意事项, 活动亮点, 活动形式, 关于我们, 关于俱乐部, 关于 Mo, 活动地址, 直播地址, 联系我们, "
        "联系方式, 公告, 温馨提示, 交通指南, 交通方式, 交通路线, 活动福利, 奖品, 直播方式, 观看方式, 参与方式, "
        "参会方式, 适合人群, 活动对象, 面向人群, 主办方介绍, 俱乐部介绍, 活动背景, 你将收获, 你将学到, 活动收获, "
        "准备工作",
        "活动须知",
    ),
    _alone(Part.NOTES, "亮点, note, notes, about us, about mo, about the club, 脚注, 注释, footnotes", "亮点"),
    _anywhere(
        Part.AGENDA,
        "活动内容, 活动安排, 内容安排, 活动议程, 会议议程, 日程, 分享内容, 沙龙内容, 本期内容, 活动流程, 分享安排, "
        "报告安排, 议题安排, 沙龙议程, 沙龙安排, 演讲安排, 议程安排, 课程安排, 本期分享, 本期议题, 本期主题与嘉宾, "
        "内容介绍",
        "活动内容",
    ),
    (Part.AGENDA, expression(r"^\W*议程|嘉宾\S?议题", "议程", "嘉宾及议题")),
    _alone(Part.AGENDA, "流程, agenda, program, programme, schedule, talks", "Agenda"),
    (Part.AGENDA, expression(rf"^\W*第\s*{_NTH}\s*(?:部分|场|环节)|^\W*活动\s*{_NTH}(?!\d)", "第一部分", "活动二")),
    (
        Part.AGENDA,
        expression(rf"^\W*(?:分享|演讲|报告|part|session|talk)\s*{_NTH}\W*$", "分享一", "Part 2", any_case=True),
    ),
)


def part_of(folded: str) -> Part | None:
    """The part that a heading's text opens, or `None`."""
    return next((part for part, pattern in _HEADINGS if pattern.search(folded)), None)
