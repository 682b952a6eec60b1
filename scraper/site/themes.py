"""The themes of the picture of themes, as `data/themes.yml` has them."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.settings import Setting, settings_of

FILE = "data/themes.yml"


@dataclass(frozen=True, slots=True)
class Theme:
    """A name in Chinese and in English, and searches one of which finds each of its topics."""

    name: str
    english: str
    searches: tuple[str, ...]


def read_themes() -> list[Theme]:
    """The themes in their order; none for an empty file.

    Raises:
        SettingsError: the file is no list of themes; the message names the entry.
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
