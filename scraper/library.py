"""The library's face, which the command line is a layer over: documents in, an archive out, its rows, checks of links.

Everything here is also a name of `scraper` itself, and imports what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper.check.verdicts import Outcome
    from scraper.records import Announcement, Document
    from scraper.series import Series

    Progress = Callable[[Iterable[Document], int], Iterable[Document]]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `is_new`: whether the archive was written; `damage`: what was wrong with the one before."""

    is_new: bool
    damage: str | None = None


def parse_document(
    content: bytes, media_type: str = "text/markdown", *, url: str | None = None, series: Series | None = None
) -> Announcement:
    """What one announcement says; `media_type` is `text/markdown` or `text/html`, any encoding.

    `url` is the document's own address, from which relative links are meant. `series` are the settings it is read by,
    such as `read_series()` gives; without them it is read as an announcement of the salon.

    Pure: no clock, no network, no database, and no year is guessed. Never raises for what the bytes hold; what cannot
    be read is in `problems`. Times are `HH:MM`, local to the series.
    """
    from scraper.parse import parse

    return parse(content, media_type, url=url, table=series.table if series else None)


def build_archive(
    folders: Sequence[Path | str],
    database: Path | str,
    *,
    jobs: int | None = None,
    dask: str | None = None,
    progress: Progress | None = None,
    sources: Sequence[str] = (),
) -> Built:
    """Makes the archive of all documents in `folders`, unless `database` is one already and whole.

    With `sources` it is made of the documents of these alone, which are one series.

    `jobs` processes parse (`None`: as many as are worth it), or the Dask cluster whose scheduler is at `dask`. The file
    is replaced in one step, or left as it was. Checks of links are read from `link_checks.jsonl` beside it.

    Raises:
        NothingReadable: a folder is missing, no document announces or recalls a session, or tables of several sources
            would merge.
        StoreError: the file is something else than an archive, another build writes it, or the disk refuses.
        SettingsError: a file of `data/` cannot be used.
        ExecutorError: a process or the cluster failed.
    """
    from scraper.pipeline.inputs import Damaged, is_current, read_inputs

    target, damage = Path(database), None
    inputs = read_inputs([Path(folder) for folder in folders], target, sources)
    fingerprint = inputs.fingerprint()
    try:
        if is_current(target, fingerprint):
            return Built(is_new=False)
    except Damaged as error:
        damage = str(error)

    from scraper.pipeline.build import Means, build

    build(inputs, target, fingerprint, Means(jobs, dask) if progress is None else Means(jobs, dask, progress=progress))
    return Built(is_new=True, damage=damage)


def check_links(
    urls: Iterable[str],
    *,
    timeout: float = 15.0,
    concurrency: int = 20,
    per_host: int = 1,
    pause: float | None = None,
    probe: bool = True,
    allow_private: bool = False,
    hosts: Path | None = None,
) -> list[Outcome]:
    """Asks every distinct address once, politely, and says what it is worth; in the order given.

    `timeout` is the seconds one attempt may spend in requests, `pause` those between two requests to a host (`None`: as
    `data/hosts.yml` says). With `probe` made-up siblings (addresses of the same form) are asked, too, where only they
    can tell.
    Nothing is recorded. Raises nothing for any address; inside a running event loop use `scraper.check.run.check_all`.

    Raises:
        SettingsError: `hosts`, or `data/hosts.yml`, cannot be used.
    """
    import asyncio

    from scraper.check.judge.rules import read_hosts
    from scraper.check.one_link import Limits
    from scraper.check.run import Run, check_all

    wanted = list(dict.fromkeys(urls))
    run = Run(read_hosts(hosts), Limits(timeout, probe), concurrency, per_host, pause, allow_private)

    async def gather() -> dict[str, Outcome]:
        return {outcome.url: outcome async for outcome in check_all(wanted, run)}

    found = asyncio.run(gather())
    return [found[url] for url in wanted]
