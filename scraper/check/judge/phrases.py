"""What a page says of itself: that it is gone, parked, a login or a test for browsers. Words are data.

A phrase proves something where it *is* a title, a heading or the beginning of a sentence; and the less else there is
to read, the more it proves. An article about 404 pages has paragraphs, and its sentences begin with other words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scraper.check.ask.page import SHORT_PAGE, Page
from scraper.check.ask.parts.texts import sentences, weight
from scraper.check.judge.expressions import Expression
from scraper.check.judge.rules import Knowledge
from scraper.expressions import any_of, expression

LITTLE_ELSE = 600
"""The weight of other text beside which two agreeing signs (say title and heading) still prove what they say."""
LONGEST_STATEMENT = 160
SOMETHING_TO_READ = 100
"""The weight of prose under a title that may be about absence, on a host that says 404 of other addresses."""
ARTICLE = 900
"""The weight of prose that makes a page worth reading, even under a title about absence."""

MOST_OF_IT = 0.3
"""The share of a statement that the words of a host's rule must make up."""
MOST_OF_A_HEADING = 0.4
"""The share of a heading that a word of absence makes up where the heading is nothing of its own."""

_TITLE_PARTS = re.compile(r"\s+[-–—|·»:/]\s+|\s*[|_｜—]+\s*|\s+[-–]{1,2}|(?<=[\u4e00-\u9fff])-|-(?=[\u4e00-\u9fff])")
_SIGHS = "糟糕, 哎呀, 啊哦, 哎呦, 噢, oh, 唔, 呜呜, 提示, 温馨提示, 错误提示, 系统提示, 亲爱的用户, 亲"
_CHINESE_APOLOGY = rf"(?:非常|十分|很|真)?(?:抱歉|对不起|遗憾|不好意思)|{any_of(_SIGHS)}"
_ENGLISH_APOLOGY = (
    r"(?:we are |we.re |i.m )?sorry|oops|whoops|uh[- ]?oh|oh no|error(?=\W*\w{4})|hmm+|unfortunately|but|well"
    r"|it (?:looks like|seems|appears)(?: that)?|looks like"
)
_APOLOGY = expression(
    rf"^(?:[\W_]+|(?:{_ENGLISH_APOLOGY})\b|{_CHINESE_APOLOGY})+",
    "Oops! We're sorry, but",
    "It looks like that",
    "非常抱歉，",
    "温馨提示：",
    any_case=True,
)
_ASKS = re.compile(r"[?？]|\b(how|why|what|when)\b|如何|怎么|怎样|为什么|为何", re.IGNORECASE)
_GOES_ON = frozenset("了啦哦咯呢吗啊呀哟嘞或和及与并且而不无没请因由状接收答被也但所可您你该此或如")
_ENDING = re.compile(r"[\W_]+$")
_CODE_KEYS = ("code", "status", "errcode", "error_code", "errno", "statuscode", "status_code", "ret", "retcode")
_TEXT_KEYS = ("message", "msg", "error", "errmsg", "detail", "error_message", "reason")
_THING_KEYS = ("title", "description")  # of an error only where the answer calls itself one
_GONE_CODES = {404, 410, -404, 40400, 4040, "404", "410", "-404", "not_found", "notfound", "gone"}
_REFUSAL_CODES = {401, 403, 429, -401, -403, -412, -352, "401", "403", "429", "unauthorized", "forbidden"}


@dataclass(frozen=True, slots=True)
class Sign:
    """Where a page says something (`title`, `heading`, `text`), in which words, and how much else it says."""

    places: frozenset[str]
    words: tuple[str, ...]
    rest: float
    prose: float

    @property
    def is_clear(self) -> bool:
        """Whether it leaves no doubt: nearly nothing else to read, or places that agree."""
        if len(self.places) < 2:
            return bool(self.places) and self.rest <= SHORT_PAGE
        return self.rest <= LITTLE_ELSE or (len(self.places) == 3 and self.prose < ARTICLE)

    @property
    def is_worth_a_probe(self) -> bool:
        """Whether it is a sign at all: a title or heading that says so, or a sentence on a page that is no article."""
        return bool(self.places) and (self.places != {"text"} or self.rest <= LITTLE_ELSE) and self.prose < 2 * ARTICLE

    @property
    def is_mere_title(self) -> bool:
        """Whether something else may be meant: only the title says so, or there is something to read under it."""
        return self.places <= {"title"} or self.prose >= SOMETHING_TO_READ


_NOTHING_SAID = Sign(frozenset(), (), 0.0, 0.0)


def sign(page: Page, phrase: Expression, within: bool = False) -> Sign:
    """What a page says in the words of a list of `data/hosts.yml`, at a statement's beginning or anywhere `within`."""
    if not phrase.may_find(page.said, LONGEST_STATEMENT):
        return _NOTHING_SAID
    said = [
        (place, text)
        for place, text in _statements(page, phrase)
        if any(_says(phrase, reading, within) for reading in without_apologies(text))
    ]
    if not said:
        return _NOTHING_SAID
    rest = max(0.0, page.weight - sum(weight(text) for place, text in said if place != "title"))
    main = page.headings[:1] if rest > SHORT_PAGE or len(page.headings) > 2 else page.headings
    said = [(place, text) for place, text in said if place != "heading" or text in main]  # a chapter may be called so
    words = tuple(dict.fromkeys(text[:120] for _, text in said))[:3]
    prose = max(0.0, page.prose - sum(weight(text) for place, text in said if place == "text"))
    return Sign(frozenset(place for place, _ in said), words, rest, prose)


