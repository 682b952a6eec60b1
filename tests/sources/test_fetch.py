"""`salon fetch` as it is run: what it says, how it ends, and that nothing stops it from ending with a whole store."""

from __future__ import annotations

import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from servers.github import Fault, GitHub, github
from servers.history import announcement, linear
from servers.loopback import Reply, Request, serve

from scraper.cli.build import command as build
from scraper.cli.fetch import command
from scraper.sources.documents.store import DocumentStore
from scraper.sources.documents.writer import StoreWriter

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
PAGES = Path(__file__).parents[1] / "fixtures" / "pages"
REVISIONS = 12
ALL = [announcement(number) for number in range(1, REVISIONS + 1)]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty current folder, a cache of its own, no token."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    monkeypatch.delenv("GH_TOKEN", raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return linear(tmp_path_factory.mktemp("repository") / "salons.git", REVISIONS).folder


@pytest.fixture
def server(repository: Path) -> Iterator[GitHub]:
    with github(repository) as imitation:
        yield imitation


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def stored(folder: Path | str = "data/announcements") -> list[bytes]:
    store = DocumentStore(Path(folder))
    contents = [store.read(document) for document in store.documents()]
    assert store.problems == []
    return contents


def from_github(server: GitHub) -> list[str]:
    url = server.loopback.url
    addresses = ["--api-url", f"{url}/api", "--raw-url", f"{url}/raw"]
    return ["--github", server.repository, "--path", "salon.md", *addresses]


def test_git_history_into_the_default_store(repository: Path) -> None:
    first = run("--git", repository, "--path", "salon.md")
    assert (first.exit_code, first.stdout) == (0, "salons: 12 new, 0 unchanged, 0 failed\n")
    assert "salons: 12 to fetch" in first.stderr
    assert stored() == ALL
    manifest = Path("data/announcements/manifest.jsonl").read_bytes()
    second = run("--git", repository, "--path", "salon.md")
    assert (second.exit_code, second.stdout) == (0, "salons: 0 new, 12 unchanged, 0 failed\n")
    assert Path("data/announcements/manifest.jsonl").read_bytes() == manifest


def written(terminal: int) -> Iterator[bytes]:
    """What is written to a terminal, piece by piece, until the other side is closed."""
    with suppress(OSError):
        while piece := os.read(terminal, 4096):
            yield piece
    os.close(terminal)


