"""The recap of past issues, in its four layouts: headings by date, a list, one paragraph, a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise

from scraper.markup.lines import Block, Cell, Line, Row, Table
from scraper.parse.links import named_links
from scraper.parse.recap_topics import MAX_TOPICS, TRACK_MARK, is_track_mark, recap_topics, without_labels
from scraper.parse.times import SLOT, dates_in, exists, first_date
from scraper.parse.words import ISSUE_NUMBER, LABELLED, NUMERAL, Field, field_of, number_of, numeral_in, track_of
from scraper.records import FindingCode, Link, Problem, RecapRow, RecapTopic, StatedDate

MAX_ROWS = 2000
"""Rows of a recap that are read; the club's own has seventy."""

_DAY = r"(?:\d{2,4}\s*[年./-]\s*)?(?:1[0-2]|0?[1-9])\s*[月./-]\s*(?:3[01]|[12]\d|0?[1-9])\s*日?(?![\d.])"
_ROW_START = re.compile(  # 第六期（4.27）：, 第 28 期 12.05, 第 28 期 | 2019-12-05 |, 12月5日 第 28 期
    rf"[\W_]*(?:(?P<before>{_DAY})[\W_]{{1,4}})?第\s*(?P<number>{NUMERAL})\s*期\s*"
    rf"(?:\((?P<date>[^()]{{3,24}})\)|(?P<bare>[\d.年月日/-]{{3,12}})|[·•|,:\-–—]+\s*(?P<after>{_DAY}))?[\s:|·•]*"
)
_ROW_STARTS = re.compile(rf"第\s*{NUMERAL}\s*期\s*\(\s*[\d一二三四五六七八九十]")
_COLUMNS = (  # the first that fits a header cell names its column
    ("number", re.compile(r"期数|期次|期号|^\W*期\W*$|编号|序号|^\W*no\.?\W*$|第几期|issue", re.I)),
    ("date", re.compile(r"时间|日期|date", re.I)),
    ("links", re.compile(r"链接|回放|视频|地址|资料|link|replay", re.I)),
    ("topics", re.compile(r"内容|主题|题目|课题|topic|content", re.I)),
)
_HEAD_LIMIT = 16
_COUNTS_ANYTHING = re.compile(r"编号|序号|^\W*no\.?\W*$", re.I)
_NOTHING = re.compile(r"[\W_]*(?:暂?无|none|n/?a)?[\W_]*", re.I)


def is_recap_table(table: Table) -> bool:
    """Whether a table names columns of issue numbers and of contents or dates; an agenda that counts its talks and
    gives each a slot is none."""
    columns = _columns(table) or {}
    if "number" not in columns or any(SLOT.match(_folded(cell)) for row in table.rows for cell in row):
        return False
    return "date" in columns or not _COUNTS_ANYTHING.search(_folded(table.rows[0][columns["number"]]))


def recap_rows(blocks: Sequence[Block]) -> tuple[list[RecapRow], list[Problem], list[Line]]:
    """The rows of a recap in order, what in it could not be read, and its lines that belong to no row."""
    rows: list[RecapRow] = []
    problems: list[Problem] = []
    others: list[Line] = []
    columns: dict[str, int] | None = None
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
                    columns = _columns(table) or columns
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


def _table_rows(table: Table, above: dict[str, int] | None) -> tuple[list[RecapRow], list[Problem]]:
    """The rows of the table layout. Columns by their names, as in the table `above` that a blank line cut this one off
    from, or by what they hold."""
    columns = _columns(table)
    body = table.rows[1:] if columns else table.rows
    columns = columns or above or _columns_by_content(table)
    if columns is None:
        if not any(line.text for row in table.rows for cell in row for line in cell):
            return [], []
        head = " | ".join(_text(cell) for cell in table.rows[0])
        problem = Problem(
            FindingCode.UNREADABLE_DOCUMENT, "a table with no known column (期数, 时间, 内容, 链接)", head[:300]
        )
        return [], [problem]
    rows: list[RecapRow] = []
    problems: list[Problem] = []
    for place, row in enumerate(body, start=1):
        if any(_text(cell) for cell in row):
            read = _table_row(tuple(columns.items()), row)
            if rows and _goes_on(rows[-1], read, is_counted="number" in columns and _has_cell(row, columns["number"])):
                rows[-1] = _both(rows[-1], read)
            elif read.number or "number" not in columns:
                rows.append(read)
            else:
                numeral = _folded(row[columns["number"]]).strip() if columns["number"] < len(row) else ""
                message = f"row {place} of the recap has {repr(numeral[:20]) if numeral else 'nothing'} for a number"
                problems.append(Problem(FindingCode.UNREADABLE_DOCUMENT, message, read.excerpt))
    return rows, problems


def _goes_on(above: RecapRow, row: RecapRow, *, is_counted: bool) -> bool:
    """Whether a row names further topics of the issue above it: under its number again, or under none, and no other
    day."""
    same = row.number == above.number if is_counted else bool(row.topics or row.links)
    return same and above.number is not None and row.date in (None, above.date) and row.topics != above.topics


