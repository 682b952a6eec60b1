"""Days of a table: the order of day and month, and where the year comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scraper.parse import parse
from scraper.parse.sessions.days import stated_day
from scraper.series import TableLayout

LAYOUT = TableLayout((("date", ("Date",)), ("title", ("Talk",))), by_date=True)


@pytest.mark.parametrize(
    ("words", "order", "day"),
    [
        ("2022-09-12", None, (2022, 9, 12)),
        ("2022/9/12 19:00", None, (2022, 9, 12)),
        ("20220912", None, (2022, 9, 12)),
        ("2022年9月12日（周一）", "ymd", (2022, 9, 12)),
        ("09/12/2022", "mdy", (2022, 9, 12)),
        ("12/09/2022", "dmy", (2022, 9, 12)),
        ("12.9.2022", "dmy", (2022, 9, 12)),
        ("9/12/22", "mdy", (2022, 9, 12)),
        ("09/13/2022", None, (2022, 9, 13)),
        ("13.09.2022", None, (2022, 9, 13)),
        ("09/12/2022", "ymd", None),
        ("Sep 12, 2022", None, (2022, 9, 12)),
        ("Mon, 12 September 2022", None, (2022, 9, 12)),
        ("12-Sep-22", None, (2022, 9, 12)),
        ("Sep.12.2022", None, (2022, 9, 12)),
        ("September 12th–13th, 2022", None, (2022, 9, 12)),
        ("📅 2022-09-12", None, (2022, 9, 12)),
        ("Fall 2022", None, None),
    ],
)
def test_day_of_a_cell(words: str, order: str | None, day: tuple[int, int, int] | None) -> None:
    date, problems, _ = stated_day(words, replace(LAYOUT, day_order=order), None, "")
    assert (date and (date.year, date.month, date.day)) == day
    assert bool(problems) == (day is None)


def read(text: str, year: str) -> list[tuple[str, int | None]]:
    layout = replace(LAYOUT, year=year, day_order="mdy")
    return [
        (row.topics[0].title, row.date.year if row.date else None) for row in parse(text.encode(), table=layout).recap
    ]


def test_the_year_of_the_heading_above() -> None:
    tables = [f"## {year}\n\n| Date | Talk |\n|---|---|\n| 9/12 | Of {year} |\n" for year in (2021, 2022)]
    assert read("\n".join(tables), "heading") == [("Of 2021", 2021), ("Of 2022", 2022)]


def test_the_year_of_a_row_within_the_table() -> None:
    text = "| Date | Talk |\n|---|---|\n| **2022** | |\n| 9/12 | New |\n| **2021** | |\n| 9/13 | Old |\n"
    assert read(text, "heading") == [("New", 2022), ("Old", 2021)]


def test_rows_run_forward_in_time_also_where_the_newest_are_first() -> None:
    text = "| Date | Talk |\n|---|---|\n| 1/12 | New |\n| 12/30 | Old |\n"
    assert [title for title, _ in read(text, "newest first")] == ["Old", "New"]
    assert [title for title, _ in read(text, "oldest first")] == ["New", "Old"]
