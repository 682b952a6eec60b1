"""The lines above a Markdown text that are for a site generator (Jekyll, Hugo, Hexo); no reader sees them."""

from __future__ import annotations

import re

_LINE = r"[A-Za-z][\w-]*[ \t]*[:=].*\n|[ \t]+\S.*\n|[-\]}#].*\n|[ \t]*\n"  # a key, what goes on, an item, nothing
_FRONT_MATTER = re.compile(
    rf"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>(?:{_LINE}){{1,80}}?)(?P=fence)[ \t]*(?:\n|\Z)"
)
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)[ \t]*$", re.M)


def split_front_matter(markdown: str) -> tuple[str, str]:
    """The title that the front matter of a Markdown text states (YAML or TOML; may be empty), and the text without it.

    Its other fields are left out: its date is the day of the post, not of the salon.
    """
    match = _FRONT_MATTER.match(markdown)
    if match is None:
        return "", markdown
    title = _TITLE.search(match["fields"])
    return title["title"] if title else "", markdown[match.end() :]
