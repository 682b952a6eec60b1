"""Links in lines: what a reader sees as one, what it is called, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from scraper.markup.lines import Line, Span, fold
from scraper.records import FindingCode, Link, Problem

_BARE = re.compile(r"(?:https?://|www\.)[!-;=?-_a-z~]{3,2000}", re.I)  # ASCII without blank, <, >, `, {, |, }
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp)(?:[?#]|$)", re.I)
_PLAIN = re.compile(r"[!-~]+")
_TRAILING = ".,;:!?'\"*_~)]"
_BROKEN = re.compile(  # [提取]（https://…）, [提取](https://…）, [提取 (https://…)
    r"\[(?P<label>[^\[\]()（）\n]{1,200}?)\s*(?P<close>\]?)\s*[(（]\s*(?P<url>(?:https?://|www\.)[!-'*-;=?-_a-z~]{3,2000})\s*(?P<end>[)）]?)",
    re.I,
)
_UNFINISHED = re.compile(r"\[(?P<label>[^\[\]\n]{1,200})\]\s*[(（]\s*$")  # [对比预测分析](
_EMPTY = re.compile(r"\[\s*\](?:\s*[(（]\s*(?P<url>[^()（）\s]{0,2000})\s*[)）])?")
_FULL_WIDTH_MARK = re.compile(r"[\u3000-\u303f\uff00-\uffef“”‘’]")
_OPENING, _CLOSING = "(（[【「<《", ")）]】」>》"
_LABEL_LIMIT = 60
_DETOUR = re.compile(  # what Google Docs, Zhihu, Juejin, CSDN, Jianshu and Gitee make of links that leave them
    r"https?://(?:www\.google\.[a-z.]{2,6}/url|link\.[\w.-]+/?|[\w.-]+/link)\?(?:[^#\s]{0,300}&)?(?:q|url|target|t)="
    r"(?P<url>https?(?::|%3A)[^&#\s]+)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A link in a line at `text[start:end]`; `label` is `None` where only the address is shown."""

    start: int
    end: int
    url: str
    label: str | None
    image: bool = False


@lru_cache(maxsize=4096)
def find_links(line: Line) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """The links of a line in order, and what is wrong with those that are none."""
    found: list[Found] = []
    problems: list[Problem] = []
    text = list(line.text)
    pictures = {span.start: span.url for span in line.spans if span.image}
    for span in map(_direct, line.spans):
        if not span.image and _shows_address(line.text[span.start : span.end].strip(), span.url):
            continue  # read with the words around it, as it was typed
        link, problem = _marked_up(line.text[span.start : span.end].strip(), span, pictures)
        found += [link] if link else []
        problems += [problem] if problem else []
        if link or not line.text[span.start : span.end].strip():
            text[span.start : span.end] = "\0" * (span.end - span.start)
    rest = "".join(text)
    for link, problem in _typed(rest):
        found += [link] if link else []
        problems += [problem] if problem else []
    return tuple(sorted(found, key=lambda link: (link.start, link.end))), tuple(problems)


def _direct(span: Span) -> Span:
    """The link without the detour over its site's own address, on which the site counts or warns."""
    detour = None if span.image else _DETOUR.match(span.url)
    return replace(span, url=unquote(detour["url"])) if detour else span


def _marked_up(words: str, span: Span, pictures: Mapping[int, str]) -> tuple[Found | None, Problem | None]:
    if span.image:
        url, alt, _ = span.url.split("\n")
        address, _ = clean_url(url)
        return (Found(span.start, span.end, address, alt or None, image=True) if address else None), None
    target = span.url
    if target.startswith("#"):
        return None, None  # a place in the page itself
    if not words:
        if span.start in pictures:
            return _pictured(span, pictures[span.start]), None
        return None, _problem(FindingCode.EMPTY_LINK, "a link without visible text", f"[]({target})")
    if not target.strip():
        return None, _problem(FindingCode.EMPTY_LINK, "a link without an address", f"[{words}]()")
    address, complaint = clean_url(target)
    broken = _problem(FindingCode.MALFORMED_LINK, complaint, f"[{words}]({target})") if complaint else None
    return (Found(span.start, span.end, address, words) if address else None), broken


def _pictured(span: Span, picture: str) -> Found | None:
    """The link behind a picture, called by the words instead of it; none where it only shows the picture larger."""
    url, alt, source = picture.split("\n")
    address, _ = clean_url(span.url)
    shows_itself = span.url in (url, source) or _PICTURE.search(span.url)
    return Found(span.start, span.end, address, alt or None) if address and not shows_itself else None


def as_typed(line: Line) -> Line:
    """The line without links that only show their own address: an autolinker may have drawn words after it into one."""
    words = {span: line.text[span.start : span.end].strip() for span in line.spans}
    return replace(line, spans=tuple(span for span in words if span.image or not _shows_address(words[span], span.url)))


def _shows_address(words: str, target: str) -> bool:
    """Whether a link only shows its own address; autolinkers add `http://` and the Chinese that follows it."""
    bare = _BARE.match(words)
    return bare is not None and unquote(target).startswith((bare[0], unquote(bare[0]), "http://" + bare[0]))


