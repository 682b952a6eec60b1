"""`salon check`: check links, record verdicts."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.check.formats import FORMATS, explained, summary
from scraper.check.history import CheckHistory, catch_up
from scraper.check.report import LinkReport, of_outcome, rows, worst_first
from scraper.check.selection import age, archive_urls, due, link_ids
from scraper.check.verdicts import Outcome, Verdict
from scraper.cli import Command, WorkFailed, options, system_reason, tables
from scraper.cli.archive import require_known
from scraper.store.damage import DAMAGE

if TYPE_CHECKING:
    from scraper.check.replacements import WaysOut
    from scraper.check.run import Run

NEW_DEAD = "new-dead"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The options and arguments of the command line; times are in seconds."""

    urls: tuple[str, ...]
    database: Path
    kinds: tuple[str, ...]
    issues: tuple[int, ...]
    max_age: timedelta | None
    timeout: float
    concurrency: int
    per_host: int
    pause: float | None
    no_probe: bool
    allow_private: bool
    hosts: Path | None
    dry_run: bool
    seek: bool
    wayback_url: str | None
    form: str
    fail_on: tuple[str, ...]


@dataclass(slots=True)
class Task:
    """The work of one call: its addresses, those that are due, the archive (`None` without one), and the outcomes."""

    urls: list[str]
    due: list[str]
    archive: sqlite3.Connection | None
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    recorded: int = 0


