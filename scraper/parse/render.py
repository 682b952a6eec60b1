"""Markdown to HTML, as GitHub renders it."""

from __future__ import annotations

import re
from functools import cache

import comrak

from scraper.parse.lines import TAKEN_OUT

_ROW = re.compile(r"<tr>.*?</tr>", re.S)


@cache
def _options() -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    extension = comrak.ExtensionOptions()
    extension.table = True
    extension.strikethrough = True
    # GitHub's renderer leaves **重点（说明）**是 unclosed; authors mean it closed.
    extension.cjk_friendly_emphasis = True
    # Autolinks stay off: every autolinker swallows `）` and the Chinese after it. `links.py` finds bare addresses.
    render = comrak.RenderOptions()
    render.unsafe_ = True  # authors write <br /> and <img>; nothing of this HTML is ever shown
    return extension, render


def to_html(markdown: str) -> tuple[str, list[str]]:
    """The HTML of a Markdown text, raw HTML in it kept, and the table rows that were taken out of it.

    A recap restates the rows of all earlier ones, so rows are most of a document and nearly all known from others:
    in the HTML stands an empty row with the place of its own among those taken out, and each can be read once.
    """
    extension, render = _options()
    html = comrak.render_markdown(markdown, extension_options=extension, render_options=render)
    rows: list[str] = []

    def take_out(match: re.Match[str]) -> str:
        if "<t" in match[0][len("<tr>") :].replace("<td", "").replace("<th", ""):
            return match[0]  # a table inside a row
        rows.append(match[0])
        return f'<tr {TAKEN_OUT}="{len(rows) - 1}"></tr>'

    return _ROW.sub(take_out, html), rows