def _both(above: RecapRow, row: RecapRow) -> RecapRow:
    return replace(
        above,
        topics=tuple(dict.fromkeys((*above.topics, *row.topics)))[:MAX_TOPICS],
        links=(*above.links, *(link for link in row.links if link.url not in {other.url for other in above.links})),
        problems=tuple(dict.fromkeys((*above.problems, *row.problems))),
    )


def _has_cell(row: Sequence[Cell], index: int) -> bool:
    return index < len(row) and bool(_text(row[index]))


@lru_cache(maxsize=4096)
def _table_row(names: tuple[tuple[str, int], ...], row: Row) -> RecapRow:
    columns = dict(names)
    cells = {name: row[index] for name, index in names if index < len(row)}
    excerpt = " | ".join(_text(cell) for cell in row)[:300]
    numeral = _folded(cells.get("number", ()))
    match = ISSUE_NUMBER.search(numeral)
    number = number_of(numeral_in(match) if match else numeral.strip(" .#第期"))
    date, wrong = _date(_folded(cells.get("date", ())), excerpt)
    topics = tuple(topic for name, cell in cells.items() for topic in _column_topics(name, cell))[:MAX_TOPICS]
    links, broken = _row_links(columns, row)
    return RecapRow(number or None, date, topics, links, (*wrong, *broken), excerpt)


def _column_topics(name: str, cell: Cell) -> tuple[RecapTopic, ...]:
    """The topics of a row's cell: under the track that its column is named after, or under those that it names."""
    if name == "topics":
        return recap_topics(cell)
    track = track_of(name)
    return recap_topics(cell, track) if track and not _NOTHING.fullmatch(_text(cell)) else ()


def _row_links(columns: dict[str, int], row: Sequence[Cell]) -> tuple[tuple[Link, ...], list[Problem]]:
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


def _columns(table: Table) -> dict[str, int] | None:
    """The columns that the first row names, by `_COLUMNS` or by the words for a track; `None` where it names none."""
    if not table.rows:
        return None
    columns: dict[str, int] = {}
    tracks: dict[str, int] = {}
    for index, cell in enumerate(table.rows[0]):
        folded = _folded(cell)
        if len(folded) >= _HEAD_LIMIT:
            continue
        name = next((name for name, pattern in _COLUMNS if name not in columns and pattern.search(folded)), None)
        if name in (None, "topics") and track_of(folded):
            tracks[folded] = index
        elif name:
            columns[name] = index
    if columns.keys() & {"number", "date"}:  # else it may be a row, whose topics stand under a track
        columns |= tracks
    return columns if len(columns) > 1 else None


def _columns_by_content(table: Table) -> dict[str, int] | None:
    """A table without a header row: issue number, date, content and links in that order."""
    rows = [row for row in table.rows if len(row) >= 3]
    counted = [row for row in rows if number_of(_folded(row[0]).strip()) and first_date(_folded(row[1]), short=True)]
    if not counted or len(counted) * 2 < len(table.rows):
        return None
    return {"number": 0, "date": 1, "topics": 2, "links": 3}


def _listed_rows(lines: Iterable[Line]) -> tuple[list[RecapRow], list[Problem], list[Line]]:
    """Rows of the other layouts: a row begins with 第六期（4.27）, or with a date alone on a line."""
    groups: list[tuple[str, StatedDate | None, int | None, list[Line]]] = []
    others: list[Line] = []
    problems: list[Problem] = []
    for line in (piece for whole in lines for piece in _pieces(whole)):
        folded = line.folded
        if start := _ROW_START.match(folded):
            stated = start["date"] or start["bare"] or start["after"] or start["before"] or ""
            date, wrong = _date(stated, line.text[:300])
            problems += wrong
            groups.append((line.text[:300], date, number_of(start["number"]), [line.cut(start.end())]))
        elif (alone := _date_alone(folded)) and not line.item:
            groups.append((line.text[:300], alone, None, []))
        elif groups:
            groups[-1][3].append(line)
        else:
            others.append(line)
    listed = [_listed_row(excerpt, date, number, tuple(lines)) for excerpt, date, number, lines in groups]
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
    contents = [content for index, line in enumerate(lines) if (content := _content(line, first=index == 0))]
    return RecapRow(number, date, recap_topics(contents), links, problems, excerpt)


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


def _date(folded: str, excerpt: str) -> tuple[StatedDate | None, list[Problem]]:
    date = first_date(folded, short=True)
    if date is not None and exists(date):
        return date, []
    if not re.search(r"\w", folded):
        return None, []
    return None, [Problem(FindingCode.DATE_INCONSISTENT, f"{folded.strip()!r} is no date", excerpt)]


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell).strip()


def _folded(cell: Cell) -> str:
    return " ".join(line.folded for line in cell).strip()
