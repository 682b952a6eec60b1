"""Rules for missing values, issues that do not take place, and unreadable places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scraper.parse.words import is_placeholder
from scraper.reconcile.findings.rule import Occurrence, Record, Rule, rule
from scraper.reconcile.identity import BUNDLED, NO_YEAR
from scraper.records import Document, FindingCode, Problem, Section, Status

_LARGEST_GAP = 60  # a larger gap is a slip in a number, not so many missing issues


@rule(FindingCode.UNREADABLE_DOCUMENT, "{place} 无法读取", "{place}: {why}", "gone.md: is not in the folder")
def unreadable_place(record: Record) -> Iterator[Occurrence]:
    """A place of the store cannot be read."""
    for place, why in record.problems:
        yield Occurrence(None, None, None, {"place": place, "why": why})


@rule(FindingCode.UNREADABLE_DOCUMENT, "无法读取", "{file}: {why}", "| 颜色 | 大小 |")
def unreadable_part(record: Record) -> Iterator[Occurrence]:
    """A part of the newest revision cannot be read, or a document says nothing of a salon. Older revisions of a file
    that say nothing are one finding, at the newest of them."""
    silent: dict[str, list[tuple[Document, Problem]]] = {}
    for one in record.stated:
        says_nothing = not (one.announcement.announces or one.rows)
        for problem in one.announcement.problems:
            if problem.code is not FindingCode.UNREADABLE_DOCUMENT:
                continue
            if one.document.id in record.newest:
                yield Occurrence(
                    None, one.document, problem.excerpt, {"file": one.document.file, "why": problem.message}
                )
            elif says_nothing:
                silent.setdefault(f"{one.document.source}\n{one.document.path}", []).append((one.document, problem))
    for found in silent.values():
        document, problem = found[-1]
        others = f" (and {len(found) - 1} older revisions)" if len(found) > 1 else ""
        yield Occurrence(None, document, problem.excerpt, {"file": document.file, "why": problem.message + others})


@rule(
    FindingCode.UNREADABLE_DOCUMENT,
    "没有{count}",
    "{file}: it says no {session} number, and no recap has its date",
    "机器学习沙龙",
)
def without_number(record: Record) -> Iterator[Occurrence]:
    """An announcement bears no number, and its day is that of no issue."""
    for one in record.stated:
        stepped_aside = one.document.source == BUNDLED and one.announcement.numbers
        if one.announcement.announces and one.number is None and not stepped_aside:
            excerpt = one.announcement.title or one.announcement.body
            yield Occurrence(None, one.document, excerpt, {"file": one.document.file})


def _of_code(code: FindingCode, chinese: str, example: str, meaning: str) -> Rule:
    """The rule for a problem that a reader reported."""

    def find(record: Record) -> Iterator[Occurrence]:
        for history in record.issues:
            for document, problem in record.read(history):
                if problem.code is code:
                    yield Occurrence(history.number, document, problem.excerpt, {"why": problem.message})

    find.__doc__ = meaning
    return Rule(code, chinese, "{why}", example, find)


@rule(FindingCode.NOT_UNDERSTOOD, "未能识别", "{why}", "暗号：天王盖地虎")
def not_understood(record: Record) -> Iterator[Occurrence]:
    """Words of the header, agenda or recap stand in no field, and in no part that is left out on purpose. A line that
    several documents have is quoted once, from the newest."""
    quoted: set[tuple[str, str]] = set()
    places: list[tuple[int | None, Document, Problem]]
    places = [(one.number, *read) for one in reversed(record.issues) for read in record.read(one)]
    places += [
        (None, one.document, problem)
        for one in record.stated
        if one.number is None and one.document.id in record.newest
        for problem in one.announcement.problems
    ]
    for number, document, problem in places:
        if problem.code is FindingCode.NOT_UNDERSTOOD and (problem.message, problem.excerpt) not in quoted:
            quoted.add((problem.message, problem.excerpt))
            yield Occurrence(number, document, problem.excerpt, {"why": problem.message})


@rule(FindingCode.NOT_UNDERSTOOD, "日期的年份不明，未采用", NO_YEAR, "4 | 4.13 | …")
def without_a_year(record: Record) -> Iterator[Occurrence]:
    """A day has no year, and neither the time of publication nor another text tells it."""
    dated = {row.number for row in record.archive.issues if row.date}
    for history in record.issues:
        if history.number in dated:
            continue
        announced, recalled = history.announced_by(), history.restated_by()
        restated = history.state.restated if history.state else None
        if recalled and restated and restated.lacks_year:
            yield Occurrence(history.number, recalled.document, restated.row.excerpt)
        elif announced and announced.lacks_year:
            yield Occurrence(history.number, announced.document, announced.announcement.dates[0].excerpt)


@rule(FindingCode.CANCELLED, "{this}取消", "it does not take place", "69 | 21.2.6 | 因故取消")
def does_not_take_place(record: Record) -> Iterator[Occurrence]:
    """An announcement or a row of the recap says that the salon was cancelled."""
    for history, document, excerpt in record.with_status(Status.CANCELLED):
        yield Occurrence(history.number, document, excerpt)


@rule(
    FindingCode.RESCHEDULED,
    "{this}延期，尚无新日期",
    "it is postponed and has no new day yet",
    "【延期通知】第 71 期沙龙",
)
def without_a_new_day(record: Record) -> Iterator[Occurrence]:
    """A salon was postponed, and no document gives it another day."""
    for history, document, excerpt in record.with_status(Status.POSTPONED):
        yield Occurrence(history.number, document, excerpt)


@rule(FindingCode.MISSING_SPEAKER, "没有写明分享人", "a talk without a speaker", "Deep Leakage from Gradients")
def nobody_named(record: Record) -> Iterator[Occurrence]:
    """A talk has an empty place for its speaker, or is one that names nobody."""
    for history, announced in record.announced:
        for talk in announced.announcement.talks:
            if talk.lacks_speaker and not is_placeholder(talk.title):
                yield Occurrence(history.number, announced.document, talk.title)


@rule(FindingCode.PLACEHOLDER_TOPIC, "主题一直没有公布", "the topic{people} was never named", "待定")
def never_named(record: Record) -> Iterator[Occurrence]:
    """A topic is still 待定 in the newest document."""
    for history in record.issues:
        for topic in history.state.topics if history.state else ():
            told = history.announced_by() if topic.in_agenda else history.restated_by()
            if told and is_placeholder(topic.title):
                people = "、".join(speaker.name for speaker in topic.speakers)
                words: dict[str, object] = {"people": f" of {people}" if people else ""}
                yield Occurrence(history.number, told.document, topic.title, words)


@rule(
    FindingCode.NOT_IN_RECAP,
    "之后的{recap}漏掉了这一{measure}",
    "the recap of a later document leaves it out",
    "第 29 期机器学习沙龙",
)
def passed_over(record: Record) -> Iterator[Occurrence]:
    """The recap of a later document counts beyond an issue that was announced, and leaves it out."""
    for history, announced in record.announced:
        later = None if history.restated_by() or record.is_off(history) else record.recap_beyond(history.number)
        if later and later.order > announced.document.order:
            yield Occurrence(history.number, later, announced.announcement.title)


@rule(
    FindingCode.NO_REPLAY,
    "{recap}没有回放链接",
    "the recap gives no replay",
    "27 | 19.11.30 | 【机器学习】降维 | 课程资料",
)
def without_replay(record: Record) -> Iterator[Occurrence]:
    """A recap lists an issue without a replay, and so does the recap of a later document."""
    replays = set(record.replays.values())
    for history in record.issues:
        recalled, state = history.restated_by(), history.state
        if recalled is None or state is None or state.restated is None or history.versions[0].first is recalled:
            continue
        links = (mention.link.url for mention in state.mentions if mention.section is Section.RECAP)
        if not record.is_off(history) and not replays & set(links):
            yield Occurrence(history.number, recalled.document, state.restated.row.excerpt)


@rule(
    FindingCode.MISSING_ISSUE,
    "没有{called}的任何记录",
    "no document announces or recalls {called_en}",
    "29 … 31",
)
def gap(record: Record) -> Iterator[Occurrence]:
    """The numbers of the issues leave one out."""
    for before, after in pairwise(() if record.by_date else sorted(record.histories)):
        if after - before <= _LARGEST_GAP:
            for number in range(before + 1, after):
                yield Occurrence(number, None, f"{before} … {after}", record.called(number))


@rule(
    FindingCode.STALE_CORRECTION,
    "更正已不适用",
    "the correction of {field} no longer applies, {now}: remove or renew it",
    "was: 2019-04-13, value: 2019-04-14, reason: 照片",
)
def stale(record: Record) -> Iterator[Occurrence]:
    """What `data/corrections.yml` puts right is no longer what stands there."""
    for one, now in record.stale:
        excerpt = f"was: {one.was}, value: {one.value}, reason: {one.reason}"
        yield Occurrence(one.issue, None, excerpt, {"field": one.field, "now": now})


_READ = (
    _of_code(
        FindingCode.MALFORMED_LINK,
        "链接写法有误",
        "[回放]（https://momodel.cn/live/1）",
        "A link is written so that no reader can follow it.",
    ),
    _of_code(
        FindingCode.EMPTY_LINK,
        "链接没有文字或没有地址",
        "[点此报名]()",
        "A link has no address, or no words to click on.",
    ),
    _of_code(FindingCode.DATE_INCONSISTENT, "日期不存在", "2月30日", "A day is one that no calendar has."),
    _of_code(FindingCode.NUMBER_MISMATCH, "{recap}中{count}重复", "25 | 11.30 | …", "A recap counts two rows alike."),
)

RULES = (
    unreadable_place,
    unreadable_part,
    without_number,
    *_READ,
    not_understood,
    without_a_year,
    does_not_take_place,
    without_a_new_day,
    nobody_named,
    never_named,
    passed_over,
    without_replay,
    gap,
    stale,
)
