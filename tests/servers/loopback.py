"""A real HTTP server on the loopback interface whose answers, and whose misbehaviour, a test writes itself."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """What was asked; the path is as sent, with its query, and header names are lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What is answered; `length` replaces the true Content-Length (-1 leaves it out), and `sent` cuts the body off."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes] = b""
    length: int | None = None
    sent: int | None = None


@dataclass
class Loopback:
    """The server and what it was asked, in order."""

    port: int
    requests: list[Request] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]


@contextlib.contextmanager
def serve(answer: Callable[[Request], Reply]) -> Iterator[Loopback]:
    """Answers with `answer` until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            request = Request(self.path, {name.lower(): value for name, value in self.headers.items()})
            loopback.requests.append(request)
            # A client that gives up early is what many tests are about.
            with contextlib.suppress(ConnectionError):
                self._send(answer(request))

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            is_whole = isinstance(reply.body, bytes)
            length = reply.length if reply.length is not None else len(reply.body) if is_whole else -1  # type: ignore[arg-type]
            if length >= 0:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            for piece in [reply.body[: reply.sent]] if isinstance(reply.body, bytes) else reply.body:
                self.wfile.write(piece)
                self.wfile.flush()
            self.close_connection = not is_whole or reply.sent is not None or reply.length is not None

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    loopback = Loopback(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield loopback
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
