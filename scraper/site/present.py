"""How values are written on the pages in either language: times, what an issue is called, addresses to be followed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scraper.export.site import web_url
from scraper.records import SHANGHAI
from scraper.search.marks import has_hit
from scraper.site import labels


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


FILTERS = {
    "local_time": local_time,
    "issue_subject": issue_subject,
    "web_url": web_url,
    "track_style": lambda name: labels.TRACKS.get(name, ("other", ""))[0],
    "has_hit": has_hit,
}
