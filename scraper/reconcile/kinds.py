"""What a link is for, by the patterns of `data/link_kinds.yml`: the first rule that fits names the kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scraper.defaults import SettingsError

OTHER = "other"
IMAGE = "image"


class KindsError(SettingsError):
    """A rule that cannot be used; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class KindRule:
    """A kind, the hosts it is for (`momodel.cn` also means `www.momodel.cn`), and what path and query must match."""

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


def rules_from(settings: Any) -> tuple[KindRule, ...]:
    """The rules of the parsed YAML, in order.

    Raises:
        KindsError: an entry has no kind, or a pattern that is no regular expression.
    """
    entries = settings.get("rules") if isinstance(settings, dict) else settings
    if not isinstance(entries or [], list) or (settings and not isinstance(settings, dict)):
        raise KindsError("data/link_kinds.yml: must be `rules:` with a list of rules below it")
    rules = []
    for place, entry in enumerate(entries or [], start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("kind"), str):
            raise KindsError(f"data/link_kinds.yml, rule {place}: needs a kind, such as `kind: replay`")
        try:
            patterns = [re.compile(str(entry[key])) if entry.get(key) else None for key in ("path", "query")]
        except re.error as error:
            raise KindsError(
                f"data/link_kinds.yml, rule {place} ({entry['kind']}): {error}; correct the pattern"
            ) from error
        hosts = entry.get("hosts") or ()
        rules.append(KindRule(entry["kind"], tuple(str(host).lower() for host in hosts), *patterns))
    return tuple(rules)


def kind_of(url: str, rules: Sequence[KindRule]) -> str:
    """The kind of a link, `other` where no rule fits."""
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
