"""Which version of a library is installed, read off the names of folders: `importlib.metadata` costs a start more."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

_ENDING = ".dist-info"


def versions(libraries: Sequence[str]) -> list[str]:
    """The version of each library, in their order.

    Raises:
        PackageNotFoundError: one is not installed.
    """
    found: dict[str, str] = {}
    for folder in reversed(sys.path):  # what comes first is imported
        with suppress(OSError):
            names = (
                file.name.removesuffix(_ENDING) for file in os.scandir(folder or ".") if file.name.endswith(_ENDING)
            )
            found |= {library: version for library, _, version in (name.partition("-") for name in names)}
    return [found.get(library) or _told(library) for library in libraries]


def _told(library: str) -> str:
    from importlib.metadata import version

    return version(library)
