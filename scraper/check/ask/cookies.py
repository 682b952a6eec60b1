"""Cookies within one check: kept from hop to hop, forgotten with the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.check.ask.answers import Answer

if TYPE_CHECKING:
    import httpx

MAXIMUM = 50


class Cookies:
    """A jar that costs nothing until a server sets a cookie. What may be sent where is the standard library's rule."""

    def __init__(self) -> None:
        self._jar: httpx.Cookies | None = None

    def keep(self, answer: Answer) -> None:
        """Remembers what an answer sets, unless it is not allowed to, or there are too many."""
        if not answer.cookies or (self._jar is not None and len(self._jar) > MAXIMUM):
            return
        import httpx

        self._jar = self._jar if self._jar is not None else httpx.Cookies()
        headers = [(b"set-cookie", value) for value in answer.cookies]
        self._jar.extract_cookies(httpx.Response(200, headers=headers, request=httpx.Request("GET", answer.url)))

    def header(self, url: str) -> str:
        """The Cookie header for an address, "" where there is none."""
        if self._jar is None:
            return ""
        import httpx

        request = httpx.Request("GET", url)
        try:
            self._jar.set_cookie_header(request)
        except UnicodeError:  # a cookie that is no text; the page may well do without
            return ""
        return str(request.headers.get("cookie", ""))
