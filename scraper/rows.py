"""The archive's rows: a class for each table, a field for each column, ordered like the schema (`store/schema.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True)
class IssueRow:
    number: int
    title: str | None = None
    date: str | None = None
    announced_date: str | None = None
    weekday: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    mode: str | None = None
    venue: str | None = None
    address: str | None = None
    meeting: str | None = None
    host: str | None = None
    theme: str | None = None
    status: str = "announced"
    document_id: int | None = None
    recap_document_id: int | None = None


@dataclass(slots=True)
class TopicRow:
    id: int
    issue_number: int
    position: int
    title: str
    track: str | None
    starts_at: str | None
    ends_at: str | None
    outline: str
    abstract: str | None
    in_agenda: int
    in_recap: int
    is_placeholder: int


@dataclass(slots=True)
class PersonRow:
    id: int
    name: str
    affiliation: str | None


class TopicSpeakerRow(NamedTuple):
    topic_id: int
    person_id: int
    position: int
    affiliation: str | None


class PaperRow(NamedTuple):
    id: int
    title: str


class TopicPaperRow(NamedTuple):
    topic_id: int
    paper_id: int
    position: int
    outline: str = "[]"


@dataclass(slots=True)
class LinkRow:
    id: int
    url: str
    host: str | None
    kind: str


@dataclass(slots=True)
class MentionRow:
    id: int
    link_id: int
    issue_number: int
    topic_id: int | None
    label: str | None
    note: str | None
    section: str
    position: int
    is_current: int
    first_document_id: int
    last_document_id: int


class CheckRow(NamedTuple):
    """One check of a link. `position`, the byte offset of its line in the history, orders the checks."""

    id: int
    link_id: int
    checked_at: str
    verdict: str
    reason: str | None
    http_status: int | None
    final_url: str | None
    elapsed_ms: int | None
    method: str | None
    evidence: str | None
    archived_url: str | None
    position: int


class FindingRow(NamedTuple):
    id: int
    code: str
    issue_number: int | None
    document_id: int | None
    link_id: int | None
    message: str
    message_en: str
    excerpt: str | None


@dataclass(slots=True)
class ChangeRow:
    id: int
    document_id: int
    previous_document_id: int | None
    issue_number: int
    topic_id: int | None
    field: str
    old: str | None
    new: str | None


@dataclass(slots=True)
class ArchiveRows:
    """All reconciled rows, one list for each table. `announces` maps each document to the issue it announces."""

    issues: list[IssueRow] = field(default_factory=list)
    topics: list[TopicRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    topic_speakers: list[TopicSpeakerRow] = field(default_factory=list)
    papers: list[PaperRow] = field(default_factory=list)
    topic_papers: list[TopicPaperRow] = field(default_factory=list)
    links: list[LinkRow] = field(default_factory=list)
    issue_links: list[MentionRow] = field(default_factory=list)
    findings: list[FindingRow] = field(default_factory=list)
    changes: list[ChangeRow] = field(default_factory=list)
    announces: dict[int, int] = field(default_factory=dict)
