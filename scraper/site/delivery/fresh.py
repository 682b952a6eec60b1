"""Caching: our pages, feeds and downloads have an ETag for each build, so that unchanged ones are not sent again."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scraper import __version__
from scraper.defaults import settings_path
from scraper.export.rendered import BUILD
from scraper.site.delivery.headers import Application, Message

_STARTED = time.time_ns()  # metadata and modules are read once
_SETTINGS = ("data/themes.yml", "data/glossary.yml", "data/series.yml")  # these may be read for every page
_ASK_AGAIN = (b"cache-control", b"no-cache")


def build_tag(files: Sequence[str]) -> str:
    """A tag for the state of the site; it changes with a build, a check, the settings, and a start of the server."""
    stated = [_state(path) for path in [*map(Path, files), *map(settings_path, _SETTINGS)]]
    return hashlib.sha256(repr((__version__, _STARTED, stated)).encode()).hexdigest()[:20]


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


def answer_fresh(application: Application, ours: Sequence[re.Pattern[str]], base: str) -> Application:
    """The application, with an ETag on the pages of `ours`, and 304 as the answer to a request that has the ETag.

    Reads the build from the scope, where `scraper.site.renewal` puts it.
    """

    async def answering(scope: Message, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not _is_ours(scope, ours, base):
            await application(scope, receive, send)
            return
        tag = f'W/"{scope[BUILD]}"'.encode()
        if tag in dict(scope["headers"]).get(b"if-none-match", b"").replace(b", ", b",").split(b","):
            await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", tag), _ASK_AGAIN]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = list(message["headers"])
                kept = any(name.lower() == b"cache-control" for name, _ in headers)
                message = {**message, "headers": [*headers, (b"etag", tag), *([] if kept else [_ASK_AGAIN])]}
            await send(message)

        await application(scope, receive, send_tagged)

    return answering


def _is_ours(scope: Message, ours: Sequence[re.Pattern[str]], base: str) -> bool:
    path = "/" + scope["path"].removeprefix(base).lstrip("/")
    return any(route.match(path) for route in ours)
