"""The words announcements are made of: numerals, labels, headings of sections, tracks. Tables, not code.

Patterns run over folded text (`lines.fold`: full-width forms made half-width), in which `：` is `:` and `（` is `(`.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from scraper.records import Track

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
NUMERAL = r"(?:\d{1,6}|[零〇一二两三四五六七八九十百]{1,6})"
_LONGEST_NUMERAL = 6


def number_of(numeral: str) -> int | None:
    """`28`, `二十八` or `二八` as 28; `None` for what is no number, or an absurd one."""
    if len(numeral) > _LONGEST_NUMERAL:
        return None
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _DIGITS:
            digit = digit * 10 + _DIGITS[character]
        else:
            return None
    return total + digit if numeral else None


class Field(Enum):
    """What a label says its value is."""

    TIME = auto()
    VENUE = auto()
    ADDRESS = auto()
    HOST = auto()
    MODE = auto()
    THEME = auto()
    SPEAKER = auto()
    AFFILIATION = auto()
    TOPIC = auto()
    PAPER = auto()
    OUTLINE = auto()
    ABSTRACT = auto()
    CONTENT = auto()
    OTHER = auto()  # known and of no interest here: 费用, 适合人群, 形式


_LABELS: dict[Field, str] = {
    Field.TIME: "时间 活动时间 举办时间 沙龙时间 分享时间 会议时间 直播时间 日期 活动日期 time date when",
    Field.VENUE: "地点 活动地点 举办地点 沙龙地点 会议地点 venue location place where",
    Field.ADDRESS: "地址 活动地址 详细地址 具体地址 address",
    Field.HOST: "主办 主办方 活动主办 活动主办方 主办单位 举办方 活动举办方 主办机构 组织方 活动主办单位"
    " host organizer organiser",
    Field.MODE: "方式 活动方式 参与方式 举办方式 活动形式 平台 直播平台 会议平台 format platform mode",
    Field.THEME: "活动主题 沙龙主题 本期主题 本次主题 活动题目 theme",
    Field.SPEAKER: "分享人 主讲人 分享者 主讲者 主讲 讲者 演讲人 演讲者 报告人 分享嘉宾 主讲嘉宾 演讲嘉宾 嘉宾 讲师"
    " 主讲老师 speaker speakers presenter",
    Field.AFFILIATION: "单位 所属单位 学校 学校或单位 affiliation",
    Field.TOPIC: "主题 题目 分享主题 分享题目 课程主题 主讲主题 讲题 议题 报告题目 演讲主题 topic title",
    Field.PAPER: "论文 分享论文 论文题目 论文名称 论文标题 参考论文 相关论文 资料 参考资料"
    " 参考文章 参考文献 文章 分享文章 paper papers",
    Field.OUTLINE: "大纲 提纲 分享大纲 内容大纲 课程大纲 论文大纲 纲要 主要内容 内容提要 outline",
    Field.ABSTRACT: "引言 简介 摘要 分享引言 内容简介 论文简介 分享简介 论文摘要 abstract",
    Field.CONTENT: "内容",
    Field.OTHER: "主持人 主持 费用 适合人群 形式 承办 协办 承办方 协办方 注意事项 人数 语言 会议号 会议密码 密码"
    " 会议链接 报名方式 报名链接 直播链接"
    " 直播地址 直播间 直播 回放 活动链接 观看地址 观看链接 fee language registration"
    " 嘉宾介绍 嘉宾简介 分享人简介 主讲人简介 分享人介绍 主讲人介绍 讲者介绍 讲者简介",
}
_FIELD_OF = {label: field for field, labels in _LABELS.items() for label in labels.split()}
_ANY_LABEL = "|".join(sorted(map(re.escape, _FIELD_OF), key=len, reverse=True))

LABELLED = re.compile(  # "+ 活动时间：5月17日", "论文2: …", "【主题】 …", "1. 分享人：…"
    rf"[\W_]*(?:\d{{1,2}}[.、)]\s*)?(?P<label>{_ANY_LABEL})\s*(?P<index>\d{{1,2}}|[一二三四五六七八九十])?\s*"
    rf"(?P<colon>[\]】〗」]\s*:?|:)?\s*",
    re.I,
)
_INNER_LABEL = re.compile(
    rf"(?:(?<=\s)|(?<=[;,，；、]))(?:{_ANY_LABEL})\s*\d{{0,2}}\s*:|[【〖](?:{_ANY_LABEL})\s*\d{{0,2}}\s*[】〗]", re.I
)


def field_of(label: str) -> Field:
    """The field a label of the table above names."""
    return _FIELD_OF[label.lower()]


def inner_labels(folded: str) -> list[int]:
    """Where in a line that begins with a label further labels begin: `时间：… 地点：…`."""
    return [match.start() for match in _INNER_LABEL.finditer(folded)]


class Part(Enum):
    """What a heading says the lines below it are."""

    HEADER = auto()
    AGENDA = auto()
    PLAN = auto()
    RECAP = auto()
    REGISTRATION = auto()
    NOTES = auto()


_HEADINGS = (  # the first that fits names the part; narrow, since a topic may be called 线性代数回顾 or 交通量预测
    (Part.PLAN, re.compile(r"(?:专题|课程|学习|教学)\S{0,4}计划")),
    (
        Part.RECAP,
        re.compile(
            r"往期|往届|历期|历届|历史沙龙|过往\S{0,4}(?:活动|沙龙)|(?:沙龙|活动|精彩|历史|课程)回顾|^\W*回顾\W*$"
        ),
    ),
    (
        Part.RECAP,
        re.compile(r"^\W*(?:past|previous|earlier)\s+(?:salon|issue|event|session|talk)s?\W*$|^\W*recap\W*$", re.I),
    ),
    (Part.REGISTRATION, re.compile(r"报名|^\W*(?:registration|how to (?:register|join)|sign[ -]?up)\W*$", re.I)),
    (Part.HEADER, re.compile(r"^\W*时间\S{0,2}地点|活动信息|活动详情|基本信息|活动概况")),
    (
        Part.NOTES,
        re.compile(
            r"须知|注意事项|活动亮点|^\W*亮点|活动形式|关于(?:我们|俱乐部|Mo)|活动地址|直播地址|联系(?:我们|方式)|公告|温馨提示"
            r"|交通(?:指南|方式|路线)|活动福利|奖品|(?:直播|观看|参与)方式|适合人群|活动对象|主办方介绍|俱乐部介绍"
            r"|^\W*(?:notes?|about (?:us|mo|the club))\W*$",
            re.I,
        ),
    ),
    (
        Part.AGENDA,
        re.compile(
            r"活动内容|活动安排|内容安排|活动议程|^\W*议程|日程|分享内容|沙龙内容|本期内容|活动流程|分享安排|嘉宾\S?议题|议题安排"
        ),
    ),
    (Part.AGENDA, re.compile(r"^\W*(?:agenda|program(?:me)?|schedule)\W*$", re.I)),
    (Part.AGENDA, re.compile(r"^\W*第\s*[一二三四五六1-6]\s*(?:部分|场|环节)|^\W*活动\s*[一二三四五六1-6](?!\d)")),
    (Part.AGENDA, re.compile(r"^\W*(?:分享|演讲|报告|part|session|talk)\s*[一二三四五六1-6]\W*$", re.I)),
)


def part_of(folded: str) -> Part | None:
    """The part a heading's text opens, `None` where it opens none."""
    return next((part for part, pattern in _HEADINGS if pattern.search(folded)), None)


