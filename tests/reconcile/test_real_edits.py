"""An edit of a real announcement changes what it should, and nothing else; skipped where they are not beside the checkout.

Each edit is made in the newest document, or in a revision of it two days later.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from support.real_edits import NUMBERS, ROW, Series, real_series, row
from support.scoring import ABSENT

pytestmark = pytest.mark.skipif(ABSENT, reason="the real corpus is not here")


@pytest.fixture(scope="module")
def series() -> Series:
    return real_series()


def iso(day: str) -> str:
    year, month, of_month = (int(part) for part in day.split("."))
    return date(2000 + year, month, of_month).isoformat()


def test_nothing_changes_without_an_edit(series: Series) -> None:
    assert series.edited("^# ", "# ") == series.facts


@pytest.mark.parametrize("number", NUMBERS)
def test_day_of_a_row_is_struck(series: Series, number: int) -> None:
    """The day beside it counts; the struck one, which was in force before, is a change and a finding."""
    old = row(series, number)["day"]
    year, month, day = old.split(".")
    new = f"{year}.{month}.{int(day) - 1:02}"
    told = series.edited(rf"^\|{number}\|{re.escape(old)}\|", f"|{number}|~~{old}~~ {new}|")
    assert told - series.facts == {
        ("date", number, iso(new)),
        ("change", number, "date", iso(old), iso(new)),
        ("finding", number, "rescheduled"),
        *([("finding", number, "date_conflict")] if ("announced_date", number, None) not in told else []),
    }
    assert series.facts - told == {("date", number, iso(old))}


@pytest.mark.parametrize("words", ["因故取消", "本期取消", "Cancelled"])
@pytest.mark.parametrize("number", NUMBERS)
def test_row_is_cancelled(series: Series, number: int, words: str) -> None:
    """The issue has that status, its announced topic stays, and its replay is no longer current."""
    found = row(series, number)
    told = series.edited(ROW.format(number=number), f"|{number}|{found['day']}|{words}||")
    assert {fact for fact in told ^ series.facts if fact[1] not in (number, None) and fact[0] != "paper"} == set()
    assert ("status", number, "cancelled") in told
    assert ("finding", number, "cancelled") in told - series.facts
    assert not [fact for fact in told if fact[0] == "topic" and words in str(fact)]
    assert not [fact for fact in told if fact[0] == "link" and fact[1] == number and fact[4] and "b23" in str(fact[2])]
    assert not {("finding", number, code) for code in ("no_replay", "topic_mismatch", "not_understood")} & told


def test_columns_of_the_recap_are_turned(series: Series) -> None:
    """The order of the columns says nothing."""
    lines = [line for line in series.text.splitlines() if re.match(r"\| ?(?:期数|-{3}|\d+) ?\|", line)]
    assert len(lines) > 50
    text = series.text
    for line in lines:
        number, day, content, links = (cell.strip() for cell in (line.strip().strip("|") + "|" * 3).split("|")[:4])
        text = text.replace(line, f"| {day} | {content} | {links} | {number} |", 1)
    turned = replace(series, text=text)
    assert turned.edited("^# ", "# ") == series.facts


@pytest.mark.parametrize("number", NUMBERS)
def test_address_of_a_replay_is_broken(series: Series, number: int) -> None:
    """Full-width brackets around an address: it is read, and a finding says so."""
    told = series.edited(rf"^(\|{number}\|.*?\])\((https?://[^)]*)\)", r"\1（\2）")
    assert told - series.facts == {("finding", number, "malformed_link")}
    assert series.facts - told == set()


@pytest.mark.parametrize("number", NUMBERS)
def test_words_stand_right_behind_an_address(series: Series, number: int) -> None:
    """The address is read up to them, and a finding says so."""
    told = series.edited(rf"^(\|{number}\|[^\[]*)\[([^\]]*)\]\((https?://[^)]*)\)", r"\1\2：\3点击观看")
    assert told - series.facts == {("finding", number, "malformed_link")}
    assert series.facts - told == set()


@pytest.mark.parametrize("code", [" 提取码：ab12", "（密码 ab12）", " 提取码：ab12，请勿外传"])
@pytest.mark.parametrize("number", NUMBERS)
def test_code_behind_a_replay(series: Series, number: int, code: str) -> None:
    """It is the link's note and nothing else: no topic, no other label, no finding."""
    assert series.edited(rf"^(\|{number}\|[^\[]*\[[^\]]*\]\(https?://[^)]*\))", rf"\1{code}") == series.facts


