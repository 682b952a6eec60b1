"""Web pages over a real connection: which are stored, and when; a hostile server gets one clear line."""

from __future__ import annotations

import gzip
import itertools
import socket
import threading
import time
import tracemalloc
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from servers.behaviours import reset
from servers.loopback import Loopback, Reply, Request, serve
from servers.raw_http import Handler, Server, raw
from support.patience import hurry

from scraper.sources import SourceFailed
from scraper.sources.documents.manifest import Entry
from scraper.sources.documents.store import MAX_DOCUMENT_BYTES, DocumentStore
from scraper.sources.documents.writer import StoreWriter
from scraper.sources.expectations import unmet
from scraper.sources.fetching import Fetching, FetchResult, Options
from scraper.sources.http import client
from scraper.sources.http.client import Client
from scraper.sources.settings import Source
from scraper.sources.times import now

HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGES = Path(__file__).parents[1] / "fixtures" / "pages"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


class Silent:
    def begin(self, source: str, total: int) -> None: ...
    def advance(self) -> None: ...
    def say(self, message: str) -> None: ...


def fetch(folder: Path, url: str, **options: bool) -> FetchResult:
    source = Source("site", "page", url)
    with Fetching(StoreWriter(folder), Options(**options), Silent(), [source]) as fetching:  # type: ignore[arg-type]
        return fetching.fetch(source)


def article(text: str, token: str = "") -> bytes:
    return f"<html><head><meta name=csrf content='{token}'></head><body><article><p>{text * 10}</article>".encode()


@contextmanager
def site(*replies: Reply | Callable[[Request], Reply], robots: Reply | None = None) -> Iterator[Loopback]:
    """A site that answers its page with one reply after the other, the last one for ever."""
    waiting = iter([*replies, *itertools.repeat(replies[-1], 50)])

    def answer(request: Request) -> Reply:
        if request.path == "/robots.txt":
            return robots or Reply(404)
        reply = next(waiting)
        return reply if isinstance(reply, Reply) else reply(request)

    with serve(answer) as loopback:
        yield loopback


def entries(folder: Path) -> list[Entry]:
    return DocumentStore(folder).entries()


def test_page_is_stored_as_fetched(tmp_path: Path) -> None:
    content = (PAGES / "wechat.html").read_bytes()
    with site(Reply(200, {**HTML, "ETag": '"1"', "Last-Modified": "Tue, 03 Dec 2019 00:00:00 GMT"}, content)) as server:
        outcome = fetch(tmp_path, f"{server.url}/s/abc?x=1#part")
    assert (outcome.new, outcome.failures) == (1, [])
    (entry,) = entries(tmp_path)
    assert (tmp_path / entry.file).read_bytes() == content
    assert entry.file.startswith("2019-12-03-")
    assert (entry.source, entry.path, entry.media_type, entry.etag) == ("site", None, "text/html", '"1"')
    assert (entry.published_at, entry.fetched_at) == ("2019-12-03T00:22:21+08:00", entry.revision)
    agent = server.requests[-1].headers["user-agent"]
    assert agent.startswith("salon-archive/")
    assert "(+http" in agent


def test_unchanged_page_is_asked_for_conditionally_and_stored_once(tmp_path: Path) -> None:
    """By the validators of its last answer, also where those changed and the article did not."""
    replies = [Reply(200, {**HTML, "ETag": f'"{number}"'}, article("text", str(number))) for number in (1, 2)]
    with site(*replies, Reply(304)) as server:
        outcomes = [fetch(tmp_path, server.url) for _ in range(3)]
    assert [(outcome.new, outcome.unchanged, outcome.failures) for outcome in outcomes] == [
        (1, 0, []),
        *[(0, 1, [])] * 2,
    ]
    asked = [request.headers.get("if-none-match") for request in server.requests if request.path != "/robots.txt"]
    assert asked == [None, '"1"', '"2"']
    assert len(entries(tmp_path)) == 1


