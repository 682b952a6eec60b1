"""Edits of the newest real announcement, and the facts of the archive that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from scraper.parse import parse
from scraper.reconcile import reconcile
from scraper.reconcile.kinds import rules_from
from scraper.records import Announcement, Document, stable_id
from scraper.rows import ArchiveRows
from scraper.settings import settings_of
from scraper.sources.documents.store import DocumentStore
from support.scoring import CORPUS

Parsed = tuple[Document, Announcement]
Fact = tuple[object, ...]
ROW = r"^\|{number}\|(?P<day>[\d.]+)\|(?P<content>[^|]*)\|(?P<links>[^|]*)(?P<end>\|?)$"
NUMBERS = (36, 45, 49, 59)
"""Rows of one topic with one replay, of which 59 is the newest."""


@dataclass(frozen=True)
class Series:
    """The real documents, parsed, with the text of the newest and the facts of the archive they make."""

    parsed: list[Parsed]
    text: str
    facts: set[Fact]

    @property
    def coming(self) -> int:
        """The issue that the newest document announces."""
        return max(int(str(fact[1])) for fact in self.facts if fact[0] == "issue")

    def edited(self, old: str, new: str, *, days: int = 0, everywhere: bool = False) -> set[Fact]:
        """The facts where one place of the newest document is another; in a revision of it so many days later."""
        text, count = re.subn(old, new, self.text, count=0 if everywhere else 1, flags=re.MULTILINE)
        assert count, old
        document, _ = self.parsed[-1]
        published = document.published_at or ""
        later = (date.fromisoformat(published[:10]) + timedelta(days)).isoformat() + published[10:]
        sha256 = f"{stable_id(text, days):064x}"
        newest = document._replace(sha256=sha256, revision=sha256[:40], published_at=later)
        kept = self.parsed if days else self.parsed[:-1]
        return facts(rows_of([*kept, (newest, parse(text.encode()))]))


def rows_of(parsed: list[Parsed]) -> ArchiveRows:
    return reconcile(parsed, rules_from(settings_of("data/link_kinds.yml", "")))


def facts(rows: ArchiveRows) -> set[Fact]:
    """What the archive says, without ids of documents."""
    people = {one.id: one.name for one in rows.people}
    papers = {one.id: one.title for one in rows.papers}
    urls = {one.id: one.url for one in rows.links}
    told: set[Fact] = set()
    for issue in rows.issues:
        told.add(("issue", issue.number))
        for name in ("title", "date", "announced_date", "starts_at", "mode", "venue", "host", "theme", "status"):
            told.add((name, issue.number, getattr(issue, name)))
    told |= {("topic", one.issue_number, one.title, one.track, one.outline) for one in rows.topics}
    told |= {("in recap", one.issue_number, one.id, one.in_recap) for one in rows.topics}
    told |= {("speaker", one.topic_id, people[one.person_id], one.affiliation) for one in rows.topic_speakers}
    told |= {("paper", one.topic_id, papers[one.paper_id]) for one in rows.topic_papers}
    told |= {("link", one.issue_number, urls[one.link_id], one.topic_id, one.is_current) for one in rows.issue_links}
    told |= {("finding", one.issue_number, one.code) for one in rows.findings}
    told |= {("change", one.issue_number, one.field, one.old, one.new) for one in rows.changes}
    return told


@cache
def real_series() -> Series:
    """The real announcements; they have to be there (`scoring.ABSENT`)."""
    store = DocumentStore(CORPUS / "announcements")
    parsed = [(document, parse(store.read(document), document.media_type)) for document in store.documents()]
    parsed.sort(key=lambda entry: entry[0].order)
    return Series(parsed, store.read(parsed[-1][0]).decode(), facts(rows_of(parsed)))


def row(series: Series, number: int) -> re.Match[str]:
    match = re.search(ROW.format(number=number), series.text, re.MULTILINE)
    assert match
    return match
