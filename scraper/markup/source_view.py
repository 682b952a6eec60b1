"""A page that shows a Markdown file as it was typed: a code view, or nothing but the text of the file."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from scraper.markup.article import embedded_files

_SHOWN_WHOLE = 0.9  # of a page's words; the rest is its title, a count of lines, a copy button
_FEWEST_LINES = 3
_MARKDOWN = re.compile(r"^(?:#{1,6}\s*[^\s#]|\|.+\||[-+*] +\S|\d{1,2}\. +\S|.*\]\(https?:|.*<br ?/?>)", re.M)


def markdown_source(page: BeautifulSoup) -> str | None:
    """The Markdown that a page shows line by line in a table (GitHub's code view), or has as JSON, or in one `<pre>`
    or `<textarea>` that is all of it; `None` for any other page."""
    numbered = (_numbered_lines(table) for table in page.find_all("table"))
    for source in (*numbered, _whole_text(page), _embedded_lines(page)):
        if source and source.count("\n") >= _FEWEST_LINES and _MARKDOWN.search(source):
            return source
    return None


def _numbered_lines(table: Tag) -> str | None:
    """The lines of a table that has the number of a line, counted from 1, and the line in each row."""
    lines = []
    for place, row in enumerate(table.find_all("tr"), start=1):
        cells = row.find_all(["td", "th"])
        if len(cells) != 2 or place not in _numbers(cells[0]) or cells[1].find(["p", "br", "a", "img", "ul", "ol"]):
            return None
        lines.append(cells[1].get_text().strip("\n"))
    return "\n".join(lines)


def _numbers(cell: Tag) -> set[int]:
    stated = (cell.get_text().strip(), str(cell.get("data-line-number") or ""))
    return {int(numeral) for numeral in stated if numeral.isascii() and numeral.isdigit() and len(numeral) < 6}


def _embedded_lines(page: BeautifulSoup) -> str | None:
    """GitHub's page may carry the source as JSON, and then not the rendered article."""
    for part in embedded_files(page):
        lines = part.get("rawLines")
        if isinstance(lines, list) and lines and not part.get("richText"):
            return "\n".join(map(str, lines))
    return None


def _whole_text(page: BeautifulSoup) -> str | None:
    shown = page.find_all(["pre", "textarea"], limit=2)
    text = str(shown[0].get_text()) if len(shown) == 1 else ""
    return text if len(text) > len(page.get_text()) * _SHOWN_WHOLE else None
