"""What the elements of a page are to its reader: lines and where they stand, things to fill in, players, scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from lxml import etree

from scraper.check.ask.parts.media import is_field, is_ornament, is_password, is_picture, is_player, tag_names
from scraper.check.ask.parts.texts import refresh_target
from scraper.expressions import expression

_BLOCKS = tag_names(
    "html body p div section article main header footer nav aside h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th "
    "form br hr pre blockquote title center figure figcaption button option"
)
_UNSEEN = tag_names("script style template noscript iframe object svg math head select datalist textarea title")
_PLACES = ("text", "prose", "heading", "card", "offer", "comment", "form", "link", "list", "footer", "hidden", "unseen")
_RANK = {place: rank for rank, place in enumerate(_PLACES)}  # a line stands in the strongest place around it
_AROUND = frozenset(_RANK[place] for place in ("offer", "link", "footer", "hidden", "unseen"))
_TAGS = {
    **dict.fromkeys(_UNSEEN, "unseen"),
    **dict.fromkeys(["pre", "code", "blockquote", "samp", "kbd", "q", "li", "dt", "dd", "th", "del"], "list"),
    **dict.fromkeys(["nav", "footer", "header"], "footer"),  # with the lists in it
    **dict.fromkeys(["a", "button"], "link"),
    "aside": "offer",
    **dict.fromkeys(("h1", "h2"), "heading"),
    "p": "prose",
}
_STARTS = {  # the beginnings of classes and ids by the place they mark: "comment-list", "related"
    "comment": r"comments?|repl(?:y|ies)|disqus|danmaku|评论",
    "offer": r"related|recommend\w*|sidebar|advert\w*|ads?|promo\w*|sponsor\w*",
    "footer": r"footer|nav|navbar|menu|breadcrumbs?|copyright|toolbar|topbar",
    "many": r"card|item|tile|entry|post|product",
}
_NAMED = "|".join(f"(?P<{kind}>{starts})" for kind, starts in _STARTS.items())
_CLASSES = expression(
    rf"(?:^|\s)(?:{_NAMED})(?=$|[\s_-])", "comment-list", "main related", "navbar", "post_12", any_case=True
)
_HIDDEN = expression(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", "color: red; display: none", any_case=True)
_MEDIA = ("img", "video", "audio", "iframe", "embed", "object", "canvas", "svg", "frame", "picture", "form")
_FIELDS = ("input", "textarea", "select")
_KINDS = {
    **{tag: tag for tag in ("title", "body", "meta", "script")},
    **dict.fromkeys(_FIELDS, "field"),
    **dict.fromkeys(_MEDIA, "media"),
}
_FILLED = (  # what scripts or styles fill in; frameworks mark it with empty values
    "//body//*[not(node())][contains(@id,'player') or contains(@class,'player') or contains(name(),'-')"
    " or @*[starts-with(name(),'data-') and string-length(.)>1]][not(self::script)]"
)
_CHOSEN = "//*[@type='radio' or @type='checkbox' or @type='file'][not(ancestor::header)]"
_TEXTS = etree.XPath("//text()")
_DATA_CELLS = etree.XPath(  # a table that holds tables, or has one column and no heads, may only lay a page out
    "//table[not(.//table)][.//th or count(.//tr[count(td)>1])>1]//td"
)
_SAID = etree.XPath("//text()[not(parent::script) and not(parent::style)]", smart_strings=False)
_MAY_HIDE = etree.XPath("//*[@hidden or contains(@style,'none') or contains(@style,'hidden')]")
_STAGES = etree.XPath(f"{_FILLED}|//*[contains(name(),'-')][@src]|//body//*[contains(@style,'url(')]|{_CHOSEN}")
_CLASS_NAMES = etree.XPath("//@class", smart_strings=False)


class PageLine(NamedTuple):
    """What a block of a page shows, and where it stands: a word of `_PLACES`."""

    place: str
    text: str


class Elements:
    """The elements of a tree; no elements for None. Each is looked for only when asked, since most pages need few."""

    def __init__(self, root: Any = None) -> None:
        self._root = root
        self._known: dict[Any, tuple[int, Any]] = {root: (0, root)}  # place and nearest block of an element

    @cached_property
    def _of(self) -> dict[str, list[Any]]:
        """The elements of the kinds that are looked for, by kind."""
        found: dict[str, list[Any]] = {kind: [] for kind in _KINDS.values()}
        if self._root is not None:
            for element in self._root.iter(*_KINDS):
                found[_KINDS[element.tag]].append(element)
        return found

    def title(self) -> str:
        titles = (element for element in self._of["title"] if element.getparent() is not None)
        said = "".join(title.text or "" for title in titles if title.getparent().tag != "svg")
        return " ".join(said.split())

    def said(self) -> str:
        """All texts of the page in order, also invisible ones, without scripts and styles."""
        return "" if self._root is None else " ".join("".join(_SAID(self._root)).split())

    def refresh(self) -> str | None:
        """Where a `<meta http-equiv=refresh>` leads."""
        for meta in self._of["meta"]:
            if meta.get("http-equiv", "").lower() == "refresh" and not _is_unseen(meta):
                target = refresh_target(meta.get("content", ""))
                if target:
                    return target
        return None

    @cached_property
    def _scripts(self) -> list[Any]:
        return [script for script in self._of["script"] if _runs(script)]

    def has_script(self) -> bool:
        return bool(self._scripts)

    def scripts(self) -> tuple[str, ...]:
        """The scripts that stand in the page itself."""
        body = next(iter(self._of["body"]), None)
        onload = [body.get("onload")] if body is not None and body.get("onload") else []
        return (*(script.text for script in self._scripts if script.text), *onload)

    @cached_property
    def media(self) -> list[Any]:
        """The elements that show or play something other than text, and forms."""
        return [element for element in self._of["media"] if not _is_unseen(element)]

    def player(self) -> bool:
        return any(map(is_player, self.media))

    def picture(self) -> bool:
        return any(map(is_picture, self.media))

    def stage(self) -> bool:
        found = _STAGES(self._root) if self._root is not None else ()
        return any(not is_ornament(element.get("style", "")) and not _is_unseen(element) for element in found)

    def links(self) -> Iterator[tuple[str, str]]:
        """Label and address of every link and button outside menus, footers and recommendations."""
        for link in self._root.iter("a", "button") if self._root is not None else ():
            if (link.get("href") or link.tag == "button") and self._place(link.getparent())[0] not in _AROUND:
                yield " ".join("".join(link.itertext()).split()), link.get("href", "")

    def password(self) -> bool:
        return any(map(is_password, self._of["field"]))

    def fields(self) -> int:
        """The number of fields, without passwords, hidden fields and searches."""
        found = filter(is_field, self._of["field"])
        return sum(self._place(field)[0] not in (_RANK["footer"], _RANK["hidden"]) for field in found)

    def has_text(self, hidden: bool) -> bool:
        """Whether there is any text for a reader: of what is shown, or also of what is `hidden` for now."""
        limit = _RANK["unseen" if hidden else "hidden"]
        for element in self._root.iter() if self._root is not None else ():
            if _is_said(element.text) and element.tag not in _UNSEEN and self._place(element)[0] < limit:
                return True
            if _is_said(element.tail):
                around = element.getparent()  # None behind the end of the page, where texts are shown, too
                if around is None or self._place(around)[0] < limit:
                    return True
        return False

    def may_hide(self) -> bool:
        """Whether something is there that a script may show."""
        return bool(self._shaded)

    def lines(self) -> Iterator[PageLine]:
        """The lines a reader sees, and the hidden ones; what no reader ever sees is left out."""
        buffer: list[str] = []
        before = (0, self._root)
        for text in _TEXTS(self._root) if self._root is not None else ():
            near = text.getparent()
            box = near.getparent() if text.is_tail else near
            box = self._root if box is None else box  # a text behind the end of the page
            place = self._known.get(box) or self._place(box)
            if place != before or (text.is_tail and near.tag in _BLOCKS):
                if buffer and (place[1] is not before[1] or place[0] > _RANK["link"] or near.tag in _BLOCKS):
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
        place, block = self._known[self._root if element is None else element]
        for inner in reversed(path):
            place = max(place, self._own_place(inner))
            block = inner if inner.tag in _BLOCKS else block
            self._known[inner] = (place, block)
        return place, block

    def _own_place(self, element: Any) -> int:
        tag = element.tag
        place = _RANK[_TAGS.get(tag, "text")]
        if tag == "td" and element in self._data_cells:
            place = _RANK["list"]
        if tag == "header" and any(True for _ in element.iterancestors("main", "article", "section")):
            place = _RANK["text"]  # it introduces this part, not the site
        if not element.attrib and tag not in ("form", "article"):
            return place
        if element in self._shaded and ("hidden" in element.attrib or _HIDDEN.search(element.get("style", ""))):
            place = max(place, _RANK["hidden"])
        if tag == "form" and element in self._forms:
            place = max(place, _RANK["form"])
        if tag == "article" and self._articles > 1:
            return max(place, _RANK["card"])
        names = f"{element.get('class', '')} {element.get('id', '')}" if tag != "body" else ""
        found = _CLASSES.search(names) if len(names) > 1 else None
        if found:
            place = max(place, _RANK[self._named(element, found)])
        return place

    @cached_property
    def _data_cells(self) -> set[Any]:
        return set() if self._root is None else set(_DATA_CELLS(self._root))

    @cached_property
    def _shaded(self) -> set[Any]:
        return set() if self._root is None else set(_MAY_HIDE(self._root))

    @cached_property
    def _forms(self) -> set[Any]:
        """Forms with more than one thing to fill in that ask for no password."""
        forms = ((form, list(form.iter(*_FIELDS))) for form in self._of["media"] if form.tag == "form")
        return {form for form, parts in forms if sum(map(is_field, parts)) > 1 and not any(map(is_password, parts))}

    @cached_property
    def _articles(self) -> int:
        return len(self._root.findall(".//article"))

    @cached_property
    def _classes(self) -> Counter[str]:
        return Counter(_CLASS_NAMES(self._root))

    def _named(self, element: Any, found: re.Match[str]) -> str:
        kind = str(found.lastgroup)
        if kind != "many":
            return kind
        return "card" if self._classes[element.get("class", "")] > 1 else "text"


def _line(place: int, buffer: list[str]) -> Iterator[PageLine]:
    text = " ".join("".join(buffer).split())
    if text:
        yield PageLine(_PLACES[place], text)


def _is_said(text: str | None) -> bool:
    return bool(text and not text.isspace())


def _is_unseen(element: Any) -> bool:
    return any(True for _ in element.iterancestors("noscript", "template"))


def _runs(script: Any) -> bool:
    kind = script.get("type", "").lower()
    return bool(kind in ("", "module") or "javascript" in kind)
