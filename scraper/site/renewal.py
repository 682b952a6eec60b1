"""A Datasette plugin that serves a new build without a restart: it opens the archive again when its file was replaced.

A build replaces the archive by a new file. Open connections keep the old file, so that running requests are answered
completely; the next request gets the new file. If a `salon check` was killed while it wrote, the plugin undoes its
unfinished transaction: the site's connections may only read, and would fail on it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import hookimpl

from scraper.export.rendered import BUILD
from scraper.site.delivery.fresh import answer_fresh, build_tag
from scraper.site.threads import Pools, plugin_routes
from scraper.store.journal import roll_back

Application = Callable[[Any, Any, Any], Awaitable[None]]


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Application], Application]:
    """Looks before every request whether a file of the archive was replaced, and gives answers an ETag by build."""
    seen: dict[str, tuple[int, int]] = {}
    ours, base = plugin_routes(datasette), datasette.setting("base_url")

    def wrap(application: Application) -> Application:
        fresh = answer_fresh(application, ours, base)

        async def renewing(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                if _has_changed(datasette, seen):
                    _open_anew(datasette)
                files = [database.path for database in datasette.databases.values() if database.path]
                scope = {**scope, BUILD: build_tag(files)}
            await fresh(scope, receive, send)

        return renewing

    return wrap


def _has_changed(datasette: Any, seen: dict[str, tuple[int, int]]) -> bool:
    changed = False
    for name, database in datasette.databases.items():
        if not database.path or not database.is_mutable:
            continue
        file = Path(database.path)
        roll_back(file)
        try:
            status = file.stat()
        except OSError:  # the file is missing just now: the open connection still answers
            continue
        identity = (status.st_dev, status.st_ino)
        changed = changed or seen.get(name, identity) != identity
        seen[name] = identity
    return changed


def _open_anew(datasette: Any) -> None:
    """Replaces Datasette's threads, each of which keeps a connection; the old ones end after their running queries."""
    for database in datasette.databases.values():
        database._all_file_connections.clear()  # else replaced files stay open and keep their space on the disk
        database._read_connection = None  # with `num_sql_threads` 0 there is one connection for each database
    if datasette.executor is not None:
        old, threads = datasette.executor, datasette.setting("num_sql_threads")
        datasette.executor = Pools(threads)
        old.shutdown(wait=False)
