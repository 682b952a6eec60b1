"""Exports and feeds: read back by real parsers, the same bytes for the same archive, harmless whatever the text."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import jsonschema
import pytest
from click.testing import CliRunner
from support.sample_archive import FORMULA_TITLE, HOSTILE_TITLE, write_archive

from scraper.cli.export import command
from scraper.export.formats import FORMATS
from scraper.export.jsonld import issue_event
from scraper.export.salons.read import read_salons
from scraper.export.salons.times import aware_time, end_after, zoned_time
from scraper.export.site import Site, web_url, without_controls
from scraper.export.tables import table_csv, table_names
from scraper.text_tables import safe_cell

ZONE = ZoneInfo("Asia/Shanghai")
SITE = Site("https://salons.example.org/club/")
FRAB_SCHEMA = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "frab_schedule.schema.json").read_text(encoding="utf-8")
)
HOSTILE = without_controls(HOSTILE_TITLE)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("export") / "archive.db")


@pytest.fixture
def connection(archive: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(archive)) as connection:
        yield connection


@pytest.fixture
def events(connection: sqlite3.Connection) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(FORMATS["ics"].render(connection, SITE))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_archive_gives_the_same_bytes(tmp_path: Path, connection: sqlite3.Connection, form: str) -> None:
    """Whatever order rows were written in, and whatever row factory a connection has."""
    connection.row_factory = sqlite3.Row
    with closing(sqlite3.connect(write_archive(tmp_path / "again.db"))) as other:
        other.execute("vacuum")
        assert FORMATS[form].render(connection, SITE) == FORMATS[form].render(other, SITE)


def test_an_evening_in_hangzhou_is_noon_in_utc(events: dict[str, Any]) -> None:
    """19:30 in Asia/Shanghai is 11:30 UTC, for whoever reads the calendar."""
    event = events["issue-3@salon-archive"]
    assert event.start.astimezone(UTC) == datetime(2020, 4, 9, 11, 30, tzinfo=UTC)
    assert event.end.astimezone(UTC) == datetime(2020, 4, 9, 13, 0, tzinfo=UTC)
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"


def test_the_calendar_carries_its_time_zone(connection: sqlite3.Connection) -> None:
    calendar = icalendar.Calendar.from_ical(FORMATS["ics"].render(connection, SITE))
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert calendar.get_missing_tzids() == set()
    assert [str(event["uid"]) for event in calendar.walk("VEVENT")] == [
        f"issue-{n}@salon-archive" for n in (1, 2, 3, 4)
    ]


def test_a_salon_without_a_time_is_a_day(events: dict[str, Any]) -> None:
    event = events["issue-1@salon-archive"]
    assert event.start == date(2019, 3, 16)
    assert "dtend" not in event


def test_an_event_says_who_what_and_where(events: dict[str, Any]) -> None:
    event = events["issue-2@salon-archive"]
    assert event["url"] == "https://salons.example.org/club/issue/2"
    assert event["location"] == "西湖边的会议室，定安路 1 号"
    assert "联邦学习综述 — 王小明、李小红 (Federated Learning)" in event["description"]
    assert "https://live.example.org/2" in event["description"]
    assert "live.example.org/old" not in event["description"]
    assert event.decoded("dtstamp") == datetime(2020, 4, 10, 1, 0, tzinfo=UTC)


def test_feeds_are_valid_and_keep_their_ids(connection: sqlite3.Connection) -> None:
    feed = feedparser.parse(FORMATS["atom"].render(connection, SITE))
    assert not feed.bozo and feed.version == "atom10"
    assert [entry.id for entry in feed.entries] == [f"tag:salon-archive,2026:issue/{n}" for n in (4, 3, 2, 1)]
    assert feed.entries[1].link == "https://salons.example.org/club/issue/3"
    assert feed.entries[1].updated == "2020-04-08T02:00:00Z"
    assert feed.feed.updated == "2020-04-10T01:00:00Z"
    assert {link.rel: link.href for link in feed.feed.links}[
        "self"
    ] == "https://salons.example.org/club/feeds/issues.atom"


def test_the_feed_of_changes_follows_the_replays(connection: sqlite3.Connection) -> None:
    """Added where a document first has a replay, withdrawn where none has it any more, dead where a check says so."""
    feed = feedparser.parse(FORMATS["changes"].render(connection, SITE))
    assert not feed.bozo
    assert [entry.id.removeprefix("tag:salon-archive,2026:replay/") for entry in feed.entries] == [
        "3/402/dead/2026-02-01T00:00:00Z",
        "4/403/added/2020-04-10T01:00:00Z",
        "3/402/added/2020-04-08T02:00:00Z",
        "2/401/added/2020-04-08T02:00:00Z",
        "2/405/added/2019-04-18T02:00:00Z",
        "2/405/removed/2019-04-18T02:00:00Z",
    ]
    assert feed.entries[0].title == "第 3 期回放失效"


@pytest.mark.parametrize("form", ["atom", "changes"])
def test_feeds_lead_nowhere_but_to_the_web(connection: sqlite3.Connection, form: str) -> None:
    feed = feedparser.parse(FORMATS[form].render(connection, SITE), sanitize_html=False)
    text = " ".join(entry.content[0].value for entry in feed.entries)
    assert "<script" not in text
    assert 'href="javascript:' not in text
    assert all(entry.link.startswith("https://") for entry in feed.entries)


def test_a_site_of_unknown_address_makes_up_none(connection: sqlite3.Connection) -> None:
    """Without `--url` an event leads to its announcement, and one whose announcement has no web address nowhere."""
    calendar = icalendar.Calendar.from_ical(FORMATS["ics"].render(connection, Site()))
    urls = [event.get("url") for event in calendar.walk("VEVENT")]
    assert urls == [None, "https://example.org/a", "https://example.org/b", None]
    assert b"None" not in FORMATS["atom"].render(connection, Site()) + FORMATS["ics"].render(connection, Site())


def test_an_issue_as_a_schema_org_event(connection: sqlite3.Connection) -> None:
    """Everything search engines require of an Event and a VideoObject, where the data has it."""
    event = issue_event(connection, 3, SITE)
    assert event["@context"] == "https://schema.org"
    assert event["name"] == "第 3 期沙龙"
    assert event["startDate"] == "2020-04-09T19:30:00+08:00"
    assert event["location"] == {"@type": "VirtualLocation", "url": "https://copy.example.org/3"}
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert event["performer"][0]["name"] == "李小红"
    (video,) = event["recordedIn"]
    assert video["@type"] == "VideoObject"
    assert video["uploadDate"] == "2020-04-08T10:00:00+08:00"
    assert {"name", "description", "url"} <= set(video)
    assert issue_event(connection, 99) == {}


def test_a_place_has_an_address(connection: sqlite3.Connection) -> None:
    place = issue_event(connection, 2)["location"]
    assert place == {"@type": "Place", "name": "西湖边的会议室", "address": "定安路 1 号"}


def test_json_ld_says_nothing_that_is_not_known(connection: sqlite3.Connection) -> None:
    def values(node: Any) -> Iterator[Any]:
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
        yield node
        for child in children:
            yield from values(child)

    found = list(values(json.loads(FORMATS["jsonld"].render(connection, SITE))))
    assert all(value not in (None, "", [], {}) for value in found)
    assert not any(isinstance(value, str) and value.startswith("javascript:") for value in found)


def test_the_frab_schedule_validates(connection: sqlite3.Connection) -> None:
    document = json.loads(FORMATS["frab"].render(connection, SITE))
    jsonschema.Draft202012Validator(FRAB_SCHEMA, format_checker=jsonschema.FormatChecker()).validate(document)
    conference = document["schedule"]["conference"]
    assert [(day["index"], day["date"]) for day in conference["days"]] == [
        (1, "2019-04-20"),
        (2, "2020-04-09"),
        (3, "2020-04-16"),
    ]
    talks = conference["days"][0]["rooms"]["西湖边的会议室"]
    assert [(talk["start"], talk["duration"], talk["title"]) for talk in talks] == [
        ("14:00", "01:00", "联邦学习综述"),
        ("15:00", "01:00", "图像分类实战"),
    ]
    assert talks[0]["persons"][0]["public_name"] == "王小明"


def test_an_empty_archive_exports_in_every_form(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "empty.db")
    with closing(sqlite3.connect(archive)) as connection:
        for table in ("archive", "issue_links", "topic_speakers", "topic_papers", "topics", "issues", "documents"):
            connection.execute(f"delete from {table}")
        for form in FORMATS.values():
            assert form.render(connection, SITE)


def test_json_holds_every_issue(connection: sqlite3.Connection) -> None:
    document = json.loads(FORMATS["json"].render(connection, SITE))
    assert document["archive"]["as_of"] == "2020-04-10T09:00:00+08:00"
    assert [issue["number"] for issue in document["issues"]] == [1, 2, 3, 4]
    talk = document["issues"][1]["talks"][0]
    assert talk["outline"] == ["背景", "方法"]
    assert [speaker["name"] for speaker in talk["speakers"]] == ["王小明", "李小红"]
    assert [link["url"] for link in talk["links"]] == ["https://live.example.org/2"]


CELLS = [
    ("=1+1", "'=1+1"),
    ("+86 571", "'+86 571"),
    ("-x", "'-x"),
    ("@SUM(1)", "'@SUM(1)"),
    ("\t=1", "'\t=1"),
    (" =1", "' =1"),
    ("＝1", "'＝1"),
    ("A=1", "A=1"),
    ("", ""),
    (-5, -5),
    (None, None),
]


@pytest.mark.parametrize(("value", "expected"), CELLS)
def test_no_cell_runs_as_a_formula(value: object, expected: object) -> None:
    assert safe_cell(value) == expected


def test_csv_opens_in_a_spreadsheet(connection: sqlite3.Connection) -> None:
    """With a byte order mark, or spreadsheets would not read the Chinese; every row and column of the view is there."""
    content = table_csv(connection, "topic_index")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 6
    assert {row["title"] for row in rows} >= {"'" + FORMULA_TITLE, HOSTILE_TITLE}
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row.values() if cell)


def test_every_table_is_exported_to_csv_and_parquet(connection: sqlite3.Connection) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from scraper.export.tables import table_parquet

    for table in table_names(connection):
        (count,) = connection.execute(f"select count(*) from {table}").fetchone()
        read = parquet.read_table(io.BytesIO(table_parquet(connection, table)))
        names = [row[1] for row in connection.execute(f"pragma table_info({table})")]
        assert (read.num_rows, read.column_names) == (count, names)
        assert len(list(csv.reader(io.StringIO(table_csv(connection, table).decode("utf-8-sig"))))) == count + 1


@pytest.mark.parametrize("form", ["json", "jsonld", "frab", "ics", "atom"])
def test_hostile_text_stays_text(connection: sqlite3.Connection, form: str) -> None:
    """What XML and calendars cannot carry becomes a blank; the rest is kept as it was written."""
    content = FORMATS[form].render(connection, SITE).decode()
    assert "\x0b" not in content and "javascript:" not in content
    if form in ("json", "jsonld", "frab"):
        assert HOSTILE in json.dumps(json.loads(content), ensure_ascii=False).replace('\\"', '"')


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://例子.测试/", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/", False),
        ("https://", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_links(url: str | None, is_safe: bool) -> None:
    assert (web_url(url) == url) is (is_safe or url is None)


def test_times_that_cannot_be_read_are_not_known() -> None:
    assert (
        zoned_time("2019-02-30", "14:00", ZONE)
        is zoned_time("2019-02-03", "25:00", ZONE)
        is zoned_time(None, None, ZONE)
        is None
    )
    assert aware_time("bad", ZONE) is None and aware_time(None, ZONE) is None


def test_what_names_no_offset_is_of_the_series() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert aware_time("2022-09-20", berlin) == datetime(2022, 9, 20, tzinfo=berlin)
    assert aware_time("2022-09-20T08:00:00+08:00", berlin) == datetime(2022, 9, 20, 2, tzinfo=berlin)


def test_an_evening_that_passes_midnight_ends_the_next_day() -> None:
    begin, end = zoned_time("2020-04-09", "23:00", ZONE), zoned_time("2020-04-09", "00:30", ZONE)
    assert end_after(begin, end) == zoned_time("2020-04-10", "00:30", ZONE)


def test_one_issue_is_read_without_the_others(connection: sqlite3.Connection) -> None:
    whole = {salon.number: salon for salon in read_salons(connection)}
    assert read_salons(connection, number=2) == [whole[2]]
    assert read_salons(connection, newest=2) == [whole[3], whole[4]]


def test_the_command_writes_to_a_file_or_standard_output(archive: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    for form in (*FORMATS, "csv"):
        target = tmp_path / f"archive.{form}"
        printed = runner.invoke(command, [form, "--db", str(archive), "-q"])
        written = runner.invoke(command, [form, "--db", str(archive), "-q", "-o", str(target)])
        assert printed.exit_code == written.exit_code == 0, printed.stderr + written.stderr
        assert printed.stdout_bytes == target.read_bytes()


def test_wrong_use_says_what_to_do(archive: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    cases = [
        (["ics", "--db", str(tmp_path / "none.db")], 3, "salon build"),
        (["csv", "--db", str(archive), "--table", "sqlite_master"], 2, "topic_index"),
        (["ics", "--db", str(archive), "--url", "javascript:alert(1)"], 2, "https://"),
        (["docx", "--db", str(archive)], 2, "ics"),
        (["ics", "--db", str(archive), "-o", str(tmp_path / "no" / "folder.ics")], 3, "cannot be written"),
    ]
    for arguments, code, hint in cases:
        result = runner.invoke(command, arguments)
        assert result.exit_code == code and hint in result.stderr, arguments
