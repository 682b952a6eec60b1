"""Leaves out the parts of a page that change by themselves: counters, nonces, ages. They are not news."""

from __future__ import annotations

import re

_COUNTED = r"阅读|浏览|点击|访问|观看|播放|点赞|在看|收藏|转发数|评论数|views?|reads?|likes?|hits|visits|visitors"
_NUMBER = r"\d[\d,]*(?:\.\d+)?\s*(?:[万亿千]|[kKwWmM](?![a-z]))?\+?"
_NO_TIME = r"(?![\d:：/.\-年月日点时期%])"  # 阅读 13:00 and 播放 2019年 are not counts
_COUNTER = re.compile(
    rf"(?:{_COUNTED})\s*(?:总?[量数]|次数|人[数次]|count)?\s*[:：(（]?\s*{_NUMBER}{_NO_TIME}\s*[次人]?"
    rf"|(?<![\d:：/.\-])\b{_NUMBER}\s*[次人]?\s*(?:{_COUNTED})",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\d+\s*(?:秒|分钟|小时|天|周|个月|年)前\s*(?=发布|更新|编辑|修改|回复|$)|刚刚(?=发布|更新|编辑)"
    r"|\b(?:\d+|an?)\s+(?:second|minute|hour|day|week|month|year)s?\s+ago\b|\bjust now\b",
    re.IGNORECASE | re.MULTILINE,
)
_NONCE = re.compile(r"(?<!\S)(?:\w{1,20}[:=])?(?=[\w+=-]*\d)(?=[\w+=-]*[A-Za-z])[A-Za-z0-9_+=-]{16,}(?!\S)")


def lasting(text: str) -> str:
    """A text of one line without the parts that change from visit to visit, with single blanks."""
    for pattern in (_COUNTER, _AGE, _NONCE):
        text = pattern.sub(" ", text)
    return " ".join(text.split())
