"""Manners, as the server's own log shows them."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from servers.behaviours import at, delayed, ok, then, to
from servers.pages import REPLAY
from servers.raw_http import Handler, Request, Server, answering

from scraper.check.judge.rules import read_hosts
from scraper.check.one_link import Limits
from scraper.check.run import Run, check_all
from scraper.check.verdicts import Outcome

TICK = 0.02
"""Seconds by which two clocks may differ."""


def run_of(**changes: object) -> Run:
    known = read_hosts()
    quick = replace(known, numbers={**known.numbers, "pause": 0.0, "backoff": 0.05, "longest_wait": 1.0})
    return replace(Run(quick, Limits(timeout=2, probe=False), pause=0.0, allow_private=True), **changes)  # type: ignore[arg-type]


def check(urls: list[str], run: Run) -> list[Outcome]:
    async def collect() -> list[Outcome]:
        return [outcome async for outcome in check_all(urls, run)]

    return asyncio.run(collect())


@pytest.fixture
def served() -> Iterator[Server]:
    with Server(delayed(ok(REPLAY), 0.05)) as server:
        yield server


def most_in_flight(requests: list[Request]) -> int:
    return max(
        sum(other.began <= request.began < (other.ended or request.began + 9) for other in requests)
        for request in requests
    )


@pytest.mark.parametrize("per_host", [1, 3])
def test_no_more_requests_in_flight_to_a_host_than_configured(served: Server, per_host: int) -> None:
    urls = [f"http://{host}.localhost:{served.port}/{number}" for host in "ab" for number in range(12)]
    check(urls, run_of(per_host=per_host, concurrency=50))
    assert [most_in_flight(served.asked(f"{host}.localhost")) for host in "ab"] == [per_host, per_host]


def test_hosts_are_asked_in_parallel_up_to_the_concurrency(served: Server) -> None:
    check([f"http://h{number}.localhost:{served.port}/" for number in range(30)], run_of(concurrency=4))
    assert most_in_flight(served.log) == 4


def test_a_pause_lies_between_the_requests_to_one_host(served: Server) -> None:
    """Redirects, retries and made-up siblings included: every request waits."""
    run = run_of(pause=0.2, limits=Limits(timeout=2, probe=True))
    check([f"http://a.localhost:{served.port}/{number}" for number in range(3)], run)
    log = served.log
    assert len(log) >= 4
    assert all(later.began - (earlier.ended or 0) >= 0.2 - TICK for earlier, later in itertools.pairwise(log))


def test_the_pause_of_a_host_comes_from_its_rules() -> None:
    known = read_hosts()
    assert known.manners("momodel.cn", 1, None).pause == known.hosts["momodel.cn"].pause
    assert known.manners("www.momodel.cn:8899", 1, None).pause == known.hosts["momodel.cn"].pause
    assert known.manners("unknown.test", 1, None).pause == known.numbers["pause"]
    assert known.manners("momodel.cn", 1, 0.0).pause == 0


def test_a_wait_asked_for_holds_up_that_host_only() -> None:
    handler = then(answering(429, "", "Retry-After: 1"), ok(REPLAY))

    async def limited(request: Request, writer: asyncio.StreamWriter) -> None:
        busy = request.host == "a.localhost" and request.path == "/0"
        await (handler if busy else ok(REPLAY))(request, writer)

    with Server(limited) as server:
        urls = [f"http://{host}.localhost:{server.port}/{number}" for host in "ab" for number in range(4)]
        outcomes = check(urls, run_of(per_host=2))
        busy, other = server.asked("a.localhost"), server.asked("b.localhost")
    assert {outcome.verdict for outcome in outcomes} == {"alive"}
    refused = next(request for request in busy if request.path == "/0")
    later = [request.began for request in busy if request.began > (refused.ended or 0) + TICK]
    assert min(later) - (refused.ended or 0) >= 1 - 2 * TICK
    assert max(request.began for request in other) < min(later)


@pytest.mark.parametrize("after", ["3600", "Fri, 01 Jan 2038 00:00:00 GMT"])
def test_an_unbearable_wait_is_a_refusal(after: str) -> None:
    with Server(answering(429, "", f"Retry-After: {after}")) as server:
        [outcome] = check([f"http://a.localhost:{server.port}/1"], run_of())
        assert (outcome.verdict, outcome.reason, len(server.log)) == ("blocked", "rate_limited", 1)


def test_a_host_that_only_refuses_is_left_alone() -> None:
    """After three unbearable waits in a row the others are not even asked; every link is still reported."""
    with Server(answering(429, "", "Retry-After: 3600")) as server:
        outcomes = check([f"http://a.localhost:{server.port}/{number}" for number in range(9)], run_of())
        assert {outcome.reason for outcome in outcomes} == {"rate_limited"} and len(outcomes) == 9
        assert 3 <= len(server.log) <= 4  # one may be on its way while the third is read


def test_equal_addresses_are_asked_once_and_reported_each() -> None:
    with Server(ok(REPLAY)) as server:
        base = f"http://a.localhost:{server.port}"
        urls = [f"{base}/1", f"{base}/1#part", f"{base.upper().replace('HTTP', 'http')}/1", f"{base}/1"]
        outcomes = check(urls, run_of())
        assert sorted(outcome.url for outcome in outcomes) == sorted(set(urls))
        assert [request.path for request in server.log] == ["/1"]


def test_one_made_up_sibling_serves_all_links_of_a_form() -> None:
    async def known(request: Request, writer: asyncio.StreamWriter) -> None:
        await (ok(REPLAY) if len(request.path) < 8 else answering(404))(request, writer)

    with Server(known) as server:
        urls = [f"http://a.localhost:{server.port}/v/{number}" for number in range(100, 110)]
        outcomes = check(urls, run_of(limits=Limits(timeout=2)))
        assert {outcome.verdict for outcome in outcomes} == {"alive"}
        assert len(server.log) == 11


@pytest.mark.parametrize(("others", "verdict"), [(404, "alive"), (200, "unverifiable")])
def test_one_made_up_sibling_serves_all_files_of_a_host(others: int, verdict: str) -> None:
    """Whatever their folders and names; one answer for every address is no proof of any."""
    paths = ["/a/1.png", "/b/c/slides.pdf", "/talk-28.pdf", "/photo.JPG"]

    async def file(request: Request, writer: asyncio.StreamWriter) -> None:
        status = 200 if request.path in paths else others
        await answering(status, b"%PDF", kind="application/pdf")(request, writer)

    with Server(file) as server:
        outcomes = check(
            [f"http://a.localhost:{server.port}{path}" for path in paths], run_of(limits=Limits(timeout=2))
        )
        assert {outcome.verdict for outcome in outcomes} == {verdict}
        assert len(server.log) == len(paths) + 1


def test_knowledge_with_other_hosts_forgets_the_ones_before() -> None:
    known = read_hosts()
    assert known.host("b23.tv").rules and not replace(known, hosts={}).host("b23.tv").rules


def test_bodies_are_read_up_to_a_bound() -> None:
    """A page without end, a video and a bomb cost no more than what lies in the buffers between the two ends."""
    sent = 0

    async def endless(request: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        kind = "video/mp4" if request.path.endswith("mp4") else "text/html"
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 2147483648\r\n\r\n".encode())
        while not writer.is_closing():
            writer.write(b"<p>words</p>" * 1000)
            await writer.drain()
            sent += 12_000

    with Server(endless) as server:
        outcomes = check([f"http://a.localhost:{server.port}/{name}" for name in ("page", "v.mp4")], run_of())
        assert {outcome.verdict for outcome in outcomes} == {"alive"}
    assert sent < 2**25


REFUSED = ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://a.localhost:{port}/", "http://127.1:{port}/",
           "http://2130706433:{port}/", "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://0.0.0.0:{port}/",
           "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/"]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_the_own_network_is_refused(served: Server, url: str) -> None:
    [outcome] = check([url.format(port=served.port)], run_of(allow_private=False))
    assert (outcome.verdict, outcome.reason) == ("invalid", "private_address")
    assert served.log == []


def test_the_own_network_is_refused_after_redirects_and_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name may redirect there, or resolve to it: only the address looked up is connected to."""
    import scraper.check.ask.resolver as resolver

    with Server(answering(302, "", "Location: http://10.0.0.1/secret")) as server:
        public = {"public.test": "127.0.0.1"}
        known = resolver.is_public_address
        monkeypatch.setattr(resolver, "_is_local", public.__contains__)
        monkeypatch.setattr(resolver, "is_public_address", lambda address: address == "127.0.0.1" or known(address))
        [outcome] = check([f"http://public.test:{server.port}/"], run_of(allow_private=False))
        assert len(server.log) == 1
        monkeypatch.setattr(resolver, "is_public_address", known)
        [inside] = check([f"http://public.test:{server.port}/"], run_of(allow_private=False))
        assert len(server.log) == 1
    assert (outcome.reason, outcome.final_url) == ("private_address", "http://10.0.0.1/secret")
    assert inside.reason == "private_address"


