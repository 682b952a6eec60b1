"""The classes of answers as hosts on loopback, and as the table in docs/links.md.

`python tests/servers/faults.py` writes the tables of the document; a test says when they are out of date.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from scraper.check.verdicts import REASONS
from servers import pages
from servers.behaviours import at, ok, ports, with_ports
from servers.classes import FAULTS, Fault
from servers.raw_http import Handler, Request, Server, answering, response

RULES = """
hosts:
  alive-text.localhost:
    rules: [{alive: "csrf", source: a test, seen: never}]
  rule-gone.localhost:
    rules: [{gone: "只剩下风声", source: a test, seen: never}]
"""
_API_RULE = """
  NAME.localhost:
    rules:
      - api: "http://NAME.localhost:{port}/view?bvid={id}"
        match: "/video/(?P<id>BV[0-9A-Za-z]{10})"
        field: code
        alive: [0]
        gone: [-404, 62002]
        blocked: [-412]
        source: a test
        seen: never
"""


def rules() -> str:
    """A `hosts.yml` with the rules that some classes are about, once the servers listen; waits are short."""
    apis = [_API_RULE.replace("NAME", name) for name in ("api-alive", "api-gone", "api-blocked", "api-silent")]
    return with_ports(f"general: {{pause: 0, backoff: 0.05, longest_wait: 2}}\n{RULES}{''.join(apis)}")


def url_of(fault: Fault) -> str:
    """The address of a class, once the servers listen."""
    return with_ports(fault.url or f"http://{fault.name}.localhost:{{port}}{fault.path}")


def dispatcher() -> Handler:
    """Finds a class by the name of its host. Made-up addresses are 404, except where a host answers all alike."""
    named = {f"{fault.name}.localhost": fault for fault in FAULTS if fault.handler}

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        fault = named.get(request.host)
        if fault is None or fault.handler is None:
            writer.write(response(200, pages.LOGIN) if request.host == "passport.localhost" else response(404))
            return
        path = request.path if "?" in fault.path else request.path.partition("?")[0]
        asked = fault.catch_all or isinstance(fault.handler, at) or path == fault.path.partition("#")[0]
        await (fault.handler if asked else answering(404))(request, writer)

    return handle


@contextlib.contextmanager
def fault_servers(folder: Path) -> Iterator[Server]:
    """All classes on loopback; fills `ports`, and leaves the authority to trust in `folder/authority.pem`."""
    import trustme

    known, unknown = trustme.CA(), trustme.CA()
    known.cert_pem.write_to_path(str(folder / "authority.pem"))
    day = timedelta(days=1)
    certificates = {
        "tls_known": known.issue_cert("localhost"),
        "tls_unknown": unknown.issue_cert("localhost"),
        "tls_other": known.issue_cert("other.example"),
        "tls_expired": known.issue_cert(
            "localhost", not_before=datetime.now(UTC) - 9 * day, not_after=datetime.now(UTC) - day
        ),
    }
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Server(dispatcher()))
        ports["port"] = server.port
        for name, certificate in certificates.items():
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            ports[name] = stack.enter_context(Server(at({"/live/1": ok()}), tls=context)).port
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            ports["closed"] = nobody.getsockname()[1]
            yield server


DOCUMENT = Path(__file__).parents[2] / "docs" / "links.md"


def classes() -> str:
    """The classes as a Markdown table."""
    rows = [f"| {fault.what} | {fault.verdict} | `{fault.reason.partition('|')[0]}` |" for fault in FAULTS]
    return "\n".join([f"{len(FAULTS)} classes.", "", "| class | verdict | reason |", "| --- | --- | --- |", *rows])


def reasons() -> str:
    """The vocabulary of reasons as a Markdown table."""
    rows = [f"| `{reason}` | {verdict} | {meaning} |" for reason, (verdict, meaning) in REASONS.items()]
    return "\n".join(["| reason | verdict | when |", "| --- | --- | --- |", *rows])


def document(text: str) -> str:
    """The document with its tables renewed."""
    for name, table in (("classes", classes()), ("reasons", reasons())):
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        text = f"{text.partition(begin)[0]}{begin}\n{table}\n{end}{text.partition(end)[2]}"
    return text


if __name__ == "__main__":
    DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8")), "utf-8")
