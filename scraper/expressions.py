"""Regular expressions that carry their examples: what each is there to find stands beside it, and a test runs it.

They are compiled when they are first used, since to compile the whole vocabulary costs more than to read a document.
"""

from __future__ import annotations

import re
from typing import Any, cast

_CHINESE = r"[\u3400-\u9fff]"


class _Expression:
    """A pattern that compiles itself for the first of its methods that is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        self._compiled = self._compiled or re.compile(self.pattern, self._flags)
        method = getattr(self._compiled, name)
        setattr(self, name, method)  # so that the next call costs what it does of a compiled pattern
        return method


EXAMPLES: dict[re.Pattern[str], tuple[str, ...]] = {}
"""What each expression finds, by the expression."""


def expression(pattern: str, *examples: str, any_case: bool = False) -> re.Pattern[str]:
    """The pattern, which each of the examples must hold; `any_case` takes capital and small letters alike."""
    found = lazy(pattern, re.IGNORECASE if any_case else 0)
    EXAMPLES[found] = examples
    return found


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled when it is first used; it has the methods of a compiled one."""
    if flags & re.IGNORECASE:  # Python would look at each Chinese character for others of its case
        pattern = pattern.replace(_CHINESE, f"(?-i:{_CHINESE})")
    return cast("re.Pattern[str]", _Expression(pattern, flags))


def any_of(words: str) -> str:
    """A pattern for any of the words, which stand between commas; the longer ones first. A blank stands for any."""
    listed = sorted(words_of(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in listed)


def words_of(words: str) -> list[str]:
    """The words of a list between commas."""
    return [word.strip() for word in words.split(",") if word.strip()]
