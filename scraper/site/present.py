"""Filters of the templates, for both languages: times, subjects of issues, addresses that are safe to follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from scraper.export.site import web_url
from scraper.markup.addresses import readable
from scraper.search.marks import has_hit


@pass_context
def local_time(context: Context, instant: str | None) -> str:
    """An ISO instant in the time zone of the series, in the language of the page (see `Speech.local_time`)."""
    return str(context["speech"].local_time(instant))


@pass_context
def track_style(context: Context, name: str | None) -> str:
    """The class of a track in the style sheet (see `Speech.track_style`)."""
    return str(context["speech"].track_style(name))


def issue_subject(issue: Mapping[str, Any]) -> str:
    """The theme of an issue, or its title where it has no theme; empty where it has neither."""
    return issue.get("theme") or issue.get("title") or ""


def ids_last(columns: Iterable[Mapping[str, Any]], key: str) -> list[Mapping[str, Any]]:
    """Columns or cells in their order, but those with keys of rows last; each has its name under `key`."""
    return sorted(columns, key=lambda column: column[key] == "id" or column[key].endswith("_id"))


def readable_host(url: str | None) -> str:
    """The site of an address in its own script, where the address spells it in ASCII (`xn--…`); else empty."""
    host = (url or "").partition("://")[2].partition("/")[0]
    shown = readable(f"https://{host}").removeprefix("https://")
    return shown if shown != host else ""


FILTERS = {
    "ids_last": ids_last,
    "local_time": local_time,
    "issue_subject": issue_subject,
    "web_url": web_url,
    "readable_host": readable_host,
    "track_style": track_style,
    "has_hit": has_hit,
}
