"""`data/hosts.yml`: what is known of pages in general and of single hosts, read, checked and compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from scraper.check.politeness import Manners
from scraper.defaults import SettingsError, read_settings

NAME = "data/hosts.yml"
_TEXT_RULES = ("gone", "alive", "blocked", "unverifiable", "gone_address")
_RULES = (*_TEXT_RULES, "api", "honest")
_API_CODES = ("alive", "gone", "blocked")
_PATTERN_LISTS = (
    "gone",
    "hints",
    "challenge",
    "challenge_marks",
    "login",
    "login_paths",
    "challenge_paths",
    "error_paths",
    "parked",
)
_NUMBERS = ("pause", "longest_wait", "backoff")
_WORD_LISTS = ("challenge_headers", "parking_hosts")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing known of a host. `kind` is what it proves or how; `pattern` what it looks for."""

    host: str
    kind: str
    pattern: re.Pattern[str] | None
    source: str
    seen: str
    api: str = ""
    member: str = ""
    codes: Mapping[str, tuple[object, ...]] = field(default_factory=dict)

    @property
    def evidence(self) -> dict[str, str]:
        """What a check repeats of the rule it followed."""
        return {"host": self.host, "rule": self.kind, "source": self.source, "seen": self.seen}


@dataclass(frozen=True, slots=True)
class Host:
    """The rules of a host and the seconds between two requests to it; None where the general pause holds."""

    rules: tuple[Rule, ...] = ()
    pause: float | None = None

    def of_kind(self, *kinds: str) -> tuple[Rule, ...]:
        """The rules of these kinds, in the order of the file."""
        return tuple(rule for rule in self.rules if rule.kind in kinds)


@dataclass(frozen=True)
class Knowledge:
    """Everything `data/hosts.yml` says. `patterns` are the general lists, each compiled into one expression."""

    patterns: Mapping[str, re.Pattern[str]]
    words: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, float]
    hosts: Mapping[str, Host]

    def host(self, key: str) -> Host:
        """What is known of `name:port`: the entry of the nearest name, with port before without."""
        name, _, port = key.partition(":") if not key.startswith("[") else (key, "", "")
        labels = name.split(".")
        for start in range(len(labels)):
            suffix = ".".join(labels[start:])
            found = self.hosts.get(f"{suffix}:{port}") or self.hosts.get(suffix)
            if found:
                return found
        return _UNKNOWN

    def manners(self, key: str, in_flight: int, pause: float | None) -> Manners:
        """How a host is treated; a `pause` given on the command line is stronger than the file's."""
        own = self.host(key).pause
        return Manners(in_flight, pause if pause is not None else own if own is not None else self.numbers["pause"])

    @cached_property
    def parking(self) -> re.Pattern[str]:
        """A host name that parks domains, or an address on one."""
        names = "|".join(re.escape(name) for name in self.words["parking_hosts"])
        return re.compile(rf"(?:^|//|\.)(?:{names or '(?!)'})(?=[/:?\"']|$)", re.IGNORECASE)


_UNKNOWN = Host()


def read_hosts(path: Path | None = None) -> Knowledge:
    """What `data/hosts.yml` says, or the file given instead of it; the lists it leaves out are the default's.

    Raises:
        SettingsError: the file cannot be read, or an entry is not what docs/links.md describes; names entry and remedy.
    """
    settings = _mapping(read_settings(NAME, path), "the file")
    default = _mapping(read_settings(NAME), "the file") if path else settings
    general = {**_mapping(default.get("general"), "general"), **_mapping(settings.get("general"), "general")}
    return Knowledge(
        patterns={name: _joined(general.get(name), f"general: {name}") for name in _PATTERN_LISTS},
        words={name: tuple(map(str, general.get(name) or ())) for name in _WORD_LISTS},
        numbers={name: _number(general.get(name, 1), f"general: {name}") for name in _NUMBERS},
        hosts={name.lower(): _host(name, entry) for name, entry in _mapping(settings.get("hosts"), "hosts").items()},
    )


def _host(name: str, entry: Any) -> Host:
    values = _mapping(entry, name)
    pause = values.get("pause")
    return Host(
        tuple(_rule(name, _mapping(rule, f"{name}: rules")) for rule in values.get("rules") or ()),
        None if pause is None else _number(pause, f"{name}: pause"),
    )


def _rule(host: str, values: dict[str, Any]) -> Rule:
    kinds = [kind for kind in _RULES if kind in values]
    kind = "api" if "api" in kinds else kinds[0] if len(kinds) == 1 else None
    if kind is None or not values.get("source") or "seen" not in values:
        raise _wrong(f"{host}: a rule has one of {', '.join(_RULES)}, a source, and seen (a date, or never)")
    looked_for = values.get("match", "") if kind == "api" else values[kind]
    codes = {verdict: tuple(values.get(verdict) or ()) for verdict in _API_CODES} if kind == "api" else {}
    return Rule(
        host=host,
        kind=kind,
        pattern=None if kind == "honest" else _compiled(str(looked_for), f"{host}: {kind}"),
        source=str(values["source"]),
        seen=str(values["seen"]),
        api=str(values.get("api", "")),
        member=str(values.get("field", "")),
        codes=codes,
    )


def _joined(patterns: Any, place: str) -> re.Pattern[str]:
    if patterns is not None and not isinstance(patterns, list):
        raise _wrong(f"{place}: is a list of expressions, one a line after a dash")
    try:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns or ()) or "(?!)", re.IGNORECASE)
    except re.error as error:
        for pattern in patterns or ():
            _compiled(str(pattern), place)  # names the one that is wrong
        raise _wrong(f"{place}: the expressions do not go together ({error})") from error


def _compiled(pattern: str, place: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise _wrong(f"{place}: {pattern!r} is not a regular expression ({error})") from error


def _mapping(value: Any, place: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _wrong(f"{place}: is a list of names with values")
    return {str(name): member for name, member in value.items()}


def _number(value: Any, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise _wrong(f"{place}: is a number of seconds, not {value!r}")
    return float(value)


def _wrong(what: str) -> SettingsError:
    return SettingsError(f"hosts file: {what}; see docs/links.md")
