"""Nothing a document holds raises, hangs, or puts a number into the archive that is not in the document."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support import hostile
from support.hostile import AGENDA, HEAD, NOT_TEXT, RECAP, TABLE, TEXT, archived
from support.series import document

import scraper.parse
import scraper.parse.blocks
from scraper.cli import salon
from scraper.parse import fault, parse
from scraper.reconcile import reconcile
from scraper.records import FindingCode

CPU_SECONDS = 8
"""A bound on hanging, not a measure of speed: linear code needs a twentieth of it."""


class OutOfTime(Exception):
    """A document took more of the processor than any may."""


@contextmanager
def bounded(seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Fails what uses more processor time, however busy the machine is."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise OutOfTime(f"more than {seconds} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("unit", [*hostile.CHARACTERS, *hostile.WORDS], ids=repr)
def test_a_thing_said_ten_thousand_times(unit: str) -> None:
    """In every place of an announcement: no exception, no hang."""
    for place, content, media_type in hostile.repeated(unit):
        with bounded():
            try:
                archived(content, media_type=media_type)
            except Exception as error:
                raise AssertionError(f"{unit!r} in {place}: {error!r}") from error


@pytest.mark.parametrize("tag", hostile.TAGS)
def test_elements_that_never_close(tag: str) -> None:
    for place, content, media_type in hostile.tagged(tag):
        with bounded():
            try:
                archived(content, media_type=media_type)
            except Exception as error:
                raise AssertionError(f"<{tag}> in {place}: {error!r}") from error


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([hostile.table_of(1, 10_000)], id="ten thousand cells in a row"),
        pytest.param([hostile.table_of(5_000, 1)], id="five thousand rows"),
        pytest.param([hostile.table_of(60_000, 1)], id="sixty thousand rows"),
        pytest.param([AGENDA + "长" * 1_000_000], id="a megabyte in a line"),
        pytest.param([AGENDA + blank * 1_000_000 + "甲" for blank in " \t"], id="a megabyte of blanks"),
        pytest.param([AGENDA + "- | - | -" + " " * 1_000_000 + "甲"], id="a megabyte of blanks below a table's rule"),
        pytest.param([AGENDA + RECAP + "第一期（3.16）：" + "甲；" * 300_000], id="a megabyte in a row"),
        pytest.param([AGENDA + "<p>甲\n" * 200_000], id="a million of tags"),
        pytest.param([AGENDA + "[甲](http://a.example/1) " * 40_000], id="forty thousand links"),
        pytest.param(
            [AGENDA + TABLE + f"| 5 | 4.20 | {hostile.topics(3_000, word)} | |" for word in ("新", "旧")],
            id="three thousand topics",
        ),
        pytest.param([AGENDA + hostile.talks(1_000, word) for word in ("新", "旧")], id="a thousand talks"),
        pytest.param(
            [
                AGENDA + hostile.talks(300, word) + TABLE + f"| 6 | 4.27 | {hostile.topics(300, word[::-1])} | |"
                for word in ("新闻", "旧事")
            ],
            id="three hundred talks and topics",
        ),
        pytest.param([HEAD + RECAP + "4.27\n\n甲\n\n" * 5_000], id="five thousand rows without a number"),
        pytest.param(
            [AGENDA + "".join(f"论文：《甲{place}》\n\n" for place in range(15_000))],
            id="fifteen thousand lines of papers",
        ),
        pytest.param(
            [HEAD + "".join(f"# 第{place}期沙龙\n\n" for place in range(15_000))], id="fifteen thousand salons' names"
        ),
        pytest.param(
            [
                AGENDA + RECAP + "".join(f"* 第{number}期（4.20）：{f'（周{word}' * 5_000}\n" for number in "45")
                for word in "甲乙"
            ],
            id="slips of long titles",
        ),
        pytest.param(
            [AGENDA + "论文：" + "&".join(f"A b c{place}" for place in range(5_000))], id="five thousand papers"
        ),
    ],
)
def test_much_of_everything(texts: list[str]) -> None:
    with bounded(2 * CPU_SECONDS):
        archived(*(text.encode() for text in texts))


def test_a_speaker_who_is_named_twice_is_one() -> None:
    """On two lines of one talk; an archive takes nobody twice, and would be refused as a whole."""
    rows = archived(AGENDA.replace("主讲人：张三", "主讲人：\n- 张三\n- 李四\n- 张三 博士").encode())
    assert [(speaker.position, speaker.affiliation) for speaker in rows.topic_speakers] == [(1, None), (2, None)]
    assert {person.name for person in rows.people} == {"张三", "李四"}


def test_a_file_whose_name_is_no_text_is_a_finding(tmp_path: Path) -> None:
    store = tmp_path / "documents"
    store.mkdir()
    (store / "good.md").write_text(AGENDA)
    with (store / os.fsdecode(b"bad-\xff.md")).open("wb") as file:
        file.write(AGENDA.encode())
    archive = tmp_path / "archive.db"
    done = run("build", "--documents", store, "--db", archive)
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("select path from documents").fetchall() == [("good.md",)]
        (message,) = connection.execute("select message_en from findings where code = 'unreadable_document'").fetchone()
    assert "bad-" in message


def test_a_fault_of_ours_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    read = scraper.parse.blocks.published

    def faulty(content: bytes, *others: Any) -> object:
        if b"fault" in content:
            raise IndexError("no such group")
        return read(content, *others)

    monkeypatch.setattr(scraper.parse.blocks, "published", faulty)
    monkeypatch.setattr(scraper.parse, "fault", fault)
    rows = archived(AGENDA.encode(), b"fault")
    assert [issue.number for issue in rows.issues] == [6]
    assert [finding.code for finding in rows.findings] == [FindingCode.UNREADABLE_DOCUMENT]


@pytest.mark.parametrize("name", [*NOT_TEXT, *TEXT])
def test_any_bytes_are_read_or_refused(name: str) -> None:
    content = (NOT_TEXT | TEXT)[name]
    announcement = parse(content, "text/html" if name.endswith("html") else "text/markdown")
    if name in NOT_TEXT:
        assert [problem.code for problem in announcement.problems] == [FindingCode.UNREADABLE_DOCUMENT]
    for value in (announcement.title, announcement.body):
        (value or "").encode()  # what SQLite and a browser take


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        *(("gb18030", "学习沙龙"), ("GB2312", "学习沙龙"), ("big5", "學習沙龍"), ("utf-8", "学习沙龙")),
        *((none, "学习沙龙") for none in ("no-such", "unicode_escape", "rot13", "idna", "")),
    ],
)
@pytest.mark.parametrize("named_by", ["server", "page"])
def test_a_charset_is_taken_where_a_server_or_a_page_names_it(charset: str, words: str, named_by: str) -> None:
    """A name that is empty, or of no charset, is no obstacle."""
    head = f'<meta charset="{charset}">' if named_by == "page" else ""
    media_type = f"text/html; charset={charset}" if named_by == "server" else "text/html"
    known = charset.lower() in ("gb18030", "gb2312", "big5")
    page = f"{head}<h1>第六期{words}</h1><p>4月27日 13:00-17:30</p>".encode(charset if known else "utf-8")
    assert words in parse(page, media_type).body


@pytest.mark.parametrize(
    ("stated", "numbers"),
    [
        ("第 99999999999 期", []),
        ("第 18446744073709551616 期", []),
        ("第٣期", []),
        ("第²期", []),
        ("第 0 期", []),
        ("第 1.5 期", []),
        ("第 9999999 期", []),
        ("第一二三四五六七八期", []),
        ("第 ６ 期", [6]),
        ("第六期", [6]),
        ("第一百零二期", [102]),
        ("第 9999 期", [9999]),
    ],
)
def test_a_number_is_one_or_none(stated: str, numbers: list[int]) -> None:
    """In a title, and in a table's cell."""
    announced = parse(HEAD.replace("第六期", stated).encode())
    assert [one.number for one in announced.numbers] == numbers
    recalled = parse(f"{HEAD}{TABLE}| {stated} | 4.20 | 声学特征 | |\n| 7 | 4.13 | 乙 | |\n".encode())
    assert [row.number for row in recalled.recap] == [*numbers, 7]
    assert len(recalled.problems) + len(numbers) == 1


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("9999年4月27日", (9999, 4, 27)),
        ("1999年4月27日", (1999, 4, 27)),
        ("99999年4月27日", (None, 4, 27)),
        ("2019年2月29日", None),
        ("2020年2月29日", (2020, 2, 29)),
        ("2月30日", None),
        ("13月1日", None),
        ("0月0日", None),
        ("4月270日", None),
        ("99999999.4.27", None),
        ("2019.4.27.5", None),
    ],
)
def test_a_date_exists_or_is_none(stated: str, read: tuple[int | None, int, int] | None) -> None:
    """Nothing is corrected, and no year is cut out of a longer number."""
    announcement = parse(f"# 第六期机器学习沙龙\n\n时间：{stated} 13:00-17:30\n".encode())
    assert [(one.year, one.month, one.day) for one in announcement.dates] == ([read] if read else [])


