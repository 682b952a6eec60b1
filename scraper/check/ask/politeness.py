"""Manners towards one host: how many requests at once, how long between them, and how long to leave it alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Manners:
    """What a host is owed: requests in flight, and seconds between the end of one and the start of the next."""

    in_flight: int = 1
    pause: float = 1.0


class Turns:
    """The turns of one host. Every request takes one: first asks, redirects, retries and probes alike."""

    def __init__(self, manners: Manners) -> None:
        self.pause = manners.pause
        self._slots = asyncio.Semaphore(manners.in_flight)
        self._starting = asyncio.Lock()
        self._not_before = 0.0
        self._refusals = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Holds one of the host's slots, once its pause and any wait it asked for have passed."""
        async with self._slots:
            async with self._starting:
                await self._wait()
                self.leave_alone(self.pause)
            try:
                yield
            finally:
                self.leave_alone(self.pause)

    async def _wait(self) -> None:
        clock = asyncio.get_running_loop()
        while (left := self._not_before - clock.time()) > 0:  # another answer may ask for more while this one waits
            await asyncio.sleep(left)

    def leave_alone(self, seconds: float) -> None:
        """No request starts before so many seconds from now."""
        self._not_before = max(self._not_before, asyncio.get_running_loop().time() + seconds)

    def answered(self, refused: bool) -> None:
        """Remembers whether the host refuses everything; a single good answer means that it does not."""
        if refused and self._refusals >= 0:
            self._refusals += 1
        elif not refused:
            self._refusals = -1

    @property
    def hopeless(self) -> bool:
        """Whether the host has done nothing but ask for unbearable waits, `PATIENCE` times: no use in asking more."""
        return self._refusals >= PATIENCE
