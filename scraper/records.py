"""The records that pass between stages: what a document is, what it says, and what the archive holds.

Every stage imports these and nothing to its right. Records are frozen, hashable and picklable, so that parsing can run
in any order, in any process. Dates are ISO 8601 (`YYYY-MM-DD`), times of day `HH:MM`, both local to Asia/Shanghai;
`published_at` is an ISO 8601 instant with its own offset. What a text does not say is `None` or empty, never guessed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

SHANGHAI = "Asia/Shanghai"


def stable_id(*parts: object) -> int:
    """A positive integer under 2^53 made of the given parts alone: the same in every build, on every machine.

    Below 2^53 because JavaScript (Datasette's JSON in a browser) keeps whole numbers exactly up to there.
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


@dataclass(frozen=True, slots=True)
class Document:
    """One published text as it was fetched: a revision of a file, or a page. Its bytes are read apart from it.

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
        """Sorts oldest first: by instant, then source, then content; undated is oldest."""
        return (instant_key(self.published_at), self.source, self.sha256, self.file)


def instant_key(published_at: str | None) -> str:
    """A string that sorts as the instant does, whatever its offset; empty for an unknown or unreadable one."""
    from datetime import UTC, datetime

    if not published_at:
        return ""
    try:
        moment = datetime.fromisoformat(published_at)
    except ValueError:
        return ""
    if moment.tzinfo is None:
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat()
