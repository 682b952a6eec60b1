"""The organizer's tasks, a row for each issue: its troubled links with what to do, and a line for the recap."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from scraper.export.site import web_url
from scraper.site.cards import distinct_links, issue_mentions
from scraper.site.query import Row, fetch, group, key_list

MOST_LISTED = 500

# Troubled links of the newest documents: dead links first, then by issue, newest first.
TROUBLE = f"""
select l.id as link_id, l.url, l.kind, m.issue_number, i.date, i.theme, i.title, m.topic_id,
    coalesce(t.title, m.label, l.host) as topic, s.state as verdict, s.news, s.reason, s.since, s.checks, s.checked_at,
    s.final_url, s.archived_url
from issue_links m
join links l on l.id = m.link_id
join link_states s on s.link_id = l.id
join issues i on i.number = m.issue_number
left join topics t on t.id = m.topic_id
where m.is_current and l.kind = :kind and s.state not in ('alive', 'unchecked')
order by s.state <> 'dead', i.date desc, i.number desc, m.position limit {MOST_LISTED}
"""

TITLES = """
select issue_number, title, track from topics
where not is_placeholder and issue_number in (select value from json_each(?)) order by issue_number, position
"""

DAYS = "select number, date from issues where number in (select value from json_each(?))"

# The message `todo.…` for each verdict; a dead link has `todo.copy` or `todo.find`.
_TODO = {
    "moved": "new_address",
    "blocked": "browser",
    "unverifiable": "browser",
    "unreachable": "again",
    "invalid": "correct",
}


def worklist(connection: sqlite3.Connection, kind: str = "replay") -> tuple[list[Row], list[Row], list[Row]]:
    """Issues that have links of a kind to repair, issues that have links to look at, and forms that are over.

    An issue has its `tasks`, and a `line` for the recap, in which dead links are replaced or left out.
    """
    tasks = fetch(connection, TROUBLE, {"kind": kind})
    for task in tasks:
        task["todo"] = _TODO.get(task["verdict"]) or ("copy" if task["archived_url"] else "find")
    over = [task for task in tasks if is_over(task)]
    open_tasks = [task for task in tasks if not is_over(task)]
    to_do = _rows(task for task in open_tasks if task["verdict"] in ("dead", "invalid", "moved"))
    lines = recap_lines(connection, [row["number"] for row in to_do])
    for row in to_do:
        row["line"] = lines[row["number"]]
    return to_do, _rows(task for task in open_tasks if task["todo"] in ("browser", "again")), over


def is_over(task: Row) -> bool:
    """Whether a link is a dead registration form of a salon that was held before the check."""
    is_held = bool(task["date"] and task["checked_at"] and task["date"] < task["checked_at"][:10])
    return task["kind"] == "registration" and task["verdict"] == "dead" and is_held


def _rows(tasks: Iterable[Row]) -> list[Row]:
    """Tasks grouped by issue; issues are in the order of their first task."""
    return [
        {"number": number, **{name: rows[0][name] for name in ("date", "theme", "title")}, "tasks": rows}
        for number, rows in group(tasks, "issue_number").items()
    ]


def recap_lines(connection: sqlite3.Connection, numbers: list[int]) -> dict[int, str]:
    """The row of each issue for a recap table in Markdown: number, day, topics by track, links that work."""
    topics = group(fetch(connection, TITLES, (key_list(numbers),)), "issue_number")
    links = group(issue_mentions(connection, numbers), "issue_number")
    days = {row["number"]: row["date"] for row in fetch(connection, DAYS, (key_list(numbers),))}
    return {
        number: " | ".join(
            (
                "",
                str(number),
                _day(days.get(number)),
                _topics(topics.get(number, [])),
                _links(links.get(number, [])),
                "",
            )
        ).strip()
        for number in numbers
    }


def _day(day: str | None) -> str:
    return (day or "")[2:].replace("-", ".")


def _topics(topics: list[Row]) -> str:
    """The titles of topics by track: `【论文分享】甲；乙 【机器学习】丙`."""
    by_track = group(topics, "track")
    return " ".join(
        (f"【{_cell(track)}】" if track else "") + "；".join(_cell(topic["title"]) for topic in of_track)
        for track, of_track in by_track.items()
    )


def _links(mentions: list[Row]) -> str:
    kept = [one for one in distinct_links(mentions) if one["section"] == "recap" or one["kind"] == "replay"]
    pairs = [(one["label"] or one["host"] or one["kind"], _address(one)) for one in kept]
    return " ".join(f"[{_cell(label)}]({address})" for label, address in pairs if address)


def _address(mention: Row) -> str | None:
    """The address to link to: the copy of a dead link, the new address of a moved one; `None` for a lost link."""
    if mention["state"] in ("dead", "invalid"):
        address = web_url(mention["archived_url"])
    elif mention["state"] == "moved":
        address = web_url(mention["final_url"]) or web_url(mention["url"])
    else:
        address = web_url(mention["url"])
    return address and re.sub(r"[()|<>\\]", lambda mark: f"%{ord(mark[0]):02X}", address)


def _cell(text: str) -> str:
    """Text escaped for a cell of a Markdown table."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(text.split()))
