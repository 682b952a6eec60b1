"""Evidence: one thing that was seen, where, and the verdict it speaks for. `weigh` makes a verdict of all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from scraper.check.judge.phrases import Sign
from scraper.check.verdicts import Verdict

LONGEST = 120
"""Characters of what was seen that are kept."""


class Strength(IntEnum):
    """How much one piece of evidence decides."""

    HINT = 1
    """Decides nothing alone; it makes other evidence weaker or stronger."""
    POINTS = 2
    """Decides where nothing outweighs it, or where a made-up sibling confirms it."""
    PROVES = 3
    """Decides, unless stronger kinds of verdict are proved, too."""
    OWNER = 4
    """The site's own API, which knows best."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the page: by which list of `data/hosts.yml`, and what stands beside it.

    `is_main`: it is the title, the main heading, or all there is to read. `beside` is the weight of other prose.
    """

    kind: str
    sign: Sign
    is_main: bool
    beside: float

    @property
    def is_lone(self) -> bool:
        """Whether only a line somewhere in the text says it, and no title or heading."""
        return self.sign.places == {"text"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen (`saw`), where (a word such as `heading`), and the verdict it speaks for, with a reason for it.

    `amount` is how much of it there is, such as fields of a form. `details` go with the verdict if this decides.
    """

    verdict: Verdict
    reason: str
    where: str
    saw: str
    strength: Strength = Strength.PROVES
    amount: float = 1
    statement: Statement | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def record(self) -> dict[str, str]:
        """The form that is stored with a check."""
        return {"says": self.verdict.value, "where": self.where, "saw": self.saw[:LONGEST]}
