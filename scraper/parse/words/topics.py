"""The words of topics: tracks, placeholders, breaks, and words that only label a link."""

from __future__ import annotations

from functools import lru_cache

from scraper.expressions import any_of, expression
from scraper.records import Track

SALON = expression(r"沙龙|邀请函|分享会|salon", "学术沙龙", any_case=True)
_LESSON = expression(
    r"机器学习(?:基础)?课程|吴恩达|^\W*(?:课程|视频)学习|^\W*机器学习\W*$", "吴恩达机器学习", "【机器学习】"
)
_TALKS = expression(r"论文\S{0,2}分享|论文解读|分享论文|学术分享", "机器学习相关论文分享")
_PROJECT = expression(r"项目实战|实战项目|实战课程|^\W*实战\W*$|动手实践", "项目实战")


@lru_cache(maxsize=8192)
def track_of(folded: str) -> Track | None:
    """The track that words such as 机器学习相关论文分享 or 吴恩达机器学习课程 name."""
    if _TALKS.search(folded):
        return Track.PAPER
    if _PROJECT.search(folded):
        return Track.PROJECT
    return Track.LESSON if _LESSON.search(folded) else None


PLACEHOLDER = expression(
    r"\W*(?:主题|题目|嘉宾)?\s*"
    r"(?:待\s*[定公更补]\S{0,3}|敬请期待|暂[定无未]\S{0,2}|TB[AD]|to be (?:announced|determined|confirmed))\W*",
    "待定",
    "主题待公布",
    "TBA",
    "To be announced",
    any_case=True,
)


def is_placeholder(title: str) -> bool:
    """Whether a topic's title is only a placeholder: 待定, TBA."""
    return PLACEHOLDER.fullmatch(title) is not None


_PAUSES = (  # words of breaks: 圆桌讨论, 茶歇 & 自由交流, 主持人开场
    "茶歇, 休息, 中场, 签到, 入场, 自由, 现场, 互动, 交流, 讨论, 圆桌, 合影, 拍照, 抽奖, 提问, 答疑, 问答, "
    "午餐, 晚餐, 午休, 主持, 主持人, 嘉宾, 全体, 开场, 介绍, 致辞, 发言, 总结, 展望, 结束, 散场, 颁奖, 送礼, 游戏, "
    "观众, 环节, 时间, 活动, 与, 和, 及, Q & A, break, coffee, tea, lunch, dinner, check in, check-in, "
    "registration, networking, welcome, doors open, doors, intro, introduction, introductions, pizza, drinks, snacks, "
    "wrap up, wrap-up, social, mingle, opening, closing, remarks, discussion, panel discussion"
)
PAUSE = expression(
    rf"^\W*(?:(?:(?:{any_of(_PAUSES)})\W*){{1,8}}|(?:圆桌|panel)(?:讨论|论坛|对话|\s*discussion)?\s*[:：].*)$",
    "茶歇 & 自由交流",
    "主持人开场",
    "圆桌论坛：未来",
    any_case=True,
)
"""A slot of an agenda that is no talk."""

GENERIC_LABEL = expression(
    any_of(
        "链接, 视频, 资料, 回放, 录播, 录像, 录屏, 重播, 课件, 观看, 直播, 项目地址, 代码, 下载, PPT, PDF, 讲义, "
        "幻灯, 幻灯片, 讲稿, 笔记, 传送门, 点此, 点击, slides, slide, video, recording, replay, code, materials, "
        "link, download"
    ),
    "视频链接",
    "录播",
    "PPT",
    "讲义",
    "Slides",
    any_case=True,
)
"""Words that label the link of any topic, so that no topic is named by them."""

_TOLD_TO_ALL = r"(?:为|给|跟|与)(?:大家|我们)(?:分享|讲解|带来|主讲|介绍|解读|报告)?"
_TOLD_BY = r"带来(?:的)?(?=\W)|来自|(?:主讲|分享)[。.]?$|(?<=老师|博士|教授|同学)(?:分享|讲解|主讲|介绍|解读)"
_TOLD_IN_ENGLISH = (
    r"\b(?:presented\s+by|by|from|and|at|with|first|then|next|finally|presents)\b"
    r"|\bwill\s+(?:talk|speak|present|share|introduce)\b(?:\s+(?:about|on)\b)?"
)
TOLD = expression(
    rf"{_TOLD_TO_ALL}|{_TOLD_BY}|{_TOLD_IN_ENGLISH}",
    "林一为大家讲解图像分割",
    "图像分割，林一主讲",
    "林一老师分享图像分割",
    "Image Segmentation by Alice Lin",
    any_case=True,
)
"""Words that connect a name and the title beside it."""

TELLS = expression(
    r"将(?:为|给|带来|分享|讲解|介绍|报告)|[为给](?:大家|我们|各位)(?:分享|带来|讲解|介绍)|由.{2,12}?(?:分享|主讲|带来)"
    r"|\bwill (?:talk|present|speak|share|give)\b",
    "林一将带来图像分割",
    "Alice Lin will talk on Image Segmentation",
    any_case=True,
)
"""A sentence that announces a talk."""
