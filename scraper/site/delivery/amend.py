"""What is done otherwise than Datasette 0.65 does it, on one instance: the addresses it names, and a cost it pays."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urljoin

from scraper.export.site import published_site


def amend(datasette: Any) -> None:
    """From now on `datasette` names addresses of the configured site, and works out once what a table may show."""
    datasette.absolute_url = lambda request, path: _absolute(datasette, request, path)
    if hasattr(datasette, "_table_permission_allows"):  # it copies all metadata, for every table of a page
        datasette._table_permission_allows = cache(datasette._table_permission_allows)


def _absolute(datasette: Any, request: Any, path: str) -> str:
    """`path` at the site's address; by itself where that is not known, since `Host` is what a visitor writes."""
    url = published_site(datasette, request).url
    return urljoin(url, path) if url else path
