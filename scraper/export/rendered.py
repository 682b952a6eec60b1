"""What is made of the whole archive, made once a build: kept in files without a name, which end with the process."""

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
    """A file that was filled, with its bytes."""

    file: IO[bytes]
    size: int

    async def pieces(self) -> AsyncIterator[bytes]:
        """What it holds, in pieces, for as many readers at once as there are."""
        for start in range(0, self.size, PIECE):
            yield os.pread(self.file.fileno(), PIECE, start)


class RenderedFiles:
    """Files by name, each filled when it is first asked for, all forgotten with the next build."""

    def __init__(self) -> None:
        self._build: object = None
        self._files: dict[str, asyncio.Future[RenderedFile]] = {}

    async def get(self, build: object, name: str, fill: Fill) -> RenderedFile:
        """The file `name` of a build; whoever asks while it is being filled waits for the same one."""
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
            future.exception()  # whoever waits is told; nobody need wait
            raise
        future.set_result(made)
        return made


async def _filled(fill: Fill) -> RenderedFile:
    file: Any = tempfile.TemporaryFile(prefix="salon-")  # noqa: SIM115 (it lives as long as the build)
    await fill(file)
    file.flush()
    return RenderedFile(file, file.seek(0, 2))
