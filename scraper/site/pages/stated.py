"""What a document states, as its page shows it: fields of the salon, then of each talk."""

from __future__ import annotations

import json

from scraper.site.query import Row


def stated_fields(document: Row) -> list[Row]:
    """Groups of `fields` (`field`, `value`, `line`), each under its `talk`, which is `None` for those of the salon."""
    groups: list[Row] = []
    for field, value, line, talk in json.loads(document["stated"]):
        if not groups or groups[-1]["talk"] != talk:
            groups.append({"talk": talk, "fields": []})
        if field == "title" and talk == value:
            groups[-1]["line"] = line
            continue
        fields = groups[-1]["fields"]
        if fields and fields[-1]["field"] == field:
            told = [one["line"] for one in fields[-1]["values"]]
            fields[-1]["values"].append({"value": value, "line": None if line in told else line})
        else:
            fields.append({"field": field, "values": [{"value": value, "line": line}]})
    return groups


def left_over(document: Row) -> list[Row]:
    """What no reader understood, each with the `line` it stands in."""
    return [{"what": what, "line": line} for what, line in json.loads(document["left_over"])]
