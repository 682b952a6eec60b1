"""The labels of lines and columns, and the field each names.

To teach the reader a label, add it to the list of its field in `_LABELS`: one line changes. The text is folded before
it is compared (`lines.fold`), so simplified characters are enough.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from scraper.expressions import any_of, expression, words_of


class Field(Enum):
    """The meaning of a label's value."""

    TIME = auto()
    NEW_TIME = auto()  # the day it was moved to
    OLD_TIME = auto()  # the day it was moved from
    VENUE = auto()
    NEW_VENUE = auto()  # the place it was moved to
    ADDRESS = auto()
    HOST = auto()
    MODE = auto()
    MEETING = auto()  # number and password of an online meeting
    THEME = auto()
    SPEAKER = auto()
    AFFILIATION = auto()
    BIO = auto()  # who the speaker is, in sentences: left out on purpose
    TOPIC = auto()
    PAPER = auto()
    OUTLINE = auto()
    ABSTRACT = auto()
    CONTENT = auto()
    OTHER = auto()  # known and of no interest here: 费用, 适合人群


_LABELS: dict[Field, str] = {
    Field.TIME: "时间, 活动时间, 举办时间, 沙龙时间, 分享时间, 会议时间, 直播时间, 开始时间, 报告时间, 讲座时间, "
    "时间安排, 日期, 活动日期, 举办日期, 时段, 时间段, 起止, 起止时间, time, date, when, date and time, time slot",
    Field.NEW_TIME: "新时间, 时间改为, 活动时间改为, 时间变更为, 时间调整为, 日期改为, "
    "改期时间, 延期时间, 现时间, 调整后时间, 更新时间, 最新时间, 变更后时间, new time, "
    "new date",
    Field.OLD_TIME: "原时间, 原定时间, 原计划时间, 原活动时间, 原日期, old time, old date, original date, "
    "original time",
    Field.VENUE: "地点, 活动地点, 举办地点, 沙龙地点, 会议地点, 分享地点, 报告地点, 讲座地点, 场地, 活动场地, venue, "
    "location, place, where",
    Field.NEW_VENUE: "新地点, 现地点, 地点改为, 活动地点改为, 地点改到, 地点改在, 地点变更为, 活动地点变更为, "
    "地点调整为, 变更后地点, 调整后地点, 最新地点, new venue, new location",
    Field.ADDRESS: "地址, 活动地址, 详细地址, 具体地址, address",
    Field.HOST: "主办, 主办方, 活动主办, 活动主办方, 主办单位, 举办方, 活动举办方, 主办机构, 组织方, 活动主办单位, "
    "举办单位, host, hosts, hosted by, organizer, organiser, organized by",
    Field.MODE: "方式, 活动方式, 参与方式, 举办方式, 活动形式, 参会方式, 形式, 线上平台, 平台, 直播平台, 会议平台, "
    "format, platform, mode",
    Field.MEETING: "会议, 线上会议, 线上参与, voov meeting id, zoom meeting id, zoom meeting, "
    "会议号, 会议 ID, 会议 id, 会议号码, 腾讯会议号, 腾讯会议 ID, 飞书会议号, "
    "钉钉会议号, 会议密码, 入会密码, 密码, 房间号, 直播间号, 入会口令, 口令, 会议链接, 入会链接, 腾讯会议, 飞书会议, "
    "钉钉会议, meeting id, zoom id, meeting number, password, passcode",
    Field.THEME: "活动主题, 沙龙主题, 本期主题, 本次主题, 活动题目, 活动名称, theme",
    Field.SPEAKER: "分享人, 主讲人, 分享者, 主讲者, 主讲, 讲者, 演讲人, 演讲者, 报告人, 报告者, 分享嘉宾, "
    "主讲嘉宾, 演讲嘉宾, 报告嘉宾, 特邀嘉宾, 受邀嘉宾, 本期嘉宾, 重磅嘉宾, 技术嘉宾, 嘉宾, 嘉宾姓名, 讲师, "
    "特邀讲师, 主讲老师, 主讲教师, 授课老师, 特邀讲者, 特邀报告人, 发言人, 发言嘉宾, 宣讲人, 分享同学, 主讲同学, "
    "汇报人, 讲解人, 主讲人姓名, 分享人姓名, 报告人姓名, 领读人, 领读, 领读者, 领读嘉宾, 导读人, 导读嘉宾, 带读人, "
    "带领人, 对谈嘉宾, 对谈人, 解读人, 授课人, 授课教师, 主讲专家, 报告专家, 特邀专家, speaker, speakers, "
    "invited speaker, "
    "guest speaker, guest, presenter, "
    "presenters, presented by, lecturer",
    Field.AFFILIATION: "单位, 报告人单位, 主讲人单位, 分享人单位, 嘉宾单位, 演讲人单位, 工作单位, 所属单位, "
    "所在单位, 学校, 学校或单位, 机构, 所在机构, affiliation, "
    "institution, organization",
    Field.BIO: "嘉宾介绍, 嘉宾简介, 分享人简介, 主讲人简介, 分享人介绍, 主讲人介绍, 讲者介绍, 讲者简介, 讲师简介, "
    "讲师介绍, 报告人简介, 报告人介绍, 演讲人简介, 演讲者简介, 演讲嘉宾简介, 主讲嘉宾简介, 分享嘉宾简介, "
    "分享嘉宾介绍, 个人简介, 个人介绍, 人物简介, 作者简介, bio, biography, short bio, speaker bio, "
    "about the speaker, about the speakers",
    Field.TOPIC: "主题, 题目, 分享主题, 分享题目, 课程主题, 课程题目, 主讲主题, 讲题, 议题, 报告题目, 报告主题, "
    "报告标题, 演讲主题, 演讲题目, 演讲标题, 分享标题, 讲座主题, 讲座题目, 主讲题目, 发言主题, 发言题目, 标题, "
    "课题, 分享议题, 演讲议题, 主题名称, 报告名称, topic, topics, title, talk, talk title",
    Field.PAPER: "论文, 分享论文, 论文题目, 论文名称, 论文标题, 参考论文, 相关论文, 资料, 参考资料, 参考文章, "
    "参考文献, 文章, 分享文章, 文献, 书目, 书名, 领读书目, 共读书目, 阅读书目, 阅读材料, "
    " 解读论文, 精读论文, paper, papers, paper title, reference, references",
    Field.OUTLINE: "大纲, 提纲, 分享大纲, 内容大纲, 课程大纲, 论文大纲, 报告大纲, 分享提纲, 报告提纲, 纲要, "
    "主要内容, 内容提要, 内容要点, 分享要点, 要点, outline",
    Field.ABSTRACT: "引言, 简介, 摘要, 分享引言, 内容简介, 论文简介, 分享简介, 论文摘要, 报告摘要, 内容摘要, "
    "分享摘要, 演讲摘要, 报告简介, 主题简介, 议题简介, 课程简介, abstract, summary",
    Field.CONTENT: "闪电演讲, 闪电分享, 主题演讲, 主题报告, 特邀报告, 专题报告, lightning talk, keynote, invited talk, "
    "内容, 分享内容, 报告内容, 演讲内容, 讲座内容, 课程内容, content",
    Field.OTHER: "主持人, 主持, 主持嘉宾, 点评嘉宾, 点评人, 评议人, 邀请人, 召集人, 组织者, 费用, 适合人群, "
    "时长, 报名截止, 报名截止时间, 报名时间, 截止时间, 截止日期, deadline, registration deadline, "
    "交通, 交通方式, 签到时间, "
    "承办, 协办, 承办方, 协办方, 承办单位, 协办单位, "
    "支持单位, 赞助, 赞助方, 合作方, 注意事项, 人数, 语言, 报名方式, 报名链接, 直播链接, 直播地址, 直播间, 直播, "
    "回放, 活动链接, 观看地址, 观看链接, 备注, 说明, 联系人, 联系方式, 序号, 编号, fee, language, registration, "
    "moderator, chair, note, notes, contact",
}
_FIELD_OF = {label.replace(" ", ""): field for field, labels in _LABELS.items() for label in words_of(labels)}
_OFTEN_SPACED = frozenset(label for labels in _LABELS.values() for label in words_of(labels) if len(label) in (2, 3))


