"""The numbers that a reader sees before the items of numbered lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.markup.tree import Element

_COUNT = re.compile(r"\d{1,4}")
_FAR_COUNT = re.compile(r"[1-9]\d{1,3}")


@dataclass(slots=True)
class Counts:
    """How far each list has come."""

    following: dict[Element, int] = field(default_factory=dict)

    def before(self, item: Element) -> str:
        """`69. ` for an item of a list that counts from ten or more on, since such a number is no place in the list;
        blank for any other."""
        above = item.getparent()
        if above is None or above.tag != "ol":
            return ""
        first, own = above.get("start", "1").strip(), item.get("value", "").strip()
        begins = int(first) if _COUNT.fullmatch(first) else 1
        here = int(own) if _COUNT.fullmatch(own) else self.following.get(above, begins)
        self.following[above] = here + 1
        return f"{here}. " if _FAR_COUNT.fullmatch(first) else ""
