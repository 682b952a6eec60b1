"""Bytes that nobody would write, through parsing and reconciling into tables, for so long: `python tests/robustness/fuzz_bytes.py 60`.

Needs the extra `soak`. Ends with an error on an exception, on ten seconds for one input, or on 2 GiB of memory, and
leaves that input in the current folder; else prints how many inputs were tried.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[place]) for place in (1, 2)]  # as pytest has it

with atheris.instrument_imports(include=["scraper"]):
    from support.hostile import taken

    import scraper.parse.document  # what parses, which is else imported with the first document, and not watched
    from scraper.records import Announcement, Document

FIXTURES = Path(__file__).parents[1] / "fixtures"
LARGEST = 40_000
BETWEEN = b"\x1e\x1e"
MOST = 4


def one(content: bytes) -> None:
    """Up to four documents of one series; the first bit of each says whether it is a page, the rest was published."""
    parsed = []
    for day, part in enumerate(content.split(BETWEEN)[:MOST], start=1):
        media_type = "text/html" if part[:1] > b"\x7f" else "text/markdown"
        digest = hashlib.sha256(part).hexdigest()
        about = Document("a.md", "s", "a.md", None, str(day), f"2019-12-0{day}", media_type, digest, len(part))
        parsed.append((about, scraper.parse.parse(part[1:], media_type)))
    taken(parsed)


def raise_it(error: Exception) -> Announcement:
    """What the archive would note as a finding."""
    raise error


def seed(file: Path) -> bytes:
    return (b"\xff" if file.suffix == ".html" else b"#") + file.read_bytes()


def main() -> None:
    scraper.parse.fault = raise_it
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder)
        documents = [seed(file) for file in sorted(FIXTURES.glob("*/*.*")) if file.suffix in (".md", ".html")]
        for place, document in enumerate(documents):
            others = documents[place + 1 : place + MOST] if place % 2 else []
            (seeds / f"{place}").write_bytes(BETWEEN.join([document, *others])[:LARGEST])
        limits = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", "-timeout=10", "-rss_limit_mb=2048"]
        atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", "-verbosity=0", str(seeds)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
