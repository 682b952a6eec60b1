"""The frame around the content of every page, ours, Datasette's and of errors: menu, words, languages."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils import path_with_replaced_args
from datasette.utils.asgi import Base400, Forbidden, NotFound, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from scraper.export.site import archive_database
from scraper.series import Series
from scraper.series.settings import read_series
from scraper.site.delivery.headers import OUR_POLICY
from scraper.site.language.asked import PARAMETER, asked_speech
from scraper.site.language.speech import CHINESE, SPEECHES, Speech
from scraper.site.links import Links
from scraper.site.pages.home import archive_facts
from scraper.site.query import Row
from scraper.store.series import series_of

WORDS = ("t", "label", "said", "half", "hits")


def frame(datasette: Any, speech: Speech, database: str | None) -> Row:
    """The words and links of a language, and the name of the site; the caller adds `versions`."""
    title, contact = (str(datasette.metadata(key) or "") for key in ("title", "contact"))
    return {
        **{word: getattr(speech, word) for word in WORDS},
        "link": Links(datasette, database, speech),
        "speech": speech,
        "site_title": speech.half(title, " · ").striptags() or speech.t("site.title"),
        "contact": contact,
    }


async def datasette_frame(datasette: Any, request: Any) -> Row:
    """The frame of one of Datasette's own pages; its address in English has `?_lang=en`."""
    database = await archive_database(datasette)
    about, series = await database.execute_fn(_stated) if database else ({}, read_series())
    versions = [(each, _in_language(datasette, request, each)) for each in SPEECHES]
    return {
        **frame(datasette, asked_speech().of(series), database and database.name),
        "versions": versions,
        "about": about,
        "view": "tables",
    }


def _stated(connection: sqlite3.Connection) -> tuple[Row, Series]:
    return archive_facts(connection), series_of(connection)


def _in_language(datasette: Any, request: Any, speech: Speech) -> str:
    if request is None:
        return str(datasette.urls.path("/"))
    code = None if speech == CHINESE else speech.code
    return str(path_with_replaced_args(request, {PARAMETER: code}))


async def error_response(datasette: Any, request: Any, exception: Exception) -> Response | None:
    """An error in the frame of the site, with its search; `None` for JSON and CSV, and for faults of the server."""
    status, title, message = _told(exception)
    if status is None or request.path.endswith((".json", ".csv")):
        return None
    context = await datasette_frame(datasette, request)
    speech = context["speech"]
    said = speech.t("missing") if status == 404 else title or speech.t("error.title", status=status)
    detail = None if status == 404 else message
    link = Links(datasette, None)
    context |= {
        "versions": [(each, link.page("", each)) for each in SPEECHES],
        "view": "message",
        "message": said,
        "detail": detail,
    }
    html = await datasette.render_template("salon/message.html", context, request=request)
    headers = {"content-security-policy": OUR_POLICY, "content-language": speech.tag}
    return Response.html(html, status=status, headers=headers)


def _told(exception: Exception) -> tuple[int | None, str | None, object]:
    """Status, title and message of an exception for the reader; the status is `None` for a fault of the server."""
    if isinstance(exception, DatasetteError):
        message = Markup(exception.message) if exception.message_is_html else exception.message
        return exception.status, exception.title, message
    if isinstance(exception, NotFound):
        return 404, None, ""
    if isinstance(exception, Forbidden):
        return 403, asked_speech().t("error.refused"), exception.args[0] if exception.args else ""
    if isinstance(exception, Base400):
        return exception.status, None, exception.args[0] if exception.args else ""
    return None, None, ""
