"""Atom feeds (RFC 4287) of the newest salons and of changes of replays. Ids are `tag:` URIs that never change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scraper.export.salons.read import read_as_of, read_salons
from scraper.export.salons.records import Salon, SalonTalk
from scraper.export.salons.replays import replay_text, watch_url
from scraper.export.salons.times import aware_time
from scraper.export.site import Site, web_url, without_controls
from scraper.search.themes import address_of
from scraper.series import Series
from scraper.store.series import series_of

if TYPE_CHECKING:
    from lxml.etree import _Element

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
TAG = "tag:salon-archive,2026:"
NEWEST = 50

STATUSES = {"cancelled": "【已取消 Cancelled】", "postponed": "【延期 Postponed】"}

CHANGES = {
    "added": ("新增回放", "a new replay"),
    "removed": ("回放已撤下", "a replay was taken down"),
    "dead": ("回放失效", "a replay is dead"),
    "alive": ("回放恢复", "a replay is back"),
}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed; `lines` are texts, each with the address it links to; `url` is `None` without a page."""

    id: str
    title: str
    updated: datetime
    url: str | None
    lines: tuple[tuple[str, str | None], ...]
    published: datetime | None = None


def issues_feed(connection: sqlite3.Connection, site: Site) -> bytes:
    """The newest salons, newest first."""
    salons = read_salons(connection, newest=NEWEST)
    as_of = read_as_of(connection)
    entries = [_salon_entry(salon, as_of, site) for salon in reversed(salons)]
    return _feed("issues", _names(series_of(connection)), entries, as_of, site, series_of(connection))


