"""What is one club's own: its names, home page, time zone, tracks, and how its sessions are distinguished and read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

LANGUAGES = ("zh", "en")
_DAY_DIGITS = 8  # 20220912


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages of the interface."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """The text in `zh` or `en`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class SeriesTrack:
    """A kind of talk: its name as published, its name in English, its colour `#rrggbb` (null: the site's own)."""

    name: str
    english: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class LinkKind:
    """What links of some hosts are for; `path` and `query` are patterns, as in `data/link_kinds.yml`."""

    kind: str
    hosts: tuple[str, ...]
    path: str | None
    query: str | None


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table of sessions is read; `docs/series.md` says what each setting means.

    `columns` are the header words of each column. `title_pattern` fits a whole title cell; its groups are names of
    columns. `speaker_pattern` has the groups `name` and `affiliation` of one person. `day_order` is `dmy`, `mdy` or
    `ymd`; `year` is `heading`, `newest first` or `oldest first`; null: neither is known, and a date that needs it is
    refused. `untitled` is the title of a talk whose cell is empty. `left_out` are headers of columns that are left out
    on purpose.
    """

    columns: tuple[tuple[str, tuple[str, ...]], ...]
    title_pattern: str | None = None
    speaker_pattern: str | None = None
    left_out: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    continues: bool = False
    talk_per_line: bool | None = None
    day_order: str | None = None
    year: str | None = None
    base: str | None = None
    tracks: tuple[str, ...] = ()
    by_date: bool = False
    untitled: str = "待定"


@dataclass(frozen=True, slots=True)
class Series:
    """The settings of a series; `session` is what one meeting is called, `time_zone` an IANA name."""

    name: Words
    short_name: Words
    host: str
    home_page: str
    time_zone: str
    language: str
    session: Words
    identity: str
    layout: str
    tracks: tuple[SeriesTrack, ...]
    table: TableLayout | None = None  # of the layout `table` alone
    link_kinds: tuple[LinkKind, ...] = ()

    @property
    def by_date(self) -> bool:
        """Whether a session's number is its day, such as 20220912."""
        return self.identity == "date"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that days and times of day of its sessions are local to."""
        return ZoneInfo(self.time_zone)

    def called(self, number: int, language: str | None = None) -> str:
        """What a session is called on its own: `第 28 期`, `Session 28`; by date its day, `2022-09-12`."""
        if self.by_date:
            return day_called(number)
        words = self._words(language or self.language)
        word = words.session[:1].upper() + words.session[1:]
        return f"{word} {number}" if words.is_english else f"第 {number} {words.measure}"

    def titled(self, number: int, language: str | None = None, *, whole: bool = False) -> str:
        """A session with the short name of the series, or its `whole` name: `第 28 期沙龙`, `Salon 28`."""
        language = language or self.language
        name = (self.name if whole else self.short_name).of(language)
        if language == "en":
            return f"{name} {day_called(number) if self.by_date else number}"
        between = " " if self.by_date or name[:1].isascii() else ""
        return f"{self.called(number, language)}{between}{name}"

    def counted(self, count: int, language: str) -> str:
        """So many sessions: `59 期`, `1 session`, `59 sessions`."""
        return f"{count} {self.unit(count, language)}"

    def unit(self, count: int, language: str) -> str:
        """What so many sessions are counted in: `期`, `session`, `sessions`."""
        words = self._words(language)
        return words.measure if not words.is_english or count == 1 else words.sessions

    def vocabulary(self, language: str) -> dict[str, str]:
        """The words that messages of the interface name in braces, in `zh` or `en`."""
        words = self._words(language)
        zones = {"Asia/Shanghai": ("北京时间", "Beijing time")}
        zone = zones.get(self.time_zone, (f"{self.time_zone} 时间", f"{self.time_zone} time"))
        return {
            "name": self.name.of(language),
            "short_name": self.short_name.of(language),
            "host": self.host,
            "home_page": self.home_page,
            "session": words.session,
            "sessions": words.sessions,
            "Sessions": words.sessions[:1].upper() + words.sessions[1:],
            "measure": words.measure,
            "every": words.every,
            "count": words.count,
            "zone": zone[0] if language == "zh" else zone[1],
            "time_zone": self.time_zone,
        }

    def _words(self, language: str) -> _SessionWords:
        word = self.session.of(language)
        if language == "en":
            return _SessionWords(True, word, plural(word), word, f"every {word}", "number")
        if len(word) > 1:
            return _SessionWords(False, word, word, f"次{word}", f"每次{word}", "编号")
        return _SessionWords(False, word, f"{word}次" if word != "次" else "各次", word, f"每一{word}", f"{word}号")

    def to_json(self) -> str:
        """All of it as one JSON object, as `series_from_json` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _SessionWords:
    """The forms of the word for a session that sentences need."""

    is_english: bool
    session: str
    sessions: str
    measure: str
    every: str
    count: str


def day_called(number: int) -> str:
    """The day that a number of a series by date means: 20220912 is `2022-09-12`, 202209122 is `2022-09-12 (2)`."""
    digits, further = str(number)[:_DAY_DIGITS], str(number)[_DAY_DIGITS:]
    if len(digits) < _DAY_DIGITS:
        return digits
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return f"{day} ({further})" if further else day


def plural(word: str) -> str:
    """The plural of a regular English noun."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


@lru_cache(maxsize=16)
def series_from_json(text: str) -> Series:
    """The series that `Series.to_json` wrote."""
    written = json.loads(text)
    words = {name: Words(**written[name]) for name in ("name", "short_name", "session")}
    table = written["table"] and TableLayout(**{name: _frozen(value) for name, value in written["table"].items()})
    tracks = tuple(SeriesTrack(**track) for track in written["tracks"])
    kinds = tuple(LinkKind(**{name: _frozen(value) for name, value in kind.items()}) for kind in written["link_kinds"])
    return Series(**(written | words | {"tracks": tracks, "table": table, "link_kinds": kinds}))


def _frozen(value: Any) -> Any:
    """JSON's lists as the tuples that they were."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
