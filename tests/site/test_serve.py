"""`salon serve` and `metadata.yml`: every page over HTTP, every column described, a new build seen."""

from __future__ import annotations

import csv
import html
import io
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from support.sample_archive import FORMULA_TITLE, write_archive
from support.serving import serving

from scraper.cli.serve import command
from scraper.defaults import SettingsError, default_path
from scraper.publish.instance import metadata_for
from scraper.series.settings import read_series
from scraper.store.write import finish, new_archive

REPOSITORY = Path(__file__).parents[2]
METADATA = metadata_for("archive", read_series(default_path("data/series.yml")))
QUERIES = METADATA["databases"]["archive"]["queries"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("serve") / "data" / "archive.db")


@pytest.fixture(scope="module")
def site(archive: Path) -> Iterator[str]:
    """A server started in a folder that holds nothing but `data/archive.db`: the defaults must do."""
    with serving(["--allow-sql"], archive.parent.parent) as address:
        yield address


@pytest.fixture(scope="module")
def client(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site) as client:
        yield client


def shown_tables(client: httpx.Client) -> list[str]:
    """Every table and view that Datasette shows."""
    listing = client.get("/archive.json").json()
    tables = [table["name"] for table in listing["tables"] if not table["hidden"]]
    return tables + [view["name"] for view in listing["views"]]


def test_every_table_and_view_opens_and_is_described(client: httpx.Client) -> None:
    """Each has a title, a description, a source, a licence, and says what every column holds."""
    described = METADATA["databases"]["archive"]["tables"]
    for table in shown_tables(client):
        page = client.get(f"/archive/{table}")
        columns = client.get(f"/archive/{table}.json?_size=1").json()["columns"]
        entry = described[table]
        assert page.status_code == 200, table
        text = html.unescape(page.text)
        chinese, english = entry["title"].split(" · ")
        assert chinese in text and entry["description"].split("。")[0] in text, table
        assert english in html.unescape(client.get(f"/archive/{table}?_lang=en").text), table
        assert METADATA["license"] in text and METADATA["source_url"] in text, table
        assert set(columns) == set(entry["columns"]), table


def test_metadata_names_nothing_that_is_not_there(client: httpx.Client) -> None:
    """Facets, sort and label columns exist, and no table is described that the archive lacks."""
    tables = METADATA["databases"]["archive"]["tables"]
    assert set(tables) == set(shown_tables(client))
    for name, entry in tables.items():
        named = [*entry.get("facets", []), *entry.get("sortable_columns", [])]
        named += [entry[key] for key in ("sort", "sort_desc", "label_column") if key in entry]
        assert set(named) <= set(entry["columns"]), name


def test_facets_are_calculated(client: httpx.Client) -> None:
    for table, entry in METADATA["databases"]["archive"]["tables"].items():
        facets = client.get(f"/archive/{table}.json").json()["facet_results"]
        assert set(facets) == set(entry.get("facets", [])), table


@pytest.mark.parametrize("name", QUERIES)
def test_every_canned_query_opens(client: httpx.Client, name: str) -> None:
    """With nothing filled in, with a number, and with what could break out of a query."""
    for value in ("", "2", "\"' ) or 1=1 -- NEAR( *"):
        parameters = {key: value for key in ("text", "name", "year", "track", "kind", "url", "issue", "code")}
        page = client.get(f"/archive/{name}", params=parameters)
        assert page.status_code == 200, (value, page.text)
        assert QUERIES[name]["title"].split(" · ")[0] in html.unescape(page.text)
    assert QUERIES[name]["description"]


ANSWERS: list[tuple[str, dict[str, str], str, list[Any]]] = [
    ("topics_about", {"text": "强化学习入门"}, "topic_id", [104]),
    ("topics_by_speaker", {"name": "李小红"}, "topic_id", [102, 104]),
    ("topics_of_year", {"year": "2019", "track": "论文分享"}, "topic_id", [102]),
    ("papers_by_year", {"year": "2019"}, "paper", ["Federated Learning"]),
    ("replays_about", {"text": "联邦"}, "url", ["https://live.example.org/2"]),
    ("missing_replays", {}, "issue_number", [1]),
    ("doubtful_replays", {}, "url", ["https://live.example.org/3"]),
    ("links_by_kind", {"kind": "registration"}, "url", ["https://form.example.org/4"]),
    ("recent_changes", {"issue": "4"}, "field", ["replay"]),
    ("findings_by_code", {"code": "no_replay"}, "issue_number", [1]),
    ("announcements_of_issue", {"issue": "2"}, "id", [11]),
    ("checks_of_link", {"url": "example.org/3"}, "verdict", ["dead", "alive"]),
    ("speakers_by_topics", {}, "topics", [2, 1, 1]),
    ("topics_by_year_and_track", {}, "topics", [1, 1, 1, 1, 1, 1]),
]