def _spelled(label: str) -> str:
    """A label of two or three characters is often set wide: 时  间, 主 讲 人."""
    return r"\s{0,4}".join(label) if label in _OFTEN_SPACED and not label.isascii() else re.escape(label)


def _alternatives() -> str:
    labels = {label for labels in _LABELS.values() for label in words_of(labels)}
    listed = sorted(labels, key=len, reverse=True)
    return "|".join(_spelled(label).replace(r"\ ", r"\s{0,2}") for label in listed)


_ANY_LABEL = _alternatives()
_NTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_MARK = rf"[\W_]*(?:{_NTH}\s*[.、)]\s*|[①-⑳]\s*|第\s*{_NTH}\s*[位个名]\s*)?"
_OF_TRACK = (  # 机器学习主题, 论文分享主讲人
    r"(?:(?P<track>论文(?:分享|解读)|机器学习(?:课程)?|项目(?:实战|实践))\s*"
    rf"(?={any_of(_LABELS[Field.TOPIC])}|{any_of(_LABELS[Field.SPEAKER])}))?"
)
_INDEX = r"(?:\s*(?P<index>\d{1,2}|[一二三四五六七八九十]))?"
_TWICE = rf"(?:\s*(?:[/|]|(?<=\s)(?=[a-z]))\s*(?:{_ANY_LABEL})\s*(?=:))?"  # 主讲人 / Speaker:
_REMARK = r"(?:\s*\([^()]{1,20}\)\s*(?=[:\]】〗」]))?"  # 主题（暂定）:
_COLON = r"\s*(?P<colon>[\]】〗」]\s*:?|:|\||[—–]{1,2}|(?<=\s)-(?=\s))?\s*"
LABELLED = expression(
    rf"{_MARK}{_OF_TRACK}(?P<label>{_ANY_LABEL}){_INDEX}{_TWICE}{_REMARK}{_COLON}",
    "+ 活动时间:5月17日",
    "论文2: …",
    "【主题】 …",
    "1. 分享人:…",
    "时 间:…",
    "主讲人 / Speaker: …",
    "主讲人 Speaker: …",
    "第一位分享人:…",
    "(一)报告题目:…",
    "主题(暂定):…",
    "机器学习主题:…",
    any_case=True,
)
_INNER_LABEL = expression(
    rf"(?:(?:(?<=\s)|(?<=[;,、|(]))(?!(?<=\()(?:{any_of(_LABELS[Field.SPEAKER])}))|(?P<opening>[【〖]))"
    rf"(?:{_ANY_LABEL})\s*\d{{0,2}}\s*(?(opening)[】〗]|:)",
    "时间:3月6日 地点:某地",
    "3月6日【地点】某地",
    any_case=True,
)
SPEAKER_INSIDE = expression(
    rf"[\s,;、|/(\-—–]\s*(?:{any_of(_LABELS[Field.SPEAKER])})\s*(?::|(?<=by)\s)\s*",
    "图像分割,分享人:林一",
    "图像分割(主讲人:林一)",
    any_case=True,
)


