"""Style sheets, scripts and pictures under names with a digest of their content, so that browsers may keep them."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from datasette.utils.asgi import NotFound, Response

FOLDER = "assets"
ROUTE = rf"/{FOLDER}/(?P<stem>[a-z]+)\.(?P<digest>[0-9a-f]{{10}})\.(?P<suffix>css|js|svg)$"
KEPT = {"cache-control": "public, max-age=31536000, immutable"}
_COMMENTS = re.compile(rb"/\*.*?\*/\s*", re.S)
_BLANKS = re.compile(rb"\s*([{};,])\s*|(?<=:)\s+")
_MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


def asset_path(name: str) -> str:
    """The path of a file of the plugin: `assets/site.0123456789.css` for `site.css`."""
    stem, suffix = name.rsplit(".", 1)
    return f"{FOLDER}/{stem}.{_digest(name)}.{suffix}"


async def asset(request: Any) -> Response:
    """Answers with the file of a name; 404 where its digest is not that of the file."""
    stem, digest, suffix = (request.url_vars[key] for key in ("stem", "digest", "suffix"))
    name = f"{stem}.{suffix}"
    if not _place(name).is_file() or digest != _digest(name):
        raise NotFound("there is no such file, or it has changed")
    return Response(_content(name), content_type=_MEDIA_TYPES[suffix], headers=KEPT)


def _place(name: str) -> Any:
    if not re.fullmatch(r"[a-z]+\.[a-z]+", name):
        raise ValueError(f"{name!r} names no file of the plugin")
    return files("scraper.site.plugin") / "static" / name


@cache
def _content(name: str) -> bytes:
    content = bytes(_place(name).read_bytes())
    return _BLANKS.sub(rb"\1", _COMMENTS.sub(b"", content)) if name.endswith(".css") else content


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:10]