def _typed(text: str) -> Iterable[tuple[Found | None, Problem | None]]:
    taken = [False] * (len(text) + 1)
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
            Found(match.start(), match.end(), url or match["url"], None if _BARE.fullmatch(label) else label),
            _problem(FindingCode.MALFORMED_LINK, complaint, excerpt),
        )
        taken[match.start() : match.end()] = [True] * len(match[0])
    for match in _BARE.finditer(text):
        if not taken[match.start()]:
            url = _balanced(match[0])
            yield Found(match.start(), match.start() + len(url), clean_url(url)[0] or url, None), None
            taken[match.start() : match.start() + len(url)] = [True] * len(url)
    for match in _UNFINISHED.finditer(text):
        yield None, _problem(FindingCode.MALFORMED_LINK, "the link has no address", match[0].strip())
    for match in _EMPTY.finditer(text):
        if not taken[match.start()]:
            yield None, _problem(FindingCode.EMPTY_LINK, "a link without visible text", match[0].strip())


def _balanced(url: str) -> str:
    """`url` without the punctuation of the sentence it stands in; a closing bracket stays where one was opened."""
    while url and url[-1] in _TRAILING + "([":
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url


@lru_cache(maxsize=4096)
def clean_url(raw: str) -> tuple[str | None, str | None]:
    """An address as it can be asked for, and what was wrong with it as published.

    Non-ASCII characters and blanks are percent-encoded, what is encoded stays as it is. An address ends before a
    full-width mark. Without an address: relative ones, and schemes a browser would run (`javascript:`).
    """
    url, complaint = raw.strip(), None
    if mark := _FULL_WIDTH_MARK.search(decoded := _unquote_wide(url)):
        url, complaint = decoded[: mark.start()], "a full-width mark ends the address"
    if not _PLAIN.fullmatch(url):
        url = "".join(quote(c) if ord(c) > 126 or ord(c) < 33 else c for c in url if c not in "\t\n\r")
    if url.lower().startswith("www."):
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None, "not an address"
    if parts.scheme.lower() in ("mailto", "tel"):
        return url, complaint
    if parts.scheme.lower() not in ("http", "https", "ftp") or not host:
        return None, "not an absolute web address"
    return url, complaint


def _unquote_wide(url: str) -> str:
    """`url` with its percent-encoded full-width marks decoded, all else left."""
    return re.sub(
        r"(?:%E3%80%[89AB][0-9A-F]|%EF%B[CDEF]%[89AB][0-9A-F]|%E2%80%9[89CD])+",
        lambda m: unquote(m[0]),
        url,
        flags=re.I,
    )


def _problem(code: FindingCode, message: str, excerpt: str) -> Problem:
    return Problem(code, message, excerpt[:300])


def named_links(lines: Iterable[Line]) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """The links of some lines that belong together, each address once, with label and note; and their problems.

    The label is the link's text; of a bare address the words before it, on its line or alone on the line above. The
    note is what stands in brackets after it, there or alone on the line below.
    """
    links: dict[str, Link] = {}
    problems: list[Problem] = []
    above = ""
    last: str | None = None
    for line in lines:
        found, wrong = find_links(line)
        problems += wrong
        if not found and last and (note := _whole_note(line.text)) and not links[last].note:
            links[last] = replace(links[last], note=note)
        for index, link in enumerate(found):
            before = line.text[found[index - 1].end if index else 0 : link.start]
            after = line.text[link.end : found[index + 1].start if index + 1 < len(found) else None]
            label = link.label or (None if link.image else _label(before) or _label(above if not index else ""))
            known = links.get(link.url)
            if known is None:
                links[link.url] = Link(link.url, label, _note(after), link.image)
            else:
                links[link.url] = replace(known, label=known.label or label, note=known.note or _note(after))
            last = link.url
        above = line.text[found[-1].end :] if found else line.text
    return tuple(links.values()), tuple(problems)


def _label(before: str) -> str | None:
    clause = re.split(r"[，。；;！!]", before)[-1]
    depth = 0
    for index in range(len(clause) - 1, -1, -1):  # the words since a bracket that is still open
        depth += (clause[index] in _CLOSING) - (clause[index] in _OPENING)
        if depth < 0:
            clause = clause[index + 1 :]
            break
    clause = clause.strip().rstrip("：: ").strip()
    if not re.search(r"\w", clause) or len(clause) > _LABEL_LIMIT or _whole_note(clause):
        return None
    return re.sub(r"^[\W_]+(?=\w)", "", clause) if clause[0] not in _OPENING else clause


def _note(after: str) -> str | None:
    folded = fold(after.lstrip())
    if not folded.startswith("("):
        return None
    depth = 0
    for index, character in enumerate(folded):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return after.lstrip()[1:index].strip() or None
    return None


def _whole_note(text: str) -> str | None:
    note = _note(text)
    return note if note and len(text.strip()) <= len(note) + 3 else None
