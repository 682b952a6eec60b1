"""An announcement says the same however it is written, rendered, encoded, or whichever others are beside it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.made_up import series as made_up
from support.scoring import ABSENT, CORPUS, score
from support.variants import AS_PUBLISHED, VARIANTS, Variant

from scraper.parse import parse
from scraper.reconcile import reconcile
from scraper.reconcile.kinds import rules_from
from scraper.reconcile.wordings import plain
from scraper.records import Announcement, Document, Link
from scraper.rows import ArchiveRows, IssueRow
from scraper.settings import settings_of
from scraper.sources.documents.store import DocumentStore
from scraper.store.schema import TABLES
from scraper.store.write import write_document, write_rows

_STATED_BY = {  # what the older layouts leave unsaid of a talk
    "_slots": {"speakers": False, "papers": False, "outline": False},
    "_slot_headings": {"speakers": False, "papers": True, "outline": True},
}
real = pytest.mark.skipif(ABSENT, reason="the real corpus is not here")


def names(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(plain, texts))


def linked(links: Sequence[Link]) -> tuple[tuple[str, str], ...]:
    return tuple((link.url.rstrip("/"), plain(link.label or "")) for link in links if not link.is_image)


def facts(announcement: Announcement, wording: Callable[[str], str] = str) -> dict[str, object]:
    """What an announcement says, in one width and without punctuation; a recap's rows by their order of numbers."""
    said: dict[str, object] = {
        name: plain(getattr(announcement, name) or "") for name in ("mode", "venue", "address", "host", "theme")
    }
    said["title"] = plain(wording(announcement.title or ""))
    said["time"] = (announcement.starts_at, announcement.ends_at)
    said["numbers"] = [(stated.number, stated.in_title) for stated in announcement.numbers]
    said["dates"] = [(stated.month, stated.day, stated.weekday) for stated in announcement.dates]
    said["links"] = [(section, *linked([link])) for section, link in announcement.links if not link.is_image]
    for place, talk in enumerate(announcement.talks):
        people = [(plain(speaker.name), plain(speaker.affiliation or "")) for speaker in talk.speakers]
        said[f"talk {place}"] = (plain(talk.title), talk.track, talk.starts_at, talk.ends_at, people, talk.in_sentence)
        said[f"talk {place} in full"] = (
            names(talk.papers),
            names(talk.outline),
            plain(talk.abstract or ""),
            linked(talk.links),
        )
    for place, row in enumerate(sorted(announcement.recap, key=lambda row: row.number or 0)):
        day = row.date and (row.date.month, row.date.day)
        said[f"row {place}"] = (
            row.number,
            day,
            [(plain(topic.title), topic.track) for topic in row.topics],
            linked(row.links),
        )
    return said


@cache
def salons() -> list[Any]:
    return list(made_up.salons(60, seed=7))


def names_a_lesson(salon: Any) -> bool:
    return any("课程学习" in talk.title for talk in salon.talks)


def invented() -> Iterator[tuple[str, Any, list[Any], str, str]]:
    """A text in every pair of layouts, with the salon it announces and those it recalls."""
    for agenda in made_up.AGENDAS:
        for _, recap in made_up.RECAPS:
            wanted = {1} if agenda.__name__ == "_letter" else {2, 3}
            salon = next(one for one in salons()[30:] if len(one.talks) in wanted and not names_a_lesson(one))
            past = salons()[:25]
            yield agenda(salon) + recap(past), salon, past, agenda.__name__, recap.__name__


@cache
def published() -> list[tuple[str, int]]:
    """Texts with the year they were published in: invented ones, and every sixth of the real ones."""
    texts = [(text, salon.day.year) for text, salon, *_ in invented()]
    return texts[::3]


@cache
def corpus() -> list[tuple[Document, str]]:
    store = DocumentStore(CORPUS / "announcements")
    return [(document, store.read(document).decode()) for document in store.documents()]


def year_of(document: Document) -> int:
    return int((document.published_at or "")[:4])


@pytest.mark.parametrize(
    ("text", "salon", "past", "agenda", "recap"),
    list(invented()),
    ids=lambda value: value if str(value)[0] == "_" else "",
)
def test_every_layout_is_read(text: str, salon: Any, past: list[Any], agenda: str, recap: str) -> None:
    """Whatever is stated is found: number, day, slots, tracks, topics, speakers, papers, outlines, and every past row."""
    announcement = parse(text.encode())
    assert {stated.number for stated in announcement.numbers} == {salon.number}
    assert {(stated.month, stated.day) for stated in announcement.dates} == {(salon.day.month, salon.day.day)}
    assert (announcement.starts_at, announcement.ends_at) == (salon.starts_at, salon.ends_at)
    stated = _STATED_BY.get(agenda, {"speakers": True, "papers": True, "outline": True})
    for talk, found in zip(salon.talks, announcement.talks, strict=True):
        assert found.title == talk.title
        assert [speaker.name for speaker in found.speakers] == [talk.speaker] * stated["speakers"]
        assert found.papers == (talk.paper,) * stated["papers"]
        assert found.outline == talk.outline * stated["outline"]
        assert agenda == "_letter" or (found.starts_at, found.ends_at) == (talk.starts_at, talk.ends_at)
    for one, row in zip(past, announcement.recap, strict=True):
        assert row.number == (None if recap == "_by_date" else one.number)
        assert row.date and (row.date.month, row.date.day) == (one.day.month, one.day.day)
        assert {(topic.title, topic.track) for topic in row.topics} == {(talk.title, talk.track) for talk in one.talks}
        replays = {(talk.replay, talk.title) for talk in one.talks}
        recorded = replays if recap in ("_by_date", "_table") else {(one.talks[0].replay, "视频链接")}
        assert {(link.url, link.label) for link in row.links} == recorded
    assert announcement.problems == ()