@pytest.mark.parametrize("validator", ["\xe9", "\x7f", "", "x" * 2000])
def test_validator_that_no_header_should_carry_back_is_left_out(tmp_path: Path, validator: str) -> None:
    headers = {**HTML, "ETag": validator, "Last-Modified": validator}
    with site(Reply(200, headers, article("text"))) as server:
        outcomes = [fetch(tmp_path, server.url) for _ in range(2)]
    assert [(outcome.new, outcome.unchanged, outcome.failures) for outcome in outcomes] == [(1, 0, []), (0, 1, [])]
    assert not {"if-none-match", "if-modified-since"} & server.requests[-1].headers.keys()


@pytest.mark.parametrize(
    ("handler", "words"), [(reset, "reset by peer"), (raw(b""), "disconnected"), (raw(b"x\r\n\r\n"), "illegal")]
)
def test_connection_that_breaks_is_said_in_words(tmp_path: Path, handler: Handler, words: str) -> None:
    with Server(handler) as server:
        (failure,) = fetch(tmp_path, f"http://127.0.0.1:{server.port}/").failures
    assert words in failure and "\n" not in failure


def test_changed_article_is_a_new_revision_and_the_old_one_stays(tmp_path: Path) -> None:
    """Also when it changes back; the newest by date is always the one that stands there now."""
    texts = [article(text) for text in "ABA"]
    for own in ("", "<time datetime='2019-12-03'></time>"):
        folder = tmp_path / str(len(own))
        replies = [Reply(200, HTML, text.replace(b"<p>", f"{own}<p>".encode())) for text in texts]
        with site(*replies) as server:
            for _ in range(4):
                assert fetch(folder, server.url).failures == []
        store = DocumentStore(folder)
        documents = store.documents()
        assert [store.read(document) for document in documents] == [reply.body for reply in replies]
        assert len({document.id for document in documents}) == 3
        assert documents[0].published_at == ("2019-12-03" if own else None)
        assert not own or str(documents[2].published_at).startswith("2019-12-03T00:00:02")


def test_page_that_names_its_change_gets_that_date(tmp_path: Path) -> None:
    first = (PAGES / "site.html").read_bytes()
    second = first.replace(b"203", b"204").replace(b"2019-12-04T08", b"2019-12-05T08")
    with site(Reply(200, HTML, first), Reply(200, HTML, second)) as server:
        fetch(tmp_path, server.url)
        fetch(tmp_path, server.url)
    published = [entry.published_at for entry in entries(tmp_path)]
    assert published == ["2019-12-03T09:30:00+08:00", "2019-12-05T08:00:00+08:00"]


def test_removed_page_is_said_and_stored_so_that_the_build_finds_it(tmp_path: Path) -> None:
    there, removed = ((PAGES / f"{name}.html").read_bytes() for name in ("wechat", "wechat-removed"))
    with site(*(Reply(200, HTML, content) for content in (there, removed, removed, there))) as server:
        outcomes = [fetch(tmp_path, server.url) for _ in range(4)]
    assert [outcome.new for outcome in outcomes] == [1, 1, 0, 1]
    assert [outcome.failures for outcome in outcomes] == [[]] * 4
    assert outcomes[1].removed == [f"{server.url}: 该内容已被发布者删除"]
    assert [(tmp_path / entry.file).read_bytes() for entry in entries(tmp_path)] == [there, removed, there]


