"""The whole site as plain files: pages rendered by the site itself, feeds, tables as CSV and JSON, the database."""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from scraper import __version__
from scraper.errors import SalonError
from scraper.export.atom import theme_feed, themes_by_address
from scraper.export.formats import FORMATS, ONE
from scraper.export.site import Site
from scraper.export.sitemap import page_paths, robots, sitemap
from scraper.export.tables import TABLE_FILES, table_names
from scraper.publish.folder import NewFolder, replaced_folder
from scraper.publish.instance import archive_instance, metadata_for
from scraper.publish.layout import (
    DATA_PAGE,
    DATABASE,
    DATABASE_FILE,
    FEEDS,
    NOWHERE_FILE,
    TEXTS_FILE,
    TOPICS_PAGE,
    UNKNOWN_ORIGIN,
    Layout,
    is_rendered,
)
from scraper.publish.listings import listing_page
from scraper.publish.rewrite import static_page
from scraper.publish.search_texts import search_texts
from scraper.site.language.speech import SPEECHES
from scraper.store.read import check_whole
from scraper.store.series import series_of

if TYPE_CHECKING:
    from datasette.app import Datasette


class PublishError(SalonError):
    """A site that cannot be published; the message names the page and its status."""


@dataclass(frozen=True, slots=True)
class StaticCopy:
    """The number of files of a copy, and their bytes."""

    files: int
    bytes: int


async def publish_static(
    database: Path, folder: Path, site: Site, told: Callable[[int], None] = lambda files: None
) -> StaticCopy:
    """Writes the site into `folder`, which it replaces as a whole.

    The address of `site`, where known, is written into feeds, the site map and canonical links. The copy works at any
    address. `told` is called after each file with how many there are.

    Raises:
        ArchiveError: there is no archive at `database`.
        FolderError: `folder` may not be replaced or cannot be written.
        PublishError: a page of the site does not answer.
    """
    check_whole(database)
    with replaced_folder(folder, {"version": __version__, "url": site.url}, told) as new:
        copy = new.path / DATABASE_FILE
        _snapshot(database, copy)
        with closing(sqlite3.connect(copy)) as connection:
            layout = Layout(_home(site), frozenset(table_names(connection)))
            await _write_pages(connection, new, layout)
            _write_data(connection, new, layout, site)
    return StaticCopy(new.files + 1, new.bytes + (folder / DATABASE_FILE).stat().st_size)


def _home(site: Site) -> str:
    return f"{site.url.rstrip('/')}/" if site.url else UNKNOWN_ORIGIN


def _snapshot(database: Path, copy: Path) -> None:
    """Writes a consistent copy of the archive into one file, also while a build is running."""
    with (
        closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("pragma journal_mode = delete")


async def _write_pages(connection: sqlite3.Connection, new: NewFolder, layout: Layout) -> None:
    """Writes all pages of the archive and all pages, styles and scripts they link to, each once."""
    server = _Server(new.path / DATABASE_FILE, layout)
    series = series_of(connection)
    ours: dict[str, bytes] = {}
    for speech in SPEECHES:
        home = await server.get(speech.prefix)
        ours[speech.prefix + TOPICS_PAGE] = listing_page(connection, home, layout, speech.of(series))
    waiting = deque([*ours, *(path for path, _ in page_paths(connection))])
    written: set[str] = set()
    while waiting:
        path = waiting.popleft()
        file = layout.file_of(path)
        if file is None or file in written or not is_rendered(path):
            continue
        content = ours.get(path) or await server.get(path)
        if file.endswith(".html"):
            page = static_page(content, file, layout)
            content = page.html
            waiting.extend(sorted(page.linked))
        new.write(file, content)
        written.add(file)
    for speech in SPEECHES:
        file = speech.prefix + NOWHERE_FILE
        new.write(file, static_page(await server.get(file, status=404), file, layout).html)


class _Server:
    """The site, run in this process and requested by path; it uses the address of the copy, where known."""

    def __init__(self, database: Path, layout: Layout) -> None:
        parts = urlsplit(layout.url)
        settings = {"base_url": parts.path, "force_https_urls": parts.scheme == "https"}
        self._host = parts.netloc
        url = layout.url if layout.is_address_known else None
        self._datasette: Datasette = archive_instance(database, immutable=True, settings=settings, url=url)

    async def get(self, path: str, status: int = 200) -> bytes:
        """The body of a page. Raises `PublishError` where the site answers with another status than `status`."""
        answer = await self._datasette.client.get(f"/{quote(path)}", headers={"host": self._host})
        if answer.status_code != status:
            raise PublishError(f"the page /{path} answered {answer.status_code}; nothing was published")
        return bytes(answer.content)


def _write_data(connection: sqlite3.Connection, new: NewFolder, layout: Layout, site: Site) -> None:
    """Writes feeds, exports and tables; the site map and robots.txt only where the address of the copy is known."""
    for file, content in _data_files(connection, layout, site):
        new.write(file, content)


def _data_files(connection: sqlite3.Connection, layout: Layout, site: Site) -> Iterator[tuple[str, bytes]]:
    for file, form in FEEDS.items():
        yield file, FORMATS[form].render(connection, site)
    for address, names in themes_by_address(connection).items():
        yield f"feeds/theme/{address}.atom", theme_feed(connection, site, *names)
    for table in sorted(layout.tables):
        for suffix, made in TABLE_FILES.items():
            if made.is_possible:
                yield f"{DATA_PAGE}/{table}.{suffix}", made.make(connection, table)
    for (kind, suffix), one in ONE.items():
        for (key,) in connection.execute(
            {"issue": "select number from issues", "topic": "select id from topics"}[kind]
        ):
            yield f"{kind}/{key}.{suffix}", one.render(connection, site, key)
    yield TEXTS_FILE, search_texts(connection)
    metadata = json.dumps(metadata_for(DATABASE, series_of(connection)), ensure_ascii=False)
    yield f"{DATA_PAGE}/metadata.json", metadata.encode()
    yield ".nojekyll", b""
    if layout.is_address_known:
        yield "sitemap.xml", sitemap(connection, site)
        yield "robots.txt", robots(site)
