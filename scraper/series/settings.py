"""`data/series.yml` read and checked, value by value: each error names file, place and remedy."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from zoneinfo import ZoneInfo

from scraper.series import LANGUAGES, LinkKind, Series, SeriesTrack, TableLayout, Words
from scraper.settings import Setting, settings_of

REMEDY = "docs/series.md says what it may hold; without the file the salon's own settings are used"
LAYOUTS = ("salon", "table")
IDENTITIES = ("number", "date")
COLUMNS = ("number", "date", "title", "speakers", "venue", "track", "links", "replays", "materials")
TEXTS = ("number", "date", "title", "speakers", "venue", "track")
"""The columns that a part of a title cell may be, too."""
DAY_ORDERS = ("dmy", "mdy", "ymd")
YEARS = ("heading", "newest first", "oldest first")
_MEMBERS = (
    *("name", "short_name", "host", "home_page", "time_zone", "language"),
    *("session", "identity", "layout", "tracks", "link_kinds", "table"),
)
_NEEDED = tuple(name for name in _MEMBERS if name not in ("tracks", "link_kinds", "table"))
_TABLE_MEMBERS = (
    *("columns", "left_out", "title_pattern", "speaker_pattern", "skip", "continues"),
    *("talk_per_line", "day_order", "year", "base"),
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")  # such as #3366cc
_PAGE = re.compile(r"https?://[^\s/]+\S*")  # such as https://example.org/talks


def read_series(path: Path | None = None) -> Series:
    """The settings of `path`, else of `data/series.yml` in the current folder, else the shipped ones.

    Raises:
        SettingsError: a value is missing, unknown or wrong; the message gives file, place and remedy.
    """
    settings = settings_of("data/series.yml", REMEDY, path)
    at = settings.members(_MEMBERS)
    if len(missing := [name for name in _NEEDED if at[name].value is None]) > 1:
        raise settings.wrong(f"{', '.join(missing)} are missing")
    language, identity = _one_of(at["language"], LANGUAGES), _one_of(at["identity"], IDENTITIES)
    layout = _one_of(at["layout"], LAYOUTS)
    if layout == "salon" and identity != "number":
        raise at["identity"].wrong("`date` needs `layout: table`")
    tracks = tuple(_track(name, track) for name, track in at["tracks"].members().items())
    table = _table(at["table"], tracks, language, by_date=identity == "date") if layout == "table" else None
    if layout != "table" and at["table"].value is not None:
        raise at["table"].wrong("needs `layout: table`")
    return Series(
        name=_words(at["name"]),
        short_name=_words(at["short_name"]),
        host=at["host"].text(),
        home_page=_page(at["home_page"]),
        time_zone=_time_zone(at["time_zone"]),
        language=language,
        session=_words(at["session"]),
        identity=identity,
        layout=layout,
        tracks=tracks,
        table=table,
        link_kinds=tuple(map(_link_kind, at["link_kinds"].items("rule"))),
    )


def _table(setting: Setting, tracks: tuple[SeriesTrack, ...], language: str, *, by_date: bool) -> TableLayout:
    at = setting.members(_TABLE_MEMBERS)
    columns = {name: words for name, words in at["columns"].members(COLUMNS).items() if words.value is not None}
    title_pattern = _groups(at["title_pattern"], ("title",), TEXTS)
    parts = re.compile(title_pattern).groupindex if title_pattern else ()
    _require(columns, parts, at["columns"], by_date=by_date)
    named = tuple((name, _texts(words, "word")) for name, words in columns.items())
    left_out = _texts(at["left_out"], "word")
    _refuse_twice((*named, ("left_out", left_out)), at["columns"])
    return TableLayout(
        named,
        title_pattern,
        _groups(at["speaker_pattern"], ("name",), ("name", "affiliation")),
        left_out=left_out,
        skip=_texts(at["skip"], "word"),
        continues=_flag(at["continues"]) or False,
        talk_per_line=_flag(at["talk_per_line"]),
        day_order=_optional(at["day_order"], DAY_ORDERS) or ("ymd" if language == "zh" else None),
        year=_optional(at["year"], YEARS),
        base=None if at["base"].value is None else _page(at["base"]),
        tracks=tuple(track.name for track in tracks),
        by_date=by_date,
        untitled="待定" if language == "zh" else "TBA",
    )


def _require(columns: dict[str, Setting], parts: Collection[str], setting: Setting, *, by_date: bool) -> None:
    """A title, and what identifies a session: by date the day and no number, else the number."""
    needed, identity = ("date", "the day") if by_date else ("number", "the number")
    if "title" not in columns:
        raise setting.wrong("`title` is missing: write the words of its header")
    if needed not in columns and needed not in parts:
        raise setting.wrong(f"`{needed}` is missing: {identity} identifies a session (`identity`)")
    if by_date and ("number" in columns or "number" in parts):
        raise setting.wrong("`number` is of no use with `identity: date`; leave it out, or write `identity: number`")


def _refuse_twice(named: tuple[tuple[str, tuple[str, ...]], ...], setting: Setting) -> None:
    meant: dict[str, str] = {}
    for name, words in named:
        for word in words:
            other = meant.setdefault(word.casefold(), name)
            if other != name:
                raise setting.wrong(f"{word!r} is the header of `{other}` and of `{name}`")


def _texts(setting: Setting, called: str) -> tuple[str, ...]:
    """A text, or each text of a list; none where nothing is written."""
    if setting.value is None:
        return ()
    if isinstance(setting.value, list):
        return tuple(word.text() for word in setting.items(called))
    return (setting.text(),)


def _flag(setting: Setting) -> bool | None:
    if setting.value is not None and not isinstance(setting.value, bool):
        raise setting.wrong(f"must be true or false, not {setting.value!r}")
    return setting.value


def _groups(setting: Setting, needed: tuple[str, ...], known: tuple[str, ...]) -> str | None:
    """A pattern with named groups, all `needed` ones and no others than `known`."""
    if setting.value is None:
        return None
    pattern = setting.pattern()
    if missing := next((name for name in needed if name not in pattern.groupindex), None):
        raise setting.wrong(f"must name the group (?P<{missing}>…)")
    if unknown := next((name for name in pattern.groupindex if name not in known), None):
        raise setting.wrong(f"the group `{unknown}` is unknown; known are {', '.join(known)}")
    return pattern.pattern


def _words(setting: Setting) -> Words:
    members = setting.members(LANGUAGES)
    return Words(members["zh"].text(), members["en"].text())


def _track(name: str, setting: Setting) -> SeriesTrack:
    members = setting.members(("en", "colour"))
    english, colour = members["en"], members["colour"]
    return SeriesTrack(
        name,
        name if english.value is None else english.text(),
        None if colour.value is None else _matching(colour, _COLOUR, "a colour such as '#3366cc' between quotes"),
    )


def _link_kind(setting: Setting) -> LinkKind:
    at = setting.members(("kind", "hosts", "path", "query"))
    path, query = (None if at[name].value is None else at[name].pattern().pattern for name in ("path", "query"))
    hosts = tuple(host.lower() for host in _texts(at["hosts"], "host"))
    if not hosts and path is None and query is None:
        raise setting.wrong("needs `hosts`, `path` or `query`, or it would be every link's")
    return LinkKind(at["kind"].text(), hosts, path, query)


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


def _optional(setting: Setting, known: tuple[str, ...]) -> str | None:
    return None if setting.value is None else _one_of(setting, known)


def _time_zone(setting: Setting) -> str:
    text = setting.text()
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise setting.wrong(f"{text!r} is not a time zone such as Asia/Shanghai") from error
    return text
