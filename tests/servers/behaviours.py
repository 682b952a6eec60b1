"""What a host can do with a request: answer, redirect, drip, hang, break; put together by the classes of answers."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from servers import pages
from servers.raw_http import Handler, Request, answering, response

TESTED = "/live/5d286bfa1afd942ac31fbe40"
"""The path under test, where a class names no other."""
NOT_FOUND = answering(404, "nope", kind="text/plain")


def ok(body: str | bytes = pages.REPLAY, *headers: str, kind: str | None = "text/html; charset=utf-8") -> Handler:
    return answering(200, body, *headers, kind=kind)


def to(status: int, location: str) -> Handler:
    """A redirect; `{port}` and the like in it become what `ports` says once the servers listen."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(response(status, "", f"Location: {with_ports(location)}"))

    return handle


ports: dict[str, int] = {}


def with_ports(template: str) -> str:
    for name, port in ports.items():
        template = template.replace(f"{{{name}}}", str(port))
    return template


@dataclass(frozen=True)
class at:
    """A host with these paths; `*` is the one under test. Others get `other`, a 404."""

    paths: Mapping[str, Handler]
    other: Handler = NOT_FOUND

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        path = request.path.partition("?")[0]
        tested = self.paths.get("*", self.other) if path == TESTED else self.other
        await (self.paths.get(request.path) or self.paths.get(path) or tested)(request, writer)


def then(*handlers: Handler) -> Handler:
    """One handler after the other, the last for ever: what happens only once."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        await handlers[min(request.count, len(handlers)) - 1](request, writer)

    return handle


def by_method(get: Handler, head: Handler) -> Handler:
    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        await (head if request.method == "HEAD" else get)(request, writer)

    return handle


async def hang(request: Request, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def reset(request: Request, writer: asyncio.StreamWriter) -> None:
    raw_socket = writer.get_extra_info("socket")
    raw_socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def slowly(content: bytes, pause: float, start: int = 0) -> Handler:
    """Drips bytes one by one after the first `start` of them."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(content[:start])
        for index in range(start, len(content)):
            writer.write(content[index : index + 1])
            await writer.drain()
            await asyncio.sleep(pause)

    return handle


def endless(head: bytes, piece: bytes) -> Handler:
    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()

    return handle


def delayed(handler: Handler, seconds: float) -> Handler:
    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await handler(request, writer)

    return handle


def with_cookie(handler: Handler, status: int = 302) -> Handler:
    """Sends whoever comes without the cookie to the same address again, with it."""
    first = response(status, "", f"Location: {TESTED}", "Set-Cookie: seen=1; Path=/")

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        if "seen=1" in request.headers.get("cookie", ""):
            await handler(request, writer)
        else:
            writer.write(first)

    return handle


async def shell(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(response(200, pages.app_with_nonce(request.path)))


def redirects(count: int) -> Handler:
    """A chain of so many redirects that ends at a page."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        step = int(request.path.partition("step=")[2] or 0)
        ends = step >= count
        writer.write(response(200, pages.REPLAY) if ends else response(302, "", f"Location: {TESTED}?step={step + 1}"))

    return handle


def api(code: int) -> Handler:
    return ok(json.dumps({"code": code, "message": "x", "ttl": 1}), kind="application/json")


def in_days(days: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(days=days), usegmt=True)
