"""The Datasette plugin of the site: pages, headers, and links from Datasette's tables to the pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Response
from markupsafe import Markup

from scraper.site.bounds import bound
from scraper.site.delivery.amend import amend
from scraper.site.delivery.assets import ROUTE as ASSETS
from scraper.site.delivery.assets import asset
from scraper.site.delivery.colours import ROUTE as COLOURS
from scraper.site.delivery.colours import colours
from scraper.site.delivery.csv_answers import escape_formulas
from scraper.site.delivery.headers import add_headers
from scraper.site.delivery.refusals import refusal, refuse_many_facets
from scraper.site.language.asked import asked_speech, know_language
from scraper.site.links import PAGES, PAGES_BY_COLUMN, Links
from scraper.site.plugin.frame import datasette_frame, error_response
from scraper.site.plugin.views import ROUTES
from scraper.site.present import FILTERS
from scraper.site.threads import is_ours


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> Sequence[tuple[str, Callable[..., Any]]]:
    """The pages of the site. Our home page is at `/`, Datasette's at `/-/tables`."""
    return [
        *ROUTES,
        (ASSETS, asset),
        (COLOURS, colours),
        (r"/-/(?:databases|versions|threads|plugins)(?:\.json)?$", _untold),
    ]


async def _untold() -> Response:
    """Answers 404: Datasette would show the paths and versions of the software of this server."""
    return Response.json({"ok": False, "error": "not told here", "status": 404, "title": None}, status=404)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, datasette: Any) -> None:
    """Limits the memory of a query."""
    bound(conn, is_ours=is_ours(), is_sql_allowed=datasette.setting("default_allow_sql"))


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Any) -> None:
    """Limits the time of a request for a table."""
    refuse_many_facets(request)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Gives templates our filters (named `salon_…`) and a function for the address of a row's page."""

    def page_of_row(table: str, keys: Sequence[object]) -> str | None:
        return f"{PAGES[table][0]}/{keys[0]}" if table in PAGES and keys else None

    env.filters.update({f"salon_{name}": function for name, function in FILTERS.items()})
    env.globals["salon_page_of_row"] = page_of_row


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """Links a cell that names an issue, topic, speaker or paper to its page.

    The text of the link is the number for an issue, and the key for a row without a name, where Datasette has `None`.
    """
    if isinstance(value, dict):
        is_key = column == "issue_number" or value.get("label") is None
        page = PAGES_BY_COLUMN.get(column) if is_key else None
        return _linked(datasette, page, value["value"], value["value"]) if page else None
    folder, key, shown = PAGES.get(table or "", (PAGES_BY_COLUMN.get(column), column, column))
    if column != shown and column in PAGES_BY_COLUMN:
        folder, key, shown = PAGES_BY_COLUMN[column], column, column
    if folder is None or column != shown or value is None or key not in row.keys():  # noqa: SIM118 (a sqlite3.Row)
        return None
    if row[key] is None:
        return None
    return _linked(datasette, folder, row[key], value)


def _linked(datasette: Any, folder: str, key: object, text: object) -> Markup:
    address = Links(datasette, None, asked_speech()).page(f"{folder}/{key}")
    return Markup('<a href="{}">{}</a>').format(address, text)


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answers wrong requests with 400 where Datasette has 500, and shows errors in the frame of the site."""

    async def answer() -> Any:
        return refusal(request, exception) or await error_response(datasette, request, exception)

    return answer


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(template: str, datasette: Any, request: Any) -> Any:
    """Gives Datasette's own pages the frame of our pages."""

    async def variables() -> dict[str, Any]:
        return {} if template.startswith("salon/") else await datasette_frame(datasette, request)

    return variables


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Adds security headers to every answer, compresses it, and escapes formulas in CSV."""
    from asgi_gzip import GZipMiddleware

    amend(datasette)
    base = datasette.setting("base_url")

    def wrap(application: Any) -> Any:
        sent = add_headers(escape_formulas(know_language(application, base)))
        return GZipMiddleware(sent, compresslevel=5)  # higher levels take twice the time and save one percent

    return wrap
