"""Rows as a table of text, folded to a terminal's width; elsewhere one line a row, so that `grep` finds whole rows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

# A spreadsheet takes a cell that begins with one of these for a formula; East Asian ones also the full-width forms.
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_ADDRESS = "://"
_AS_TERMINAL = {"FORCE_COLOR", "TTY_COMPATIBLE"}  # variables by which rich may take any output for a terminal
PADDED = 100
"""The widest padding of a column, in cells, outside a terminal; a longer value moves the rest of its row."""


def text_table(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], style: Callable[[str], Text] | None = None
) -> str:
    """The table of `rows` by `columns` (key → heading), as wide as the terminal, if there is one.

    Empty columns and control characters are left out; markup in a value is not interpreted. On a terminal, `style`
    turns values into styled texts.
    """
    cells = [{key: printable(row[key]) for key in columns} for row in rows]
    shown = {key: heading for key, heading in columns.items() if any(row[key] for row in cells)}
    if not (sys.stdout.isatty() or _AS_TERMINAL & os.environ.keys()):
        return _aligned([shown, *cells], list(shown))
    from rich.console import Console  # costs a start more than all searching

    console = Console()
    if not console.is_terminal:
        return _aligned([shown, *cells], list(shown))
    fits = _natural_width([shown, *cells], list(shown)) <= console.width
    with console.capture() as capture:
        if fits or not any(_ADDRESS in text for row in cells for text in row.values()):
            console.print(_folded(cells, shown, style))
        else:
            _print_blocks(console, cells, list(shown), style)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _folded(cells: Sequence[Mapping[str, str]], shown: Mapping[str, str], style: Callable[[str], Text] | None) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in shown.values():
        table.add_column(heading, overflow="fold")
    for row in cells:
        table.add_row(*((style or Text)(row[key]) for key in shown))
    return table


def _natural_width(lines: Sequence[Mapping[str, str]], keys: Sequence[str]) -> int:
    from rich.cells import cell_len

    return sum(max(cell_len(line[key]) for line in lines) + 2 for key in keys) - 2


def _print_blocks(
    console: Any, cells: Sequence[Mapping[str, str]], keys: Sequence[str], style: Callable[[str], Text] | None
) -> None:
    """Prints a row as a paragraph, each address whole on its own line, so that it can be clicked or copied."""
    from rich.text import Text

    for row in cells:
        texts = [row[key] for key in keys if row[key]]
        said = [(style or Text)(text) for text in texts if _ADDRESS not in text]
        console.print(Text("  ").join(said))
        for text in texts:
            if _ADDRESS in text:
                console.print(Text(f"    {text}"), soft_wrap=True)


def _aligned(lines: Sequence[Mapping[str, str]], keys: Sequence[str]) -> str:
    from rich.cells import cell_len

    widths = {key: min(PADDED, max(cell_len(line[key]) for line in lines)) for key in keys}
    padded = ((line[key] + " " * (widths[key] - cell_len(line[key])) for key in keys) for line in lines)
    return "".join(f"{'  '.join(line).rstrip()}\n" for line in padded)


def printable(value: object) -> str:
    """A value as one line of text, without control characters."""
    return "".join(character for character in str("" if value is None else value) if character.isprintable())


def safe_cell(value: Any) -> Any:
    """The value, with an apostrophe before it if a spreadsheet would take it for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(" ")[:1] in _FORMULA_STARTS:
        return f"'{value}"
    return value
