"""What a page shows: its title, its lines and where they stand, what else there is; and where it sends its reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from lxml import etree

from scraper.check.ask.scripts import script_target
from scraper.check.ask.texts import refresh_target, weight


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "html body p div section article main header footer nav aside h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th "
    "form br hr pre blockquote title center figure figcaption button option"
)
_UNSEEN = _names("script style template noscript iframe object svg math head select datalist textarea title")
_PLACES = ("text", "prose", "heading", "card", "comment", "form", "footer", "list", "hidden", "unseen")
_RANK = {place: rank for rank, place in enumerate(_PLACES)}  # a line stands in the strongest place around it
_TAGS = {
    **dict.fromkeys(_UNSEEN, "unseen"),
    **dict.fromkeys(["pre", "code", "blockquote", "samp", "kbd", "q", "li", "dt", "dd", "th", "del"], "list"),
    **dict.fromkeys(["nav", "footer", "header", "aside", "a", "button"], "footer"),
    **dict.fromkeys(("h1", "h2"), "heading"),
    "p": "prose",
}
_CLASSES = re.compile(  # the beginning of one of the names an element has: "comment-list", "related"
    r"(?:^|\s)(?:(?P<comment>comments?|repl(?:y|ies)|disqus|danmaku|评论)"
    r"|(?P<card>related|recommend\w*|sidebar|advert\w*|ads?|promo\w*|sponsor\w*)"
    r"|(?P<footer>footer|nav|navbar|menu|breadcrumbs?|copyright|toolbar|topbar)"
    r"|(?P<many>card|item|tile|entry|post|product))(?=$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NO_FIELD = _names("hidden submit button image reset search checkbox radio password")
_SEARCH = re.compile(r"^(?:q|s|wd|kw|key|keywords?|query|search\w*|email)$|搜索|search|newsletter", re.IGNORECASE)
_ORNAMENT = re.compile(r"404|410|error|empty|logo|icon|not-?found|none|sad|oops|qr|banner|avatar|^data:", re.IGNORECASE)
_NO_PLAYER = re.compile(
    r"googletagmanager|analytics|doubleclick|/ads?[/.]|captcha|challenge|about:blank", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,4000}>")
_ENDS = re.compile(r"[。！？.!?](?:\s|[”’\"')）]|$)")
SHORT_PAGE = 200
"""The weight under which a page shows next to nothing."""
SHORTEST_PROSE = 30


class Line(NamedTuple):
    """What a block of a page shows, and where it stands: a word of `_PLACES`."""

    place: str
    text: str


@dataclass(frozen=True)
class Page:
    """What a page shows. Weights count a Latin character as 1 and a Chinese one as 2.5, about what each says."""

    title: str = ""
    lines: tuple[Line, ...] = ()
    refresh: str | None = None
    password: bool = False
    fields: int = 0
    """What a reader can fill in, but for passwords and what is searched for."""
    player: bool = False
    picture: bool = False
    scripts: tuple[str, ...] = ()
    has_script: bool = False
    has_media: bool = False
    source: str = field(default="", repr=False)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines if line.place == "heading")

    @cached_property
    def weight(self) -> float:
        """How much there is to read; links and what stands around a page hardly count."""
        shown = [line for line in self.lines if line.place != "hidden"]
        return sum(weight(line.text) * (0.1 if line.place == "footer" else 1) for line in shown)

    @cached_property
    def everything(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def normal(self) -> str:
        """All that a page says, its title too, in normal characters: no full-width letters."""
        return unicodedata.normalize("NFKC", f"{self.title}\n{self.everything}")

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """What stands in the open, outside forms, lists, cards, comments and footers."""
        return tuple(line.text for line in self.lines if line.place in ("text", "prose"))

    @cached_property
    def prose(self) -> float:
        return sum(weight(line.text) for line in self.lines if is_prose(line))

    @property
    def says_nothing(self) -> bool:
        """No text at all that a reader would see."""
        return self.weight == 0

    @property
    def is_empty(self) -> bool:
        """Nothing to see now, and nothing that could fill it in later."""
        return self.says_nothing and not self.has_script and not self.has_media and not self.lines

    @property
    def client_redirect(self) -> str | None:
        """Where the page sends its reader by itself: a meta refresh, or what its scripts do at once."""
        if self.refresh is not None:
            return self.refresh
        return script_target(self.scripts) if self.scripts and self.weight <= SHORT_PAGE else None


def is_prose(line: Line) -> bool:
    """Whether a line is something to read: a paragraph, or a block of whole sentences."""
    if line.place == "prose":
        return True
    return line.place == "text" and weight(line.text) >= SHORTEST_PROSE and bool(_ENDS.search(line.text))


def read_document(source: str, media_type: str) -> Page | None:
    """The page a document shows, by its media type: HTML, XML or plain text; None for anything else."""
    if media_type in ("text/html", "application/xhtml+xml") or ("xml" in media_type and "<html" in source[:500]):
        return read_page(source)
    if media_type in ("text/xml", "application/xml"):
        return read_text(_TAG.sub("\n", source))
    return read_text(source) if media_type == "text/plain" else None


def read_text(source: str) -> Page:
    """A plain text as a page: its lines are what it shows."""
    lines = (" ".join(line.split()) for line in source.splitlines())
    return Page(lines=tuple(Line("text", line) for line in lines if line), source=source)


def read_page(source: str) -> Page:
    """The page a source shows, however broken its markup; never raises, and runs no script."""
    text = source.replace("\x00", "")
    if not text.strip():
        return Page(source=text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    return Page(source=text) if root is None else _Reading(root).page(text)


class _Reading:
    """One pass over the texts of a tree, in document order; and one over the few elements that matter themselves."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._known: dict[Any, tuple[int, Any]] = {root: (0, root)}  # place and nearest block of an element
        self._shaded = set(root.xpath("//*[@hidden or contains(@style,'none') or contains(@style,'hidden')]"))
        self._forms = {form for form in root.iter("form") if len(_fields(form)) > 1 and not _asks_password(form)}

    def page(self, source: str) -> Page:
        scripts = [script for script in self.root.iter("script") if _runs(script)]
        body = next(self.root.iter("body"), None)
        onload = [body.get("onload")] if body is not None and body.get("onload") else []
        media = [element for element in self.root.iter(*_MEDIA) if not self._is_unseen(element)]
        lines = tuple(self._lines())
        return Page(
            title=" ".join("".join(self._titles()).split()),
            lines=lines,
            refresh=self._refresh(),
            password=_asks_password(self.root),
            fields=sum(
                self._place(element)[0] not in (_RANK["footer"], _RANK["hidden"]) for element in _fields(self.root)
            ),
            player=any(map(_is_player, media)),
            picture=any(element.tag == "img" and not _ORNAMENT.search(element.get("src", "")) for element in media),
            scripts=(*(script.text for script in scripts if script.text), *onload),
            has_script=bool(scripts),
            has_media=bool(media) or any(line.place == "hidden" for line in lines),
            source=source,
        )

    def _titles(self) -> Iterator[str]:
        for title in self.root.iter("title"):
            if title.getparent() is not None and title.getparent().tag != "svg":
                yield title.text or ""

    def _refresh(self) -> str | None:
        for meta in self.root.iter("meta"):
            if meta.get("http-equiv", "").lower() == "refresh" and not self._is_unseen(meta, allowed=("head",)):
                target = refresh_target(meta.get("content", ""))
                if target:
                    return target
        return None

    def _is_unseen(self, element: Any, allowed: tuple[str, ...] = ()) -> bool:
        around = element.getparent()
        while around is not None:
            if around.tag == "noscript" or (around.tag == "template" and around.tag not in allowed):
                return True
            around = around.getparent()
        return False

    def _lines(self) -> Iterator[Line]:
        """The lines a reader sees, and the hidden ones; what no reader ever sees is left out."""
        buffer: list[str] = []
        before = (0, self.root)
        for text in self.root.xpath("//text()"):
            near = text.getparent()
            box = near.getparent() if text.is_tail else near
            box = self.root if box is None else box  # a text behind the end of the page
            place = self._known.get(box) or self._place(box)
            if place != before or (text.is_tail and near.tag in _BLOCKS):
                if buffer and (place[1] is not before[1] or place[0] > _RANK["footer"] or near.tag in _BLOCKS):
                    yield from _line(before[0], buffer)
                    buffer = []
                elif buffer:  # a link or a bold word inside a block: the block's own place counts
                    place = (min(place[0], before[0]), place[1])
                before = place
            if place[0] < _RANK["unseen"]:
                buffer.append(text)
        yield from _line(before[0], buffer)

    def _place(self, element: Any) -> tuple[int, Any]:
        """The strongest place around an element, and its nearest block; from the nearest known one around it down."""
        path = []
        while element is not None and element not in self._known:
            path.append(element)
            element = element.getparent()
        place, block = self._known[self.root if element is None else element]
        for inner in reversed(path):
            place = max(place, self._own_place(inner))
            block = inner if inner.tag in _BLOCKS else block
            self._known[inner] = (place, block)
        return place, block

    def _own_place(self, element: Any) -> int:
        tag = element.tag
        place = _RANK[_TAGS.get(tag, "text")]
        if element in self._shaded and ("hidden" in element.attrib or _HIDDEN.search(element.get("style", ""))):
            place = max(place, _RANK["hidden"])
        if element in self._forms:
            place = max(place, _RANK["form"])
        if tag == "article" and len(self.root.findall(".//article")) > 1:
            return max(place, _RANK["card"])
        names = f"{element.get('class', '')} {element.get('id', '')}" if element.attrib and tag != "body" else ""
        found = _CLASSES.search(names) if len(names) > 1 else None
        if found:
            place = max(place, _RANK[self._named(element, found)])
        return place

    def _named(self, element: Any, found: re.Match[str]) -> str:
        kind = str(found.lastgroup)
        if kind != "many":
            return kind
        alike = self.root.xpath("count(//*[@class=$name])", name=element.get("class", ""))
        return "card" if alike > 1 else "text"


