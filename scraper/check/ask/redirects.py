"""Redirects by hand: the server's and the page's own, relative ones, circles, cookies that only the next hop wants."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.check.ask.addresses import InvalidAddress, join
from scraper.check.ask.answers import Answer, Failure
from scraper.check.ask.client import Asker, Budget
from scraper.check.ask.cookies import Cookies
from scraper.check.ask.page import Page, read_document
from scraper.check.ask.parts.texts import refresh_target

MAXIMUM_REDIRECTS = 10
PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_UNTARGETED = (300, 305, 306)


@dataclass(frozen=True, slots=True)
class Chain:
    """What an address led to: every address asked for, the first one's status, and the last answer with its page."""

    urls: tuple[str, ...]
    statuses: tuple[int, ...]
    last: Answer | Failure
    page: Page | None = None
    fragment: str = ""

    @property
    def url(self) -> str:
        return self.urls[0]

    @property
    def final_url(self) -> str:
        return self.urls[-1]

    @property
    def redirected(self) -> bool:
        return len(self.urls) > 1

    @property
    def permanent(self) -> bool:
        """Whether the first hop is a permanent redirect."""
        return self.redirected and self.statuses[0] in PERMANENT

    @property
    def status(self) -> int | None:
        """The last status there was, also of a redirect that leads nowhere."""
        return self.last.status if isinstance(self.last, Answer) else self.statuses[-1] if self.statuses else None


@dataclass(frozen=True, slots=True)
class _Hop:
    """A redirect: where to, and the fragment of its address."""

    url: str
    fragment: str


async def follow(asker: Asker, url: str, budget: Budget) -> Chain:
    """Asks for an address and follows where it leads, ten redirects at most. Never raises."""
    cookies = Cookies()
    fragment = ""
    urls, statuses = [url], list[int]()
    seen: set[tuple[str, str]] = set()
    while True:
        cookie = cookies.header(urls[-1])
        if (urls[-1], cookie) in seen:
            return Chain(tuple(urls), tuple(statuses), Failure(urls[-1], "redirect_loop"))
        seen.add((urls[-1], cookie))
        answer = await asker.get(urls[-1], budget, cookie)
        if isinstance(answer, Failure):
            return Chain(tuple(urls), tuple(statuses), answer)
        statuses.append(answer.status)
        cookies.keep(answer)
        page = page_of(answer)
        hop = _next(answer, page, renews=cookies.header(answer.url) != cookie)
        if hop is None:
            return Chain(tuple(urls), tuple(statuses), answer, page, fragment)
        if isinstance(hop, Failure) or len(urls) > MAXIMUM_REDIRECTS:
            end = hop if isinstance(hop, Failure) else Failure(hop.url, "too_many_redirects")
            return Chain(tuple(urls), tuple(statuses), end)
        urls.append(hop.url)
        fragment = hop.fragment


def page_of(answer: Answer) -> Page | None:
    """What an answer shows a reader; None where it is no text."""
    return read_document(answer.text, answer.media_type) if answer.is_text else None


def _next(answer: Answer, page: Page | None, renews: bool) -> _Hop | Failure | None:
    """The target of an answer that redirects, else None. `renews`: the same address is asked again with new cookies."""
    location = answer.headers.get("location")
    if answer.status in _REDIRECTS or (answer.status in _UNTARGETED and location):
        return _hop(answer, location or b"")
    if answer.status in _UNTARGETED:
        return Failure(answer.url, "redirect_without_target", f"{answer.status} without Location")
    target = _client_target(answer, page)
    if target is None:
        return None
    hop = _hop(answer, target.encode("utf-8", "surrogatepass"))
    if isinstance(hop, _Hop) and hop.url == answer.url and not renews:
        return None  # a page that renews itself
    return hop


def _client_target(answer: Answer, page: Page | None) -> str | None:
    if not 200 <= answer.status < 300:
        return None
    return refresh_target(answer.header("refresh")) or (page.client_redirect if page else None)


def _hop(answer: Answer, location: bytes) -> _Hop | Failure:
    try:
        return _Hop(*join(answer.url, location))
    except InvalidAddress as error:
        return Failure(answer.url, error.reason, str(error))
