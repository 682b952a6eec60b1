"""The language of a request: our pages have it in their path (`/en/…`), Datasette's in `?_lang=en`."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any
from urllib.parse import parse_qs

from scraper.site.delivery.headers import Application, Message
from scraper.site.language.speech import CHINESE, ENGLISH, Speech, speech_of

PARAMETER = "_lang"
"""Datasette ignores unknown parameters that begin with `_`, and repeats them in its links and forms."""

_asked: ContextVar[Speech] = ContextVar("asked", default=CHINESE)


def asked_speech() -> Speech:
    """The language of the current request."""
    return _asked.get()


def know_language(application: Application, base: str) -> Application:
    """The application, with `asked_speech` set to the language of each request."""

    async def knowing(scope: Message, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            path = scope["path"].removeprefix(base).strip("/")
            codes = parse_qs(scope["query_string"].decode("latin-1")).get(PARAMETER, [""])
            is_english = f"{path}/".startswith(ENGLISH.prefix)
            _asked.set(ENGLISH if is_english else speech_of(codes[0]))
        await application(scope, receive, send)

    return knowing
