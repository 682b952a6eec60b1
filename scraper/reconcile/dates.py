"""Finds the year of a date, and the right one of several: by publication, weekdays, and the order of a recap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta, tzinfo
from itertools import pairwise

from scraper.records import StatedDate, instant

_HALF_A_YEAR = timedelta(days=180)  # no two events in a row are so far apart
_BACKWARDS = 4  # a step back in a recap costs as much as four steps ahead
_NO_WEEKDAY = 40  # days that a date may be further off if it agrees with a stated weekday
_LATE = 10


_UNKNOWN: tuple[date | None, ...] = (None,)
_Step = tuple[date | None, int, int]  # a row's day, the cost from here on, the index of the next row's day


def published_day(published_at: str | None, zone: tzinfo) -> date | None:
    """The day of an instant in the time zone of the series, `None` for an unknown one."""
    moment = instant(published_at, zone)
    return moment.date() if moment else None


def on(stated: StatedDate, year: int) -> date | None:
    """The day in that year, `None` if the year does not have it (29 February)."""
    try:
        return date(year, stated.month, stated.day)
    except ValueError:
        return None


def announced(stated: Sequence[StatedDate], anchor: date | None) -> tuple[date | None, list[str]]:
    """The day of an announcement, and the disagreements of its dates.

    An event is nearly always within weeks after `anchor` (the day of publication). Of several dates, one that
    agrees with its stated weekday and is soonest after the anchor wins; of equal ones the last stated, which is the
    date of the time line.
    """
    weekdays = {one.weekday for one in stated if one.weekday is not None}
    readings = [(one, day) for one in stated if (day := _nearest(one, anchor))]
    if not readings:
        return None, []

    def cost(day: date) -> int:
        ahead = (day - anchor).days if anchor else 0
        return (_NO_WEEKDAY if weekdays and day.weekday() not in weekdays else 0) + (
            ahead if ahead >= 0 else _LATE - 3 * ahead
        )

    best = min(enumerate(readings), key=lambda entry: (cost(entry[1][1]), -entry[0]))[1][1]
    complaints = [
        f"{one.excerpt} ≠ {best.isoformat()}"
        for one, day in readings
        if day != best or (one.year is not None and one.year != day.year)
    ]
    complaints += [
        f"{one.excerpt}: {day.isoformat()} is a {day:%A}"
        for one, day in readings
        if one.weekday is not None and day.weekday() != one.weekday and day == best
    ]
    return best, list(dict.fromkeys(complaints))


def _nearest(stated: StatedDate, anchor: date | None) -> date | None:
    """The day that a date means. A stated year counts, unless it disagrees with the stated weekday and another year
    near `anchor` agrees with it: then the stated year is a slip."""
    said = on(stated, stated.year) if stated.year else None
    is_sure = stated.weekday is None or (said is not None and said.weekday() == stated.weekday)
    if anchor is None or (stated.year and is_sure):
        return said
    days = [day for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (day := on(stated, year))]
    fitting = [day for day in days if stated.weekday is None or day.weekday() == stated.weekday]
    soon = [day for day in fitting if -60 <= (day - anchor).days <= 120]
    if stated.year:
        return soon[0] if soon else said
    return min(soon or days, key=lambda day: abs((day - anchor).days), default=None)


def recap_days(
    rows: Sequence[StatedDate | None], known: Sequence[date | None], anchor: date | None
) -> list[date | None]:
    """The days of a recap's rows. A year is stated, `known` from an older document, or chosen to keep rows in order.

    A stated year that breaks the order of all other rows is a slip if the year before or after keeps the order (19.1.4
    below 19.12.28). Unstated years minimize the distances between adjacent rows. A step back counts fourfold, so that
    one slip (11.07 for 10.07) does not move the rows before it into another year. The last row is near `anchor`: that
    distance counts twice.
    """
    places = [index for index, row in enumerate(rows) if row is not None]
    choices = [_choices(rows[index], known[index], anchor) for index in places]
    days: list[date | None] = [None] * len(rows)
    if all(len(choice) <= 1 for choice in choices):
        for index, choice in zip(places, choices, strict=True):
            days[index] = choice[0] if choice else None
        return _in_likely_years(rows, days, anchor)
    following: list[_Step] = [(anchor, 0, -1)]
    trail: list[list[_Step]] = []
    for choice in reversed(choices):
        following = [_best(day, following, weight=1 if trail else 2) for day in choice or _UNKNOWN]
        trail.append(following)
    at = min(range(len(following)), key=lambda place: following[place][1])
    for index, layer in zip(places, reversed(trail), strict=True):
        days[index], _, at = layer[at]
    return _in_likely_years(rows, days, anchor)


def _in_likely_years(
    rows: Sequence[StatedDate | None], days: list[date | None], anchor: date | None
) -> list[date | None]:
    """The days; a row whose stated year is a slip gets the year before or after. Unchanged if many
    rows are out of order."""
    places = [place for place, day in enumerate(days) if day]
    known = [day for day in days if day]
    if sum(one > later for one, later in pairwise(known)) * 3 > len(known) - 1:
        return days
    for at, place in enumerate(places[1:], start=1):
        row, day, before = rows[place], known[at], known[at - 1]
        after = known[at + 1] if at + 1 < len(known) else anchor
        if row is None or not row.year or after is None:
            continue
        slip = 1 if before - day > _HALF_A_YEAR else -1 if day - after > _HALF_A_YEAR else 0
        likely = on(row, day.year + slip) if slip else None
        if likely and before <= likely <= after:
            days[place] = known[at] = likely
    return days


def _choices(row: StatedDate | None, known: date | None, anchor: date | None) -> list[date]:
    if row is None:
        return []
    if row.year:
        years: Iterable[int] = (row.year,)
    elif known:
        return [known]
    else:
        years = range(anchor.year - 3, anchor.year + 1) if anchor else ()
    days = [day for year in years if (day := on(row, year))]
    return [day for day in days if row.year or anchor is None or day <= anchor + timedelta(days=31)]


def _best(day: date | None, following: list[_Step], weight: int) -> _Step:
    """`day` with its cost, and the index of the next row's day it leads to. A row without a day costs nothing."""
    costs = []
    for place, (later, cost, _) in enumerate(following):
        step = (later - day).days if later and day else 0
        costs.append((cost + weight * (step if step >= 0 else -step * _BACKWARDS), place))
    cost, place = min(costs)
    return day, cost, place
