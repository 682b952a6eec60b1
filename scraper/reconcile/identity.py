"""Finds the issue that a document announces, and the issues that its recap restates.

The recap's number is the issue's identity. An announcement that counts differently is matched by date. If no recap has
its date, its own number counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from scraper.reconcile.dates import announced, published_day, recap_days
from scraper.reconcile.day_numbers import DayNumbers, wording_of
from scraper.reconcile.wordings import plain
from scraper.records import SHANGHAI_OFFSET, Announcement, Document, FindingCode, Problem, RecapRow, instant_key

BUNDLED = "bundled"
NO_YEAR = "no year is known of its day; fetch it with its history, or write the year"
_SLIP = timedelta(hours=24)
_POSTPONED = timedelta(days=10)


class RecapEntry(NamedTuple):
    """A recap row with its number and its day."""

    number: int
    day: date | None
    row: RecapRow

    @property
    def lacks_year(self) -> bool:
        """Whether the row states a day without a year, and nothing shows which year is meant."""
        return self.day is None and self.row.date is not None and self.row.date.year is None


class Stated(NamedTuple):
    """A document with what it announces and restates, and the issue and days it means; `published` is a day."""

    document: Document
    announcement: Announcement
    published: date | None
    day: date | None
    complaints: tuple[str, ...]
    rows: tuple[RecapEntry, ...]
    number: int | None = None

    @property
    def lacks_year(self) -> bool:
        """Whether the document announces a day without a year, and nothing shows which year is meant."""
        dates = self.announcement.dates
        return self.day is None and bool(dates) and all(one.year is None for one in dates)


def identify(
    parsed: Iterable[tuple[Document, Announcement]], *, by_date: bool = False, zone: tzinfo = SHANGHAI_OFFSET
) -> list[Stated]:
    """Every document with the issue it announces, oldest first, in whatever order they come. With `by_date` a row's
    number is its day; days of publication are those in `zone`."""
    ordered = sorted(_each(parsed), key=lambda entry: entry[0].order)
    if by_date:
        return _without_bundled(_renumbered(_numbered_by_day(_dated(ordered, zone, by_title=True)), _moved_as))
    stated = _renumbered(_numbered(_dated(ordered, zone)), _counted_as)
    calendar = _Calendar(stated)
    numbered = [one._replace(number=calendar.number_of(one)) if one.announcement.announces else one for one in stated]
    return _without_bundled(_without_slips(numbered))


def _each(parsed: Iterable[tuple[Document, Announcement]]) -> Iterator[tuple[Document, Announcement]]:
    """Every announcement with its document. A document may have several."""
    for document, announcement in parsed:
        yield document, announcement._replace(further=()) if announcement.further else announcement
        yield from ((document, one) for one in announcement.further)


def own_number(announcement: Announcement) -> int | None:
    """The number that an announcement states: in its title, else in a sentence."""
    ordered = sorted(announcement.numbers, key=lambda stated: not stated.in_title)
    return ordered[0].number if ordered else None


Renumber = Callable[[Sequence[RecapEntry], Sequence[RecapEntry]], tuple[RecapEntry, ...]]
_Dated = tuple[Document, Announcement, date | None, date | None, list[str], list[date | None]]


def _dated(parsed: Sequence[tuple[Document, Announcement]], zone: tzinfo, *, by_title: bool = False) -> list[_Dated]:
    """Days of publication, of announcements and rows. A row keeps the year it had when it was new, when it is surest;
    it is found in an older document by its number, or with `by_title` by its talks."""
    known: dict[tuple[object, int, int], date] = {}
    dated = []
    before: list[date | None] = []
    for document, announcement in parsed:
        anchor = published_day(document.published_at, zone)
        keys = [
            (row.topics if by_title else row.number, row.date.month, row.date.day) if row.date else None
            for row in announcement.recap
        ]
        days = recap_days(
            [row.date for row in announcement.recap], [known.get(key) if key else None for key in keys], anchor
        )
        if anchor:
            known.update({key: day for key, day in zip(keys, days, strict=True) if key and day})
        last = max((day for day in days if day), default=None)
        day, complaints = announced(announcement.dates, anchor or last)
        before = before if before == days else days
        dated.append((document, announcement, anchor, day, complaints, before))
    return dated


def _numbered(dated: Sequence[_Dated]) -> list[Stated]:
    """Numbers for rows without one (headings by date): that of the day in another recap, else the place in the list."""
    counted: dict[date, int] = {}
    for _, announcement, _, _, _, days in dated:
        counted |= {day: row.number for row, day in zip(announcement.recap, days, strict=True) if row.number and day}
    stated = []
    once: dict[tuple[int, date | None, int], RecapEntry] = {}  # most documents repeat the rows of others
    before: tuple[RecapEntry, ...] = ()
    for document, announcement, published, day, complaints, days in dated:
        rows: dict[int, RecapEntry] = {}
        oldest_first = all(one < other for one, other in pairwise(filter(None, days)))  # else new rows come first
        for place, (row, row_day) in enumerate(zip(announcement.recap, days, strict=True), start=1):
            number = row.number or (counted.get(row_day) if row_day else None)
            if number is None and oldest_first and all(other.number is None for other in announcement.recap):
                number = place
            if number is not None and number not in rows:
                rows[number] = once.setdefault((number, row_day, id(row)), RecapEntry(number, row_day, row))
        before = before if before == (restated := tuple(rows.values())) else restated
        stated.append(Stated(document, announcement._replace(recap=()), published, day, tuple(complaints), before))
    return stated


def _numbered_by_day(dated: Sequence[_Dated]) -> list[Stated]:
    """Days as numbers of rows. A row of unknown year gets no number, and is a problem."""
    numbers = DayNumbers()
    stated = []
    for document, announcement, published, day, complaints, days in dated:
        rows = [(row, on) for row, on in zip(announcement.recap, days, strict=True) if on]
        numbered = numbers.of([(on, row) for row, on in rows])
        entries = tuple(RecapEntry(number, on, row) for (row, on), number in zip(rows, numbered, strict=True))
        unknown = [row for row, on in zip(announcement.recap, days, strict=True) if on is None]
        message = "no year is known of its day, so it is not read; fetch it with its history, or write the year"
        problems = tuple(Problem(FindingCode.NOT_UNDERSTOOD, message, row.excerpt) for row in unknown)
        lean = announcement._replace(recap=(), problems=(*announcement.problems, *problems))
        stated.append(Stated(document, lean, published, day, tuple(complaints), entries))
    return stated


def _renumbered(stated: Sequence[Stated], as_in: Renumber) -> list[Stated]:
    """Renumbers rows: if the next document of the series has a row under another number, and none under its old
    one, the new number counts."""
    result = list(stated)
    latest: dict[tuple[str, str | None], tuple[RecapEntry, ...]] = {}
    for place in range(len(result) - 1, -1, -1):
        one = result[place]
        if not one.rows:
            continue
        series = (one.document.source, one.document.path)
        following = latest.get(series, one.rows)
        if following is not one.rows and {row.number for row in one.rows} - {row.number for row in following}:
            one = result[place] = one._replace(rows=as_in(one.rows, following))
        latest[series] = one.rows
    return result


def _counted_as(rows: Sequence[RecapEntry], following: Sequence[RecapEntry]) -> tuple[RecapEntry, ...]:
    """The rows with the numbers that following rows of the same day and topics have."""
    numbers = {(str(row.day), row.row.topics): row.number for row in following if row.day and row.row.topics}
    counted: dict[int, RecapEntry] = {}
    for row in rows:
        number = numbers.get((str(row.day), row.row.topics), row.number)
        counted.setdefault(number, row if number == row.number else row._replace(number=number))
    return tuple(counted.values())


def _moved_as(rows: Sequence[RecapEntry], following: Sequence[RecapEntry]) -> tuple[RecapEntry, ...]:
    """The rows with the days that following rows of the same talks have, where no following row has their old day."""
    there = {row.number for row in following}
    talks = Counter(wording_of(row.row) for row in following)
    numbers = {wording: row.number for row in following if talks[wording := wording_of(row.row)] == 1}
    here = {row.number for row in rows}
    moved: dict[int, RecapEntry] = {}
    for row in rows:
        number = row.number if row.number in there else numbers.get(wording_of(row.row), row.number)
        number = row.number if number in here or not row.row.topics else number
        moved.setdefault(number, row if number == row.number else row._replace(number=number))
    return tuple(moved.values())


class _Calendar:
    """The days of the newest recap rows by number, and the numbers by day."""

    def __init__(self, stated: Sequence[Stated]) -> None:
        self.days: dict[int, date | None] = {}
        for one in stated:
            self.days.update({row.number: row.day for row in one.rows})
        self.numbers: dict[date, list[int]] = {}
        for number, day in sorted(self.days.items()):
            if day:
                self.numbers.setdefault(day, []).append(number)

    def number_of(self, one: Stated) -> int | None:
        """The issue that a document announces; `None` if neither a number nor the day in a recap shows it."""
        number, day = own_number(one.announcement), one.day
        if day is None or (number is not None and self.days.get(number) == day):
            return number
        same_day = self.numbers.get(day, [])
        if len(same_day) == 1 and not self._is_stale(one, number, day, same_day[0]):
            return same_day[0]
        return self._after_recap(one, number, day)

    def _is_stale(self, one: Stated, number: int | None, day: date, counted: int) -> bool:
        """Whether the document's own recap lists its day as past, under an older number: the date is left over."""
        own = [row.number for row in one.rows]
        is_past = one.published is not None and one.published > day
        return number is not None and counted in own and number > max(own) and is_past

    def _after_recap(self, one: Stated, number: int | None, day: date) -> int | None:
        """The number; the next one if the document's own recap gives this one to a past issue."""
        rows = {row.number: row.day for row in one.rows}
        past = rows.get(number) if number is not None else None
        if past is None or any(other and other >= day for other in rows.values()):
            return number
        # One that was postponed is over on neither day.
        is_over = one.published is not None and past < one.published <= day
        if day - past <= _POSTPONED and not is_over:
            return number
        following = max(rows) + 1
        return following if self.days.get(following) in (None, day) else number


