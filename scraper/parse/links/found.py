"""The links of a line: those that its markup has, and those that were typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import unquote

from scraper.expressions import expression
from scraper.markup.addresses import clean_url, direct, split_addresses
from scraper.markup.lines import Line, Span, fold
from scraper.parse.links.typed import BARE, FoundLink, problem_of, typed_in
from scraper.parse.words import GENERIC_LABEL
from scraper.records import FindingCode, Problem

_PICTURE = expression(r"\.(?:png|jpe?g|gif|webp|svg|bmp)(?:[?#]|$)", "https://example.org/a.png?x=1", any_case=True)
_WITHOUT = expression(r"^\s*(?:https?:)?(?://)?(?:www\.)?", "https://www.", any_case=True)
_MATERIALS = expression(rf"[\W_]*(?:(?:{GENERIC_LABEL.pattern})[\W_]*){{1,6}}", "课件：下载", any_case=True)
_BETWEEN = ";,，；、|。 "


@lru_cache(maxsize=4096)
def find_links(line: Line) -> tuple[tuple[FoundLink, ...], tuple[Problem, ...]]:
    """The links of a line in order, and what is wrong with addresses that are no links."""
    found: list[FoundLink] = []
    problems: list[Problem] = []
    text = list(line.text)
    pictures = {span.start: span.url for span in line.spans if span.image}
    for span in map(_direct, line.spans):
        words = line.text[span.start : span.end].strip()
        if not span.image and not span.embedded and shows_address(words, span.url):
            continue  # read with the words around it, as it was typed
        links, wrong = _marked_up(words, span, pictures)
        found += links
        problems += wrong
        if links or not words:
            text[span.start : span.end] = "\0" * (span.end - span.start)
    rest = "".join(text)
    for link, problem in typed_in(rest):
        found += [link] if link else []
        problems += [problem] if problem else []
    return tuple(sorted(found, key=lambda link: (link.start, link.end))), tuple(problems)


def leads_to_materials(line: Line) -> bool:
    """Whether a line has links, and beside them only words that label the link of any talk: `课件：[下载](…)`."""
    found, _ = find_links(line)
    text = line.text
    for link in reversed([link for link in found if link.label is None]):
        text = f"{text[: link.start]} {text[link.end :]}"
    return bool(found) and _MATERIALS.fullmatch(fold(text)) is not None


def _direct(span: Span) -> Span:
    """The link without the detour over its site's own address, on which the site counts or warns."""
    target = span.url if span.image else direct(span.url)
    return span if target == span.url else span._replace(url=target)


def _marked_up(words: str, span: Span, pictures: Mapping[int, str]) -> tuple[list[FoundLink], list[Problem]]:
    if span.image:
        url, alt, _ = span.url.split("\n")
        address, _ = clean_url(url)
        return [FoundLink(span.start, span.end, address, alt or None, image=True)] if address else [], []
    target = span.url
    if target.startswith("#"):
        return [], []  # a place in the page itself
    if not words and not span.embedded:
        if span.start in pictures:
            pictured = _pictured(span, pictures[span.start])
            return [pictured] if pictured else [], []
        return [], [problem_of(FindingCode.EMPTY_LINK, "a link without visible text", f"[]({target})")]
    if not target.strip():
        return [], [problem_of(FindingCode.EMPTY_LINK, "a link without an address", f"[{words}]()")]
    several = [one.rstrip(_BETWEEN) for one in split_addresses(target)]
    read = [clean_url(one) for one in several]
    excerpt = f"[{words}]({target})"
    complaints = dict.fromkeys(complaint for _, complaint in read if complaint)
    if not span.embedded and _shows_another(words, target):
        complaints["the link shows another address than it leads to"] = None
    if len(several) > 1:
        complaints["several addresses in one link"] = None
    return (
        [FoundLink(span.start, span.end, address, words or None) for address, _ in read if address],
        [problem_of(FindingCode.MALFORMED_LINK, complaint, excerpt) for complaint in complaints],
    )


def _pictured(span: Span, picture: str) -> FoundLink | None:
    """The link behind a picture, named by its alternative text; `None` if it only shows the picture larger."""
    url, alt, source = picture.split("\n")
    address, _ = clean_url(span.url)
    shows_itself = span.url in (url, source) or _PICTURE.search(span.url)
    return FoundLink(span.start, span.end, address, alt or None) if address and not shows_itself else None


def as_typed(line: Line) -> Line:
    """The line without links that only show their address, since an autolinker may have included words behind it."""
    words = {span: line.text[span.start : span.end].strip() for span in line.spans}
    return line._replace(spans=tuple(span for span in words if span.image or not shows_address(words[span], span.url)))


def shows_address(words: str, target: str) -> bool:
    """Whether a link only shows its own address; autolinkers add `http://` and the Chinese that follows it."""
    bare = BARE.match(words)
    return bare is not None and unquote(target).startswith((bare[0], unquote(bare[0]), "http://" + bare[0]))


def _shows_another(words: str, target: str) -> bool:
    """Whether the words of a link are a whole address other than its target."""
    if not BARE.fullmatch(words):
        return False
    shown, leads = (_WITHOUT.sub("", unquote(direct(one))).rstrip("/").casefold() for one in (words, target))
    return not leads.startswith(shown.rstrip(".…"))
