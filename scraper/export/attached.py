"""Which of the databases that a Datasette serves is an archive."""

from __future__ import annotations

from typing import Any

_TABLES = frozenset({"archive", "issues", "topics", "issue_links"})


async def archive_database(datasette: Any) -> Any:
    """The first attached database that is an archive, or `None`."""
    for database in datasette.databases.values():
        if set(await database.table_names()) >= _TABLES:
            return database
    return None
