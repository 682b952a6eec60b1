"""What a page shows: its title, its lines and where they stand, what else there is; and where it sends its reader."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from lxml import etree

from scraper.check.ask.parts.elements import Elements, PageLine
from scraper.check.ask.parts.scripts import script_target
from scraper.check.ask.parts.texts import weight

_TAG = re.compile(r"<[^<>]{0,4000}>")
_ENDS = re.compile(r"[。！？.!?](?:\s|[”’\"')）]|$)")
_FILE = re.compile(
    r"\.(?:pdf|pptx?|docx?|xlsx?|epub|ipynb|zip|7z|rar|t?gz|csv|mp4|mp3|m4a|srt)(?:[?#]|$)", re.IGNORECASE
)
SHORT_PAGE = 200
"""The weight under which a page shows next to nothing."""
SHORTEST_PROSE = 30


class Page:
    """What a page shows, read when it is first asked for: most pages are judged without their lines.

    Weights count a Latin character as 1 and a Chinese one as 2.5, about what each says.
    """

    def __init__(self, source: str, elements: Elements | None = None, lines: tuple[PageLine, ...] = ()) -> None:
        self.source = source
        self._elements = elements or Elements()
        self._given = lines

    @cached_property
    def title(self) -> str:
        return self._elements.title()

    @cached_property
    def lines(self) -> tuple[PageLine, ...]:
        """The lines a reader sees, and hidden ones."""
        return self._given or tuple(self._elements.lines())

    @cached_property
    def password(self) -> bool:
        """Whether it asks for a password."""
        return self._elements.password()

    @cached_property
    def fields(self) -> int:
        """The number of fields that a reader can fill in, except passwords and searches."""
        return self._elements.fields()

    @cached_property
    def player(self) -> bool:
        return self._elements.player()

    @cached_property
    def picture(self) -> bool:
        """Whether it has a picture that is more than ornament."""
        return self._elements.picture()

    @property
    def stage(self) -> bool:
        """Whether something is there for scripts to fill in, such as a player, or to choose from."""
        return self._elements.stage()

    @cached_property
    def attachment(self) -> str:
        """The address of a file to download, outside menus and footers; empty where there is none."""
        return next((address for _, address in self.links if _FILE.search(address)), "")

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Label and address of the links and buttons (without address) in the text, without menus."""
        return tuple(self._elements.links())

    @property
    def has_script(self) -> bool:
        return self._elements.has_script()

    @cached_property
    def has_media(self) -> bool:
        """Whether it has something besides text, or text that a script may show."""
        return bool(self._elements.media) or (
            self._elements.may_hide() and any(line.place == "hidden" for line in self.lines)
        )

    @cached_property
    def said(self) -> str:
        """All texts in the page, its title first, in normal characters (no full-width letters)."""
        texts = "\n".join(line.text for line in self._given) or self._elements.said()
        return unicodedata.normalize("NFKC", f"{self.title}\n{texts}")

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines if line.place == "heading")

    @cached_property
    def weight(self) -> float:
        """How much there is to read; links, menus and footers hardly count."""
        shown = [line for line in self.lines if line.place != "hidden"]
        return sum(weight(line.text) * (0.1 if line.place in ("footer", "link") else 1) for line in shown)

    @cached_property
    def everything(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """The lines outside forms, lists, cards, comments and footers."""
        return tuple(line.text for line in self.lines if line.place in ("text", "prose"))

    @cached_property
    def prose(self) -> float:
        return sum(weight(line.text) for line in self.lines if is_prose(line))

    @property
    def says_nothing(self) -> bool:
        """Whether there is no text that a reader would see."""
        return not self._given and not self._elements.has_text(hidden=False)

    @property
    def is_empty(self) -> bool:
        """Whether the page shows nothing, and nothing could fill it in later."""
        return not (self.has_script or self.has_media or self._given) and not self._elements.has_text(hidden=True)

    @property
    def client_redirect(self) -> str | None:
        """Where the page sends its reader by itself: a meta refresh, or what its scripts do at once."""
        refresh = self._elements.refresh()
        if refresh is not None:
            return refresh
        target = script_target(self._elements.scripts())
        return target if target is not None and self.weight <= SHORT_PAGE else None


def is_prose(line: PageLine) -> bool:
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
    return Page(source, lines=tuple(PageLine("text", line) for line in lines if line))


def read_page(source: str) -> Page:
    """The page a source shows, however broken its markup; never raises, and runs no script."""
    text = source.replace("\x00", "")
    if not text.strip():
        return Page(text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    return Page(text, Elements(root))
