"""One document's bytes in, what it announces out. Pure: no clock, no network, no database, and no year is guessed here.

    decode → render (Markdown) or cut to the article (HTML) → lines → parts → header, agenda, recap

Importing this package costs nothing; what reads HTML is imported with the first document.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.records import Announcement, FindingCode, Problem
from scraper.series import TableLayout


def parse(
    content: bytes,
    media_type: str = "text/markdown",
    removed: Sequence[str] = (),
    url: str | None = None,
    table: TableLayout | None = None,
) -> Announcement:
    """What one document says. Never raises for what it holds: what cannot be read is a problem of the announcement.

    Accepts Markdown and HTML (a page or a fragment) in any encoding `decode.decode` knows. `removed` are names of
    people who asked not to be in the archive: nothing that is read holds them. `url` is the document's own address:
    relative links are meant from there; without it they are problems. `table`: the document is read
    as a table of sessions of that layout alone.
    """
    from scraper.markup.decode import Unreadable
    from scraper.parse.blocks import published
    from scraper.parse.document import read
    from scraper.parse.sessions import read_sessions

    try:
        base = table.base if table and table.base else url
        found = published(content, media_type, removed, base)
        return read_sessions(found.blocks, table) if table else read(found)
    except Unreadable as error:
        return unreadable(str(error), error.excerpt)
    except Exception as error:  # it must not cost the archive all other documents
        return fault(error)


def fault(error: Exception) -> Announcement:
    """The announcement of a document that a fault of ours kept from being read; tests have it raised instead."""
    return unreadable(f"it cannot be read ({type(error).__name__}: {error}); please report it")


def unreadable(message: str, excerpt: str = "") -> Announcement:
    """The announcement of a document that cannot be read: one problem, and nothing else."""
    return Announcement(problems=(Problem(FindingCode.UNREADABLE_DOCUMENT, message, excerpt),))
