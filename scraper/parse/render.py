"""Markdown to HTML, as GitHub renders it."""

from __future__ import annotations

from functools import cache

import comrak


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


def to_html(markdown: str) -> str:
    """The HTML of a Markdown text, raw HTML in it kept."""
    extension, render = _options()
    return comrak.render_markdown(markdown, extension_options=extension, render_options=render)
