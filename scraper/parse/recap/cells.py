"""The number, day and state of a row, in all the forms that people write."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.expressions import expression
from scraper.markup.lines import Line
from scraper.parse.times import dates_in, exists, first_date, unread_in, weekday_of
from scraper.parse.words import NUMERAL, number_of
from scraper.parse.words.places import MEANT, MOVED
from scraper.parse.words.standing import CANCELLED_MARK, POSTPONED_MARK, entry_status
from scraper.records import FindingCode, Problem, StatedDate, Status, Superseded

MAX_NUMBERS = 5
"""Issues that one row is read to count: 68-69."""

_BEFORE, _AFTER = r"(?:第|no\.?|vol\.?|#|issue|沙龙|s)?\s*", r"\s*(?:期|次|届|场|st|nd|rd|th)?"
_ONE = expression(
    rf"[\W_]*{_BEFORE}(?P<one>{NUMERAL}){_AFTER}[\W_]*(?:\([^()]{{0,10}}\))?[\W_]*",
    "第六十九期",
    "No. 69",
    any_case=True,
)
_RANGE = expression(
    rf"[\W_]*{_BEFORE}(?P<first>{NUMERAL}){_AFTER}\s*(?:-|–|—|~|至|到)+\s*{_BEFORE}(?P<last>{NUMERAL}){_AFTER}[\W_]*",
    "第 68-69 期",
    "第六十八期至第六十九期",
    any_case=True,
)
_EACH = expression(r"\s*[、,，/&＆+和与及]\s*", "68、69")
_COMPACT = expression(r"(?<!\d)(20\d\d|\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)", "20210206", "210206")
_DAY = r"(?:\d{4}\s*-\s*\d{1,2}\s*-\s*\d{1,2}|(?:\d{2,4}\s*[./年]\s*)?(?:1[0-2]|0?[1-9])\s*[./月]\s*\d{1,2}\s*[日号]?)"
_WEEKDAY = r"(?:\s*\(?(?:周|星期|礼拜)[一二三四五六日天]\)?)?"
_TO = r"\s*(?:-|–|—|~|至|到|、|,|&|和)+\s*"
_DAYS = expression(
    rf"(?P<first>(?<![\d.]){_DAY}{_WEEKDAY}){_TO}(?:(?P<last>{_DAY})|(?P<day>\d{{1,2}})\s*[日号]?)(?![\d.:点时]){_WEEKDAY}",
    "21.2.6-2.7",
    "2月6日至7日",
)
_LONGEST_STATE = 40


def numbers_in(words: str) -> tuple[int, ...]:
    """The issue numbers of a cell: `69`, `第六十九期`, `No. 69`, `68-69`, `68、69`; empty for anything else."""
    if one := _ONE.fullmatch(words):
        number = number_of(one["one"])
        return (number,) if number else ()
    if among := _RANGE.fullmatch(words):
        first, last = number_of(among["first"]), number_of(among["last"])
        return tuple(range(first, last + 1)) if first and last and first < last < first + MAX_NUMBERS else ()
    each = [_ONE.fullmatch(part) for part in _EACH.split(words)[: MAX_NUMBERS + 1]]
    found = [number_of(one["one"]) if one else None for one in each]
    numbers = tuple(number for number in found if number)
    return numbers if len(numbers) == len(found) <= MAX_NUMBERS else ()


def numbers_of(cell: Sequence[Line]) -> tuple[int, ...]:
    """The issue numbers of a cell, which may stand one below the other."""
    lines = [line.folded for line in cell if line.folded]
    return numbers_in(" ".join(lines)) or numbers_in("、".join(lines))


def day_in(
    lines: Sequence[Line], excerpt: str
) -> tuple[StatedDate | None, tuple[Problem, ...], tuple[Superseded, ...]]:
    """The day of a row, what is wrong with it, and the days that it had before: `原定…`, `… 改为`.

    Of several days in a row the first counts; further days or other words are a problem.
    """
    words = " ".join(line.folded for line in lines).strip()
    old, rest = _without_meant(_COMPACT.sub(r"\1-\2-\3", words))
    superseded = tuple(Superseded("date", date.excerpt, date) for date in old if exists(date))
    days = [day for day in _days_of(rest) if exists(day)]
    if days:
        first, *others = days
        left = [*(day.excerpt for day in others), *unread_in(_DAYS.sub(r"\g<first>", rest))]
        message = f"a row of the recap has {', '.join(dict.fromkeys(left))!r} beside its day; the first counts"
        found = [Problem(FindingCode.NOT_UNDERSTOOD, message, excerpt)] if left and not state_of(left[0]) else []
        if first.year and first.weekday is not None and weekday_of(first) != first.weekday:
            found.append(Problem(FindingCode.DATE_INCONSISTENT, f"{first.excerpt!r} is another weekday", excerpt))
        return first, tuple(found), superseded
    if not any(map(str.isalnum, rest)) or state_of(rest):
        return None, (), superseded
    return None, (Problem(FindingCode.DATE_INCONSISTENT, f"{words!r} is no date", excerpt),), superseded


def days_in(cell: Sequence[Line]) -> tuple[StatedDate, ...]:
    """Every day of a row's cell, each once."""
    words = _COMPACT.sub(r"\1-\2-\3", " ".join(line.folded for line in cell))
    return tuple(dict.fromkeys(day._replace(excerpt="") for day in _days_of(words) if exists(day)))


def _days_of(words: str) -> list[StatedDate]:
    """The days in order, of a range such as 21.2.6-2.7 or 2月6日至7日 the first and the last."""
    days = [day for _, _, day in dates_in(_DAYS.sub(r"\g<first>", words), short=True)]
    for match in _DAYS.finditer(words):
        first = first_date(match["first"], short=True)
        last = first_date(match["last"], short=True) if match["last"] else None
        if first and match["day"]:
            last = StatedDate(first.month, int(match["day"]), first.year, excerpt=match["day"])
        if last and first:
            days.append(last._replace(year=last.year or first.year))
    return days


def _without_meant(words: str) -> tuple[list[StatedDate], str]:
    """The days that no longer count, and the words without them."""
    if moved := MOVED.search(words):
        return [date for _, _, date in dates_in(words[: moved.start()], short=True)], words[moved.end() :]
    if meant := MEANT.search(words):
        for start, end, date in dates_in(words[meant.start() :], short=True):
            start, end = start + meant.start(), end + meant.start()
            return [date], f"{words[: meant.start()]} {words[end:]}"
    return [], words


def state_of(words: str) -> Status | None:
    """`CANCELLED` or `POSTPONED` if words say only that: 因故取消, 延期."""
    return entry_status(words.strip()) if len(words) <= _LONGEST_STATE else None


def without_state(line: Line) -> tuple[Line, Status | None]:
    """A line without words that only say that it does not take place, `目标检测（取消）`; and the state they say."""
    if state := state_of(line.folded):
        return line.cut(0, 0), state
    for pattern, status in ((CANCELLED_MARK, Status.CANCELLED), (POSTPONED_MARK, Status.POSTPONED)):
        if (mark := pattern.search(line.folded)) and not line.folded[mark.end() :].strip():
            return line.cut(0, mark.start()), status
    return line, None


def day_state(words: str) -> Status | None:
    """The state that the place of a day gives beside the one day in it, or instead of it: `2.6 取消`."""
    days = list(dates_in(words, short=True))
    if len(days) == 1:
        words = words[: days[0][0]] + words[days[0][1] :]
    return state_of(words)
