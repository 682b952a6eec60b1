"""What is one club's own: its names, home page, time zone, tracks, and how its sessions are told apart."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from scraper.settings import Setting, settings_of

REMEDY = "correct data/series.yml, or delete it to use the shipped one"
LAYOUTS = ("salon", "table")
COLUMNS = ("number", "date", "title", "speakers", "links")
IDENTITIES = ("number",)
LANGUAGES = ("zh", "en")
_MEMBERS = (
    *("name", "short_name", "host", "home_page", "time_zone", "language"),
    *("session", "identity", "layout", "tracks", "table"),
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")  # such as #3366cc
_PAGE = re.compile(r"https?://[^\s/]+\S*")  # such as https://example.org/talks


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages of the interface."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Track:
    """A kind of talk: its name as published, its name in English, its colour `#rrggbb` (null: the site's own)."""

    name: str
    english: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table of sessions is read: the header words of each column; `title_pattern` has the groups `title` and
    `date` of a whole title cell, `speaker_pattern` the groups `name` and `affiliation` of one person."""

    columns: tuple[tuple[str, tuple[str, ...]], ...]
    title_pattern: str | None = None
    speaker_pattern: str | None = None


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
    tracks: tuple[Track, ...]
    table: TableLayout | None = None  # of the layout `table` alone

    def to_json(self) -> str:
        """All of it as one JSON object, as `series_from_json` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def series_from_json(text: str) -> Series:
    """The series that `Series.to_json` wrote."""
    written = json.loads(text)
    words = {name: Words(**written[name]) for name in ("name", "short_name", "session")}
    tracks = tuple(Track(**track) for track in written["tracks"])
    table = written.get("table")
    if table:
        table["columns"] = tuple((name, tuple(known)) for name, known in table["columns"])
    layout = TableLayout(**table) if table else None
    return Series(**(written | words | {"tracks": tracks, "table": layout}))


def read_series(path: Path | None = None) -> Series:
    """The settings of `path`, else of `data/series.yml` in the current folder, else the shipped ones.

    Raises:
        SettingsError: a value is missing, unknown or wrong; the message gives file, place and remedy.
    """
    at = settings_of("data/series.yml", REMEDY, path).members(_MEMBERS)
    layout = _one_of(at["layout"], LAYOUTS)
    return Series(
        name=_words(at["name"]),
        short_name=_words(at["short_name"]),
        host=at["host"].text(),
        home_page=_page(at["home_page"]),
        time_zone=_time_zone(at["time_zone"]),
        language=_one_of(at["language"], LANGUAGES),
        session=_words(at["session"]),
        identity=_one_of(at["identity"], IDENTITIES),
        layout=layout,
        tracks=tuple(_track(name, track) for name, track in at["tracks"].members().items()),
        table=_table(at["table"], layout),
    )


def _table(setting: Setting, layout: str) -> TableLayout | None:
    if layout != "table":
        if setting.value is not None:
            raise setting.wrong("needs `layout: table`")
        return None
    members = setting.members(("columns", "title_pattern", "speaker_pattern"))
    columns = members["columns"].members(COLUMNS)
    for needed in ("number", "title"):
        if columns[needed].value is None:
            raise columns[needed].wrong("is missing: write the words of its header")
    named = tuple((name, _header_words(words)) for name, words in columns.items() if words.value is not None)
    return TableLayout(
        named,
        _groups(members["title_pattern"], "title"),
        _groups(members["speaker_pattern"], "name"),
    )


def _header_words(setting: Setting) -> tuple[str, ...]:
    return (
        tuple(word.text() for word in setting.items("word")) if isinstance(setting.value, list) else (setting.text(),)
    )


def _groups(setting: Setting, needed: str) -> str | None:
    if setting.value is None:
        return None
    pattern = setting.pattern()
    if needed not in pattern.groupindex:
        raise setting.wrong(f"must name the group (?P<{needed}>…)")
    return pattern.pattern


def _words(setting: Setting) -> Words:
    members = setting.members(LANGUAGES)
    return Words(members["zh"].text(), members["en"].text())


def _track(name: str, setting: Setting) -> Track:
    members = setting.members(("en", "colour"))
    english, colour = members["en"], members["colour"]
    return Track(
        name,
        name if english.value is None else english.text(),
        None if colour.value is None else _matching(colour, _COLOUR, "a colour such as '#3366cc' between quotes"),
    )


def _page(setting: Setting) -> str:
    return _matching(setting, _PAGE, "an address that begins with http:// or https://")


def _matching(setting: Setting, form: re.Pattern[str], what: str) -> str:
    text = setting.text()
    if not form.fullmatch(text):
        raise setting.wrong(f"must be {what}, not {text!r}")
    return text


def _one_of(setting: Setting, known: tuple[str, ...]) -> str:
    text = setting.text()
    if text not in known:
        raise setting.wrong(f"must be {' or '.join(known)}, not {text!r}")
    return text


def _time_zone(setting: Setting) -> str:
    text = setting.text()
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise setting.wrong(f"{text!r} is no time zone such as Asia/Shanghai") from error
    return text
