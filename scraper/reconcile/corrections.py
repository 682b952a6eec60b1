"""Corrections by people (`data/corrections.yml`): applied last, and each says what it replaces and why."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scraper.defaults import SettingsError
from scraper.reconcile.names import plain
from scraper.records import stable_id
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

_ISSUE_FIELDS = ("title", "date", "announced_date", "starts_at", "ends_at", "mode", "venue", "address", "host", "theme")
_TOPIC_FIELDS = ("title", "track", "starts_at", "ends_at", "abstract", "outline", "speakers", "papers")
_LINK_FIELDS = ("kind", "label", "note")
_SHAPES = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "announced_date": re.compile(r"\d{4}-\d\d-\d\d"),
    "starts_at": re.compile(r"\d\d:\d\d"),
    "ends_at": re.compile(r"\d\d:\d\d"),
    "mode": re.compile(r"online|offline"),
}

Value = str | tuple[str, ...] | None


class CorrectionError(SettingsError):
    """A correction that cannot be understood; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of an issue, of one of its topics, or of one of its links: what it was, what it is, and why."""

    issue: int
    field: str
    was: Value
    value: Value
    reason: str
    topic: str | None = None
    link: str | None = None


def corrections_from(settings: Any) -> tuple[Correction, ...]:
    """The corrections of the parsed YAML (`corrections: [...]`), in order.

    Raises:
        CorrectionError: an entry without issue, field or reason, or with a field or value that cannot be.
    """
    entries = settings.get("corrections") if isinstance(settings, dict) else settings
    if entries is None:
        return ()
    if not isinstance(entries, list):
        raise CorrectionError("data/corrections.yml: `corrections` must be a list")
    return tuple(_correction(place, entry) for place, entry in enumerate(entries, start=1))


def removals_from(settings: Any) -> tuple[str, ...]:
    """The names of people who asked to be removed (`removals: [{name, reason}]`), the longest first.

    Raises:
        CorrectionError: an entry without a name of at least two characters, or without a reason.
    """
    entries = (settings.get("removals") if isinstance(settings, dict) else None) or []
    for place, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or len(str(entry.get("name") or "").strip()) < 2 or not entry.get("reason"):
            raise CorrectionError(f"data/corrections.yml, removal {place}: needs `name` (the whole name) and `reason`")
    return tuple(sorted({str(entry["name"]).strip() for entry in entries}, key=lambda name: (-len(name), name)))


def _correction(place: int, entry: Any) -> Correction:
    def fail(what: str) -> CorrectionError:
        return CorrectionError(f"data/corrections.yml, entry {place}: {what}")

    if not isinstance(entry, dict) or not isinstance(entry.get("issue"), int):
        raise fail("needs `issue`, a number")
    if not str(entry.get("reason") or "").strip():
        raise fail("needs `reason`: say where the right value comes from")
    topic, link, field = entry.get("topic"), entry.get("link"), str(entry.get("field") or "")
    allowed = _TOPIC_FIELDS if topic else _LINK_FIELDS if link else _ISSUE_FIELDS
    if field not in allowed:
        raise fail(f"`field` must be one of {', '.join(allowed)}")
    if "was" not in entry or "value" not in entry:
        raise fail("needs `was` and `value` (null for nothing)")
    was, value = _value(entry["was"]), _value(entry["value"])
    if value is not None and field in _SHAPES and not (isinstance(value, str) and _SHAPES[field].fullmatch(value)):
        raise fail(f"{value!r} is no {field}")
    return Correction(entry["issue"], field, was, value, str(entry["reason"]), topic and str(topic), link and str(link))


def _value(raw: Any) -> Value:
    if raw is None:
        return None
    return tuple(str(item) for item in raw) if isinstance(raw, list) else str(raw)


def apply(corrections: Sequence[Correction], rows: ArchiveRows) -> list[tuple[Correction, str]]:
    """Changes `rows` in place. Returns the corrections that no longer apply, each with what stands there now."""
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
    """`None` where it was applied, else why it was not."""
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
