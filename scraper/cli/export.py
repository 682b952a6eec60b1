"""`salon export`: the archive in formats for other programs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

from scraper.cli import Command, WorkFailed, options
from scraper.cli.archive import archive_connection
from scraper.export.formats import FORMATS, TABLE_FORMATS
from scraper.export.site import Site
from scraper.installed import extra_command


@click.command(cls=Command)
@click.argument("form", metavar="FORMAT", type=click.Choice([*FORMATS, *TABLE_FORMATS]))
@options.database
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option("--table", default="topic_index", show_default=True, help="The table or view, for csv and parquet.")
@options.site
@options.verbosity
def command(form: str, database: Path, output: Path | None, table: str, site: Site) -> None:
    """Write the archive as FORMAT to standard output or a file.

    \b
    ics      calendar of the sessions          atom     feed of the newest sessions
    changes  feed of changes of replays        frab     schedule.json of the talks that have a time
    json     all sessions with their talks       jsonld   schema.org events
    bibtex   topics to cite                    csl      the same for citation managers (CSL-JSON)
    csv      a table, safe for spreadsheets    parquet  a table (needs the extra `parquet`)
    """
    try:
        with archive_connection(database) as connection:
            content = _content(form, connection, table, site)
    except ImportError as error:
        raise WorkFailed(f"parquet needs pyarrow: {extra_command('parquet')}") from error
    if output:
        _write(output, content)
    else:
        with click.open_file("-", "wb") as standard_output:
            standard_output.write(content)


def _content(form: str, connection: sqlite3.Connection, table: str, site: Site) -> bytes:
    from scraper.export import tables

    if form in FORMATS:
        return FORMATS[form].render(connection, site)
    try:
        made: bytes = getattr(tables, TABLE_FORMATS[form])(connection, table)
    except tables.UnknownTable as error:
        raise click.BadParameter(str(error), param_hint="--table") from error
    return made


def _write(output: Path, content: bytes) -> None:
    """Replaces the file as a whole: a reader never sees half of it."""
    partial = output.with_name(f"{output.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(output)
    except OSError as error:
        raise WorkFailed(f"{output}: cannot be written ({error.strerror}); the archive is as it was") from error
    if not options.is_quiet():
        click.echo(f"{output}: {len(content):,} bytes", err=True)
