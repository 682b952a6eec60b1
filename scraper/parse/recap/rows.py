"""The recap of past issues, in its four layouts: headings by date, a list, one paragraph, a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from scraper.markup.lines import Block, Line, Table
from scraper.parse.recap.columns import Columns, recap_columns
from scraper.parse.recap.listed import listed_rows
from scraper.parse.recap.tables import MAX_ROWS, table_rows
from scraper.records import FindingCode, Problem, RecapRow


def recap_rows(blocks: Sequence[Block]) -> tuple[list[RecapRow], list[Problem], list[Line]]:
    """The rows of a recap in order, what in it could not be read, and its lines that belong to no row."""
    rows: list[RecapRow] = []
    problems: list[Problem] = []
    others: list[Line] = []
    columns: Columns | None = None
    for kind, group in groupby(blocks, type):
        if kind is Line:
            read, wrong, rest = listed_rows(line for line in group if isinstance(line, Line))
            found = [(read, wrong)]
            others += rest
        else:
            found = []
            for table in group:
                if isinstance(table, Table):
                    found.append(table_rows(table, columns))
                    columns = recap_columns(table) or columns
        rows += [row for read, _ in found for row in read]
        problems += [problem for _, wrong in found for problem in wrong]
    rows = list(_counted_once(rows))
    if len(rows) > MAX_ROWS:
        problem = Problem(FindingCode.UNREADABLE_DOCUMENT, f"only the first {MAX_ROWS} rows of the recap are read", "")
        return rows[:MAX_ROWS], [*problems, problem], others
    return rows, problems, others


def _counted_once(rows: Iterable[RecapRow]) -> Iterator[RecapRow]:
    """The first row of each number; a further row with that number is a problem of the first."""
    others: dict[int, list[RecapRow]] = {}
    kept: list[RecapRow] = []
    for row in rows:
        if row.number is not None and row.number in others:
            others[row.number].append(row)
        else:
            kept.append(row)
            if row.number is not None:
                others[row.number] = []
    for row in kept:
        message = f"the recap counts {row.number} more than once"
        repeated = others[row.number] if row.number is not None else ()
        slips = [Problem(FindingCode.NUMBER_MISMATCH, message, one.excerpt) for one in repeated if one != row]
        yield row._replace(problems=(*row.problems, *slips)) if slips else row