@pytest.mark.parametrize(
    ("headers", "content", "media_type"),
    [
        (
            {"Content-Type": "text/html; charset=Big5"},
            "<article>機器學習沙龍".encode("big5"),
            "text/html; charset=Big5",
        ),
        ({"Content-Type": 'text/html;charset="GBK"'}, "<article>沙龙".encode("gbk"), "text/html; charset=GBK"),
        ({"Content-Type": "text/html"}, "<meta charset=gbk><body><article>沙龙".encode("gbk"), "text/html"),
        ({"Content-Type": "text/html; charset=UTF-8"}, "<article>沙龙".encode(), "text/html"),
        ({"Content-Type": "application/xhtml+xml"}, "<article>沙龙".encode(), "text/html"),
        ({"Content-Type": "text/plain; charset=utf-8"}, "# 沙龙".encode(), "text/markdown"),
        ({}, b"<article>salon", "text/html"),
        ({}, b"# salon", "text/markdown"),
        ({**HTML, "Content-Encoding": "gzip"}, gzip.compress("<article>沙龙".encode(), mtime=0), "text/html"),
    ],
)
def test_charset_and_type(tmp_path: Path, headers: dict[str, str], content: bytes, media_type: str) -> None:
    with site(Reply(200, headers, content)) as server:
        assert fetch(tmp_path, server.url).failures == []
    (entry,) = entries(tmp_path)
    assert entry.media_type == media_type
    stored = (tmp_path / entry.file).read_bytes()
    assert stored == (gzip.decompress(content) if "Content-Encoding" in headers else content)


def forever() -> Iterator[bytes]:
    return itertools.repeat(b"<p>more</p>" * 6000)


