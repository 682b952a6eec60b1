"""`data/sources.yml`: where documents come from, why that is trusted, and what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scraper.defaults import SettingsError, read_settings, settings_path

FILE = "data/sources.yml"
KINDS = ("git", "github", "page")
_KEYS = frozenset({"name", "kind", "address", "path", "trusted_because", "expect"})
_EXPECTATIONS = frozenset({"documents", "max_age_days"})


@dataclass(frozen=True, slots=True)
class Source:
    """One place documents come from.

    `kind` is `git` (a URL, folder or bundle), `github` (`OWNER/REPO` over HTTP) or `page` (a URL); `path` the file in
    the repository. At least `documents` are expected of it, the newest at most `max_age_days` old.
    """

    name: str
    kind: str
    address: str
    path: str = ""
    documents: int = 1
    max_age_days: int | None = None

    @property
    def label(self) -> str:
        """What a person knows it by: its name, or the address of a page that no settings name."""
        return self.address if self.kind == "page" and self.name == page_name(self.address) else self.name


def read_sources() -> list[Source]:
    """The sources of `data/sources.yml` in the current folder, else the defaults, in order.

    Raises:
        SettingsError: an entry is incomplete or says something unknown; the message names it.
    """
    settings = read_settings(FILE)
    listed = settings.get("sources") if isinstance(settings, dict) else None
    if not isinstance(listed, list):
        raise SettingsError(f"{settings_path(FILE)}: no list of `sources`; see docs/fetching.md")
    sources = [_source(number, values) for number, values in enumerate(listed, start=1)]
    names = [source.name for source in sources]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise SettingsError(f"{settings_path(FILE)}: two sources are named {twice}; give each its own name")
    return sources


def page_name(url: str) -> str:
    """The source of a page that no settings name: its host."""
    return urlsplit(url).hostname or url


def _source(number: int, values: Any) -> Source:
    place = f"{settings_path(FILE)}: source {number}"
    if not isinstance(values, dict):
        raise SettingsError(f"{place}: not a list of names and values; see docs/fetching.md")
    place = f"{place} ({values.get('name', 'without name')})"
    if unknown := values.keys() - _KEYS:
        raise SettingsError(f"{place}: `{min(map(str, unknown))}` is unknown; known are {', '.join(sorted(_KEYS))}")
    name, kind, address = (_text(values, key, place) for key in ("name", "kind", "address"))
    _text(values, "trusted_because", place)
    if kind not in KINDS:
        raise SettingsError(f"{place}: kind {kind!r} is unknown; known are {', '.join(KINDS)}")
    path = "" if kind == "page" else _text(values, "path", place)
    return Source(name, kind, address, path, **_expectation(values.get("expect") or {}, place))


def _text(values: dict[str, Any], key: str, place: str) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{place}: `{key}` is missing; see docs/fetching.md")
    return value.strip()


def _expectation(expect: Any, place: str) -> dict[str, int]:
    if not isinstance(expect, dict) or expect.keys() - _EXPECTATIONS:
        raise SettingsError(f"{place}: `expect` takes {' and '.join(sorted(_EXPECTATIONS))}")
    if wrong := next((key for key, value in expect.items() if type(value) is not int or value < 0), None):
        raise SettingsError(f"{place}: `{wrong}` of `expect` is no whole number")
    return {str(key): value for key, value in expect.items()}
