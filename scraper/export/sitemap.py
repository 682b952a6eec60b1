"""Files for search engines and browsers: the site map (sitemaps.org), robots.txt (RFC 9309), OpenSearch 1.1."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote

from scraper.export.salons.times import aware_time
from scraper.export.site import Site
from scraper.search.themes import address_of
from scraper.store.series import series_of

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
XHTML = "http://www.w3.org/1999/xhtml"
MOST_PAGES = 50_000  # the limit of the format

SECTIONS = ("", "issues", "topics", "replays", "people", "papers", "timeline", "charts", "health", "data", "about")

# Paths of pages, issues first, each with the time its document was published.
_PAGES = """
select * from (
    select 'issue/' || i.number, coalesce(d.published_at, r.published_at) from issues i
    left join documents d on d.id = i.document_id left join documents r on r.id = i.recap_document_id
    order by substr(i.number, 1, 8) + 0 desc, i.number desc
)
union all
select 'topic/' || t.id, coalesce(d.published_at, r.published_at) from topics t
join issues i on i.number = t.issue_number
left join documents d on d.id = i.document_id left join documents r on r.id = i.recap_document_id
union all select 'person/' || id, null from people
union all select 'paper/' || id, null from papers
"""


def page_paths(connection: sqlite3.Connection) -> Iterator[tuple[str, str | None]]:
    """The path of every page (`issue/28`) and the time its document was published: sections, issues, then others."""
    for paths, published_at in page_versions(connection):
        yield paths["zh-CN"], published_at


def page_versions(connection: sqlite3.Connection) -> Iterator[tuple[dict[str, str], str | None]]:
    """The paths of every page by tag of the language, and the time its document was published."""
    for section in SECTIONS:
        yield _in_each_language(section), None
    for name, english in connection.execute("select name, english from themes order by position").fetchall():
        yield {"zh-CN": f"theme/{address_of(name)}", "en": f"en/theme/{address_of(english)}"}, None
    for path, published_at in connection.execute(_PAGES):
        yield _in_each_language(path), published_at


def _in_each_language(path: str) -> dict[str, str]:
    return {"zh-CN": path, "en": f"en/{path}".rstrip("/")}


def sitemap(connection: sqlite3.Connection, site: Site) -> bytes:
    """The site map; it is empty where the site's address is not known, since it needs absolute addresses."""
    from lxml import etree

    urls = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    zone = series_of(connection).zone
    pages = page_versions(connection) if site.url else iter(())
    for paths, published_at in islice(pages, MOST_PAGES // 2):
        versions = [(tag, site.page(quote(path)) or "") for tag, path in paths.items()]
        for _, address in versions:
            url = etree.SubElement(urls, f"{{{SITEMAP}}}url")
            etree.SubElement(url, f"{{{SITEMAP}}}loc").text = address
            if published := aware_time(published_at, zone):
                etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = published.isoformat()
            for tag, other in versions:
                etree.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=tag, href=other)
    return bytes(etree.tostring(urls, xml_declaration=True, encoding="utf-8"))


def robots(site: Site) -> bytes:
    """Rules for crawlers: all pages may be read, but no searches, and no facets and sort orders of Datasette."""
    lines = ["User-agent: *", "Allow: /-/static", "Disallow: /-/", "Disallow: /search?", "Disallow: /*?*_"]
    if address := site.page("sitemap.xml"):
        lines += ["", f"Sitemap: {address}"]
    return ("\n".join(lines) + "\n").encode()


def opensearch_description(connection: sqlite3.Connection, site: Site) -> bytes:
    """The description by which a browser searches this site; without its address, it has no address to search."""
    from lxml import etree

    series = series_of(connection)
    about = f"搜索{series.name.zh}的主题、主讲人与论文 · {series.name.en}: topics, speakers and papers"
    description = etree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription", nsmap={None: OPENSEARCH})
    for name, text in (("ShortName", series.name.of(series.language)), ("Description", about)):
        etree.SubElement(description, f"{{{OPENSEARCH}}}{name}").text = text
    etree.SubElement(description, f"{{{OPENSEARCH}}}InputEncoding").text = "UTF-8"
    if address := site.page("search"):
        template = f"{address}?q={{searchTerms}}"
        etree.SubElement(description, f"{{{OPENSEARCH}}}Url", type="text/html", template=template)
    return bytes(etree.tostring(description, xml_declaration=True, encoding="utf-8"))
