"""`docs/commands.md` and `docs/schema.md` are made: of what `--help` prints, and of the archive's own tables."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.made_pages import keep
from support.sample_archive import write_archive
from support.serving import SALON

from scraper.defaults import default_path
from scraper.publish.instance import metadata_for
from scraper.series.settings import read_series
from scraper.store.schema import SCHEMA_VERSION

METADATA = Path(__file__).parents[2] / "metadata.yml"


def _helps(*command: str) -> Iterator[str]:
    """The help of a command and of all below it."""
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1"}
    shown = subprocess.run([*SALON, *command, "--help"], capture_output=True, text=True, check=True, env=environment)
    yield f"{'###' if command else '##'} {' '.join(('salon', *command))}\n\n```text\n{shown.stdout.strip()}\n```"
    for below in re.findall(r"^  (\w+)", shown.stdout.partition("\nCommands:\n")[2], re.M):
        yield from _helps(*command, below)


def test_page_of_commands_is_what_help_prints() -> None:
    head = "# Commands\n\nWhat `salon --help` and the help of each command print; this page is made from them."
    keep("commands.md", "\n\n".join([head, *_helps()]) + "\n")


def _columns(connection: sqlite3.Connection, name: str, told: dict[str, str]) -> Iterator[str]:
    references = {row[3]: f"{row[2]}.{row[4]}" for row in connection.execute(f"pragma foreign_key_list([{name}])")}
    for _, column, kind, required, _, key in connection.execute(f"pragma table_info([{name}])"):
        marks = [kind.lower(), "key" if key else "never null" if required else "", references.get(column, "")]
        meaning = re.split(r" ?· ", told.get(column, ""), maxsplit=1)[-1].replace("|", "\\|")
        yield f"| `{column}` | {', '.join(filter(None, marks))} | {meaning} |"


def test_page_of_the_schema_is_as_the_archive(tmp_path: Path) -> None:
    told = metadata_for("archive", read_series(default_path("data/series.yml")))
    described: dict[str, Any] = told["databases"]["archive"]["tables"]
    parts = [
        "# Schema\n\nThe tables and views of an archive, made from one and from `metadata.yml`. Times are ISO 8601; days and hours\n"
        f"are local to the series. Version {SCHEMA_VERSION}, in `pragma user_version`. Tables whose names end in `_fts` and theirs\n"
        "serve the search ([searching.md](searching.md))."
    ]
    with closing(sqlite3.connect(write_archive(tmp_path / "archive.db"))) as connection:
        shown = "select name, type from sqlite_master where type in ('table', 'view') and name in (select value from json_each(?)) order by type, name"
        for name, kind in connection.execute(shown, (json.dumps(list(described)),)).fetchall():
            meaning = re.sub(r"^.*?。(?=[A-Z])", "", described[name].get("description", ""))
            rows = _columns(connection, name, described[name].get("columns", {}))
            table = "\n".join(["| column | type | meaning |", "| --- | --- | --- |", *rows])
            parts.append(f"## {name}\n\nA {kind}. {meaning}\n\n{table}")
    keep("schema.md", "\n\n".join(parts) + "\n")


def test_the_site_of_the_docs_is_built_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx")
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going", "docs", tmp_path]
    done = subprocess.run(command, cwd=METADATA.parent, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    listed = {page.stem for page in tmp_path.glob("*.html")}
    assert {page.stem for page in (METADATA.parent / "docs").glob("*.md")} <= listed
