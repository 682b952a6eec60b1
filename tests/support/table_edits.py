"""The recap table of an announcement set another way: other columns, other marks, or in HTML."""

from __future__ import annotations

import re
from collections.abc import Callable

from support.edits import Text, replaced
from support.renderings import rendered

Rows = list[list[str]]


def counted(form: str) -> Text:
    """The numbers of the rows written another way, such as 第 {} 期."""
    return replaced((r"(?m)^\|\s*(\d{1,2})\s*(?=\|)", "| " + form.format(r"\1") + " "))


def table(edit: Callable[[Rows], Rows] = lambda rows: rows, form: Callable[[Rows], str] | None = None) -> Text:
    """The table as rows of cells, of which the first names the columns, edited and written in a form."""

    def edited(text: str, year: int = 0) -> str:
        return re.sub(
            r"^\|\s*期数.*\n(?:\|.*(?:\n|\Z))+",
            lambda match: (form or pipes)(edit(_rows(match[0]))) + "\n",
            text,
            flags=re.M,
        )

    return edited


def _rows(text: str) -> Rows:
    lines = [line.strip() for line in text.strip().split("\n") if not re.fullmatch(r"[|:\s-]+", line)]
    return [[cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")] for line in lines]


def with_column(head: str, value: str, place: int) -> Callable[[Rows], Rows]:
    """A further column at a place."""

    def widened(rows: Rows) -> Rows:
        padded = [row + [""] * (place - len(row)) for row in rows]
        return [[*row[:place], value if at else head, *row[place:]] for at, row in enumerate(padded)]

    return widened


def row_a_track(rows: Rows) -> Rows:
    """A row for each line of the topics; number, date and links stand in the first of them."""
    split = [rows[0]]
    for row in rows[1:]:
        number, day, topics, *links = row
        first, *others = [line for line in re.split(r"\s*<br ?/?>\s*", topics) if line] or [""]
        split += [[number, day, first, *links], *(["", "", other, ""] for other in others)]
    return split


def merged(rows: Rows) -> str:
    """In HTML; a row without a number lies below the one cell of the number, date and links of the row above."""
    html = as_html(rows).replace("<td><p></p></td>", "")
    return re.sub(r"<tr>(?:(?!</?tr>).)*</tr>(?:<tr><td>(?:(?!</?td>).)*</td></tr>)+", _spanning, html, flags=re.S)


def _spanning(found: re.Match[str]) -> str:
    first, *others = re.split(r"(?<=</tr>)", found[0])[:-1]
    number, day, topics, *links = first.split("<td>")[1:]
    cell = f'<td rowspan="{len(others) + 1}">'
    return "".join([f"<tr>{cell}{number}{cell}{day}<td>{topics}", *(cell + link for link in links), *others])


def pipes(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def packed(rows: Rows) -> str:
    return pipes(rows).replace("| ", "|").replace(" |", "|")


def bare_pipes(rows: Rows) -> str:
    """Without the outer pipes."""
    lines = [" | ".join(row) for row in rows]
    return "\n".join(["", lines[0], " | ".join([":---:"] * len(rows[0])), *lines[1:], ""])


def broken(form: Callable[[Rows], str]) -> Callable[[Rows], str]:
    """As converters from HTML write it: what was `<br />` in a cell is a line end."""
    return lambda rows: re.sub(r"[ \t]*<br ?/?>", "  \n", form(rows))


def tabbed(rows: Rows) -> str:
    """As pasted from a spreadsheet."""
    return "\n" + "\n".join("\t".join(row) for row in rows) + "\n"


def without_rule(rows: Rows) -> str:
    return re.sub(r"(?m)^\|(?: --- \|)+\n", "", pipes(rows))


def as_html(rows: Rows) -> str:
    def cell(markdown: str) -> str:
        return f"<td><p>{rendered(markdown).removeprefix('<p>').strip().removesuffix('</p>')}</p></td>"

    return "\n<table>" + "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows) + "</table>\n"
