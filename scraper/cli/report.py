"""`salon report`: what an organizer should look at, from the archive alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from scraper.cli import WorkFailed, options, tables
from scraper.records import FindingCode

_FINDINGS = """
select f.issue_number, f.code, f.message, f.excerpt, d.published_at, d.url as document, l.url as link
from findings f left join documents d on d.id = f.document_id left join links l on l.id = f.link_id
order by f.issue_number is null, f.issue_number, f.code, f.message
"""


@click.group()
def command() -> None:
    """What an organizer should look at: contradictions and gaps in the record, and links."""


@command.command()
@options.database
@tables.form_option
@click.option(
    "--code", type=click.Choice([code.value for code in FindingCode]), multiple=True, help="Only findings of this kind."
)
@click.option("--issue", type=click.IntRange(min=1), help="Only findings of this issue.")
@options.verbosity
def findings(database: Path, form: str, code: tuple[str, ...], issue: int | None) -> None:
    """Whatever in the published record contradicts itself or is missing."""
    with archive(database) as connection:
        rows = [dict(row) for row in connection.execute(_FINDINGS)]
    rows = [row for row in rows if (not code or row["code"] in code) and issue in (None, row["issue_number"])]
    tables.print_rows(rows, {"issue_number": "Issue", "code": "Code", "message": "What", "excerpt": "Where"}, form)
    if not options.is_quiet():
        click.echo(f"{len(rows)} findings", err=True)


@contextmanager
def archive(database: Path) -> Iterator[sqlite3.Connection]:
    """The archive, read only.

    Raises:
        WorkFailed: there is none, or it is not one.
    """
    if not database.is_file():
        raise WorkFailed(f"{database}: there is no archive; make one with `salon build`, or name it with --db")
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection
    except sqlite3.DatabaseError as error:
        raise WorkFailed(f"{database}: cannot be read ({error}); make it anew with `salon build`") from error
