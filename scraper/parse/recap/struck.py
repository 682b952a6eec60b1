"""Rows of a recap that are struck out as a whole: their issues did not take place."""

from __future__ import annotations

from collections.abc import Iterable

from scraper.markup.lines import Line, Row
from scraper.records import RecapRow, Status, Superseded


def is_struck(line: Line) -> bool:
    """Whether all words of a line are struck out."""
    return bool(line.struck) and not line.text


def unstruck(line: Line) -> Line:
    """The line as it was before its words were struck out."""
    return line._replace(text=" ".join(words.text for words in line.struck), struck=()) if is_struck(line) else line


def unstruck_row(row: Row) -> Row | None:
    """The row as it was; `None` for one that is empty, or not struck out as a whole."""
    lines = [line for cell in row for line in cell]
    if not any(map(is_struck, lines)) or any(line.text for line in lines):
        return None
    return Row(tuple(map(unstruck, cell)) for cell in row)


def not_held(row: RecapRow) -> RecapRow:
    """The row of an issue that did not take place: what it was to be about is superseded."""
    topics = tuple(Superseded("topic", topic.title) for topic in row.topics)
    return row._replace(topics=(), links=(), status=Status.CANCELLED, superseded=(*row.superseded, *topics))


def without_restated(rows: Iterable[RecapRow], struck: Iterable[RecapRow]) -> list[RecapRow]:
    """The rows, and after them the ones struck out; another row with the same number supersedes the struck one."""
    kept = {place: row for place, row in enumerate(rows)}
    places = {row.number: place for place, row in reversed(kept.items()) if row.number}
    for row in map(not_held, struck):
        if row.number in places:
            above = kept[places[row.number]]
            moved = row.date and row.date != above.date
            days = (Superseded("date", row.date.excerpt, row.date),) if row.date and moved else ()
            kept[places[row.number]] = above._replace(superseded=(*above.superseded, *days, *row.superseded))
        else:
            kept[len(kept)] = row
    return list(kept.values())
