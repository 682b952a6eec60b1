"""Who speaks: names, affiliations, and the titles that are neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scraper.markup.lines import fold
from scraper.parse.words import PLACEHOLDER
from scraper.records import Speaker

_BRACKETED = re.compile(r"[(\[【](?P<inside>[^()\[\]【】]*)[)\]】]")
_HONORIFIC = re.compile(
    r"(?<=\w)\s*(?:博士后|博士生|博士|硕士生|硕士|研究生|本科生|老师|教授|副教授|讲师|研究员|工程师|先生|女士|同学|学长|学姐)$"
)
_BETWEEN = re.compile(r"\s*(?P<mark>[、,，/;；&＆])\s*|\s+(?:和|与|and)\s+")
_CHINESE = re.compile(r"[\u3400-\u9fff·]+")
_ORGANIZATION = re.compile(
    r"大学|学院|公司|实验室|研究[院所]|中心|团队|系$|学校|专业|年级|博士|硕士|研究生|工程师|算法|负责人|[A-Za-z]{2,}"
)
_WORKPLACE = re.compile(
    r"大学|学院|公司|实验室|研究[院所]|学校|阿里巴巴|腾讯|百度|华为|字节跳动|谷歌|微软|蚂蚁集团|网易|京东|美团"
    r"|\b(?:university|institute|college|academy|school|department|lab|labs|laboratory|research|group|inc|corp|ltd"
    r"|google|alibaba|tencent|baidu|huawei|microsoft|amazon|facebook|nvidia|bytedance)\b",
    re.I,
)
_ABOUT = re.compile(
    rf"{_WORKPLACE.pattern}|方向|专业|就职|毕业|任职|\b(?:ph\.?d|student|professor|engineer|scientist)\b", re.I
)  # what follows a name and is none
_LONE_WORD = re.compile(r"\s*[A-Za-z][\w.&-]*\s*")  # Alibaba beside Wang Wu or 王五; Alice and Bob are persons
_LONGEST_NAME = 40
_LONGEST_PERSON = 150
_CHINESE_NAME = 5  # with a title: 欧阳一博士
_ROLE = r"工程师|博士后?|博士生|硕士生?|研究生|本科生|教授|讲师|研究员|科学家|架构师|总监|负责人"
_PERSON = re.compile(  # 1. 冯一 | 某公司工程师; 冯一（某大学）; 冯一，某大学博士
    r"[\W_]*(?:\d{1,2}\s*[.、)]\s*)?(?P<name>[\u3400-\u9fff]{2,3})"
    rf"(?:\s*[(\[]\s*(?P<inside>[^()\[\]]{{0,60}}(?:{_WORKPLACE.pattern}|{_ROLE})[^()\[\]]{{0,60}})[)\]]\W*"
    rf"|\s*[|,/ ]\s*(?P<after>[^()\[\]:;,。!?]{{0,30}}(?:(?<=[^|,/ ])(?:{_WORKPLACE.pattern})|{_ROLE}))\W*)",
    re.I,
)
REMOVED = "〔已移除〕"
"""Stands where the name of a person stood who asked to be removed."""


def speakers_in(value: str) -> tuple[Speaker, ...]:
    """The speakers a value such as `李则熹(浙江大学-…)、张三 博士` names, in order; none for a placeholder.

    An affiliation stands in either kind of bracket, after a space or comma, or before the name. A sentence is no name.
    """
    if not re.search(r"\w", value) or PLACEHOLDER.search(value):
        return ()
    found: dict[str, Speaker] = {}
    for part, after_comma in _parts(value):
        speaker = _speaker(part)
        before = next(reversed(found.values()), None)
        if before and _is_about(before, part, speaker, after_comma=after_comma):
            if not before.affiliation and (_WORKPLACE.search(part) or _LONE_WORD.fullmatch(part)):
                found[before.name] = Speaker(before.name, part.strip())
        elif speaker and speaker.name not in found:
            found[speaker.name] = speaker
    return tuple(found.values())


def named_once(speakers: Iterable[Speaker]) -> tuple[Speaker, ...]:
    """The speakers in order, of each name the first."""
    found: dict[str, Speaker] = {}
    for speaker in speakers:
        found.setdefault(speaker.name, speaker)
    return tuple(found.values())


def _is_about(before: Speaker, part: str, speaker: Speaker | None, *, after_comma: bool) -> bool:
    """Whether a part says where the person before it works, rather than naming another."""
    if after_comma and _LONE_WORD.fullmatch(part) and not before.affiliation and not _LONE_WORD.fullmatch(before.name):
        return True
    return bool(_ABOUT.search(_BRACKETED.sub("", part))) and not (speaker and speaker.affiliation)


def person_in(text: str) -> str | None:
    """The person a line names beside a workplace or a degree, as `speakers_in` reads it; `None` for any other line."""
    match = _PERSON.fullmatch(fold(text)[:_LONGEST_PERSON])
    if match is None or _ORGANIZATION.search(match["name"]):
        return None
    return f"{match['name']}({match['inside']})" if match["inside"] else f"{match['name']} {match['after']}"


def _parts(value: str) -> Iterator[tuple[str, bool]]:
    """The value cut between persons, never inside brackets; each with whether it stands after a comma."""
    shielded = _BRACKETED.sub(lambda match: "\0" * len(match[0]), fold(value))
    start, after_comma = 0, False
    for match in _BETWEEN.finditer(shielded):
        if re.search(r"\w", shielded[start : match.start()]):
            yield value[start : match.start()], after_comma
            start, after_comma = match.end(), match["mark"] == ","
    yield value[start:], after_comma


def _speaker(part: str) -> Speaker | None:
    if REMOVED in part:
        return None
    folded = fold(part)
    inside = [match["inside"].strip(" ;,") for match in _BRACKETED.finditer(folded)]
    outside = _BRACKETED.sub(" ", folded)
    outside = re.split(r"[(\[【]", outside)[0]  # a bracket that never closes
    words = outside.strip(" \t:;,.。-—").split()
    if not words:
        return None
    if (
        len(words) > 1
        and _WORKPLACE.search(words[0])
        and _CHINESE.fullmatch(words[1])
        and len(words[1]) <= _CHINESE_NAME
    ):
        name, rest = words[1], [words[0], *words[2:]]
    elif _CHINESE.fullmatch(words[0]) and len(words) > 1:
        name, rest = words[0], words[1:]
        if len(name) == 1 and _CHINESE.fullmatch(rest[0]):  # 王 五
            name, rest = name + rest[0], rest[1:]
    else:
        name, rest = " ".join(words), []
    rest = [
        word
        for word in rest
        if (_ORGANIZATION.search(word) or _WORKPLACE.search(word)) and _HONORIFIC.sub("", "某" + word) != "某"
    ]
    name = _HONORIFIC.sub("", name).strip()
    affiliation = "；".join(text for text in [*inside, " ".join(rest)] if text) or None
    if not name or len(name) > _LONGEST_NAME or re.search(r"[。！？!?]", name):
        return None
    return Speaker(name, affiliation)
