"""Whether an issue takes place, and which of its values no longer hold.

The later value counts. The earlier one is a change: within one text (struck out, `原定3月6日`) or from one revision to
the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scraper.reconcile.dates import announced
from scraper.reconcile.identity import Stated
from scraper.reconcile.states import State
from scraper.records import Status, Superseded


def issue_status(
    state: State, announced_by: Stated | None, restated_by: Stated | None, as_of: date | None, *, moved: bool
) -> Status:
    """The status of an issue. `as_of` is the day of the newest document; `moved`: the issue had another day before.

    The newer of announcement and recap row counts. A postponed issue is announced again once it has a new day, and
    held once that day has passed or a recap lists the issue; a row without a day may say that it is still to come.
    """
    row = state.restated.row if state.restated else None
    later_row = row is not None and (
        announced_by is None or (restated_by is not None and restated_by.document.order > announced_by.document.order)
    )
    said = row.status if row and later_row else state.announced.announcement.status if state.announced else None
    if row and row.status is Status.CANCELLED and said is None:
        said = row.status
    if said is Status.CANCELLED or (said is Status.POSTPONED and not moved):
        return said
    day = date.fromisoformat(state.fields["date"]) if state.fields["date"] else None
    if row:
        is_to_come = day > as_of if day and as_of else row.status is Status.ANNOUNCED
        return Status.ANNOUNCED if is_to_come else Status.HELD
    return Status.HELD if day and as_of and day < as_of else Status.ANNOUNCED


def superseded_in(state: State, announces: bool, restates: bool) -> Iterator[tuple[int | None, str, str]]:
    """The values that the announcement or recap row itself calls superseded, each as the index of its topic (`None`: of
    the issue), the column, and the value."""
    told, recalled = state.announced if announces else None, state.restated if restates else None
    if told:
        anchor = told.published or told.day
        for value in told.announcement.superseded:
            for column in ("announced_date", *([] if state.restated else ["date"])) if value.date else (value.field,):
                yield None, column, _old(value, anchor)
        for place, talk in enumerate(told.announcement.talks):
            yield from ((place, value.field, value.value) for value in talk.superseded)
    if recalled:
        yield from ((None, value.field, _old(value, recalled.day)) for value in recalled.row.superseded)


def _old(value: Superseded, anchor: date | None) -> str:
    """The value in the form of its column; a day near `anchor`."""
    day = announced([value.date], anchor)[0] if value.date else None
    return day.isoformat() if day else value.value
