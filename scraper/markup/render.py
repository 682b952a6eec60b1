"""Markdown to HTML, as GitHub renders it."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

import comrak

from scraper.markup.decode import Unreadable
from scraper.markup.tables.broken_rows import with_whole_rows

_PIPE_ROW = re.compile(r" {0,3}\|(?:[^|\n]*\|){2}")
_WIDE_ROW = re.compile(r" {0,3}[|｜](?:[^|｜\n]*[|｜]){2}")
_ABSURD = re.compile(  # costs a renderer quadratic time; a line of nothing but marks is a rule
    r"^[ \t]*(?:>[ \t]?|(?:[-+*]|\d{1,9}[.)])[ \t]){100}(?=[^\n]*[^-+*\s])", re.M
)
_RULE = re.compile(r"(?=[\s|:]*-)[\s|:-]*")
# What is looked for in a whole text begins with a letter or mark: Python then finds where to look at all.
_ADDRESS = re.compile(r"[hH](?<![*_~].)[tT][tT][pP][sS]?://[^\s<>|`\u3000-\u303f\uff00-\uffef]+")
_IN_ADDRESS = re.compile(r"(?<!\*)\*(?=[\w/%.?&=#-])|[_~](?=[\w/%.?&=#-])")
_TILDE = re.compile(r"~(?<![~\\]~)(?!~)")  # of 13:00~13:40
_STAND_INS = dict(zip("~*_", "\U00016a6e\U00016a6f\U0001bc9f", strict=True))
"""Punctuation of scripts that no announcement is written in, for marks that must not be taken for markup."""
_STANDING_IN = {form: mark for mark, other in _STAND_INS.items() for form in (other, quote(other))}
_ANY_STAND_IN = re.compile("|".join(_STANDING_IN))
_FAR_COUNT = re.compile(r"^(?P<before> {0,3})(?P<number>[1-9]\d{1,2})(?P<mark>[.)])(?=[ \t])", re.M)
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


@cache
def _options() -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    extension = comrak.ExtensionOptions()
    extension.table = True
    # GitHub's renderer leaves **重点（说明）**是 unclosed; authors mean it closed.
    extension.cjk_friendly_emphasis = True
    extension.strikethrough = extension.footnotes = True
    # Autolinks stay off: every autolinker swallows `）` and the Chinese after it. `links.py` finds bare addresses.
    render = comrak.RenderOptions()
    render.unsafe_ = True  # authors write <br /> and <img>; nothing of this HTML is ever shown
    return extension, render


def _with_own_counts(markdown: str) -> str:
    """The text with the dot escaped behind the number of an item that does not follow the one before it.

    Renderers count on from the first item, even if the author typed other numbers: 71, 70, 69 would be 71, 72, 73.
    """
    last = 0

    def kept(item: re.Match[str]) -> str:
        nonlocal last
        number, above, last = int(item["number"]), last, int(item["number"])
        return item[0] if above in (0, number - 1) else f"{item['before']}{number}\\{item['mark']}"

    return _FAR_COUNT.sub(kept, markdown)


def _with_rules(markdown: str) -> str:
    """The text with a rule under the first of several lines that begin with `|`, where it is missing.

    A blank line inside a table, or a forgotten rule, leaves rows that no renderer takes for a table.
    """
    lines = markdown.split("\n")
    if "｜" in markdown:
        lines = [line.replace("｜", "|") if _WIDE_ROW.match(line) else line for line in lines]
    result: list[str] = []
    for place, line in enumerate(lines):
        result.append(line)
        begins = "|" in line and _PIPE_ROW.match(line) and not (place and _PIPE_ROW.match(lines[place - 1]))
        if begins and not (place + 1 < len(lines) and _RULE.fullmatch(lines[place + 1])) and not _RULE.fullmatch(line):
            cells = len(_UNESCAPED_PIPE.findall(line.strip().removesuffix("|")))
            result.append("|" + " --- |" * cells)
    return "\n".join(result)


def to_html(markdown: str) -> str:
    """The HTML of a Markdown text, raw HTML in it kept.

    Raises:
        Unreadable: quotes or lists nested absurdly deep.
    """
    if _ABSURD.search(markdown):
        raise Unreadable("quotes or lists nested a hundred deep")
    extension, render = _options()
    html = comrak.render_markdown(
        _with_rules(with_whole_rows(_with_stand_ins(_with_own_counts(markdown)))),
        extension_options=extension,
        render_options=render,
    )
    return _ANY_STAND_IN.sub(lambda found: _STANDING_IN[found[0]], html)


def _with_stand_ins(markdown: str) -> str:
    """The text with other characters for a tilde alone, which strikes nothing, and for marks inside addresses."""
    text = _ADDRESS.sub(lambda address: _IN_ADDRESS.sub(lambda mark: _STAND_INS[mark[0]], address[0]), markdown)
    return _TILDE.sub(_STAND_INS["~"], text)
