"""The tables of a document, row by row, as the sessions of a series."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from scraper.markup.lines import Block, Line, Row, Table, fold
from scraper.parse.recap.columns import names_of, text
from scraper.parse.sessions.days import year_of
from scraper.parse.sessions.header import columns_alike, columns_unnamed, header_word, is_session_table, session_columns
from scraper.parse.sessions.row import Columns, session_in
from scraper.parse.words.standing import UPCOMING
from scraper.records import Announcement, FindingCode, Link, Problem, RecapRow, Status
from scraper.series import TableLayout

MAX_ROWS = 2000
_HEADING_LIMIT = 60
_BELOW_HEADINGS = 7
"""The level of a line that is all bold, below the six of headings."""
_REMEDY = "name its words under table: columns: in data/series.yml"


def read_sessions(blocks: Sequence[Block], layout: TableLayout) -> Announcement:
    """The sessions of every table whose header has a title and a number (by date: a day).

    A document without such a table has a problem that names its columns, and so has a table with only some of the
    columns. Rows are in the order of the document, or reversed if the newest come first.
    """
    reader = _Reader(layout)
    unknown: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            reader.heading(block)
        elif block.rows:
            columns = session_columns(block, layout)
            if is_session_table(columns, layout):
                reader.table(block, columns)
            else:
                unknown.append(names_of(block))
                if columns:
                    reader.partly_known(block)
    if not reader.sessions and not reader.tables:
        seen = f"columns seen: {'; '.join(unknown)[:300]}" if unknown else "it has no table"
        message = f"no table of sessions is read ({seen}); {_REMEDY}"
        reader.problems = [Problem(FindingCode.UNREADABLE_DOCUMENT, message, "")]
    reader.tell_unnamed()
    sessions = reader.sessions[::-1] if layout.year == "newest first" else reader.sessions
    return Announcement(recap=tuple(sessions), problems=tuple(reader.problems), body="\n".join(_texts(blocks)))


@dataclass
class _Reader:
    """What was read so far. `year` is that of the last heading, `upcoming` the level of the heading above that says so,
    `tables` how many were tables of sessions."""

    layout: TableLayout
    sessions: list[RecapRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    year: int | None = None
    upcoming: int | None = None
    tables: int = 0
    unnamed: dict[str, None] = field(default_factory=dict)  # headers of columns that no setting names
    _places: dict[Hashable, int] = field(default_factory=dict)  # of the sessions, by what identifies them

    def heading(self, line: Line) -> None:
        """A heading, or a line that is all bold or only a year, may name the year of what follows; a heading or bold
        line may say that it is still to come, up to the next of its level."""
        level = line.heading or (_BELOW_HEADINGS if line.strong else 0)
        if level and len(line.text) <= _HEADING_LIMIT and UPCOMING.search(line.folded):
            self.upcoming = level
        elif level and self.upcoming and level <= self.upcoming:
            self.upcoming = None
        year = year_of(line.text) if len(line.text) <= _HEADING_LIMIT else None
        if year and (line.heading or line.strong or re.fullmatch(r"\W*\d{4}\W*年?\W*", line.text)):
            self.year = year

    def partly_known(self, table: Table) -> None:
        message = f"a table has only some of the columns ({names_of(table)}) and is not read; {_REMEDY}"
        self.problems.append(Problem(FindingCode.NOT_UNDERSTOOD, message, ""))

    def tell_unnamed(self) -> None:
        if self.unnamed:
            message = (
                f"columns that no setting names ({' | '.join(self.unnamed)[:300]}): of these only links are read; name"
                " them under `columns`, or list them under `left_out`, of `table:` in data/series.yml"
            )
            self.problems.append(Problem(FindingCode.NOT_UNDERSTOOD, message, ""))

    def table(self, table: Table, places: dict[str, int]) -> None:
        self.tables += 1
        headers = tuple(text(cell) for cell in table.rows[0])
        for name, alike in columns_alike(table, self.layout).items():
            message = f"several columns are the {name} ({' | '.join(alike)}), and only the first is read"
            self.problems.append(Problem(FindingCode.NOT_UNDERSTOOD, message, ""))
        self.unnamed |= dict.fromkeys(columns_unnamed(table, self.layout))
        columns = Columns(tuple(places.items()), headers)
        above: RecapRow | None = None
        for place, row in enumerate(table.rows[1:], start=1):
            words = [text(cell) for cell in row]
            if not any(words) or self._is_skipped(row, words, headers):
                continue
            if len(self.sessions) == MAX_ROWS:
                message = f"only the first {MAX_ROWS} sessions are read"
                self.problems.append(Problem(FindingCode.UNREADABLE_DOCUMENT, message, ""))
                return
            above = self._row(place, session_in(row, columns, self.layout, self.year), above)

    def _is_skipped(self, row: Row, words: Sequence[str], headers: Sequence[str]) -> bool:
        """Whether a cell begins with a word to be skipped, or the row repeats the header or is the year of the next."""
        known = tuple(fold(word).casefold() for word in self.layout.skip)
        if known and any(fold(one).casefold().startswith(known) for one in words if one):
            return True
        if [*map(header_word, words)] == [*map(header_word, headers)]:
            return True
        said = {one for one in words if one}
        if self.layout.year == "heading" and len(said) == 1 and (year := year_of(*said)):
            only = said.pop()
            if len(only) <= _HEADING_LIMIT and not any(line.spans for cell in row for line in cell):
                self.year = year
                return True
        return False

    def _row(self, place: int, read: RecapRow, above: RecapRow | None) -> RecapRow | None:
        """Adds a row to the sessions, and returns the session that a further row would go on with."""
        by_date = self.layout.by_date
        told, named = (read.date, "day") if by_date else (read.number, "single number")
        if not (read.topics or read.status or read.links or (by_date is False and read.date)):
            self._unread(f"row {place} of the table names no talk and is not read", read)
            return above
        if self.layout.continues and above is not None and self._goes_on(read, above):
            self.sessions[-1] = _joined(above, read)
            return self.sessions[-1]
        if told is None:
            self._unread(f"row {place} of the table has no {named} of a session and is not read", read)
            return None
        if self.upcoming and read.status is None:
            read = read._replace(status=Status.ANNOUNCED)
        key = (_day(read), read.topics) if by_date else read.number
        same = self._places.setdefault(key, len(self.sessions))
        if same == len(self.sessions):
            self.sessions.append(read)
            return read
        if by_date:
            message = f"the table has {read.excerpt[:80]!r} more than once"
        else:
            message = f"the table counts {read.number} more than once"
        slip = Problem(FindingCode.NUMBER_MISMATCH, message, read.excerpt)
        first = self.sessions[same]
        self.sessions[same] = first._replace(problems=(*first.problems, slip))
        return None

    def _goes_on(self, read: RecapRow, above: RecapRow) -> bool:
        """Whether a row has no number or day of its own, or those of the row above: cells may reach over rows."""
        if not self.layout.by_date and read.number not in (None, above.number):
            return False
        return read.date is None or _day(read) == _day(above)

    def _unread(self, message: str, read: RecapRow) -> None:
        reasons = [one.message for one in read.problems if one.code is FindingCode.DATE_INCONSISTENT]
        told = f"{message} ({'; '.join(reasons)})" if reasons else message
        self.problems.append(Problem(FindingCode.NOT_UNDERSTOOD, told, read.excerpt))


def _day(row: RecapRow) -> tuple[int | None, int, int] | None:
    return (row.date.year, row.date.month, row.date.day) if row.date else None


def _joined(above: RecapRow, read: RecapRow) -> RecapRow:
    """A session with the talks and links of one more of its rows; whose links are whose is kept by the title."""
    links = {link.url: link for one in (above, read) for link in _of_talk(one)}
    return above._replace(
        topics=tuple(dict.fromkeys((*above.topics, *read.topics))),
        links=tuple(links.values()),
        problems=(*above.problems, *read.problems),
        excerpt=f"{above.excerpt} / {read.excerpt}"[:300],
        status=above.status or read.status,
        venue=above.venue or read.venue,
    )


def _of_talk(row: RecapRow) -> Iterator[Link]:
    title = row.topics[0].title if len(row.topics) == 1 else None
    yield from (link._replace(topic=link.topic or title) for link in row.links)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (" | ".join(map(text, row)) for row in block.rows)