def resolver(known: set[str], code: int) -> Handler:
    import socket

    async def look_up(self: object, host: str, *_: object, **__: object) -> list[object]:
        if host not in known:
            raise socket.gaierror(code, "as the test says")
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 0))]

    return look_up  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("known", "code", "verdict"),
    [({"here.test"}, -2, "dead"), (set(), -2, "unreachable"), ({"here.test"}, -3, "unreachable")],
    ids=["others resolve", "nothing resolves", "the resolver asks for patience"],
)
def test_a_name_is_gone_only_where_others_resolve(
    served: Server, monkeypatch: pytest.MonkeyPatch, known: set[str], code: int, verdict: str
) -> None:
    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", resolver(known, code))
    outcomes = check([f"http://{host}:{served.port}/" for host in ("gone.salon", "here.test")], run_of())
    assert next(outcome.verdict for outcome in outcomes if "gone" in outcome.url) == verdict


def test_a_proxy_is_used_where_the_environment_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """It resolves names itself; addresses inside the own network are refused all the same, and NO_PROXY is kept."""
    with Server(ok(REPLAY)) as proxy, Server(ok(REPLAY)) as direct:
        monkeypatch.setenv("HTTP_PROXY", f"http://localhost:{proxy.port}")
        monkeypatch.setenv("NO_PROXY", "near.localhost")
        far, near = "http://far.salon/live/1", f"http://near.localhost:{direct.port}/"
        outcomes = {outcome.url: outcome for outcome in check([far, near], run_of())}
        assert {outcome.verdict for outcome in outcomes.values()} == {"alive"}
        own = ["192.168.0.1", "2130706433", "0x7f.1", "localhost.", "a.localhost", "printer", "nas.local", "[fec0::1]"]
        refused = check([f"http://{host}/" for host in own], run_of(allow_private=False))
    assert ([request.path for request in proxy.log], len(direct.log)) == ([far], 1)
    assert {outcome.reason for outcome in refused} == {"private_address"}


