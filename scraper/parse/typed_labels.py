"""Labels that somebody typed without their colon: `分享人 林一`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from scraper.markup.lines import Block, Line
from scraper.parse.people import surely_named
from scraper.parse.words import Field, field_of, labelled

_LONGEST = 200


def with_colons(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with a colon instead of the blank behind such labels.

    Lines that only begin with a word that is a label are common (论文 解读). So they count where they stand together
    and one of them surely names a speaker.
    """
    for is_labelled, group in groupby(blocks, lambda block: isinstance(block, Line) and _blank(block) is not None):
        lines = list(group)
        if is_labelled and any(isinstance(line, Line) and _names_speaker(line) for line in lines):
            yield from (_with_colon(line) if isinstance(line, Line) else line for line in lines)
        else:
            yield from lines


@lru_cache(maxsize=8192)
def _blank(line: Line) -> int | None:
    """Where the blank stands behind a label without a colon; `None` for any other line."""
    match = labelled(line.folded)
    if match is None or match["colon"] or len(line.text) > _LONGEST or match.end() == len(line.text):
        return None
    return match.end() - 1 if line.text[match.end() - 1] == " " else None


def _names_speaker(line: Line) -> bool:
    match = labelled(line.folded)
    return match is not None and field_of(match["label"]) is Field.SPEAKER and surely_named(line.text[match.end() :])


def _with_colon(line: Line) -> Line:
    place = _blank(line) or 0
    return line._replace(text=f"{line.text[:place]}：{line.text[place + 1 :]}")
