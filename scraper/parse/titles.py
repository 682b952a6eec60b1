"""Titles of topics and papers, and items of outlines: cut apart and freed of marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from scraper.expressions import any_of, expression
from scraper.markup.lines import Line, fold

_NUMERAL = r"[一二三四五六七八九十]{1,3}"
_BRACKETED = rf"[(（]\s*(?:\d{{1,2}}|{_NUMERAL})\s*[)）]"
_COUNT = rf"\d{{1,2}}\s*(?:[.．](?!\d)|[、)）])|{_NUMERAL}\s*[、.．]"
_COUNT_OF_PARTS = r"\d{1,2}(?:\.\d{1,2}){2,3}(?:[.、)）]|(?=\s))(?!\d)"
_PART = r"(?:part|第)\s*[一二三四五六七八九\d]{1,2}(?:部分|章|节)?\s*[:：.、]"
_SIGN = r"[①-⑳]|\[\d{1,2}\](?=\s)|\d\ufe0f?\u20e3|[-*+•·●○◆▪–—](?=\s|[\u3400-\u9fff])"
_MARK = expression(  # not 8-1 and not 12.5
    rf"\s*(?:{_BRACKETED}|{_COUNT}|{_COUNT_OF_PARTS}|{_PART}|{_SIGN})\s*",
    "1. 甲",
    "2、乙",
    "3）丙",
    "(4) 丁",
    "二、戊",
    "1.2.3 己",
    "第一部分：庚",
    "① 辛",
    "[2] 壬",
    "• 癸",
)
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s。；;，,]))(?P<number>\d{1,2})\s*(?:[.．](?!\d)|[、)）])\s*|(?P<circled>[①-⑳])\s*|\[(?P<cited>\d{1,2})\]\s+"
)
_COUNTED = expression(rf"\s*(?:{_NUMERAL}\s*、|[(（]{_NUMERAL}[)）])", "一、图像分割", "（二）图像分割")
_CHAPTER = re.compile(r"\s*\d{1,4}(?:-\d{1,3}){1,3}[\s\-—.、]")  # 8-1 代价函数, 12-1-非监督学习
_EDGES = " \t。；;，,、：:|"
_QUOTES = (("《", "》"), ("“", "”"), ('"', '"'), ("「", "」"), ("『", "』"))
_BETWEEN_TOPICS = re.compile(r"\s*[；;]\s*|(?<!\+)\s*[+＋]\s*(?!\+)")
_BETWEEN_PAPERS = re.compile(
    r"(?<=》)\s*[、,，;；&＆和与]*\s*(?=《)|(?<=[)）\]】])\s*[、,，;；&＆和与]+\s*(?=《)|[；;]\s*(?=\S)"
)
_VENUES = (
    "CVPR, ICCV, ECCV, NeurIPS, NIPS, ICML, ICLR, AAAI, IJCAI, ACL, EMNLP, NAACL, COLING, KDD, WWW, SIGIR, CIKM, WSDM, "
    "RecSys, MICCAI, ICASSP, Interspeech, SIGGRAPH, SIGMOD, VLDB, ICDE, OSDI, SOSP, NSDI, CHI, TPAMI, JMLR, TNNLS, "
    "Nature, Science, Cell, arXiv, arXiv preprint"
)
_YEAR = r"(?:(?:19|20)\d\d|(?<=['’])\d\d)"
_VENUE = rf"(?:(?:{any_of(_VENUES)})|[a-z0-9][\w&/.-]*(?:\s[\w&/.-]+){{0,3}}?)"  # one that is not listed needs its year
_AWARDED = r"(?:[\s,]*(?:oral|spotlight|poster|best paper(?: award)?|年))?"
PUBLISHED = expression(
    rf"\s*[(\[【]\s*(?:{_VENUE}?[\s,'’:-]*{_YEAR}|(?:{any_of(_VENUES)})(?:[\s,'’:-]*\d\d(?:\d\d\.\d{{4,5}})?)?)"
    rf"{_AWARDED}\s*[)\]】]\s*",
    "(MICCAI 2015)",
    "[CVPR'20]",
    "【ICML 2019 oral】",
    "(arXiv:1505.04597)",
    "(NeurIPS)",
    "(2015)",
    any_case=True,
)
"""Where and when a paper was published, between brackets before or after its title."""
PUBLISHED_BEHIND = expression(
    rf"\s*[,.]\s*(?:in\s+)?(?:{any_of(_VENUES)})[\s,'’]*\d{{2,4}}\s*\.?$", "…, MICCAI 2015", any_case=True
)
_CITED = expression(
    r"[^.《》]{3,200}?\.\s*(?P<title>[^.\[\]]{8,200}?)\s*\[[JCDMR](?:/OL)?\]\s*[./].*$",
    "Lin Y, Chen E. U-Net for Segmentation[C]. MICCAI, 2015.",
)
_ENUMERATED = expression(r"[、,，/&＆]|\s(?:和|与|and)\s|(?<=[\u3400-\u9fff])[和与及](?=[\u3400-\u9fff])", "甲、乙和丙")
_FOOTNOTE = expression(r"\s*\[\^?\d{1,2}\]\s*$", "图像分割[1]")
_PICTURES = r"[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f1e6-\U0001faff]"
PICTURES_BEFORE = re.compile(rf"(?:{_PICTURES}\s*)+")
_EMOJI = re.compile(rf"^{PICTURES_BEFORE.pattern}|(?:\s*{_PICTURES})+$")
_LETTERED = expression(r"\(?(?P<letter>[a-z]|[ivx]{1,4})[.)、]\s*(?=\S)", "a) 背景", "II. Method", any_case=True)
_SERIES = ("abcdefghijklmnop", ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))
_STARRED = expression(r"(?<![A-Za-z])[A-Z]\*$", "路径规划 A*")
_DUNDER = expression(r"__[a-z]\w*__(?!\w)", "__init__ 的用法")
_IN_A_ROW = expression(r"\s*[；;]\s*", "背景；方法；实验")
_LONGEST_IN_A_ROW = 40
_LONGEST = 300
_TITLE_LIMIT = 90
_CUT_OFF = expression(r"[的和与及或在对、,，/(（《“:：-]$", "面向医学影像的")
SENTENCE = re.compile(r"[。！？!]|，.*，")
_JOINED_PAPERS = re.compile(r"(?<=\S)[&＆](?=\S)")


def is_marked(text: str) -> bool:
    """Whether a line begins with the mark of a list item, or with a chapter number such as `8-1`."""
    return bool(_MARK.match(text) or _CHAPTER.match(text))


@lru_cache(maxsize=8192)
def items_of(text: str) -> tuple[str, ...]:
    """The items of an outline's line, without marks and closing punctuation.

    `1.甲。 2.乙。` gives two items, `甲；乙；丙` three.
    """
    row = [] if is_marked(text) else _IN_A_ROW.split(text.strip(_EDGES))
    is_row = len(row) > 2 and max(map(len, row)) <= _LONGEST_IN_A_ROW
    items = (_unmarked(part).strip(_EDGES) for part in (row if is_row else _numbered_parts(text)))
    return tuple(item for item in items if re.search(r"\w", item))


@lru_cache(maxsize=8192)
def topics_of(text: str) -> tuple[str, ...]:
    """The topics of a value: `；` `;` and `+` separate them, and running numbers; `：`, `&` and spaces do not."""
    titles = (clean_title(piece) for part in _numbered_parts(text) for piece in _whole_titles(part))
    return tuple(dict.fromkeys(title for title in titles if title))


def _whole_titles(text: str) -> list[str]:
    """`text` split between topics, unless a piece has no letters: `'); drop table issues; --` is one title."""
    pieces = _outside_brackets(text, _BETWEEN_TOPICS)
    return pieces if all(re.search(r"\w", piece) for piece in pieces) else [text]


def named_apart(text: str, named: frozenset[str]) -> tuple[str, ...]:
    """The topics of `甲、乙` where each is named again on a line of its own; empty if one is not."""
    parts = tuple(title for part in _ENUMERATED.split(text[:_LONGEST]) if (title := clean_title(part)))
    return parts if len(parts) > 1 and all(part in named for part in parts) else ()


def unlettered(items: Sequence[str]) -> tuple[str, ...]:
    """The items of an outline without the letters that count them, `a) b) c)` or `I. II. III.`; one that only begins
    with a letter (`C. elegans`) is left whole."""
    for series in _SERIES:
        found = map(_LETTERED.match, items)
        marks = [match if match and match["letter"].lower() in series else None for match in found]
        counted = [series.index(match["letter"].lower()) for match in marks if match]
        if len(counted) > 1 and counted == list(range(len(counted))):
            return tuple(item[match.end() :] if match else item for item, match in zip(items, marks, strict=True))
    return tuple(items)


def papers_of(text: str) -> tuple[str, ...]:
    """The papers of a value: several in 《》 or numbered, and `A&B` where both sides are titles of their own."""
    parts = [piece for part in _numbered_parts(text) for piece in _BETWEEN_PAPERS.split(part)]
    titles = (clean_title(_without_venue(title)) for part in parts for title in _joined(part))
    return tuple(dict.fromkeys(title for title in titles if title))


def _without_venue(text: str) -> str:
    """A paper's title without the brackets before or after it that say where it was published."""
    if cited := _CITED.match(fold(text)):
        return text[slice(*cited.span("title"))]
    found = [match for match in PUBLISHED.finditer(fold(text)) if match.start() == 0 or match.end() == len(text)]
    found += PUBLISHED_BEHIND.finditer(fold(text))
    for match in reversed(found):
        rest = text[: match.start()] + text[match.end() :]
        text = rest if re.search(r"\w", rest) else text
    return text


