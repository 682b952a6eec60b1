"""Two pages that only a static copy has: all topics on one page instead of a search, and the data to download."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import Any
from urllib.parse import quote

import lxml.html
from jinja2 import Environment, PackageLoader, StrictUndefined

from scraper.export.salons import Salon, read_salons
from scraper.publish.layout import DATA_PAGE, DATABASE_FILE, TOPICS_PAGE, Layout
from scraper.site.language.speech import SPEECHES, Speech

DATASETTE_LITE = "https://lite.datasette.io/"


def topics_page(connection: sqlite3.Connection, home: bytes, layout: Layout, speech: Speech) -> bytes:
    """Every topic with its speakers, papers and replays, newest issue first, in the frame of the home page."""
    salons: list[Salon] = read_salons(connection)[::-1]
    main = _render("topics.html", layout, speech, salons=salons)
    return _in_frame(home, speech.t("copy.all"), main, layout.url, TOPICS_PAGE)


def data_page(
    connection: sqlite3.Connection, home: bytes, layout: Layout, speech: Speech, tables: dict[str, Any]
) -> bytes:
    """Every table and view with what it holds, its rows as CSV and JSON, and the database itself.

    `tables` is what `metadata.yml` says of them.
    """
    count = {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in sorted(layout.tables)}
    values = {"tables": tables, "count": count, "lite": _lite(layout), "database": DATABASE_FILE}
    return _in_frame(home, speech.t("copy.data"), _render("data.html", layout, speech, **values), layout.url, DATA_PAGE)


def _lite(layout: Layout) -> str | None:
    """Datasette in the visitor's browser on this copy's database; needs the copy's address."""
    if not layout.is_address_known:
        return None
    database, metadata = (quote(layout.url + file, safe="") for file in (DATABASE_FILE, "data/metadata.json"))
    return f"{DATASETTE_LITE}?url={database}&metadata={metadata}"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("scraper.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def _render(template: str, layout: Layout, speech: Speech, **context: Any) -> str:
    words = {"t": speech.t, "said": speech.said, "half": speech.half, "label": speech.label}
    values = {"site": layout.url, "pages": layout.url + speech.prefix, **words, **context}
    return _templates().get_template(template).render(values)


def _in_frame(home: bytes, title: str, main: str, url: str, path: str) -> bytes:
    """The home page with another title and main part, so that header, styles and footer are those of the site.

    Its links to other languages lead to `path` of the site at `url`.
    """
    root = lxml.html.document_fromstring(home, parser=lxml.html.HTMLParser(encoding="utf-8"))
    root.head.find("title").text = str(title)
    for link in root.xpath("//*[@hreflang]"):
        speech = next(each for each in SPEECHES if each.tag == link.get("hreflang"))
        link.set("href", f"{url}{speech.prefix}{path}")
    old = root.xpath("//main")[0]
    new = lxml.html.fragment_fromstring(main, create_parent="main")
    new.attrib.update(old.attrib)
    old.getparent().replace(old, new)
    return bytes(lxml.html.tostring(root, doctype="<!DOCTYPE html>", encoding="utf-8"))
