"""Five hundred hosts on loopback that answer a small page after a while: the other end of `benchmarks/check.py`."""

from __future__ import annotations

import asyncio
import socket
import sys

_PAGE = (
    b"<!doctype html><html><head><title>%s</title></head><body><h1>%s</h1><p>Recording and slides.</p></body></html>"
)


MOST = b"/most-requests-in-flight"
"""A path that tells the most requests that were in flight since it was asked before."""


class Host(asyncio.Protocol):
    """Answers every request on a connection after `latency` seconds; `MOST` is answered at once, see there."""

    latency = 0.0
    waiting = most = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.received = b""

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, self.received = self.received.partition(b"\r\n\r\n")
            if MOST in head:
                self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n%8d" % Host.most)  # type: ignore[attr-defined]
                Host.most = 0
                continue
            Host.waiting += 1
            Host.most = max(Host.most, Host.waiting)
            asyncio.get_running_loop().call_later(self.latency, self.answer, head)

    def answer(self, head: bytes) -> None:
        Host.waiting -= 1
        path = head.split(b" ", 2)[1]
        body = b"" if head.startswith(b"HEAD") else _PAGE % (path, path)
        size = len(_PAGE % (path, path))
        lines = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
        if not self.transport.is_closing():
            self.transport.write(lines % size + body)  # type: ignore[attr-defined]


async def serve(hosts: int, latency: float) -> None:
    """Listens on as many addresses of 127/8, one port, and prints that port."""
    Host.latency = latency
    loop = asyncio.get_running_loop()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for number in range(hosts):
        await loop.create_server(Host, address(number), port, backlog=4096)
    print(port, flush=True)
    await asyncio.Event().wait()


def address(number: int) -> str:
    """The loopback address of a host by its number."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
