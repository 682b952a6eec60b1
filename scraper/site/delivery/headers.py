"""Security headers: strict on our pages; on Datasette's own pages they allow its scripts and styles."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Any, Send], Awaitable[None]]

_COMMON = "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
OUR_POLICY = f"default-src 'none'; style-src 'self'; img-src 'self' data:; {_COMMON}"
# Datasette's own pages hold inline scripts and styles; its query editor and other plugins ask only this host.
DATASETTE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data: https:; {_COMMON}"
)

DEFAULTS = {
    b"content-security-policy": DATASETTE_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"strict-origin-when-cross-origin",
}


_SHARED = (b"access-control-allow-origin", b"*")


def add_headers(application: Application) -> Application:
    """The application, with the headers of `DEFAULTS` in every answer that does not set them itself.

    Scripts of other sites may read everything but pages: the data are public and the same for all visitors.
    """

    async def with_headers(scope: Message, receive: Any, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                present = {name.lower() for name, _ in headers}
                missing = [item for item in DEFAULTS.items() if item[0] not in present]
                is_page = any(name.lower() == b"content-type" and b"html" in value for name, value in headers)
                if not is_page and _SHARED[0] not in present:
                    missing.append(_SHARED)
                message = {**message, "headers": headers + missing}
            await send(message)

        await application(scope, receive, send_with_headers)

    return with_headers
