"""The archive in one picture: a square for each issue, month by month, coloured by the state of its replay."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from scraper.export.salons.replays import REPLAY_STATES, replay_state
from scraper.site.query import fetch, group

NO_REPLAY = "none"
STATES = (*REPLAY_STATES, NO_REPLAY)

# More months than `MOST_MONTHS` are shown as years. A square has the side `SIDE`, or less where a column of them would
# be higher than `HEIGHT`.
MOST_MONTHS = 48
SIDE, GAP, HEIGHT, BELOW = 22.0, 4.0, 176.0, 26.0

ISSUES = "select number, date from issues where date is not null order by date, number"
REPLAYS = "select issue_number, state, archived_url from replays"

# The style of a picture outside the site, legible on white and on black.
STYLE = """text{font:11px system-ui,sans-serif;fill:#5a6472}
.replay-watchable{fill:#0a6e52}.replay-archived{fill:#b07a1e}
.replay-unverified{fill:#4a86c8}.replay-dead{fill:#c0362c}.replay-none{fill:none;stroke:#8b95a3}
@media(prefers-color-scheme:dark){text{fill:#a3adba}.replay-watchable{fill:#63cfa7}.replay-archived{fill:#eebb66}
.replay-dead{fill:#ff9d94}}"""


@dataclass(frozen=True, slots=True)
class Story:
    """`paths` outlines all squares of each state, in the order of `STATES`; `counts` has their number.

    `words` are the texts below the squares, each with its horizontal place.
    """

    width: float
    height: float
    paths: Sequence[tuple[str, str]]
    words: Sequence[tuple[float, str]]
    counts: Sequence[tuple[str, int]]
    by_year: bool


def read_story(connection: sqlite3.Connection) -> Story | None:
    """The picture of an archive; `None` where no issue is dated."""
    replays = group(fetch(connection, REPLAYS), "issue_number")
    issues = [(row["date"], _best(replays.get(row["number"], ()))) for row in fetch(connection, ISSUES)]
    if not issues:
        return None
    digits = 7 if len(_months(issues[0][0][:7], issues[-1][0][:7])) <= MOST_MONTHS else 4
    first, last = issues[0][0][:digits], issues[-1][0][:digits]
    periods = _months(first, last) if digits == 7 else [str(year) for year in range(int(first), int(last) + 1)]
    columns = {period: Counter[str]() for period in periods}
    for day, state in issues:
        columns[day[:digits]][state] += 1
    tallest = max(sum(column.values()) for column in columns.values())
    unit = min(SIDE, HEIGHT / tallest)
    height = unit * tallest
    outlines: dict[str, list[str]] = {state: [] for state in STATES}
    for place, column in enumerate(columns.values()):
        _stack(outlines, column, place * SIDE, height, unit)
    return Story(
        width=SIDE * len(periods),
        height=height + BELOW,
        paths=[(state, "".join(squares)) for state, squares in outlines.items() if squares],
        words=[(place * SIDE, word) for place, word in _words(periods)],
        counts=[(state, number) for state in STATES if (number := sum(column[state] for column in columns.values()))],
        by_year=digits == 4,
    )


def _best(replays: Sequence[dict[str, str | None]]) -> str:
    found = {replay_state(replay["state"], replay["archived_url"]) for replay in replays}
    return next((state for state in REPLAY_STATES if state in found), NO_REPLAY)


def _months(first: str, last: str) -> list[str]:
    """Every month from `2019-03` to another, both included."""
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]


def _stack(outlines: dict[str, list[str]], column: Counter[str], x: float, height: float, unit: float) -> None:
    """Adds the squares of one month, the best at the bottom; one block per state where squares would be too flat."""
    side, y = SIDE - GAP, height
    for state in STATES:
        blocks = [1] * column[state] if unit > 2 * GAP else [column[state]] * bool(column[state])
        gap = GAP if unit > 2 * GAP else 0
        for issues in blocks:
            y -= unit * issues
            outlines[state].append(f"M{x:g} {y:.5g}h{side:g}v{unit * issues - gap:.5g}h-{side:g}z")


def _words(periods: Sequence[str]) -> list[tuple[int, str]]:
    """The year below its first month, and the number of every third month; only years for a picture of years."""
    if len(periods[0]) == 4:
        return [(place, year) for place, year in enumerate(periods) if place % max(1, len(periods) // 8) == 0]
    found: list[tuple[int, str]] = []
    for place, month in enumerate(periods):
        is_year = place == 0 or month.endswith("-01")
        if (is_year or month[5:] in ("04", "07", "10")) and (not found or place - found[-1][0] > 1):
            found.append((place, month[:4] if is_year else f"{int(month[5:])}"))
    return found


def story_svg(story: Story, title: str, names: dict[str, str], *, is_alone: bool = False) -> Markup:
    """The picture as SVG, with a title for screen readers; `names` has the name of each state.

    With `is_alone` it contains its colours; in a page they come from the style sheet.
    """
    style = Markup("<style>{}</style>").format(Markup(STYLE)) if is_alone else ""
    paths = Markup("").join(
        Markup('<path class="replay-{}" d="{}"><title>{}</title></path>').format(state, outline, names[state])
        for state, outline in story.paths
    )
    words = Markup("").join(
        Markup('<text x="{}" y="{:.4g}">{}</text>').format(f"{x:g}", story.height - 6, word) for x, word in story.words
    )
    box = f"-2 -2 {story.width + 14:g} {story.height + 4:.5g}"
    alone = Markup(' xmlns="http://www.w3.org/2000/svg" width="{:g}"').format(story.width + 14) if is_alone else ""
    return Markup(
        '<svg role="img" aria-labelledby="story-title" viewBox="{}"{}><title id="story-title">{}</title>{}{}{}</svg>'
    ).format(box, alone, title, style, paths, words)
