"""What is one club's own: its names, home page, time zone, tracks, and how its sessions are told apart."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from scraper.settings import Setting, settings_of

REMEDY = "correct data/series.yml, or delete it to use the shipped one"
LAYOUTS = ("salon",)
IDENTITIES = ("number", "date")
LANGUAGES = ("zh", "en")
_MEMBERS = (
    *("name", "short_name", "host", "home_page", "time_zone", "language"),
    *("session", "identity", "layout", "tracks"),
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

    def to_json(self) -> str:
        """All of it as one JSON object, as `series_from_json` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def series_from_json(text: str) -> Series:
    """The series that `Series.to_json` wrote."""
    written = json.loads(text)
    words = {name: Words(**written[name]) for name in ("name", "short_name", "session")}
    return Series(**(written | words | {"tracks": tuple(Track(**track) for track in written["tracks"])}))


def read_series(path: Path | None = None) -> Series:
    """The settings of `path`, else of `data/series.yml` in the current folder, else the shipped ones.

    Raises:
        SettingsError: a value is missing, unknown or wrong; the message gives file, place and remedy.
    """
    at = settings_of("data/series.yml", REMEDY, path).members(_MEMBERS)
    return Series(
        name=_words(at["name"]),
        short_name=_words(at["short_name"]),
        host=at["host"].text(),
        home_page=_page(at["home_page"]),
        time_zone=_time_zone(at["time_zone"]),
        language=_one_of(at["language"], LANGUAGES),
        session=_words(at["session"]),
        identity=_one_of(at["identity"], IDENTITIES),
        layout=_one_of(at["layout"], LAYOUTS),
        tracks=tuple(_track(name, track) for name, track in at["tracks"].members().items()),
    )


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
