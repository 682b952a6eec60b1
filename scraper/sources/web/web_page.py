"""One web page as a source: fetched politely, stored only when its article says something new."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import urlsplit

from scraper.credentials import without_credentials
from scraper.markup.decode import Unreadable
from scraper.sources import SourceFailed
from scraper.sources.documents.manifest import HTML, MARKDOWN, MEDIA_TYPES, Entry
from scraper.sources.documents.memory import Memory, conditions, validators
from scraper.sources.http.client import Client, Response
from scraper.sources.times import http_date, is_after, now, one_second_after
from scraper.sources.web.judging import refuse_other_than_the_page
from scraper.sources.web.pages import PublishedPage, read_published_page, same_article
from scraper.sources.web.robots import Robots

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_MARKDOWN_TYPES = frozenset({"text/markdown", "text/x-markdown", "text/plain"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,20})", re.I)
_ACCEPT = "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8"


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that says something new: its entry and content, and the notice of a publisher who took it down."""

    entry: Entry
    content: bytes
    removed: str | None


class WebPage:
    """The page at `url`, requested only if its site's `robots.txt` permits it.

    Credentials in the address are sent, but neither stored nor shown.
    """

    def __init__(self, url: str, source: str, client: Client, robots: Robots, memory: Memory, zone: tzinfo) -> None:
        self.url = without_credentials(url)
        self._asked = url
        self.source = source
        self._client = client
        self._robots = robots
        self._memory = memory
        self._zone = zone

    def fetch(self, latest: Entry | None, read: Callable[[Entry], bytes]) -> NewPage | None:
        """The page if its article differs from the stored `latest`, else `None`. `read` returns the bytes of an entry.

        Raises:
            SourceFailed: the page cannot or must not be fetched, or the answer is not a page, or another page.
        """
        known = self._known_validators(latest) if latest else {}
        answer = self._client.get(self._asked, {"Accept": _ACCEPT, **conditions(known)}, self._robots.permit)
        if answer.status == 304 and latest:
            return None
        media_type = _media_type(answer)
        page = self._read(answer, media_type, is_known=latest is not None)
        if latest and same_article(read(latest), latest.media_type, page):
            self._memory.note(self.url, revision=latest.revision, **validators(answer.headers))
            return None
        return NewPage(self._entry(answer, media_type, page, latest), answer.content, page.removed)

    def _known_validators(self, latest: Entry) -> dict[str, str | None]:
        """The validators of the last answer with the stored content; they may be newer than the stored entry's own."""
        note = self._memory.get(self.url)
        stored = {"etag": latest.etag, "last_modified": latest.last_modified}
        return note if note.get("revision") == latest.revision else stored

    def _read(self, answer: Response, media_type: str, is_known: bool) -> PublishedPage:
        try:
            page = read_published_page(answer.content, media_type, self._zone)
        except Unreadable as error:
            raise SourceFailed(f"{self.url}: {error}") from None
        if page.is_wall:
            raise SourceFailed(f"{self.url}: the site asks for a person; save the page by hand as a file instead")
        if not page.removed:
            refuse_other_than_the_page(answer, media_type, is_known)
        if not page.article and not page.removed:
            raise SourceFailed(f"{self.url}: the page holds no text; if scripts write it, save it by hand as a file")
        return page

    def _entry(self, answer: Response, media_type: str, page: PublishedPage, latest: Entry | None) -> Entry:
        """The entry of a page. A page has no revisions, so the time of this visit identifies the version."""
        fetched_at = now()
        return Entry(
            source=self.source,
            url=self.url,
            revision=fetched_at,
            published_at=_published_at(page, answer, latest, fetched_at),
            media_type=media_type,
            fetched_at=fetched_at,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )


def _published_at(page: PublishedPage, answer: Response, latest: Entry | None, fetched_at: str) -> str | None:
    """The page's own date. A later version gets a date after the version before it, so that the newest one counts.

    That is the page's date of change, if it has one. A page that kept its date gets one second more, and not the time
    of the visit: dates in the text are read relative to this date, and the visit may be years after the event. A page
    without dates changed between two visits, so it gets the date of the visit.
    """
    own = page.published_at or page.modified_at or http_date(answer.headers.get("last-modified"))
    if latest is None:
        return own
    if latest.published_at is None:
        return own or fetched_at
    dated = [moment for moment in (page.published_at, page.modified_at) if moment]
    later = [moment for moment in dated if is_after(moment, latest.published_at)]
    if later:
        return later[-1]
    return one_second_after(latest.published_at) if dated else fetched_at


def _media_type(answer: Response) -> str:
    """The media type to store for a page, with the header's charset unless that is UTF-8.

    Raises:
        SourceFailed: the page is gone or refused, or is not a text.
    """
    if answer.status != 200:
        reasons = {404: "the page does not exist", 410: "the page is gone", 401: "the site asks for a login"}
        raise SourceFailed(f"{answer.url}: {reasons.get(answer.status, f'the server answers {answer.status}')}")
    served = answer.headers.get("content-type", "")
    kind = served.partition(";")[0].strip().lower()
    if not kind:
        kind = HTML if answer.content.lstrip()[:1] == b"<" else MEDIA_TYPES.get(_suffix(answer.url), "text/plain")
    if kind not in _HTML_TYPES | _MARKDOWN_TYPES:
        raise SourceFailed(f"{answer.url}: is {kind[:60]}, not a page")
    charset = _CHARSET.search(served)
    is_special = charset is not None and charset[1].lower() not in ("utf-8", "utf8")
    media_type = HTML if kind in _HTML_TYPES else MARKDOWN
    return f"{media_type}; charset={charset[1]}" if charset and is_special else media_type


def _suffix(url: str) -> str:
    return f".{urlsplit(url).path.rpartition('.')[2].lower()}"
