"""`salon serve`: Datasette on the archive, with this project's metadata and pages."""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli import Command, WorkFailed, options

if TYPE_CHECKING:
    from datasette.app import Datasette

    from scraper.export.site import Site

_GARBAGE = 700
"""New objects between two runs of the garbage collector, as Python has it: a server lasts, and its memory counts."""
_LAST_ANSWERS = 2
"""Seconds for running requests to end after the server is told to stop."""


@click.command(cls=Command)
@options.database
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Port to listen on; 0 chooses a free one.",
)
@click.option("--allow-sql", is_flag=True, help="Let visitors write SQL; off by default, since SQL can cost much time.")
@options.site
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the web browser.")
@options.verbosity
def command(database: Path, host: str, port: int, allow_sql: bool, site: Site, open_browser: bool) -> None:
    """Serve the archive with Datasette: pages, search, tables, feeds. A new build is shown without a restart.

    The database has the name of its file without suffix. metadata.yml is taken from the current folder, or the package.
    """
    from scraper.publish.instance import archive_instance
    from scraper.store.read import check_whole

    gc.set_threshold(_GARBAGE)
    check_whole(database)
    datasette = archive_instance(database, settings={"default_allow_sql": allow_sql}, url=site.url)
    with _listen(host, port) as listener, suppress(KeyboardInterrupt):
        url = _url(listener)
        if not options.is_quiet():
            click.echo(f"Serving {database} at {url} (Ctrl+C stops)", err=True)
        if open_browser:
            webbrowser.open(url)
        _run(datasette, listener)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket; it is bound before any message, so that a used port is an error of one line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        reason = str(error.strerror).split(" (while", 1)[0]  # without the address that Python adds
        problem = f"cannot listen on {host}, port {port} ({reason})"
        raise WorkFailed(f"{problem}; choose another with --port") from error
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # without it answers on a kept connection wait 40 ms
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _run(datasette: Datasette, listener: socket.socket) -> None:
    """Serves until it is stopped, which is no error; `-v` prints every request to standard error."""
    import uvicorn

    level = logging.getLogger("scraper").getEffectiveLevel()
    config = uvicorn.Config(
        datasette.app(), log_config=None, log_level=level, lifespan="on", timeout_graceful_shutdown=_LAST_ANSWERS
    )
    with _ending_at_once():
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def _ending_at_once() -> Iterator[None]:
    """Ends the process with the server; Python would first wait for the running query of each connection."""
    with suppress(KeyboardInterrupt):
        yield
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