@lru_cache(maxsize=8192)
def clean_title(text: str) -> str:
    """A title without list mark, closing punctuation and quotes around the whole."""
    is_counted = _NUMBERED.match(text) or _COUNTED.match(text)
    text = _EMOJI.sub("", _FOOTNOTE.sub("", _unmarked(text) if is_counted else text))
    title = text.strip(_EDGES)
    title = title if _DUNDER.match(title) else title.lstrip("*_`" + _EDGES)
    title = title if _STARRED.search(title) else title.rstrip("*_`" + _EDGES)
    for opening, closing in _QUOTES:
        if title.startswith(opening) and title.endswith(closing) and closing not in title[1:-1]:
            title = title[1:-1].strip(_EDGES)
    return title if re.search(r"\w", title) else ""


def _unmarked(text: str) -> str:
    mark = _MARK.match(text)
    return text[mark.end() :] if mark else text


def _numbered_parts(text: str) -> list[str]:
    """`text` cut before the numbers 1, 2, 3 … where it has them in that order, from its start."""
    cuts, wanted = [], 1
    for match in _NUMBERED.finditer(text):
        number = int(match["number"] or match["cited"] or ord(match["circled"]) - ord("①") + 1)
        if number == wanted and (wanted > 1 or not text[: match.start()].strip()):
            cuts.append(match)
            wanted += 1
    if len(cuts) < 2:
        return [text]
    ends = [*(match.start() for match in cuts[1:]), len(text)]
    return [text[match.end() : end] for match, end in zip(cuts, ends, strict=True)]


