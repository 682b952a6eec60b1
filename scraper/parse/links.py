"""Links in lines: what a reader sees as one, what it is called, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote

from scraper.markup.addresses import clean_url, direct, split_addresses
from scraper.markup.lines import Line, Span, fold, narrow
from scraper.records import FindingCode, Link, Problem

_ASCII = r"[!-;=?-_a-z~]"  # without blank, <, >, `, {, |, }
_HAN = r"[\u3400-\u9fff]"
_FILE = r"\.(?:pdf|pptx?|docx?|zip|mp4|html?|ipynb|md|png|jpe?g)\b"
_NAME = rf"(?:(?<=[/=_-]){_HAN}{{1,40}}|{_HAN}{{1,40}}(?={_FILE}))"  # /机器学习, a课件.pdf
_BARE = re.compile(rf"(?:https?://|www\.)(?:{_ASCII}|{_NAME}){{3,2000}}", re.I)
_WIDE = re.compile(  # http://momodel.cn／live／aaa
    r"(?:https?://|www\.)[\w.-]{3,100}[／．](?:[A-Za-z0-9_~%#&=?./-]|[／．＿＝＆？－](?=[A-Za-z0-9])){1,2000}",
    re.I | re.A,
)
_WITHOUT_SCHEME = re.compile(  # momodel.cn/live/abc
    rf"(?<![\w@./:%=&?-])(?:[a-z0-9-]{{1,60}}\.){{1,4}}(?:com|cn|net|org|tv|io|edu|gov|top|cc|ai)(?::\d{{2,5}})?/(?=\w){_ASCII}{{1,2000}}",
    re.I,
)
_MISTYPED = re.compile(  # https：//…, http:/…, http//…
    r"(?<![a-z])h?ttps?\s*(?:[:：]\s*[／/]{1,2}\s*|[;；]\s*//|//|:\\\\)(?P<rest>[!-~．／：]{3,2000})", re.I
)
_EMBEDDED = re.compile(  # as a site shows it that lets none through
    r"<(?:iframe|video|audio|embed|source)\b[^<>]{0,500}?\bsrc\s*=\s*[\"'“”]?(?P<url>[^\s\"'<>“”]{4,2000})[^<>]{0,500}>",
    re.I,
)
_UNDEFINED = re.compile(
    r"(?<![\]\w])\[(?P<label>[^\[\]\n]{1,60})\]\[(?:[a-z]{0,10}[-_ ]?\d{1,4}|[a-z]{1,10}|(?P=label)?)\](?![\[(（:])"
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp)(?:[?#]|$)", re.I)
_TRAILING = ".,;:!?'\"*_~)]"
_BROKEN = re.compile(  # [提取]（https://…）, [提取](https://…）, [提取 (https://…)
    r"\[(?P<label>[^\[\]()（）\n]{1,200}?)\s*(?P<close>\]?)\s*[(（]\s*"
    r"(?P<url>(?:https?://|www\.)[!-'*-;=?-_a-z~]{3,2000}(?:(?: [!-'*-;=?-_a-z~]{1,80}){1,5}(?=[)）]))?)\s*"
    r"(?P<end>[)）]?)",
    re.I,
)
_UNFINISHED = re.compile(r"\[(?P<label>[^\[\]\n]{1,200})\]\s*[(（]\s*$")  # [对比预测分析](
_EMPTY = re.compile(r"\[\s*\](?:\s*[(（]\s*(?P<url>[^()（）\s]{0,2000})\s*[)）])?")
_OPENING, _CLOSING = "(（[【「<《", ")）]】」>》"
_BETWEEN = ";,，；、|。 "
_LABEL_LIMIT = 60
_BREAKS_OFF = re.compile(r"(?:https?://|www\.)[!-~]*$", re.I)
_GOES_ON = re.compile(r"(?!https?:|www\.)[\w/?&=.%#~+-]*[/=?&%.\d_-][\w/?&=.%#~+-]*|[a-z0-9]+", re.I)


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
        words = line.text[span.start : span.end].strip()
        if not span.image and not span.embedded and _shows_address(words, span.url):
            continue  # read with the words around it, as it was typed
        links, wrong = _marked_up(words, span, pictures)
        found += links
        problems += wrong
        if links or not words:
            text[span.start : span.end] = "\0" * (span.end - span.start)
    rest = "".join(text)
    for link, problem in _typed(rest):
        found += [link] if link else []
        problems += [problem] if problem else []
    return tuple(sorted(found, key=lambda link: (link.start, link.end))), tuple(problems)


def _direct(span: Span) -> Span:
    """The link without the detour over its site's own address, on which the site counts or warns."""
    target = span.url if span.image else direct(span.url)
    return span if target == span.url else replace(span, url=target)


