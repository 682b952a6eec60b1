"""Bytes that nobody would write, into parsing and reconciling, for so many seconds: `python tests/fuzz_bytes.py 60`.

Needs the extra `soak`. Ends with an error on an exception, on ten seconds for one input, or on 2 GiB of memory, and
leaves that input in the current folder; else prints how many inputs were tried.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["scraper"]):
    import scraper.parse
    from scraper.reconcile import reconcile
    from scraper.records import Announcement, Document

FIXTURES = Path(__file__).parent / "fixtures"
LARGEST = 20_000


def one(content: bytes) -> None:
    """The first bit says whether it is a page; the rest is what was published."""
    media_type = "text/html" if content[:1] > b"\x7f" else "text/markdown"
    digest = hashlib.sha256(content).hexdigest()
    document = Document("a.md", "s", "a.md", None, digest[:40], "2019-12-03", media_type, digest, len(content))
    reconcile([(document, scraper.parse.parse(content[1:], media_type))])


def raise_it(error: Exception) -> Announcement:
    """What the archive would note as a finding."""
    raise error


def main() -> None:
    scraper.parse.fault = raise_it
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder)
        for place, file in enumerate(sorted(FIXTURES.glob("*/*.*"))):
            first = b"\xff" if file.suffix == ".html" else b"#"
            (seeds / f"{place}").write_bytes(first + file.read_bytes()[: LARGEST - 1])
        limits = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", "-timeout=10", "-rss_limit_mb=2048"]
        atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", "-verbosity=0", str(seeds)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