def _without_slips(stated: list[Stated]) -> list[Stated]:
    """Treats a revision and the next as one issue if the next restates it within a day under another number or date, or
    at any time with the same day and agenda."""
    result = list(stated)
    latest: dict[tuple[str, str | None], int] = {}
    for place in range(len(result) - 1, -1, -1):
        one = result[place]
        if not one.announcement.announces:
            continue
        series = (one.document.source, one.document.path)
        following = result[latest[series]] if series in latest else None
        is_other = following is not None and following.document is not one.document
        if is_other and following is not None and following.number is not None and _restates(one, following):
            result[place] = one._replace(number=following.number)
        latest[series] = place
    return result


def _restates(one: Stated, following: Stated) -> bool:
    if one.day is not None and one.day == following.day and _same_agenda(one, following):
        return True  # only the number differs, even if it was corrected late
    if not is_slip(one.document.published_at, following.document.published_at):
        return False
    number = own_number(one.announcement)
    if number is not None and number == own_number(following.announcement):
        return True
    return _same_agenda(one, following) or (one.day is not None and one.day == following.day)


def _same_agenda(one: Stated, other: Stated) -> bool:
    titles = [plain(talk.title) for talk in one.announcement.talks]
    return bool(titles) and titles == [plain(talk.title) for talk in other.announcement.talks]


def is_slip(earlier: str | None, later: str | None) -> bool:
    """Whether a text follows another so soon that differences are slips of the earlier one."""
    one, other = instant_key(earlier), instant_key(later)
    if not one or not other:
        return False
    try:
        return datetime.fromisoformat(other) - datetime.fromisoformat(one) <= _SLIP
    except TypeError:  # one has an offset, the other none
        return False


def _without_bundled(stated: list[Stated]) -> list[Stated]:
    """Leaves out bundled documents of issues that a fetched source covers."""
    fetched = [one for one in stated if one.document.source != BUNDLED]
    covered = {row.number for one in fetched for row in one.rows} | {one.number for one in fetched}
    if not covered:
        return stated
    return [
        one._replace(
            number=None if one.number in covered else one.number,
            rows=tuple(row for row in one.rows if row.number not in covered),
        )
        if one.document.source == BUNDLED
        else one
        for one in stated
    ]
