"""Where a salon is held: a place to go to, or a meeting on a platform with its number and password."""

from __future__ import annotations

from typing import NamedTuple

from scraper.expressions import expression
from scraper.markup.lines import fold
from scraper.parse.words import is_placeholder
from scraper.parse.words.places import (
    MEANT,
    MEETING_LINE,
    MEETING_NUMBER,
    MOVED,
    OFFLINE,
    ONLINE,
    PASSED_ON,
    PLACE,
)
from scraper.records import Mode

_ADDRESS = expression(r"(?:https?://|www\.)[!-'*-~]+", "https://example.org/j/123456789?pwd=a", any_case=True)
_MEANT_IN_BRACKETS = expression(rf"\s*\(\s*(?:{MEANT.pattern})\W*(?P<old>[^()]+)\)", "(原定某地)", any_case=True)
_AROUND = " \t，,；;。|（(）)、"


class Place(NamedTuple):
    """What a text says of where: the venue that counts, the one that no longer does, and the meeting's number with
    what stands behind it. `mode` is `None` if the text says neither."""

    venue: str | None = None
    earlier: str | None = None
    meeting: str | None = None
    mode: Mode | None = None


def place_of(text: str) -> Place:
    """The place that a value such as that of 地点 names; nothing for 待定."""
    text = text.strip(" \t，,；;。|")
    folded = fold(text)
    if not text or is_placeholder(text):
        return Place()
    if mode_of(folded) is Mode.ONLINE and (ONLINE.match(folded) or not PLACE.search(folded)):
        return Place(meeting=meeting_in(text), mode=Mode.ONLINE)
    if PASSED_ON.search(folded) and (online := ONLINE.search(folded)):
        text = text[: online.start()].rstrip(_AROUND + "：:+和及")  # the meeting beside it is not to be shown
        folded = fold(text)
    if meant := _MEANT_IN_BRACKETS.search(folded):
        return Place(_venue(text[: meant.start()] + text[meant.end() :]), text[meant.start("old") : meant.end("old")])
    if (moved := MOVED.search(folded)) and folded[moved.end() :].strip():
        begin = meant.end() if (meant := MEANT.match(folded)) else 0
        earlier, later = text[begin : moved.start()], text[moved.end() :]
        if folded.count("(", begin, moved.start()) > folded.count(")", begin, moved.start()):  # 某地（已改至某地）
            earlier, later = text[begin : folded.rindex("(", begin, moved.start())], later.rstrip(_AROUND)
        return Place(_venue(later), earlier.strip(_AROUND) or None)
    return Place(_venue(text))


def _venue(text: str) -> str | None:
    """The words of a place, without the address of a map behind them."""
    return _ADDRESS.sub("", text).rstrip(" \t，,；;。|：:") or None


def meeting_in(text: str) -> str | None:
    """A meeting's number, with the password if that follows; `None` without a number, or if the text asks not to pass
    it on."""
    folded = fold(_ADDRESS.sub(lambda address: " " * len(address[0]), text))
    number = MEETING_NUMBER.search(folded)
    if number is None or PASSED_ON.search(folded):
        return None
    said = _ADDRESS.sub("", text[number.start() :]).strip(_AROUND)
    return f"{said}）" if said.count("（") > said.count("）") else said


def meeting_line(text: str) -> bool:
    """Whether a text without a label is about a meeting on a platform: 腾讯会议 123 456 789."""
    return MEETING_LINE.search(fold(_ADDRESS.sub(" ", text))) is not None


def mode_of(folded: str) -> Mode | None:
    """Offline if both modes are named: whoever may come has a place to come to."""
    if OFFLINE.search(folded):
        return Mode.OFFLINE
    return Mode.ONLINE if ONLINE.search(folded) else None
