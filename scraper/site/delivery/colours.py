"""The colours that a series has for its tracks, as a style sheet of their own: no page has a style inside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from datasette.utils.asgi import NotFound, Response

from scraper.series import Series
from scraper.site.delivery.assets import FOLDER, KEPT

ROUTE = rf"/{FOLDER}/colours(?P<colours>(?:-[0-9a-f]{{6}}){{1,40}})\.(?P<digest>[0-9a-f]{{10}})\.css$"
_MOST = 40

# On a dark page a colour chosen for white paper is lightened.
_RULES = """.track-{0}{{color:#{0};--swatch:#{0}}}.edge-{0}{{border-left-color:#{0}}}
@media(prefers-color-scheme:dark){{.track-{0}{{color:color-mix(in oklab,#{0} 60%,white);--swatch:#{0}}}}}
"""


def colours_path(series: Series) -> str | None:
    """The path of the style sheet, which names its colours: `assets/colours-336699.0123456789.css`; null for none."""
    found = dict.fromkeys(track.colour.removeprefix("#").lower() for track in series.tracks if track.colour)
    colours = list(found)[:_MOST]
    return f"{FOLDER}/colours-{'-'.join(colours)}.{_digest(colours)}.css" if colours else None


async def colours(request: Any) -> Response:
    """The style sheet for the colours in its name."""
    named = request.url_vars["colours"].strip("-").split("-")
    if request.url_vars["digest"] != _digest(named):
        raise NotFound("there is no such file, or it has changed")
    return Response(_content(named), content_type="text/css; charset=utf-8", headers=KEPT)


def _content(named: Iterable[str]) -> str:
    return "".join(map(_RULES.format, named))


def _digest(named: Iterable[str]) -> str:
    return hashlib.sha256(_content(named).encode()).hexdigest()[:10]
