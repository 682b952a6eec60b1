"""Results on standard output: a table for people, JSON, CSV that is safe in spreadsheets, or Markdown."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.text import Text

FORMATS = ("table", "json", "csv", "markdown")


def form_option(forms: Iterable[str] = FORMATS) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--format` with the names of the formats that a command has, passed on as `form`."""
    choice = click.Choice([*forms])
    return click.option(
        "--format", "form", type=choice, default="table", show_default=True, help="Format of the output."
    )


def with_days(rows: Sequence[Mapping[str, Any]], form: str) -> list[dict[str, Any]]:
    """The rows as they are shown in `form`: where people read them, a number that means a day is that day."""
    if form not in ("table", "markdown"):
        return [dict(row) for row in rows]
    from scraper.series import day_called

    return [{**row, "issue_number": row["issue_number"] and day_called(row["issue_number"])} for row in rows]


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
