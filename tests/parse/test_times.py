"""Days and times of day in all the forms that people write them: read, or told as what they are."""

from __future__ import annotations

from datetime import date

import pytest
from support.renderings import github, wechat, yuque

from scraper.parse import parse
from scraper.parse.times import clock_range, dates_in, unread_in
from scraper.reconcile.dates import announced
from scraper.records import Announcement, FindingCode

TEXT = "# 第 30 期机器学习学术沙龙\n\n+ 时间：{}\n\n### 活动内容\n分享人：林一\n主题：图像分割\n"
SIXTH = "2021-03-06"
FORMS = {"GitHub": github, "WeChat": wechat, "Yuque": yuque}

READ: dict[str, tuple[str | None, str | None, str | None]] = {
    # days
    "2021/3/6 19:30-20:30": (SIXTH, "19:30", "20:30"),
    "Mar. 6th, 2021, 7:30 PM": (SIXTH, "19:30", None),
    "6 March 19:30": (SIXTH, "19:30", None),
    "Sat, 6 Mar 2021 19:30": (SIXTH, "19:30", None),
    "Saturday, March 6, 2021 at 7:30 PM - 9:00 PM": (SIXTH, "19:30", "21:00"),
    "三月六日 19:30": (SIXTH, "19:30", None),
    "三月六号（周六）晚七点半至九点": (SIXTH, "19:30", "21:00"),
    "〇三月〇六日 19:30": (SIXTH, "19:30", None),
    "2021.03.06（周六）19:30-20:30": (SIXTH, "19:30", "20:30"),
    "２０２１年３月６日　１９：３０－２０：３０": (SIXTH, "19:30", "20:30"),
    "3⽉6⽇ 19:30": (SIXTH, "19:30", None),
    "21年3月6日 19:30": (SIXTH, "19:30", None),
    "'21.3.6 19:30": (SIXTH, "19:30", None),
    "本周六（3月6日）晚8点": (SIXTH, "20:00", None),
    "3月6日（六）19:30": (SIXTH, "19:30", None),
    "3/6 (Sat) 19:30": (SIXTH, "19:30", None),
    "16/03/2021 19:30": ("2021-03-16", "19:30", None),
    "3/16/2021 19:30": ("2021-03-16", "19:30", None),
    "2021-03-06T19:30:00+08:00": (SIXTH, "19:30", None),
    "2021-03-06 19:30:00 - 20:30:00": (SIXTH, "19:30", "20:30"),
    # midnight and noon
    "3月6日 22:00-24:00": (SIXTH, "22:00", "24:00"),
    "3月6日 22:30-00:30": (SIXTH, "22:30", "00:30"),
    "3月6日 10 pm - 12 am": (SIXTH, "22:00", "24:00"),
    "March 6, 12:00 am": (SIXTH, "00:00", None),
    "3月6日晚10点-次日凌晨1点": (SIXTH, "22:00", "01:00"),
    "3月6日 12 noon - 1 pm": (SIXTH, "12:00", "13:00"),
    "March 6, 12 pm-1 pm": (SIXTH, "12:00", "13:00"),
    "March 6, 11 am - 12:30 pm": (SIXTH, "11:00", "12:30"),
    "3月6日中午12点-下午1点": (SIXTH, "12:00", "13:00"),
    # times
    "3月6日 19时30分-20时45分": (SIXTH, "19:30", "20:45"),
    "3月6日 十九时三十分至二十时三十分": (SIXTH, "19:30", "20:30"),
    "3月6日 十九点半": (SIXTH, "19:30", None),
    "March 6, 7–9 p.m.": (SIXTH, "19:00", "21:00"),
    "March 6, 7:30 – 9 p.m.": (SIXTH, "19:30", "21:00"),
    "March 6, 7.30-9pm": (SIXTH, "19:30", "21:00"),
    "March 6 at 7.30pm": (SIXTH, "19:30", None),
    "3月6日 7pm-9pm": (SIXTH, "19:00", "21:00"),
    "3月6日 7pm-": (SIXTH, "19:00", None),
    "3月6日 19:30起": (SIXTH, "19:30", None),
    "3月6日 from 7:00 to 8:30 pm": (SIXTH, "19:00", "20:30"),
    "3月6日 下午两点至四点半": (SIXTH, "14:00", "16:30"),
    "3月6日 下午2-4点": (SIXTH, "14:00", "16:00"),
    "3月6日 周六晚7:30-9:00（北京时间）": (SIXTH, "19:30", "21:00"),
    "3月6日周六晚 7:30-9:00 (UTC+8)": (SIXTH, "19:30", "21:00"),
    "3月6日 19:30 (Beijing Time)": (SIXTH, "19:30", None),
    "北京时间 3月6日 19:30-20:30": (SIXTH, "19:30", "20:30"),
    "3月6日 19:30 开始，预计 20:30 结束": (SIXTH, "19:30", "20:30"),
    "3月6日 19:30开始，21点左右结束": (SIXTH, "19:30", "21:00"),
    "3月6日 19:00——20:30": (SIXTH, "19:00", "20:30"),
    "3月6日 19:00⁓20:30": (SIXTH, "19:00", "20:30"),
    "3月6日 19:00〜20:30": (SIXTH, "19:00", "20:30"),
    "3月6日 19:00 ‑ 20:30": (SIXTH, "19:00", "20:30"),
    "待定": (None, None, None),
    "3月6日 时间待定": (SIXTH, None, None),
}
"""Days and times with what they mean, for a text that was published on 1 March 2021."""

