"""GitHub over HTTP: every revision byte for byte, few requests, and right after every fault it is known for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.github import Fault, GitHub, github
from servers.history import History, announcement, linear
from servers.loopback import Reply
from support.patience import hurry

from scraper.sources import SourceFailed
from scraper.sources.documents.manifest import Entry
from scraper.sources.documents.memory import Memory
from scraper.sources.github.history import GitHubHistory, GitHubServers
from scraper.sources.http import client
from scraper.sources.http.client import Client, Limited

REVISIONS = 130  # so that the list has two pages
FEW = 8
COMMIT = b'[{"sha": "%040d", "commit": {"committer": {"date": "2019-12-03T00:00:00Z"}}}]' % 1


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return linear(tmp_path_factory.mktemp("repository") / "repository.git", REVISIONS).folder


@pytest.fixture
def server(repository: Path) -> Iterator[GitHub]:
    with github(repository) as imitation:
        yield imitation


@pytest.fixture
def small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitHub]:
    with github(linear(tmp_path_factory.mktemp("small") / "repository.git", FEW).folder) as imitation:
        yield imitation


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(client, "FIRST_WAIT", 0.01)


def history(
    server: GitHub,
    folder: Path,
    asking: Client,
    path: str = "salon.md",
    *,
    name: str = "",
    raw: bool = True,
    token: str = "",
) -> GitHubHistory:
    base = server.loopback.url
    servers = GitHubServers(f"{base}/api/", f"{base}/raw" if raw else None, token or None)
    return GitHubHistory(name or server.repository, path, "salon", asking, Memory(folder), servers)


def read(server: GitHub, folder: Path, *arguments: str, **options: str | bool) -> list[tuple[Entry, bytes]]:
    """Everything, as a first fetch reads it."""
    with Client([server.loopback.url]) as asking:
        revisions = history(server, folder, asking, *arguments, **options)  # type: ignore[arg-type]
        found = list(revisions.contents(revisions.revisions()))
    return [(entry, content) for entry, content in found if isinstance(content, bytes)]


ALL = [announcement(number) for number in range(1, REVISIONS + 1)]


@pytest.mark.parametrize("raw", [True, False])
def test_every_revision_with_few_requests(server: GitHub, tmp_path: Path, raw: bool) -> None:
    found = read(server, tmp_path, raw=raw)
    assert [content for _, content in found] == ALL
    assert len(server.loopback.requests) <= REVISIONS + 6
    entry = found[0][0]
    assert (entry.path, entry.media_type, entry.published_at) == (
        "salon.md",
        "text/markdown",
        "2019-12-04T00:22:21+08:00",
    )
    assert entry.url == f"https://github.com/momodel/explore_recommend/blob/{entry.revision}/salon.md"


def test_nothing_new_is_one_conditional_request(server: GitHub, tmp_path: Path) -> None:
    first = read(server, tmp_path)
    server.loopback.requests.clear()
    with Client([server.loopback.url]) as asking:
        assert history(server, tmp_path, asking).revisions() == [entry for entry, _ in first]
    assert [request.headers.get("if-none-match") is not None for request in server.loopback.requests] == [True]


def test_list_that_says_the_same_under_another_etag_is_not_read_on(server: GitHub, tmp_path: Path) -> None:
    """ETags differ by token."""
    read(server, tmp_path)
    server.loopback.requests.clear()
    with Client([server.loopback.url]) as asking:
        assert len(history(server, tmp_path, asking, token="t").revisions()) == REVISIONS
    assert len(server.loopback.requests) == 1


def test_new_commit_is_listed(tmp_path: Path) -> None:
    commits = linear(tmp_path / "repository.git", 3)
    with github(commits.folder) as server:
        read(server, tmp_path)
        commits.commit(announcement(4))
        commits.write()
        assert [content for _, content in read(server, tmp_path)] == ALL[:4]


def test_renames_are_followed_and_removals_are_no_revision(tmp_path: Path) -> None:
    commits = History(tmp_path / "repository.git")
    commits.commit(b"other\n", "README.md")
    commits.commit(announcement(1), "old.md")
    commits.commit(announcement(1) + b"!", "docs/a b.md", renamed_from="old.md")
    commits.commit(announcement(1) + b"!!", "salon.md", renamed_from='"docs/a b.md"')
    commits.commit(b"", removed="salon.md")
    commits.commit(announcement(5))
    commits.write()
    expected = [("old.md", 1, b""), ("docs/a b.md", 1, b"!"), ("salon.md", 1, b"!!"), ("salon.md", 5, b"")]
    with github(commits.folder) as server:
        for requests in (20, 5):  # the removal is remembered, so the second time only files that exist are asked for
            server.loopback.requests.clear()
            found = [(entry.path, content) for entry, content in read(server, tmp_path)]
            assert found == [(path, announcement(number) + end) for path, number, end in expected]
            assert len(server.loopback.requests) <= requests


def test_renamed_repository(server: GitHub, tmp_path: Path) -> None:
    """The API redirects; the raw host knows only the present name."""
    found = read(server, tmp_path, name="old/name")
    assert [content for _, content in found] == ALL
    assert len(server.loopback.requests) <= REVISIONS + 6
    assert "momodel/explore_recommend/blob" in str(found[0][0].url)


def test_token_is_sent_to_github_alone_and_written_nowhere(repository: Path, tmp_path: Path) -> None:
    with github(repository) as server, github(repository) as stranger:
        server.token = "secret-token"
        assert len(read(server, tmp_path, token="secret-token")) == REVISIONS
        link = f'<{stranger.loopback.url}/api/repositories/7/commits?path=salon.md&page=2>; rel="next"'
        server.faults = [Fault(Reply(200, {"Link": link}, b"[]"), "/commits")]
        (tmp_path / "other").mkdir()
        with Client([server.loopback.url, stranger.loopback.url]) as asking:
            history(server, tmp_path / "other", asking, token="secret-token").revisions()
        assert stranger.loopback.requests
        assert not any("authorization" in request.headers for request in stranger.loopback.requests)
    assert not any(b"secret-token" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Reply(502, body=b"<html>Bad gateway</html>"), times=3),
        Fault(Reply(502), r"/raw/.*", times=4),
        Fault(Reply(429, {"Retry-After": "0"}), times=2),
        Fault(Reply(503, {"Retry-After": "0"}), r"/raw/", times=2),
        Fault(Reply(403, {"retry-after": "0"}, b'{"message": "secondary rate limit"}'), times=1),
        Fault(Reply(403, body=b'{"message": "You have exceeded a secondary rate limit."}'), times=2),
        Fault(Reply(200, body=b"x" * 4000, sent=1000), r"/raw/", times=3),
        Fault(Reply(200, body=b"[" * 4000, sent=1000), r"/api/", times=2),
        Fault(Reply(200, length=100, body=b""), times=2),
        Fault(Reply(200, {"Content-Encoding": "gzip"}, b"no gzip"), r"/raw/", times=2),
    ],
    ids=lambda fault: f"{fault.reply.status}-{fault.reply.sent}-{fault.pattern}",
)
def test_right_after_passing_faults(small_server: GitHub, tmp_path: Path, fault: Fault) -> None:
    small_server.faults = [fault]
    assert [content for _, content in read(small_server, tmp_path)] == ALL[:FEW]
    assert fault.times == 0


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(502), "answers 502; try again later"),
        (Reply(404), "not found"),
        (Reply(401), "GITHUB_TOKEN"),
        (Reply(403, body=b"{}"), "GitHub refuses"),
        (Reply(409), "empty"),
        (Reply(200, body=b"[]"), "knows no file salon.md"),
        (Reply(200, body=b"<html>"), "not JSON"),
        (Reply(200, body=b"[" * 100_000), "not JSON"),
        (Reply(200, body=b'{"sha": 1}'), "not GitHub's list"),
        (Reply(200, body=b'[{"sha": "../../x", "commit": {"committer": {"date": ""}}}]'), "not GitHub's list"),
        (Reply(200, body=COMMIT.replace(b"2019-", b"\\ud800")), "not GitHub's list"),
        (Reply(200, body=COMMIT.replace(b'"sha"', b'"html_url": {}, "sha"')), "not GitHub's list"),
        (Reply(302, {"Location": "/api/repos/x"}), "more than 5 redirects"),
        (Reply(302, {"Location": "javascript:alert(1)"}), "not an http or https address"),
        (Reply(302, {"Location": "http://[::1/x"}), "not an http or https address"),
        (Reply(302, {"Location": "http://127.0.0.1:1/"}), "inside the own network; --allow-private"),
        (Reply(302, {"Location": "http://localhost:1/"}), "inside the own network"),
        (Reply(302, {"Location": "http://169.254.169.254/latest"}), "inside the own network"),
        (Reply(200, {"Content-Encoding": "br"}, b"x"), "compressed as 'br'"),
    ],
)
def test_lasting_fault_is_one_clear_line(small_server: GitHub, tmp_path: Path, reply: Reply, message: str) -> None:
    small_server.faults = [Fault(reply, times=1000)]
    with pytest.raises(SourceFailed) as raised:
        read(small_server, tmp_path)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(small_server.loopback.requests) <= 6


def test_revision_that_stays_broken_does_not_stop_the_others(small_server: GitHub, tmp_path: Path) -> None:
    small_server.faults = [Fault(Reply(502), "/raw/", times=5)]
    assert [content for _, content in read(small_server, tmp_path)] == ALL[1:FEW]


@pytest.mark.parametrize("body", [b"[]", COMMIT])
def test_endless_list_is_given_up(small_server: GitHub, tmp_path: Path, body: bytes) -> None:
    link = f'<{small_server.loopback.url}/api/repositories/7/commits?page=2>; rel="next"'
    small_server.faults = [Fault(Reply(200, {"Link": link}, body), times=1000)]
    with pytest.raises(SourceFailed, match="does not end"):
        read(small_server, tmp_path)


def test_commit_that_is_listed_twice_is_one(small_server: GitHub, tmp_path: Path) -> None:
    small_server.faults = [Fault(Reply(200, body=b"[" + COMMIT[1:-1] + b"," + COMMIT[1:]))]
    with Client([small_server.loopback.url]) as asking:
        assert len(history(small_server, tmp_path, asking).revisions()) == 1


def test_primary_limit_says_when_to_go_on(server: GitHub, tmp_path: Path) -> None:
    """What was yielded before is kept, and the next run asks for the rest alone."""
    server.hourly = 40
    found: list[bytes] = []
    with Client([server.loopback.url]) as asking:
        revisions = history(server, tmp_path, asking, raw=False)
        with pytest.raises(Limited, match=r"limits requests until \d{4}-\d\d-\d\d \d\d:\d\d"):
            found.extend(
                content for _, content in revisions.contents(revisions.revisions()) if isinstance(content, bytes)
            )
    assert found == ALL[: len(found)]
    assert len(found) > 30
    server.hourly = 10_000
    with Client([server.loopback.url]) as asking:
        revisions = history(server, tmp_path, asking, raw=False)
        rest = list(revisions.contents(revisions.revisions()[len(found) :]))
    assert [content for _, content in rest] == ALL[len(found) :]


def test_wait_is_as_long_as_asked_and_announced(
    small_server: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("stamina._core._t.nap.time.sleep", waits.append)
    reset = str(int(time.time()) + 100)
    small_server.faults = [
        Fault(Reply(429, {"Retry-After": "7"})),
        Fault(Reply(403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": reset})),
    ]
    said: list[str] = []
    with Client([small_server.loopback.url], say=said.append) as asking:
        history(small_server, tmp_path, asking).revisions()
    assert waits[0] == 7
    assert 95 < waits[1] < 102
    assert "limits requests until" in said[0]
    assert said[0].endswith("going on in 7 s")


def test_waits_without_a_named_time_grow(small_server: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(client, "FIRST_WAIT", 60.0)
    monkeypatch.setattr("stamina._core._t.nap.time.sleep", waits.append)
    small_server.faults = [Fault(Reply(429), times=1000)]
    with Client([small_server.loopback.url]) as asking, pytest.raises(Limited):
        history(small_server, tmp_path, asking).revisions()
    assert waits == [60, 120]  # no more than five minutes for one document


def test_damaged_memory_is_as_good_as_none(small_server: GitHub, tmp_path: Path) -> None:
    read(small_server, tmp_path)
    for damage in (b"{", b"[]", b'{"%s": 7}', b'{"x": {"commits": [1]}}'):
        (tmp_path / ".fetch.json").write_bytes(damage)
        assert len(read(small_server, tmp_path)) == FEW
