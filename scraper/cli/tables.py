"""Results on standard output: a table that a person reads, JSON, or CSV that is safe in a spreadsheet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.text import Text

FORMATS = ("table", "json", "csv")

# A table that no terminal shows has a line a row, so that `grep` and `head` find whole ones; longer values are folded.
WIDE = 1000


def form_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--format table|json|csv`, passed on as `form`."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print them."
    )(function)


def print_rows(
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    form: str,
    style: Callable[[str], Text] | None = None,
) -> None:
    """Prints `rows` by `columns` (key → heading of the table); JSON keeps every key of a row.

    Nothing in a value is read as markup or terminal control: unprintable characters are left out. A table leaves out
    columns without a value; `style` makes its texts of the values.
    """
    if form == "json":
        click.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2))
    elif form == "csv":
        from scraper.export.tables import safe_cell

        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([safe_cell(row[key]) for key in columns] for row in rows)
    elif rows:
        click.echo(_table(rows, columns, style), nl=False)


def _table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], style: Callable[[str], Text] | None) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = [key for key in columns if any(row[key] not in (None, "") for row in rows)]
    table = Table(box=None, pad_edge=False)
    for key in shown:
        table.add_column(columns[key], overflow="fold")
    for row in rows:
        table.add_row(*((style or Text)(printable(row[key])) for key in shown))
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    with console.capture() as capture:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def printable(value: object) -> str:
    """A value as one line of text, without what a terminal would obey."""
    return "".join(character for character in str("" if value is None else value) if character.isprintable())