def themes_by_address(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """The name of each theme in Chinese and in English, by the address of its feed."""
    found = connection.execute("select name, english from themes order by position desc")
    return {address_of(row[1]): (row[0], row[1]) for row in found}


def theme_feed(connection: sqlite3.Connection, site: Site, name: str, english: str) -> bytes:
    """The newest topics of a theme, newest first."""
    sql = """select t.id, t.issue_number from topic_themes m join topics t on t.id = m.topic_id
             where m.theme = ? order by t.issue_number desc, t.position limit ?"""
    keys = [(row[0], row[1]) for row in connection.execute(sql, (name, NEWEST))]
    as_of = read_as_of(connection)
    salons = {number: read_salons(connection, number=number)[0] for number in dict.fromkeys(one[1] for one in keys)}
    talks = {talk.id: talk for salon in salons.values() for talk in salon.talks}
    entries = [_topic_entry(talks[key], salons[number], as_of, site) for key, number in keys]
    series = series_of(connection)
    title = f"{series.name.zh}：{name} · {series.name.en}: {english}"
    return _feed(f"theme/{address_of(english)}", title, entries, as_of, site, series)


def _topic_entry(talk: SalonTalk, salon: Salon, as_of: datetime, site: Site) -> FeedEntry:
    return FeedEntry(
        id=f"{TAG}topic/{talk.id}",
        title=talk.title,
        published=aware_time(salon.published_at, salon.series.zone),
        updated=aware_time(salon.updated_at, salon.series.zone) or as_of,
        url=site.page(f"topic/{talk.id}"),
        lines=(
            (" ".join(filter(None, (salon.name, salon.date))), site.page(f"issue/{salon.number}")),
            _talk_line(talk, site),
            *((paper.title, site.page(f"paper/{paper.id}")) for paper in talk.papers),
            *(
                (one.replay_text(one.label or one.watch_url), one.watch_url)
                for one in talk.links
                if one.kind == "replay"
            ),
        ),
    )


def changes_feed(connection: sqlite3.Connection, site: Site) -> bytes:
    """The newest changes of replays, newest first: added, withdrawn, dead, or alive again."""
    sql = """select c.changed_at, c.change, c.issue_number, c.topic, c.url, c.link_id, s.state, s.archived_url
             from replay_changes c join link_states s on s.link_id = c.link_id
             order by c.changed_at desc, c.issue_number desc, c.link_id limit ?"""
    rows, series = connection.execute(sql, (NEWEST,)).fetchall(), series_of(connection)
    entries = [_change_entry(*row, site=site, series=series) for row in rows]
    title = f"{series.name.zh}：回放的变化 · {series.name.en}: changes of replays"
    return _feed("changes", title, entries, read_as_of(connection), site, series)


def _names(series: Series) -> str:
    return f"{series.name.zh} · {series.name.en}"


def _salon_entry(salon: Salon, as_of: datetime, site: Site) -> FeedEntry:
    when = " ".join(filter(None, (salon.date, salon.starts_at, salon.venue)))
    return FeedEntry(
        id=f"{TAG}issue/{salon.number}",
        title=STATUSES.get(salon.status, "") + salon.name,
        published=aware_time(salon.published_at, salon.series.zone),
        updated=aware_time(salon.updated_at, salon.series.zone) or as_of,
        url=site.page(f"issue/{salon.number}") or salon.announcement_url,
        lines=(
            (when, None),
            *((f"原定 Previously: {day}", None) for day in salon.previous_dates),
            *(_talk_line(talk, site) for talk in salon.talks),
            *_replay_lines(salon),
        ),
    )


def _talk_line(talk: SalonTalk, site: Site) -> tuple[str, str | None]:
    speakers = "、".join(speaker.name for speaker in talk.speakers)
    return f"{talk.title} — {speakers}" if speakers else talk.title, site.page(f"topic/{talk.id}")


def _replay_lines(salon: Salon) -> Iterable[tuple[str, str | None]]:
    return ((link.replay_text(link.label or link.watch_url), link.watch_url) for link in salon.replays)


def _change_entry(
    changed_at: str,
    change: str,
    number: int,
    topic: str | None,
    url: str,
    link_id: int,
    state: str,
    archived_url: str | None,
    *,
    site: Site,
    series: Series,
) -> FeedEntry:
    """A change of a replay, with its present state: an added replay may be dead by now."""
    watch = watch_url(url, state, web_url(archived_url))
    return FeedEntry(
        id=f"{TAG}replay/{number}/{link_id}/{change}/{changed_at}",
        title=_happened(series, number, change) + (f"：{topic}" if topic else ""),
        published=aware_time(changed_at, series.zone),
        updated=aware_time(changed_at, series.zone) or datetime.fromtimestamp(0, UTC),
        url=site.page(f"issue/{number}"),
        lines=((replay_text(watch, url, state, web_url(archived_url)), web_url(watch)),),
    )


def _happened(series: Series, number: int, change: str) -> str:
    """The title of a change, in the language of the series: `第 28 期回放失效`."""
    chinese, english = CHANGES[change]
    called = series.called(number)
    return f"{called}: {english}" if series.language == "en" else f"{called}{' ' if series.by_date else ''}{chinese}"


def _feed(name: str, title: str, entries: list[FeedEntry], as_of: datetime, site: Site, series: Series) -> bytes:
    from lxml import etree

    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _add(feed, "id", f"{TAG}{name}")
    _add(feed, "title", title)
    _add(feed, "updated", _time(max((entry.updated for entry in entries), default=as_of)))
    _add(_add(feed, "author"), "name", f"{series.name.zh}档案 · {series.short_name.en} archive")
    for relation, path in (("self", f"feeds/{name}.atom"), ("alternate", "")):
        if url := site.page(path):
            _add(feed, "link", rel=relation, href=url)
    for entry in entries:
        _add_entry(feed, entry)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _add_entry(feed: _Element, entry: FeedEntry) -> None:
    element = _add(feed, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    if entry.published:
        _add(element, "published", _time(entry.published))
    _add(element, "updated", _time(entry.updated))
    if entry.url:
        _add(element, "link", rel="alternate", href=entry.url)
    content = _add(element, "content", type="xhtml")
    items = _add(_add(content, "div", namespace=XHTML), "ul", namespace=XHTML)
    for text, url in entry.lines:
        item = _add(items, "li", namespace=XHTML)
        if url:
            _add(item, "a", text, namespace=XHTML, href=url)
        else:
            item.text = without_controls(text)


def _add(parent: _Element, name: str, text: str | None = None, namespace: str = ATOM, **attributes: str) -> Any:
    """A new last child; lxml escapes its text and attributes."""
    from lxml import etree

    element = etree.SubElement(parent, f"{{{namespace}}}{name}", nsmap={None: namespace}, **attributes)
    element.text = without_controls(text) if text is not None else None
    return element


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
