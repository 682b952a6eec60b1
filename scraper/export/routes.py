"""A Datasette plugin: the feeds, and what search engines and browsers ask a site for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Response

from scraper.export.formats import FORMATS, Format
from scraper.export.site import Site, archive_database, published_site
from scraper.export.sitemap import opensearch_description, robots

View = Callable[..., Awaitable[Response]]

FEEDS = {
    "/feeds/issues.atom": FORMATS["atom"],
    "/feeds/changes.atom": FORMATS["changes"],
    "/feeds/salons.ics": FORMATS["ics"],
    "/sitemap.xml": Format("sitemap:sitemap", "application/xml; charset=utf-8"),
}
DOCUMENTS = {
    "/robots.txt": (robots, "text/plain; charset=utf-8"),
    "/opensearch.xml": (opensearch_description, "application/opensearchdescription+xml; charset=utf-8"),
}
CACHED = {"cache-control": "max-age=300"}


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> Sequence[tuple[str, View]]:
    """The feeds below `/feeds`, `/sitemap.xml`, `/robots.txt` and `/opensearch.xml`."""
    feeds = [(rf"{path}$".replace(".", r"\."), _feed(form)) for path, form in FEEDS.items()]
    return feeds + [(rf"{path}$".replace(".", r"\."), _document(*made)) for path, made in DOCUMENTS.items()]


def _feed(form: Format) -> View:
    async def view(datasette: Any, request: Any) -> Response:
        database = await archive_database(datasette)
        if database is None:
            return Response.text("no archive is being served yet: run `salon build`", status=503)
        await datasette.ensure_permissions(request.actor, [("view-database", database.name), "view-instance"])
        site = published_site(datasette, request)
        body = await database.execute_fn(lambda connection: form.render(connection, site))
        return Response(body, content_type=form.media_type, headers=CACHED)

    return view


def _document(make: Callable[[Site], bytes], media_type: str) -> View:
    async def view(datasette: Any, request: Any) -> Response:
        return Response(make(published_site(datasette, request)), content_type=media_type, headers=CACHED)

    return view
