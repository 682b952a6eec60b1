"""Addresses of pages. Every link of a page is made here, so that a site under a prefix works, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from scraper.search.find import Search
from scraper.site.delivery.assets import asset_path
from scraper.site.delivery.colours import colours_path
from scraper.site.language.asked import PARAMETER
from scraper.site.language.speech import CHINESE, ENGLISH, Speech
from scraper.site.pages.themes import theme_path

# Tables whose rows have a page: the folder of the page, the column with its key, the column whose cells link to it.
PAGES = {
    "issues": ("issue", "number", "date"),
    "topics": ("topic", "id", "title"),
    "people": ("person", "id", "name"),
    "papers": ("paper", "id", "title"),
    "documents": ("document", "id", "title"),
    "topic_index": ("topic", "topic_id", "title"),
    "speaker_index": ("person", "person_id", "speaker"),
    "paper_index": ("paper", "paper_id", "paper"),
    "replays": ("topic", "topic_id", "topic"),
}
# Columns of views with the key of such a row.
PAGES_BY_COLUMN = {
    "issue_number": "issue",
    "topic_id": "topic",
    "person_id": "person",
    "paper_id": "paper",
    "document_id": "document",
}


class Links:
    """Paths on one Datasette, with the site's prefix (`base_url`), to our pages in a language and to a database."""

    def __init__(self, datasette: Any, database: str | None, speech: Speech = CHINESE) -> None:
        self._urls = datasette.urls
        self._database = database
        self._speech = speech

    def page(self, path: str, speech: Speech | None = None) -> str:
        """A page of ours (`issues`, `issue/28`, empty for the home page) in this language, or in another."""
        return self.file(f"{(speech or self._speech).prefix}{path}".rstrip("/"))

    def file(self, path: str) -> str:
        """A file that is the same in every language, such as a feed."""
        return str(self._urls.path(path))

    def theme(self, theme: Mapping[str, str]) -> str:
        return self.page(theme_path(theme["name"], theme["english"], self._speech))

    def theme_feed(self, theme: Mapping[str, str]) -> str:
        """The topics of a theme, as Atom."""
        return self.file(f"feeds/{theme_path(theme['name'], theme['english'], ENGLISH)}.atom")

    def issue(self, number: int) -> str:
        return self.page(f"issue/{number}")

    def topic(self, key: int) -> str:
        return self.page(f"topic/{key}")

    def person(self, key: int) -> str:
        return self.page(f"person/{key}")

    def paper(self, key: int) -> str:
        return self.page(f"paper/{key}")

    def document(self, key: int) -> str:
        return self.page(f"document/{key}")

    def static(self, name: str) -> str:
        """A style sheet, script or picture of ours."""
        return self.file(asset_path(name))

    def colours(self) -> str | None:
        """The style sheet with the colours of the tracks, where the series has any."""
        path = colours_path(self._speech.series)
        return path and self.file(path)

    def search(self, search: Search | None = None, **parameters: object) -> str:
        """The search page for a search; `parameters` (year, track, theme, kind, page, q) replace parts of it."""
        current = (
            {"q": search.text, "year": search.year, "track": search.track, "theme": search.theme} if search else {}
        )
        given = {name: value for name, value in {**current, **parameters}.items() if value}
        return self.page("search") + (f"?{urlencode(given)}" if given else "")

    def database(self) -> str:
        """Datasette's page of the database, or its own first page where there is no archive."""
        if not self._database:
            return self.file("-/tables")
        return str(self._urls.database(self._database)) + self._asked({})

    def table(self, name: str, extension: str = "", **exact: object) -> str:
        """Datasette's page of a table or view (or its `csv`, `json`), narrowed to rows with these values."""
        address = str(self._urls.table(self._database, name)) + (f".{extension}" if extension else "")
        conditions = {f"{column}__exact": value for column, value in exact.items()}
        if extension:
            return address + (f"?{urlencode(conditions)}" if conditions else "")
        return address + self._asked(conditions)

    def row(self, table: str, key: int, extension: str = "") -> str:
        """Datasette's page of one row (or its `json`)."""
        address = str(self._urls.row(self._database, table, str(key)))
        return f"{address}.{extension}" if extension else address + self._asked({})

    def _asked(self, conditions: dict[str, object]) -> str:
        """A query string with conditions and, on an English page, the language; Datasette repeats it in its links."""
        language = {} if self._speech.code == CHINESE.code else {PARAMETER: self._speech.code}
        return f"?{urlencode({**conditions, **language})}" if conditions or language else ""
