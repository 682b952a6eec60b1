"""Results on standard output: a table for people, JSON, CSV that is safe in spreadsheets, or Markdown."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.text import Text

FORMATS = ("table", "json", "csv", "markdown")


def form_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--format table|json|csv|markdown`, passed on as `form`."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Format of the output."
    )(function)


def print_rows(
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    form: str,
    style: Callable[[str], Text] | None = None,
) -> None:
    """Prints the `columns` (key → heading of the table) of `rows`; JSON has every key of a row.

    Markup and control characters in values are not interpreted. `style` makes styled texts of a table's values.
    """
    if form == "json":
        click.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2))
    elif form == "csv":
        from scraper.text_tables import safe_cell

        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([safe_cell(row[key]) for key in columns] for row in rows)
    elif form == "markdown":
        from scraper.check.formats import markdown_text
        from scraper.text_tables import printable

        lines = [list(columns.values()), ["---"] * len(columns)]
        lines += [[markdown_text(printable(row[key])) for key in columns] for row in rows]
        click.echo("\n".join(f"| {' | '.join(line)} |" for line in lines))
    elif rows:
        from scraper.text_tables import text_table

        click.echo(text_table(rows, columns, style), nl=False)
