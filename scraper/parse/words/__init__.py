"""The words announcements are made of: numerals, labels, headings, tracks, people, places. Tables, not code.

Patterns run over folded text (`lines.fold`), in which full-width colons and brackets are half-width. To teach the
reader a word, add it to the list it belongs to: labels in `labels`, headings in `parts`, tracks and breaks in `topics`,
platforms and words of change in `places`, workplaces, titles and surnames in `persons`.
"""

from __future__ import annotations

from scraper.parse.words.labels import (
    LABELLED,
    Field,
    column_of,
    field_of,
    inner_labels,
    labelled,
    speaker_label_inside,
)
from scraper.parse.words.numbers import ISSUE_NUMBER, NUMERAL, issue_numbers, number_of, numeral_in
from scraper.parse.words.parts import Part, part_of
from scraper.parse.words.topics import GENERIC_LABEL, PAUSE, PLACEHOLDER, SALON, is_placeholder, track_of

__all__ = [
    "GENERIC_LABEL",
    "ISSUE_NUMBER",
    "LABELLED",
    "NUMERAL",
    "PAUSE",
    "PLACEHOLDER",
    "SALON",
    "Field",
    "Part",
    "column_of",
    "field_of",
    "inner_labels",
    "is_placeholder",
    "issue_numbers",
    "labelled",
    "number_of",
    "numeral_in",
    "part_of",
    "speaker_label_inside",
    "track_of",
]
