"""The recap of past issues, in its four layouts: headings by date, a list, one paragraph, a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise

from scraper.markup.lines import Block, Cell, Line, Row, Table
from scraper.parse.links import named_links
from scraper.parse.recap.cells import day_in, day_state, numbers_in, state_of, without_state
from scraper.parse.recap.columns import Columns, columns_by_content, columns_of, folded, names_of, text
from scraper.parse.recap.topics import (
    MAX_TOPICS,
    TRACK_MARK,
    is_track_mark,
    recap_topics,
    with_speakers,
    without_labels,
)
from scraper.parse.times import dates_in, exists
from scraper.parse.words import LABELLED, NUMERAL, Field, field_of, number_of, track_of
from scraper.records import FindingCode, Link, Problem, RecapRow, RecapTopic, StatedDate, Status, Superseded

MAX_ROWS = 2000
"""Rows of a recap that are read; the club's own has seventy."""

_DAY = r"(?:\d{2,4}\s*[年./-]\s*)?(?:1[0-2]|0?[1-9])\s*[月./-]\s*(?:3[01]|[12]\d|0?[1-9])\s*日?(?![\d.])"
_ROW_START = re.compile(  # 第六期（4.27）：, 第 28 期 12.05, 第 28 期 | 2019-12-05 |, 12月5日 第 28 期
    rf"[\W_]*(?:(?P<before>{_DAY})[\W_]{{1,4}})?第\s*(?P<number>{NUMERAL})\s*期\s*"
    rf"(?:\((?P<date>[^()]{{3,24}})\)|(?P<bare>[\d.年月日/-]{{3,12}})|[·•|,:\-–—]+\s*(?P<after>{_DAY}))?[\s:|·•]*"
)
_ROW_STARTS = re.compile(rf"第\s*{NUMERAL}\s*期\s*\(\s*[\d一二三四五六七八九十]")
_NOTHING = re.compile(r"[\W_]*(?:暂?无|none|n/?a)?[\W_]*", re.I)


def recap_rows(blocks: Sequence[Block]) -> tuple[list[RecapRow], list[Problem], list[Line]]:
    """The rows of a recap in order, what in it could not be read, and its lines that belong to no row."""
    rows: list[RecapRow] = []
    problems: list[Problem] = []
    others: list[Line] = []
    columns: Columns | None = None
    for kind, group in groupby(blocks, type):
        if kind is Line:
            read, wrong, rest = _listed_rows(line for line in group if isinstance(line, Line))
            found = [(read, wrong)]
            others += rest
        else:
            found = []
            for table in group:
                if isinstance(table, Table):
                    found.append(_table_rows(table, columns))
                    columns = columns_of(table) or columns
        rows += [row for read, _ in found for row in read]
        problems += [problem for _, wrong in found for problem in wrong]
    rows = list(_counted_once(rows))
    if len(rows) > MAX_ROWS:
        problem = Problem(FindingCode.UNREADABLE_DOCUMENT, f"only the first {MAX_ROWS} rows of the recap are read", "")
        return rows[:MAX_ROWS], [*problems, problem], others
    return rows, problems, others


def _counted_once(rows: Iterable[RecapRow]) -> Iterator[RecapRow]:
    """The rows, the first of each number; that another bears it too is that row's problem."""
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
        twins = others[row.number] if row.number is not None else ()
        slips = [Problem(FindingCode.NUMBER_MISMATCH, message, twin.excerpt) for twin in twins if twin != row]
        yield replace(row, problems=(*row.problems, *slips)) if slips else row


