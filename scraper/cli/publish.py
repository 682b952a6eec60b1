"""`salon publish`: the site as plain files, for web servers without Python."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from scraper.cli import Command, WorkFailed, options
from scraper.cli.archive import archive_connection
from scraper.export.site import Site

_file = click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))


@click.group()
def command() -> None:
    """Publish the site as plain files, its picture, or its metadata for Datasette."""


@command.command(cls=Command, short_help="the whole site as plain files")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@options.database
@options.site
@options.verbosity
def static(folder: Path, database: Path, site: Site) -> None:
    """Write the whole site into DIR as plain files: pages, feeds, tables as CSV and JSON, the database.

    Any web server or GitHub Pages can serve it at any address, and a browser opens it as files. DIR is replaced as a
    whole; it must be new, empty, or an earlier copy.
    """
    from scraper.cli.progress import counting
    from scraper.publish.static import publish_static

    with counting("files") as told:
        published = asyncio.run(publish_static(database, folder, site, told))
    if not options.is_quiet():
        click.echo(f"{folder}: {published.files:,} files, {published.bytes:,} bytes")


@command.command(cls=Command, short_help="the archive in one picture, as SVG")
@_file
@options.database
@options.verbosity
def picture(file: Path, database: Path) -> None:
    """Write the picture of the home page into FILE: a square for each issue, coloured by the state of its replay.

    It has colours for light and for dark pages.
    """
    from scraper.site.pages.home import archive_picture

    with archive_connection(database) as connection:
        made = archive_picture(connection)
    if made is None:
        raise WorkFailed(f"{database}: no issue in it has a date, so there is nothing to draw")
    file.write_text(made + "\n", encoding="utf-8")
    if not options.is_quiet():
        click.echo(f"{file}: {len(made.encode()):,} bytes")


@command.command(cls=Command, short_help="metadata.yml filled for this archive, as JSON")
@_file
@options.database
@options.verbosity
def metadata(file: Path, database: Path) -> None:
    """Write metadata.yml as JSON into FILE, with the names of the archive's series in place of `{zh.name}` and others.

    For `datasette -m FILE` and Datasette's own publishers; `salon serve` and `salon publish static` need none.
    """
    import json

    from scraper.publish.instance import metadata_for
    from scraper.store.series import series_of

    with archive_connection(database) as connection:
        filled = metadata_for(database.stem, series_of(connection))
    file.write_text(json.dumps(filled, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
