"""The persons who speak: names and affiliations, without titles such as 博士."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from scraper.expressions import any_of, expression, is_chinese
from scraper.markup.lines import fold, narrow
from scraper.parse.words import PLACEHOLDER
from scraper.parse.words.persons import (
    ABOUT,
    COMPANIES,
    EMPLOYED,
    HONORIFIC,
    INSTITUTIONS,
    ORGANIZATION,
    REMARK_ON_PERSON,
    ROLES,
    WORKPLACE,
    bare_name,
    is_name,
    is_one_name,
)
from scraper.records import Speaker

_BRACKETED = expression(r"[(\[【<](?P<inside>[^()\[\]【】<>]*)[)\]】>]", "(某大学)", "【某大学】")
_BETWEEN = expression(
    r"(?P<mark>[、,，/;；&＆|])|(?<=\s)(?:和|与|and|from|at|@|-)\s|[—–]+|@",
    "林一、陈二",
    "Alice and Bob",
    "林一 - 某大学",
    "Alice Lin from ZJU",
)
_JOINED = expression(r"[和与及]", "林一和陈二")
_LONE_WORD = expression(r"\s*[A-Za-z][\w.&-]*\s*", "Alibaba")  # beside Wang Wu or 王五; Alice and Bob are persons
_ACRONYM = expression(r"\s*[A-Z]{2,6}\s*", "ZJU")
_ASIDE = ("|", "｜", "@", "from", "at")  # the words behind it are a further name only if that is certain
_LONGEST_NAME = 40
_LONGEST_PERSON = 150
_CHINESE_NAME = 5  # with a title: 欧阳一博士
_ROLE = any_of(ROLES)
_INSIDE = rf"\s*[(\[]\s*(?P<inside>[^()\[\]]{{0,60}}(?:{WORKPLACE.pattern}|{_ROLE})[^()\[\]]{{0,60}})[)\]]"
_AFTER = rf"\s*[|,/ ]\s*(?P<after>[^()\[\]:;,。!?]{{0,30}}(?:(?<=[^|,/ ])(?:{WORKPLACE.pattern})|{_ROLE}))"
_PERSON = expression(
    rf"[\W_]*(?:\d{{1,2}}\s*[.、)]\s*)?(?P<name>[\u3400-\u9fff]{{2,3}})(?:{_INSIDE}|{_AFTER})\W*",
    "1. 冯一 | 某公司工程师",
    "冯一(某大学)",
    "冯一,某大学博士",
    any_case=True,
)
_OF_WORKPLACE = expression(
    rf"(?:来自|from)?\s*(?P<workplace>.{{1,40}}(?:{any_of(INSTITUTIONS)}))的?(?P<name>\w{{2,5}})",
    "来自某大学的林一",
)
_OF_COMPANY = expression(rf"(?:来自)?(?P<workplace>{any_of(COMPANIES)})的?(?P<name>\w{{2,5}})", "腾讯林一")
_WORD = re.compile(r"\w")
_BLANK = re.compile(r"\s+")
_GIVEN = re.compile(r"\s*[A-Z][a-z]{1,20}(?=\s*(?:$|[\0,、;/&]))")
REMOVED = "〔已移除〕"
"""Replaces the name of a person who asked to be removed."""


@lru_cache(maxsize=8192)
def speakers_in(value: str) -> tuple[Speaker, ...]:
    """The speakers a value such as `李则熹(浙江大学-…)、张三 博士` names, in order; empty for a placeholder.

    An affiliation stands in either kind of bracket, after a space or comma, or before the name. A sentence is no name.
    """
    if not re.search(r"\w", value) or PLACEHOLDER.search(value[:_LONGEST_PERSON]):
        return ()
    value = _without_remarks(value)
    found: dict[str, Speaker] = {}
    role = ""  # of the person before, with the workplace to come
    above: str | None = None  # a workplace before the name: 某大学 - 林一
    for part, mark in _parts(value):
        if not found and above is None and is_workplace(part) and not _is_person(part) and " " not in part.strip():
            above = part.strip()
            continue
        speaker = _speaker(part)
        if above and speaker and not speaker.affiliation:
            speaker, above = Speaker(speaker.name, above), ""
        before = next(reversed(found.values()), None)
        aside = mark in _ASIDE and not _is_person(part)
        if before and (aside or _is_about(before, part, speaker, after_comma=mark == ",")):
            if role and mark in ("at", "from"):  # Director at Some Labs
                found[before.name] = Speaker(before.name, f"{role} {mark} {part.strip()}")
            elif not before.affiliation and (aside or WORKPLACE.search(part) or _LONE_WORD.fullmatch(part)):
                found[before.name] = Speaker(before.name, part.strip())
            role = "" if WORKPLACE.search(part) else part.strip()
        elif speaker and speaker.name not in found:
            found[speaker.name] = speaker
    placed = [one.affiliation for one in found.values()]
    if len(placed) > 1 and placed[-1] and not any(placed[:-1]) and _is_for_all(value):
        return tuple(Speaker(name, placed[-1]) for name in found)
    return tuple(found.values())


def _is_for_all(value: str) -> bool:
    """Whether only the last name has brackets behind it: `林一、陈二（某大学）`."""
    brackets = list(_BRACKETED.finditer(fold(value)))
    return len(brackets) == 1 and not value[brackets[0].end() :].strip(" 。.")


def named_once(speakers: Iterable[Speaker]) -> tuple[Speaker, ...]:
    """The speakers in order, each name once."""
    found: dict[str, Speaker] = {}
    for speaker in speakers:
        found.setdefault(speaker.name, speaker)
    return tuple(found.values())


def _is_about(before: Speaker, part: str, speaker: Speaker | None, *, after_comma: bool) -> bool:
    """Whether a part says where the person before it works, rather than naming another."""
    if after_comma and _LONE_WORD.fullmatch(part) and not before.affiliation and not _LONE_WORD.fullmatch(before.name):
        return True
    return bool(ABOUT.search(_BRACKETED.sub("", part))) and not (speaker and speaker.affiliation)


def person_in(text: str) -> str | None:
    """The person a line names beside a workplace or a degree, as `speakers_in` reads it; `None` for any other line."""
    match = _PERSON.fullmatch(fold(text)[:_LONGEST_PERSON])
    if match is None or ORGANIZATION.search(match["name"]):
        return None
    name, inside, after = (text[slice(*match.span(group))] for group in ("name", "inside", "after"))
    return f"{name}({inside})" if inside else f"{name} {after}"


def surely_named(text: str) -> bool:
    """Whether words name persons, with or without affiliation, and certainly nothing else."""
    text = _without_remarks(text).strip(" ,，;；、/")
    parts = [part for part, _ in _parts(text)]
    first, *others = parts
    return (
        bool(text.strip())
        and len(text) <= _LONGEST_PERSON
        and _is_person(first)
        and all(_is_person_or_work(part) or _ACRONYM.fullmatch(part) for part in others)
    )


def is_moderator(label: str, value: str) -> bool:
    """Whether `Host: Alice Lin` names a moderator and no organizer."""
    return label.lower() in ("host", "hosts") and surely_named(value)


def is_workplace(text: str) -> bool:
    """Whether short words name a university or company."""
    return len(text) <= _LONGEST_NAME and WORKPLACE.search(fold(text)) is not None


def _is_person(part: str) -> bool:
    folded = fold(part)
    inside = [match["inside"] for match in _BRACKETED.finditer(folded)]
    name = _BRACKETED.sub(" ", folded).strip(" -:")
    placed = any(WORKPLACE.search(words) for words in inside) and (
        (2 <= len(name) <= 3 and is_chinese(name)) or re.fullmatch(r"(?:[A-Z]\w+ ?){2,3}", name)
    )
    words = name.split()
    at_work = len(words) > 1 and is_name(words[0]) and all(ORGANIZATION.search(word) for word in words[1:])
    at_work = at_work or (len(words) == 2 and bool(WORKPLACE.search(words[0])) and is_name(words[1]))
    return is_name(name) or bool(placed) or at_work or bool(_attached(name))


def _is_person_or_work(part: str) -> bool:
    return _is_person(part) or is_workplace(part)


def _attached(folded: str) -> re.Match[str] | None:
    """A workplace with the name right behind it: 某大学林一."""
    match = _OF_WORKPLACE.fullmatch(folded) or _OF_COMPANY.fullmatch(folded)
    return match if match and is_chinese(match["name"]) and is_name(match["name"]) else None


def _parts(value: str) -> Iterator[tuple[str, str]]:
    """The value cut between persons, never inside brackets; each with the mark before it, if any."""
    shielded = _BRACKETED.sub(lambda match: "\0" * len(match[0]), fold(value))
    start, before, seen = 0, " ", 0
    for match in _BETWEEN.finditer(shielded):
        word = _WORD.search(shielded, max(start, seen), match.start())
        seen = match.start()
        if word and not (match["mark"] == "," and _is_comma_in_name(shielded, start, match)):
            yield from ((part, before) for part in _joined(value[start : match.start()]))
            start, before = match.end(), match[0].strip() or " "
    yield from ((part, before) for part in _joined(value[start:]))


def _is_comma_in_name(shielded: str, start: int, comma: re.Match[str]) -> bool:
    """Whether a comma stands inside one name: Wang, Xiaoming."""
    given = _GIVEN.match(shielded, comma.end())
    before = shielded[start : comma.start()] if comma.start() - start < _LONGEST_NAME else ""
    return bool(given and _LONE_WORD.fullmatch(before)) and is_one_name(before, given[0] if given else "")


def _joined(part: str) -> list[str]:
    """`林一和陈二` and `林一 陈二` as two; any other part as it is."""
    for separator in (_JOINED, _BLANK):
        names = separator.split(part.strip()) if len(part) <= _LONGEST_NAME else []
        if len(names) > 1 and all(is_name(fold(name)) for name in names):
            return names
    return [part]


def _without_remarks(text: str) -> str:
    """The words without remarks between commas or brackets, such as 线上 and 30 分钟."""
    for match in reversed(list(REMARK_ON_PERSON.finditer(fold(text)))):
        text = text[: match.start()] + text[match.end() :]
    return text


def _employment(words: str) -> str:
    """The workplace or degree in brackets after a name; empty if the brackets say something else."""
    words = REMARK_ON_PERSON.sub("", words).strip(" ;,、/")
    return words if EMPLOYED.search(fold(words)) and not is_name(fold(words)) else ""


def _speaker(part: str) -> Speaker | None:
    if REMOVED in part:
        return None
    folded = narrow(part)
    if attached := _attached(fold(part).strip()):
        place = len(part) - len(part.lstrip())
        workplace, name = (folded[place:][slice(*attached.span(group))] for group in ("workplace", "name"))
        return Speaker(bare_name(name), workplace.strip())
    inside = [_employment(match["inside"]) for match in _BRACKETED.finditer(folded)]
    outside = _BRACKETED.sub(" ", folded)
    outside = re.split(r"[(\[【]", outside)[0]  # a bracket that never closes
    words = outside.strip(" \t:;,.。-—").split()
    if not words:
        return None
    if len(words) > 1 and WORKPLACE.search(words[0]) and is_chinese(words[1], "·") and len(words[1]) <= _CHINESE_NAME:
        name, rest = words[1], [words[0], *words[2:]]
    elif is_chinese(words[0], "·") and len(words) > 1:
        name, rest = words[0], words[1:]
        if len(name) == 1 and is_chinese(rest[0], "·"):  # 王 五
            name, rest = name + rest[0], rest[1:]
    else:
        name, rest = " ".join(words), []
    if is_name(" ".join(rest)):
        rest = []  # the name once more, in other letters
    rest = [
        word
        for word in rest
        if (ORGANIZATION.search(word) or WORKPLACE.search(word)) and HONORIFIC.sub("", "某" + word) != "某"
    ]
    name = bare_name(name)
    affiliation = "；".join(text for text in [*inside, " ".join(rest)] if text) or None
    if not name or len(name) > _LONGEST_NAME or re.search(r"[。！？!?]", name):
        return None
    return Speaker(name, affiliation)
