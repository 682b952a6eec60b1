"""Markdown to HTML, as GitHub renders it."""

from __future__ import annotations

import hashlib
import re
from functools import cache

import comrak

from scraper.parse.decode import Unreadable
from scraper.parse.lines import TAKEN_OUT

_PIPE_ROW = re.compile(r" {0,3}\|(?:[^|\n]*\|){2}")
_ABSURD = re.compile(  # costs a renderer quadratic time; a line of nothing but marks is a rule
    r"^[ \t]*(?:>[ \t]?|(?:[-+*]|\d{1,9}[.)])[ \t]){100}(?=[^\n]*[^-+*\s])", re.M
)
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_ROW = re.compile(r"<tr>\n(?:<t[dh][^\n]*</t[dh]>\n)+</tr>")  # a pipe table's: a cell a line


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


def to_html(markdown: str) -> tuple[str, dict[str, str]]:
    """The HTML of a Markdown text, raw HTML in it kept, and the table rows that were taken out of it.

    A recap restates the rows of all earlier ones, so rows are most of a document and nearly all known from others:
    in the HTML stands an empty row that names the one taken out, and each can be read once. No text can name a row
    itself, since the names hold a digest of the text.

    Raises:
        Unreadable: quotes or lists nested absurdly deep.
    """
    if _ABSURD.search(markdown):
        raise Unreadable("quotes or lists nested a hundred deep")
    extension, render = _options()
    html = comrak.render_markdown(_with_rules(markdown), extension_options=extension, render_options=render)
    rows: dict[str, str] = {}
    digest = hashlib.sha256(markdown.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def take_out(match: re.Match[str]) -> str:
        if match[0].count("<tr") > 1:
            return match[0]  # a table inside a row
        name = f"{digest}-{len(rows)}"
        rows[name] = match[0]
        return f'<tr {TAKEN_OUT}="{name}"></tr>'

    return _ROW.sub(take_out, html), rows
