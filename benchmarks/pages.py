"""What a page costs the server: CPU time of this process and bytes, as sent with gzip and without.

    python benchmarks/pages.py [--db data/archive.db] [--rounds 20]

Prints one row a page. Requests go through Datasette's own client, without the network; the first of each is not counted,
so that templates are compiled and parts that are kept are made. The last row asks with the ETag of an answer.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from scraper.publish.instance import archive_instance

PAGES = (
    "/",
    "/issues",
    "/topics",
    "/people",
    "/search?q=联邦",
    "/charts",
    "/health",
    "/data",
    "/archive",
    "/archive/topic_index",
    "/archive/documents",
    "/archive/topic_index.json",
    "/feeds/issues.atom",
    "/feeds/salons.ics",
    "/sitemap.xml",
    "/archive.db",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=Path, default=Path("data/archive.db"))
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    asyncio.run(measure(asked.db, asked.rounds))


async def measure(database: Path, rounds: int) -> None:
    client = archive_instance(database).client
    print(f"{'page':28} {'CPU ms':>8} {'bytes':>9} {'gzip':>9}")
    for page in PAGES:
        cost = await _cost(lambda page=page: client.get(page), rounds)
        plain, packed = await client.get(page, headers={"accept-encoding": "identity"}), await client.get(page)
        sent = packed.headers.get("content-length") or "stream"
        print(f"{page:28} {cost:8.1f} {len(plain.content):9} {sent:>9}")
    known = {"if-none-match": (await client.get("/")).headers["etag"]}
    cost = await _cost(lambda: client.get("/", headers=known), rounds)
    print(f"{'/ again, with its ETag':28} {cost:8.1f} {0:9} {0:>9}")


async def _cost(ask: Callable[[], Awaitable[Any]], rounds: int) -> float:
    """Median milliseconds of CPU, of all threads of this process."""
    await ask()
    costs = []
    for _ in range(rounds):
        begun = time.process_time()
        await ask()
        costs.append(time.process_time() - begun)
    return statistics.median(costs) * 1000


if __name__ == "__main__":
    main()
