"""Wrong requests that Datasette 0.65 answers with 500: they get 400."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError

_TAKEN_UNSEEN = frozenset({"_next", "_through", "_facet", "_facet_array", "_facet_date"})
"""Parameters of tables that Datasette uses without checking them."""

MOST_FACETS = 6
"""Facets that one request may ask for: each has a time limit of its own, and they are counted one after the other."""


def refuse_many_facets(request: Any) -> None:
    """Raises `DatasetteError` (400) where a request asks for more facets than `MOST_FACETS`."""
    asked = sum(len(request.args.getlist(key)) for key in request.args if key.startswith("_facet"))
    if asked - len(request.args.getlist("_facet_size")) > MOST_FACETS:
        raise DatasetteError(f"at most {MOST_FACETS} facets can be asked for at once", status=400)


def refusal(request: Any, exception: Exception) -> Response | None:
    """An answer to a wrong request, or `None`; sets the right status on an exception of Datasette."""
    if isinstance(exception, DatasetteError):
        if exception.status == 500:  # such as an order by a column that does not exist
            exception.status = 503 if isinstance(exception.__context__, sqlite3.OperationalError) else 400
    elif isinstance(exception, sqlite3.ProgrammingError | OverflowError) and request.args:
        return _bad_request(f"no query can be made of these parameters: {exception}")
    elif isinstance(exception, ValueError | TypeError | KeyError) and (taken := _TAKEN_UNSEEN & set(request.args)):
        return _bad_request(f"{' or '.join(sorted(taken))} cannot be read")
    return None


def _bad_request(message: str) -> Response:
    return Response.json({"ok": False, "error": message, "status": 400, "title": None}, status=400)