@pytest.mark.parametrize("number", NUMBERS)
def test_row_lasts_two_days(series: Series, number: int) -> None:
    """The first counts, and the second is a finding."""
    day = row(series, number)["day"]
    told = series.edited(rf"^\|{number}\|{re.escape(day)}\|", f"|{number}|{day}-{day[3:-1]}{int(day[-1]) or 1}|")
    assert told - series.facts == {("finding", number, "not_understood")}
    assert series.facts - told == set()


def test_rows_of_the_recap_are_columns(series: Series) -> None:
    """A table lying on its side says the same."""
    lines = [line for line in series.text.splitlines() if re.match(r"\| ?(?:期数|-{3}|\d+) ?\|", line)]
    cells = [[cell.strip() for cell in (line.strip().strip("|") + "|" * 3).split("|")[:4]] for line in lines]
    head, *below = zip(cells[0], *cells[2:], strict=True)
    text = series.text
    for line in lines[1:]:
        text = text.replace(f"{line}\n", "", 1)
    table = "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *below))
    assert replace(series, text=text.replace(lines[0], table, 1)).edited("^# ", "# ") == series.facts


TIMES = [
    "{}–{}",
    "{} ‑ {}",
    "{}〜{}",
    "{}⁓{}",
    "{} 至 {}",
    "{}:00-{}:00",
    "{} 开始，预计 {} 结束",
    "{}-{}（北京时间）",
    "{}-{} (UTC+8)",
]


@pytest.mark.parametrize("form", TIMES)
def test_time_is_written_otherwise(series: Series, form: str) -> None:
    """Dashes of all kinds, seconds, words and the zone change nothing."""
    told = series.edited(r"(?<=日)(\s*)(\d\d[:：]\d\d)\s*-\s*(\d\d[:：]\d\d)", r"\1" + form.format(r"\2", r"\3"))
    assert told == series.facts


def test_second_time_of_a_line(series: Series) -> None:
    told = series.edited(r"(?<=日)(\s*)(\d\d[:：]\d\d)\s*-\s*(\d\d[:：]\d\d)", r"\g<0>，21:00-22:00")
    assert told - series.facts == {("finding", series.coming, "not_understood")}
    assert series.facts - told == set()


def test_meeting_is_named(series: Series) -> None:
    """Its number changes neither time nor talks."""
    told = series.edited(r"^(\+ .*时间.*)$", r"\1\n+ 腾讯会议：123 456 789")
    assert {fact for fact in told ^ series.facts if fact[0] != "mode"} == set()


def test_speaker_is_struck(series: Series) -> None:
    """The one beside it counts; nobody is added or lost."""
    told = series.edited(r"(?<=#### 主讲人\n)(?=\S)", "~~冯某某~~ ")
    (name,) = {fact[2] for fact in told if fact[0] == "speaker"} & {
        one.name for talk in series.parsed[-1][1].talks for one in talk.speakers
    }
    assert told - series.facts == {
        ("change", series.coming, "speakers", "冯某某", name), ("finding", series.coming, "rescheduled"),
    }  # fmt: skip
    assert series.facts - told == set()


@pytest.mark.parametrize(("days", "codes"), [(0, set()), (2, {"rescheduled"})])
def test_day_is_another_in_the_next_revision(series: Series, days: int, codes: set[str]) -> None:
    """Moved by a week; a document that had the new day from the start says nothing of another one."""
    number = series.coming
    told = series.edited("10月11日", "10月18日", days=days, everywhere=True)
    assert ("announced_date", number, "2020-10-18") in told
    assert {fact[2] for fact in told - series.facts if fact[0] == "finding"} - {"date_inconsistent"} == codes
    assert ("status", number, "announced") in told
    changed = {fact for fact in told - series.facts if fact[0] == "change"}
    assert changed == (
        {("change", number, name, "2020-10-11", "2020-10-18") for name in ("date", "announced_date")} if days else set()
    )


@pytest.mark.parametrize(
    ("title", "status", "codes"),
    [(r"【取消通知】\g<0>", "cancelled", {"cancelled"}), (r"\g<0>（延期）", "postponed", {"rescheduled"})],
)
def test_salon_is_off(series: Series, title: str, status: str, codes: set[str]) -> None:
    told = series.edited(r"(?<=^# ).*$", title, days=2)
    assert ("status", series.coming, status) in told
    assert {fact[2] for fact in told - series.facts if fact[0] == "finding"} == codes
    assert {fact[0] for fact in told ^ series.facts} == {"status", "title", "change", "finding"}


@pytest.mark.parametrize(("label", "unknown"), [("#### 主讲人", "#### 神秘客"), ("+ 活动主题：", "+ 暗号口令：")])
def test_label_that_nobody_knows(series: Series, label: str, unknown: str) -> None:
    told = series.edited(f"^{re.escape(label)}", unknown)
    assert ("finding", series.coming, "not_understood") in told
