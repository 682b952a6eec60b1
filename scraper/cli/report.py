"""`salon report`: the findings and links that need an organizer, from the archive alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from scraper.check.formats import FORMATS, summary
from scraper.check.report import rows as link_rows
from scraper.check.verdicts import Verdict
from scraper.cli import Command, options, tables
from scraper.cli.archive import archive_connection, require_known
from scraper.records import FindingCode

_FINDINGS = """
select f.issue_number, f.code, f.message_en as message, f.message as message_zh, f.excerpt,
    f.document_id, d.published_at, d.url as document, l.url as link
from findings f left join documents d on d.id = f.document_id left join links l on l.id = f.link_id
order by f.issue_number is null, f.issue_number, f.code, f.message_en
"""
_NUMBERS = "select number from issues union select issue_number from findings"  # a missing issue has a finding, too


@click.group()
def command() -> None:
    """Work for the organizers: contradictions and gaps in the record, and troubled links."""


@command.command(cls=Command, short_help="contradictions and gaps in the published record")
@options.database
@tables.form_option()
@click.option(
    "--code",
    type=click.Choice([code.value for code in FindingCode]),
    metavar="CODE",
    multiple=True,
    help="Only findings of this kind, such as no_replay; repeatable.",
)
@click.option("--issue", type=options.issue_number, metavar="NUMBER", help="Only findings of this issue.")
@options.verbosity
def findings(database: Path, form: str, code: tuple[str, ...], issue: int | None) -> None:
    """List contradictions and gaps in the published record."""
    with archive_connection(database) as connection:
        rows = [dict(row) for row in connection.execute(_FINDINGS)]
        require_known(connection, "--issue", _NUMBERS, [] if issue is None else [issue])
    rows = [row for row in rows if (not code or row["code"] in code) and issue in (None, row["issue_number"])]
    if not options.is_quiet():
        counts = Counter(row["code"] for row in rows).most_common()
        click.echo(f"{len(rows)} finding{'' if len(rows) == 1 else 's'}", err=True)
        click.echo("".join(f"{number:6} {name}\n" for name, number in counts), err=True, nl=False)
    columns = {"issue_number": "Issue", "code": "Code", "message": "What", "excerpt": "Where"}
    tables.print_rows(tables.with_days(rows, form), columns, form)


@command.command(cls=Command, short_help="the latest verdict on each link, and what to do")
@options.database
@tables.form_option(FORMATS)
@click.option(
    "--verdict",
    "verdicts",
    type=click.Choice([verdict.value for verdict in Verdict]),
    multiple=True,
    help="Only links with this latest verdict; repeatable.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    help="Only links of this kind, such as replay; repeatable.",
)
@options.verbosity
def links(database: Path, form: str, verdicts: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """List the latest verdict on each link, worst first, and what to do. No link is checked again."""
    with archive_connection(database) as connection:
        require_known(connection, "--kind", "select distinct kind from links", list(kinds))
        rows = [
            row
            for row in link_rows(connection)
            if (not verdicts or row.verdict in verdicts) and (not kinds or row.kind in kinds)
        ]
    click.echo(FORMATS[form](rows), nl=False)
    if not options.is_quiet():
        click.echo(summary(rows), err=True)
