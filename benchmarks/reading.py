"""How right reading is: precision and recall by field.

    python benchmarks/reading.py                         made-up announcements in every layout and every other way of writing
    python benchmarks/reading.py --score score.py --labelled dev.json --documents FOLDER     labelled documents, too

A made-up announcement (`series.py`) is known in full. Each is written in every layout of the series and in every way of
`tests/support/variants.py`; the values read are compared with the true ones. The last column counts errors without a finding:
documents with a wrong or missing value and without a finding.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from support.variants import AS_PUBLISHED, VARIANTS  # noqa: E402

from benchmarks import series  # noqa: E402
from scraper import Announcement, parse_document  # noqa: E402

FIELDS = ("number", "day", "time", "title", "speakers", "papers", "outline", "recap row", "recap topics", "recap links")
_UNSAID = {"_slots": ("speakers", "papers", "outline"), "_slot_headings": ("speakers",)}
"""What a layout leaves unsaid of a talk."""

Facts = dict[str, Counter[object]]


@dataclass
class Tally:
    """How much was right, found and wanted, by field; how many documents were wrong, and how many of them in silence."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    wrong: int = 0
    silent: int = 0

    def add(self, wanted: Facts, found: Facts, problems: int) -> None:
        self.documents += 1
        for name in FIELDS:
            self.right[name] += (wanted[name] & found[name]).total()
            self.found[name] += found[name].total()
            self.wanted[name] += wanted[name].total()
        if wanted != found:
            self.wrong += 1
            self.silent += not problems


def _plain(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "").casefold())


def _true(salon: series.Salon, past: list[series.Salon], agenda: str, recap: str) -> Facts:
    unsaid = _UNSAID.get(agenda, ())
    rows = [(None if recap == "_by_date" else one.number, one.day.month, one.day.day) for one in past]
    replays = [
        talk.replay for one in past for talk in (one.talks if recap in ("_by_date", "_table") else one.talks[:1])
    ]
    facts: dict[str, list[object]] = {
        "number": [salon.number],
        "day": [(salon.day.month, salon.day.day)],
        "time": [salon.starts_at, salon.ends_at],
        "title": [_plain(talk.title) for talk in salon.talks],
        "speakers": [talk.speaker for talk in salon.talks if "speakers" not in unsaid],
        "papers": [_plain(talk.paper) for talk in salon.talks if "papers" not in unsaid],
        "outline": [_plain(item) for talk in salon.talks for item in talk.outline if "outline" not in unsaid],
        "recap row": [*rows],
        "recap topics": [_plain(talk.title) for one in past for talk in one.talks],
        "recap links": [*replays],
    }
    return {name: Counter(values) for name, values in facts.items()}


def _read(announcement: Announcement) -> Facts:
    talks, rows = announcement.talks, announcement.recap
    facts: dict[str, list[object]] = {
        "number": [*{stated.number for stated in announcement.numbers}],
        "day": [*{(stated.month, stated.day) for stated in announcement.dates}],
        "time": [*filter(None, (announcement.starts_at, announcement.ends_at))],
        "title": [_plain(talk.title) for talk in talks],
        "speakers": [speaker.name for talk in talks for speaker in talk.speakers],
        "papers": [_plain(paper) for talk in talks for paper in talk.papers],
        "outline": [_plain(item) for talk in talks for item in talk.outline],
        "recap row": [(row.number, row.date and row.date.month, row.date and row.date.day) for row in rows],
        "recap topics": [_plain(topic.title) for row in rows for topic in row.topics],
        "recap links": [link.url for row in rows for link in row.links],
    }
    return {name: Counter(values) for name, values in facts.items()}


def _announcements() -> Iterator[tuple[str, series.Salon, list[series.Salon], str, str]]:
    """A text in every pair of layouts, with the salon it announces and those it recalls."""
    salons = list(series.salons(60, seed=7))
    for agenda in series.AGENDAS:
        for _, recap in series.RECAPS:
            wanted = {1} if agenda.__name__ == "_letter" else {2, 3}
            # A talk on curriculum learning (课程学习) may be taken for a lesson where no label says what it is.
            salon = next(
                one
                for one in salons[30:]
                if len(one.talks) in wanted and not any("课程学习" in talk.title for talk in one.talks)
            )
            yield agenda(salon) + recap(salons[:25]), salon, salons[:25], agenda.__name__, recap.__name__


def made_up() -> Tally:
    """Every layout in every way of writing."""
    tally = Tally()
    for variant in (AS_PUBLISHED, *VARIANTS):
        for text, salon, past, agenda, recap in _announcements():
            content = variant.publish(text, salon.day.year)
            announcement = parse_document(content, variant.media_type)
            tally.add(_true(salon, past, agenda, recap), _read(announcement), len(announcement.problems))
    return tally


def _print(tally: Tally) -> None:
    print("| field | precision | recall | values |\n| --- | --- | --- | --- |")
    for name in FIELDS:
        precision = tally.right[name] / max(1, tally.found[name])
        recall = tally.right[name] / max(1, tally.wanted[name])
        print(f"| {name} | {precision:.4f} | {recall:.4f} | {tally.wanted[name]} |")
    ways = len(VARIANTS) + 1
    print(
        f"\n{tally.documents} documents, {ways} ways of writing; {tally.wrong} with a wrong or missing value, {tally.silent} of them in silence"
    )


def _labelled(scorer: Path, labels: Path, documents: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        salon = Path(sys.executable).with_name("salon")
        subprocess.run([salon, "build", "-q", "--documents", documents, "--db", archive], check=True)
        subprocess.run([sys.executable, scorer, archive, labels], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, what in (
        ("score", "the scorer"),
        ("labelled", "labelled facts, as JSON"),
        ("documents", "the documents they are of"),
    ):
        parser.add_argument(f"--{name}", type=Path, help=what)
    args = parser.parse_args()
    _print(made_up())
    if args.score and args.labelled and args.documents:
        print()
        _labelled(args.score, args.labelled, args.documents)


if __name__ == "__main__":
    main()
