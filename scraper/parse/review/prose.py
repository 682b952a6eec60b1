"""What sentences of an announcement say of its salon that no field holds: a title in book marks, a day, a time, a talk.

Sentences are left out on purpose (`leftovers.LEFT_OUT`), since most only invite. Some are all there is to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.expressions import expression
from scraper.markup.lines import Line
from scraper.parse.links import find_links
from scraper.parse.review.leftovers import Known
from scraper.parse.times import SLOT, clock_in, dates_in
from scraper.parse.words import Part, labelled
from scraper.parse.words.places import OF_ANOTHER_SALON, OF_SOMETHING_ELSE, ONLINE, PASSED_ON, PLACE
from scraper.parse.words.topics import TELLS
from scraper.records import Announcement, FindingCode, Mode, Problem

_BOOK_MARKS = expression(r"《[^《》]{2,150}》", "《图像分割》")
_HELD_AT = expression(
    r"在\s*(?P<place>[^,。;!?在]{2,30}?)\s*(?:举行|举办|召开|见面|相聚)|\b(?:held|join us)\b[^.;]{0,40}?\s(?:in|at)\s+"
    r"(?P<room>(?:the\s+)?[^.,;]{0,30}\b(?:room|hall|building|library|campus|center|centre)\b[^.,;]{0,20})",
    "沙龙在理工楼 301 举行",
    "It will be held in Room 301",
    any_case=True,
)


def overlooked(entries: Sequence[tuple[Part, Line]], announcement: Announcement, known: Known) -> Iterator[Problem]:
    """What the sentences of header and agenda say and is not `known`, each a problem that quotes its sentence."""
    if not announcement.announces:
        return
    for part, line in entries:
        folded = line.folded
        label = labelled(folded)
        if part not in (Part.HEADER, Part.AGENDA) or PASSED_ON.search(folded):
            continue
        yield from (_problem(url, line) for url in _addresses(line, announcement))
        if label and label["colon"]:
            continue
        titles = list(_titles(line, known)) or list(_talks(line, announcement))
        for piece in (*titles, *_times(line, announcement), *_places(line, announcement)):
            yield _problem(piece, line)


def _problem(piece: str, line: Line) -> Problem:
    return Problem(FindingCode.NOT_UNDERSTOOD, f"{piece[:100]!r} in a sentence", line.text[:300])


def _addresses(line: Line, announcement: Announcement) -> Iterator[str]:
    """The links of any line that no talk and no part of the page has."""
    found = [link.url for link in find_links(line)[0] if not link.image]
    if found:
        kept = {link.url for _, link in announcement.links}
        kept |= {link.url for talk in announcement.talks for link in talk.links}
        yield from (url for url in found if url not in kept)


def _titles(line: Line, known: Known) -> Iterator[str]:
    """The titles in book marks."""
    is_of_another = OF_ANOTHER_SALON.search(line.folded)
    for match in _BOOK_MARKS.finditer(line.text):
        if not is_of_another and any(known.unaccounted(Line(match[0]))):
            yield match[0]


def _times(line: Line, announcement: Announcement) -> Iterator[str]:
    """The days of a sentence about a salon of which another day or none is known, and its time where none is."""
    if OF_SOMETHING_ELSE.search(line.folded) or SLOT.match(line.folded):
        return
    superseded = (one.date for one in announcement.superseded if one.date)
    days = {(day.month, day.day) for day in (*announcement.dates, *superseded)}
    for _, _, day in dates_in(line.text, short=False):
        if (day.month, day.day) not in days:
            yield day.excerpt
    has_time = announcement.starts_at or any(talk.starts_at for talk in announcement.talks)
    clock = None if has_time else clock_in(line.folded)
    if clock:
        yield line.text[slice(*clock.at)]


def _talks(line: Line, announcement: Announcement) -> Iterator[str]:
    """The talks that a sentence announces beyond those that were read, if no other line names any."""
    told = list(TELLS.finditer(line.folded))
    if all(talk.in_sentence for talk in announcement.talks) and len(told) > len(announcement.talks):
        yield line.text[told[0].start() : told[0].start() + 100]


def _places(line: Line, announcement: Announcement) -> Iterator[str]:
    """The place of the salon in a sentence, if no venue was read."""
    match = None if announcement.venue or announcement.address else _HELD_AT.search(line.folded)
    if match and PLACE.search(match[0]) and not (ONLINE.search(match[0]) or announcement.mode is Mode.ONLINE):
        name = "place" if match["place"] else "room"
        yield line.text[slice(*match.span(name))]
