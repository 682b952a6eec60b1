"""Regular expressions that carry their examples: what each is there to find stands beside it, and a test runs it."""

from __future__ import annotations

import re

EXAMPLES: dict[re.Pattern[str], tuple[str, ...]] = {}
"""What each expression finds, by the expression."""


def expression(pattern: str, *examples: str, any_case: bool = False) -> re.Pattern[str]:
    """The compiled pattern, which each of the examples must hold; `any_case` takes capital and small letters alike."""
    compiled = re.compile(pattern, re.IGNORECASE if any_case else 0)
    EXAMPLES[compiled] = examples
    return compiled


def any_of(words: str) -> str:
    """A pattern for any of the words, which stand between commas; the longer ones first. A blank stands for any."""
    listed = sorted(words_of(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in listed)


def words_of(words: str) -> list[str]:
    """The words of a list between commas."""
    return [word.strip() for word in words.split(",") if word.strip()]
