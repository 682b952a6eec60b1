"""The salon archive: published announcements in, one SQLite file of issues, topics and links out.

The names below are the library; docs/library.md shows each at work. Each is imported at its first use, so
`import scraper` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from scraper.check.verdicts import Outcome as Outcome
    from scraper.check.verdicts import Verdict as Verdict
    from scraper.errors import SalonError as SalonError
    from scraper.library import Built as Built
    from scraper.library import build_archive as build_archive
    from scraper.library import check_links as check_links
    from scraper.library import parse_document as parse_document
    from scraper.records import Announcement as Announcement
    from scraper.records import FindingCode as FindingCode
    from scraper.records import Link as Link
    from scraper.records import Problem as Problem
    from scraper.records import RecapRow as RecapRow
    from scraper.records import Speaker as Speaker
    from scraper.records import Talk as Talk
    from scraper.series import Series as Series
    from scraper.series.settings import read_series as read_series
    from scraper.store.archive import Archive as Archive
    from scraper.store.archive import open_archive as open_archive
    from scraper.store.read import ArchiveError as ArchiveError

_HOMES = {
    "scraper.library": "Built build_archive check_links parse_document",
    "scraper.errors": "SalonError",
    "scraper.store.archive": "Archive open_archive",
    "scraper.store.read": "ArchiveError",
    "scraper.check.verdicts": "Outcome Verdict",
    "scraper.records": "Announcement FindingCode Link Problem RecapRow Speaker Talk",
    "scraper.series": "Series",
    "scraper.series.settings": "read_series",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = ["__version__", *_HOME_OF]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
