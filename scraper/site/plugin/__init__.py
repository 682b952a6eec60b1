"""The Datasette plugin of the site: its pages, its headers, and links from Datasette's tables to the pages."""

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
from scraper.site.delivery.csv_answers import escape_formulas
from scraper.site.delivery.headers import add_headers
from scraper.site.delivery.refusals import refusal
from scraper.site.links import PAGES, PAGES_BY_COLUMN
from scraper.site.plugin.views import ROUTES
from scraper.site.present import FILTERS
from scraper.site.threads import is_ours


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> Sequence[tuple[str, Callable[..., Any]]]:
    """The pages of the site; `/` is ours, Datasette's own first page is at `/-/tables`."""
    return [*ROUTES, (ASSETS, asset), (r"/-/(?:databases|versions|threads|plugins)(?:\.json)?$", _untold)]


async def _untold() -> Response:
    """Datasette tells here the paths and versions of what serves the site, which is nobody's business."""
    return Response.json({"ok": False, "error": "not told here", "status": 404, "title": None}, status=404)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, datasette: Any) -> None:
    """Bounds what a query may take in memory."""
    bound(conn, is_ours=is_ours(), is_sql_allowed=datasette.setting("default_allow_sql"))


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Gives templates our filters (named `salon_…`) and, on Datasette's own pages, the address of a row's page."""

    def page_of_row(table: str, keys: Sequence[object]) -> str | None:
        return datasette.urls.path(f"{PAGES[table][0]}/{keys[0]}") if table in PAGES and keys else None

    env.filters.update({f"salon_{name}": function for name, function in FILTERS.items()})
    env.globals["salon_page_of_row"] = page_of_row


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """Links a cell that names an issue, topic, speaker or paper to its page.

    A reference to a row without a name (Datasette would show `None`) is called by its key.
    """
    if isinstance(value, dict):
        page = PAGES_BY_COLUMN.get(column) if value.get("label") is None else None
        return _linked(datasette, page, value["value"], value["value"]) if page else None
    folder, key, shown = PAGES.get(table or "", (PAGES_BY_COLUMN.get(column), column, column))
    if folder is None or column != shown or value is None or key not in row.keys():  # noqa: SIM118 (a sqlite3.Row)
        return None
    return _linked(datasette, folder, row[key], value)


def _linked(datasette: Any, folder: str, key: object, text: object) -> Markup:
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"{folder}/{key}"), text)


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def handle_exception(request: Any, exception: Exception) -> Any:
    """Answers with 400 where Datasette would with 500 though the reader is wrong."""
    return refusal(request, exception)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Adds security headers to every answer that does not bring its own, and compresses it; no CSV holds a formula."""
    from asgi_gzip import GZipMiddleware

    amend(datasette)
    return lambda application: GZipMiddleware(add_headers(escape_formulas(application)), compresslevel=5)
