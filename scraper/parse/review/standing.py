"""Values that no longer hold: of a salon or row that was cancelled, and struck out beside the values that count.

Works on what was read and on the record made of it: a struck word belongs to the field that holds the words beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from scraper.markup.lines import Block, Line, Table, fold
from scraper.parse.people import speakers_in
from scraper.parse.recap.cells import day_state
from scraper.parse.review.by_identity import by_identity
from scraper.parse.talk_lines import talk_line
from scraper.parse.times import clock_range, exists, first_date, slot_in
from scraper.parse.titles import clean_title
from scraper.parse.words.labels import Field, field_of, labelled
from scraper.parse.words.parts import Part
from scraper.parse.words.standing import CANCELLED_ENTRY, CANCELLED_MARK, marked_status, status_of
from scraper.records import Announcement, RecapRow, RecapTopic, Status, Superseded, Talk

MAX_SUPERSEDED = 20
"""Values of one issue, talk or row that are kept."""

_SILENT_PARTS = (Part.RECAP, Part.PLAN)
_LONGEST = 200


def with_standing(
    entries: Sequence[tuple[Part, Line]], recap: Sequence[Block], announcement: Announcement
) -> Announcement:
    """The announcement with its status, and with what its lines have struck out."""
    said = [_status(part, line) for part, line in entries if part not in _SILENT_PARTS]
    status = next((one for wanted in (Status.CANCELLED, Status.POSTPONED) for one in said if one is wanted), None)
    struck = [(line, _value_of(line)) for part, line in entries if part not in _SILENT_PARTS and line.struck]
    own: list[Superseded] = []
    talks = list(announcement.talks)
    for line, value, words in ((*one, words) for one in struck for words in islice(_struck(one[0]), MAX_SUPERSEDED)):
        place, found = (
            _place_of(value, words, announcement) if value.strip() else (None, _of_whole(line, words, announcement))
        )
        if place is None:
            own += found
        else:
            talks[place] = talks[place]._replace(superseded=(*talks[place].superseded, *found)[:MAX_SUPERSEDED])
    rows = tuple(_row(row) for row in announcement.recap)
    return announcement._replace(
        status=announcement.status or status,
        superseded=(*announcement.superseded, *own)[:MAX_SUPERSEDED],
        talks=tuple(talks),
        recap=_with_struck(recap, rows) if any(map(_is_struck, recap)) else rows,
    )


@lru_cache(maxsize=8192)
def _status(part: Part, line: Line) -> Status | None:
    """What a line says of the salon, in a sentence or in the place of its day: `时间：3月6日（取消）`.

    A mark behind other words of the agenda is its talk's: `图像分割（取消）`.
    """
    mark = marked_status(line.text) if part is Part.AGENDA else None
    if mark and any(map(str.isalnum, line.text[: mark[1]] + line.text[mark[2] :])):
        return None
    label = labelled(line.folded)
    is_day = label and label["colon"] and field_of(label["label"]) is Field.TIME
    beside = day_state(line.folded[label.end() :]) if label and is_day else None
    return beside or status_of(line.folded[:_LONGEST])


def _struck(line: Line) -> Iterator[str]:
    yield from (words.text for words in line.struck)


def _value_of(line: Line) -> str:
    label = labelled(line.folded)
    return line.text[label.end() :] if label and label["colon"] else line.text


def _place_of(value: str, words: str, announcement: Announcement) -> tuple[int | None, list[Superseded]]:
    """The talk (`None`: the issue) that struck words were a value of, and the values."""
    for place, talk in enumerate(announcement.talks):
        if column := _column(value, _talk_values(talk)):
            return place, [Superseded(column, words.strip())]
    if dated := _dated(words):
        return None, dated
    values = [(name, getattr(announcement, name)) for name in ("venue", "address", "host", "theme", "title")]
    if column := _column(value, values):
        return None, [Superseded(column, words.strip())]
    return None, []


_COLUMNS = {
    Field.SPEAKER: "speakers",
    Field.PAPER: "papers",
    Field.OUTLINE: "outline",
    Field.VENUE: "venue",
    Field.ADDRESS: "address",
    Field.HOST: "host",
    Field.THEME: "theme",
}


def _of_whole(line: Line, words: str, announcement: Announcement) -> list[Superseded]:
    """The values of struck words beside which nothing is left: of their label, or of a talk: `~~林一：图像分割~~`."""
    label = labelled(line.folded) or labelled(fold(words))
    if label and label["colon"]:
        what, value = field_of(label["label"]), words if line.text else words[label.end() :]
        dated = _dated(value) if what in (Field.TIME, Field.NEW_TIME) else []
        return dated or [Superseded(_COLUMNS.get(what, "topic"), value.strip())]
    slot = slot_in(fold(words), at_end=True)
    title = Line(words[slot[1] : slot[2]] if slot else words).cut(0)
    told = talk_line(title, timed=slot is not None)
    if line.item and not (slot or told) and any(talk.outline for talk in announcement.talks):
        return [Superseded("outline", words.strip())]
    dated = [] if told or slot else _dated(words)
    people = speakers_in(told.speakers.text) if told and told.speakers else ()
    topic = Superseded("topic", clean_title((told.title if told else title).text))
    return dated or [topic, *(Superseded("speakers", speaker.name) for speaker in people)]


def _talk_values(talk: Talk) -> list[tuple[str, str | None]]:
    values: list[tuple[str, str | None]] = [("speakers", speaker.name) for speaker in talk.speakers]
    values += [("papers", paper) for paper in talk.papers]
    return [*values, ("title", talk.title), *(("outline", item) for item in talk.outline)]


def _column(value: str, values: Sequence[tuple[str, str | None]]) -> str | None:
    return next((column for column, text in values if text and value.strip() and text in value), None)


def _dated(words: str) -> list[Superseded]:
    """The day and the time of day of struck words."""
    date = first_date(words, short=True)
    found = [Superseded("date", date.excerpt, date)] if date and exists(date) else []
    clock = None if found else clock_range(fold(words))
    return [*found, *([Superseded("starts_at", clock[0])] if clock else [])]


@lru_cache(maxsize=8192)
def _is_cancelled(words: str) -> bool:
    return CANCELLED_ENTRY.search(fold(words)) is not None


@by_identity
def _row(row: RecapRow) -> RecapRow:
    """A row without what only says that it was cancelled, which is its status."""
    topics = [topic for topic in row.topics if not _is_cancelled(topic.title)]
    marked = [topic for topic in topics if CANCELLED_MARK.search(fold(topic.title))]
    if marked and len(marked) < len(topics):  # the others take place
        off = tuple(Superseded("topic", _unmarked(topic).title) for topic in marked)
        kept = tuple(topic for topic in topics if topic not in marked)
        return row._replace(topics=kept, superseded=(*row.superseded, *off))
    cells = (cell for cell in row.excerpt.split(" | ") if cell.strip())
    if len(topics) == len(row.topics) and not marked and not any(map(_is_cancelled, cells)):
        return row
    return row._replace(topics=tuple(map(_unmarked, topics)), status=Status.CANCELLED)


def _unmarked(topic: RecapTopic) -> RecapTopic:
    mark = CANCELLED_MARK.search(fold(topic.title))
    return topic._replace(title=(topic.title[: mark.start()] + topic.title[mark.end() :]).strip()) if mark else topic


def _is_struck(block: Block) -> bool:
    lines = [line for row in block.rows for cell in row for line in cell] if isinstance(block, Table) else [block]
    return any(line.struck for line in lines)


def _with_struck(recap: Sequence[Block], rows: Sequence[RecapRow]) -> tuple[RecapRow, ...]:
    """The rows, each with what its own lines have struck out."""
    struck: dict[str, list[Superseded]] = {}
    for block in recap:
        for row in block.rows if isinstance(block, Table) else ():
            excerpt = " | ".join(" ".join(line.text for line in cell).strip() for cell in row)[:300]
            found = [value for cell in row for line in cell for words in _struck(line) for value in _of_row(words)]
            struck.setdefault(excerpt, []).extend(found)
        if isinstance(block, Line):
            struck.setdefault(block.text[:300], []).extend(
                value for words in _struck(block) for value in _of_row(words)
            )
    return tuple(
        row._replace(superseded=(*row.superseded, *struck[row.excerpt])[:MAX_SUPERSEDED])
        if struck.get(row.excerpt)
        else row
        for row in rows
    )


def _of_row(words: str) -> list[Superseded]:
    return _dated(words) or [Superseded("topic", words.strip())]
