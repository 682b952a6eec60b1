"""The kind of a link, by the patterns of `data/link_kinds.yml`: the first rule that fits counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from scraper.series import Series
from scraper.settings import Setting

OTHER = "other"
IMAGE = "image"


class KindRule(NamedTuple):
    """A kind, its hosts (`momodel.cn` also means `www.momodel.cn`), and patterns that path and query must match,
    ignoring case."""

    kind: str
    hosts: tuple[str, ...]
    path: re.Pattern[str] | None
    query: re.Pattern[str] | None

    def fits(self, host: str, path: str, query: str) -> bool:
        if self.hosts and not any(host == own or host.endswith("." + own) for own in self.hosts):
            return False
        return (self.path is None or bool(self.path.search(path))) and (
            self.query is None or bool(self.query.search(query))
        )


def rules_from(settings: Setting) -> tuple[KindRule, ...]:
    """The rules of `data/link_kinds.yml`, in order.

    Raises:
        SettingsError: an entry has no kind, an unknown key, or a pattern that is not a regular expression.
    """
    return tuple(map(_rule, settings.members(("rules",))["rules"].items("rule")))


def rules_of(series: Series) -> tuple[KindRule, ...]:
    """The rules of a series itself; they come before the general ones."""
    return tuple(KindRule(own.kind, own.hosts, _pattern(own.path), _pattern(own.query)) for own in series.link_kinds)


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text, re.IGNORECASE) if text is not None else None


def _rule(entry: Setting) -> KindRule:
    values = entry.members(("kind", "hosts", "path", "query"))
    hosts = tuple(host.text().lower() for host in values["hosts"].items("host"))
    path, query = (None if values[key].value is None else values[key].pattern() for key in ("path", "query"))
    return KindRule(values["kind"].text(), hosts, path, query)


def kind_of(url: str, rules: Sequence[KindRule]) -> str:
    """The kind of a link; `other` if no rule fits."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return OTHER
    return next((rule.kind for rule in rules if rule.fits(host, parts.path, parts.query)), OTHER)


def host_of(url: str) -> str | None:
    """The host of a link, lower case, without port."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
