"""Progress on standard error: how many files are written; of a check a bar for each host on a terminal, else a line."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from scraper.check.ask.addresses import InvalidAddress, canonical, host_key
from scraper.check.verdicts import Outcome
from scraper.cli import options

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

MOST_BARS = 20
"""Hosts with their own bar, by their number of links; the others share one bar."""
OTHERS = "other hosts"


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """Shows on a terminal how many there are: `with counting("files") as told`, then `told(12)`."""
    if options.is_quiet() or not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"0 {what}") as status:
        yield lambda count: status.update(f"{count:,} {what}")


class CheckBars:
    """Shows outcomes as they come: `with CheckBars(urls, quiet=…) as progress`, then `progress.done(outcome)`."""

    def __init__(self, urls: Iterable[str], quiet: bool) -> None:
        self._quiet = quiet
        self._left = Counter() if quiet else Counter(map(_host, urls))
        self._verdicts: dict[str, Counter[str]] = defaultdict(Counter)
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            self._show_bars()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars:
            self._bars.stop()

    def done(self, outcome: Outcome) -> None:
        """Counts one outcome."""
        if self._quiet:
            return
        host = _host(outcome.url)
        self._left[host] -= 1
        self._verdicts[host][outcome.verdict.value] += 1
        if self._bars:
            self._bars.advance(self._tasks[host if host in self._tasks else OTHERS])
        elif self._left[host] == 0:
            counted = ", ".join(f"{count} {verdict}" for verdict, count in self._verdicts[host].most_common())
            click.echo(f"{host or 'not addresses'}: {counted}", err=True)

    def _show_bars(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self._bars = Bars(*columns, console=Console(stderr=True), transient=True)
        most = dict(self._left.most_common(MOST_BARS))
        self._tasks = {host: self._bars.add_task(host or "not addresses", total=count) for host, count in most.items()}
        if len(most) < len(self._left):
            others = self._left.total() - sum(most.values())
            self._tasks[OTHERS] = self._bars.add_task(OTHERS, total=others)
        self._bars.start()


def _host(url: str) -> str:
    try:
        return host_key(canonical(url))
    except InvalidAddress:
        return ""
