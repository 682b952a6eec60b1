"""Names and notes of the links of lines that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scraper.expressions import expression
from scraper.markup.lines import Line, fold
from scraper.parse.links.found import find_links, shows_address
from scraper.parse.words.places import PASSED_ON
from scraper.records import Link, Problem

_CODE = expression(
    r"\s*[,;、|(·-]?\s*(?P<note>(?:(?:提取码|取件码|访问码|访问密码|密码|口令|验证码|提取密码)\s*(?:[:=]|是|为)?"
    r"|(?:passcode|password|(?:access\s*)?code|pwd)\s*[:=])\s*[A-Za-z0-9]{4,12}(?![A-Za-z0-9]))",
    " 提取码：ab12",
    "，密码 8Kx2",
    " access code: 8Kx2",
    any_case=True,
)
_LABEL_LIMIT = 60
_LONGEST_BROKEN = 2000  # characters: the longest address, and the longest text that another line is added to
_BREAKS_OFF = expression(r"(?:https?://|www\.)[!-~]*$", "回放：https://example.org/live?id=", any_case=True)
_GOES_ON = expression(
    r"(?!https?:|www\.)[\w/?&=.%#~+-]*[/=?&%.\d_-][\w/?&=.%#~+-]*|[a-z0-9]+", "live/abc", "abc1", any_case=True
)
_OPENING, _CLOSING = "(（[【「<《", ")）]】」>》"


def rejoined(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines; an address that was broken over two lines is whole again.

    Only one that cannot end where its line ends (`https://momodel.cn/`, `…?id=`), before a line that is nothing but
    the rest of an address.
    """
    above: Line | None = None
    for line in lines:
        if (
            above
            and len(above.text) <= _LONGEST_BROKEN
            and _BREAKS_OFF.search(above.text)
            and _is_rest(above.text, line)
        ):
            spans = [span for span in above.spans if not shows_address(above.text[span.start : span.end], span.url)]
            above = above._replace(text=above.text + line.text, spans=tuple(spans))
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
    note is what stands in brackets after it, or a code to open it with (提取码：ab12), there or alone on the line
    below; empty if the line asks not to pass it on.
    """
    links: dict[str, Link] = {}
    problems: list[Problem] = []
    above = ""
    last: str | None = None
    for line in rejoined(lines):
        found, wrong = find_links(line)
        problems += wrong
        is_secret = PASSED_ON.search(line.folded) is not None
        if not found and last and (note := _whole_note(line.text)) and not links[last].note and not is_secret:
            links[last] = links[last]._replace(note=note)
        for index, link in enumerate(found):
            before = line.text[found[index - 1].end if index else 0 : link.start]
            after = line.text[link.end : found[index + 1].start if index + 1 < len(found) else None]
            label = link.label or (None if link.image else _words_before(before, above if not index else ""))
            known = links.get(link.url)
            note = None if is_secret else _note(after)
            if known is None:
                links[link.url] = Link(link.url, label, note, link.image)
            else:
                links[link.url] = known._replace(label=known.label or label, note=known.note or note)
            last = link.url
        above = line.text[found[-1].end :] if found else line.text
    return tuple(links.values()), tuple(problems)


def _words_before(before: str, above: str) -> str | None:
    """What a bare address is called: the words since the clause or bracket began, or those of the line above where it
    begins its own."""
    return _label(before) or (None if re.search(r"\w", before) else _label(above))


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
        code = _CODE.match(fold(after))
        return after[code.start("note") : code.end("note")] if code else None
    depth = 0
    for index, character in enumerate(folded):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return after.lstrip()[1:index].strip() or None
    return None


def _whole_note(text: str) -> str | None:
    note = _note(text)
    return note if note and len(text.strip(" 。，；、,;")) <= len(note) + 3 else None
