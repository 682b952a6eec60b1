"""Files made of the whole archive, once for each build. They have no name on the disk and end with the process."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import IO, Any

BUILD = "salon.build"
"""The key of an ASGI scope that names the state of the archive being served."""
PIECE = 2**16

Fill = Callable[[IO[bytes]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A complete file; `size` is in bytes."""

    file: IO[bytes]
    size: int

    async def pieces(self) -> AsyncIterator[bytes]:
        """The content in pieces; any number of readers may read at once."""
        for start in range(0, self.size, PIECE):
            yield os.pread(self.file.fileno(), PIECE, start)


class RenderedFiles:
    """Files by name, each made at its first request; the next build discards all of them."""

    def __init__(self) -> None:
        self._build: object = None
        self._files: dict[str, asyncio.Future[RenderedFile]] = {}

    async def get(self, build: object, name: str, fill: Fill) -> RenderedFile:
        """The file `name` of a build; requests that come while it is being made wait for it."""
        if build != self._build or build is None:
            self._build, self._files = build, {}
        if (found := self._files.get(name)) is not None:
            return await asyncio.shield(found)
        future = self._files[name] = asyncio.get_running_loop().create_future()
        try:
            made = await _filled(fill)
        except BaseException as error:
            self._files.pop(name, None)
            future.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
            future.exception()  # else Python complains where no other request waits for it
            raise
        future.set_result(made)
        return made


async def _filled(fill: Fill) -> RenderedFile:
    file: Any = tempfile.TemporaryFile(prefix="salon-")  # noqa: SIM115 (it lives as long as the build)
    await fill(file)
    file.flush()
    return RenderedFile(file, file.seek(0, 2))