@lru_cache(maxsize=8192)
def labelled(folded: str) -> re.Match[str] | None:
    """The match of `LABELLED` at the start of a text, which several readers ask for and revisions restate."""
    return LABELLED.match(folded)


def field_of(label: str) -> Field:
    """The field a label of the table above names."""
    return _FIELD_OF["".join(label.lower().split())]


def inner_labels(folded: str) -> list[int]:
    """Where in a line that begins with a label further labels begin: `时间：… 地点：…`."""
    return [match.start() for match in _INNER_LABEL.finditer(folded)]


def speaker_label_inside(folded: str) -> tuple[int, int] | None:
    """Where in a line the label of a speaker stands: `图像分割，分享人：林一`."""
    match = SPEAKER_INSIDE.search(folded)
    return match.span() if match else None


_COLUMNS = (  # the first that fits a head of a table names its field, where the head is no label
    (Field.OTHER, expression(r"主持|序号|编号|备注|人数|^\W*(?:no|#)\.?\W*$", "主持人", "No.", any_case=True)),
    (
        Field.TIME,
        expression(r"时间|时段|日期|几点|钟点|\b(?:time|slot|date|when)\b", "演讲时间段", "Time slot", any_case=True),
    ),
    (Field.VENUE, expression(r"地点|场地|教室|会场|\b(?:venue|room|place|location)\b", "教室", any_case=True)),
    (Field.HOST, expression(r"主办|组织(?:方|者|单位)|\borgani[sz]ers?\b", "主办单位", any_case=True)),
    (Field.BIO, expression(r"(?:人|嘉宾|讲者|讲师|者)(?:简介|介绍)|\bbio", "讲者介绍", any_case=True)),
    (
        Field.AFFILIATION,
        expression(
            r"单位|机构|学校|院校|公司|职务|\b(?:affiliation|institution|company)\b", "单位/职务", any_case=True
        ),
    ),
    (Field.PAPER, expression(r"论文|文献|\bpapers?\b", "所讲论文", any_case=True)),
    (Field.ABSTRACT, expression(r"摘要|简介|概述|\babstract\b", "内容概述", any_case=True)),
    (Field.OUTLINE, expression(r"大纲|提纲|要点|\boutline\b", "报告要点", any_case=True)),
    (
        Field.SPEAKER,
        expression(
            r"嘉宾|讲者|讲师|老师|姓名|同学|(?:讲|享|告|报|言|绍|负责|主讲)(?:人|者)|^\W*谁\W*$|\b(?:speakers?|presenters?|who|name)\b",
            "讲解嘉宾",
            "负责人",
            "Speaker name",
            any_case=True,
        ),
    ),
    (
        Field.TOPIC,
        expression(
            r"主题|题目|标题|议题|课题|话题|讲题|名称|选题|\b(?:topics?|titles?|talks?|subject|what)\b",
            "演讲话题",
            any_case=True,
        ),
    ),
    (
        Field.OTHER,
        expression(
            r"材料|课件|幻灯|代码|链接|回放|视频|\b(?:slides|code|links?|materials|videos?)\b", "材料", any_case=True
        ),
    ),
    (
        Field.CONTENT,
        expression(r"内容|环节|议程|安排|事项|\b(?:contents?|agenda|session)\b", "环节安排", any_case=True),
    ),
)
_LONGEST_HEAD = 24


def column_of(folded: str) -> Field | None:
    """The field that the head of a column or row names, by the words in it; `None` for any other."""
    if len(folded) > _LONGEST_HEAD:
        return None
    return next((field for field, pattern in _COLUMNS if pattern.search(folded)), None)
