"""The page of all topics, which only a static copy has, with a search that needs no server."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import Any

import lxml.html
from jinja2 import Environment, PackageLoader, StrictUndefined

from scraper.export.salons.read import read_salons
from scraper.export.salons.records import Salon
from scraper.publish.layout import TOPICS_PAGE, Layout
from scraper.site.delivery.assets import asset_path
from scraper.site.language.speech import SPEECHES, Speech


def listing_page(connection: sqlite3.Connection, home: bytes, layout: Layout, speech: Speech) -> bytes:
    """All topics with their speakers, papers and replays, newest issue first, in the frame of the home page.

    A script of the page hides topics that do not match a search.
    """
    salons: list[Salon] = read_salons(connection)[::-1]
    main = _render("topics.html", layout, speech, salons=salons, script=asset_path("search.js"))
    return _in_frame(home, speech.t("find"), main, layout.url, TOPICS_PAGE)


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
    """The home page with another title and main part, so that it has the header, styles and footer of the site.

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
