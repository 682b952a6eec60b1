"""What documents say reaches readers as text: never as markup, a script, a formula, a path, a query or a terminal's orders."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import icalendar
import pytest
from lxml import etree
from support.pages import Get, client_of
from support.serving import SALON
from support.soundness import contents

from scraper.check.verdicts import Outcome, Verdict

TEXTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover='alert(1)'",
    "</title></script><svg onload=alert(1)>",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x",
    "{{7*7}}{% include 'x' %}${7*7}",
    "'; drop table topics; --",
    "../../../../etc/passwd",
    "$(touch touched) `touch touched` ; touch touched | touch touched",
    '=HYPERLINK("http://a.example/","甲")',
    "@SUM(1,2)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "＝1＋1",
    "\x1b]0;taken\x07\x1b[2J\x9b31m\u202e",
    "甲\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "甲,乙:丙\\n丁",
    "::error::甲%0A",
    "[甲](javascript:alert(1)) @everyone | `乙`",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E",
    "vbscript:x",
    "file:///etc/passwd",
    "//a.example/x",
    "http://a.example/%22%20onclick=%22alert(1)",
    "http://a.example/'%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "http://a.example/%0d%0aSet-Cookie:x=1",
    "http://user:word@a.example/..%2f..%2fetc/passwd",
    "http://a.example/$(touch%20touched)`touch%20touched`;touch%20touched",
)
_STYLING = re.compile(r"\x1b\[[0-9;]*m")
_OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def typed(text: str) -> str:
    """The text as an author types it so that Markdown shows it as it is."""
    marks = "".join(
        f"&#{ord(mark)};" if not mark.isalnum() and ord(mark) < 256 and mark != " " else mark for mark in text
    )
    return marks.replace("\u202e", "&#x202e;")


def announcement(number: int, text: str, address: str) -> str:
    said = typed(text)
    return f"""# 第 {number} 期机器学习沙龙 {said}

时间：{number % 12 + 1}月{number}日 13:00-17:30

地点：{said}

### 活动内容
13:00-13:40

分享人：{said}

主题：{said}

论文：[{said}](<{address}>)

大纲：{said}

### 往期回顾
| 期数 | 时间 | 内容 | 链接 |
| --- | --- | --- | --- |
| {number - 1} | 19.{number % 12 + 1}.{number - 1} | 【{said}】{said} | [{said}](<{address}>) |
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of announcements, each of which says one of the texts everywhere."""
    folder = tmp_path_factory.mktemp("hostile") / "within"
    (folder / "documents").mkdir(parents=True)
    (folder / "data").mkdir()
    for place, text in enumerate(TEXTS):
        address = ADDRESSES[place % len(ADDRESSES)]
        name = folder / "documents" / f"2019-0{place // 3 + 1}-0{place % 3 + 1}.md"
        name.write_text(announcement(place + 2, text, address), encoding="utf-8", newline="")
    salon(folder, "build", "-q", "--documents", "documents", "--db", "data/archive.db")
    observe(folder / "data")
    salon(folder, "build", "-q", "--documents", "documents", "--db", "data/archive.db")
    with closing(sqlite3.connect(folder / "data" / "archive.db")) as archive:
        (titles,) = archive.execute("select count(*) from topics where length(title) > 4").fetchone()
    assert titles >= len(TEXTS)
    return folder


@pytest.fixture(scope="module")
def get(folder: Path) -> Get:
    return client_of(folder / "data" / "archive.db")


def observe(data: Path) -> None:
    """Checks of the archive's links, in which servers answered with the texts."""
    with closing(sqlite3.connect(data / "archive.db")) as archive, (data / "link_checks.jsonl").open("w") as lines:
        urls = [url for (url,) in archive.execute("select url from links order by url")]
        for url, text in zip(urls, (TEXTS[13], *TEXTS), strict=False):
            outcome = Outcome(url, "2020-01-01T00:00:00Z", Verdict.DEAD, "soft_404", 200, evidence={"title": text})
            lines.write(json.dumps(asdict(outcome)) + "\n")


def salon(folder: Path, *arguments: str) -> bytes:
    return subprocess.run([*SALON, *arguments], cwd=folder, capture_output=True, check=True).stdout


def test_pages_show_it_as_text(get: Get) -> None:
    """Every page that links lead to from the first, Datasette's tables among them."""
    seen, waiting = set(), ["/"]
    while waiting and len(seen) < 200:
        address = waiting.pop(0)
        seen.add(address)
        answer = get(address)
        assert answer.status_code < 500, address
        if "text/html" in answer.headers["content-type"]:
            links = harmless(answer.text, address)
            waiting += [link for link in dict.fromkeys(links) if link not in seen and link not in waiting]
    assert {"/issues", "/people", "/papers", "/health"} <= seen
    assert sum(address.startswith("/topic/") for address in seen) >= len(TEXTS)


