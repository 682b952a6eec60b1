"""Which links of the archive a run is about: those that issues name now, by kind, by issue, not checked lately."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_EVER = timedelta(days=36500)
_SKEW = timedelta(minutes=5)  # that the clocks of two machines may differ by
_LINKS = """
select distinct l.url from links l join issue_links m on m.link_id = l.id
where m.is_current
  and case when :any_kind then l.kind <> 'image' else l.kind in (select value from json_each(:kinds)) end
  and (:any_issue or m.issue_number in (select value from json_each(:issues)))
order by l.host, l.url
"""


def age(text: str) -> timedelta:
    """A duration such as `90m`, `12h`, `7d`, `2w`, or plain seconds. Raises ValueError for anything else."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d+)?)\s*([smhdw]?)", text.strip().lower())
    if not match:
        raise ValueError(f"{text!r} is not a duration; write 90m, 12h, 7d or 2w")
    try:
        return min(timedelta(**{_UNITS[match[2] or "s"]: float(match[1])}), _EVER)
    except OverflowError:
        return _EVER


def archive_urls(connection: sqlite3.Connection, kinds: Sequence[str], issues: Sequence[int]) -> list[str]:
    """The addresses that issues name now, of these kinds and issues; pictures only where they are asked for."""
    found = connection.execute(
        _LINKS,
        {"any_kind": not kinds, "kinds": json.dumps(kinds), "any_issue": not issues, "issues": json.dumps(issues)},
    )
    return [url for (url,) in found]


def due(connection: sqlite3.Connection, urls: Sequence[str], maximum_age: timedelta | None) -> list[str]:
    """The addresses whose newest check is older than `maximum_age`, or that have none; all where it is None.

    A check dated in the future was made by a clock that was wrong, and says nothing of its age.
    """
    if maximum_age is None:
        return list(urls)
    now = datetime.now(UTC)
    limit = _written(now - min(maximum_age, _EVER))
    fresh = connection.execute(
        "select l.url from links l join latest_checks c on c.link_id = l.id where c.checked_at between ? and ?",
        [limit, _written(now + _SKEW)],
    )
    known = {url for (url,) in fresh}
    return [url for url in urls if url not in known]


def _written(moment: datetime) -> str:
    """An instant as the history writes it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def link_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Every address the archive knows, with its key."""
    return dict(connection.execute("select url, id from links"))
