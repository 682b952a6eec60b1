"""Tables and views as CSV that is safe in spreadsheets, as JSON, and as Parquet with integers and texts."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from scraper.errors import SalonError
from scraper.text_tables import safe_cell

if TYPE_CHECKING:
    from pyarrow import DataType

_HIDDEN = ("_fts", "sqlite_", "_fts_")


class UnknownTable(SalonError):
    """There is no such table or view; the message lists all tables and views."""


def table_names(connection: sqlite3.Connection) -> list[str]:
    """The names of the archive's tables and views in order, without those of the search indexes."""
    rows = connection.execute("select name from sqlite_master where type in ('table', 'view') order by name")
    return [name for (name,) in rows if not any(part in name for part in _HIDDEN)]


def table_csv(connection: sqlite3.Connection, table: str) -> bytes:
    """A table or view as CSV for spreadsheets: UTF-8 with a byte order mark, CRLF, formulas escaped.

    Raises:
        UnknownTable: the archive has no such table or view.
    """
    columns, rows = _read(connection, table)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def table_json(connection: sqlite3.Connection, table: str) -> bytes:
    """A table or view as a JSON array of objects.

    Raises:
        UnknownTable: the archive has no such table or view.
    """
    columns, rows = _read(connection, table)
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False).encode()


def table_parquet(connection: sqlite3.Connection, table: str) -> bytes:
    """A table or view as Parquet, compressed with zstd; integers are int64, other values are texts.

    Raises:
        UnknownTable: the archive has no such table or view.
        ImportError: pyarrow is not installed (the extra `parquet`).
    """
    import pyarrow
    import pyarrow.parquet

    columns, rows = _read(connection, table)
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pyarrow.array(column, type=_arrow_type(column)) for column in values]
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(arrays, names=columns), buffer, compression="zstd")
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class TableFile:
    """A format of one table; `needs` is a module that may not be installed."""

    make: Callable[[sqlite3.Connection, str], bytes]
    media_type: str
    needs: str | None = None

    @property
    def is_possible(self) -> bool:
        """Whether the module it needs is installed."""
        return self.needs is None or find_spec(self.needs) is not None


# `header=present` (RFC 4180) also distinguishes our CSV from Datasette's, whose cells are not escaped yet.
CSV = "text/csv; charset=utf-8; header=present"
TABLE_FILES = {
    "csv": TableFile(table_csv, CSV),
    "json": TableFile(table_json, "application/json; charset=utf-8"),
    "parquet": TableFile(table_parquet, "application/vnd.apache.parquet", "pyarrow"),
}


def _arrow_type(column: tuple[Any, ...]) -> DataType:
    import pyarrow

    is_integer = any(isinstance(value, int) for value in column)
    return pyarrow.int64() if is_integer else pyarrow.string()


def _read(connection: sqlite3.Connection, table: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    names = table_names(connection)
    if table not in names:
        raise UnknownTable(f"there is no table `{table}`; there are {', '.join(names)}")
    cursor = connection.execute(f'select * from "{table}"')
    return [column[0] for column in cursor.description], (tuple(row) for row in cursor)
