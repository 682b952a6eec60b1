"""The reason of a failed request, for every exception of the libraries that a request can end in."""

from __future__ import annotations

import errno
import socket
import ssl

import aiohttp
import httpx

from scraper.check.ask.answers import BrokenBody, Failure
from scraper.network import PrivateAddress, causes

_EXPIRED, _WRONG_HOST, _WRONG_ADDRESS = 10, 62, 64  # OpenSSL's X509_V_ERR codes
_TLS_REASONS = {_EXPIRED: "tls_expired", _WRONG_HOST: "tls_wrong_host", _WRONG_ADDRESS: "tls_wrong_host"}
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_NO_ROUTE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.ENETDOWN}
_TABLE: tuple[tuple[type[BaseException], str], ...] = (  # the first that fits counts, so the most specific come first
    (PrivateAddress, "private_address"),
    (BrokenBody, "bad_answer"),
    (ssl.SSLError, "tls_error"),
    (aiohttp.ServerFingerprintMismatch, "tls_error"),
    (socket.gaierror, "name_not_resolved"),
    (ConnectionRefusedError, "refused"),
    (ConnectionResetError, "reset"),
    (BrokenPipeError, "reset"),
    (TimeoutError, "timeout"),
    (aiohttp.ClientPayloadError, "bad_answer"),
    (aiohttp.ServerDisconnectedError, "empty_reply"),
    (aiohttp.ClientResponseError, "bad_answer"),
    (aiohttp.http_exceptions.HttpProcessingError, "bad_answer"),
    (httpx.TimeoutException, "timeout"),
    (httpx.ProtocolError, "bad_answer"),
)


def failure(url: str, error: BaseException) -> Failure:
    """The reason for an exception; also looks at the exceptions it was raised from, and into groups."""
    found = list(causes(error))
    detail = next((text for cause in found if (text := _one_line(cause))), type(error).__name__)
    for cause in found:
        if hasattr(cause, "verify_code"):  # only OpenSSL's own exception has it, not what aiohttp makes of it
            return Failure(url, _TLS_REASONS.get(cause.verify_code, "tls_untrusted"), detail)
    for kind, reason in _TABLE:
        for cause in found:
            if isinstance(cause, kind):
                return Failure(url, _refined(cause, reason), detail)
    routes = any(isinstance(cause, OSError) and cause.errno in _NO_ROUTE for cause in found)
    return Failure(url, "no_route" if routes else "failed", detail)


def _refined(cause: BaseException, reason: str) -> str:
    if isinstance(cause, socket.gaierror) and cause.errno in _NO_SUCH_NAME:
        return "no_such_host"
    return reason


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
