"""The records that pass between stages: documents, their announcements, and the values that archives hold.

Every stage imports these and nothing to its right. Records are frozen, hashable and picklable, so that parsing can run
in any order, in any process. Dates are ISO 8601 (`YYYY-MM-DD`), times of day `HH:MM`, both local to the series;
`published_at` is an ISO 8601 instant with its own offset. What a text does not say is `None` or empty, never guessed.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import NamedTuple

SHANGHAI_OFFSET = timezone(timedelta(hours=8))
_FIRST_YEAR, _LAST_YEAR = 1990, 2199


def stable_id(*parts: object) -> int:
    """A positive integer under 2^53, computed from the parts alone: the same in every build, on every machine.

    Under 2^53 because JavaScript (Datasette's JSON in a browser) is exact only up to that number.
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 11


class Track(StrEnum):
    """The three tracks of the club; a recap that names another keeps its own word."""

    PAPER = "论文分享"
    LESSON = "机器学习"
    PROJECT = "项目实战"


class Section(StrEnum):
    """Where in a document a link stands."""

    RECAP = "recap"
    AGENDA = "agenda"
    REGISTRATION = "registration"
    PAGE = "page"


class Mode(StrEnum):
    ONLINE = "online"
    OFFLINE = "offline"


class Status(StrEnum):
    """Whether a salon takes place: the closed vocabulary of `issues.status`.

    `POSTPONED` means that there is no new day yet; with a new day it is `ANNOUNCED` again.
    """

    ANNOUNCED = "announced"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class FindingCode(StrEnum):
    """What an organizer should look at; the closed vocabulary of `findings.code`."""

    NUMBER_MISMATCH = "number_mismatch"
    DATE_CONFLICT = "date_conflict"
    DATE_INCONSISTENT = "date_inconsistent"
    MISSING_ISSUE = "missing_issue"
    NOT_IN_RECAP = "not_in_recap"
    NO_REPLAY = "no_replay"
    TOPIC_MISMATCH = "topic_mismatch"
    PLACEHOLDER_TOPIC = "placeholder_topic"
    MISSING_SPEAKER = "missing_speaker"
    REPEATED_CONTENT = "repeated_content"
    SHARED_LINK = "shared_link"
    MALFORMED_LINK = "malformed_link"
    EMPTY_LINK = "empty_link"
    STALE_CORRECTION = "stale_correction"
    UNREADABLE_DOCUMENT = "unreadable_document"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    NOT_UNDERSTOOD = "not_understood"


class Document(NamedTuple):
    """One published text as it was fetched: a revision of a file, or a page. Its bytes are read separately.

    `file` is its name inside the store, `size` its length in bytes, `sha256` the hex digest of those bytes.
    """

    file: str
    source: str
    path: str | None
    url: str | None
    revision: str | None
    published_at: str | None
    media_type: str
    sha256: str
    size: int

    @property
    def id(self) -> int:
        """The primary key: the same bytes of the same revision are the same document."""
        return stable_id("document", self.source, self.path, self.revision or self.url, self.sha256)

    @property
    def order(self) -> tuple[str, str, str, str]:
        """The sort key, oldest first: by instant, then source, then content. Undated documents are oldest."""
        return (instant_key(self.published_at), self.source, self.sha256, self.file)


def instant(published_at: str | None, zone: tzinfo = SHANGHAI_OFFSET) -> datetime | None:
    """The instant in `zone`; `None` for an unknown or unreadable one, and for an impossible year.

    A date, or a time without an offset, is of `zone`; of Shanghai where no series says another (it has had no other
    offset since 1991).
    """
    try:
        moment = datetime.fromisoformat(published_at or "")
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def instant_key(published_at: str | None) -> str:
    """A string that sorts like the instant in any offset; empty for an unknown instant."""
    moment = instant(published_at)
    return moment.astimezone(UTC).isoformat() if moment else ""


class Speaker(NamedTuple):
    """A person named by an agenda: the name without titles, and the affiliation."""

    name: str
    affiliation: str | None = None


class Link(NamedTuple):
    """A link that a reader sees: its address, its label, and the remark in brackets after it."""

    url: str
    label: str | None = None
    note: str | None = None
    is_image: bool = False
    topic: str | None = None  # the title of the topic beside it, if the row names it
    kind: str | None = None  # the kind by its column; counts if its address shows no kind


class Problem(NamedTuple):
    """A fault at one place of a text. Which issue the place belongs to is not known yet."""

    code: FindingCode
    message: str
    excerpt: str


class StatedDate(NamedTuple):
    """A date as a text states it. `year` and `weekday` (0 is Monday) are None unless the text states them."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    excerpt: str = ""


class Superseded(NamedTuple):
    """A value that by the text itself no longer holds: struck out, or `原定3月6日` beside the new day.

    `field` is the column of `issues` or `topics` that had the value (`date`, `starts_at`, `venue`, `title`,
    `speakers`, `papers`, `link` …), `value` its words as published. A day also has `date`.
    """

    field: str
    value: str
    date: StatedDate | None = None


class Talk(NamedTuple):
    """One talk or lesson of an agenda. `in_sentence`: it is named only by a sentence such as 本期主题为…

    `lacks_speaker`: the place for a speaker is empty, or the talk names no speaker.
    `paper_outlines` has the outline of each paper, in the order of `papers`; it is empty where the papers share one
    outline. `outline` is the whole outline in both cases.
    """

    title: str
    track: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    speakers: tuple[Speaker, ...] = ()
    papers: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()
    abstract: str | None = None
    links: tuple[Link, ...] = ()
    in_sentence: bool = False
    lacks_speaker: bool = False
    paper_outlines: tuple[tuple[str, ...], ...] = ()
    superseded: tuple[Superseded, ...] = ()


class RecapTopic(NamedTuple):
    """A topic of a recap row, with its track and the speakers that a column names."""

    title: str
    track: str | None = None
    speakers: tuple[Speaker, ...] = ()


class RecapRow(NamedTuple):
    """One past issue of a recap. `number` is `None` where the layout has no numbers (headings by date).

    `status` is `CANCELLED` or `POSTPONED` where the row says so (因故取消); these words are then not a topic.
    """

    number: int | None
    date: StatedDate | None
    topics: tuple[RecapTopic, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    excerpt: str = ""
    status: Status | None = None
    superseded: tuple[Superseded, ...] = ()
    venue: str | None = None


class StatedNumber(NamedTuple):
    """A number that an announcement gives its own salon, and its place: the title or a sentence."""

    number: int
    in_title: bool
    excerpt: str = ""


class Announcement(NamedTuple):
    """The content of one document: one issue with its agenda, and a recap of earlier issues.

    `dates` are all days that the text gives the salon, the day of the time line last. `links` are those outside talks
    and recap, each with its section. `status` is `CANCELLED` or `POSTPONED` where the text says so. `superseded` are
    values of the issue itself; talks and rows have their own. `body` is the readable text.
    """

    title: str | None = None
    numbers: tuple[StatedNumber, ...] = ()
    dates: tuple[StatedDate, ...] = ()
    starts_at: str | None = None
    ends_at: str | None = None
    mode: Mode | None = None
    venue: str | None = None
    address: str | None = None
    host: str | None = None
    theme: str | None = None
    talks: tuple[Talk, ...] = ()
    recap: tuple[RecapRow, ...] = ()
    links: tuple[tuple[Section, Link], ...] = ()
    problems: tuple[Problem, ...] = ()
    body: str = ""
    status: Status | None = None
    superseded: tuple[Superseded, ...] = ()
    meeting: str | None = None  # number and password of an online meeting, unless the text forbids to pass them on
    further: tuple[Announcement, ...] = ()  # further announcements of the same document, each in its own section

    @property
    def announces(self) -> bool:
        """Whether the text announces a salon; False for a mere recap."""
        return bool(self.numbers or self.dates or self.talks)
