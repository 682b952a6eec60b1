"""Changes to one instance of Datasette 0.65: the addresses it writes, and a check it repeats."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urljoin

from scraper.export.site import published_site


def amend(datasette: Any) -> None:
    """Makes `datasette` write addresses of the configured site, and check permissions of a table only once."""
    datasette.absolute_url = lambda request, path: _absolute(datasette, request, path)
    if hasattr(datasette, "_table_permission_allows"):  # it copies all metadata for every table of a page
        datasette._table_permission_allows = cache(datasette._table_permission_allows)


def _absolute(datasette: Any, request: Any, path: str) -> str:
    """`path` at the site's address; `path` alone where that is not known, since visitors write the header `Host`."""
    url = published_site(datasette, request).url
    return urljoin(url, path) if url else path
