"""The least that any build must do: read every document, render it, write it with an index. `floor.py FOLDER FILE`."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import comrak

folder, database = map(Path, sys.argv[1:])
database.unlink(missing_ok=True)
extensions = comrak.ExtensionOptions()
extensions.table = extensions.autolink = extensions.strikethrough = True
with closing(sqlite3.connect(database)) as connection, connection:
    connection.execute("create table documents (file text primary key, html text)")
    for file in sorted(folder.glob("*.md")):
        text = file.read_bytes().decode("utf-8", "replace")
        connection.execute("insert into documents values (?, ?)", (file.name, comrak.render_markdown(text, extensions)))
    connection.execute("create index by_length on documents (length(html))")