_MEDIA = ("img", "video", "audio", "iframe", "embed", "object", "canvas", "svg", "frame", "picture", "form")


def _line(place: int, buffer: list[str]) -> Iterator[Line]:
    text = " ".join("".join(buffer).split())
    if text:
        yield Line(_PLACES[place], text)


def _runs(script: Any) -> bool:
    kind = script.get("type", "").lower()
    return kind in ("", "module") or "javascript" in kind


def _asks_password(root: Any) -> bool:
    return any(element.get("type", "").lower() == "password" for element in root.iter("input"))


def _fields(root: Any) -> list[Any]:
    """What can be filled in, but for passwords, hidden ones and what is searched for."""
    return [
        element
        for element in root.iter("input", "textarea", "select")
        if element.get("type", "").lower() not in _NO_FIELD
        and not _SEARCH.search(element.get("name", ""))
        and not _SEARCH.search(element.get("placeholder", ""))
    ]


def _is_player(element: Any) -> bool:
    if element.tag in ("video", "audio"):
        return True
    address = element.get("src", "") or element.get("data", "")
    tiny = element.get("width", "") in ("0", "1") or element.get("height", "") in ("0", "1")
    return (
        element.tag in ("iframe", "embed", "object") and bool(address) and not tiny and not _NO_PLAYER.search(address)
    )
