"""The speakers of a cell, by the pattern that the settings have for one person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.parse.words import is_placeholder
from scraper.records import FindingCode, Problem, Speaker
from scraper.series import TableLayout

MAX_CELL = 2000
"""Characters of a cell that a pattern is tried on."""
_SEVERAL = re.compile(r"[、;；&＆|(（]|\s(?:and|with|/)\s|,\s", re.I)
_NOBODY = re.compile(r"[\W_]*(?:n/?a|none|nobody|无|暂无)?[\W_]*", re.I)
_REMEDY = "name one person with `speaker_pattern` under `table:` in data/series.yml"


def session_speakers(
    lines: Sequence[str], layout: TableLayout, excerpt: str
) -> tuple[tuple[Speaker, ...], tuple[Problem, ...]]:
    """The people of some lines, each once, and the problems with their names.

    Each place of a line where the pattern fits is a person; without a pattern each line is one, and one that seems to
    name several, or more than a name, is a problem as well.
    """
    found: list[Speaker] = []
    problems: list[Problem] = []
    for words in (line[:MAX_CELL].strip() for line in lines):
        if _NOBODY.fullmatch(words) or is_placeholder(words):
            continue
        if layout.speaker_pattern is None:
            found.append(Speaker(words))
            if _SEVERAL.search(words):
                message = f"{words[:80]!r} is read as the name of one person; {_REMEDY}"
                problems.append(Problem(FindingCode.NOT_UNDERSTOOD, message, excerpt))
            continue
        named = _by_pattern(words, layout.speaker_pattern)
        found += named
        if not named:
            problems.append(
                Problem(FindingCode.NOT_UNDERSTOOD, f"`speaker_pattern` finds nobody in {words[:80]!r}", excerpt)
            )
    return tuple(dict.fromkeys(found)), tuple(problems)


def _by_pattern(words: str, pattern: str) -> list[Speaker]:
    parts = [match.groupdict() for match in re.finditer(pattern, words, re.I)]
    named = [((one.get("name") or "").strip(), (one.get("affiliation") or "").strip()) for one in parts]
    return [Speaker(name, work or None) for name, work in named if name and not is_placeholder(name)]
