"""Which day a document means: the year, the weekday, the order of a recap, and slips that the next revision mends."""

from __future__ import annotations

import pytest
from support.series import archive, document, issue, recap_of, row, talk

# Days: the year, the weekday, the order


@pytest.mark.parametrize(
    ("published", "time", "day"),
    [
        ("2019-04-22", "4月27日", "2019-04-27"),
        ("2019-12-30", "1月5日", "2020-01-05"),
        ("2020-01-04", "12月28日", "2019-12-28"),
        ("2019-12-31T23:30:00+00:00", "1月5日", "2020-01-05"),
        ("2019-04-22", "2018年4月27日", "2018-04-27"),
        ("2019-04-22", "19.4.27", "2019-04-27"),
        ("2019-12-30", "1月5日（周日）", "2020-01-05"),
        ("2020-02-20", "2月29日", "2020-02-29"),
        (None, "4月27日", None),
        (None, "2019年4月27日", "2019-04-27"),
        ("never", "4月27日", None),
    ],
)
def test_year_follows_from_publication(published: str | None, time: str, day: str | None) -> None:
    """An event is nearly always within weeks after its announcement; nothing is guessed without one."""
    assert archive(document(published, issue(6, time, talk("甲")))).issue(6).announced_date == day


@pytest.mark.parametrize(
    ("published", "days", "expected"),
    [
        ("2020-03-01", ["11.30", "12.28", "1.5", "2.9"], ["2019-11-30", "2019-12-28", "2020-01-05", "2020-02-09"]),
        ("2020-03-01", ["19.11.30", "12.28", "1.5"], ["2019-11-30", "2019-12-28", "2020-01-05"]),
        ("2019-11-05", ["9.21", "11.07", "10.19", "11.02"], ["2019-09-21", "2019-11-07", "2019-10-19", "2019-11-02"]),
        ("2020-03-01", ["12.28", "2.30", "2.9"], ["2019-12-28", None, "2020-02-09"]),
        (
            "2020-01-20",
            ["19.12.14", "19.12.21", "19.12.28", "19.1.4", "20.1.11"],
            ["2019-12-14", "2019-12-21", "2019-12-28", "2020-01-04", "2020-01-11"],
        ),
        (
            "2020-01-10",
            ["19.12.14", "20.12.21", "19.12.28", "20.1.4"],
            ["2019-12-14", "2019-12-21", "2019-12-28", "2020-01-04"],
        ),
        (
            "2021-03-10",
            ["20.12.1", "20.9.1", "20.5.1", "20.2.1"],
            ["2020-12-01", "2020-09-01", "2020-05-01", "2020-02-01"],
        ),
        ("2020-05-01", ["18.3.1", "18.4.1", "20.4.1"], ["2018-03-01", "2018-04-01", "2020-04-01"]),
    ],
)
def test_years_of_a_recap_follow_its_order(published: str, days: list[str], expected: list[str | None]) -> None:
    """Rows run forward in time up to the document; a slip in one does not move its neighbours into another year. A
    stated year counts, unless it alone breaks that order."""
    rows = [row(number, day, "甲") for number, day in enumerate(days, start=1)]
    assert [one.date for one in archive(document(published, recap_of(*rows))).rows.issues] == expected


def test_year_of_a_row_stays_when_it_is_old() -> None:
    """A row without a year, restated two years later; a new row is of the document's year."""
    built = archive(
        document("2018-05-01", recap_of(row(1, "4.20", "甲"))),
        document("2020-05-01", recap_of(row(1, "4.20", "甲"), row(2, "4.26", "乙"))),
    )
    assert [one.date for one in built.rows.issues] == ["2018-04-20", "2020-04-26"]


@pytest.mark.parametrize(
    ("sentence", "time", "day"),
    [
        ("05月05日（周日）", "07月05日", "2020-07-05"),  # the weekday is the time line's day
        ("7月5日（周日）", "05月05日", "2020-07-05"),  # … or the sentence's
        ("5月24日", "7月5日", "2020-07-05"),  # the one that is soon
        ("7月5日", "7月6日", "2020-07-05"),
    ],
)
def test_of_two_days_the_likelier_counts(sentence: str, time: str, day: str) -> None:
    """Where one text contradicts itself, the reading that agrees with the weekday and with publication wins."""
    text = f"# 第 48 期机器学习沙龙\n\n{sentence}，我们将举办第 48 期机器学习沙龙。\n\n时间：{time} 19:30-21:30\n"
    built = archive(document("2020-07-02", text))
    assert built.issue(48).announced_date == day
    assert ("date_inconsistent", 48) in built.findings


@pytest.mark.parametrize(
    ("time", "day", "is_slip"),
    [
        ("2019年1月5日（周日）", "2020-01-05", True),  # the year that has just ended
        ("2021年1月5日（周日）", "2020-01-05", True),
        ("2019年1月5日（周六）", "2019-01-05", False),  # its own weekday: a text about a day that is over
        ("2019年1月5日", "2019-01-05", False),
        ("2018年5月5日（周日）", "2018-05-05", True),  # no year fits the weekday soon: the stated day stands
    ],
)
def test_weekday_and_publication_win_against_a_stated_year(time: str, day: str, is_slip: bool) -> None:
    built = archive(document("2019-12-30", issue(6, time, talk("甲"))))
    assert built.issue(6).announced_date == day
    assert (("date_inconsistent", 6) in built.findings) is is_slip


def test_weekday_of_the_archive_is_that_of_the_day() -> None:
    assert archive(document("2019-04-22", issue(6, "4月27日"))).issue(6).weekday == "周六"


# Slips, mended by the next revision


def test_slip_of_the_number_is_mended_minutes_later() -> None:
    """A revision that restates the agenda under another number announces the same issue."""
    built = archive(
        document("2020-06-04 10:00", issue(43, "6月7日（周日）", talk("甲"))),
        document("2020-06-04 10:20", issue(44, "6月7日（周日）", talk("甲"))),
    )
    assert built.numbers == [44]
    assert ("number", "43", "44") in built.changes(44)


def test_slip_of_the_number_is_mended_days_later() -> None:
    """On the same day with the same agenda it is the same salon."""
    first = document("2020-06-01", issue(43, "6月7日（周日）", talk("甲"), talk("乙")))
    built = archive(first, document("2020-06-04", issue(44, "6月7日（周日）", talk("甲"), talk("乙"))))
    assert built.numbers == [44]
    assert ("number", "43", "44") in built.changes(44)


def test_slip_of_the_day_is_mended_minutes_later() -> None:
    built = archive(
        document("2020-06-04 10:00", issue(44, "5月24日", talk("甲"))),
        document("2020-06-04 10:20", issue(44, "6月7日", talk("甲"))),
    )
    assert built.issue(44).announced_date == "2020-06-07"
    assert ("announced_date", "2020-05-24", "2020-06-07") in built.changes(44)


def test_next_issue_is_no_slip() -> None:
    """Weeks later, or of another file, an agenda of the same words is another salon's."""
    later = [
        document("2020-06-18 10:00", issue(44, "6月21日（周日）", talk("读书会"))),
        document("2020-06-04 10:20", issue(44, "6月21日（周日）", talk("读书会")), path="other.md"),
    ]
    for one in later:
        assert archive(document("2020-06-04 10:00", issue(43, "6月7日（周日）", talk("读书会"))), one).numbers == [
            43,
            44,
        ]
