"""What git-history is told of an announcement: the rows of its recap table, and nothing more."""

from __future__ import annotations

import re

_ROW = re.compile(r"^\|?\s*(\d+)\s*\|([^|\n]*)\|([^|\n]*)\|([^\n]*)", re.M)  # | 28 | 19.12.7 | topics | links |
_LISTED = re.compile(
    r"第\s*([一二三四五六七八九十\d]+)\s*期[（(]([\d.]+)[）)]：([^\n]*?)(?=<br|第[^（(\n]*期|\n|$)"
)  # 第六期（3.16）：topics


def rows(content: bytes) -> list[dict[str, str]]:
    """Rows of a table, else of a list; each number once."""
    text = content.decode("utf-8", "replace")
    found = [
        {"number": number, "date": date.strip(), "topics": topics.strip(), "links": links.strip(" |")}
        for number, date, topics, links in _ROW.findall(text)
    ] or [{"number": number, "date": date, "topics": topics} for number, date, topics in _LISTED.findall(text)]
    return list({row["number"]: row for row in found}.values())
