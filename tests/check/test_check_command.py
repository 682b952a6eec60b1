"""`salon check` as an organizer runs it: what it asks, records, reports, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from servers.behaviours import hang, ok, to
from servers.pages import GONE_ZH, REPLAY
from servers.raw_http import Request, Server, answering
from support.linked import Linked, write
from support.soundness import observed_checks

from scraper.check import history
from scraper.check.verdicts import Outcome, Verdict
from scraper.cli import salon
from scraper.rows import CheckRow

QUICK = ["--pause", "0", "--allow-private", "--timeout", "2"]


class Host:
    """A host whose pages the test takes away and brings back."""

    def __init__(self) -> None:
        self.gone: set[str] = set()
        self.hanging: set[str] = set()

    async def __call__(self, request: Request, writer: object) -> None:
        if request.path in self.hanging:
            await hang(request, writer)  # type: ignore[arg-type]
        known = request.path.startswith("/v/") and len(request.path) < 7
        live = answering(404) if not known else ok(GONE_ZH) if request.path in self.gone else ok(REPLAY)
        if request.path == "/v/9":
            live = to(301, "/v/1")
        await live(request, writer)  # type: ignore[arg-type]


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def server(host: Host) -> Iterator[Server]:
    with Server(host) as server:
        yield server


@pytest.fixture
def archive(server: Server, tmp_path: Path) -> Path:
    """Issue 28 with two replays, one of them also of 29, a form; issue 29 with a moved one; one no longer named."""
    base = f"http://a.localhost:{server.port}"
    return write(
        tmp_path / "data" / "archive.db",
        [
            Linked(f"{base}/v/1"),
            Linked(f"{base}/v/2", topic="强化学习"),
            Linked(f"{base}/v/2", issue=29, topic="强化学习（续）"),
            Linked(f"{base}/v/3", kind="registration"),
            Linked(f"{base}/v/9", issue=29, topic="图网络"),
            Linked(f"{base}/v/5", is_current=False),
            Linked(f"{base}/v/6.png", kind="image"),
        ],
    )


def check(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(salon, ["check", "--db", str(archive), *QUICK, *arguments])


def found(result: Result) -> dict[str, str]:
    """The verdicts of a JSON report by path."""
    return {"/" + row["url"].split("/", 3)[3]: row["verdict"] for row in json.loads(result.stdout)}


def test_what_was_seen_is_told_and_kept(archive: Path, host: Host) -> None:
    """`-v` shows the evidence for a verdict and against it; JSON, the history and the archive have the same."""
    host.gone.add("/v/2")
    told = check(archive, "-v").stdout
    gone = told[told.index("\nhttp", told.index("/v/2")) :].partition("\n\n")[0]
    assert "dead: a 2xx page says that it is gone (says_gone)" in gone
    assert "\n  for      all there is to read: " in gone and "\n  against  status: 200 (alive)" in gone
    assert "\n  to do    find another address" in gone
    row = next(
        row for row in json.loads(check(archive, "--format", "json", "--max-age", "1d").stdout) if "/v/2" in row["url"]
    )
    assert {piece["says"] for piece in row["evidence"]["for"]} == {"dead"}
    assert {"says": "alive", "where": "status", "saw": "200"} in row["evidence"]["against"]
    with sqlite3.connect(archive) as connection:
        stored = connection.execute("select evidence from link_checks where verdict = 'dead'").fetchone()[0]
    assert json.loads(stored) == row["evidence"]


def test_a_live_page_is_told_with_its_sibling(archive: Path, server: Server) -> None:
    told = check(archive, "-v", f"http://a.localhost:{server.port}/v/1").stdout
    assert "alive: a 2xx answer" in told and "for      page: 第二十八期回放" in told
    assert "for      made-up sibling: something else (404)" in told and "  against " not in told


def test_the_links_issues_name_now_are_checked_and_recorded(archive: Path, server: Server) -> None:
    """Pictures and links that were replaced are left out; a line and a row are written for every check."""
    result = check(archive, "--format", "json")
    assert result.exit_code == 0
    assert found(result) == {"/v/1": "alive", "/v/2": "alive", "/v/3": "alive", "/v/9": "moved"}
    lines = [json.loads(line) for line in (archive.parent / "link_checks.jsonl").read_text("utf-8").splitlines()]
    with sqlite3.connect(archive) as connection:
        rows = connection.execute(
            "select l.url, c.verdict from link_checks c join links l on l.id = c.link_id"
        ).fetchall()
    assert sorted((line["url"], line["verdict"]) for line in lines) == sorted(rows) and len(rows) == 4


def test_a_report_says_where_a_link_stands(archive: Path) -> None:
    rows = {row["url"][-3:]: row for row in json.loads(check(archive, "--format", "json").stdout)}
    assert {"url", "verdict", "reason", "http_status", "final_url", "evidence", "archived_url"} <= rows["v/2"].keys()
    assert (rows["v/2"]["issue_number"], rows["v/2"]["issues"], rows["v/2"]["topic"]) == (28, [28, 29], "强化学习")
    assert rows["v/9"]["final_url"].endswith("/v/1") and rows["v/9"]["action"].endswith("/v/1")


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (["--kind", "replay"], {"/v/1", "/v/2", "/v/9"}),
        (["--kind", "replay", "--kind", "registration", "--issue", "28"], {"/v/1", "/v/2", "/v/3"}),
        (["--issue", "29"], {"/v/2", "/v/9"}),
        (["--kind", "image"], {"/v/6.png"}),
    ],
)
def test_links_are_chosen_by_kind_and_issue(archive: Path, arguments: list[str], paths: set[str]) -> None:
    assert set(found(check(archive, "--format", "json", *arguments))) == paths


def test_addresses_on_the_command_line(archive: Path, server: Server, tmp_path: Path) -> None:
    """They are reported, each once, and recorded only where the archive has them; no archive is needed."""
    known, other = f"http://a.localhost:{server.port}/v/1", f"http://b.localhost:{server.port}/v/1"
    result = check(archive, "--format", "json", known, other, "mailto:a@b.test", other)
    assert sorted(row["verdict"] for row in json.loads(result.stdout)) == ["alive", "alive", "invalid"]
    assert [outcome.url for outcome in observed_checks(archive.parent / "link_checks.jsonl")] == [known]
    (archive.parent / "link_checks.jsonl").unlink()
    check(archive, other)
    assert not (archive.parent / "link_checks.jsonl").exists()
    alone = check(tmp_path / "none.db", "--format", "json", other)
    assert alone.stderr.endswith("1 link: 1 alive\n")
    assert found(alone) == {"/v/1": "alive"} and not (tmp_path / "link_checks.jsonl").exists()


def test_what_is_fresh_is_not_asked_again(archive: Path, server: Server) -> None:
    check(archive)
    asked = len(server.log)
    result = check(archive, "--max-age", "1h", "--format", "json")
    assert len(server.log) == asked and len(found(result)) == 4
    check(archive, "--max-age", "0s")
    assert len(server.log) > asked


def test_a_dry_run_asks_nothing(archive: Path, server: Server) -> None:
    planned = json.loads(check(archive, "--dry-run", "--format", "json").stdout)
    assert {"host", "links", "pause"} <= set(planned[0])
    result = check(archive, "--dry-run")
    assert result.exit_code == 0 and f"a.localhost:{server.port}" in result.stdout
    assert "4 of 4 links to ask" in result.stderr and server.log == []


def test_a_form_whose_salon_is_over_is_apart_from_dead_replays(archive: Path, host: Host) -> None:
    """It is last, and nothing is to do about it; a dead replay is first."""
    host.gone = {"/v/1", "/v/3"}
    result = check(archive, "--format", "json")
    rows = json.loads(result.stdout)
    assert [(row["kind"], row["verdict"]) for row in (rows[0], rows[-1])] == [
        ("replay", "dead"),
        ("registration", "dead"),
    ]
    assert rows[-1]["action"] == "its session is over: nothing to do" and isinstance(rows[0]["document_id"], int)
    assert "1 of a registration that is over" in result.stderr
    assert "/v/3" not in check(archive, "--format", "markdown").stdout


def state_of(archive: Path, path: str) -> dict[str, object]:
    rows = json.loads(
        CliRunner().invoke(salon, ["check", "--db", str(archive), "--max-age", "1h", "--format", "json"]).stdout
    )
    return next(row for row in rows if row["url"].endswith(path))


def test_a_death_is_new_then_persists_and_a_return_is_said(archive: Path, host: Host) -> None:
    """One check puts a link on the list, an outage leaves it there, a second makes it certain, a good one clears it."""
    check(archive)
    host.gone = {"/v/2"}
    new = check(archive, "--fail-on", "new-dead")
    first = state_of(archive, "/v/2")
    assert (new.exit_code, first["state"], first["news"], first["dead_checks"]) == (1, "dead", "new", 1)
    assert "1 new" in new.stderr
    host.hanging = {"/v/2"}
    outage = check(archive, "--timeout", "0.2", "--fail-on", "new-dead")
    assert (outage.exit_code, state_of(archive, "/v/2")["state"]) == (0, "dead")
    host.hanging = set()
    again = check(archive, "--fail-on", "new-dead")
    second = state_of(archive, "/v/2")
    assert (again.exit_code, second["news"], second["dead_checks"], second["since"]) == (
        0,
        "persisting",
        2,
        first["since"],
    )
    assert check(archive, "--fail-on", "dead").exit_code == 1
    host.gone = set()
    back = check(archive, "--fail-on", "dead")
    fixed = state_of(archive, "/v/2")
    assert (back.exit_code, fixed["state"], fixed["news"], fixed["failures_in_a_row"]) == (0, "alive", "fixed", 0)


def test_the_views_follow(archive: Path, host: Host) -> None:
    host.gone = {"/v/2"}
    check(archive)
    with sqlite3.connect(archive) as connection:
        dead = connection.execute(
            "select issue_number, topic, reason, dead_checks from dead_links order by 1"
        ).fetchall()
        replays = dict(connection.execute("select topic, verdict from replays where issue_number = 28"))
        health = dict(connection.execute("select verdict, links from link_health"))
    assert dead == [(28, "强化学习", "says_gone", 1), (29, "强化学习（续）", "says_gone", 1)]
    assert replays == {"联邦学习": "alive", "强化学习": "dead"}
    assert health == {"alive": 2, "dead": 1, "moved": 1}


@pytest.mark.parametrize("form", ["table", "csv", "junit", "github", "markdown"])
def test_every_format_names_the_dead_link(archive: Path, host: Host, form: str) -> None:
    host.gone = {"/v/2"}
    text = check(archive, "--format", form).stdout
    assert "/v/2" in text and "says_gone" in text.replace("\\", "")
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert rows[0]["verdict"] == "dead" and len(rows) == 4
    if form == "junit":
        suite = ElementTree.fromstring(text)[0]
        assert (suite.get("tests"), suite.get("failures"), len(suite.findall("testcase/failure"))) == ("4", "1", 1)


def test_what_was_published_is_nowhere_markup_or_a_command(tmp_path: Path) -> None:
    """A title or address with the marks of a format stays text in it."""
    topic, url = "a|b\n::error::x<!--]]>\x1b[31m @all [x](y) =1+1", "http://[bad|<b>`x`\n::error::/\x1b"
    archive = write(tmp_path / "archive.db", [Linked(url, topic=topic)])
    reports = {
        form: check(archive, "--format", form).stdout for form in ("table", "csv", "junit", "github", "markdown")
    }
    assert all("\x1b" not in reports[form] for form in ("table", "junit", "markdown"))
    assert reports["github"].count("\n") == 1
    assert ElementTree.fromstring(reports["junit"]).find(".//testcase") is not None
    row = reports["markdown"].splitlines()[-1]
    assert row.replace("\\|", "").count("|") == 10 and "<b>" not in row and "@all" not in row


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--max-age", "soon"], 2, "7d"),
        (["--format", "pdf"], 2, "table"),
        (["--db", "nowhere.db"], 3, "salon build"),
        (["--kind", "film"], 2, "film is not in the archive; there are replay"),
        (["--issue", "28", "--issue", "999"], 2, "999 is not in the archive; there are 28"),
        (["--issue", "28", "http://a.test/"], 2, "not both"),
        (["--hosts", "nowhere.yml"], 2, "nowhere.yml"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    archive = write(tmp_path / "archive.db", [Linked("mailto:a@b.test")])
    result = CliRunner().invoke(salon, ["check", "--db", str(archive), *arguments])
    assert (result.exit_code, words in result.stderr) == (code, True)


def test_bytes_that_are_no_text_are_reported(archive: Path, server: Server) -> None:
    with start(archive, "--format", "json", "-q", f"http://a.localhost:{server.port}/v/\udcff") as run:
        output, errors = run.communicate()
    assert (run.returncode, errors) == (0, "")
    assert json.loads(output)[0]["url"].endswith("/v/\udcff") and server.log[0].path == "/v/%FF"


def start(archive: Path, *arguments: str) -> subprocess.Popen[str]:
    program = [sys.executable, "-c", "from scraper.cli import main; main()"]
    command = [*program, "check", "--db", str(archive), *QUICK, "--concurrency", "1", *arguments]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_what_was_done_stays_done(archive: Path, host: Host, end: signal.Signals) -> None:
    """However a run ends, its checks are in the history, and the next run goes on from there."""
    host.hanging = {"/v/9"}
    path = archive.parent / "link_checks.jsonl"
    with start(archive, "--timeout", "30") as run:
        while not path.exists() or path.read_bytes().count(b"\n") < 3:
            time.sleep(0.02)
            assert run.poll() is None
        os.kill(run.pid, end)
        _, errors = run.communicate()
    assert len(list(observed_checks(path))) == 3
    if end is signal.SIGINT:
        assert run.returncode == 3 and "3 recorded" in errors and "Traceback" not in errors
    host.hanging = set()
    assert "4 links" in check(archive, "--max-age", "1h").stderr
    assert len(list(observed_checks(path))) == 4


def test_what_a_server_says_in_half_characters_is_kept_and_read_again(tmp_path: Path) -> None:
    """Of `\\ud800` JSON makes what no encoding has; it must not stop this run, nor the ones after it."""
    said = ok('{"code": 404, "message": "\\ud800 not found"}', kind="application/json")
    with Server(said) as server:
        archive = write(tmp_path / "archive.db", [Linked(f"http://a.localhost:{server.port}/v/1")])
        for form in ("json", "table", "github"):
            assert check(archive, "--format", form).exit_code == 0
    with sqlite3.connect(archive) as connection:
        connection.execute("delete from link_checks")
    assert found(check(archive, "--max-age", "1h", "--format", "json")) == {"/v/1": "dead"}  # caught up from the file
    with sqlite3.connect(archive) as connection:
        words = connection.execute("select json_extract(evidence, '$.words[0]') from link_checks").fetchall()
    assert words == [("404; ? not found",)] * 3


def test_an_archive_catches_up_with_its_history(archive: Path, server: Server) -> None:
    """Checks that only the file has (a killed run, another organizer's) are in the archive after the next run."""
    check(archive)
    with sqlite3.connect(archive) as connection:
        connection.execute("delete from link_checks")
    asked = len(server.log)
    assert len(found(check(archive, "--max-age", "1h", "--format", "json"))) == 4 and len(server.log) == asked


def outcome(url: str, second: int, verdict: Verdict = Verdict.ALIVE) -> Outcome:
    return Outcome(url, f"2026-11-23T00:00:{second:02}.000Z", verdict, "ok", 200, url, 12, "GET", {"words": ["没有"]})


def test_a_torn_line_costs_nothing_else(tmp_path: Path) -> None:
    """What a killed run left half written is passed over, and the next line is not glued to it."""
    archive = write(tmp_path / "archive.db", [Linked("http://h.test/1")])
    path = history.history_path(archive)
    with sqlite3.connect(archive) as connection:
        for second in (1, 2):
            with history.CheckHistory(archive, connection, {"http://h.test/1": 1}) as kept:
                assert kept.add(outcome("http://h.test/1", second))
            path.write_bytes(path.read_bytes() + b'{"url": "http://h.te')
    path.write_bytes(path.read_bytes() + b'\nnull\n[1]\n{"url": "x"}\n{"verdict": "fine"}\n\xff\n')
    assert list(observed_checks(path)) == [outcome("http://h.test/1", 1), outcome("http://h.test/1", 2)]


def test_a_check_is_the_same_row_in_every_build() -> None:
    one = outcome("http://h.test/1", 1)
    assert one.id == outcome("http://h.test/1", 1, Verdict.DEAD).id != outcome("http://h.test/1", 2).id
    assert history.row(7, one, 90) == CheckRow(
        one.id,
        7,
        "2026-11-23T00:00:01.000Z",
        "alive",
        "ok",
        200,
        "http://h.test/1",
        12,
        "GET",
        '{"words": ["没有"]}',
        None,
        90,
    )