def test_the_twenty_ninth_of_february_without_a_year_is_of_a_year_that_has_one() -> None:
    text = "# 第六期机器学习沙龙\n\n时间：2月29日 13:00-17:30\n"
    rows = reconcile([document("2020-02-20", text)])
    assert [issue.date for issue in rows.issues] == ["2020-02-29"]
    assert [issue.date for issue in reconcile([document("2019-02-20", text)]).issues] in ([None], ["2020-02-29"])


@pytest.mark.parametrize(
    "published", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "9999-12-31", "0001-01-01"]
)
def test_any_instant_of_publication(published: str) -> None:
    """No arithmetic with days leaves the calendar."""
    rows = reconcile(
        [
            document(published, AGENDA + TABLE + "| 5 | 4.20 | 乙 | |\n| 4 | 9999.12.31 | 丙 | |\n"),
            document("2019-04-20", AGENDA),
        ]
    )
    assert {issue.number for issue in rows.issues} == {4, 5, 6}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(salon, [str(argument) for argument in arguments])


def test_what_cannot_be_read_costs_nothing_else(tmp_path: Path) -> None:
    """`salon build` ends well and says of each bad document where and why; the good one is in the archive."""
    store = tmp_path / "documents"
    store.mkdir()
    (store / "good.md").write_text(AGENDA + TABLE + "| 5 | 4.20 | 【机器学习】降噪 | http://b23.tv/x |\n")
    bad = NOT_TEXT | TEXT | {
        "unknown table.md": (HEAD.replace("六", "七") + RECAP + "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |\n").encode(),
        "letters.md": f"{HEAD.replace('六', '八')}{TABLE}| abc | 4.20 | 乙 | |\n".encode(),
        "no such day.md": f"{HEAD.replace('六', '九')}{TABLE}| 3 | 2.30 | 乙 | |\n".encode(),
        "no number.md": HEAD.replace("第六期", "").encode(),
        "brackets.md": b"[" * hostile.MANY,
    }  # fmt: skip
    for name, content in bad.items():
        (store / name).write_bytes(content)
    archive = tmp_path / "archive.db"
    done = run("build", "--documents", store, "--db", archive)
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(archive)) as connection:
        findings = connection.execute(
            "select code, message_en, excerpt, issue_number, document_id from findings"
        ).fetchall()
        assert connection.execute("select count(*) from issues where number in (5, 6)").fetchone() == (2,)
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("pragma foreign_key_check").fetchall() == []
    unreadable = [message for code, message, *_ in findings if code == FindingCode.UNREADABLE_DOCUMENT]
    for name in [*NOT_TEXT, "unknown table.md", "letters.md", "no number.md", "brackets.md"]:
        assert any(name in message for message in unreadable), name
    assert any("2.30" in message and number == 3 for _, message, _, number, _ in findings)


@pytest.mark.parametrize("name", NOT_TEXT)
def test_nothing_readable_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(NOT_TEXT[name])
    done = run("build", "--documents", tmp_path, "--db", tmp_path / "archive.db")
    assert done.exit_code == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "archive.db").exists()
