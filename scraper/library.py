"""The library's public functions: parse a document, build an archive, check links. The command line calls them, too.

Everything here is also a name of `scraper` itself. A function imports what it needs when it is called.
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
    """The result of a build. `is_new`: the archive was written; `damage`: the fault of the archive before it."""

    is_new: bool
    damage: str | None = None


def parse_document(
    content: bytes, media_type: str = "text/markdown", *, url: str | None = None, series: Series | None = None
) -> Announcement:
    """The content of one announcement. `media_type` is `text/markdown` or `text/html`; any encoding is read.

    `url` is the document's own address, to which relative links are resolved. `series` are the settings to read it by,
    such as `read_series()` returns; the default are those of the salon.

    Pure: no clock, no network, no database, and no year is guessed. No bytes make it raise; parts that cannot
    be read are in `problems`. Times are `HH:MM`, local to the series.
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
    """Makes the archive of all documents in `folders`, unless `database` is up to date already and whole.

    With `sources`, only the documents of these sources are read; together they are one series.

    `jobs` processes parse (`None`: as many as pay off), or the Dask cluster whose scheduler is at `dask`. The file
    is replaced in one step, or left unchanged. Checks of links are read from `link_checks.jsonl` beside it.

    Raises:
        NothingReadable: a folder is missing, no document announces or recalls a session, or tables of several sources
            would be merged.
        StoreError: the file is not an archive, another build is writing it, or the disk refuses.
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
    """Checks every distinct address once, politely. The outcomes are in the order given.

    `timeout` is the seconds one attempt may spend in requests, `pause` the seconds between two requests to a host
    (`None`: by `data/hosts.yml`). With `probe`, made-up siblings (addresses of the same form)
    are asked, too, if only they can decide.

    Nothing is recorded, and no address makes it raise. Inside a running event loop use `scraper.check.run.check_all`.

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