@pytest.mark.parametrize(("name", "parameters", "column", "expected"), ANSWERS)
def test_canned_queries_answer(
    client: httpx.Client, name: str, parameters: dict[str, str], column: str, expected: list[Any]
) -> None:
    rows = client.get(f"/archive/{name}.json", params={"_shape": "array", **parameters}).json()
    assert [row[column] for row in rows] == expected


def test_every_canned_query_has_an_expected_answer() -> None:
    assert {answer[0] for answer in ANSWERS} == set(QUERIES)


def test_hostile_text_is_shown_as_text(client: httpx.Client) -> None:
    for table in ("topics", "topics/105", "topic_index", "findings", "links"):
        page = client.get(f"/archive/{table}").text
        assert "<script>alert(1)" not in page, table
        assert 'href="javascript:' not in page, table


@pytest.mark.parametrize("query", ["", "?_stream=on", "?_labels=on", "?_dl=1"])
def test_csv_holds_no_formula(client: httpx.Client, query: str) -> None:
    rows = list(csv.reader(io.StringIO(client.get(f"/archive/topics.csv{query}").text)))
    cells = [cell for row in rows for cell in row]
    assert f"'{FORMULA_TITLE}" in cells and {len(row) for row in rows} == {len(rows[0])}
    assert not any(cell.startswith(("=", "@", "\t")) for cell in cells)


def test_numbers_of_csv_stay_numbers(client: httpx.Client) -> None:
    answer = client.get("/archive.csv", params={"sql": "select -1 as a, -2.5e3 as b, '-1+1' as c, '+x' as d"})
    assert answer.text.splitlines()[1] == "-1,-2500.0,'-1+1,'+x"


def test_the_site_is_read_only_with_limits(client: httpx.Client) -> None:
    settings = client.get("/-/settings.json").json()
    assert settings["sql_time_limit_ms"] == 1000 and settings["max_returned_rows"] == 2000
    assert client.get("/archive.json", params={"sql": "delete from topics"}).status_code == 400
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    assert client.get("/archive.json", params={"sql": endless}).status_code == 400


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("select randomblob(1000000000)", "too big"),
        ("select group_concat(hex(zeroblob(4000000))) from topics, issues", "too big"),
        ("select zeroblob(15000000) from topics", "too big"),
        ("select zeroblob(500000) from topics, issues, topics, topics", "more than 16 MiB"),
        ("select replace(hex(zeroblob(50000)), '0', char(128512)) from topics, issues, topics", "more than 16 MiB"),
        ("select replace(hex(zeroblob(100000)), '0', char(1)) from topics, issues, topics", "more than 16 MiB"),
        (f"select {', '.join(map(str, range(51)))}", "too many columns"),
    ],
)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_no_query_gets_more_than_memory_bears(client: httpx.Client, form: str, sql: str, problem: str) -> None:
    """CSV has begun with 200 when it ends so, and has no place to say why."""
    answer = client.get(f"/archive.{form}", params={"sql": sql})
    assert len(answer.content) < 10_000
    assert form == "csv" or (answer.status_code == 400 and problem in answer.text)