_LESSON = re.compile(r"机器学习(?:基础)?课程|吴恩达|^\W*(?:课程|视频)学习|^\W*机器学习\W*$")
_TALKS = re.compile(r"论文\S{0,2}分享|论文解读|分享论文|学术分享")
_PROJECT = re.compile(r"项目实战|实战项目|实战课程|^\W*实战\W*$|动手实践")


def track_of(folded: str) -> Track | None:
    """The track that words such as 机器学习相关论文分享 or 吴恩达机器学习课程 name."""
    if _TALKS.search(folded):
        return Track.PAPER
    if _PROJECT.search(folded):
        return Track.PROJECT
    return Track.LESSON if _LESSON.search(folded) else None


ISSUE_NUMBER = re.compile(  # 第六期, 第 28 期, 沙龙第二期, 第 26 机器学习…沙龙, 41期, Salon #61, the 61st … Salon
    rf"第\s*(?P<marked>{NUMERAL})(?![\d.零〇一二两三四五六七八九十百])\s*(?:期|次(?=\S{{0,12}}沙龙)|(?=\s*机器学习)|(?=[^第。]{{0,10}}沙龙))"
    r"|(?<![\d.])(?P<bare>\d{1,6})\s*期"
    r"|\bsalons?\s*(?:series\s*)?[,(]?\s*(?:#|no\.?|vol\.?|issue)\s*(?P<counted>\d{1,4})(?!\d|\.\d)"
    r"|(?<![\w.])(?P<ordinal>\d{1,4})(?:st|nd|rd|th)\b(?=[^.。]{0,60}\bsalon)",
    re.I,
)
SALON = re.compile(r"沙龙|邀请函|分享会|salon", re.I)
PLACEHOLDER = re.compile(
    r"\W*(?:主题|题目)?\s*"
    r"(?:待\s*[定公更补]\S{0,3}|敬请期待|暂[定无未]\S{0,2}|TB[AD]|to be (?:announced|determined))\W*",
    re.I,
)
_PAUSES = (  # words of which nothing but a break is made: 圆桌讨论, 茶歇 & 自由交流, 主持人开场
    r"茶歇|休息|中场|签到|入场|自由|现场|互动|交流|讨论|圆桌|合影|拍照|抽奖|提问|答疑|问答|Q\s*&\s*A|午餐|晚餐|午休|主持人?|嘉宾"
    r"|全体|开场|介绍|致辞|发言|总结|展望|结束|散场|颁奖|送礼|游戏|观众|环节|时间|活动|与|和|及"
    r"|break|coffee|tea|lunch|dinner|check[ -]?in|registration|networking|opening|closing|remarks"
    r"|(?:panel\s+)?discussion"
)
PAUSE = re.compile(
    rf"^\W*(?:(?:(?:{_PAUSES})\W*){{1,8}}|(?:圆桌|panel)(?:讨论|论坛|对话|\s*discussion)?\s*[:：].*)$",
    re.I,
)
"""A slot of an agenda that is no talk."""


def numeral_in(match: re.Match[str]) -> str:
    """The numeral of a match of `ISSUE_NUMBER`."""
    return next(numeral for numeral in match.groups() if numeral)


def issue_numbers(folded: str) -> list[int]:
    """The issue numbers a text states, in order."""
    found = (number_of(numeral_in(match)) for match in ISSUE_NUMBER.finditer(folded))
    return [number for number in found if number]


def is_placeholder(title: str) -> bool:
    """Whether a topic's title only says that there is none yet: 待定, TBA."""
    return PLACEHOLDER.fullmatch(title) is not None