def _age(context: click.Context, parameter: click.Parameter, value: str | None) -> timedelta | None:
    try:
        return None if value is None else age(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("check", cls=Command)
@click.argument("urls", nargs=-1, metavar="[URL]...")
@options.database
@click.option("--kind", "kinds", multiple=True, help="Only links of this kind, such as replay; repeatable.")
@click.option(
    "--issue",
    "issues",
    type=options.issue_number,
    metavar="NUMBER",
    multiple=True,
    help="Only links of this issue; repeatable.",
)
@click.option("--max-age", callback=_age, help="Skip links checked within this time: 90m, 12h, 7d, 2w.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=15.0,
    show_default=True,
    help="Seconds for the requests of one attempt, with its redirects.",
)
@click.option(
    "--concurrency", type=click.IntRange(min=1), default=20, show_default=True, help="Most requests at the same time."
)
@click.option("--per-host", type=click.IntRange(min=1), default=1, show_default=True, help="Most of them to one host.")
@click.option(
    "--pause", type=click.FloatRange(min=0), help="Seconds between requests to a host. Default: by data/hosts.yml."
)
@click.option("--no-probe", is_flag=True, help="Do not compare with made-up sibling addresses.")
@click.option("--allow-private", is_flag=True, help="Also check addresses inside the own network.")
@click.option(
    "--hosts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file to use instead of data/hosts.yml.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Print the requests for each host (Made up: for addresses to compare with) and their time; send none.",
)
@click.option("--archive", "seek", is_flag=True, help="Look for an archived copy, or another address, of dead links.")
@click.option("--wayback-url", help="Another Wayback Machine than the Internet Archive's.")
@tables.form_option(FORMATS)
@click.option(
    "--fail-on",
    type=click.Choice([*(verdict.value for verdict in Verdict), NEW_DEAD]),
    multiple=True,
    help="Exit 1 if a link has this verdict; new-dead: dead now, but not at its last check. Repeatable.",
)
@options.verbosity
@options.as_record(CheckOptions)
def command(asked: CheckOptions) -> None:
    """Check the current links of the issues, or the URLs given, and record the verdicts.

    Every check is added to the archive, and to link_checks.jsonl beside it. URLs that are not in the archive are only
    reported. docs/links.md explains the verdicts, and how to add knowledge of a host.
    """
    if asked.urls and (asked.kinds or asked.issues):
        raise click.UsageError("--kind and --issue choose links of the archive; give them or URLs, not both")
    with _task(asked) as task:
        if asked.dry_run:
            _print_plan(asked, task)
            return
        if task.due:
            _work(asked, task)
        report = _report(task)
    click.echo(_encodable(FORMATS[asked.form](report)), nl=False)
    if options.is_verbose() and asked.form == "table":
        click.echo(_encodable(explained(report)), nl=False)
    if not options.is_quiet():
        click.echo(summary(report), err=True)
    if any(_fails(row, asked.fail_on) for row in report):
        raise click.exceptions.Exit(1)


@contextmanager
def _task(asked: CheckOptions) -> Iterator[Task]:
    """The task, with the archive opened if there is one; URLs can be checked without an archive.

    Raises:
        WorkFailed: there are neither URLs nor an archive, or the file is no archive.
    """
    if not asked.database.is_file():
        if not asked.urls:
            raise WorkFailed(
                f"{asked.database}: there is no archive; make one with `salon build`, or name URLs to check"
            )
        urls = list(dict.fromkeys(asked.urls))
        yield Task(urls, urls, None)
        return
    try:
        with closing(sqlite3.connect(asked.database, timeout=60)) as archive:
            archive.execute("pragma synchronous = normal")
            catch_up(asked.database, archive)
            urls = list(dict.fromkeys(asked.urls)) or _archive_urls(archive, asked)
            yield Task(urls, due(archive, urls, asked.max_age), archive)
    except DAMAGE as error:
        raise WorkFailed(
            f"{asked.database}: {error}; checks so far are in link_checks.jsonl, `salon build` builds the archive again"
        ) from error


def _archive_urls(archive: sqlite3.Connection, asked: CheckOptions) -> list[str]:
    require_known(archive, "--kind", "select distinct kind from links", asked.kinds)
    require_known(archive, "--issue", "select number from issues", asked.issues)
    return archive_urls(archive, asked.kinds, asked.issues)


def _print_plan(asked: CheckOptions, task: Task) -> None:
    from scraper.check.judge.rules import read_hosts
    from scraper.check.plan import plan
    from scraper.cli.tables import FORMATS as FORMATS_OF_TABLES
    from scraper.cli.tables import print_rows

    form = asked.form if asked.form in FORMATS_OF_TABLES else "table"
    hosts = plan(task.due, read_hosts(asked.hosts), asked.per_host, asked.pause, not asked.no_probe)
    columns = {
        "host": "Host",
        "links": "Links",
        "probes": "Made up",
        "api": "API",
        "pause": "Pause, s",
        "seconds": "About, s",
    }
    print_rows([{name: getattr(host, name) for name in columns} for host in hosts], columns, form)
    asking = sum(host.requests for host in hosts)
    longest = max((host.seconds for host in hosts), default=0.0)
    click.echo(
        f"{len(task.due)} of {len(task.urls)} links to ask, {asking} requests to {len(hosts)} hosts in parallel, "
        f"about {longest:.0f} seconds with their pauses; nothing was asked",
        err=True,
    )


def _work(asked: CheckOptions, task: Task) -> None:
    """Checks the links that are due. Finished checks are kept when it is stopped."""
    try:
        asyncio.run(_check(asked, task))
    except (KeyboardInterrupt, asyncio.CancelledError):
        message = f"interrupted: {len(task.outcomes)} of {len(task.due)} links checked, {task.recorded} recorded"
        raise WorkFailed(message) from None
    except OSError as error:
        raise WorkFailed(
            f"{system_reason(error)}; {task.recorded} checks were recorded, run it again for the others"
        ) from error


async def _check(asked: CheckOptions, task: Task) -> None:
    from scraper.check.run import check_all
    from scraper.cli.progress import CheckBars

    run = _run(asked)
    archive = task.archive
    links = link_ids(archive) if archive else {}
    recorded = archive and any(url in links for url in task.due)
    history = CheckHistory(asked.database, archive, links) if archive and recorded else nullcontext()
    async with _ways_out(asked, archive, run) as ways:
        with history as kept, CheckBars(task.due, quiet=options.is_quiet()) as progress:
            async for outcome in check_all(task.due, run):
                if ways and outcome.verdict is Verdict.DEAD:
                    outcome = await ways.found_for(outcome)
                task.recorded += kept.add(outcome) if kept else 0
                task.outcomes[outcome.url] = outcome
                progress.done(outcome)


def _ways_out(
    asked: CheckOptions, archive: sqlite3.Connection | None, run: Run
) -> AbstractAsyncContextManager[WaysOut | None]:
    if not asked.seek:
        return nullcontext()
    from scraper.check.replacements import WaysOut

    return WaysOut(archive, run, asked.wayback_url)


def _run(asked: CheckOptions) -> Run:
    from scraper.check.judge.rules import read_hosts
    from scraper.check.one_link import Limits
    from scraper.check.run import Run

    return Run(
        knowledge=read_hosts(asked.hosts),
        limits=Limits(asked.timeout, not asked.no_probe),
        concurrency=asked.concurrency,
        per_host=asked.per_host,
        pause=asked.pause,
        allow_private=asked.allow_private,
    )


def _report(task: Task) -> list[LinkReport]:
    """The archive's report on its links, and the outcomes of other addresses; each address once."""
    known = rows(task.archive, task.urls) if task.archive else []
    named = {row.url for row in known}
    others = [task.outcomes[url] for url in task.urls if url not in named and url in task.outcomes]
    return worst_first([*known, *map(of_outcome, others)])


def _encodable(text: str) -> str:
    """The text with escapes for lone surrogates, which stand for bytes of the command line that are not UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _fails(row: LinkReport, fail_on: tuple[str, ...]) -> bool:
    is_new = row.verdict == Verdict.DEAD and row.news in ("new", None)
    return row.verdict in fail_on or (NEW_DEAD in fail_on and is_new)
