"""A text that holds several announcements, a section each: none is read as a part of the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from scraper.markup.lines import Block, Line
from scraper.parse.words import issue_numbers
from scraper.records import Announcement

Read = Callable[[list[Block]], Announcement]


def read_each(blocks: Sequence[Block], read: Read) -> Announcement | None:
    """The first announcement of a text, with the `further` ones; `None` for a text with only one.

    Each begins with a heading that states a number, all on one level, and has a day and a talk of its own. Other
    headings with numbers are parts of one announcement, for example of its recap.
    """
    starts = [place for place, block in enumerate(blocks) if _opens(block)]
    if len(starts) < 2 or len({_heading(blocks[place]) for place in starts}) != 1:
        return None
    before = list(blocks[: starts[0]])
    parts = [list(blocks[one:following]) for one, following in zip(starts, [*starts[1:], len(blocks)], strict=True)]
    each = [read(part) for part in parts]
    numbers = {stated.number for one in each for stated in one.numbers if stated.in_title}
    if len(numbers) != len(each) or not all(one.dates and one.talks for one in each):
        return None
    above = read(before)
    first = each[0]._replace(
        links=(*above.links, *each[0].links), body="\n".join([above.body, *(one.body for one in each)])
    )
    return first._replace(further=tuple(one._replace(body="") for one in each[1:]))


@lru_cache(maxsize=8192)
def _opens(block: Block) -> bool:
    return isinstance(block, Line) and block.heading > 0 and len(issue_numbers(block.folded)) == 1


def _heading(block: Block) -> int:
    return block.heading if isinstance(block, Line) else 0
