"""What a document states, as its page shows it: fields of the salon, then of each talk."""

from __future__ import annotations

import json

from scraper.site.query import Row


def stated_fields(document: Row) -> list[Row]:
    """Groups of `fields`, each under its `talk`, which is `None` for those of the salon.

    A field has `values`, each with the `lines` that say so and that no value above it has.
    """
    groups: list[Row] = []
    for field, value, line, talk in json.loads(document["stated"]):
        if not groups or groups[-1]["talk"] != talk:
            groups.append({"talk": talk, "fields": {}})
        if field != "title" or talk != value:  # else it heads the group
            lines = groups[-1]["fields"].setdefault(field, {}).setdefault(value, [])
            told = [each for known in groups[-1]["fields"][field].values() for each in known]
            if line and line != value and line not in told:
                lines.append(line)
    return groups


def left_over(document: Row) -> list[Row]:
    """What no reader understood, each with the `line` it stands in."""
    return [{"what": what, "line": line} for what, line in json.loads(document["left_over"])]
