"""The rows of a recap that is a table, by the names of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from scraper.expressions import expression
from scraper.markup.lines import Cell, Row, Table
from scraper.parse.links import named_links
from scraper.parse.recap.cells import day_in, day_state, days_in, numbers_of, state_of, without_state
from scraper.parse.recap.columns import (
    YEAR,
    Columns,
    columns_by_content,
    folded,
    folded_cells,
    is_between,
    is_topics,
    names_of,
    recap_columns,
    text,
    year_alone,
)
from scraper.parse.recap.struck import unstruck_row, without_restated
from scraper.parse.recap.topics import MAX_TOPICS, recap_topics, with_speakers
from scraper.parse.words import track_of
from scraper.records import FindingCode, Link, Problem, RecapRow, RecapTopic, Status

MAX_ROWS = 2000
"""Rows of a recap that are read; the club's own has seventy."""

_NOTHING = expression(r"[\W_]*(?:暂?无|none|n/?a)?[\W_]*", "—", "无", any_case=True)
_NO_TOPICS = ("number", "date", "links", "track")
_OF_DAYS = {FindingCode.NOT_UNDERSTOOD, FindingCode.DATE_INCONSISTENT}


def table_rows(table: Table, above: Columns | None) -> tuple[list[RecapRow], list[Problem]]:
    """The rows of the table layout. Columns by their names, as in the table `above` that a blank line cut this one off
    from, or by what the first row holds."""
    columns = recap_columns(table)
    body = table.rows[1:] if columns else table.rows
    columns = columns or above or columns_by_content(table)
    if columns is None or "number" not in columns:
        return [], _not_read(table)
    rows: list[RecapRow] = []
    struck: list[RecapRow] = []
    problems: list[Problem] = []
    names = tuple(columns.items())
    year: int | None = None
    for place, row in enumerate(body[: MAX_ROWS + 1], start=1):
        if not any(folded_cells(row)):
            was = unstruck_row(row)
            read = _table_row(names, was) if was else None
            if read and read.number:
                struck.append(_of_year(read, year))
            elif read:
                problems.append(Problem(FindingCode.NOT_UNDERSTOOD, "a row of the recap is struck out", read.excerpt))
            continue
        if is_between(table, row):
            year = year_alone(row) or year
            continue
        read = _of_year(_table_row(names, row), year)
        if rows and _goes_on(rows[-1], read, is_counted=_has_cell(row, columns["number"])):
            rows[-1] = _both(rows[-1], read)
        elif read.number:
            rows += _counted(read, columns, row)
        else:
            numeral = folded(row[columns["number"]]) if columns["number"] < len(row) else ""
            message = f"row {place} of the recap has {repr(numeral[:20]) if numeral else 'nothing'} for a number"
            problems.append(Problem(FindingCode.UNREADABLE_DOCUMENT, message, read.excerpt))
    return without_restated(rows, struck), problems


def _not_read(table: Table) -> list[Problem]:
    """The problem of a table whose header is not known, or counts no issues; none where it holds no words."""
    if not any(text(cell) for row in table.rows for cell in row):
        return []
    message = "a recap table without a column of issue numbers is not read; name its columns 期数 | 时间 | 内容 | 链接"
    return [Problem(FindingCode.UNREADABLE_DOCUMENT, message, names_of(table))]


def _counted(read: RecapRow, columns: Columns, row: Row) -> list[RecapRow]:
    """The row under each number that it bears. Each has its own day, topics and links where the row has a day or a line
    for each; one day is that of all. Topics and links that nothing tells apart are put to the last: a problem."""
    cells = {name: row[index] for name, index in columns.items() if index < len(row)}
    numbers = numbers_of(cells["number"])
    if len(numbers) < 2:
        return [read]
    days = days_in(cells.get("date", ()))
    is_dated = len(days) == len(numbers)
    topics = list(_topics_by_line(cells.get("topics", ()), cells.get("track", ())))
    own_topics = topics if len(topics) == len(numbers) and all(len(one) == 1 for one in topics) else None
    links = [found for line in cells.get("links", ()) if (found := named_links([line])[0])]
    own_links = links if len(links) == len(numbers) and own_topics else None
    rows = [read._replace(number=number) for number in numbers]
    for place, one in enumerate(rows):
        is_last = place == len(rows) - 1
        rows[place] = one._replace(
            date=days[place] if is_dated else one.date,
            topics=own_topics[place] if own_topics else one.topics if is_last else (),
            links=own_links[place] if own_links else one.links if is_last else (),
            problems=tuple(problem for problem in one.problems if not is_dated or problem.code not in _OF_DAYS),
        )
    if own_topics and (own_links or not read.links):
        return rows
    listed = "、".join(map(str, numbers))
    message = f"one row of the recap counts {listed}; its topics and links are put to {numbers[-1]}"
    problem = Problem(FindingCode.NOT_UNDERSTOOD, message, read.excerpt)
    return [*rows[:-1], rows[-1]._replace(problems=(*rows[-1].problems, problem))]


def _of_year(row: RecapRow, year: int | None) -> RecapRow:
    """The row with the year that stands above it, or in a column of its own, where its day states none."""
    return row._replace(date=row.date._replace(year=year)) if year and row.date and not row.date.year else row


def _goes_on(above: RecapRow, row: RecapRow, *, is_counted: bool) -> bool:
    """Whether a row names further topics of the issue above it: under its number again, or under none, and no other
    day."""
    same = row.number == above.number if is_counted else bool(row.topics or row.links)
    return same and above.number is not None and row.date in (None, above.date) and row.topics != above.topics


def _both(above: RecapRow, row: RecapRow) -> RecapRow:
    above, row = _with_own_links(above), _with_own_links(row)
    return above._replace(
        topics=tuple(dict.fromkeys((*above.topics, *row.topics)))[:MAX_TOPICS],
        links=(*above.links, *(link for link in row.links if link.url not in {other.url for other in above.links})),
        problems=tuple(dict.fromkeys((*above.problems, *row.problems))),
    )


def _with_own_links(row: RecapRow) -> RecapRow:
    """The links of a row of one topic as that topic's, now that another row of its issue is added."""
    if len(row.topics) != 1:
        return row
    return row._replace(links=tuple(link._replace(topic=link.topic or row.topics[0].title) for link in row.links))


def _has_cell(row: Sequence[Cell], index: int) -> bool:
    return index < len(row) and bool(text(row[index]))


@lru_cache(maxsize=4096)
def _table_row(names: tuple[tuple[str, int], ...], row: Row) -> RecapRow:
    columns = dict(names)
    cells = {name: row[index] for name, index in names if index < len(row)}
    excerpt = " | ".join(map(text, row))[:300]
    numbers = numbers_of(cells.get("number", ()))
    date, wrong, superseded = day_in(cells.get("date", ()), excerpt)
    if date and not date.year and (year := YEAR.fullmatch(folded(cells.get("year", ())))):
        date = date._replace(year=int(year["year"]))
    kept, status = _without_state(cells)
    tracks = kept.get("track", ())
    topics = tuple(topic for name, cell in kept.items() for topic in _column_topics(name, cell, tracks))[:MAX_TOPICS]
    links, broken = _row_links(columns, row)
    topics = with_speakers(topics, kept.get("speakers", ()))
    return RecapRow(
        numbers[0] if numbers else None, date, topics, links, (*wrong, *broken), excerpt, status, superseded
    )


def _without_state(cells: dict[str, Cell]) -> tuple[dict[str, Cell], Status | None]:
    """The cells without words such as 因故取消, and what these say of the issue: nothing, where a topic is left that
    stands without them."""
    kept: dict[str, Cell] = {}
    states: list[Status | None] = []
    for name, cell in cells.items():
        read = [(line, day_state(line.folded)) if name == "date" else without_state(line) for line in cell]
        kept[name] = tuple(line for line, _ in read)
        states += [state for line, state in read if (line.text or state) and name not in _NO_TOPICS]
        if name in ("date", "links", "number") and any(state for _, state in read) and len(read) == 1:
            states.append(read[0][1])
    said = [state for state in states if state]
    beside = day_state(folded(cells.get("date", ()))) or state_of(folded(cells.get("number", ())))
    undone = said and (None not in states or beside)
    return (kept, said[0]) if undone else (cells, None)


def _column_topics(name: str, cell: Cell, tracks: Cell) -> tuple[RecapTopic, ...]:
    """The topics of a row's cell: under the track that its column is named after, or that stands in a
    column of tracks, or under those that it names."""
    if is_topics(name):
        if _NOTHING.fullmatch(text(cell)):
            return ()
        if len(tracks) > 1:
            return tuple(topic for topics in _topics_by_line(cell, tracks) for topic in topics)
        return recap_topics(cell, text(tracks) or None)
    track = track_of(name)
    return recap_topics(cell, track) if track and not _NOTHING.fullmatch(text(cell)) else ()


def _topics_by_line(cell: Cell, tracks: Cell) -> Iterator[tuple[RecapTopic, ...]]:
    """The topics of each line, under the track that stands beside it; one track is that of all."""
    lines = [line for line in cell if line.text]
    beside = [line.text for line in tracks if line.text]
    beside = beside * len(lines) if len(beside) == 1 else beside
    for place, line in enumerate(lines):
        yield recap_topics([line], beside[place] if len(beside) == len(lines) else None)


def _row_links(columns: Columns, row: Sequence[Cell]) -> tuple[tuple[Link, ...], list[Problem]]:
    """The links of a row, each once: of the cells for links and any other, and last those beside the topics."""
    apart = {index for name, index in columns.items() if name != "links"}
    order = sorted(range(len(row)), key=lambda index: index in apart)
    links: dict[str, Link] = {}
    problems: list[Problem] = []
    for index in order:
        found, wrong = named_links(row[index])
        links |= {link.url: link for link in found if link.url not in links}
        problems += wrong
    return tuple(links.values()), problems