def test_curriculum_learning_is_a_method_and_no_track() -> None:
    salon = next(one for one in salons() if len(one.talks) == 1 and names_a_lesson(one))
    assert [talk.title for talk in parse(made_up.AGENDAS[-1](salon).encode()).talks] == [salon.talks[0].title]


def test_a_series_makes_the_archive_of_its_salons() -> None:
    """Sixty salons over a new year, four revisions each: days without a year, a slip in a time, a topic that came later."""
    parsed = []
    for place, (text, day, revision) in enumerate(made_up.announcements(60 * made_up.REVISIONS, seed=7)):
        about = Document(
            f"{place}.md",
            "club",
            "salon.md",
            None,
            str(place),
            f"{day - timedelta(1)}T{9 + revision:02}:00+08:00",
            "text/markdown",
            "",
            0,
        )
        parsed.append((about, parse(text.encode())))
    found = shown(reconcile(parsed, kinds()))
    assert list(found) == [salon.number for salon in salons()]
    for salon in salons():
        issue, topics, links = found[salon.number]
        assert (issue.date, issue.announced_date) == (str(salon.day), str(salon.day))
        assert (issue.starts_at, issue.ends_at) == (salon.starts_at, salon.ends_at)
        assert {row.title for row, *_ in topics} == {talk.title for talk in salon.talks}
        if issue.recap_document_id:  # only a recap tells a lesson that has a paper from a talk
            assert {(row.title, row.track) for row, *_ in topics} == {(talk.title, talk.track) for talk in salon.talks}
        assert {url for url, *_ in links or ()} <= {talk.replay for talk in salon.talks}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_a_variant_says_the_same(variant: Variant) -> None:
    for text, year in published():
        original = facts(parse(text.encode()), variant.wording)
        assert facts(parse(variant.publish(text, year), variant.media_type), variant.wording) == original


@real
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_a_variant_of_a_real_announcement_says_the_same(variant: Variant) -> None:
    """Every seventh document: all layouts are among them."""
    for document, text in corpus()[::7]:
        original = facts(parse(text.encode()), variant.wording)
        changed = facts(parse(variant.publish(text, year_of(document)), variant.media_type), variant.wording)
        assert changed == original, document.file


@real
@pytest.mark.parametrize("seed", range(3))
def test_documents_edited_and_rendered_in_different_ways_make_the_same_archive(seed: int, tmp_path: Path) -> None:
    """As a series is that moves from site to site: every document in a way of its own, scored against people's reading."""
    chance = random.Random(seed)
    ways = [AS_PUBLISHED, *(variant for variant in VARIANTS if variant.wording is str)]
    parsed = []
    for document, text in corpus():
        variant = chance.choice(ways)
        content = variant.publish(text, year_of(document))
        parsed.append((document._replace(media_type=variant.media_type), parse(content, variant.media_type)))
    archive = tmp_path / "archive.db"
    write(archive, parsed)
    figures = score(archive, "dev")
    assert figures["overall"] >= 0.99, figures


def write(archive: Path, parsed: Sequence[tuple[Document, Announcement]]) -> None:
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.executescript(TABLES)
        for document, announcement in parsed:
            write_document(connection, document, announcement)
        write_rows(connection, reconcile(parsed, kinds()))


@cache
def kinds() -> Any:
    return rules_from(settings_of("data/link_kinds.yml", ""))


def shown(rows: ArchiveRows) -> dict[int, tuple[IssueRow, Any, Any]]:
    """The issues with their topics and current links; keys aside, which older documents decide."""
    people = {row.id: row.name for row in rows.people}
    papers = {row.id: row.title for row in rows.papers}
    urls = {row.id: row.url for row in rows.links}
    titles = {row.id: row.title for row in rows.topics}
    topics: dict[int, list[object]] = {}
    for row in rows.topics:
        speakers = [people[one.person_id] for one in rows.topic_speakers if one.topic_id == row.id]
        named = [papers[one.paper_id] for one in rows.topic_papers if one.topic_id == row.id]
        topics.setdefault(row.issue_number, []).append((replace(row, id=0), speakers, named))
    links: dict[int, set[object]] = {}
    for mention in rows.issue_links:
        if mention.is_current:
            told = (
                urls[mention.link_id],
                mention.label,
                mention.note,
                mention.section,
                titles.get(mention.topic_id or 0),
            )
            links.setdefault(mention.issue_number, set()).add(told)
    return {row.number: (row, topics.get(row.number), links.get(row.number)) for row in rows.issues}


def newest(issue: IssueRow) -> tuple[int | None, int | None]:
    return issue.document_id, issue.recap_document_id


@real
def test_leaving_documents_out_changes_no_fact_the_others_state() -> None:
    """Wherever its newest announcement and recap are the same as with all documents, an issue is what it was."""
    parsed = [(document, parse(text.encode())) for document, text in corpus()]
    whole = shown(reconcile(parsed, kinds()))
    chance = random.Random(4)
    compared = 0
    for _ in range(25):
        some = chance.sample(parsed, chance.choice((5, 10, 20, 40, 60, 66)))
        for number, found in shown(reconcile(some, kinds())).items():
            assert number in whole
            if newest(found[0]) == newest(whole[number][0]):
                assert found == whole[number]
                compared += 1
    assert compared > 500