def _marked_up(words: str, span: Span, pictures: Mapping[int, str]) -> tuple[list[Found], list[Problem]]:
    if span.image:
        url, alt, _ = span.url.split("\n")
        address, _ = clean_url(url)
        return [Found(span.start, span.end, address, alt or None, image=True)] if address else [], []
    target = span.url
    if target.startswith("#"):
        return [], []  # a place in the page itself
    if not words and not span.embedded:
        if span.start in pictures:
            pictured = _pictured(span, pictures[span.start])
            return [pictured] if pictured else [], []
        return [], [_problem(FindingCode.EMPTY_LINK, "a link without visible text", f"[]({target})")]
    if not target.strip():
        return [], [_problem(FindingCode.EMPTY_LINK, "a link without an address", f"[{words}]()")]
    several = [one.rstrip(_BETWEEN) for one in split_addresses(target)]
    read = [clean_url(one) for one in several]
    excerpt = f"[{words}]({target})"
    complaints = dict.fromkeys(complaint for _, complaint in read if complaint)
    if len(several) > 1:
        complaints["several addresses in one link"] = None
    return (
        [Found(span.start, span.end, address, words or None) for address, _ in read if address],
        [_problem(FindingCode.MALFORMED_LINK, complaint, excerpt) for complaint in complaints],
    )


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
            Found(match.start(), match.end(), url or match["url"], None if _BARE.fullmatch(label) else label),
            _problem(FindingCode.MALFORMED_LINK, complaint, excerpt),
        )
        taken[match.start() : match.end()] = [True] * len(match[0])
    for match in _EMBEDDED.finditer(text):
        yield _shown(match["url"], match.start(), match.end())
        taken[match.start() : match.end()] = [True] * len(match[0])
    for match in _BARE.finditer(text):
        if not taken[match.start()]:
            start = match.start()
            for one in split_addresses(match[0]):
                url = _balanced(one)
                yield _shown(url, start, start + len(url))
                start += len(one)
            taken[match.start() : match.end()] = [True] * len(match[0])
    for match in _WITHOUT_SCHEME.finditer(text):
        if not taken[match.start()]:
            url = _balanced(match[0])
            yield _shown(url, match.start(), match.start() + len(url))
            taken[match.start() : match.start() + len(url)] = [True] * len(url)
    for match in _MISTYPED.finditer(text):
        if not taken[match.start()]:
            yield None, _problem(FindingCode.MALFORMED_LINK, "the address is written wrongly", match[0].strip())
            taken[match.start() : match.end()] = [True] * len(match[0])
    for match in _UNDEFINED.finditer(text):
        if not taken[match.start()]:
            yield None, _problem(FindingCode.MALFORMED_LINK, "the link's address is defined nowhere", match[0])
    for match in _UNFINISHED.finditer(text):
        yield None, _problem(FindingCode.MALFORMED_LINK, "the link has no address", match[0].strip())
    for match in _EMPTY.finditer(text):
        if not taken[match.start()]:
            yield None, _problem(FindingCode.EMPTY_LINK, "a link without visible text", match[0].strip())


def _shown(typed: str, start: int, end: int) -> tuple[Found | None, Problem | None]:
    """The link of an address that is shown as it is."""
    url, complaint = clean_url(typed)
    problem = _problem(FindingCode.MALFORMED_LINK, complaint, typed) if complaint else None
    return Found(start, end, url, None) if url else None, problem


def _balanced(url: str) -> str:
    """`url` without the punctuation of the sentence it stands in; a closing bracket stays where one was opened."""
    while url and url[-1] in _TRAILING + "([":
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url


def _problem(code: FindingCode, message: str, excerpt: str) -> Problem:
    return Problem(code, message, excerpt[:300])


def rejoined(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, an address that was broken over two of them whole again.

    Only one that cannot end where its line ends (`https://momodel.cn/`, `…?id=`), before a line that is nothing but
    the rest of an address.
    """
    above: Line | None = None
    for line in lines:
        if above and _BREAKS_OFF.search(above.text) and _is_rest(above.text, line):
            spans = [span for span in above.spans if not _shows_address(above.text[span.start : span.end], span.url)]
            above = replace(above, text=above.text + line.text, spans=tuple(spans))
        else:
            if above:
                yield above
            above = line
    if above:
        yield above


def _is_rest(above: str, line: Line) -> bool:
    if line.heading or line.item or line.struck or not _GOES_ON.fullmatch(line.text):
        return False
    return above.endswith(("/", "?", "&", "=", "-", "_", "%", ".")) or line.text.startswith(("/", "?", "&", "=", "%"))


def named_links(lines: Iterable[Line]) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """The links of some lines that belong together, each address once, with label and note; and their problems.

    The label is the link's text; of a bare address the words before it, on its line or alone on the line above. The
    note is what stands in brackets after it, there or alone on the line below.
    """
    links: dict[str, Link] = {}
    problems: list[Problem] = []
    above = ""
    last: str | None = None
    for line in rejoined(lines):
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
