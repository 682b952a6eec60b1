"""`data/hosts.yml`: what is known of pages in general and of single hosts, read, checked and compiled once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scraper.check.ask.politeness import Manners
from scraper.check.judge.expressions import Expression, Gate
from scraper.defaults import default_path
from scraper.settings import Setting, settings_of

NAME = "data/hosts.yml"
_TEXT_RULES = ("gone", "alive", "blocked", "unverifiable", "gone_address")
_RULES = (*_TEXT_RULES, "api", "honest")
_API_CODES = ("alive", "gone", "blocked")
_PATTERN_LISTS = (
    "gone",
    "closed",
    "hints",
    "advice",
    "closing",
    "locked",
    "challenge",
    "challenge_marks",
    "login",
    "login_paths",
    "challenge_paths",
    "error_paths",
    "parked",
    "passing",
    "failing",
    "refused",
)
_TRIED_ON = {
    **dict.fromkeys(("challenge_marks", "alive", "blocked", "unverifiable"), "source"),
    **dict.fromkeys(("login_paths", "challenge_paths", "error_paths", "gone_address"), "address"),
    "closing": "what is left",
}
"""The texts that lists and rules are tried on, where they are not the words of a page."""
Gates = defaultdict[str, Gate]
_NUMBERS = ("pause", "longest_wait", "backoff")
_WORD_LISTS = ("challenge_headers",)
_GENERAL = (*_NUMBERS, *_PATTERN_LISTS, *_WORD_LISTS, "parking_hosts")
_RULE_MEMBERS = (*_RULES, "match", "field", "source", "seen")
_SEEN = re.compile(r"never|\d{4}-\d\d-\d\d")
_REMEDY = "see docs/links.md"


@dataclass(frozen=True, slots=True)
class HostRule:
    """One thing known of a host. `kind` is what it proves or how; `pattern` what it looks for."""

    host: str
    kind: str
    pattern: Expression | None
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

    rules: tuple[HostRule, ...] = ()
    pause: float | None = None

    def of_kind(self, *kinds: str) -> tuple[HostRule, ...]:
        """The rules of these kinds, in the order of the file."""
        return tuple(rule for rule in self.rules if rule.kind in kinds)


@dataclass(frozen=True)
class Knowledge:
    """Everything `data/hosts.yml` says. `patterns` are the general lists, each compiled into one expression.

    `parking` finds a host name that parks domains, or an address on one.
    """

    patterns: Mapping[str, Expression]
    parking: Expression
    words: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, float]
    hosts: Mapping[str, Host]
    _looked_up: dict[str, Host] = field(default_factory=dict, init=False, compare=False, repr=False)

    def host(self, key: str) -> Host:
        """What is known of `name:port`: the entry of the nearest name, with port before without."""
        if key not in self._looked_up:
            self._looked_up[key] = self._look_up(key)
        return self._looked_up[key]

    def _look_up(self, key: str) -> Host:
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


_UNKNOWN = Host()


def read_hosts(path: Path | None = None) -> Knowledge:
    """What `data/hosts.yml` says, or the file given instead of it; what its `general` leaves out is the default's.

    Raises:
        SettingsError: the file cannot be read, or an entry is not what docs/links.md describes; names entry and remedy.
    """
    settings = settings_of(NAME, _REMEDY, path).members(("general", "hosts"))
    general = settings_of(NAME, _REMEDY, default_path(NAME)).members()["general"].members(_GENERAL)
    general |= {name: own for name, own in settings["general"].members(_GENERAL).items() if own.value is not None}
    gates: Gates = defaultdict(Gate)
    return Knowledge(
        patterns={name: _joined(general[name], gates[_TRIED_ON.get(name, "text")]) for name in _PATTERN_LISTS},
        parking=_parking([name.text() for name in general["parking_hosts"].items("entry")], gates["source"]),
        words={name: tuple(word.text() for word in general[name].items("entry")) for name in _WORD_LISTS},
        numbers={name: general[name].number() for name in _NUMBERS},
        hosts={name.lower(): _host(name, entry, gates) for name, entry in settings["hosts"].members().items()},
    )


def _parking(names: list[str], gate: Gate) -> Expression:
    return Expression([rf"(?:^|//|\.){re.escape(name)}(?=[/:?\"']|$)" for name in names], gate)


def _host(name: str, entry: Setting, gates: Gates) -> Host:
    values = entry.members(("pause", "rules"))
    pause = None if values["pause"].value is None else values["pause"].number()
    return Host(tuple(_rule(name, rule, gates) for rule in values["rules"].items("rule")), pause)


def _rule(host: str, entry: Setting, gates: Gates) -> HostRule:
    values = entry.members(_RULE_MEMBERS)
    written = [kind for kind in _RULES if values[kind].value is not None]
    kinds = ["api"] if "api" in written else written
    if len(kinds) != 1:
        raise entry.wrong(f"a rule has one of {', '.join(_RULES)}")
    kind, source, seen = kinds[0], values["source"].text(), values["seen"].text()
    if not _SEEN.fullmatch(seen):
        raise values["seen"].wrong(f"must be a date such as 2026-11-23, or never, not {seen!r}")
    if kind == "api":
        return _api_rule(host, values, source, seen, gates["address"])
    if kind == "honest" and values[kind].value is not True:
        raise values[kind].wrong("must be true, or left out")
    pattern = (
        None if kind == "honest" else Expression([values[kind].pattern().pattern], gates[_TRIED_ON.get(kind, "text")])
    )
    return HostRule(host, kind, pattern, source, seen)


def _api_rule(host: str, values: dict[str, Setting], source: str, seen: str, gate: Gate) -> HostRule:
    api, match = values["api"].text(), values["match"].pattern()
    try:
        is_address = api.format_map(dict.fromkeys(match.groupindex, "")).startswith(("http://", "https://"))
    except (LookupError, ValueError, AttributeError):
        is_address = False
    if not is_address:
        raise values["api"].wrong("must be an address whose {names} are named groups of `match`")
    codes = {name: tuple(code.value for code in values[name].items("code")) for name in _API_CODES}
    return HostRule(host, "api", Expression([match.pattern], gate), source, seen, api, values["field"].text(), codes)


def _joined(setting: Setting, gate: Gate) -> Expression:
    entries = setting.items("entry")
    try:
        return Expression([entry.text() for entry in entries], gate)
    except re.error as error:
        for entry in entries:
            entry.pattern()  # names the one that is wrong
        raise setting.wrong(f"the expressions do not go together ({error})") from error
