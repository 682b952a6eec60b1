"""`salon publish`: the site for places that run no Python."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from scraper.cli import Command, options
from scraper.export.site import Site


@click.group()
def command() -> None:
    """Publish the site for places that run no Python."""


@command.command(cls=Command, short_help="the whole site as plain files")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@options.database
@options.site
@options.verbosity
def static(folder: Path, database: Path, site: Site) -> None:
    """Write the whole site into DIR as plain files: pages, feeds, tables as CSV and JSON, the database.

    Any web server, GitHub Pages, or a file manager shows it, under any address. DIR is replaced as a whole, and only
    where it is new, empty, or an earlier copy.
    """
    from scraper.publish.static import publish_static

    published = asyncio.run(publish_static(database, folder, site))
    if not options.is_quiet():
        click.echo(f"{folder}: {published.files:,} files, {published.bytes:,} bytes")
