"""Rules for contradictions, and for values carried over from another issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scraper.parse.words import is_placeholder
from scraper.reconcile.findings.rule import Occurrence, Record, rule
from scraper.reconcile.history import IssueHistory
from scraper.reconcile.wordings import plain
from scraper.records import FindingCode, Section

_SAME_OUTLINE = 3  # items of another issue's outline that are no coincidence
_TELLING = 6  # characters of an item that two outlines do not share by chance, unlike 背景介绍


@rule(FindingCode.NUMBER_MISMATCH, "{place}写作{called}", "counted as {number} in its {english}", "第 28 期")
def counted_otherwise(record: Record) -> Iterator[Occurrence]:
    """The title or a sentence of the newest announcement counts otherwise than the recap does."""
    for history, announced in record.announced:
        for stated in announced.announcement.numbers:
            if stated.number != history.number:
                place, english = ("标题", "title") if stated.in_title else ("正文", "text")
                words = {"place": place, "english": english, "number": stated.number, **record.called(stated.number)}
                yield Occurrence(history.number, announced.document, stated.excerpt, words)


@rule(
    FindingCode.DATE_INCONSISTENT,
    "同一份通知中的日期不一致，采用 {day}",
    "its dates disagree: {complaints}",
    "05月05日（周日） / 07月05日",
)
def days_of_one_text(record: Record) -> Iterator[Occurrence]:
    """One announcement gives two days, or a day and another day of the week."""
    for history, announced in record.announced:
        if announced.complaints and announced.day:
            excerpt = " / ".join(dict.fromkeys(stated.excerpt for stated in announced.announcement.dates))
            words = {"day": announced.day, "complaints": "; ".join(announced.complaints)}
            yield Occurrence(history.number, announced.document, excerpt, words)


@rule(
    FindingCode.DATE_INCONSISTENT,
    "{recap}中的年份与前后各{measure}不符，采用 {day}",
    "the years around it tell that {day} is meant",
    "4 | 18.4.13 | …",
)
def year_of_a_row(record: Record) -> Iterator[Occurrence]:
    """A row of the newest recap has a year that breaks the order of the rows around it."""
    for history in record.issues:
        recalled, restated = history.restated_by(), history.state.restated if history.state else None
        stated, day = (restated.row.date, restated.day) if restated else (None, None)
        if recalled and restated and stated and stated.year and day and stated.year != day.year:
            yield Occurrence(history.number, recalled.document, restated.row.excerpt, {"day": day})


@rule(
    FindingCode.DATE_CONFLICT,
    "通知为 {announced}，回顾为 {recalled}",
    "announced and recalled on different days",
    "55 | 20.08.31 | …",
)
def day_of_the_recap(record: Record) -> Iterator[Occurrence]:
    """The newest announcement and the newest recap give an issue different days."""
    for history, announced in record.announced:
        restated = history.state.restated if history.state else None
        if restated and announced.day and restated.day and announced.day != restated.day:
            words = {"announced": announced.day, "recalled": restated.day}
            yield Occurrence(history.number, announced.document, restated.row.excerpt, words)


@rule(
    FindingCode.TOPIC_MISMATCH,
    "通知与回顾的主题不一致",
    "announced only: {announced}; in the recap only: {recalled}",
    "3 | 3.30 | 【机器学习】梯度下降",
)
def topics_apart(record: Record) -> Iterator[Occurrence]:
    """An announcement and the recap name topics that nothing ties to each other."""
    for history, announced in record.announced:
        state, recalled = history.state, history.restated_by()
        if not (state and recalled and state.restated and announced.announcement.talks and state.restated.row.topics):
            continue
        only_agenda = [one.title for one in state.topics if not one.in_recap and not is_placeholder(one.title)]
        only_recap = [one.title for one in state.topics if not one.in_agenda]
        open_places = sum(is_placeholder(one.title) for one in state.topics if one.in_agenda)
        if only_agenda or len(only_recap) > open_places:
            words = {"announced": "、".join(only_agenda) or "–", "recalled": "、".join(only_recap) or "–"}
            yield Occurrence(history.number, recalled.document, state.restated.row.excerpt, words)


@rule(
    FindingCode.TOPIC_MISMATCH,
    "《{title}》的分享人，通知为 {announced}，回顾为 {recalled}",
    "{title} is by {announced} in the announcement, by {recalled} in the recap",
    "3 | 3.30 | 【机器学习】梯度下降（林一）",
)
def speakers_apart(record: Record) -> Iterator[Occurrence]:
    """An announcement and the recap name different speakers of one topic; one that names more of them is no other."""
    for history in record.issues:
        state, recalled = history.state, history.restated_by()
        if not (state and recalled and state.restated):
            continue
        in_recap = {topic.title: [one.name for one in topic.speakers] for topic in state.restated.row.topics}
        for topic in state.topics:
            own, others = [one.name for one in topic.speakers], in_recap.get(topic.title, [])
            names, other_names = set(map(plain, own)), set(map(plain, others))
            if topic.in_agenda and others and not (names <= other_names or other_names <= names):
                words = {"title": topic.title, "announced": "、".join(own), "recalled": "、".join(others)}
                yield Occurrence(history.number, recalled.document, state.restated.row.excerpt, words)


@rule(FindingCode.RESCHEDULED, "原为 {old}，现为 {new}", "{field} was {old}, is {new}", "2019-08-10")
def no_longer_so(record: Record) -> Iterator[Occurrence]:
    """A day, time or speaker was replaced, in one text (struck out, 原定…) or by a revision more than a day later."""
    for history in record.issues:
        announced = {change.old for change in history.replaced if change.field == "announced_date"}
        for change in history.replaced:
            if change.field == "date" and change.old in announced:
                continue  # the same day is told once
            words = {"old": change.old, "new": change.new or "–", "field": change.field.replace("_", " ")}
            yield Occurrence(history.number, change.document_id, change.old, words)


@rule(
    FindingCode.SHARED_LINK,
    "回放与{called}相同",
    "the same replay is given for {called_en}",
    "https://momodel.cn/live/1",
)
def one_replay_for_several(record: Record) -> Iterator[Occurrence]:
    """One address is the replay of several issues."""
    documents: dict[int, dict[int, int]] = defaultdict(dict)
    for mention in record.archive.issue_links:
        if mention.is_current and mention.link_id in record.replays:
            documents[mention.link_id][mention.issue_number] = mention.last_document_id
    for link, issues in documents.items():
        for number, document in issues.items() if len(issues) > 1 else ():
            others = [other for other in sorted(issues) if other != number]
            yield Occurrence(number, document, record.replays[link], record.called(*others), link)


@rule(
    FindingCode.REPEATED_CONTENT,
    "{chinese}与{called}相同",
    "its {english} is also that of {called_en}",
    "Population Based Augmentation",
)
def carried_over(record: Record) -> Iterator[Occurrence]:
    """The theme, a paper or the outline is that of an older issue."""
    names, papers, outlines = _by_content(record)
    for history, announced in record.announced:
        own = {plain(one.title) for one in history.state.topics if one.in_recap} if history.state else set()
        said = announced.announcement
        contents = [("活动主题", "theme", said.theme, names)] if said.theme else []
        contents += [("论文", "paper", paper, papers) for talk in said.talks for paper in talk.papers]
        for chinese, english, text, issues in contents:
            if plain(text) and plain(text) not in own:
                yield from _older(record, history, issues[plain(text)], chinese, english, text)
        for talk in said.talks:
            for items, others in _shared(talk.outline, outlines, history.number).items():
                yield from _older(record, history, others, "大纲", "outline", "；".join(items))


def _shared(outline: tuple[str, ...], outlines: dict[str, set[int]], number: int) -> dict[tuple[str, ...], set[int]]:
    """The part of an outline that older issues have, with these issues: all, or telling items of at least half."""
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    if len(outline) >= _SAME_OUTLINE and (whole := {one for one in outlines.get(_joined(outline), ()) if one < number}):
        found[outline] = whole
    shared: dict[int, list[str]] = defaultdict(list)
    for item in dict.fromkeys(outline):
        for other in outlines.get(plain(item), ()) if len(plain(item)) >= _TELLING else ():
            shared[other].append(item)
    for other, items in shared.items():
        is_older = other < number and other not in found.get(outline, ())
        if is_older and len(items) >= _SAME_OUTLINE and len(items) * 2 >= len(outline):
            found[tuple(items)].add(other)
    return found


def _older(
    record: Record, history: IssueHistory, issues: set[int], chinese: str, english: str, text: str
) -> Iterator[Occurrence]:
    announced, older = history.announced_by(), sorted(other for other in issues if other < history.number)
    if older and announced:
        words = {"chinese": chinese, "english": english, **record.called(*older)}
        yield Occurrence(history.number, announced.document, text[:300], words)


def _by_content(record: Record) -> tuple[dict[str, set[int]], dict[str, set[int]], dict[str, set[int]]]:
    """Names, papers, and outlines with each of their items, all with the issues that have them."""
    names: dict[str, set[int]] = defaultdict(set)
    papers: dict[str, set[int]] = defaultdict(set)
    outlines: dict[str, set[int]] = defaultdict(set)
    for history in record.issues:
        if (state := history.state) is None:
            continue
        number = history.number
        for topic in state.topics:
            for name in (*topic.names, *topic.papers):
                names[plain(name)].add(number)
            for paper in (*topic.papers, *([topic.title] if topic.in_recap else [])):  # a recap names papers by title
                papers[plain(paper)].add(number)
            if len(topic.outline) >= _SAME_OUTLINE:
                for key in (_joined(topic.outline), *map(plain, topic.outline)):
                    outlines[key].add(number)
        if theme := state.fields["theme"]:
            names[plain(theme)].add(number)
        for mention in state.mentions:
            if mention.section is Section.RECAP and mention.link.label and mention.topic is not None:
                names[plain(mention.link.label)].add(number)
    return names, papers, outlines


def _joined(outline: tuple[str, ...]) -> str:
    return "\n".join(map(plain, outline))


RULES = (
    counted_otherwise,
    days_of_one_text,
    year_of_a_row,
    day_of_the_recap,
    topics_apart,
    speakers_apart,
    no_longer_so,
    one_replay_for_several,
    carried_over,
)
