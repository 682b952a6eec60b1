"""One document: its text as published, its new lines, and its findings at the words they quote."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from scraper.site.pages.history import CHANGES
from scraper.site.pages.stated import left_over, stated_fields
from scraper.site.query import Row, fetch, fetch_one, group

MOST_CHARACTERS = 200_000  # of a text on a page
MOST_LISTED = 200

# The newest earlier text of the same file or page.
PREVIOUS = """
select id, title, published_at, body from documents
where source = :source and path is :path and datetime(published_at) < datetime(:published_at)
order by datetime(published_at) desc, id desc limit 1
"""

FINDINGS = f"""
select f.*, i.number as known_issue from findings f left join issues i on i.number = f.issue_number
where f.document_id = ? order by f.code, f.issue_number, f.id limit {MOST_LISTED}
"""


def document_page(connection: sqlite3.Connection, key: int) -> Row | None:
    """A document, or `None` where the archive has none with this id.

    It has its text in `pieces`, the fields it `stated`, the words `left_over`, `findings` by code, `changes`, and the
    lines `added` and `removed` since the document before it.
    """
    document = fetch_one(connection, "select * from documents where id = ?", (key,))
    if document is None:
        return None
    text = (document["body"] or "")[:MOST_CHARACTERS]
    previous = fetch_one(connection, PREVIOUS, document)
    before = (previous["body"] or "")[:MOST_CHARACTERS] if previous else ""
    findings = fetch(connection, FINDINGS, (key,))
    return {
        "document": document,
        "is_cut": len(document["body"] or "") > MOST_CHARACTERS,
        "issue": fetch_one(connection, "select * from issues where number = ?", (document["issue_number"],)),
        "findings": group(findings, "code"),
        "stated": stated_fields(document),
        "left_over": left_over(document),
        "pieces": marked_places(text, findings),
        "changes": fetch(connection, CHANGES.format(condition="c.document_id = ?"), (key,))[:MOST_LISTED],
        "previous": previous,
        "added": new_lines(text, before) if previous else [],
        "removed": new_lines(before, text) if previous else [],
    }


def marked_places(text: str, findings: Iterable[Row]) -> list[tuple[str, int | None]]:
    """The text in pieces, each with the finding that quotes it.

    Sets the `place` of each finding: the finding whose piece contains the quotation, `None` where the text has not got
    these words.
    """
    found = []
    for finding in findings:
        start = text.find(finding["excerpt"]) if finding["excerpt"] else -1
        finding["place"] = None
        if start >= 0:
            found.append((start, start + len(finding["excerpt"]), finding))
    pieces: list[tuple[str, int | None]] = []
    end = 0
    for start, stop, finding in sorted(found, key=lambda place: (place[0], -place[1])):
        if start >= end:
            pieces += [(text[end:start], None), (text[start:stop], finding["id"])]
            end = stop
        finding["place"] = pieces[-1][1]
    return [*pieces, (text[end:], None)]


def new_lines(text: str, before: str) -> list[str]:
    """Lines that a text has more often than the text before it, in order; takes time linear in their length."""
    known = Counter(line.strip() for line in before.splitlines())
    new = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if known[line] > 0:
            known[line] -= 1
        else:
            new.append(line)
    return new