def _table_rows(table: Table, above: Columns | None) -> tuple[list[RecapRow], list[Problem]]:
    """The rows of the table layout. Columns by their names, as in the table `above` that a blank line cut this one off
    from, or by what the first row holds."""
    columns = columns_of(table)
    body = table.rows[1:] if columns else table.rows
    columns = columns or above or columns_by_content(table)
    if columns is None or "number" not in columns:
        return [], _not_read(table)
    rows: list[RecapRow] = []
    problems: list[Problem] = []
    names = tuple(columns.items())
    for place, row in enumerate(body[: MAX_ROWS + 1], start=1):
        if not any(map(text, row)):
            problems += _struck_row(row)
            continue
        read = _table_row(names, row)
        if rows and _goes_on(rows[-1], read, is_counted=_has_cell(row, columns["number"])):
            rows[-1] = _both(rows[-1], read)
        elif read.number:
            rows += _counted(read, columns, row)
        else:
            numeral = folded(row[columns["number"]]) if columns["number"] < len(row) else ""
            message = f"row {place} of the recap has {repr(numeral[:20]) if numeral else 'nothing'} for a number"
            problems.append(Problem(FindingCode.UNREADABLE_DOCUMENT, message, read.excerpt))
    return rows, problems


def _not_read(table: Table) -> list[Problem]:
    """The problem of a table whose header is not known, or counts no issues; none where it holds no words."""
    if not any(text(cell) for row in table.rows for cell in row):
        return []
    message = "a recap table without a column of issue numbers is not read; name its columns 期数 | 时间 | 内容 | 链接"
    return [Problem(FindingCode.UNREADABLE_DOCUMENT, message, names_of(table))]


def _struck_row(row: Row) -> list[Problem]:
    words = " | ".join(struck.text for cell in row for line in cell for struck in line.struck)
    return [Problem(FindingCode.NOT_UNDERSTOOD, "a row of the recap is struck out", words[:300])] if words else []


def _counted(read: RecapRow, columns: Columns, row: Row) -> list[RecapRow]:
    """The row under each number that it bears; what it says is put to the last, since nothing tells it apart."""
    numbers = numbers_in(folded(row[columns["number"]]))
    if len(numbers) < 2:
        return [read]
    listed = "、".join(map(str, numbers))
    message = f"one row of the recap counts {listed}; its day, topics and links are put to {numbers[-1]}"
    problem = Problem(FindingCode.NOT_UNDERSTOOD, message, read.excerpt)
    others = [RecapRow(number, None, excerpt=read.excerpt) for number in numbers[:-1]]
    return [*others, replace(read, number=numbers[-1], problems=(*read.problems, problem))]


def _goes_on(above: RecapRow, row: RecapRow, *, is_counted: bool) -> bool:
    """Whether a row names further topics of the issue above it: under its number again, or under none, and no other
    day."""
    same = row.number == above.number if is_counted else bool(row.topics or row.links)
    return same and above.number is not None and row.date in (None, above.date) and row.topics != above.topics


def _both(above: RecapRow, row: RecapRow) -> RecapRow:
    above, row = _with_own_links(above), _with_own_links(row)
    return replace(
        above,
        topics=tuple(dict.fromkeys((*above.topics, *row.topics)))[:MAX_TOPICS],
        links=(*above.links, *(link for link in row.links if link.url not in {other.url for other in above.links})),
        problems=tuple(dict.fromkeys((*above.problems, *row.problems))),
    )


def _with_own_links(row: RecapRow) -> RecapRow:
    """The links of a row of one topic as that topic's, now that another row of its issue is added."""
    if len(row.topics) != 1:
        return row
    return replace(row, links=tuple(replace(link, topic=link.topic or row.topics[0].title) for link in row.links))


def _has_cell(row: Sequence[Cell], index: int) -> bool:
    return index < len(row) and bool(text(row[index]))


@lru_cache(maxsize=4096)
def _table_row(names: tuple[tuple[str, int], ...], row: Row) -> RecapRow:
    columns = dict(names)
    cells = {name: row[index] for name, index in names if index < len(row)}
    excerpt = " | ".join(map(text, row))[:300]
    numbers = numbers_in(folded(cells.get("number", ())))
    date, wrong, superseded = day_in(cells.get("date", ()), excerpt)
    kept, status = _without_state(cells)
    topics = tuple(topic for name, cell in kept.items() for topic in _column_topics(name, cell))[:MAX_TOPICS]
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
        states += [state for line, state in read if (line.text or state) and name not in ("number", "date", "links")]
        if name in ("date", "links", "number") and any(state for _, state in read) and len(read) == 1:
            states.append(read[0][1])
    said = [state for state in states if state]
    beside = day_state(folded(cells.get("date", ()))) or state_of(folded(cells.get("number", ())))
    undone = said and (None not in states or beside)
    return (kept, said[0]) if undone else (cells, None)


