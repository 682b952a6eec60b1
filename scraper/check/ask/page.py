"""What a page shows: its title, headings, sentences and how much there is to read; and where it sends its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "html body p div section article main header footer nav aside h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th "
    "form br hr pre blockquote title center figure figcaption button option"
)
_UNSEEN = _names("script style template noscript iframe object svg math head select datalist")
_QUOTED = _names("pre code blockquote samp kbd q li dt dd th del")
_CHROME = _names("nav footer header aside a button")
_HEADINGS = _names("h1 h2")
_MEDIA = _names("img video audio iframe embed object canvas svg frame picture form")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_REFRESH = re.compile(r"\s*([\d.]+)\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)  # "3; url=/home"
_SCRIPTED = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"']([^\"']{1,2000})[\"']|\blocation\.(?:replace|assign)\(\s*[\"']([^\"']{1,2000})[\"']"
)
_CONDITIONAL = re.compile(r"\bif\b|\?[^\"']*:|addEventListener|onclick|userAgent|switch|location\.hash")
LONGEST_REFRESH = 30
"""Seconds: a refresh that waits longer is a page that renews itself, not one that sends its reader on."""
SHORT_PAGE = 200
"""The weight under which a page shows next to nothing."""
SHORT_SCRIPT = 800


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows. Weights count a Latin character as 1 and a Chinese one as 2.5, about what each says."""

    title: str = ""
    headings: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    prose: float = 0.0
    weight: float = 0.0
    refresh: str | None = None
    password: bool = False
    scripts: tuple[str, ...] = ()
    has_script: bool = False
    has_media: bool = False
    source: str = ""
    everything: str = field(default="", repr=False)

    @property
    def says_nothing(self) -> bool:
        """No text at all that a reader would see."""
        return self.weight == 0

    @property
    def is_empty(self) -> bool:
        """Nothing to see now, and nothing that could fill it in later."""
        return self.says_nothing and not self.has_script and not self.has_media

    @property
    def client_redirect(self) -> str | None:
        """Where the page sends its reader by itself: a meta refresh, or the only thing a short script does."""
        if self.refresh is not None:
            return self.refresh
        script = "\n".join(self.scripts)
        if self.weight > SHORT_PAGE or len(script) > SHORT_SCRIPT or _CONDITIONAL.search(script):
            return None
        found = _SCRIPTED.search(script)
        return (found[1] or found[2]) if found else None


def weight(text: str) -> float:
    """How much a text says: its characters, Chinese ones counted two and a half times."""
    return len(text) + 1.5 * sum("\u2e80" <= mark <= "\uffef" for mark in text)


def refresh_target(content: str) -> str | None:
    """The address in a Refresh header or `<meta http-equiv=refresh>`; None where it only renews the page itself."""
    match = _REFRESH.match(content)
    if not match or not match[2].strip() or float(match[1].strip(".") or 0) > LONGEST_REFRESH:
        return None
    return match[2].strip()


def read_text(source: str) -> Page:
    """A plain text as a page: its lines are what it shows."""
    lines = tuple(" ".join(line.split()) for line in source.splitlines() if line.strip())
    return Page(blocks=lines, prose=0.0, weight=sum(map(weight, lines)), source=source, everything=source)


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
    return Page(source=text) if root is None else _PageWalker(root).page(text)


class _PageWalker:
    """Walks a tree once, in document order, without recursion: published markup may be nested without end."""

    def __init__(self, root: Any) -> None:
        self.title: list[str] = []
        self.blocks: list[tuple[str, str]] = []  # kind (heading, text, prose, chrome, quoted) and text
        self.hidden_text: list[str] = []
        self.refresh: str | None = None
        self.password = self.has_media = self.has_script = False
        self.scripts: list[str] = []
        self._open: list[str] = []
        self._buffer: list[str] = []
        self._unseen: list[Any] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            (self._start if event == "start" else self._end)(element)
        self._flush()

    def page(self, source: str) -> Page:
        return Page(
            title=" ".join(" ".join(self.title).split()),
            headings=tuple(text for kind, text in self.blocks if kind == "heading"),
            blocks=tuple(text for kind, text in self.blocks if kind in ("text", "prose")),
            prose=sum(weight(text) for kind, text in self.blocks if kind == "prose"),
            weight=sum(weight(text) * (0.1 if kind == "chrome" else 1) for kind, text in self.blocks),
            refresh=self.refresh,
            password=self.password,
            scripts=tuple(self.scripts),
            has_script=self.has_script,
            has_media=self.has_media or bool(self.hidden_text),
            source=source,
            everything="\n".join([*(text for _, text in self.blocks), *self.hidden_text]),
        )

    def _start(self, element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            self._flush()
        self._open.append(tag)
        self._note(tag, element)
        if tag in _UNSEEN or "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
            self._unseen.append(element)
        self._text(element.text)

    def _end(self, element: Any) -> None:
        tag = self._open[-1]
        if tag in _BLOCKS:
            self._flush()
        self._open.pop()
        if self._unseen and self._unseen[-1] is element:
            self._unseen.pop()
        self._text(element.tail)

    def _note(self, tag: str, element: Any) -> None:
        if tag == "script":
            self._note_script(element)
        elif tag == "meta" and element.get("http-equiv", "").lower() == "refresh" and "noscript" not in self._open:
            self.refresh = self.refresh or refresh_target(element.get("content", ""))
        elif tag == "input" and element.get("type", "").lower() == "password":
            self.password = True
        elif tag == "body" and element.get("onload"):
            self.scripts.append(element.get("onload"))
        elif tag in _MEDIA and "noscript" not in self._open:
            self.has_media = True

    def _note_script(self, element: Any) -> None:
        kind = element.get("type", "").lower()
        if kind in ("", "module") or "javascript" in kind:
            self.has_script = True
            if element.text:
                self.scripts.append(element.text)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self._unseen:
            self._buffer.append(text)
        elif "title" in self._open and "svg" not in self._open:
            self.title.append(text)
        elif not _UNSEEN.intersection(self._open) and text.strip():
            self.hidden_text.append(text)

    def _flush(self) -> None:
        text = " ".join("".join(self._buffer).split())
        self._buffer.clear()
        if text:
            self.blocks.append((self._kind(), text))

    def _kind(self) -> str:
        inside = set(self._open)
        if inside & _QUOTED:
            return "quoted"
        if inside & _CHROME:
            return "chrome"
        if inside & _HEADINGS:
            return "heading"
        return "prose" if "p" in inside else "text"


def sentences(block: str) -> Iterator[str]:
    """The sentences of a block, each without its closing mark."""
    for part in re.split(r"(?<=[。！？!?；;])\s*|(?<=\.)\s+|\s*[\n]\s*", block):
        if part and part.strip():
            yield part.strip()
