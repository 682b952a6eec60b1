"""The file of a static copy for each address of the site; no file is named after a text of the archive."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scraper.site.language.speech import CHINESE, ENGLISH, Speech

# The address of a copy whose own is not known; it is in no file of the copy.
UNKNOWN_ORIGIN = "http://copy.invalid/"

DATABASE = "archive"
DATABASE_FILE = f"{DATABASE}.db"
DATA_PAGE, TOPICS_PAGE = "data", "search"
TEXTS_FILE = f"{TOPICS_PAGE}/texts.js"
NOWHERE_FILE = "404.html"
"""The page that a web server sends for an unknown address at any depth."""
FEEDS = {
    "feeds/issues.atom": "atom",
    "feeds/changes.atom": "changes",
    "feeds/salons.ics": "ics",
    "data/salons.json": "json",
    "data/schedule.json": "frab",
    "data/topics.bib": "bibtex",
    "data/topics.csl.json": "csl",
}

_ASSET = re.compile(r"(assets/[a-z]+(?:-[0-9a-f]{6})*\.[0-9a-f]{10}\.(?:css|js|svg))")
_PAGE = re.compile(
    r"(?:en/)?(?:[a-z]+(?:/[0-9]{1,16})?|theme/[\w-]{1,80}|(?:replays|health)/[a-z_]{1,40})"
)  # en/issue/28
_THEME_FEED = re.compile(r"feeds/theme/[\w-]{1,80}\.atom")
_ONE = re.compile(r"issue/[0-9]{1,16}\.ics|topic/[0-9]{1,16}\.(?:bib|csl\.json)")
_TABLE = re.compile(rf"{DATABASE}/([a-z_]+)(?:\.(csv|json))?(/.*)?")
_TABLE_FILE = re.compile(rf"{DATA_PAGE}/([a-z_]+)\.(csv|json|parquet)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of a copy; `url` is the address of its home page (ending in `/`), `tables` have files of their rows."""

    url: str
    tables: frozenset[str]

    @property
    def is_address_known(self) -> bool:
        return self.url != UNKNOWN_ORIGIN

    def path_of(self, url: str) -> str | None:
        """The path inside the site (`issue/28`, empty for the home page), or `None` for an address elsewhere."""
        home, parts = urlsplit(self.url), urlsplit(url)
        is_own = (parts.scheme, parts.netloc) in (("", ""), (home.scheme, home.netloc))
        if not is_own or not f"{parts.path}/".startswith(home.path):
            return None
        return unquote(parts.path.removeprefix(home.path)).strip("/")

    def file_of(self, path: str, speech: Speech = CHINESE) -> str | None:
        """The file for a path of the site, or `None` where a copy has no file for it (forms, SQL, OpenSearch).

        For Datasette's page of a table it is the page of downloads in the language of `speech`.
        """
        if _ONE.fullmatch(path) or path in FEEDS or path in (DATABASE_FILE, TEXTS_FILE) or _THEME_FEED.fullmatch(path):
            return path
        if asset := asset_file(path):
            return asset
        if match := _TABLE_FILE.fullmatch(path):
            return path if match[1] in self.tables else None
        if path == DATABASE or _TABLE.fullmatch(path):
            return self._data_file(path, speech)
        return page_file(path)

    def _data_file(self, path: str, speech: Speech) -> str:
        """The file of the whole table for CSV and JSON; the page of downloads for the page of a table or row."""
        match = _TABLE.fullmatch(path)
        table, extension = match.group(1, 2) if match and not match[3] else (None, None)
        return (
            f"{DATA_PAGE}/{table}.{extension}"
            if extension and table in self.tables
            else f"{speech.prefix}{DATA_PAGE}/index.html"
        )

    def address(self, file: str, target: str, query: str = "", fragment: str = "") -> str:
        """The address of `target` in a page in `file`; it works under any base path, and without a server."""
        if posixpath.basename(file) == NOWHERE_FILE and self.is_address_known:
            address = urlsplit(self.url).path + target.removesuffix("index.html")
        else:
            address = posixpath.relpath(target, posixpath.dirname(file) or ".")
        return address + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def is_rendered(path: str) -> bool:
    """Whether the running site renders this path: a page, style sheet, script or picture, but no feed or table."""
    return page_file(path) is not None or asset_file(path) is not None


def page_file(path: str) -> str | None:
    """The file of a page: `index.html` of a folder, so that every web server finds it at the page's address."""
    if not path:
        return "index.html"
    return f"{path}/index.html" if _PAGE.fullmatch(path) else None


def speech_of_file(file: str) -> Speech:
    """The language of the page in a file."""
    return ENGLISH if file.startswith(ENGLISH.prefix) else CHINESE


def asset_file(path: str) -> str | None:
    """The file of a style sheet, script or picture (`assets/…`), or `None` for any other path."""
    match = _ASSET.fullmatch(path)
    return match[1] if match else None
