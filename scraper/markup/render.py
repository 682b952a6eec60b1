"""Markdown to HTML, as GitHub renders it."""

from __future__ import annotations

import re
from functools import cache

import comrak

from scraper.markup.broken_rows import with_whole_rows
from scraper.markup.decode import Unreadable

_PIPE_ROW = re.compile(r" {0,3}\|(?:[^|\n]*\|){2}")
_ABSURD = re.compile(  # costs a renderer quadratic time; a line of nothing but marks is a rule
    r"^[ \t]*(?:>[ \t]?|(?:[-+*]|\d{1,9}[.)])[ \t]){100}(?=[^\n]*[^-+*\s])", re.M
)
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


@cache
def _options() -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    extension = comrak.ExtensionOptions()
    extension.table = True
    # GitHub's renderer leaves **重点（说明）**是 unclosed; authors mean it closed.
    extension.cjk_friendly_emphasis = True
    # Strikethrough stays off: the single tildes of 13:00~13:40 would be taken for it.
    # Autolinks stay off: every autolinker swallows `）` and the Chinese after it. `links.py` finds bare addresses.
    render = comrak.RenderOptions()
    render.unsafe_ = True  # authors write <br /> and <img>; nothing of this HTML is ever shown
    return extension, render


def _with_rules(markdown: str) -> str:
    """The text with a rule under the first of several lines that begin with `|`, where it is missing.

    A blank line inside a table, or a forgotten rule, leaves rows that no renderer takes for a table.
    """
    lines = markdown.split("\n")
    result: list[str] = []
    for place, line in enumerate(lines):
        result.append(line)
        begins = _PIPE_ROW.match(line) and not (place and _PIPE_ROW.match(lines[place - 1]))
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
    return comrak.render_markdown(
        _with_rules(with_whole_rows(markdown)), extension_options=extension, render_options=render
    )
