"""`salon fetch`: new documents of all sources, or of those named, into the store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli import Command, WorkFailed, system_reason
from scraper.cli.options import DATA, as_record, is_quiet, verbosity

if TYPE_CHECKING:
    from scraper.sources.fetching import FetchResult, Options
    from scraper.sources.settings import Source

_SHOWN_FAILURES = 10


class FetchBars:
    """Progress on standard error: a bar with counts on a terminal, else a line for each source."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        self.console = Console(stderr=True, quiet=is_quiet())
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self.bars = Bars(*columns, console=self.console, disable=not self.console.is_terminal)
        self._task = self.bars.add_task("", visible=False)

    def begin(self, source: str, total: int) -> None:
        self.bars.reset(self._task, description=source, total=total, visible=total > 0)
        if total and not self.console.is_terminal:
            self.say(f"{source}: {total} to fetch")

    def advance(self) -> None:
        self.bars.advance(self._task)

    def say(self, message: str) -> None:
        self.console.print(message, markup=False, highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """The options and arguments of the command line; `name` is that of `--source`."""

    sources: tuple[str, ...]
    git: str | None
    github: str | None
    paths: tuple[str, ...]
    name: str | None
    api_url: str | None
    raw_url: str | None
    documents: Path
    since: str | None
    limit: int | None
    dry_run: bool
    allow_private: bool


@click.command(cls=Command)
@click.argument("sources", nargs=-1, metavar="[SOURCE|URL]...")
@click.option("--git", "git", metavar="PATH|URL", help="The history of a file in this repository or bundle.")
@click.option("--github", "github", metavar="OWNER/REPO", help="The same from GitHub by HTTP, without git.")
@click.option(
    "--path",
    "paths",
    multiple=True,
    metavar="FILE",
    help="The file in the repository, or a pattern of files; repeatable.",
)
@click.option("--source", "name", metavar="NAME", help="Name for the source of --git or --github.")
@click.option("--api-url", metavar="URL", help="Another address of GitHub's API.")
@click.option("--raw-url", metavar="URL", help="Another address of GitHub's host for files.")
@click.option(
    "--documents",
    type=click.Path(file_okay=False, path_type=Path),
    default=DATA / "announcements",
    show_default=True,
    help="The store for new documents.",
)
@click.option("--since", metavar="DATE", help="Only documents published at or after this date or time (ISO 8601).")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most the N newest documents of each source.")
@click.option("--dry-run", is_flag=True, help="Count the new documents, and store none.")
@click.option("--allow-private", is_flag=True, help="Also fetch from addresses in the own network.")
@verbosity
@as_record(FetchOptions)
def command(asked: FetchOptions) -> None:
    """Bring new documents into the store: of all sources in data/sources.yml, of those named, or of web pages.

    Stored documents are not fetched again. A run may be stopped at any moment: the store stays whole, and the next run
    goes on. Exits 3 when a source failed; the others are stored. GITHUB_TOKEN, if set, raises GitHub's limits.
    """
    from scraper.series.settings import read_series
    from scraper.sources.fetching import Options

    wanted = [*_named_by_option(asked), *_named(asked.sources)]
    if not wanted:
        wanted = _all_sources()
    if not wanted:
        raise WorkFailed("data/sources.yml lists no sources; add one (docs/fetching.md), or name a URL")
    options = Options(
        since=_checked_date(asked.since),
        limit=asked.limit,
        is_dry=asked.dry_run,
        allow_private=asked.allow_private,
        api_url=asked.api_url,
        raw_url=asked.raw_url,
        zone=read_series().zone,
        token=os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN") or None,
    )
    with _failures_told(asked.documents):
        failed = _fetch(wanted, asked.documents, options)
    if failed:
        raise WorkFailed(f"{failed} of {len(wanted)} sources failed; the store is whole, so run it again later")


def _fetch(sources: list[Source], documents: Path, options: Options) -> int:
    """Fetches each source, prints its result, and returns the number of failed sources."""
    from scraper.sources.documents.writer import StoreWriter
    from scraper.sources.fetching import Fetching

    progress = FetchBars()
    store = StoreWriter(documents, is_dry=options.is_dry)
    with progress.bars, Fetching(store, options, progress, sources) as fetching:
        outcomes = [fetching.fetch(source) for source in sources]
    for outcome in outcomes:
        _tell(outcome, options.is_dry)
    return sum(bool(outcome.failures) for outcome in outcomes)


def _tell(outcome: FetchResult, is_dry: bool) -> None:
    """Prints one line for a source to standard output, and reasons of failed documents to standard error."""
    for failure in outcome.failures[1:_SHOWN_FAILURES]:
        click.echo(failure, err=True)
    reason = f" ({outcome.failures[0]})" if outcome.failures else ""
    new = f"{outcome.new} {'would be ' if is_dry else ''}new"
    line = f"{outcome.source}: {new}, {outcome.unchanged} unchanged, {len(outcome.failures)} failed{reason}"
    for removed in outcome.removed:
        line += f"; taken down: {removed}"
    if outcome.failures or outcome.removed or not is_quiet():
        click.echo(line)


@contextmanager
def _failures_told(documents: Path) -> Iterator[None]:
    from scraper.sources import SourceFailed
    from scraper.sources.documents.writer import StoreBusy

    try:
        yield
    except (StoreBusy, SourceFailed) as error:
        raise WorkFailed(str(error)) from None
    except OSError as error:
        raise WorkFailed(f"{documents}: cannot be written to ({system_reason(error)}); the store is whole") from None


def _named_by_option(asked: FetchOptions) -> Iterator[Source]:
    from scraper.sources.git.history import source_name
    from scraper.sources.settings import Source

    git, github, paths, name = asked.git, asked.github, asked.paths, asked.name
    if not (git or github) and (paths or name):
        raise click.UsageError("--path and --source need --git or --github.")
    if (git or github) and not paths:
        raise click.UsageError("--git and --github need --path FILE, such as --path classroomActive.md.")
    if git and github and name:
        raise click.UsageError("--source names one source; give --git or --github.")
    if git:
        yield Source(name or source_name(git), "git", git, paths)
    if github:
        yield Source(name or github, "github", github, paths)


def _named(sources: tuple[str, ...]) -> Iterator[Source]:
    """Sources of the settings by name or address; any other URL is a web page."""
    from scraper.credentials import without_credentials
    from scraper.sources.settings import Source, page_name

    known = {key: source for source in _all_sources() for key in (source.address, source.name)} if sources else {}
    for given in sources:
        if given in known:
            yield known[given]
        elif given.startswith(("http://", "https://")):
            yield Source(page_name(given), "page", given)
        else:
            names = ", ".join(source.name for source in _all_sources())
            raise click.UsageError(
                f"{without_credentials(given)!r} is neither a URL nor a source of data/sources.yml ({names})."
            )


def _all_sources() -> list[Source]:
    from scraper.sources.settings import read_sources

    return read_sources()


def _checked_date(value: str | None) -> str | None:
    """The date or time as ISO 8601; without an offset it is in the time zone of the series."""
    from scraper.series.settings import read_series

    try:
        read = datetime.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date such as 2019-12-03.", param_hint="--since") from None
    return (read if read.tzinfo else read.replace(tzinfo=read_series().zone)).isoformat() if read else None
