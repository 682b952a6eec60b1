"""The statements of a document for its page: fields of the salon, then of each talk."""

from __future__ import annotations

import json

from scraper.site.query import Row


def stated_fields(document: Row) -> list[Row]:
    """Groups of `fields`, each with its `talk`; the `talk` of the salon's own fields is `None`.

    A field has `values`. Each value has the `lines` it was read from, without those shown for a value above it.
    """
    groups: list[Row] = []
    for field, value, line, talk in json.loads(document["stated"]):
        if not groups or groups[-1]["talk"] != talk:
            groups.append({"talk": talk, "fields": {}})
        if field != "title" or talk != value:  # a talk's title is the heading of its group
            lines = groups[-1]["fields"].setdefault(field, {}).setdefault(value, [])
            told = [each for known in groups[-1]["fields"][field].values() for each in known]
            if line and line != value and line not in told:
                lines.append(line)
    return groups


def left_over(document: Row) -> list[Row]:
    """Words that no reader understood, each with its `line`."""
    return [{"what": what, "line": line} for what, line in json.loads(document["left_over"])]
