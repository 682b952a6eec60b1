"""Rows of a Markdown table that were broken on their way: by a line end inside a cell, or their pipes turned to tabs.

Converters of HTML to Markdown write `<br>` inside a cell as a line end, which ends the row for every renderer.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_JOINED = 100
"""Lines that are added to one row."""
_JOINT = "<br />"

_RULE = re.compile(  # of three columns and more; blanks never stand beside blanks, which would take quadratic time
    r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){2,}(?:\|[ \t]*)?"
)
_ENDS_TABLE = re.compile(r"[ \t]*(?:#|>|```|-{3,}[ \t]*$)")
_TABBED = re.compile(  # as pasted from a spreadsheet: a row of names above rows that begin with a number
    r"^(?:[^\t\n|]+\t){2,}[^\t\n]*\n(?:\d{1,4}\t[^\n]*(?:\n|\Z))+", re.M
)


def with_whole_rows(markdown: str) -> str:
    """The text with every row of its tables on one line, and with pipes."""
    piped = _TABBED.sub(lambda table: _piped(table[0]), markdown) if "\t" in markdown else markdown
    return "\n".join(_joined(piped.split("\n")))


def _piped(table: str) -> str:
    rows = [f"| {row} |".replace("\t", " | ") for row in table.replace("|", r"\|").rstrip("\n").split("\n")]
    return "\n".join(["", rows[0], "|" + " --- |" * (rows[0].count(" | ") + 1), *rows[1:], "", ""])


def _joined(lines: list[str]) -> list[str]:
    joined: list[str] = []
    shape: _Shape | None = None  # of the table that is open
    first = 0  # place of its first row
    for place, line in enumerate(lines):
        if shape is None:
            joined.append(line)
            shape, first = _shape(lines[place - 1], line) if place else None, len(joined)
        elif len(joined) > first and shape.goes_on(joined[-1], line):
            joined[-1] = f"{joined[-1].rstrip()}{_JOINT}{line.strip()}"
        elif line.strip() or not shape.is_row(lines[place + 1] if place + 1 < len(lines) else ""):
            shape = None if not line.strip() or _ENDS_TABLE.match(line) else shape
            joined.append(line)
    return joined


class _Shape(NamedTuple):
    """How many pipes a whole row of a table has, and whether rows begin and end with one."""

    pipes: int
    closed: bool

    def goes_on(self, row: str, line: str) -> bool:
        """Whether a line is more of the row above it."""
        here, above = _pipes(line), _pipes(row)
        if above + here > self.pipes:  # most rows are whole
            return False
        if not line.strip() or _ENDS_TABLE.match(line) or row.count(_JOINT) >= MAX_JOINED:
            return False
        opens = (line.startswith("|") and here > 1) or above == self.pipes  # a line of its own
        return not (self.closed and opens)

    def is_row(self, line: str) -> bool:
        """Whether a line below a blank one is still a row of the table, which no renderer can know."""
        return not self.closed and 2 <= _pipes(line) <= self.pipes and not line.startswith("|")


def _shape(names: str, rule: str) -> _Shape | None:
    if "|" not in rule or not _RULE.fullmatch(rule) or _pipes(names) < _pipes(rule):
        return None
    return _Shape(_pipes(names), names.lstrip().startswith("|"))


def _pipes(line: str) -> int:
    return line.count("|") - line.count(r"\|")
