"""A Datasette plugin that serves feeds, downloads, and files for search engines and browsers."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from datasette import hookimpl
from datasette.utils.asgi import AsgiStream, NotFound, Response

from scraper.export.atom import theme_feed, themes_by_address
from scraper.export.formats import FORMATS, ONE, Format, has_row
from scraper.export.rendered import BUILD, Fill, RenderedFile, RenderedFiles
from scraper.export.site import Site, archive_database, published_site
from scraper.export.sitemap import robots
from scraper.export.tables import TABLE_FILES, table_names

View = Callable[..., Awaitable[Response]]

FEEDS = {
    "feeds/issues.atom": FORMATS["atom"],
    "feeds/changes.atom": FORMATS["changes"],
    "feeds/salons.ics": FORMATS["ics"],
    "sitemap.xml": Format("sitemap:sitemap", "application/xml; charset=utf-8"),
    "opensearch.xml": Format("sitemap:opensearch_description", "application/opensearchdescription+xml; charset=utf-8"),
    "data/salons.json": FORMATS["json"],
    "data/schedule.json": FORMATS["frab"],
    "data/topics.bib": FORMATS["bibtex"],
    "data/topics.csl.json": FORMATS["csl"],
}
DOCUMENTS = {
    "robots.txt": (robots, "text/plain; charset=utf-8"),
}
DATABASE = "archive.db"
TOLD = ("title", "description", "description_html", "license", "license_url", "source", "source_url")
"""Public keys of the metadata; others may hold settings of plugins."""
CACHED = {"cache-control": "max-age=300"}
NO_ARCHIVE = "no archive is being served yet: run `salon build`"


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> Sequence[tuple[str, View]]:
    """Routes of the feeds below `/feeds`, of the downloads below `/data`, and of files such as `robots.txt`."""
    rendered = RenderedFiles()
    routes = [(_pattern(path), _made_once(rendered, _whole(form))) for path, form in FEEDS.items()]
    routes += [(_pattern(path), _document(*made)) for path, made in DOCUMENTS.items()]
    routes.append((r"/feeds/theme/(?P<address>[\w-]{1,80})\.atom$", _made_once(rendered, _theme)))
    suffixes = "|".join(TABLE_FILES)
    routes.append((rf"/data/(?P<table>[a-z_]+)\.(?P<suffix>{suffixes})$", _made_once(rendered, _table)))
    routes.append(
        (r"/(?P<kind>issue|topic)/(?P<key>\d{1,16})\.(?P<suffix>ics|bib|csl\.json)$", _made_once(rendered, _one))
    )
    routes.append((_pattern(DATABASE), _made_once(rendered, _database)))
    routes.append((_pattern("data/metadata.json"), _metadata))
    return routes


def _pattern(path: str) -> str:
    return rf"/{path}$".replace(".", r"\.")


Make = Callable[[Any, Any, Any], Awaitable[tuple[Fill, str]]]
"""Takes Datasette, a request and the archive; returns the function that fills a file, and its media type."""


def _made_once(rendered: RenderedFiles, make: Make) -> View:
    """A view that makes its file at the first request, and sends the same file until the next build."""

    async def view(datasette: Any, request: Any) -> Any:
        database = await archive_database(datasette)
        if database is None:
            return Response.text(NO_ARCHIVE, status=503)
        await datasette.ensure_permissions(request.actor, [("view-database", database.name), "view-instance"])
        fill, media_type = await make(datasette, request, database)
        name = f"{request.path} {published_site(datasette, request).url}"
        found = await rendered.get(request.scope.get(BUILD), name, fill)
        return _answer(found, media_type)

    return view


def _answer(found: RenderedFile, media_type: str) -> AsgiStream:
    async def send(writer: Any) -> None:
        async for piece in found.pieces():
            await writer.send({"type": "http.response.body", "body": piece, "more_body": True})

    headers = {**CACHED, "content-length": str(found.size)}
    return AsgiStream(send, headers=headers, content_type=media_type)


def _whole(form: Format) -> Make:
    async def make(datasette: Any, request: Any, database: Any) -> tuple[Fill, str]:
        site = published_site(datasette, request)
        return _from_rows(database, lambda connection: form.render(connection, site)), form.media_type

    return make


async def _theme(datasette: Any, request: Any, database: Any) -> tuple[Fill, str]:
    site, address = published_site(datasette, request), request.url_vars["address"]
    names = (await database.execute_fn(themes_by_address)).get(address)
    if names is None:
        raise NotFound("the archive has no such theme")
    return _from_rows(database, lambda connection: theme_feed(connection, site, *names)), FORMATS["atom"].media_type


async def _one(datasette: Any, request: Any, database: Any) -> tuple[Fill, str]:
    """One issue as a calendar, or one topic to cite."""
    kind, key, suffix = request.url_vars["kind"], int(request.url_vars["key"]), request.url_vars["suffix"]
    form, site = ONE.get((kind, suffix)), published_site(datasette, request)
    if form is None or not await database.execute_fn(lambda connection: has_row(connection, kind, key)):
        raise NotFound(f"there is no {kind} {key} as {suffix}")
    return _from_rows(database, lambda connection: form.render(connection, site, key)), form.media_type


async def _table(datasette: Any, request: Any, database: Any) -> tuple[Fill, str]:
    table, form = request.url_vars["table"], TABLE_FILES[request.url_vars["suffix"]]
    if not form.is_possible:
        raise NotFound(f"this copy of the site makes no {request.url_vars['suffix']} files")
    if table not in await database.execute_fn(table_names):
        raise NotFound(f"there is no table {table}")
    await datasette.ensure_permissions(request.actor, [("view-table", (database.name, table))])
    return _from_rows(database, lambda connection: form.make(connection, table)), form.media_type


async def _database(datasette: Any, request: Any, database: Any) -> tuple[Fill, str]:
    """A consistent copy of the whole archive, also while links are being checked."""

    def copied(connection: sqlite3.Connection, file: IO[bytes]) -> None:
        with tempfile.TemporaryDirectory(prefix="salon-") as folder:
            path = Path(folder) / DATABASE
            with closing(sqlite3.connect(path)) as copy:
                connection.backup(copy)
                copy.execute("pragma journal_mode = delete")
            with path.open("rb") as made:
                while piece := made.read(2**20):
                    file.write(piece)

    async def fill(file: IO[bytes]) -> None:
        await database.execute_fn(lambda connection: copied(connection, file))

    return fill, "application/vnd.sqlite3"


async def _metadata(datasette: Any, request: Any) -> Response:
    """Metadata of the site and its tables, with the database under the name of the downloaded file."""
    database = await archive_database(datasette)
    if database is None:
        return Response.text(NO_ARCHIVE, status=503)
    await datasette.ensure_permissions(request.actor, [("view-database", database.name), "view-instance"])
    whole = datasette.metadata()
    described = (whole.get("databases") or {}).get(database.name) or {}
    told = {name: whole[name] for name in TOLD if name in whole}
    of_archive = {name: described[name] for name in (*TOLD, "tables", "queries") if name in described}
    return Response.json({**told, "databases": {Path(DATABASE).stem: of_archive}}, headers=CACHED)


def _from_rows(database: Any, make: Callable[[sqlite3.Connection], bytes]) -> Fill:
    async def fill(file: IO[bytes]) -> None:
        file.write(await database.execute_fn(make))

    return fill


def _document(make: Callable[[Site], bytes], media_type: str) -> View:
    async def view(datasette: Any, request: Any) -> Response:
        return Response(make(published_site(datasette, request)), content_type=media_type, headers=CACHED)

    return view
