"""Routes to pages: reads the archive in one of Datasette's reader threads, then fills the page's template."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urlencode, urljoin

from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Response
from datasette.views.index import IndexView

from scraper.defaults import SettingsError
from scraper.export.jsonld import issue_event, topic_event
from scraper.export.site import Site, archive_database, published_site, web_url
from scraper.search.terms import LONGEST_TEXT
from scraper.series.settings import read_series
from scraper.site.delivery.headers import OUR_POLICY
from scraper.site.language.speech import SPEECHES, Speech, speech_of
from scraper.site.links import Links
from scraper.site.pages.charts import charts_page, timeline_page
from scraper.site.pages.data import data_page
from scraper.site.pages.documents import document_page
from scraper.site.pages.health import health_page
from scraper.site.pages.home import about_page, archive_facts, home_page
from scraper.site.pages.issues import issue_page, issues_page
from scraper.site.pages.search import parse_search, search_page
from scraper.site.pages.themes import replays_page, theme_page, topics_page
from scraper.site.pages.topics import paper_page, papers_page, people_page, person_page, topic_page
from scraper.site.plugin.frame import frame
from scraper.site.query import Row
from scraper.store.series import series_of

SEARCH_PARAMETERS = ("q", "year", "track", "theme", "kind", "page")


QUERIES_OF_A_PAGE = 5
"""The time limit of one of our pages, as a multiple of Datasette's limit for one query: a page makes many queries."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A request for a page: the parts of its path, its query string (first values), the site, the language."""

    path: dict[str, str]
    query: dict[str, str]
    site: Site
    speech: Speech
    described: Callable[[], dict[str, Any]]
    """The metadata of each table."""

    @property
    def key(self) -> int:
        return int(self.path["key"])

    @property
    def name(self) -> str:
        return unquote(self.path["name"])


Read = Callable[[sqlite3.Connection, PageRequest], Row | None]


def _issue(connection: sqlite3.Connection, asked: PageRequest) -> Row | None:
    page = issue_page(connection, asked.key)
    return page and {**page, "event": issue_event(connection, asked.key, asked.site)}


def _topic(connection: sqlite3.Connection, asked: PageRequest) -> Row | None:
    page = topic_page(connection, asked.key)
    return page and {**page, "event": topic_event(connection, asked.key, page["topic"]["issue_number"], asked.site)}


PAGES: list[tuple[str, str, Read]] = [
    (r"/?", "home", lambda connection, asked: home_page(connection, asked.speech)),
    (r"/issues(?:/(?P<year>\d{4}))?", "issues", lambda connection, asked: issues_page(connection, asked.path["year"])),
    (r"/issue/(?P<key>\d{1,10})", "issue", _issue),
    (r"/topic/(?P<key>\d{1,16})", "topic", _topic),
    (r"/topics", "topics", lambda connection, asked: topics_page(connection)),
    (r"/theme/(?P<name>[^/]{1,180})", "theme", lambda connection, asked: theme_page(connection, asked.name)),
    (
        r"/replays(?:/(?P<state>[a-z]{1,20}))?",
        "replays",
        lambda connection, asked: replays_page(connection, asked.path["state"]),
    ),
    (r"/people", "people", lambda connection, asked: people_page(connection)),
    (r"/person/(?P<key>\d{1,16})", "person", lambda connection, asked: person_page(connection, asked.key)),
    (r"/papers", "papers", lambda connection, asked: papers_page(connection)),
    (r"/paper/(?P<key>\d{1,16})", "paper", lambda connection, asked: paper_page(connection, asked.key)),
    (r"/document/(?P<key>\d{1,16})", "document", lambda connection, asked: document_page(connection, asked.key)),
    (r"/timeline", "timeline", lambda connection, asked: timeline_page(connection, asked.speech)),
    (r"/charts", "charts", lambda connection, asked: charts_page(connection, asked.speech)),
    (r"/search", "search", lambda connection, asked: search_page(connection, *parse_search(asked.query))),
    (r"/data", "data", lambda connection, asked: data_page(connection, asked.site, asked.described())),
    (
        r"/health(?:/(?P<only>[a-z_]{1,40}))?",
        "health",
        lambda connection, asked: health_page(connection, asked.path["only"]),
    ),
    (r"/about", "about", lambda connection, asked: about_page(connection)),
]