BOMB = gzip.compress(b"\0" * 200_000_000, 1)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(200, HTML, forever()), "larger than the 10485760 bytes"),
        (Reply(200, HTML, b"x", length=10**12), "failure"),
        (Reply(200, {**HTML, "Content-Encoding": "gzip"}, BOMB), "larger than the 10485760 bytes"),
        (Reply(200, {**HTML, "Content-Encoding": "gzip, gzip"}, gzip.compress(BOMB)), "compressed as 'gzip, gzip'"),
        (Reply(200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(article("x"))[:40]), "ends too early"),
        (Reply(200, {**HTML, "Content-Encoding": "gzip"}, b"plain"), "cannot be decompressed"),
        (Reply(200, HTML, article("x"), length=5000), "failure"),
        (Reply(200, HTML, b""), "empty"),
        (Reply(200, HTML, b"\0\1\2\3" * 100), "not text"),
        (Reply(200, HTML, b"<div>" * 10_000), "nested deeper"),
        (Reply(200, HTML, b"<p>x" * 1_000_000), "more than 20000 elements"),
        (Reply(200, HTML, b"<div id=root></div><script src=app.js></script>"), "holds no text"),
        (Reply(200, {"Content-Type": "video/mp4"}, b"x"), "is video/mp4, not a page"),
        (Reply(200, HTML, (PAGES / "wechat-wall.html").read_bytes()), "asks for a person"),
        (Reply(404), "the page does not exist"),
        (Reply(410), "the page is gone"),
        (Reply(403), "answers 403"),
        (Reply(500), "answers 500"),
        (Reply(302, {"Location": "/again"}), "more than 5 redirects"),
        (Reply(302, {"Location": "http://127.0.0.1:9/"}), "inside the own network; --allow-private"),
        (Reply(302, {"Location": "http://localhost:9/"}), "inside the own network; --allow-private"),
        (Reply(302, {"Location": "http://[::ffff:10.0.0.1]/"}), "inside the own network; --allow-private"),
        (Reply(302, {"Location": "http://2130706433:9/"}), "inside the own network; --allow-private"),
        (Reply(302, {"Location": "file:///etc/passwd"}), "not an http or https address"),
        (Reply(302, {"Location": "http://host:99999/"}), "http"),
        (Reply(302, {"Location": "http://xn--\udcff/"}), "http"),
        (Reply(429, {"Retry-After": "86400"}), "limits requests until"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_hostile_answer_is_one_clear_line_and_stores_nothing(tmp_path: Path, reply: Reply, message: str) -> None:
    message = message if message != "failure" else "peer closed connection"
    tracemalloc.start()
    with site(reply) as server:
        outcome = fetch(tmp_path, server.url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(outcome.failures) == 1
    assert message in outcome.failures[0]
    assert "\n" not in outcome.failures[0]
    assert entries(tmp_path) == []
    assert not list(tmp_path.glob("*.html"))
    assert peak < 8 * MAX_DOCUMENT_BYTES
    assert len(server.requests) < 15


def test_redirects_inside_the_site_and_into_the_own_network_when_permitted(tmp_path: Path) -> None:
    with site(Reply(200, HTML, article("inner"))) as inner:
        redirect = Reply(302, {"Location": f"{inner.url}/x"})
        with site(Reply(301, {"Location": "/moved"}), redirect) as outer:
            assert "inside the own network" in fetch(tmp_path / "a", outer.url).failures[0]
        assert not inner.requests
        with site(Reply(301, {"Location": "/moved"}), redirect) as outer:
            assert fetch(tmp_path / "b", outer.url, allow_private=True).new == 1


def test_published_name_or_address_is_never_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    headers = {**HTML, "Content-Disposition": 'attachment; filename="../../../evil.html"', "ETag": '"../../x"'}
    with site(Reply(200, headers, article("x"))) as server:
        assert fetch(folder, f"{server.url}/../../../evil.html").new == 1
    assert not list(tmp_path.rglob("evil*"))
    assert {path.parent for path in tmp_path.rglob("*.html")} == {folder}


def test_server_that_drips_is_left_after_the_deadline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then, in the body or before it, never lets a read time out."""
    monkeypatch.setattr(client, "_DEADLINE", 0.2)
    monkeypatch.setattr(client, "_ATTEMPTS", 2)

    def drips() -> Iterator[bytes]:
        while True:
            time.sleep(0.02)
            yield b"<"

    with site(lambda request: Reply(200, HTML, drips())) as server:
        assert "no complete answer within" in fetch(tmp_path, server.url).failures[0]
    with _dripping_headers() as url, Client([url]) as asking, pytest.raises(SourceFailed, match="no complete answer"):
        asking.get(url)


@contextmanager
def _dripping_headers() -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))

    def serve_one() -> None:
        try:
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=drip, args=[connection], daemon=True).start()
        except OSError:
            return

    def drip(connection: socket.socket) -> None:
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while True:
                time.sleep(0.02)
                connection.sendall(b"X: y\r\n")
        except OSError:
            connection.close()

    threading.Thread(target=serve_one, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        listening.close()


@pytest.mark.parametrize(
    ("robots", "message"),
    [
        (Reply(200, body=b"User-agent: *\nDisallow: /private"), "does not allow programs"),
        (Reply(200, body=b"User-agent: *\nAllow: /\nDisallow: /*abc$"), "does not allow programs"),
        (
            Reply(200, body=b"User-agent: salon-archive\nDisallow: /\n\nUser-agent: *\nAllow: /"),
            "does not allow programs",
        ),
        (Reply(503), "rules cannot be read"),
        (Reply(302, {"Location": "http://10.0.0.1/robots.txt"}), "rules cannot be read"),
        (Reply(200, body=b"User-agent: other\nDisallow: /"), ""),
        (Reply(200, body=b"<html>no rules</html>"), ""),
        (Reply(403), ""),
        (Reply(404), ""),
    ],
)
def test_robots_txt_is_obeyed(tmp_path: Path, robots: Reply, message: str) -> None:
    with site(Reply(200, HTML, article("x")), robots=robots) as server:
        failures = fetch(tmp_path, f"{server.url}/private/abc").failures
    assert ("/private/abc" in server.paths) is not bool(message)
    assert message in " ".join(failures)
    assert bool(failures) is bool(message)


def test_robots_txt_of_the_site_a_redirect_leads_to_is_obeyed_too(tmp_path: Path) -> None:
    forbidding = Reply(200, body=b"User-agent: *\nDisallow: /")
    with (
        site(Reply(200, HTML, article("x")), robots=forbidding) as inner,
        site(Reply(302, {"Location": f"{inner.url}/x"})) as outer,
    ):
        assert "does not allow" in fetch(tmp_path, outer.url, allow_private=True).failures[0]
    assert inner.paths == ["/robots.txt"]


def test_name_that_leads_into_the_own_network_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whatever DNS answers; and the address that was judged is the one that is connected to."""
    answers = {"rebinding.example": ["93.184.215.14", "127.0.0.1"], "public.example": ["93.184.215.14"]}
    original = socket.getaddrinfo

    def lookup(host: str, port: int, *arguments: object, **options: object) -> object:
        if host not in answers:
            return original(host, port, *arguments, **options)  # type: ignore[arg-type]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers[host]]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    failure = fetch(tmp_path, "http://rebinding.example/").failures[0]
    assert "rebinding.example is 127.0.0.1, an address inside the own network; --allow-private" in failure


def test_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is looked up once; its Host header stays."""
    with serve(lambda request: Reply(200, body=request.headers["host"].encode())) as server:
        monkeypatch.setattr(
            "scraper.sources.http.transport.resolve_public", lambda host, port: ["127.0.0.2", "127.0.0.1"]
        )
        with Client() as asking:
            assert asking.get(f"http://salon.example:{server.port}/").content.decode() == f"salon.example:{server.port}"


def test_proxy_of_the_environment_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks names up itself; literal addresses are still judged here."""
    with serve(lambda request: Reply(404 if "robots" in request.path else 200, HTML, article("x"))) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        assert fetch(tmp_path, "http://salon.invalid/x").new == 1
        with Client() as asking, pytest.raises(SourceFailed, match="inside the own network"):
            asking.get("http://10.0.0.1/")
    assert proxy.paths == ["http://salon.invalid/robots.txt", "http://salon.invalid/x"]


def test_expectations(tmp_path: Path) -> None:
    source = Source("salons", "git", "x", ("y",), documents=3, max_age_days=30)
    old = Entry(path="y", published_at="2019-12-03T00:00:00+08:00")
    new = old._replace(published_at=now())
    assert unmet(source, [old, old, new], [old] * 3) == []
    assert unmet(source, [new] * 3, [new] * 3 + [Entry(path="other")] * 9) == []
    assert "salons has 2 documents, at least 3" in unmet(source, [new, new], [new])[0]
    assert "salons has 3 documents left of 10" in unmet(source, [new] * 3, [old] * 10)[0]
    assert "salons: its newest document is of 2019-12-03" in unmet(source, [old] * 3, [])[0]
    assert "none of its documents has a date" in unmet(source, [Entry()] * 3, [])[0]
    assert "has 0 documents" in unmet(Source("s", "git", "x", ("y",)), [], [])[0]


def test_credentials_are_sent_and_nowhere_else(tmp_path: Path) -> None:
    """To the host they were given for, its `robots.txt` and its redirects; in no file, line or message."""
    with site(Reply(302, {"Location": "/b"}), Reply(200, {**HTML, "ETag": '"1"'}, article("x"))) as server:
        secret = server.url.replace("http://", "http://us%40er:se:cret@")
        outcome = fetch(tmp_path, f"{secret}/a")
        again = fetch(tmp_path, f"{secret}/a")
    assert (outcome.new, outcome.failures, again.unchanged) == (1, [], 1)
    sent = {request.headers["authorization"] for request in server.requests}
    assert sent == {"Basic " + b64encode(b"us@er:se:cret").decode()}
    assert entries(tmp_path)[0].url == f"{server.url}/a"
    assert not [path for path in tmp_path.iterdir() if b"cret" in path.read_bytes()]


def test_credentials_stay_with_their_host(tmp_path: Path) -> None:
    with site(Reply(200, HTML, article("x"))) as other, site(Reply(302, {"Location": f"{other.url}/b"})) as server:
        fetch(tmp_path, server.url.replace("http://", "http://user:secret@") + "/a")
    assert [request.headers.get("authorization") for request in other.requests] == [None] * len(other.requests)


@pytest.mark.parametrize(
    "address", ["{secret}/gone", "http://user:secret@[::1/x", "http://user:secret@/x", "http://user:secret@h.invalid/x"]
)
def test_credentials_are_in_no_message(tmp_path: Path, address: str) -> None:
    with site(Reply(404)) as server:
        outcome = fetch(tmp_path, address.format(secret=server.url.replace("http://", "http://user:secret@")))
    assert outcome.failures and "secret" not in " ".join([outcome.source, *outcome.failures])


def test_credentials_of_a_redirect_are_sent_and_not_said(tmp_path: Path) -> None:
    with site(Reply(404)) as server:
        there = server.url.replace("http://", "http://user:secret@")
        with site(Reply(302, {"Location": f"{there}/x"})) as first, Client([server.url, first.url]) as asker:
            answer = asker.get(f"{first.url}/a")
    assert answer.url == f"{server.url}/x"
    assert server.requests[-1].headers["authorization"] == "Basic " + b64encode(b"user:secret").decode()


@pytest.mark.parametrize("host", ["localhost.", "2130706433", "0x7f.1", "127.1", "printer", "nas.local"])
def test_the_own_network_is_refused_before_a_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """Whatever its spelling: the proxy would look it up inside the network it stands in."""
    with site(Reply(200, HTML, article("x"))) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        outcome = fetch(tmp_path, f"http://{host}/x")
    assert "inside the own network" in outcome.failures[0] and proxy.requests == []


ANNOUNCED = "<html><title>第 30 期机器学习沙龙</title><article><h1>第 30 期机器学习沙龙</h1>{}</article>"
TALK = (
    "<p>活动时间：2020年3月16日（周一）19:00-20:00</p><p>论文分享 19:00-19:40 主题：联邦学习综述 分享人：张三</p>" * 3
)
CAPTCHA = "<html><title>安全验证</title><p>请完成安全验证</p><div id=captcha></div><script src='/captcha.js'></script>"
LOGIN = "<html><title>登录</title><form><p>请登录后查看</p><input name=user><input type=password name=password></form>"
GONE_PAGES = {
    "soft 404": b"<html><title>404 Not Found</title><h1>404</h1><p>Sorry, this page does not exist.</p>",
    "soft 404 in Chinese": "<html><title>页面不存在</title><p>抱歉，您访问的页面不存在或已被删除</p>".encode(),
    "maintenance": "<html><title>系统维护中</title><h1>系统维护中</h1><p>请稍后访问</p>".encode(),
    "failure": "<html><title>提示</title><div>系统繁忙，请稍后再试</div>".encode(),
    "suspended": b"<html><title>Account Suspended</title><h1>This account has been suspended.</h1>",
    "shell": b"<html><title>Club</title><div id=root></div><script src=/app.js></script>",
    "captcha": CAPTCHA.encode(),
    "login": LOGIN.encode(),
}


@pytest.mark.parametrize("name", GONE_PAGES)
def test_a_watched_page_that_is_no_longer_the_page_is_not_stored(tmp_path: Path, name: str) -> None:
    """The source fails with a message, and what was stored stays; when the page is back, all goes on."""
    page = ANNOUNCED.format(TALK).encode()
    with site(Reply(200, HTML, page), Reply(200, HTML, GONE_PAGES[name]), Reply(200, HTML, page)) as server:
        outcomes = [fetch(tmp_path, f"{server.url}/p/30") for _ in range(3)]
    assert [(found.new, bool(found.failures)) for found in outcomes] == [(1, False), (0, True), (0, False)]
    assert len(entries(tmp_path)) == 1


@pytest.mark.parametrize("target", ["/", "/login?next=/p/30", "/404.html"])
def test_a_watched_page_that_sends_on_elsewhere_is_not_stored(tmp_path: Path, target: str) -> None:
    """To the home page, to a login, to an error page: even where that page lists salons of its own."""

    def answer(request: Request) -> Reply:
        if request.path == "/robots.txt":
            return Reply(404)
        gone = len(server.paths) > 2 and request.path == "/p/30"
        return Reply(302, {"Location": target}) if gone else Reply(200, HTML, pages[request.path != target])

    shown = (
        LOGIN
        if "login" in target
        else "<html><title>404</title><p>404 页面不存在"
        if "404" in target
        else ANNOUNCED.format(TALK + "<p>Home</p>")
    )
    pages = [shown.encode(), ANNOUNCED.format(TALK).encode()]
    with serve(answer) as server:
        outcomes = [fetch(tmp_path, f"{server.url}/p/30") for _ in range(2)]
    assert [(found.new, bool(found.failures)) for found in outcomes] == [(1, False), (0, True)], outcomes
    assert "what was stored stays" in outcomes[1].failures[0] and len(entries(tmp_path)) == 1


@pytest.mark.parametrize("aside", ["登录后可以评论", "视频已失效，请看下一期", "404 是什么？", "本站使用验证码"])
def test_an_announcement_stays_one_whatever_stands_around_it(tmp_path: Path, aside: str) -> None:
    with site(Reply(200, HTML, ANNOUNCED.format(TALK + f"<p>{aside}</p>").encode())) as server:
        outcome = fetch(tmp_path, f"{server.url}/p/30")
    assert (outcome.new, outcome.failures) == (1, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("阅读 123", "阅读 1,456"), ("阅读量：123", "阅读量：9.8万"), ("浏览次数 12 次", "浏览次数 13 次"), ("12 人点赞", "13 人点赞"),
        ("1.2k views", "1,301 views"), ("Views: 5", "Views: 6"), ("3 分钟前发布", "2 小时前发布"), ("2 hours ago", "a day ago"),
        ("nonce=8f3ab27cc09e41d2", "nonce=11aa90bc3d4e5f67"), ("8f3ab27cc09e41d2aa", "91bc3d4e5f67aa0011"),
        ("<a href='/x?id=7&signature=abc'>x</a>", "<a href='/x?id=7&signature=def'>x</a>"),
    ],
)  # fmt: skip
def test_a_counter_or_a_nonce_makes_no_new_document(tmp_path: Path, before: str, after: str) -> None:
    replies = [Reply(200, HTML, ANNOUNCED.format(f"{TALK}<p>{text}</p>").encode()) for text in (before, after)]
    with site(*replies) as server:
        assert [fetch(tmp_path, f"{server.url}/p/30").new for _ in range(2)] == [1, 0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("论文阅读 13:00", "论文阅读 14:00"), ("阅读 3月16日", "阅读 3月17日"), ("直播观看 19：30", "直播观看 20：30"), ("第 3 期", "第 4 期"),
        ("地点：301 室", "地点：302 室"), ("2 小时", "3 小时"), ("限 30 人", "限 40 人"), ("播放 2019.12.3", "播放 2019.12.4"),
        ("<a href='/class?id=5d286bfa1afd942ac31fbe40'>回放</a>", "<a href='/class?id=5d286bfa1afd942ac31fbe41'>回放</a>"),
        ("回放 https://v.test/a?id=5d286bfa1afd942ac31fbe40", "回放 https://v.test/a?id=5d286bfa1afd942ac31fbe41"),
    ],
)  # fmt: skip
def test_a_change_of_what_is_announced_is_one(tmp_path: Path, before: str, after: str) -> None:
    replies = [Reply(200, HTML, ANNOUNCED.format(f"{TALK}<p>{text}</p>").encode()) for text in (before, after)]
    with site(*replies) as server:
        assert [fetch(tmp_path, f"{server.url}/p/30").new for _ in range(2)] == [1, 1]
