"""Short series of announcements of our own, and the archive they make: what tests of reconciling are written in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scraper.parse import parse
from scraper.reconcile import reconcile
from scraper.reconcile.corrections import decisions_from
from scraper.reconcile.kinds import rules_from
from scraper.records import Announcement, Document
from scraper.rows import ArchiveRows, ChangeRow, IssueRow, MentionRow, TopicRow
from scraper.settings import Setting, settings_of

Parsed = tuple[Document, Announcement]

REPLAY = "https://momodel.cn/live/{}"


def night_talks(columns: str, *, language: str = "zh", identity: str = "number") -> str:
    """Settings of a series that is kept as a table with these columns."""
    return f"""
name: {{zh: 夜谈, en: Night talks}}
short_name: {{zh: 夜谈, en: Night}}
host: Night
home_page: https://night.example/
time_zone: Asia/Shanghai
language: {language}
session: {{zh: 场, en: evening}}
identity: {identity}
layout: table
table: {{columns: {columns}}}
"""


def document(published: str | None, text: str, source: str = "club", path: str = "salon.md") -> Parsed:
    """A revision of an announcement; `published` is a day or an instant in Shanghai (`2019-04-22 11:05`)."""
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    instant = f"{published.replace(' ', 'T')}:00+08:00" if published and " " in published else published
    revision = hashlib.sha256(f"{published}{text}".encode()).hexdigest()[:40]
    about = Document(f"{digest[:7]}.md", source, path, None, revision, instant, "text/markdown", digest, len(content))
    return about, parse(content)


def talk(title: str, speaker: str = "林一", *lines: str, slot: str = "") -> str:
    """A talk of an agenda; `lines` are further ones, such as `论文：…` or `1. …`."""
    return "\n".join([*([slot] if slot else []), f"分享人：{speaker}", f"主题：{title}", *lines])


def announcement(title: str, time: str, *talks: str, recap: Sequence[str] = (), **labelled: str) -> str:
    """An announcement with a title, a time line, talks, and a recap of rows as `row` makes them."""
    lines = [f"# {title}", f"时间：{time}", *(f"{label}：{value}" for label, value in labelled.items())]
    lines += ["### 活动内容", *talks] if talks else []
    return "\n\n".join(lines) + ("\n\n" + recap_of(*recap) if recap else "")


def issue(number: int, day: str, *talks: str, recap: Sequence[str] = (), **labelled: str) -> str:
    """The usual announcement: of issue `number`, in the afternoon of `day`."""
    return announcement(f"第 {number} 期机器学习沙龙", f"{day} 14:00-16:00", *talks, recap=recap, **labelled)


def recap_of(*rows: str) -> str:
    return "\n".join(["### 往期回顾", "| 期数 | 时间 | 内容 | 链接 |", "| --- | --- | --- | --- |", *rows]) + "\n"


def row(number: int | str, day: str, content: str, links: str | None = None) -> str:
    """A row of a recap; unless `links` are given, with a replay of its own."""
    return f"| {number} | {day} | {content} | {f'[回放]({REPLAY.format(number)})' if links is None else links} |"


@dataclass(frozen=True)
class Archive:
    """The rows that documents make, to be asked by issue."""

    rows: ArchiveRows

    @property
    def numbers(self) -> list[int]:
        return [issue.number for issue in self.rows.issues]

    def issue(self, number: int) -> IssueRow:
        return next(issue for issue in self.rows.issues if issue.number == number)

    def topics(self, number: int) -> list[TopicRow]:
        return [topic for topic in self.rows.topics if topic.issue_number == number]

    def titles(self, number: int) -> list[str]:
        return [topic.title for topic in self.topics(number)]

    def speakers(self, number: int) -> list[str]:
        names = {person.id: person.name for person in self.rows.people}
        topics = {topic.id for topic in self.topics(number)}
        return [names[one.person_id] for one in self.rows.topic_speakers if one.topic_id in topics]

    def papers(self, number: int) -> list[str]:
        titles = {paper.id: paper.title for paper in self.rows.papers}
        topics = {topic.id for topic in self.topics(number)}
        return [titles[one.paper_id] for one in self.rows.topic_papers if one.topic_id in topics]

    def url(self, mention: MentionRow) -> str:
        return next(link.url for link in self.rows.links if link.id == mention.link_id)

    def mentions(self, number: int) -> list[MentionRow]:
        return [mention for mention in self.rows.issue_links if mention.issue_number == number]

    def changes(self, number: int) -> list[tuple[str, str | None, str | None]]:
        """What changed of an issue: field, old, new."""
        return [(one.field, one.old, one.new) for one in self.change_rows(number)]

    def change_rows(self, number: int) -> list[ChangeRow]:
        return [one for one in self.rows.changes if one.issue_number == number]

    @property
    def findings(self) -> set[tuple[str, int | None]]:
        return {(finding.code, finding.issue_number) for finding in self.rows.findings}


def archive(*documents: Parsed, corrections: object = None, problems: Iterable[tuple[str, str]] = ()) -> Archive:
    """The archive of these documents, with the project's own link kinds."""
    kinds = rules_from(settings_of("data/link_kinds.yml", ""))
    decided = decisions_from(Setting(corrections, "data/corrections.yml", ""))
    return Archive(reconcile(documents, kinds, decided.corrections, [*problems, *decided.faults]))
