"""Routes to pages: reads the archive in one of Datasette's reader threads, then fills the page's template."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response
from datasette.views.index import IndexView

from scraper.defaults import SettingsError
from scraper.export.attached import archive_database
from scraper.export.jsonld import issue_event
from scraper.export.site import Site
from scraper.site.headers import OUR_POLICY
from scraper.site.links import Links
from scraper.site.pages.charts import charts_page, timeline_page
from scraper.site.pages.documents import document_page
from scraper.site.pages.health import health_page
from scraper.site.pages.home import about_page, archive_facts, home_page
from scraper.site.pages.issues import issue_page, issues_page
from scraper.site.pages.search import parse_search, search_page
from scraper.site.pages.topics import paper_page, papers_page, people_page, person_page, topic_page
from scraper.site.query import Row

TITLE = "机器学习沙龙档案"
NO_ARCHIVE = "还没有档案，请先运行 salon build。No archive is being served yet: run `salon build`."
OTHER_ARCHIVE = "这份档案与本版本不符，请重新运行 salon build。The archive is of another version: run `salon build`."


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What a request asks of a page: the parts of its path, its query string (first values), the site's address."""

    path: dict[str, str]
    query: dict[str, str]
    site_url: str

    @property
    def key(self) -> int:
        return int(self.path["key"])


Read = Callable[[sqlite3.Connection, PageRequest], Row | None]


def _issue(connection: sqlite3.Connection, asked: PageRequest) -> Row | None:
    page = issue_page(connection, asked.key)
    return page and {**page, "event": issue_event(connection, asked.key, Site(asked.site_url))}


PAGES: list[tuple[str, str, Read]] = [
    (r"/", "home", lambda connection, asked: home_page(connection)),
    (r"/issues(?:/(?P<year>\d{4}))?", "issues", lambda connection, asked: issues_page(connection, asked.path["year"])),
    (r"/issue/(?P<key>\d{1,9})", "issue", _issue),
    (r"/topic/(?P<key>\d{1,16})", "topic", lambda connection, asked: topic_page(connection, asked.key)),
    (r"/people", "people", lambda connection, asked: people_page(connection)),
    (r"/person/(?P<key>\d{1,16})", "person", lambda connection, asked: person_page(connection, asked.key)),
    (r"/papers", "papers", lambda connection, asked: papers_page(connection)),
    (r"/paper/(?P<key>\d{1,16})", "paper", lambda connection, asked: paper_page(connection, asked.key)),
    (r"/document/(?P<key>\d{1,16})", "document", lambda connection, asked: document_page(connection, asked.key)),
    (r"/timeline", "timeline", lambda connection, asked: timeline_page(connection)),
    (r"/charts", "charts", lambda connection, asked: charts_page(connection)),
    (r"/search", "search", lambda connection, asked: search_page(connection, *parse_search(asked.query))),
    (r"/health", "health", lambda connection, asked: health_page(connection)),
    (r"/about", "about", lambda connection, asked: about_page(connection)),
]


def _view(name: str, read: Read) -> Callable[..., Awaitable[Response]]:
    async def view(datasette: Any, request: Any) -> Response:
        database = await archive_database(datasette)
        if database is None:
            return await _message(datasette, request, 503, NO_ARCHIVE)
        await datasette.ensure_permissions(request.actor, [("view-database", database.name), "view-instance"])
        asked = PageRequest(
            request.url_vars,
            {key: request.args[key] for key in request.args},
            datasette.absolute_url(request, datasette.urls.path("/")),
        )
        try:
            page = await database.execute_fn(lambda connection: _read(connection, read, asked))
        except SettingsError as error:
            return await _message(datasette, request, 503, str(error))
        except sqlite3.OperationalError:
            return await _message(datasette, request, 503, OTHER_ARCHIVE)
        if page is None:
            return await _message(
                datasette, request, 404, "档案里没有这一页。The archive has no such page.", database.name
            )
        return await _render(datasette, request, name, {**page, "link": Links(datasette, database.name), "view": name})

    return view


def _read(connection: sqlite3.Connection, read: Read, asked: PageRequest) -> Row | None:
    page = read(connection, asked)
    return page and {**page, "about": archive_facts(connection)}


async def _message(datasette: Any, request: Any, status: int, message: str, database: str | None = None) -> Response:
    context = {"message": message, "link": Links(datasette, database), "view": "message", "about": {}}
    return await _render(datasette, request, "message", context, status)


async def _render(datasette: Any, request: Any, name: str, context: Row, status: int = 200) -> Response:
    title, contact = (str(datasette.metadata(key) or default) for key, default in (("title", TITLE), ("contact", "")))
    context = {**context, "site_title": title, "contact": contact}
    html = await datasette.render_template(f"salon/{name}.html", context, request=request)
    return Response.html(html, status=status, headers={"content-security-policy": OUR_POLICY})


async def _datasette_index(datasette: Any, request: Any) -> Response:
    """Datasette's own first page, which ours replaces at `/`."""
    return await IndexView(datasette).dispatch_request(request)


ROUTES = [
    *((rf"{pattern}$", _view(name, read)) for pattern, name, read in PAGES),
    (r"/-/tables(?:\.(?P<format>jsono?))?$", _datasette_index),
]
