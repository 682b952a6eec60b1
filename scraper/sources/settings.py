"""`data/sources.yml`: the sources of documents, why they are trusted, and what is expected of them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from scraper.credentials import without_credentials
from scraper.settings import Setting, settings_of

FILE = "data/sources.yml"
KINDS = ("git", "github", "page")
_MEMBERS = ("name", "kind", "address", "path", "trusted_because", "expect")
_EXPECTATIONS = ("documents", "max_age_days")


@dataclass(frozen=True, slots=True)
class Source:
    """One source of documents.

    `kind` is `git` (a URL, folder or bundle), `github` (`OWNER/REPO` over HTTP) or `page` (a URL); `paths` the files in
    the repository, or patterns such as `src/*/events.md`. At least `documents` documents are expected, the
    newest at most `max_age_days` old.
    """

    name: str
    kind: str
    address: str
    paths: tuple[str, ...] = ()
    documents: int = 1
    max_age_days: int | None = None

    @property
    def label(self) -> str:
        """The name that a person knows: its own, or the address of a page that is not in the settings."""
        return (
            without_credentials(self.address)
            if self.kind == "page" and self.name == page_name(self.address)
            else self.name
        )


def read_sources() -> list[Source]:
    """The sources of `data/sources.yml` in the current folder, else the defaults, in order.

    Raises:
        SettingsError: an entry is incomplete or has an unknown key; the message names it.
    """
    listed = settings_of(FILE, "see docs/fetching.md").members(("sources",))["sources"]
    sources = [_source(entry) for entry in listed.items("source")]
    names = [source.name for source in sources]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise listed.wrong(f"two are named {twice}")
    return sources


def page_name(url: str) -> str:
    """The source name of a page that is not in the settings: its host, or the text in place of one."""
    try:
        return urlsplit(url).hostname or without_credentials(url)
    except ValueError:
        return without_credentials(url)


def _source(entry: Setting) -> Source:
    values = entry.members(_MEMBERS)
    name, kind, address, _ = (values[key].text() for key in ("name", "kind", "address", "trusted_because"))
    if kind not in KINDS:
        raise values["kind"].wrong(f"{kind!r} is unknown; known are {', '.join(KINDS)}")
    paths = () if kind == "page" else _paths(values["path"])
    expected = values["expect"].members(_EXPECTATIONS)
    given = {key: setting.whole_number() for key, setting in expected.items() if setting.value is not None}
    return Source(name, kind, address, paths, **given)


def _paths(setting: Setting) -> tuple[str, ...]:
    """A file or pattern, or several as a list."""
    if not isinstance(setting.value, list):
        return (setting.text(),)
    return tuple(one.text() for one in setting.items("path"))