@pytest.mark.parametrize(
    "query",
    [
        "_where=$甲",
        "_where=1;select 1",
        "_facet=%00",
        '_facet={"table":"x"}',
        "_facet_array=[]",
        "_facet_date={}",
        "_facet=kind&" * 7,
        "id__gt=9223372036854775808",
        "_through=甲",
        "_sort=甲",
    ],
)
def test_what_makes_no_sense_is_the_fault_of_who_asks(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/archive/links.json?{query}")
    assert answer.status_code == 400 and answer.json()["ok"] is False


def test_a_new_build_is_seen_without_a_restart(tmp_path: Path) -> None:
    """The whole archive replaced as `salon build` replaces it: the next page shows the new one."""
    archive = write_archive(tmp_path / "archive.db")
    with serving(["--db", str(archive)], tmp_path) as address, httpx.Client(base_url=address) as client:
        assert "第 9 期" not in client.get("/archive/issues").text
        with new_archive(archive) as connection:
            connection.execute("insert into issues (number, title) values (9, '第 9 期')")
            finish(connection)
        assert "第 9 期" in client.get("/archive/issues").text


def test_another_name_gets_the_same_metadata(tmp_path: Path) -> None:
    """`--db other.db` is served as /other with all that is said of `archive`."""
    archive = write_archive(tmp_path / "other.db")
    with serving(["--db", str(archive)], tmp_path) as address, httpx.Client(base_url=address) as client:
        assert "主题总览" in client.get("/other/topic_index").text
        assert client.get("/other/missing_replays").status_code == 200
        assert client.get("/archive").status_code == 404


def test_metadata_of_the_current_folder_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "metadata.yml").write_text("title: 我们的副本\ndatabases:\n  archive: {title: 甲}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert metadata_for("other") == {"title": "我们的副本", "databases": {"other": {"title": "甲"}}}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("5", "metadata.yml: must be names with values; correct it, or delete the file"),
        ("databases: 5", "databases: must be names"),
        ("databases: {archive: 5}", "databases: archive: must be names"),
        ("databases: {archive: {tables: 5}}", "tables: must be names"),
        ("databases: {archive: {tables: {issues: 5}}}", "tables: issues: must be names"),
        ("databases: {archive: {queries: [a]}}", "queries: must be names"),
        ("a: [", "metadata.yml, line 2"),
    ],
)
def test_metadata_that_cannot_be_used_is_named(
    text: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "metadata.yml").write_text(text + "\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=problem):
        metadata_for("archive")


def test_plain_datasette_works_as_well(archive: Path) -> None:
    """`datasette data/archive.db -m metadata.yml`, without `salon`."""
    program = [sys.executable, "-m", "datasette", str(archive), "-m", str(REPOSITORY / "metadata.yml"), "--get"]
    for path in ("/archive/topic_index", "/archive/missing_replays"):
        subprocess.run([*program, path], check=True, stdout=subprocess.DEVNULL)
    answer = subprocess.run([*program, "/archive/replays.json?_shape=array"], check=True, capture_output=True)
    assert len(json.loads(answer.stdout)) == 3


@pytest.mark.parametrize("content", [None, b"", b"not a database", b"SQLite format 3\0" + b"x" * 200])
def test_no_archive_is_one_clear_line(tmp_path: Path, content: bytes | None) -> None:
    archive = tmp_path / "archive.db"
    if content is not None:
        archive.write_bytes(content)
    result = CliRunner().invoke(command, ["--db", str(archive)])
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1
    assert str(archive) in result.stderr and "salon build" in result.stderr


def test_a_path_that_datasette_cannot_open_is_said(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "what?" / "archive.db")
    result = CliRunner().invoke(command, ["--db", str(archive)])
    assert result.exit_code == 3 and "move the archive" in result.stderr


def test_a_port_in_use_is_one_clear_line(archive: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(command, ["--db", str(archive), "--port", str(port)])
    assert result.exit_code == 3
    assert f"port {port}" in result.stderr and "--port" in result.stderr


def test_open_shows_the_site_that_listens(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser is sent to a socket that is bound already, whatever port it got."""
    opened: list[str] = []
    monkeypatch.setattr("scraper.cli.serve.webbrowser.open", opened.append)
    monkeypatch.setattr("scraper.cli.serve._run", lambda datasette, listener: None)
    result = CliRunner().invoke(command, ["--db", str(archive), "--port", "0", "--open"])
    assert result.exit_code == 0
    assert opened[0] in result.stderr and not opened[0].endswith(":0/")


def test_a_page_that_is_not_there_is_told_quietly(archive: Path) -> None:
    """404 to the visitor, and no traceback (with all local variables) on the terminal."""
    program = "import asyncio, sys; from pathlib import Path; from scraper.publish.instance import archive_instance\n"
    program += "datasette = archive_instance(Path(sys.argv[1]))\n"
    program += "print(asyncio.run(datasette.client.get('/archive/none')).status_code)"
    answer = subprocess.run([sys.executable, "-c", program, str(archive)], capture_output=True, text=True, check=True)
    assert (answer.stdout, answer.stderr) == ("404\n", "")
