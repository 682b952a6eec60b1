"""Corrections by people (`data/corrections.yml`), applied last. Each names the old value and a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import NamedTuple

from scraper.defaults import SettingsError
from scraper.reconcile.wordings import plain
from scraper.records import Mode, Status, stable_id
from scraper.rows import (
    ArchiveRows,
    IssueRow,
    LinkRow,
    MentionRow,
    PaperRow,
    PersonRow,
    TopicPaperRow,
    TopicRow,
    TopicSpeakerRow,
)
from scraper.settings import Setting

MAX_ISSUE = 999_999

_MEMBERS = ("issue", "topic", "link", "field", "was", "value", "reason")
_ISSUE_FIELDS = (
    "title",
    "date",
    "announced_date",
    "starts_at",
    "ends_at",
    "mode",
    "venue",
    "address",
    "meeting",
    "host",
    "theme",
    "status",
)
_TOPIC_FIELDS = ("title", "track", "starts_at", "ends_at", "abstract", "outline", "speakers", "papers")
_LINK_FIELDS = ("kind", "label", "note")
_LISTS = ("outline", "speakers", "papers")
_SHAPES: dict[str, tuple[re.Pattern[str], Callable[[str], object]]] = {
    "date": (re.compile(r"\d{4}-\d\d-\d\d"), date.fromisoformat),
    "announced_date": (re.compile(r"\d{4}-\d\d-\d\d"), date.fromisoformat),
    "starts_at": (re.compile(r"\d\d:\d\d"), time.fromisoformat),
    "ends_at": (re.compile(r"\d\d:\d\d"), time.fromisoformat),
    "mode": (re.compile(".+"), Mode),
    "status": (re.compile(".+"), Status),
}

Value = str | tuple[str, ...] | None


class Correction(NamedTuple):
    """A correction of one field of an issue, topic or link: the old value, the new value, and the reason."""

    issue: int
    field: str
    was: Value
    value: Value
    reason: str
    topic: str | None = None
    link: str | None = None


class Decisions(NamedTuple):
    """Decisions by people: corrections in order, and names of people who asked to be removed, longest first.

    `faults` are entries that cannot be used, each as its place and a sentence.
    """

    corrections: tuple[Correction, ...] = ()
    removals: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def decisions_from(settings: Setting) -> Decisions:
    """The decisions in `data/corrections.yml`. A correction that cannot be used becomes a fault; the others hold.

    Raises:
        SettingsError: the file has another shape, or a removal lacks a whole name or a reason. A removal is never
            skipped, since a name would be published that somebody asked to remove.
    """
    lists = settings.members(("corrections", "removals"))
    removals = {_removal(entry) for entry in lists["removals"].items("removal")}
    corrections, faults = [], []
    for entry in lists["corrections"].items("entry"):
        try:
            corrections.append(_correction(entry))
        except SettingsError as error:
            faults.append((entry.place, str(error).removeprefix(entry.place).lstrip(": ")))
    return Decisions(tuple(corrections), tuple(sorted(removals, key=lambda name: (-len(name), name))), tuple(faults))


def _removal(entry: Setting) -> str:
    values = entry.members(("name", "reason"))
    name, _ = values["name"].text(), values["reason"].text()
    if len(name) < 2:
        raise values["name"].wrong(f"{name!r} is not a whole name")
    return name


def _correction(entry: Setting) -> Correction:
    values = entry.members(_MEMBERS)
    topic, link = (None if values[key].value is None else values[key].text() for key in ("topic", "link"))
    field = values["field"].text()
    allowed = _TOPIC_FIELDS if topic else _LINK_FIELDS if link else _ISSUE_FIELDS
    if field not in allowed:
        raise values["field"].wrong(f"{field!r} is not one of {', '.join(allowed)}")
    if not {"was", "value"} <= entry.value.keys():
        raise entry.wrong("needs `was` and `value` (null for nothing)")
    value = _value(values["value"], field)
    if value is None and (field in ("kind", "status") or (topic and field == "title")):
        raise values["value"].wrong(f"a {field} cannot be nothing")
    issue, was, reason = values["issue"].whole_number(MAX_ISSUE), _value(values["was"], field), values["reason"].text()
    return Correction(issue, field, was, value, reason, topic, link)


def _value(setting: Setting, field: str) -> Value:
    """The value for a field. YAML turns text that looks like a day into one."""
    if setting.value is None:
        return None
    if field in _LISTS:
        items = setting.items("item") if isinstance(setting.value, list) else [setting]
        return tuple(dict.fromkeys(item.text() for item in items))
    text = setting.value.isoformat() if type(setting.value) is date else setting.text(lines=field == "abstract")
    shape, read = _SHAPES.get(field, (None, str))
    try:
        exists = shape is None or (shape.fullmatch(text) and read(text))
    except ValueError:
        exists = False
    if not exists:
        raise setting.wrong(f"{text!r} is no {field}")
    return text


def apply(corrections: Sequence[Correction], rows: ArchiveRows) -> list[tuple[Correction, str]]:
    """Changes `rows` in place. Returns the corrections that no longer apply, each with the value found instead."""
    if not corrections:
        return []
    issues = {row.number: row for row in rows.issues}
    stale = []
    for correction in corrections:
        found = _apply(correction, issues.get(correction.issue), rows)
        if found is not None:
            stale.append((correction, found))
    return stale


def _apply(correction: Correction, issue: IssueRow | None, rows: ArchiveRows) -> str | None:
    """Applies a correction. Returns `None`, or the reason why it does not apply."""
    if issue is None:
        return "there is no such issue"
    if correction.topic:
        topics = [row for row in rows.topics if row.issue_number == issue.number]
        topic = next((row for row in topics if plain(row.title) == plain(correction.topic or "")), None)
        return _apply_to_topic(correction, topic, rows) if topic else "there is no such topic"
    if correction.link:
        return _apply_to_link(correction, rows)
    return _set(issue, correction)


def _set(row: IssueRow | TopicRow | LinkRow | MentionRow, correction: Correction) -> str | None:
    current = getattr(row, correction.field)
    if (current or None) != (correction.was or None):
        return f"it is {current!r} now"
    setattr(row, correction.field, correction.value)
    return None


def _apply_to_topic(correction: Correction, topic: TopicRow, rows: ArchiveRows) -> str | None:
    value = correction.value if isinstance(correction.value, tuple) else (correction.value,) if correction.value else ()
    was = correction.was if isinstance(correction.was, tuple) else (correction.was,) if correction.was else ()
    if correction.field == "outline":
        if tuple(json.loads(topic.outline)) != was:
            return f"it is {topic.outline} now"
        topic.outline = json.dumps(value, ensure_ascii=False)
    elif correction.field == "speakers":
        names = {row.id: row.name for row in rows.people}
        current = tuple(names[row.person_id] for row in rows.topic_speakers if row.topic_id == topic.id)
        if current != was:
            return f"it is {'、'.join(current)!r} now"
        rows.topic_speakers[:] = [row for row in rows.topic_speakers if row.topic_id != topic.id]
        for place, name in enumerate(value, start=1):
            key = stable_id("person", name)
            rows.people += [] if key in names else [PersonRow(key, name, None)]
            rows.topic_speakers.append(TopicSpeakerRow(topic.id, key, place, None))
    elif correction.field == "papers":
        titles = {row.id: row.title for row in rows.papers}
        current = tuple(titles[row.paper_id] for row in rows.topic_papers if row.topic_id == topic.id)
        if current != was:
            return f"it is {' · '.join(current)!r} now"
        rows.topic_papers[:] = [row for row in rows.topic_papers if row.topic_id != topic.id]
        for place, title in enumerate(value, start=1):
            key = stable_id("paper", plain(title))
            rows.papers += [] if key in titles else [PaperRow(key, title)]
            rows.topic_papers.append(TopicPaperRow(topic.id, key, place))
    else:
        return _set(topic, correction)
    return None


def _apply_to_link(correction: Correction, rows: ArchiveRows) -> str | None:
    link = next((row for row in rows.links if row.url == correction.link), None)
    if link is None:
        return "there is no such link"
    if correction.field == "kind":
        return _set(link, correction)
    mentions = [
        row
        for row in rows.issue_links
        if row.link_id == link.id and row.issue_number == correction.issue and row.is_current
    ]
    return _set(mentions[0], correction) if mentions else "the issue does not mention this link"
