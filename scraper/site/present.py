"""How values are written on the pages: dates, names, addresses a reader may follow, hits of a search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scraper.export.site import web_url
from scraper.records import SHANGHAI
from scraper.search.marks import has_hit, marked
from scraper.site import labels


def weekday(day: str | None) -> str:
    """`周四` for an ISO date; empty for none or one that is not a date."""
    try:
        return "周" + labels.WEEKDAYS[date.fromisoformat(day or "").weekday()]
    except ValueError:
        return ""


def local_time(instant: str | None) -> str:
    """`2019-12-03 00:22`, in Asia/Shanghai, for an ISO instant; as it is where it cannot be read."""
    try:
        moment = datetime.fromisoformat(instant or "")
    except ValueError:
        return instant or ""
    if moment.tzinfo:
        moment = moment.astimezone(ZoneInfo(SHANGHAI))
    return moment.strftime("%Y-%m-%d %H:%M")


def issue_subject(issue: Mapping[str, Any]) -> str:
    """What an issue is called beside its number: its theme, else its title; empty where it has neither."""
    return issue.get("theme") or issue.get("title") or ""


def named(vocabulary: Mapping[str, tuple[str, str]], code: str | None) -> tuple[str, str]:
    """The Chinese and English name of a code; the code itself for one the vocabulary does not have."""
    return vocabulary.get(code or "", (code or "", ""))


FILTERS = {
    "weekday": weekday,
    "local_time": local_time,
    "issue_subject": issue_subject,
    "web_url": web_url,
    "verdict": lambda code: named(labels.VERDICTS, code or "unchecked"),
    "link_kind": lambda code: named(labels.LINK_KINDS, code),
    "replay_state": lambda code: named(labels.REPLAY_STATES, code),
    "status": lambda code: named(labels.STATUSES, code),
    "mode": lambda code: named(labels.MODES, code),
    "kind_name": lambda code: named(labels.KINDS, code),
    "finding": lambda code: named(labels.FINDINGS, code),
    "section": lambda code: named(labels.SECTIONS, code),
    "field_name": lambda name: labels.FIELDS.get(name, name),
    "track_style": lambda name: labels.TRACKS.get(name, ("other", ""))[0],
    "track_english": lambda name: labels.TRACKS.get(name, ("", ""))[1],
    "marked": marked,
    "has_hit": has_hit,
}