def harmless(page: str, address: str) -> Iterator[str]:
    """The links of a page to others of the site, once nothing of a document is markup in it."""
    tree = etree.HTML(page)
    found = []
    for element in tree.iter(etree.Element):
        assert not [name for name in element.attrib if name.startswith("on") and "alert" in element.attrib[name]], (
            address
        )
        if element.tag == "script":
            assert "alert(1)" not in (element.text or "") or element.get("type") == "application/ld+json", address
            assert element.get("type") != "application/ld+json" or json.loads(element.text)
        for name in {"href", "src", "action"} & set(element.attrib):
            target = urlsplit(urljoin("http://localhost/", element.attrib[name]))
            assert target.scheme in ("http", "https"), (address, element.attrib[name])
            if target.netloc == "localhost" and not target.query and element.tag == "a":
                found.append(target.path)
    assert not tree.xpath("//img[@src='x'] | //svg[@onload]"), address
    return iter(found)


def test_the_copy_as_plain_files_stays_in_its_folder(folder: Path) -> None:
    before = {path.name for path in folder.parent.iterdir()}
    salon(folder, "publish", "static", "-q", "public")
    for path in (folder / "public").rglob("*"):
        assert re.fullmatch(r"[\w.-]+", path.name), path
        if path.suffix == ".html":
            list(harmless(path.read_text(encoding="utf-8"), path.name))
    assert {path.name for path in folder.parent.iterdir()} == before


def test_feeds_and_calendars_hold_it_whole(folder: Path) -> None:
    calendar = icalendar.Calendar.from_ical(salon(folder, "export", "ics"))
    with closing(sqlite3.connect(folder / "data" / "archive.db")) as archive:
        (dated,) = archive.execute("select count(*) from issues where date is not null").fetchone()
    assert len(calendar.walk("VEVENT")) == dated and not calendar.walk("VALARM")
    for form in ("atom", "changes"):
        feed = etree.fromstring(salon(folder, "export", form))
        addresses = [str(address) for address in feed.xpath("//@href")]
        assert all(urlsplit(address).scheme in ("http", "https") for address in addresses)
        assert not feed.xpath("//*[local-name() = 'script' or local-name() = 'img' or @onerror]")
    for form in ("json", "jsonld", "frab"):
        assert json.loads(salon(folder, "export", form))


@pytest.mark.parametrize("table", ["topic_index", "issues", "people", "papers", "links", "findings", "documents"])
def test_no_cell_is_a_formula(folder: Path, table: str) -> None:
    rows = list(
        csv.reader(io.StringIO(salon(folder, "export", "csv", "--table", table).decode("utf-8-sig"), newline=""))
    )
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if re.match(r" *[=+@\t\r＝＋－＠]| *-\D", cell)]


@pytest.mark.parametrize(
    "command",
    [
        *(f"report findings --format {form}" for form in ("table", "json", "csv")),
        *(f"report links --format {form}" for form in ("table", "json", "csv", "junit", "github", "markdown")),
        *(f"search 甲 --format {form}" for form in ("table", "json", "csv")),
        *(f"export {form}" for form in ("csv", "json", "atom", "ics")),
        "export csv --table documents",
        "check --dry-run",
    ],
)
def test_a_terminal_obeys_none_of_it(folder: Path, command: str) -> None:
    """What a command shows on a terminal orders it to do nothing but to colour."""
    shown = on_a_terminal(folder, *command.split())
    assert len(shown) > 40
    assert not _OBEYED.search(_STYLING.sub("", shown)), repr(shown)


def on_a_terminal(folder: Path, *arguments: str) -> str:
    ours, theirs = pty.openpty()
    with subprocess.Popen([*SALON, *arguments], cwd=folder, stdout=theirs, stderr=theirs, stdin=theirs) as command:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the end of what a terminal shows
            pass
    os.close(ours)
    assert command.returncode == 0, shown
    return shown.decode()


def test_nothing_was_run(folder: Path) -> None:
    """Neither by a shell nor by the database, whatever was done with the archive so far; no name was a path."""
    salon(folder, "export", "parquet", "-o", "topics.parquet")
    assert contents(folder / "data" / "archive.db")["topics"]
    assert not list(folder.parent.rglob("touched"))
    assert {path.name for path in folder.parent.iterdir()} == {"within"}