def test_a_password_in_a_redirect_is_sent_and_not_recorded() -> None:
    with Server(ok(REPLAY)) as there:
        target = f"http://user:secret@b.localhost:{there.port}/x"
        with Server(to(302, target)) as server:
            [outcome] = check([f"http://a.localhost:{server.port}/"], run_of())
    assert there.log[0].headers["authorization"].startswith("Basic ") and outcome.verdict == "alive"
    assert "secret" not in repr(outcome) and outcome.final_url == f"http://b.localhost:{there.port}/x"


def test_three_links_to_one_video_ask_its_sites_api_once(tmp_path: Path) -> None:
    """However they are written: the answer of one run is shared."""
    with Server(at({"/api/7": ok('{"code": 0}', kind="application/json"), "*": ok(REPLAY)})) as server:
        rule = f"match: '/v/(?P<id>[0-9]+)', api: 'http://v.localhost:{server.port}/api/{{id}}', field: code"
        known = tmp_path / "hosts.yml"
        known.write_text(
            f"hosts:\n  v.localhost:\n    rules: [{{{rule}, alive: [0], gone: [404], source: a test, seen: never}}]\n",
            "utf-8",
        )
        urls = [f"http://v.localhost:{server.port}/v/7{end}" for end in ("", "?from=a", "/")]
        outcomes = check(urls, run_of(knowledge=read_hosts(known), concurrency=3, per_host=3))
    assert {outcome.reason for outcome in outcomes} == {"api_says_alive"}
    assert len([request for request in server.log if request.path == "/api/7"]) == 1


@pytest.mark.parametrize(("status", "verdict"), [(503, "unreachable"), (429, "blocked")])
def test_a_host_that_wants_an_hour_says_the_same_of_all_its_links(status: int, verdict: str) -> None:
    """Also of those that are not asked any more, since it is of no use."""
    with Server(answering(status, "", "Retry-After: 3600")) as server:
        outcomes = check([f"http://a.localhost:{server.port}/{number}" for number in range(8)], run_of())
    assert [outcome.verdict for outcome in outcomes] == [verdict] * 8
    assert len(server.log) <= 4
