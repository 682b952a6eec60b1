"""The values of a settings file: each knows its place, so that an error can name it."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from scraper.defaults import SettingsError, read_settings, settings_path

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Setting(NamedTuple):
    """A value (None if nothing is written), its place such as `data/hosts.yml: hosts: b23.tv`, and the remedy."""

    value: Any
    place: str
    remedy: str

    def wrong(self, what: str) -> SettingsError:
        """The error that says what is wrong with this value, at which place, and the remedy."""
        return SettingsError(f"{self.place}: {what}; {self.remedy}")

    def members(self, known: Collection[str] | None = None) -> dict[str, Setting]:
        """The values below this one by name: all `known` names, with None where nothing is written.

        Raises:
            SettingsError: the value is not a mapping, or has a name that is not `known`.
        """
        if self.value is not None and not isinstance(self.value, dict):
            raise self.wrong("must be names with values")
        written = {str(name): value for name, value in (self.value or {}).items()}
        if known is not None and (unknown := next((name for name in written if name not in known), None)):
            raise self.wrong(f"`{unknown}` is unknown; known are {', '.join(known)}")
        names = written if known is None else known
        return {name: self._below(written.get(name), f": {name}") for name in names}

    def items(self, called: str) -> list[Setting]:
        """The values of a list; each is `called` so, with its number. Empty if nothing is written.

        Raises:
            SettingsError: the value is not a list.
        """
        if self.value is not None and not isinstance(self.value, list):
            raise self.wrong("must be a list, one entry a line after a dash")
        return [self._below(value, f", {called} {number}") for number, value in enumerate(self.value or [], start=1)]

    def text(self, *, lines: bool = False) -> str:
        """The text, stripped; with `lines` it may have several lines. Raises SettingsError for anything else."""
        text = self.value.strip() if isinstance(self.value, str) else self.value
        if text is None or text == "":
            raise self.wrong("is missing")
        if not isinstance(text, str) or _CONTROL.search(text.replace("\n", " ") if lines else text):
            raise self.wrong(f"must be a line of text, not {self.value!r}; put it between quotes")
        return text

    def number(self) -> float:
        """A number of zero or more. Raises SettingsError for anything else."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
            raise self.wrong(f"must be a number, zero or more, not {value!r}")
        return float(value)

    def whole_number(self, most: int | None = None) -> int:
        """A whole number of zero or more, up to `most`. Raises SettingsError for anything else."""
        value, bound = self.value, "zero or more" if most is None else f"zero to {most}"
        if not isinstance(value, int) or isinstance(value, bool) or value < 0 or (most is not None and value > most):
            raise self.wrong(f"must be a whole number, {bound}, not {value!r}")
        return value

    def pattern(self) -> re.Pattern[str]:
        """A regular expression that ignores case. Raises SettingsError for anything else."""
        text = self.text()
        try:
            return re.compile(text, re.IGNORECASE)
        except re.error as error:
            raise self.wrong(f"{text!r} is not a regular expression ({error})") from error

    def _below(self, value: Any, name: str) -> Setting:
        return Setting(value, self.place + name, self.remedy)


def settings_of(name: str, remedy: str, path: Path | None = None) -> Setting:
    """The whole settings file, such as `data/hosts.yml`: from `path`, else the current folder, else the default.

    Raises:
        SettingsError: the file cannot be read or is not YAML; the message gives file, line and remedy.
    """
    return Setting(read_settings(name, path), str(path or settings_path(name)), remedy)
