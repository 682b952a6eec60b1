"""The offer instead of a dead link: an archived copy, or another address of the talk; never a missing page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from servers.raw_http import Request, Server, response
from support.linked import Linked, write

from scraper.cli import salon

STAMP = "20200401000000"


@dataclass
class Archive:
    """The Wayback Machine and the dead host in one: what it knows is what the test says."""

    closest: dict[str, object] | None = None
    status: int = 200
    memento: bool = False
    listed: object = None
    asked: list[Request] = field(default_factory=list)

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        if request.host != "wayback.localhost":
            writer.write(response(404 if request.path != "/alive" else 200, "<p>Recording and slides</p>"))
            return
        self.asked.append(request)
        if request.path.startswith("/wayback/available"):
            snapshots = {"closest": self.closest} if self.closest else {}
            body = json.dumps({"url": "x", "archived_snapshots": snapshots}) if self.status == 200 else "busy"
            writer.write(response(self.status, body, kind="application/json"))
        elif request.path.startswith("/cdx/"):
            body = self.listed if isinstance(self.listed, str) else json.dumps(self.listed or [])
            writer.write(response(200, body, kind="application/json"))
        elif self.memento and STAMP not in request.path:
            target = request.path.replace(request.path.split("/")[2], f"{STAMP}id_")
            writer.write(response(302, "", f"Location: {target}"))
        elif self.memento:
            writer.write(response(200, "", "Memento-Datetime: Wed, 01 Apr 2020 00:00:00 GMT"))
        else:
            writer.write(response(200, "" if request.method == "HEAD" else "a page, but no copy"))


@pytest.fixture
def wayback() -> Archive:
    return Archive()


@pytest.fixture
def server(wayback: Archive) -> Iterator[Server]:
    with Server(wayback) as server:
        yield server


def snapshot(server: Server, **changes: object) -> dict[str, object]:
    url = f"http://wayback.localhost:{server.port}/web/{STAMP}/http://gone.test/1"
    return {"available": True, "url": url, "timestamp": STAMP, "status": "200", **changes}


def sought(server: Server, archive: Path, *arguments: str) -> dict[str, dict[str, object]]:
    """The report of `salon check --archive` by the last part of the address."""
    options = [
        "--pause",
        "0",
        "--allow-private",
        "--archive",
        "--wayback-url",
        f"http://wayback.localhost:{server.port}",
    ]
    result = CliRunner().invoke(salon, ["check", "--db", str(archive), *options, "--format", "json", *arguments])
    assert result.exit_code == 0, result.output
    return {row["url"].rpartition("/")[2]: row for row in json.loads(result.stdout)}


def dead(server: Server, name: str = "1") -> str:
    return f"http://gone.localhost:{server.port}/{name}"


def test_the_copy_nearest_to_the_issue_is_written_down(server: Server, wayback: Archive, tmp_path: Path) -> None:
    """One question a dead link; what was found once is not asked for again."""
    wayback.closest = snapshot(server)
    archive = write(tmp_path / "archive.db", [Linked(dead(server)), Linked(f"http://h.localhost:{server.port}/alive")])
    row = sought(server, archive)["1"]
    assert row["archived_url"] == wayback.closest["url"] and str(row["action"]).startswith(
        f"link to {row['archived_url']}"
    )
    [question] = wayback.asked
    asked = parse_qs(urlsplit(question.path).query)
    assert (asked["url"], asked["timestamp"]) == ([dead(server)], ["20200301"])
    assert sought(server, archive)["1"]["archived_url"] == row["archived_url"]
    assert len(wayback.asked) == 1


@pytest.mark.parametrize(
    "changes",
    [{"status": "404"}, {"available": False}, {"url": "http://elsewhere.test/web/20200401000000/x"}, {"url": "javascript:1"},
     {"timestamp": "soon"}, {"url": None}, {"status": None}],
)  # fmt: skip
def test_a_copy_that_is_none_is_not_reported(
    server: Server, wayback: Archive, tmp_path: Path, changes: dict[str, object]
) -> None:
    wayback.closest = snapshot(server, **changes)
    row = sought(server, write(tmp_path / "archive.db", [Linked(dead(server))]))["1"]
    assert row["archived_url"] is None


@pytest.mark.parametrize(("memento", "copies"), [(True, 1), (False, 0)])
def test_where_the_api_knows_nothing_the_copy_itself_is_looked_at(
    server: Server, wayback: Archive, tmp_path: Path, memento: bool, copies: int
) -> None:
    """Only an answer that calls itself a memento is one; a friendly 200 is not."""
    wayback.memento = memento
    row = sought(server, write(tmp_path / "archive.db", [Linked(dead(server))]))["1"]
    found = [f"http://wayback.localhost:{server.port}/web/{STAMP}/{dead(server)}"]
    assert ([row["archived_url"]] if row["archived_url"] else []) == found[:copies]
    looked = [request.method for request in wayback.asked[1:] if not request.path.startswith("/cdx/")]
    assert set(looked) == {"HEAD"}


ROWS = [["timestamp", "statuscode"], ["20190101000000", "200"], ["20200310000000", "200"], ["20200301000000", "302"],
        ["20200601000000", "200"], ["20209901000000", "200"], ["soon", "200"]]  # fmt: skip


@pytest.mark.parametrize("status", ["404", "302", "503", "-"])
def test_the_nearest_good_copy_is_found_behind_a_bad_one(
    server: Server, wayback: Archive, tmp_path: Path, status: str
) -> None:
    """The nearest snapshot is itself a 404 or a redirect: the index says which copies are pages."""
    wayback.closest, wayback.listed = snapshot(server, status=status), ROWS
    row = sought(server, write(tmp_path / "archive.db", [Linked(dead(server))]))["1"]
    assert row["archived_url"] == f"http://wayback.localhost:{server.port}/web/20200310000000/{dead(server)}"
    asked = parse_qs(urlsplit(wayback.asked[-1].path).query)
    assert (asked["url"], asked["closest"], asked["filter"]) == ([dead(server)], ["20200301000000"], ["statuscode:200"])


@pytest.mark.parametrize(
    "listed",
    [None, [], [["timestamp", "statuscode"]], {"error": "x"}, "<html>", [1, 2], "[" * 9000, [["a", "b"], ["c"]]],
)
def test_an_index_that_lists_nothing_good_proves_nothing(
    server: Server, wayback: Archive, tmp_path: Path, listed: object
) -> None:
    wayback.closest, wayback.listed = snapshot(server, status="404"), listed
    row = sought(server, write(tmp_path / "archive.db", [Linked(dead(server))]))["1"]
    assert (row["verdict"], row["archived_url"]) == ("dead", None)
    assert row["evidence"]["wayback"] == "none found"  # type: ignore[index]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_archive_is_asked_no_more(server: Server, wayback: Archive, tmp_path: Path, status: int) -> None:
    wayback.status = status
    links = [Linked(dead(server, str(number)), topic=str(number)) for number in range(6)]
    rows = sought(server, write(tmp_path / "archive.db", links))
    assert all(row["archived_url"] is None for row in rows.values()) and len(wayback.asked) == 3
    assert any(row["evidence"]["wayback"] == f"http_{status}" for row in rows.values())  # type: ignore[index]


def test_other_addresses_of_the_same_talk_are_offered(server: Server, tmp_path: Path) -> None:
    """Earlier ones from the changes, and the same talk elsewhere; one is written down only if it was found alive."""
    alive = f"http://h.localhost:{server.port}/alive"
    links = [Linked(dead(server)), Linked(alive), Linked(dead(server, "2"), topic="强化学习")]
    changes = [
        ("联邦学习", "http://earlier.test/x", dead(server)),
        ("强化学习", "http://older.test/y", dead(server, "2")),
    ]
    archive = write(tmp_path / "archive.db", links, changes)
    sought(server, archive, alive)
    rows = sought(server, archive)
    assert rows["1"]["archived_url"] == alive
    assert rows["1"]["evidence"]["alternatives"] == [alive, "http://earlier.test/x"]  # type: ignore[index]
    assert rows["2"]["archived_url"] is None
    assert rows["2"]["evidence"]["alternatives"] == ["http://older.test/y"]  # type: ignore[index]


def test_nothing_is_asked_for_links_that_live(server: Server, wayback: Archive, tmp_path: Path) -> None:
    sought(server, write(tmp_path / "archive.db", [Linked(f"http://h.localhost:{server.port}/alive")]))
    assert wayback.asked == []
