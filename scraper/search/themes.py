"""The themes of `data/themes.yml`, and the topics that belong to each: those found by one of its searches."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from typing import NamedTuple

from scraper.settings import Setting, settings_of

FILE = "data/themes.yml"


class Theme(NamedTuple):
    """A name in Chinese and in English, and searches. A topic found by one of them belongs to the theme."""

    name: str
    english: str
    searches: tuple[str, ...]


def read_themes() -> list[Theme]:
    """The themes in the order of the file; an empty list for an empty file.

    Raises:
        SettingsError: the file is not a list of themes; the message names the entry.
    """
    return [_theme(entry) for entry in settings_of(FILE, "correct it, or delete the file").items("theme")]


def _theme(entry: Setting) -> Theme:
    values = entry.members(("name", "english", "searches"))
    searches = tuple(search.text() for search in values["searches"].items("search"))
    if not searches:
        raise values["searches"].wrong("is missing")
    english = values["english"]
    name = values["name"].text()
    return Theme(name, name if english.value is None else english.text(), searches)


def classify(connection: sqlite3.Connection, themes: Iterable[Theme], made: Callable[..., list[str]]) -> None:
    """Fills the tables `themes` and `topic_themes` anew; needs the index of topics. `made` makes the expressions.
    Commits nothing."""
    for table in ("topic_themes", "themes"):
        connection.execute(f"delete from {table}")
    for position, theme in enumerate(themes):
        connection.execute("insert or ignore into themes values (?, ?, ?)", (theme.name, theme.english, position))
        (expression,) = made(1, _expression, theme.searches)
        sql = "insert or ignore into topic_themes select rowid, ? from topics_fts where topics_fts match ?"
        connection.execute(sql, (theme.name, expression))


def _expression(searches: Iterable[str]) -> list[str]:
    from scraper.search.terms import match_expression

    return [" OR ".join(f"({match_expression(search)})" for search in searches)]


def address_of(name: str) -> str:
    """A name as a segment of an address: letters, digits and hyphens, such as `federated-learning` or `联邦学习`."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")