PARTLY: dict[str, tuple[tuple[str | None, str | None, str | None], str]] = {
    "大年初一": ((None, None, None), "大年初一"),
    "农历三月初六 19:30": ((None, "19:30", None), "农历三月初六"),
    "农历三月六日 19:30": ((None, "19:30", None), "农历三月六日"),
    "2021年3月": ((None, None, None), "2021年3月"),
    "三月初": ((None, None, None), "三月初"),
    "06.03.2021 19:30": ((None, "19:30", None), "06.03.2021"),
    "3/6/2021 19:30": ((None, "19:30", None), "3/6/2021"),
    "3月6日（周六）、3月7日（周日）19:30-20:30": ((SIXTH, "19:30", "20:30"), "3月7日"),
    "3月6日-7日 9:00-17:00": ((SIXTH, "09:00", "17:00"), "7日"),
    "2021/3/6-3/7 9:00": ((SIXTH, "09:00", None), "3/7"),
    "3月6日 上午9:30-11:30，下午14:00-16:00": ((SIXTH, "09:30", "11:30"), "14:00-16:00"),
    "3月6日 19:00, 签到；19:30 开始": ((SIXTH, "19:30", None), "19:00, 签到"),
    "3月6日 18:30签到 19:00-21:00": ((SIXTH, "19:00", "21:00"), "18:30签到"),
    "3月6日 PST 4:30 am / 北京时间 20:30": ((SIXTH, "20:30", None), "PST 4:30 am"),
    "3月6日 20:30 北京时间 (4:30 am PST)": ((SIXTH, "20:30", None), "4:30 am PST"),
    "3月6日 7pm PST": ((SIXTH, None, None), "7pm PST"),
    "3月6日 19：00 / 20：30": ((SIXTH, "19:00", None), "20:30"),
    "3月6日 1930-2030": ((SIXTH, None, None), "1930-2030"),
    "3月6日 19:3O": ((SIXTH, None, None), "19:3O"),
    "3月6日 25:00": ((SIXTH, None, None), "25:00"),
    "2021年3月6日晚上十二点": ((SIXTH, None, None), "十二点"),
    "3月6日 差一刻九点": ((SIXTH, None, None), "差一刻九点"),
}
"""What is read of a line that says more, and the words that are a finding."""


def said(found: Announcement, published: date = date(2021, 3, 1)) -> tuple[str | None, str | None, str | None]:
    day, _ = announced(found.dates, published)
    return (day.isoformat() if day else None), found.starts_at, found.ends_at


@pytest.mark.parametrize("time", READ)
def test_read(time: str) -> None:
    found = parse(TEXT.format(time).encode())
    assert said(found) == READ[time]
    assert [(one.message, one.excerpt) for one in found.problems] == []


@pytest.mark.parametrize("time", PARTLY)
def test_what_is_not_read_is_a_problem(time: str) -> None:
    found = parse(TEXT.format(time).encode())
    wanted, piece = PARTLY[time]
    assert said(found) == wanted
    assert [one.code for one in found.problems] == [FindingCode.NOT_UNDERSTOOD]
    assert f"'{piece}'" in found.problems[0].message


@pytest.mark.parametrize("site", FORMS)
def test_the_same_on_pages(site: str) -> None:
    for time in (*READ, *PARTLY):
        text = TEXT.format(time)
        found = parse(FORMS[site](text).encode(), "text/html")
        assert (said(found), len(found.problems)) == (said(parse(text.encode())), time in PARTLY), time


@pytest.mark.parametrize(
    ("time", "published", "day"),
    [
        ("1月3日 19:30", date(2021, 12, 28), "2022-01-03"),
        ("12月31日 19:30", date(2021, 12, 28), "2021-12-31"),
        ("12月28日（周二） 19:30", date(2022, 1, 2), "2021-12-28"),
        ("1.3 19:30", date(2021, 12, 30), "2022-01-03"),
        ("2021年1月3日（周一） 19:30", date(2021, 12, 30), "2022-01-03"),
    ],
)
def test_years_around_new_year(time: str, published: date, day: str) -> None:
    assert said(parse(TEXT.format(time).encode()), published)[0] == day


@pytest.mark.parametrize(
    "text", ["大年初一", "正月十五", "第 4.27 节", "v2.0", "占 3/4 的人", "24/7 服务", "1.5-2.0 倍", "1024*768", "农历三月六日"]
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert list(dates_in(text)) == []


@pytest.mark.parametrize(
    "text", ["三点建议", "第一点：背景", "2.5 倍", "1.2.3 概述", "准确率 3:1", "差五分八点", "9pm EST"]
)
def test_no_time(text: str) -> None:
    assert clock_range(text) is None


def test_a_line_that_is_read_leaves_nothing() -> None:
    assert unread_in("3月6日(周六) 19:30-20:30") == []
