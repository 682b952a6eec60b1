"""A Datasette plugin that sees a new build: where the archive's file was replaced, it is opened anew.

A build puts a whole new file in the place of the old one. A connection that is open goes on with the old file, so what
is being answered is answered whole; the next request is served from the new one, without a restart. Where a `salon
check` was killed while it wrote, what it left is undone: the site's own connections may only read, and would fail.
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
    """Looks, before every request, whether a file behind the site is another one than before, and tags what is sent."""
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
        except OSError:  # between two builds, or gone: what is open still answers
            continue
        identity = (status.st_dev, status.st_ino)
        changed = changed or seen.get(name, identity) != identity
        seen[name] = identity
    return changed


def _open_anew(datasette: Any) -> None:
    """Datasette keeps a connection a thread: new threads open new ones, the old end with what they have in hand."""
    for database in datasette.databases.values():
        database._all_file_connections.clear()  # else the files that were replaced stay open, and their room taken
        database._read_connection = None  # where `num_sql_threads` is 0: one connection a database
    if datasette.executor is not None:
        old, threads = datasette.executor, datasette.setting("num_sql_threads")
        datasette.executor = Pools(threads)
        old.shutdown(wait=False)
