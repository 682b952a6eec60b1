"""Regular expressions with examples of what each must find; a test runs the examples.

Each is compiled at its first use, since compiling the whole vocabulary takes longer than reading a document.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, cast

_CHINESE = r"[\u3400-\u9fff]"


class _Expression:
    """A pattern that is compiled when one of its methods is first used; one that is `asked_again` remembers matches."""

    def __init__(self, pattern: str, flags: int, asked_again: bool = False) -> None:
        self.pattern = pattern
        self._flags = flags
        self._asked_again = asked_again
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        self._compiled = self._compiled or re.compile(self.pattern, self._flags)
        method = getattr(self._compiled, name)
        if self._asked_again and name in ("match", "search"):
            method = lru_cache(maxsize=8192)(method)
        setattr(self, name, method)  # the next call then goes to the compiled pattern directly
        return method


EXAMPLES: dict[re.Pattern[str], tuple[str, ...]] = {}
"""The examples of each expression."""


def expression(pattern: str, *examples: str, any_case: bool = False, asked_again: bool = False) -> re.Pattern[str]:
    """The pattern, which must find something in each example; with `any_case`, in capital and small letters alike.

    One that several readers ask of the same lines is `asked_again`: it remembers what it found.
    """
    found = lazy(pattern, re.IGNORECASE if any_case else 0, asked_again=asked_again)
    EXAMPLES[found] = examples
    return found


def lazy(pattern: str, flags: int = 0, *, asked_again: bool = False) -> re.Pattern[str]:
    """The pattern, compiled at its first use; it has the methods of a compiled pattern."""
    if flags & re.IGNORECASE:  # Python would look for other cases of each Chinese character
        pattern = pattern.replace(_CHINESE, f"(?-i:{_CHINESE})")
    return cast("re.Pattern[str]", _Expression(pattern, flags, asked_again))


def is_chinese(text: str, also: str = "") -> bool:
    """Whether each character is Chinese, or one of `also`. The class of them all takes Python long to compile."""
    return bool(text) and all("\u3400" <= character <= "\u9fff" or character in also for character in text)


def any_of(words: str) -> str:
    """A pattern for any of the comma-separated words, longer ones first. A blank matches any white space, or none."""
    listed = sorted(words_of(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in listed)


def words_of(words: str) -> list[str]:
    """The words of a comma-separated list."""
    return [word.strip() for word in words.split(",") if word.strip()]
