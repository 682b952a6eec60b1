"""Addresses that stand in a text as they were typed, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scraper.expressions import expression
from scraper.markup.addresses import clean_url, split_addresses
from scraper.markup.lines import fold, narrow
from scraper.records import FindingCode, Problem

_ASCII = r"[!-;=?-_a-z~]"  # without blank, <, >, `, {, |, }
_LETTER = r"[^\W\x00-\x7f]"  # of any other script
_FILE = r"\.(?:pdf|pptx?|docx?|zip|mp4|html?|ipynb|md|png|jpe?g)\b"
_NAME = rf"(?:(?<=[/=_-]){_LETTER}{{1,40}}|{_LETTER}{{1,40}}(?={_FILE}))"  # /机器学习, a课件.pdf
_OTHER_HOST = (
    rf"(?=[a-z\d.-]{{0,80}}{_LETTER})(?:[\w-]{{1,63}}\.){{1,4}}(?:[a-z]{{2,20}}(?![a-z])|{_LETTER}{{2,4}}(?!\w))"
)
BARE = expression(
    rf"https?://{_OTHER_HOST}(?:{_ASCII}|{_NAME}){{0,2000}}|(?:https?://|www\.)(?:{_ASCII}|{_NAME}){{3,2000}}",
    "https://example.org/机器学习",
    "https://example.org/a课件.pdf",
    "www.example.org/a",
    "https://例子.中国/路径",
    any_case=True,
)
_WIDE = expression(
    r"(?:https?://|www\.)[A-Za-z0-9_.-]{3,100}[／．](?:[A-Za-z0-9_~%#&=?./-]|[／．＿＝＆？－](?=[A-Za-z0-9])){1,2000}",
    "http://momodel.cn／live／aaa",
    any_case=True,
)
_WITHOUT_SCHEME = expression(
    r"(?<![A-Za-z0-9_@./:%=&?-])(?:[a-z0-9-]{1,60}\.){1,4}(?:com|cn|net|org|tv|io|edu|gov|top|cc|ai)(?::\d{2,5})?/"
    rf"(?=\w){_ASCII}{{1,2000}}",
    "见momodel.cn/live/abc",
    any_case=True,
)
_MISTYPED = expression(
    r"(?<![a-z])h?ttps?\s*(?:[:：]\s*[／/]{1,2}\s*|[;；]\s*//|//|:\\\\)(?P<rest>[!-~．／：]{3,2000})",
    "https：//example.org/a",
    "http:/example.org/a",
    "http//example.org/a",
    "https:// example.org/a",
    any_case=True,
)
_OTHER_SCHEME = expression(
    r"(?<![a-z0-9+.-])(?:[a-z][a-z0-9+.-]{1,20}://|magnet:\?)[!-;=?-~]{3,2000}",
    "htps://example.org/a",
    "ftp://example.org/a",
    any_case=True,
)
_EMBEDDED = expression(  # how a site that removes links shows one
    r"<(?:iframe|video|audio|embed|source)\b[^<>]{0,500}?\bsrc\s*=\s*[\"'“”]?(?P<url>[^\s\"'<>“”]{4,2000})[^<>]{0,500}>",
    '<iframe src="//example.org/player?id=1">',
    any_case=True,
)
_UNDEFINED = expression(
    r"(?<![\]\w])\[(?P<label>[^\[\]\n]{1,60})\]\[(?:[a-z]{0,10}[-_ ]?\d{1,4}|[a-z]{1,10}|(?P=label)?)\](?![\[(（:])",
    "[回放][r12]",
)
_TRAILING = ".,;:!?'\"*_~)]"
_BROKEN = expression(
    r"\[(?P<label>[^\[\]()（）\n]{1,200}?)\s*(?P<close>\]?)\s*[(（]\s*"
    r"(?P<url>(?:https?://|www\.)[!-'*-;=?-_a-z~]{3,2000}(?:(?: [!-'*-;=?-_a-z~]{1,80}){1,5}(?=[)）]))?)\s*"
    r"(?P<end>[)）]?)",
    "[提取]（https://example.org/a）",
    "[提取](https://example.org/a）",
    "[提取 (https://example.org/a)",
    any_case=True,
)
_UNFINISHED = expression(r"\[(?P<label>[^\[\]\n]{1,200})\]\s*[(（]\s*$", "[对比预测分析](")
_EMPTY = expression(r"\[\s*\](?:\s*[(（]\s*(?P<url>[^()（）\s]{0,2000})\s*[)）])?", "[](https://example.org/a)", "[ ]")
_GOES_ON_BEHIND = expression(  # a letter, or a mark that a path goes on behind
    rf"{_LETTER}|[。．，、（【]?[/?=&%][\w%]|[。．][a-z0-9]|\{{", "点击", "。org/a", "{a}", any_case=True
)
_PATH_BEHIND = expression(r" /[A-Za-z0-9][!-;=?-_a-z~]*", " /live/a")
_DOT_TYPED = expression(
    r"[。．](?P<rest>[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:[:/?][!-;=?-_a-z~]*)?)", "。org/a", any_case=True
)
_SITE_ALONE = expression(r"https?://[^/?#\s]+/?$", "https://example.org", any_case=True)


class FoundLink(NamedTuple):
    """A link in a line at `text[start:end]`; `label` is `None` if only the address is shown."""

    start: int
    end: int
    url: str
    label: str | None
    image: bool = False


def typed_in(text: str) -> Iterable[tuple[FoundLink | None, Problem | None]]:
    taken = [False] * (len(text) + 1)
    text = _WIDE.sub(lambda match: narrow(match[0]), text)
    for match in _BROKEN.finditer(text):
        proper = match["close"] and match["end"]
        excerpt = match[0].strip()
        url, _ = clean_url(match["url"].rstrip("*_"))
        label = match["label"].strip()
        if not proper:
            complaint = "the brackets of the link do not close"
        else:
            complaint = (
                "the link is not rendered as one" if excerpt == fold(excerpt) else "full-width brackets break it"
            )
        yield (
            FoundLink(match.start(), match.end(), url or match["url"], None if BARE.fullmatch(label) else label),
            problem_of(FindingCode.MALFORMED_LINK, complaint, excerpt),
        )
        taken[match.start() : match.end()] = [True] * len(match[0])
    for match in _EMBEDDED.finditer(text):
        yield _shown(match["url"], match.start(), match.end())
        taken[match.start() : match.end()] = [True] * len(match[0])
    for match in BARE.finditer(text):
        if not taken[match.start()]:
            start = match.start()
            for one in split_addresses(match[0]):
                url = _balanced(one)
                yield from _whole(text, url, start)
                start += len(one)
            taken[match.start() : match.end()] = [True] * len(match[0])
    for match in _MISTYPED.finditer(text):
        if not taken[match.start()]:
            yield None, problem_of(FindingCode.MALFORMED_LINK, "the address is written wrongly", match[0].strip())
            taken[match.start() : match.end()] = [True] * len(match[0])
    for match in _WITHOUT_SCHEME.finditer(text):
        if not taken[match.start()]:
            url = _balanced(match[0])
            yield _shown(url, match.start(), match.start() + len(url))
            taken[match.start() : match.start() + len(url)] = [True] * len(url)
    for match in _OTHER_SCHEME.finditer(text):
        if not taken[match.start()]:
            yield None, problem_of(FindingCode.MALFORMED_LINK, "no address of the web", _balanced(match[0]))
    for match in _UNDEFINED.finditer(text):
        if not taken[match.start()]:
            yield None, problem_of(FindingCode.MALFORMED_LINK, "the link's address is defined nowhere", match[0])
    for match in _UNFINISHED.finditer(text):
        yield None, problem_of(FindingCode.MALFORMED_LINK, "the link has no address", match[0].strip())
    for match in _EMPTY.finditer(text):
        if not taken[match.start()]:
            yield None, problem_of(FindingCode.EMPTY_LINK, "a link without visible text", match[0].strip())


def _shown(typed: str, start: int, end: int) -> tuple[FoundLink | None, Problem | None]:
    """The link of an address that is shown as it is."""
    url, complaint = clean_url(typed)
    problem = problem_of(FindingCode.MALFORMED_LINK, complaint, typed) if complaint else None
    return FoundLink(start, end, url, None) if url else None, problem


def _whole(text: str, url: str, start: int) -> Iterator[tuple[FoundLink | None, Problem | None]]:
    """The link of an address at `start` of a text; that words go on behind it without a blank is a problem, since they
    may be a part of it."""
    end = start + len(url)
    if _SITE_ALONE.match(url) and (path := _PATH_BEHIND.match(text, end)):
        link, _ = _shown(url + path[0].strip(), start, path.end())
        yield link, problem_of(FindingCode.MALFORMED_LINK, "a blank inside the address", text[start : path.end()])
        return
    if (dot := _DOT_TYPED.match(text, end)) and "." not in url:
        link, _ = _shown(url + "." + _balanced(dot["rest"]), start, dot.end())
        yield link, problem_of(FindingCode.MALFORMED_LINK, "full-width letters in the address", text[start : dot.end()])
        return
    behind = _GOES_ON_BEHIND.match(text, end)
    if not behind or behind[0].isalpha() or not _SITE_ALONE.match(url):  # the home page was not meant
        yield _shown(url, start, end)
    if behind:
        message = "words follow an address without a blank; it is read up to them"
        yield None, problem_of(FindingCode.MALFORMED_LINK, message, text[start : end + 20].split(" ")[0])


def _balanced(url: str) -> str:
    """`url` without the punctuation of its sentence; a closing bracket stays if it was opened inside."""
    while url and url[-1] in _TRAILING + "([":
        if any(url[-1] == close and url.count(open_) >= url.count(close) for open_, close in ("()", "[]")):
            break
        url = url[:-1]
    return url


def problem_of(code: FindingCode, message: str, excerpt: str) -> Problem:
    return Problem(code, message, excerpt[:300])