def _statements(page: Page, phrase: Expression) -> Iterator[tuple[str, str]]:
    """Every place and text that may say something short, without blocks that cannot say this."""
    yield from (("title", part) for part in title_parts(page.title))
    yield from (("heading", heading) for heading in page.headings)
    for block in page.blocks:
        if phrase.may_find(unicodedata.normalize("NFKC", block), LONGEST_STATEMENT):
            yield from (("text", part) for part in sentences(block))


def title_parts(title: str) -> Iterator[str]:
    """The parts of a title, such as the page's own name and the site's."""
    return (part for part in _TITLE_PARTS.split(title) if part)


def without_apologies(text: str) -> tuple[str, ...]:
    """A statement without the marks around it, and again without each apology it begins with; empty for a long one."""
    statement = _ENDING.sub("", unicodedata.normalize("NFKC", text).strip())
    if weight(statement) > LONGEST_STATEMENT:
        return ()
    readings = []
    while statement and statement not in readings:
        readings.append(statement)
        statement = _APOLOGY.sub("", statement)
    return tuple(readings)


def is_apology(text: str) -> bool:
    """Whether a text is nothing but an apology, such as "Oops"."""
    return not _APOLOGY.sub("", text)


def introduces(heading: str, knowledge: Knowledge) -> bool:
    """Whether a heading only introduces a notice, such as "Oops! We ran into some problems", or "Episode missing"."""
    read = without_apologies(heading)
    if not read:
        return False
    if len(read[-1]) < 2 or is_apology(read[-1]) or any(map(knowledge.patterns["failing"].match, read)):
        return True
    hint = knowledge.patterns["hints"].search(read[-1])
    return bool(hint and weight(hint[0]) >= MOST_OF_A_HEADING * weight(read[-1]) and not _ASKS.search(heading))


def _says(phrase: Expression, text: str, within: bool) -> bool:
    """Whether a statement says this of itself: "已取消报名费" and "已关闭评论" say it of something else."""
    found = phrase.search(text) if within else phrase.match(text)
    if found is None or (within and weight(found[0]) < MOST_OF_IT * weight(text)):
        return False
    after = text[found.end() : found.end() + 1]
    return not ("\u4e00" <= found[0][-1:] <= "\u9fff" and "\u4e00" <= after <= "\u9fff" and after not in _GOES_ON)


def hinted(page: Page, knowledge: Knowledge) -> str | None:
    """A word of absence anywhere on the page; proves nothing by itself."""
    hints = knowledge.patterns["hints"]
    found = hints.search(f"{page.title}\n{page.everything}") if hints.may_find(page.said) else None
    return found[0] if found else None


def challenge_mark(page: Page, knowledge: Knowledge) -> str | None:
    """The mark of a test for browsers in the source of a page that shows next to nothing."""
    marks = knowledge.patterns["challenge_marks"]
    if not marks.may_find(page.source) or not (page.has_script or page.has_media) or page.weight > SHORT_PAGE:
        return None
    found = marks.search(page.source)
    return found[0] if found else None


def json_error(text: str, knowledge: Knowledge) -> tuple[str, str] | None:
    """What a JSON answer says is wrong: `gone`, `refused` or `unclear`, and its words. None for one that is fine."""
    data = _json_object(text)
    if data is None:
        return None
    members = {str(key).lower(): value for key, value in data.items()}
    nested = members.get("error")
    if isinstance(nested, dict):
        members |= {str(key).lower(): value for key, value in nested.items()}
    codes = [value for key in _CODE_KEYS if isinstance(value := members.get(key), int | str)]
    failed = _failed(members)
    keys = (*_TEXT_KEYS, *_THING_KEYS) if failed else () if _succeeded(members) else _TEXT_KEYS
    texts = [value[:200] for key in keys if isinstance(value := members.get(key), str) and value]
    said = "; ".join([*map(str, codes), *texts])[:200]
    absence = any(_says_gone(text, knowledge) or (failed and _hints(text, knowledge)) for text in texts)
    if absence or _any_of(codes + texts, _GONE_CODES):
        return "gone", said
    refused = knowledge.patterns["challenge"]
    if _any_of(codes, _REFUSAL_CODES) or (failed and any(_says(refused, text, within=False) for text in texts)):
        return "refused", said
    return ("unclear", said) if failed else None


def _json_object(text: str) -> dict[str, Any] | None:
    stripped = text.strip()
    if not (stripped.startswith("{") and stripped.endswith("}")):
        return None
    try:
        data = json.loads(stripped)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _any_of(values: list[Any], known: set[Any]) -> bool:
    return any((value.lower().replace(" ", "_") if isinstance(value, str) else value) in known for value in values)


def _failed(members: dict[str, Any]) -> bool:
    """Whether an answer calls itself an error: a code that is not zero or 200, `success: false`, or an `error`."""
    if members.get("success") is False or members.get("ok") is False or members.get("error"):
        return True
    codes = [value for key in _CODE_KEYS if type(value := members.get(key)) is int]
    bad = any(code not in (0, 1) and not 200 <= code < 300 for code in codes)
    return bad or members.get("status") in ("error", "fail", "failed")


def _succeeded(members: dict[str, Any]) -> bool:
    """Whether an answer says that all went well, and does not call itself an error."""
    return members.get("success") is True or members.get("ok") is True or members.get("code") in (0, 200, "0", "200")


def _says_gone(text: str, knowledge: Knowledge) -> bool:
    return any(map(knowledge.patterns["gone"].match, without_apologies(text)))


def _hints(text: str, knowledge: Knowledge) -> bool:
    return bool(knowledge.patterns["hints"].search(text))