def _column_topics(name: str, cell: Cell) -> tuple[RecapTopic, ...]:
    """The topics of a row's cell: under the track that its column is named after, or under those that it names."""
    if name == "topics":
        return () if _NOTHING.fullmatch(text(cell)) else recap_topics(cell)
    track = track_of(name)
    return recap_topics(cell, track) if track and not _NOTHING.fullmatch(text(cell)) else ()


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


def _listed_rows(lines: Iterable[Line]) -> tuple[list[RecapRow], list[Problem], list[Line]]:
    """Rows of the other layouts: a row begins with 第六期（4.27）, or with a date alone on a line."""
    groups: list[tuple[str, StatedDate | None, int | None, list[Line], tuple[Superseded, ...]]] = []
    others: list[Line] = []
    problems: list[Problem] = []
    for line in (piece for whole in lines for piece in _pieces(whole)):
        words = line.folded
        if start := _ROW_START.match(words):
            stated = start["date"] or start["bare"] or start["after"] or start["before"] or ""
            date, wrong, old = day_in((Line(stated),), line.text[:300])
            problems += wrong
            groups.append((line.text[:300], date, number_of(start["number"]), [line.cut(start.end())], old))
        elif (alone := _date_alone(words)) and not line.item:
            groups.append((line.text[:300], alone, None, [], ()))
        elif groups:
            groups[-1][3].append(line)
        else:
            others.append(line)
    listed = [
        replace(_listed_row(excerpt, date, number, tuple(lines)), superseded=old)
        for excerpt, date, number, lines, old in groups
    ]
    return listed, problems, others


def _pieces(line: Line) -> Iterator[Line]:
    """A line that holds several rows, cut before each."""
    starts = [match.start() for match in _ROW_STARTS.finditer(line.folded)]
    if len(starts) < 2:
        yield line
        return
    bounds = [0, *starts[1:], len(line.text)]
    for start, end in pairwise(bounds):
        yield line.cut(start, end)


@lru_cache(maxsize=4096)
def _listed_row(excerpt: str, date: StatedDate | None, number: int | None, lines: tuple[Line, ...]) -> RecapRow:
    lines = tuple(piece for line in lines for piece in without_labels(line))
    links, problems = named_links(lines)
    lines = lines[next((place for place, line in enumerate(lines) if line.text), 0) :]
    contents = [content for index, line in enumerate(lines) if (content := _content(line, first=index == 0))]
    read = [without_state(line) for line in contents]
    states = [state for line, state in read if line.text or state]
    status = states[0] if states and None not in states else None
    topics = recap_topics([line for line, _ in read] if status else contents)
    return RecapRow(number, date, topics, links, problems, excerpt, status)


def _content(line: Line, *, first: bool) -> Line | None:
    """The part of a row's line that names topics: after 内容： or on the row's first line, or where a track stands."""
    label = LABELLED.match(line.folded)
    if label and label["colon"] and field_of(label["label"]) in (Field.CONTENT, Field.TOPIC):
        return line.cut(label.end())
    return line if first or is_track_mark(TRACK_MARK.match(line.text.strip())) else None


def _date_alone(folded: str) -> StatedDate | None:
    """The date of a line that holds nothing else: `3.16`, `4月13日（周六）`."""
    for start, end, date in dates_in(folded, short=True):
        rest = folded[:start] + folded[end:].replace(date.excerpt[end - start :], "")
        return date if not re.search(r"\w", rest) and exists(date) else None
    return None
