"""A raw HTTP server on loopback that says exactly what a test wants, broken or not, and remembers who asked when."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Self


@dataclass
class Request:
    """One request as it came, with the seconds at which it began and ended (monotonic)."""

    method: str
    host: str
    path: str
    headers: dict[str, str]
    began: float
    ended: float | None = None
    count: int = 1  # how often this host and path were asked, this time included


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    """Answers on 127.0.0.1 from a thread of its own: `with Server(handler) as server`, then `server.port`."""

    handler: Handler
    tls: ssl.SSLContext | None = None
    log: list[Request] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> Self:
        self._counts: dict[tuple[str, str], int] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls, limit=2**20, backlog=1024)

    async def _stop(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ValueError):
            async for request in self._requests(reader, writer):
                try:
                    await self.handler(request, writer)
                    await writer.drain()
                finally:
                    request.ended = time.monotonic()
                if request.headers.get("x-close") or writer.is_closing():
                    break
        with contextlib.suppress(OSError, RuntimeError):
            writer.close()

    async def _requests(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> AsyncIterator[Request]:
        while True:
            first = await reader.readexactly(1)
            if first == b"\x16":  # the greeting of TLS, on a port that does not speak it
                writer.write(response(400))
                return
            head = first + await reader.readuntil(b"\r\n\r\n")
            line, *rest = head.decode("latin-1").split("\r\n")
            method, path, _ = line.split(" ")
            headers = {name.lower(): value.strip() for name, _, value in (item.partition(":") for item in rest if item)}
            host = headers.get("host", "").partition(":")[0]
            key = (host, path)
            self._counts[key] = self._counts.get(key, 0) + 1
            request = Request(method, host, path, headers, time.monotonic(), count=self._counts[key])
            self.log.append(request)
            yield request

    def asked(self, host: str) -> list[Request]:
        """The requests for a host by its name, in order."""
        return [request for request in self.log if request.host == host]


def response(
    status: int | str = 200, body: str | bytes = b"", *headers: str, kind: str | None = "text/html; charset=utf-8"
) -> bytes:
    """A whole answer as it goes over the wire, with its length."""
    content = body.encode() if isinstance(body, str) else body
    line = status if isinstance(status, str) else f"{status} Said"
    lines = [f"HTTP/1.1 {line}", f"Content-Length: {len(content)}", *headers]
    if kind:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + content


def answering(*args: str | bytes | int, kind: str | None = "text/html; charset=utf-8") -> Handler:
    """A handler that always gives this `response`; nothing but the head to HEAD."""
    whole = response(*args, kind=kind)  # type: ignore[arg-type]

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(whole.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if request.method == "HEAD" else whole)

    return handle


def raw(content: bytes, close: bool = True) -> Handler:
    """A handler that writes these very bytes, and by default hangs up."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        if close:
            await writer.drain()
            writer.close()

    return handle