def _outside_brackets(text: str, separator: re.Pattern[str]) -> list[str]:
    """`text` split at `separator`, but not inside brackets, and not at the `++` of C++."""
    folded = fold(text)
    depth, depths = 0, []
    for character in folded:
        depth += character in "([{《“「『"
        depths.append(depth)
        depth = max(0, depth - (character in ")]}》”」』"))
    pieces, start = [], 0
    for match in separator.finditer(text):
        if depths[match.start()] == 0 and match.end() < len(text):
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _joined(text: str) -> list[str]:
    """Titles joined by `&` without spaces, where there are three words on either side; else the text."""
    titles, start = [], 0
    for match in _JOINED_PAPERS.finditer(text):
        if len(text[start : match.start()].split()) >= 3 and len(text[match.end() : match.end() + 80].split()) >= 3:
            titles.append(text[start : match.start()])
            start = match.end()
    return [*titles, text[start:]]


def joined(above: str, below: str) -> str:
    """Two halves of a text that a line end cut, with a blank between words that need one."""
    return f"{above} {below}" if above[-1:].isascii() and below[:1].isascii() else above + below


def goes_over(above: str, below: str) -> bool:
    """Whether a title goes on in the line below it: it is cut off, or a subtitle follows."""
    return _CUT_OFF.search(above) is not None or below.startswith("——")


def could_be_title(line: Line) -> bool:
    """Whether a line could be a topic's title: it is short and no sentence."""
    return bool(re.search(r"\w", line.text)) and len(line.text) <= _TITLE_LIMIT and not SENTENCE.search(line.text)