def test_terminal_shows_a_bar_with_the_source_and_counts(repository: Path) -> None:
    terminal, end = os.openpty()
    program = [sys.executable, "-c", "from scraper.cli import main; main()", "fetch", "--git", str(repository)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen([*program, "--path", "salon.md"], stderr=end, stdout=end, env=environment):
        os.close(end)
        shown = b"".join(written(terminal)).decode()
    assert "━" in shown
    assert "12/12" in shown
    assert "salons: 12 new, 0 unchanged, 0 failed" in shown


def test_quiet_says_nothing_when_nothing_went_wrong(repository: Path) -> None:
    result = run("--git", repository, "--path", "salon.md", "-q")
    assert (result.exit_code, result.output) == (0, "")


def test_what_git_stored_github_does_not_ask_for_again(repository: Path, server: GitHub) -> None:
    run("--git", repository, "--path", "salon.md", "--source", server.repository)
    result = run(*from_github(server))
    assert result.stdout == "momodel/explore_recommend: 0 new, 12 unchanged, 0 failed\n"
    assert not [path for path in server.loopback.paths if path.startswith("/raw")]


def test_dry_run_stores_nothing(repository: Path, server: GitHub) -> None:
    for arguments in (["--git", str(repository), "--path", "salon.md"], from_github(server)):
        result = run(*arguments, "--dry-run")
        assert result.exit_code == 0
        assert "12 would be new, 0 unchanged" in result.stdout
    assert not Path("data").exists()


def test_since_and_limit(repository: Path) -> None:
    """`--since` is of Asia/Shanghai; `--limit` takes the newest; both leave the rest for later."""
    arguments = ["--git", str(repository), "--path", "salon.md"]
    assert "3 new" in run(*arguments, "--since", "2019-12-13").stdout
    assert stored() == ALL[-3:]
    assert "2 new" in run(*arguments, "--limit", "2").stdout
    assert stored() == ALL[-5:]
    assert "0 new, 5 unchanged" in run(*arguments, "--limit", "0").stdout
    assert "7 new, 5 unchanged" in run(*arguments).stdout
    assert stored() == ALL


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--git", "x"], "--path"),
        (["--path", "x"], "--git or --github"),
        (["--git", "x", "--path", "y", "--since", "soon"], "is no date"),
        (["--git", "x", "--path", "y", "--limit", "-1"], "--limit"),
        (["nobody"], "'nobody' is neither a URL nor a source of data/sources.yml (momodel/explore_recommend)"),
        (["ftp://host/x"], "neither a URL"),
        (["--unknown"], "--unknown"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path("data").exists()


def test_source_that_fails_leaves_the_others(repository: Path, tmp_path: Path) -> None:
    Path("data").mkdir()
    entry = "  - {{name: {}, kind: git, address: '{}', path: {}, trusted_because: ours, expect: {{documents: {}}}}}\n"
    Path("data/sources.yml").write_text(
        "sources:\n"
        + entry.format("gone", tmp_path / "nowhere", "salon.md", 1)
        + entry.format("salons", repository, "salon.md", 12)
        + entry.format("few", repository, "salon.md", 99)
    )
    result = run()
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    assert lines[0].startswith("gone: 0 new, 0 unchanged, 1 failed (")
    assert "no such folder" in lines[0]
    assert lines[1] == "salons: 12 new, 0 unchanged, 0 failed"
    assert lines[2].endswith("1 failed (few has 12 documents, at least 99 are expected of it)")
    assert "2 of 3 sources failed; the store is whole" in result.stderr
    assert run("salons").exit_code == 0


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "http:///x", "http://127.0.0.1:99999/"])
def test_an_address_that_is_none_is_one_failed_source(address: str) -> None:
    result = run(address)
    assert result.exit_code == 3 and result.stdout.startswith(f"{address}: 0 new, 0 unchanged, 1 failed (")
    assert "TaskGroup" not in result.stdout


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", "lists no sources"),
        ("sources: []", "lists no sources"),
        ("- a", "must be names with values"),
        ("source: []", "`source` is unknown; known are sources"),
        ("sources: 7", "sources: must be a list"),
        ("sources: [7]", "sources, source 1: must be names with values"),
        ("sources: [{name: a}]", "source 1: kind: is missing"),
        ("sources: [{name: 7}]", "source 1: name: must be a line of text, not 7; put it between quotes"),
        ('sources: [{name: "a\\nb"}]', "source 1: name: must be a line of text"),
        ("sources: [{name: a, kind: git, address: x, trusted_because: y}]", "path: is missing"),
        ("sources: [{name: a, kind: ftp, address: x, trusted_because: y}]", "kind: 'ftp' is unknown"),
        ("sources: [{name: a, kind: page, address: x}]", "trusted_because: is missing"),
        ("sources: [{name: a, kind: page, address: x, trusted_because: y, color: z}]", "`color` is unknown"),
        ("sources: [{name: a, kind: page, address: x, trusted_because: y, expect: {documents: z}}]", "whole number"),
        ("sources: [{name: a, kind: page, address: x, trusted_because: y, expect: {size: 1}}]", "`size` is unknown"),
    ],
)
def test_settings_that_cannot_be_used_name_the_place(settings: str, message: str) -> None:
    Path("data").mkdir()
    Path("data/sources.yml").write_text(settings)
    program = [sys.executable, "-c", "from scraper.cli import main; main()", "fetch"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "data/sources.yml" in done.stderr
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_default_sources_are_the_clubs() -> None:
    from scraper.sources.settings import read_sources

    (source,) = read_sources()
    assert (source.name, source.paths) == ("momodel/explore_recommend", ("classroomActive.md",))


def test_machine_without_git_asks_github(server: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    url = server.loopback.url
    address = "https://github.com/momodel/explore_recommend"
    result = run("--git", address, "--path", "salon.md", "--api-url", f"{url}/api", "--raw-url", f"{url}/raw")
    assert (result.exit_code, result.stdout) == (0, "momodel/explore_recommend: 12 new, 0 unchanged, 0 failed\n")
    assert stored() == ALL


def test_token_of_the_environment_is_used_and_written_nowhere(
    server: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.token = "secret-token"
    assert "GITHUB_TOKEN" in run(*from_github(server)).stdout
    monkeypatch.setenv("GITHUB_TOKEN", "secret-token")
    result = run(*from_github(server), "-vv")
    assert result.exit_code == 0
    assert "secret-token" not in result.output
    assert not any(b"secret-token" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_limit_says_what_is_good_and_when_to_go_on(server: GitHub) -> None:
    server.hourly = 5
    arguments = [*from_github(server)[:4], "--api-url", f"{server.loopback.url}/api"]
    result = run(*arguments)
    assert result.exit_code == 3
    assert "4 new, 0 unchanged, 1 failed (127.0.0.1:" in result.stdout
    assert "limits requests until" in result.stdout
    assert stored() == ALL[:4]
    server.hourly = 100
    assert run(*arguments).exit_code == 0
    assert stored() == ALL


def test_way_that_stays_broken_is_given_up(server: GitHub) -> None:
    server.faults = [Fault(Reply(404), "/raw/", times=1000)]
    result = run(*from_github(server))
    assert result.exit_code == 3
    assert "0 new, 0 unchanged, 4 failed" in result.stdout
    assert "given up after 3 failures in a row" in result.stderr


def test_pages_of_every_form_are_fetched_and_built() -> None:
    """All five say the same salon, and so does the archive; the page that was taken down is a finding."""
    names = ["github-blob", "github-blob-embedded", "wechat", "yuque", "site", "wechat-removed"]

    def answer(request: Request) -> Reply:
        page = PAGES / f"{request.path[1:]}.html"
        return Reply(200, {"Content-Type": "text/html"}, page.read_bytes()) if page.exists() else Reply(404)

    with serve(answer) as server:
        result = run(*(f"{server.url}/{name}" for name in names))
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == f"{server.url}/github-blob: 1 new, 0 unchanged, 0 failed"
    assert len(result.stdout.splitlines()) == 6
    assert "taken down: http://127.0.0.1" in result.stdout
    assert len(stored()) == 6
    assert CliRunner().invoke(build, ["--db", "archive.db"]).exit_code == 0
    with closing(sqlite3.connect("archive.db")) as archive:
        issue = archive.execute("select date, starts_at, ends_at, venue from issues where number = 12").fetchall()
        topics = [title for (title,) in archive.execute("select title from topics where issue_number = 12 order by 1")]
        codes = [code for (code,) in archive.execute("select code from findings")]
    assert issue == [("2019-12-07", "13:00", "14:30", "河边图书馆 203")]
    assert topics == ["听得见的图：频谱怎么读", "机器学习第九课：决策树"]
    assert "unreadable_document" in codes


def start(arguments: list[str]) -> subprocess.Popen[str]:
    program = [sys.executable, "-c", "from scraper.cli import main; main()", "fetch", *arguments]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_second_fetch_at_once_stops_with_a_message(repository: Path) -> None:
    with StoreWriter(Path("data/announcements")):
        second = start(["--git", str(repository), "--path", "salon.md"])
        _, errors = second.communicate()
    assert second.returncode == 3
    assert "another fetch is writing to data/announcements" in errors
    assert len(errors.splitlines()) == 1
    assert not Path("data/announcements").exists()


def test_two_fetches_at_once_leave_one_whole_store(repository: Path) -> None:
    running = [start(["--git", str(repository), "--path", "salon.md"]) for _ in range(3)]
    for process in running:
        process.communicate()
    assert {process.returncode for process in running} <= {0, 3}
    run("--git", repository, "--path", "salon.md")
    assert stored() == ALL


def killing(server: GitHub, at: int, in_body: bool) -> Callable[[Request], Reply]:
    """The imitation, which kills whoever asks it for the `at`-th time, before the answer or in the middle of it."""
    count = itertools.count(1)

    def answer(request: Request) -> Reply:
        reply = server.answer(request)
        if next(count) < at:
            return reply
        pid = victims[-1].pid
        if not in_body or not isinstance(reply.body, bytes):
            os.kill(pid, signal.SIGKILL)
            return reply

        def half() -> Iterator[bytes]:
            yield bytes(reply.body)[: len(bytes(reply.body)) // 2]  # type: ignore[arg-type]
            os.kill(pid, signal.SIGKILL)

        return Reply(reply.status, reply.headers, half(), length=len(reply.body))

    return answer


victims: list[subprocess.Popen[str]] = []


@pytest.mark.parametrize("in_body", [False, True])
def test_killed_at_any_request_it_goes_on(server: GitHub, in_body: bool) -> None:
    """`kill -9` at the list, the first revision, and later ones: the store is whole each time, and complete at last."""
    held = 0
    for at in (1, 2, 3, 6):
        with serve(killing(server, at, in_body)) as deadly:
            victims.append(
                start([argument.replace(server.loopback.url, deadly.url) for argument in from_github(server)])
            )
            victims[-1].communicate()
            assert victims[-1].returncode == -signal.SIGKILL
        contents = stored()
        assert contents == ALL[: len(contents)]
        assert len(contents) >= held
        held = len(contents)
    assert held > 3
    assert run(*from_github(server)).exit_code == 0
    assert stored() == ALL
    lines = Path("data/announcements/manifest.jsonl").read_text().splitlines()
    assert len({json.loads(line)["revision"] for line in lines}) == len(lines) == REVISIONS


def test_killed_while_git_runs_it_goes_on(repository: Path) -> None:
    """At moments spread over the run, wherever they fall."""
    for delay in (0.1, 0.2, 0.25, 0.3, 0.35):
        process = start(["--git", str(repository), "--path", "salon.md"])
        timer = threading.Timer(delay, process.kill)
        timer.start()
        process.communicate()
        timer.cancel()
        store = DocumentStore(Path("data/announcements"))
        assert all(store.read(document) in ALL for document in store.documents())
    assert run("--git", repository, "--path", "salon.md").exit_code == 0
    assert stored() == ALL


def test_manifest_line_cut_in_two_is_healed_or_told(repository: Path) -> None:
    arguments = ["--git", str(repository), "--path", "salon.md"]
    run(*arguments)
    manifest = Path("data/announcements/manifest.jsonl")
    whole = manifest.read_bytes()
    manifest.write_bytes(whole[:-40])
    assert "1 new, 11 unchanged" in run(*arguments).stdout
    assert manifest.read_bytes() == whole
    manifest.write_bytes(whole[:500] + b"\n" + whole[500:])
    result = run(*arguments)
    assert result.exit_code == 0
    documents = DocumentStore(manifest.parent).documents()
    assert len(documents) == REVISIONS
    assert {document.source for document in documents} == {"salons"}


def test_fetch_that_brings_nothing_leaves_nothing(server: GitHub) -> None:
    """An empty data/announcements would hide the documents that travel with the package from `salon build`."""
    assert run("--git", "nowhere", "--path", "salon.md").exit_code == 3
    assert not Path("data/announcements").exists()
    server.faults = [Fault(Reply(404), "/raw/", times=1000)]
    assert run(*from_github(server)).exit_code == 3
    assert not Path("data/announcements").exists()
    Path("data/announcements").mkdir()
    Path("data/announcements/2019-12-03.md").write_bytes(ALL[0])
    assert run("--git", "nowhere", "--path", "salon.md").exit_code == 3
    assert stored() == ALL[:1]


def test_store_that_cannot_be_written_to_is_one_line(repository: Path) -> None:
    Path("data").write_text("a file, not a folder")
    result = run("--git", repository, "--path", "salon.md")
    assert result.exit_code == 3
    assert "data/announcements" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real corpus is not here")
def test_corpus_over_github_and_over_git_is_the_corpus(tmp_path: Path) -> None:
    """Byte for byte, with the dates of the corpus, and for the requests the issue allows."""
    expected = stored(CORPUS / "announcements")
    dates = [d.published_at for d in DocumentStore(CORPUS / "announcements").documents()]
    clone = tmp_path / "clone.git"
    subprocess.run(["git", "clone", "-q", "--bare", CORPUS / "history.bundle", clone], check=True, capture_output=True)
    with github(clone) as server:
        arguments = [argument.replace("salon.md", "classroomActive.md") for argument in from_github(server)]
        assert "67 new" in run(*arguments, "--documents", "by-github").stdout
        assert len(server.loopback.requests) <= 67 + 6
        server.loopback.requests.clear()
        assert "0 new, 67 unchanged" in run(*arguments, "--documents", "by-github").stdout
        assert len(server.loopback.requests) <= 3
    bundle = CORPUS / "history.bundle"
    assert "67 new" in run("--git", bundle, "--path", "classroomActive.md", "--documents", "by-git").stdout
    for folder in ("by-github", "by-git"):
        assert sorted(stored(folder)) == sorted(expected)
        assert [d.published_at for d in DocumentStore(Path(folder)).documents()] == dates


def test_a_source_of_several_files_is_one_source(repository: Path) -> None:
    Path("data").mkdir()
    Path("data/sources.yml").write_text(
        f"sources:\n- {{name: salons, kind: git, address: '{repository}', path: [salon.md, 'sal*.md'], trusted_because: ours}}\n"
    )
    result = run()
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "salons: 12 new, 12 unchanged, 0 failed"
