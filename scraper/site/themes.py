"""The themes of the picture of themes, as `data/themes.yml` has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scraper.defaults import SettingsError, read_settings, settings_path

FILE = "data/themes.yml"


@dataclass(frozen=True, slots=True)
class Theme:
    """A name, and searches one of which finds each of its topics."""

    name: str
    searches: tuple[str, ...]


def read_themes() -> list[Theme]:
    """The themes in their order; none for an empty file.

    Raises:
        SettingsError: the file is no list of themes; the message names the entry.
    """
    entries = read_settings(FILE) or []
    if not isinstance(entries, list):
        raise SettingsError(f"{settings_path(FILE)}: must be a list of themes; correct it, or delete it")
    return [_theme(place, entry) for place, entry in enumerate(entries, start=1)]


def _theme(place: int, entry: Any) -> Theme:
    name, searches = (entry.get("name"), entry.get("searches")) if isinstance(entry, dict) else (None, None)
    if not name or not isinstance(searches, list) or not searches:
        raise SettingsError(f"{settings_path(FILE)}, theme {place}: needs `name` and a list of `searches`")
    return Theme(str(name), tuple(map(str, searches)))
