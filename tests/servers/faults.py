"""Every way a host can answer, each as a host of its own on loopback, with what a check has to say of it.

`python tests/servers/faults.py` writes the table into docs/links.md; a test says when it is out of date.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from servers import pages
from servers.raw_http import Handler, Request, Server, answering, raw, response

GBK = "text/html; charset=gbk"
JSON = "application/json"


@dataclass(frozen=True)
class Fault:
    """One class: its name (also that of its host), what happens, and the verdict and reason a check has to give.

    `url` is a template over `ports` for what is not plain HTTP on the shared port.
    """

    name: str
    what: str
    verdict: str
    reason: str
    handler: Handler | None = None
    path: str = "/live/5d286bfa1afd942ac31fbe40"
    url: str = ""
    catch_all: bool = False  # answers every path so, made-up ones too
    moved_to: str | None = None


def _group(verdict: str, *faults: Fault) -> list[Fault]:
    assert all(fault.verdict == verdict for fault in faults)
    return list(faults)


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
class at:  # noqa: N801 - reads as the function it is used as
    """A host with these paths; `*` is the one under test. Others get `other`, a 404."""

    paths: Mapping[str, Handler]
    other: Handler = answering(404, "nope", kind="text/plain")

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        path = request.path.partition("?")[0]
        tested = self.paths.get("*", self.other) if path == Fault.path else self.other
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
    import socket
    import struct

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
    first = response(status, "", f"Location: {Fault.path}", "Set-Cookie: seen=1; Path=/")

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
        writer.write(
            response(200, pages.REPLAY) if ends else response(302, "", f"Location: {Fault.path}?step={step + 1}")
        )

    return handle


def api(code: int) -> Handler:
    return ok(json.dumps({"code": code, "message": "x", "ttl": 1}), kind=JSON)


def in_days(days: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(days=days), usegmt=True)


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_PAGE = pages.REPLAY.encode()

ALIVE = _group(
    "alive",
    Fault("ok", "200, a page", "alive", "ok", ok()),
    Fault("ok-english", "200, an English page", "alive", "ok", ok(pages.ENGLISH)),
    Fault("ok-home", "200, a site's home page", "alive", "ok", ok(pages.HOME), path="/", catch_all=True),
    Fault("ok-chinese-path", "Chinese path and query", "alive", "ok",
          at({"/%E5%9B%9E%E6%94%BE/%E7%AC%AC28%E6%9C%9F?q=%E4%B8%AD": ok()}), path="/回放/第28期?q=中"),
    Fault("ok-escapes", "`%2F`, `&` and `+` reach the server as they were published", "alive", "ok",
          at({"/a%2Fb/c+d?x=1&y=%26&z": ok()}), path="/a%2Fb/c+d?x=1&y=%26&z"),
    Fault("ok-every-escape", "other escapes, needless or malformed, likewise", "alive", "ok",
          at({"/a%28b%29%27%7E%41?q=%20+%zz&w=%e4": ok()}), path="/a%28b%29%27%7E%41?q=%20+%zz&w=%e4"),
    Fault("ok-spaces", "a space in the published address", "alive", "ok", at({"/a%20b": ok()}), path="/a b"),
    Fault("ok-fragment", "a fragment, which is not sent", "alive", "ok", path="/live/1#part", handler=at({"/live/1": ok()})),
    Fault("ok-no-type", "no Content-Type", "alive", "ok", ok(kind=None)),
    Fault("ok-json", "200, a JSON answer that reports success", "alive", "ok", ok('{"code":0,"data":{"id":1}}', kind=JSON)),
    Fault("ok-text", "200, plain text", "alive", "ok", ok("slides and code", kind="text/plain")),
    Fault("ok-gzip", "200, gzip", "alive", "ok", ok(gzip.compress(_PAGE), "Content-Encoding: gzip")),
    Fault("ok-deflate", "200, deflate without the zlib wrapper", "alive", "ok",
          ok(zlib.compress(_PAGE)[2:-4], "Content-Encoding: deflate")),
    Fault("ok-gbk", "200, GBK named in the header", "alive", "ok", ok(pages.REPLAY.encode("gbk"), kind=GBK)),
    Fault("ok-gbk-undeclared", "200, GBK named nowhere", "alive", "ok",
          ok(pages.REPLAY.replace("utf-8", "").encode("gbk"), kind="text/html")),
    Fault("ok-odd-charset", "200, a charset that is none", "alive", "ok", ok(kind="text/html; charset=zlib")),
    Fault("ok-odd-cookie", "200, a cookie that is no text", "alive", "ok", raw(_HEAD + b"Set-Cookie: \xff\xfe;;=\r\n\r\n" + _PAGE)),
    Fault("ok-line-ends", "200, lines that end in LF alone", "alive", "ok", raw(_HEAD.replace(b"\r", b"") + b"\n" + _PAGE)),
    Fault("ok-http-1-0", "HTTP/1.0 without length", "alive", "ok", raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + _PAGE)),
    Fault("ok-no-phrase", "a status line without words", "alive", "ok", raw(b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n" + _PAGE)),
    Fault("ok-early-hints", "103 before 200", "alive", "ok", raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + _HEAD + b"\r\n" + _PAGE)),
    Fault("ok-chunked", "chunked", "alive", "ok", raw(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(_PAGE) + _PAGE + b"\r\n0\r\n\r\n")),
    Fault("ok-partial", "206 although nothing partial was asked for", "alive", "ok", answering(206, pages.REPLAY)),
    Fault("ok-201", "another 2xx with a page", "alive", "ok", answering(201, pages.REPLAY)),
    Fault("head-405", "HEAD refused, GET fine", "alive", "ok", by_method(ok(), answering(405))),
    Fault("head-404", "HEAD is 404, GET fine", "alive", "ok", by_method(ok(), answering(404))),
    Fault("head-hangs", "HEAD never answered, GET fine", "alive", "ok", by_method(ok(), hang)),
    Fault("head-500", "HEAD fails, GET fine", "alive", "ok", by_method(ok(), answering(500))),
    Fault("media", "a video of 2 GB", "alive", "ok",
          endless(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 2147483648\r\n\r\n", b"\0" * 4096), path="/v/28.mp4"),
    Fault("media-head-refused", "a video whose HEAD is refused", "alive", "ok",
          by_method(ok(b"\0" * 100, kind="video/mp4"), answering(403)), path="/v/28.mp4"),
    Fault("page-2-gb", "a page of 2 GB", "alive", "ok", endless(_HEAD + b"Content-Length: 2147483648\r\n\r\n" + _PAGE, b"<p>more</p>" * 400)),
    Fault("endless", "a page that never ends", "alive", "ok",
          endless(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(_PAGE) + _PAGE + b"\r\n", b"b\r\n<p>more</p>\r\n" * 100)),
    Fault("bomb", "64 KiB of gzip that are 64 MiB", "alive", "ok", ok(pages.bomb(), "Content-Encoding: gzip")),
    Fault("slow", "slow, but in time", "alive", "ok", delayed(ok(), 0.4)),
    Fault("dripping-in-time", "a body in drips, but in time", "alive", "ok", slowly(response(200, _PAGE[:-200]), 0.001, 300)),
    Fault("dripping-with-text", "a body that stalls after its text", "alive", "ok", slowly(response(200, _PAGE + b" " * 900), 0.2, len(_PAGE) + 90)),
    Fault("once-404", "404 once, then 200", "alive", "ok", then(answering(404), ok())),
    Fault("once-500", "500 once, then 200", "alive", "ok", then(answering(500), ok())),
    Fault("once-503", "503 once, then 200", "alive", "ok", then(answering(503), ok())),
    Fault("twice-502", "502 twice, then 200", "alive", "ok", then(answering(502), answering(502), ok())),
    Fault("once-reset", "reset once, then 200", "alive", "ok", then(reset, ok())),
    Fault("once-empty", "an empty reply once, then 200", "alive", "ok", then(raw(b""), ok())),
    Fault("once-hanging", "no answer once, then 200", "alive", "ok", then(hang, ok())),
    Fault("once-broken", "a broken answer once, then 200", "alive", "ok", then(raw(b"nonsense\r\n\r\n"), ok())),
    Fault("once-429", "429 with Retry-After in seconds, then 200", "alive", "ok", then(answering(429, "", "Retry-After: 1"), ok())),
    Fault("once-429-date", "429 with Retry-After as a date, then 200", "alive", "ok",
          then(answering(429, "", "Retry-After: " + in_days(-1)), ok())),
    Fault("once-429-bare", "429 without Retry-After, then 200", "alive", "ok", then(answering(429), ok())),
    Fault("once-503-wait", "503 with Retry-After, then 200", "alive", "ok", then(answering(503, "", "Retry-After: 1"), ok())),
    Fault("redirect-302", "302 to a page", "alive", "ok", at({"*": to(302, "/v/1"), "/v/1": ok()})),
    Fault("redirect-303", "303 to a page", "alive", "ok", at({"*": to(303, "/v/1"), "/v/1": ok()})),
    Fault("redirect-307", "307 to a page", "alive", "ok", at({"*": to(307, "/v/1"), "/v/1": ok()})),
    Fault("redirect-relative", "Location relative to the path", "alive", "ok", at({"*": to(302, "../v/1"), "/v/1": ok()})),
    Fault("redirect-no-scheme", "Location without scheme", "alive", "ok",
          at({"*": to(302, "//redirect-no-scheme.localhost:{port}/v/1"), "/v/1": ok()})),
    Fault("redirect-utf8", "Location in raw UTF-8", "alive", "ok", at({"*": to(302, "/回放/1"), "/%E5%9B%9E%E6%94%BE/1": ok()})),
    Fault("redirect-gbk", "Location in raw GBK", "alive", "ok",
          at({"*": to(302, "/回放/1".encode("gbk").decode("utf-8", "surrogateescape")), "/%BB%D8%B7%C5/1": ok()})),
    Fault("redirect-spaces", "Location with spaces", "alive", "ok", at({"*": to(302, "/a b/1"), "/a%20b/1": ok()})),
    Fault("redirect-backslash", "Location with backslashes", "alive", "ok", at({"*": to(302, "\\v\\1"), "/v/1": ok()})),
    Fault("redirect-ten", "ten redirects to a page", "alive", "ok", redirects(10)),
    Fault("redirect-cookie", "a redirect that wants its cookie back", "alive", "ok", with_cookie(ok())),
    Fault("redirect-temporary-first", "302, then 301, to a page", "alive", "ok",
          at({"*": to(302, "/v/0"), "/v/0": to(301, "/v/1"), "/v/1": ok()})),
    Fault("redirect-route", "to a route of an app behind the `#`", "alive", "ok", at({"*": to(302, "/#/live/1"), "/": ok()})),
    Fault("short-link-home", "a short link to another site's home page, others 404", "alive", "ok",
          at({"/Ab12cd": to(302, "http://ok-home.localhost:{port}/")}), path="/Ab12cd"),
    Fault("meta-refresh", "meta refresh to a page", "alive", "ok",
          at({"*": ok(pages.page("", head="<meta http-equiv=refresh content='0; url=/v/1'>")), "/v/1": ok()})),
    Fault("meta-refresh-self", "a live page that renews itself", "alive", "ok",
          ok(pages.REPLAY.replace("<title>", "<meta http-equiv=refresh content='5'><title>"))),
    Fault("meta-refresh-late", "a live page that leaves after a quarter of an hour", "alive", "ok",
          ok(pages.REPLAY.replace("<title>", "<meta http-equiv=refresh content='900;url=/'><title>"))),
    Fault("meta-refresh-noscript", "meta refresh only for browsers without script", "alive", "ok",
          ok(pages.REPLAY.replace("<title>", "<noscript><meta http-equiv=refresh content='0;url=/'></noscript><title>"))),
    Fault("refresh-header", "a Refresh header to a page", "alive", "ok", at({"*": ok("", "Refresh: 0; url=/v/1"), "/v/1": ok()})),
    Fault("script-redirect", "a script that only sends on, to a page", "alive", "ok",
          at({"*": ok(pages.page("", "<script>window.location.href='/v/1'</script>")), "/v/1": ok()})),
    Fault("script-sometimes", "a live page whose script sends some browsers on", "alive", "ok",
          ok(pages.REPLAY.replace("</body>", "<script>if(/Mobile/.test(navigator.userAgent))location.href='/'</script></body>"))),
    Fault("article-404-zh", "a Chinese article about 404 pages", "alive", "ok", ok(pages.ARTICLE_ZH)),
    Fault("article-404-en", "an English article about 404 pages, with that in its title", "alive", "ok", ok(pages.ARTICLE_EN)),
    Fault("passing-mention", "a long page that says “not found” in passing", "alive", "ok", ok(pages.PASSING)),
    Fault("hidden-notice", "a live page with a hidden “not found” for its scripts", "alive", "ok", ok(pages.HIDDEN_NOTICE)),
    Fault("event-closed", "an event's page that says registration has ended", "alive", "ok", ok(pages.OPEN_EVENT)),
    Fault("app-with-404", "a single-page app whose server knows its addresses", "alive", "ok", ok(pages.APP)),
    Fault("recaptcha-form", "a live page with a captcha in its comment form", "alive", "ok",
          ok(pages.REPLAY.replace("</body>", "<script src='https://x.test/recaptcha/api.js'></script><p>" + pages.LOREM + "</p></body>"))),
    Fault("slug-ignored", "an article found by its number, whatever its slug", "alive", "ok",
          at({"/questions/11227/what-is-it": ok(pages.ENGLISH)}), path="/questions/11227/what-is-it"),
    Fault("api-alive", "the site's API says it is there, the page is refused", "alive", "api_says_alive",
          at({"/video/BV1154y1k7NC": answering(412), "/view?bvid=BV1154y1k7NC": api(0)}), path="/video/BV1154y1k7NC"),
    Fault("alive-text", "a shell with a text that a rule takes as proof", "alive", "alive_text", shell, catch_all=True),
    Fault("tls-known", "TLS by an authority in SSL_CERT_FILE", "alive", "ok", url="https://localhost:{tls_known}/live/1"),
)  # fmt: skip

MOVED = _group(
    "moved",
    Fault("moved-301", "301 to a page", "moved", "permanent_redirect", at({"*": to(301, "/v/1"), "/v/1": ok()}), moved_to="/v/1"),
    Fault("moved-308", "308 to a page", "moved", "permanent_redirect", at({"*": to(308, "/v/1"), "/v/1": ok()}), moved_to="/v/1"),
    Fault("moved-then-302", "301, then 302, to a page", "moved", "permanent_redirect",
          at({"*": to(301, "/v/0"), "/v/0": to(302, "/v/1"), "/v/1": ok()}), moved_to="/v/1"),
    Fault("moved-host", "301 to another host", "moved", "permanent_redirect", at({"*": to(301, "http://ok.localhost:{port}" + Fault.path)})),
    Fault("moved-home", "a home page that moved", "moved", "permanent_redirect",
          at({"/": to(301, "/zh/"), "/zh/": ok(pages.HOME)}), path="/", moved_to="/zh/"),
    Fault("moved-slash", "301 to the same with a slash", "moved", "permanent_redirect",
          at({"/live/28": to(301, "/live/28/"), "/live/28/": ok()}), path="/live/28", moved_to="/live/28/"),
)  # fmt: skip

DEAD = _group(
    "dead",
    Fault("status-404", "404", "dead", "http_404", answering(404)),
    Fault("status-410", "410", "dead", "http_410", answering(410)),
    Fault("head-lies", "HEAD is 200, GET is 404", "dead", "http_404", by_method(answering(404), answering(200))),
    Fault("media-head-lies", "a video whose HEAD is 200 and GET is 404", "dead", "http_404", path="/v/28.mp4",
          handler=by_method(answering(404), ok(b"\0" * 9, kind="video/mp4"))),
    Fault("no-such-host", "a name that does not exist, while others do", "dead", "no_such_host", url="http://no-such-host.invalid/x"),
    Fault("redirect-no-host", "302 to a name that does not exist", "dead", "no_such_host", at({"*": to(302, "http://gone.invalid/")})),
    Fault("redirect-404", "302 to a 404", "dead", "http_404", at({"*": to(302, "/v/1")})),
    Fault("redirect-home", "302 to the site's home page", "dead", "redirect_to_home", at({"*": to(302, "/"), "/": ok(pages.HOME)})),
    Fault("redirect-home-301", "301 to the site's home page", "dead", "redirect_to_home", at({"*": to(301, "/"), "/": ok(pages.HOME)})),
    Fault("redirect-home-query", "302 to the home page with a note in its query", "dead", "redirect_to_home",
          at({"*": to(302, "/index.html?from=404"), "/index.html": ok(pages.HOME)})),
    Fault("redirect-home-locale", "302 to the home page in a language", "dead", "redirect_to_home",
          at({"*": to(302, "/zh-CN/"), "/zh-CN/": ok(pages.HOME)})),
    Fault("redirect-other-home", "everything is sent to another site's home page", "dead", "redirect_to_home",
          to(302, "http://ok-home.localhost:{port}/"), catch_all=True),
    Fault("redirect-error-page", "302 to /404.html, answered 200", "dead", "redirect_to_error_page",
          at({"*": to(302, "/404.html"), "/404.html": ok(pages.HOME)})),
    Fault("meta-refresh-home", "meta refresh to the home page", "dead", "redirect_to_home",
          at({"*": ok(pages.page("", "一会儿见", head="<meta http-equiv='Refresh' content='3;URL=/'>")), "/": ok(pages.HOME)})),
    Fault("onload-home", "an empty page whose `onload` sends to the home page", "dead", "redirect_to_home",
          at({"*": ok("<html><body onload=\"location='/'\"></body></html>"), "/": ok(pages.HOME)})),
    Fault("script-home", "a script that only sends to the home page", "dead", "redirect_to_home",
          at({"*": ok(pages.page("", "<script>setTimeout(function(){location.replace('/')},900)</script>")), "/": ok(pages.HOME)})),
    Fault("gone-en", "200, an English page that says it is gone", "dead", "says_gone", ok(pages.GONE_EN)),
    Fault("gone-zh", "200, a Chinese page that says it is gone", "dead", "says_gone", ok(pages.GONE_ZH)),
    Fault("gone-gbk", "200, one in GBK by its header", "dead", "says_gone", ok(pages.GONE_ZH.encode("gbk"), kind=GBK)),
    Fault("gone-gbk-meta", "200, one in GBK by its meta", "dead", "says_gone",
          ok(pages.GONE_ZH.replace("utf-8", "gb2312").encode("gbk"), kind="text/html")),
    Fault("gone-gbk-undeclared", "200, one in GBK named nowhere", "dead", "says_gone",
          ok(pages.GONE_ZH.replace("utf-8", "").encode("gbk"), kind="text/html")),
    Fault("gone-gbk-wrong", "200, one in GBK that claims to be UTF-8", "dead", "says_gone", ok(pages.GONE_ZH.encode("gbk"))),
    Fault("gone-gzip", "200, one in gzip", "dead", "says_gone", ok(gzip.compress(pages.GONE_ZH.encode()), "Content-Encoding: gzip")),
    Fault("gone-video", "200, a removed video", "dead", "says_gone", ok(pages.GONE_VIDEO)),
    Fault("gone-wechat", "200, an article its author deleted", "dead", "says_gone", ok(pages.GONE_WECHAT)),
    Fault("gone-everywhere", "200, and a made-up address is answered the same", "dead", "says_gone", ok(pages.GONE_EN), catch_all=True),
    Fault("gone-busy", "200, the notice among recommendations, made-up ones the same", "dead", "says_gone", ok(pages.GONE_BUSY), catch_all=True),
    Fault("gone-in-other-words", "200, a word of absence, made-up ones the same", "dead", "says_gone_as_made_up",
          ok(pages.page("某站", "<div>咦，这里空空如也，你要的东西大概已经下架，去别处逛逛吧，也许会有新的发现在等着你。</div>")), catch_all=True),
    Fault("gone-form", "200, a closed form", "dead", "says_gone", ok(pages.CLOSED_FORM)),
    Fault("gone-form-en", "200, a closed form in English", "dead", "says_gone", ok(pages.CLOSED_FORM_EN)),
    Fault("gone-json", "200, a short link with a JSON error", "dead", "says_gone", ok('{"code":-404,"message":"啥都木有"}', kind=JSON)),
    Fault("gone-json-as-html", "200, a JSON error sent as HTML", "dead", "says_gone", ok('{"success":false,"msg":"链接不存在"}')),
    Fault("gone-after-redirect", "302 to a page that says it is gone", "dead", "says_gone", at({"*": to(302, "/v/1"), "/v/1": ok(pages.GONE_ZH)})),
    Fault("parked", "a domain for sale", "dead", "parked_domain", ok(pages.PARKED), catch_all=True),
    Fault("parked-zh", "a domain for sale, in Chinese", "dead", "parked_domain", ok(pages.PARKED_ZH), catch_all=True),
    Fault("parked-frame", "a page framed from a parking service", "dead", "parked_domain",
          ok("<html><frameset><frame src='http://www.sedoparking.com/x'></frameset></html>"), catch_all=True),
    Fault("api-gone", "200, and the site's API says it is hidden", "dead", "api_says_gone",
          at({"/video/BV1154y1k7NC": ok(), "/view?bvid=BV1154y1k7NC": api(62002)}), path="/video/BV1154y1k7NC"),
    Fault("rule-gone", "200, the words of a rule for this host", "dead", "says_gone", ok(pages.page("某站", "这里只剩下风声", pages.LOREM))),
)  # fmt: skip

BLOCKED = _group(
    "blocked",
    *(Fault(f"status-{status}", f"{status}", "blocked", f"http_{status}", answering(status))
      for status in (400, 401, 402, 403, 405, 406, 412, 451, 999)),
    Fault("status-429", "429 for ever, without Retry-After", "blocked", "rate_limited", answering(429)),
    Fault("status-429-short", "429 for ever, a short Retry-After", "blocked", "rate_limited", answering(429, "", "Retry-After: 0")),
    Fault("status-429-hour", "429, Retry-After an hour", "blocked", "rate_limited", answering(429, "", "Retry-After: 3600")),
    Fault("status-429-date", "429, Retry-After a day as a date", "blocked", "rate_limited", answering(429, "", "Retry-After: " + in_days(1))),
    Fault("captcha-200", "a captcha with 200", "blocked", "challenge", ok(pages.CAPTCHA), catch_all=True),
    Fault("captcha-404", "a captcha with 404", "blocked", "challenge", answering(404, pages.CAPTCHA)),
    Fault("challenge-403", "a test for browsers with 403", "blocked", "challenge", answering(403, pages.CHALLENGE)),
    Fault("challenge-503", "a test for browsers with 503", "blocked", "challenge", answering(503, pages.CHALLENGE)),
    Fault("challenge-200", "a test for browsers with 200", "blocked", "challenge", ok(pages.CHALLENGE), catch_all=True),
    Fault("challenge-header", "a test for browsers that only a header names", "blocked", "challenge",
          answering(202, "", "x-amzn-waf-action: challenge")),
    Fault("login-redirect", "302 to a login", "blocked", "redirect_to_login",
          at({"*": to(302, "/login?next=/live"), "/login": ok(pages.LOGIN)})),
    Fault("login-redirect-301", "301 to a login", "blocked", "redirect_to_login",
          at({"*": to(301, "/users/sign_in"), "/users/sign_in": ok(pages.LOGIN)})),
    Fault("login-host", "302 to a passport host", "blocked", "redirect_to_login", at({"*": to(302, "http://passport.localhost:{port}/x")})),
    Fault("login-refresh", "meta refresh to a login", "blocked", "redirect_to_login",
          at({"*": ok(pages.page("", head="<meta http-equiv=refresh content='0;url=/login'>")), "/login": ok(pages.LOGIN)})),
    Fault("captcha-redirect", "302 to a captcha", "blocked", "challenge", at({"*": to(302, "/captcha?for=x"), "/captcha": ok(pages.HOME)})),
    Fault("login-200", "200, a login form instead of the page", "blocked", "login_page", ok(pages.LOGIN), catch_all=True),
    Fault("api-blocked", "the site's API refuses", "blocked", "challenge",
          at({"/video/BV1154y1k7NC": ok(), "/view?bvid=BV1154y1k7NC": api(-412)}), path="/video/BV1154y1k7NC"),
)  # fmt: skip

UNREACHABLE = _group(
    "unreachable",
    *(Fault(f"status-{status}", f"{status} for ever", "unreachable", f"http_{status}", answering(status))
      for status in (500, 502, 503, 504, 521)),
    Fault("hanging", "no answer", "unreachable", "timeout", hang),
    Fault("slow-headers", "headers in drips without end", "unreachable", "timeout", slowly(_HEAD + b"X: " + b"y" * 900, 0.2, 5)),
    Fault("stalling", "headers, then nothing", "unreachable", "timeout", slowly(response(200, _PAGE), 9, 80)),
    Fault("dripping", "a body in drips without end", "unreachable", "timeout", slowly(response(200, _PAGE), 0.2, 110)),
    Fault("refused", "nothing listens", "unreachable", "refused", url="http://127.0.0.1:{closed}/x"),
    Fault("reset", "reset for ever", "unreachable", "reset", reset),
    Fault("empty-reply", "closed without a byte", "unreachable", "empty_reply", raw(b"")),
    Fault("redirect-refused", "302 to where nothing listens", "unreachable", "refused", at({"*": to(302, "http://127.0.0.1:{closed}/x")})),
    Fault("tls-expired", "certificate expired", "unreachable", "tls_expired", url="https://localhost:{tls_expired}/x"),
    Fault("tls-self-signed", "certificate of an unknown authority", "unreachable", "tls_untrusted", url="https://localhost:{tls_unknown}/x"),
    Fault("tls-wrong-host", "certificate of another host", "unreachable", "tls_wrong_host", url="https://localhost:{tls_other}/x"),
    Fault("tls-plain", "https to a port that speaks plain HTTP", "unreachable", "tls_error", url="https://localhost:{port}/x"),
    Fault("plain-tls", "http to a port that speaks TLS", "unreachable", "bad_answer|empty_reply|reset", url="http://localhost:{tls_known}/x"),
    Fault("bad-status-line", "no HTTP at all", "unreachable", "bad_answer", raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")),
    Fault("bad-status", "a status that is no number", "unreachable", "bad_answer", raw(b"HTTP/1.1 abc OK\r\n\r\n")),
    Fault("bad-header", "a header line without colon", "unreachable", "bad_answer", raw(_HEAD + b"no colon here\r\n\r\n" + _PAGE)),
    Fault("bad-header-name", "a header name with a NUL", "unreachable", "bad_answer", raw(_HEAD + b"a\0b: c\r\n\r\n" + _PAGE)),
    Fault("huge-header", "a header of a megabyte", "unreachable", "bad_answer", raw(_HEAD + b"X: " + b"y" * 2**20 + b"\r\n\r\n" + _PAGE)),
    Fault("many-headers", "ten thousand headers", "unreachable", "bad_answer", raw(_HEAD + b"X: y\r\n" * 10_000 + b"\r\n" + _PAGE)),
    Fault("bad-length", "a length that is no number", "unreachable", "bad_answer", raw(_HEAD + b"Content-Length: many\r\n\r\n" + _PAGE)),
    Fault("cut-off", "fewer bytes than Content-Length says", "unreachable", "bad_answer", raw(_HEAD + b"Content-Length: 99999\r\n\r\n" + _PAGE)),
    Fault("ok-more-than-said", "more bytes than Content-Length says", "unreachable", "bad_answer", raw(_HEAD + b"Content-Length: %d\r\n\r\n" % (len(_PAGE) - 9) + _PAGE)),
    Fault("bad-chunk", "a chunk whose size is no number", "unreachable", "bad_answer", raw(_HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n" + _PAGE)),
    Fault("cut-chunk", "chunks that stop in the middle", "unreachable", "bad_answer", raw(_HEAD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n" + _PAGE)),
    Fault("bad-gzip", "no gzip although it says so", "unreachable", "bad_answer", ok(pages.REPLAY, "Content-Encoding: gzip")),
    Fault("cut-gzip", "gzip that ends too early", "unreachable", "bad_answer", ok(gzip.compress(_PAGE)[:-40], "Content-Encoding: gzip")),
    Fault("redirect-loop", "two addresses that redirect to each other", "unreachable", "redirect_loop",
          at({"*": to(302, "/v/1"), "/v/1": to(302, Fault.path)})),
    Fault("redirect-self", "redirected to itself", "unreachable", "redirect_loop", to(301, Fault.path)),
    Fault("redirect-endless", "ever new redirects", "unreachable", "too_many_redirects", redirects(99)),
    Fault("redirect-nowhere", "302 without Location", "unreachable", "redirect_without_target", answering(302)),
    Fault("redirect-empty", "302 with an empty Location", "unreachable", "redirect_without_target", to(302, "")),
    Fault("redirect-malformed", "302 to `http://[::1/x`", "unreachable", "redirect_without_target", to(302, "http://[::1/x")),
    Fault("redirect-long", "302 to an address of 50,000 characters", "unreachable", "redirect_without_target", to(302, "/" + "a" * 50_000)),
    Fault("redirect-bad-port", "302 to port 99999", "unreachable", "redirect_without_target", to(302, "http://localhost:99999/x")),
    Fault("redirect-script", "302 to `javascript:`", "unreachable", "redirect_without_target", to(302, "javascript:alert(1)")),
    Fault("redirect-file", "302 to `file:`", "unreachable", "redirect_without_target", to(302, "file:///etc/passwd")),
    Fault("status-300", "300 without Location", "unreachable", "redirect_without_target", answering(300, "choose")),
)  # fmt: skip

UNVERIFIABLE = _group(
    "unverifiable",
    Fault("app", "a single-page app: one shell for every path", "unverifiable", "same_as_made_up", ok(pages.APP), catch_all=True),
    Fault("app-nonce", "the same with a nonce, the time and the path in it", "unverifiable", "same_as_made_up", shell, catch_all=True),
    Fault("app-query", "the same where the query picks the page", "unverifiable", "same_as_made_up", shell, catch_all=True,
          path="/classroom/class?id=5c5696191afd94720cc94533&type=video"),
    Fault("app-moved", "301 to a single-page app", "unverifiable", "same_as_made_up",
          at({"*": to(301, "http://app.localhost:{port}/live/1")})),
    Fault("app-noscript", "a shell with a notice for browsers without script", "unverifiable", "same_as_made_up",
          ok(pages.APP.replace("<div", "<noscript>You need to enable JavaScript to run this app.</noscript><div")), catch_all=True),
    Fault("app-loading", "a shell that shows “loading”", "unverifiable", "same_as_made_up",
          ok(pages.APP.replace("</div>", "<p>加载中…</p></div>")), catch_all=True),
    Fault("app-alone", "a shell, and made-up addresses fail", "unverifiable", "app_shell",
          at({"*": ok(pages.APP)}, other=answering(500))),
    Fault("same-for-all", "one static page for every path", "unverifiable", "same_as_made_up", ok(pages.HOME), catch_all=True),
    Fault("one-target", "every address redirected to one page that is not the home page", "unverifiable", "same_as_made_up",
          at({"/v/1": ok(pages.ENGLISH)}, other=to(302, "/v/1"))),
    Fault("empty-200", "200 without a byte", "unverifiable", "empty_page", ok("")),
    Fault("empty-page", "200, a page with nothing in it", "unverifiable", "empty_page", ok(pages.EMPTY)),
    Fault("empty-204", "204", "unverifiable", "empty_page", raw(b"HTTP/1.1 204 No Content\r\n\r\n", close=False)),
    Fault("status-304", "304 although nothing was cached", "unverifiable", "empty_page", raw(b"HTTP/1.1 304 Not Modified\r\n\r\n", close=False)),
    Fault("app-scheme", "302 to `weixin://`", "unverifiable", "app_scheme", to(302, "weixin://dl/business")),
    Fault("app-scheme-mail", "302 to `mailto:`", "unverifiable", "app_scheme", to(302, "mailto:a@example.org")),
    Fault("gone-unsure", "200, a notice in a heading among much else, made-up ones 404", "unverifiable", "says_gone_unconfirmed", ok(pages.GONE_BUSY)),
    Fault("json-unclear", "200, a JSON answer that reports some error", "unverifiable", "says_gone_unconfirmed",
          ok('{"code":-1,"msg":"系统繁忙"}', kind=JSON)),
    Fault("api-silent", "200, and the site's API fails", "unverifiable", "api_unclear",
          at({"/video/BV1154y1k7NC": ok(), "/view?bvid=BV1154y1k7NC": answering(500)}), path="/video/BV1154y1k7NC"),
)  # fmt: skip

INVALID = _group(
    "invalid",
    Fault("mailto", "`mailto:`", "invalid", "other_scheme", url="mailto:salon@example.org"),
    Fault("tel", "`tel:`", "invalid", "other_scheme", url="tel:+8657112345678"),
    Fault("javascript", "`javascript:`", "invalid", "other_scheme", url="javascript:void(0)"),
    Fault("ftp", "`ftp:`", "invalid", "other_scheme", url="ftp://example.org/x"),
    Fault("no-scheme", "no scheme", "invalid", "malformed", url="www.example.org/x"),
    Fault("relative", "a path alone", "invalid", "malformed", url="/live/1"),
    Fault("empty", "nothing", "invalid", "malformed", url=" "),
    Fault("one-slash", "`http:/host`", "invalid", "malformed", url="http:/example.org/x"),
    Fault("no-host", "no host", "invalid", "malformed", url="http:///x"),
    Fault("bad-ipv6", "`http://[::1/x`", "invalid", "malformed", url="http://[::1/x"),
    Fault("bad-port", "port 99999", "invalid", "malformed", url="http://localhost:99999/x"),
    Fault("word-port", "a port in letters", "invalid", "malformed", url="http://localhost:abc/x"),
    Fault("bad-host", "a full-width bracket in the host", "invalid", "malformed", url="https://momodel.cn）"),
    Fault("space-host", "a space in the host", "invalid", "malformed", url="http://exa mple.org/x"),
    Fault("long-label", "a label of 70 letters", "invalid", "malformed", url=f"http://{'a' * 70}.example.org/"),
    Fault("bad-ipv4", "`http://999.999.999.999`", "invalid", "malformed", url="http://999.999.999.999/"),
)  # fmt: skip

FAULTS = [*ALIVE, *MOVED, *DEAD, *BLOCKED, *UNREACHABLE, *UNVERIFIABLE, *INVALID]
"""Every class, by the verdict it has to get."""


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
    import ssl
    import socket

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
BEGIN, END = "<!-- classes: python tests/servers/faults.py -->", "<!-- end of classes -->"


def table() -> str:
    """The classes as a Markdown table."""
    rows = [f"| {fault.what} | {fault.verdict} | `{fault.reason.partition('|')[0]}` |" for fault in FAULTS]
    return "\n".join(["| class | verdict | reason |", "| --- | --- | --- |", *rows])


def document(text: str) -> str:
    """The document with its table of classes renewed."""
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    return f"{before}{BEGIN}\n{len(FAULTS)} classes.\n\n{table()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8")), "utf-8")
