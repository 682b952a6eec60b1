"""The state of an issue, by its newest announcement and its newest recap row together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from scraper.reconcile.identity import RecapEntry, Stated, own_number
from scraper.reconcile.matching import named_by, pair
from scraper.reconcile.wordings import inside, plain, shortens
from scraper.records import Link, RecapTopic, Section, Speaker, Talk

_SAME_EVENT = timedelta(days=14)


class Topic(NamedTuple):
    """A topic of an issue: a talk of the agenda, a topic of the recap, or both. `names` are all its wordings."""

    title: str
    names: tuple[str, ...]
    track: str | None
    starts_at: str | None = None
    ends_at: str | None = None
    speakers: tuple[Speaker, ...] = ()
    papers: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()
    abstract: str | None = None
    paper_outlines: tuple[tuple[str, ...], ...] = ()
    in_agenda: bool = False
    in_recap: bool = False


class Mention(NamedTuple):
    """A link in a section; `topic` is the index of its topic, or `None`."""

    section: Section
    link: Link
    topic: int | None


class State(NamedTuple):
    """An issue after some document: its fields by column name, its topics and its links in order."""

    announced: Stated | None
    restated: RecapEntry | None
    fields: dict[str, str | None]
    topics: tuple[Topic, ...]
    mentions: tuple[Mention, ...]


def issue_state(announced: Stated | None, restated: RecapEntry | None, elsewhere: Callable[[str], bool]) -> State:
    """The state by an announcement and a recap row; one of them may be missing."""
    topics, pairs = _topics(announced, restated, elsewhere)
    return State(
        announced, restated, _fields(announced, restated), topics, _mentions(announced, restated, topics, pairs)
    )


def _fields(announced: Stated | None, restated: RecapEntry | None) -> dict[str, str | None]:
    day = announced.day if announced else None
    recalled = restated.day if restated else None
    announcement = announced.announcement if announced else None
    number = own_number(announcement) if announcement else None
    return {
        "number": str(number) if number is not None else None,
        "title": announcement.title if announcement else None,
        "date": _iso(recalled or day),
        "announced_date": _iso(day),
        "starts_at": announcement.starts_at if announcement else None,
        "ends_at": announcement.ends_at if announcement else None,
        "mode": announcement.mode if announcement else None,
        "venue": announcement.venue if announcement else restated.row.venue if restated else None,
        "address": announcement.address if announcement else None,
        "meeting": announcement.meeting if announcement else None,
        "host": announcement.host if announcement else None,
        "theme": announcement.theme if announcement else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _topics(
    announced: Stated | None, restated: RecapEntry | None, elsewhere: Callable[[str], bool]
) -> tuple[tuple[Topic, ...], dict[int, int]]:
    """Topics in the order of the agenda, then those of the recap alone; and the recap topic of each talk, by index."""
    talks = announced.announcement.talks if announced else ()
    recalled = restated.row.topics if restated else ()
    theme = announced.announcement.theme if announced else None
    labels = tuple(link.label for link in restated.row.links if link.label) if restated else ()
    pairs = pair(
        talks, recalled, theme=theme, labels=labels, leftovers=_same_event(announced, restated), elsewhere=elsewhere
    )
    tracks = {topic.track for topic in recalled}
    fallback = next(iter(tracks)) if len(tracks) == 1 else None
    topics = [_topic(talk, recalled[pairs[at]] if at in pairs else None, fallback) for at, talk in enumerate(talks)]
    topics += [
        Topic(t.title, (t.title,), t.track, speakers=t.speakers, in_recap=True)
        for at, t in enumerate(recalled)
        if at not in pairs.values()
    ]
    return tuple(topics), pairs


def _topic(talk: Talk, recalled: RecapTopic | None, fallback: str | None) -> Topic:
    """The topic; the recap's wording is its title."""
    return Topic(
        title=recalled.title if recalled else talk.title,
        names=tuple(dict.fromkeys([talk.title, *([recalled.title] if recalled else [])])),
        track=(recalled.track if recalled else None) or talk.track or fallback,
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        speakers=talk.speakers or (recalled.speakers if recalled else ()),
        papers=talk.papers,
        outline=talk.outline,
        abstract=talk.abstract,
        paper_outlines=talk.paper_outlines,
        in_agenda=True,
        in_recap=recalled is not None,
    )


def _same_event(announced: Stated | None, restated: RecapEntry | None) -> bool:
    """Whether an announcement and a recap row of one number can be one event: their days are close."""
    if announced is None or restated is None or announced.day is None or restated.day is None:
        return True
    return abs(announced.day - restated.day) <= _SAME_EVENT


def _mentions(
    announced: Stated | None, restated: RecapEntry | None, topics: tuple[Topic, ...], pairs: dict[int, int]
) -> tuple[Mention, ...]:
    mentions: list[Mention] = []
    if restated:
        recalled = [place for place, topic in enumerate(topics) if topic.in_recap]
        titles = [topics[place].title for place in recalled]
        for link in restated.row.links:
            named = 0 if len(recalled) == 1 else named_by(link.label, titles)
            named = titles.index(link.topic) if link.topic in titles else named
            mentions.append(Mention(Section.RECAP, link, recalled[named] if named is not None else None))
    if announced:
        for place, talk in enumerate(announced.announcement.talks):
            mentions += [Mention(Section.AGENDA, link, place) for link in talk.links]
        mentions += [Mention(section, link, None) for section, link in announced.announcement.links]
    return tuple({(mention.section, mention.link.url): mention for mention in reversed(mentions)}.values())[::-1]


def carry(before: list[tuple[int, Topic]], after: tuple[Topic, ...]) -> dict[int, int]:
    """The indexes of topics in `after`, each with the id of the topic of `before` (oldest first) that it continues."""
    ties = sorted(
        (-strength, age, place)
        for age, (_, old) in enumerate(before)
        for place, new in enumerate(after)
        if (strength := _continues(old, new))
    )
    kept: dict[int, int] = {}
    for _, age, place in ties:
        if place not in kept and before[age][0] not in kept.values():
            kept[place] = before[age][0]
    for track in dict.fromkeys(topic.track for topic in after):
        old_left = [key for key, old in before if key not in kept.values() and old.in_recap and old.track == track]
        new_left = [
            place for place, new in enumerate(after) if place not in kept and new.in_recap and new.track == track
        ]
        if len(old_left) == len(new_left):
            kept.update(zip(new_left, old_left, strict=True))
    return kept


def _continues(old: Topic, new: Topic) -> int:
    if not _plain(old.names).isdisjoint(_plain(new.names)):
        return 4
    if not _plain(old.papers).isdisjoint(_plain(new.papers)):
        return 3
    if any(inside(name, other) or shortens(name, other) for name in old.names for other in new.names):
        return 2
    same_slot = old.starts_at is not None and old.starts_at == new.starts_at
    same_people = bool({one.name for one in old.speakers} & {one.name for one in new.speakers})
    return int(same_people and (same_slot or old.starts_at is None or new.starts_at is None))


@lru_cache(maxsize=4096)
def _plain(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain, names))
