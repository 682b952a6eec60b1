"""The search page: ranked topics with marked hits, results of other kinds beside them, filters with counts."""

from __future__ import annotations

import sqlite3

from scraper.search import find
from scraper.search.find import Kind, Search
from scraper.search.suggest import suggestion
from scraper.search.terms import LONGEST_TEXT, parse_terms, wider_names
from scraper.site.cards import topic_cards
from scraper.site.query import Row, fetch, key_list

PAGE_SIZE = 20
BESIDE = 5  # results of each other kind, beside the topics
LAST_PAGE = 500

OTHERS = {
    Kind.ISSUE: "select number as id, number, date, title, theme from issues where number in ({keys})",
    Kind.PAPER: """select p.id, p.title, count(*) as topics, max(i.date) as date from papers p
        join topic_papers s on s.paper_id = p.id join topics t on t.id = s.topic_id
        join issues i on i.number = t.issue_number where p.id in ({keys}) group by p.id""",
    Kind.PERSON: """select p.id, p.name, p.affiliation, count(*) as topics, max(i.date) as date from people p
        join topic_speakers s on s.person_id = p.id join topics t on t.id = s.topic_id
        join issues i on i.number = t.issue_number where p.id in ({keys}) group by p.id""",
}


def search_page(connection: sqlite3.Connection, search: Search, kind: Kind, page: int = 1) -> Row:
    """One page of results of one kind, with counts by kind, year and track, and a few results of the other kinds.

    Where `kind` has no result, the first kind with results is shown instead.
    """
    counts = {each: find.count(connection, each, search) for each in Kind}
    kind = next((each for each in (kind, *Kind) if counts[each]), kind)
    last = max(1, min(LAST_PAGE, -(-counts[kind] // PAGE_SIZE)))
    page = min(max(page, 1), last)
    terms = parse_terms(search.text)
    also = wider_names(terms)
    keys = find.find(connection, kind, search, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    return {
        "search": search,
        "kind": kind,
        "terms": [*terms, *(term for name in also for term in parse_terms(f'"{name}"'))],
        "also": also,
        "meant": None if any(counts.values()) else suggestion(connection, search),
        "counts": counts,
        "total": sum(counts.values()),
        "facets": find.facets(connection, kind, search),
        "theme_names": {row["name"]: row for row in fetch(connection, "select name, english from themes")},
        "results": records(connection, kind, keys),
        "beside": _beside(connection, search, counts) if kind is Kind.TOPIC and search.has_terms else {},
        "page": page,
        "last_page": last,
    }


def _beside(connection: sqlite3.Connection, search: Search, counts: dict[Kind, int]) -> dict[Kind, list[Row]]:
    kinds = [kind for kind in (Kind.PERSON, Kind.ISSUE, Kind.PAPER) if counts[kind]]
    return {kind: records(connection, kind, find.find(connection, kind, search, limit=BESIDE)) for kind in kinds}


def records(connection: sqlite3.Connection, kind: Kind, keys: list[int]) -> list[Row]:
    """The results for the page, in the order of `keys`."""
    if kind is Kind.TOPIC:
        return topic_cards(connection, keys)
    sql = OTHERS[kind].format(keys="select value from json_each(?)")
    rows = {row["id"]: row for row in fetch(connection, sql, (key_list(keys),))}
    return [rows[key] for key in keys if key in rows]


def parse_search(arguments: dict[str, str]) -> tuple[Search, Kind, int]:
    """The search, kind and page that a query string asks for; parameters that cannot be read are ignored.

    Texts are cut to the length that a search reads, since each link of the page repeats them.
    """
    text, year, track, theme = (
        arguments.get(name, "").strip()[:LONGEST_TEXT] for name in ("q", "year", "track", "theme")
    )
    kind, page = arguments.get("kind", ""), arguments.get("page", "")
    return (
        Search(text, year or None, track or None, theme or None),
        Kind(kind) if kind in set(Kind) else Kind.TOPIC,
        int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )
