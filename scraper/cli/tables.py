"""Results on standard output: a table that a person reads, JSON, or CSV that is safe in a spreadsheet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

FORMATS = ("table", "json", "csv")


def form_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--format table|json|csv`, passed on as `form`."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print them."
    )(function)


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], form: str) -> None:
    """Prints `rows` by `columns` (key → heading of the table); JSON keeps every key of a row.

    Nothing in a value is read as markup or terminal control: unprintable characters are left out.
    """
    if form == "json":
        click.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2))
    elif form == "csv":
        from scraper.export.tables import safe_cell

        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([safe_cell(row[key]) for key in columns] for row in rows)
    elif rows:
        _print_table(rows, columns)


def _print_table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(row[key])) for key in columns))
    Console().print(table)


def printable(value: object) -> str:
    """A value as one line of text, without what a terminal would obey."""
    return "".join(character for character in str("" if value is None else value) if character.isprintable())
