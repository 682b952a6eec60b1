"""The running code: the modules of a part of this project, the versions of libraries.

Both are read from folder listings, since `importlib.metadata` and `pathlib` would slow down every start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import FileIO

from scraper.errors import SalonError

_ENDING = ".dist-info"


def versions(libraries: Sequence[str]) -> list[str]:
    """The version of each library, in their order.

    Raises:
        SalonError: a library is not installed, as after an update of the code alone; the message says what to do.
    """
    found: dict[str, str] = {}
    for folder in reversed(sys.path):  # Python imports from the first folder that has it
        with suppress(OSError):
            names = (
                file.name.removesuffix(_ENDING) for file in os.scandir(folder or ".") if file.name.endswith(_ENDING)
            )
            found |= {library: version for library, _, version in (name.partition("-") for name in names)}
    return [found.get(library) or _told(library) for library in libraries]


def code_of(part: str) -> Iterator[bytes]:
    """The content of the modules of a folder and its subfolders, or of the one module, in order of their names."""
    names = sorted(f"{top}/{name}" for top, _, names in os.walk(part) for name in names if name.endswith(".py"))
    for name in names or [part]:
        with FileIO(name) as module:
            yield module.readall()


def _told(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library)
    except PackageNotFoundError:
        raise SalonError(
            f"the library {library} is not installed; install this project again, in a checkout with"
            " `pip install --editable .`; the archive is as it was before"
        ) from None
