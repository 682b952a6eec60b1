"""Datasette's CSV made safe for spreadsheets: no cell is a formula, as in the exported tables."""

from __future__ import annotations

import csv
import io
from typing import Any

from scraper.export.tables import CSV
from scraper.site.delivery.headers import Application, Message
from scraper.text_tables import safe_cell

_MEDIA_TYPES = (b"text/plain", b"text/csv")
_OURS = CSV.encode()


def escape_formulas(application: Application) -> Application:
    """The application, with an apostrophe before each cell of CSV that a spreadsheet would run as a formula."""

    async def escaping(scope: Message, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(".csv"):
            await application(scope, receive, send)
            return
        is_csv = False

        async def send_escaped(message: Message) -> None:
            nonlocal is_csv
            if message["type"] == "http.response.start":
                media_type = dict(message["headers"]).get(b"content-type", b"")
                is_csv = media_type.startswith(_MEDIA_TYPES) and media_type != _OURS
            elif is_csv and message.get("body"):
                message = {**message, "body": _escaped(message["body"])}
            await send(message)

        await application(scope, receive, send_escaped)

    return escaping


def _escaped(rows: bytes) -> bytes:
    """The escaped rows of one message; Datasette sends only whole rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in csv.reader(io.StringIO(rows.decode("utf-8"), newline="")):
        writer.writerow([cell if _is_number(cell) else safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