def _view(name: str, read: Read) -> Callable[..., Awaitable[Response]]:
    async def view(datasette: Any, request: Any) -> Response:
        speech = speech_of(request.url_vars["language"])
        database = await archive_database(datasette)
        if database is None:
            return await _message(datasette, request, 503, speech.t("no_archive"))
        await datasette.ensure_permissions(request.actor, [("view-database", database.name), "view-instance"])
        asked = PageRequest(
            request.url_vars,
            {key: request.args[key] for key in request.args},
            published_site(datasette, request),
            speech,
            lambda: datasette.metadata("tables", database=database.name) or {},
        )
        try:
            limit = QUERIES_OF_A_PAGE * datasette.setting("sql_time_limit_ms")
            page = await database.execute_fn(lambda connection: _read(connection, read, asked, limit))
        except SettingsError as error:
            return await _message(datasette, request, 503, str(error))
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                return await _message(datasette, request, 503, speech.t("too_long"))
            return await _message(datasette, request, 503, speech.t("other_archive"))
        if page is None:
            return await _message(datasette, request, 404, speech.t("missing"), database.name)
        return await _render(datasette, request, name, {**page, "database": database.name})

    return view


def _read(connection: sqlite3.Connection, read: Read, asked: PageRequest, limit: int) -> Row | None:
    """The values that `read` returns within `limit` milliseconds, and those that every page shows."""
    with sqlite_timelimit(connection, limit):
        series = series_of(connection)
        page = read(connection, replace(asked, speech=asked.speech.of(series)))
        return page and {**page, "about": archive_facts(connection), "series": series}


async def _message(datasette: Any, request: Any, status: int, message: str, database: str | None = None) -> Response:
    return await _render(datasette, request, "message", {"message": message, "about": {}, "database": database}, status)


def _kept(arguments: Any) -> str:
    """The query string of the same search, cut to the length that a search reads."""
    return urlencode({name: arguments[name][:LONGEST_TEXT] for name in SEARCH_PARAMETERS if name in arguments})


async def _render(datasette: Any, request: Any, name: str, page: Row, status: int = 200) -> Response:
    """The page in the language of its address; `versions` are its addresses in every language."""
    speech = speech_of(request.url_vars["language"]).of(page.get("series") or read_series())
    link = Links(datasette, page["database"], speech)
    here, query = request.url_vars["page"].strip("/"), _kept(request.args)
    paths = page.get("paths", {})
    versions = [
        (each, link.page(paths.get(each.code, here), each) + (f"?{query}" if query else "")) for each in SPEECHES
    ]
    configured = web_url(datasette.metadata("url"))
    address = configured and urljoin(configured, link.page(paths.get(speech.code, here)))
    context = {
        "address": address,
        **page,
        **frame(datasette, speech, page["database"]),
        "view": name,
        "versions": versions,
    }
    html = await datasette.render_template(f"salon/{name}.html", context, request=request)
    headers = {"content-security-policy": OUR_POLICY, "content-language": speech.tag}
    return Response.html(html, status=status, headers=headers)


async def _datasette_index(datasette: Any, request: Any) -> Response:
    """Datasette's own home page, which ours replaces at `/`."""
    return await IndexView(datasette).dispatch_request(request)


ROUTES = [
    *((rf"(?:/(?P<language>en))?(?P<page>{pattern})$", _view(name, read)) for pattern, name, read in PAGES),
    (r"/-/tables(?:\.(?P<format>jsono?))?$", _datasette_index),
]
