"""Manners towards one host: how many requests at once, how long between them, and how long to leave it alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Manners:
    """The limits of a host: requests in flight, and seconds between the end of one and the start of the next."""

    in_flight: int = 1
    pause: float = 1.0


class Turns:
    """The turns of one host: `async with turns` holds one, once the host's pause and any wait it asked for have passed.

    Every request takes one: first asks, redirects, retries and probes alike.
    """

    def __init__(self, manners: Manners) -> None:
        self.pause = manners.pause
        self._slots = asyncio.Semaphore(manners.in_flight)
        self._starting = asyncio.Lock()
        self._not_before = 0.0
        self._refusals = 0
        self._last_refusal: int | None = None

    async def __aenter__(self) -> None:
        await self._slots.acquire()
        if self._is_patient:
            try:
                async with self._starting:
                    await self._wait()
                    self.leave_alone(self.pause)
            except BaseException:
                self._slots.release()
                raise

    async def __aexit__(self, *_: object) -> None:
        self.leave_alone(self.pause)
        self._slots.release()

    @property
    def _is_patient(self) -> bool:
        """Whether a request has to wait: for the pause, or because the host asked for it."""
        return self.pause > 0 or self._not_before > 0

    async def _wait(self) -> None:
        clock = asyncio.get_running_loop()
        while (left := self._not_before - clock.time()) > 0:  # another answer may ask for more while this one waits
            await asyncio.sleep(left)

    def leave_alone(self, seconds: float) -> None:
        """No request starts before so many seconds from now."""
        if seconds > 0:
            self._not_before = max(self._not_before, asyncio.get_running_loop().time() + seconds)

    def answered(self, refusal: int | None) -> None:
        """Remembers the status with which the host asked for an unbearable wait; None where it asked for none."""
        if refusal is not None and self._refusals >= 0:
            self._refusals += 1
            self._last_refusal = refusal
        elif refusal is None:
            self._refusals = -1

    @property
    def hopeless(self) -> int | None:
        """The status of a host that has done nothing but ask for unbearable waits, `PATIENCE` times; else None."""
        return self._last_refusal if self._refusals >= PATIENCE else None
