"""Where a salon is held, in the ways that people write it: a place, several, or a meeting whose number is kept apart."""

from __future__ import annotations

import pytest
from support.renderings import github, wechat, yuque

from scraper.parse import parse
from scraper.records import Announcement

TEXT = "# 第 30 期机器学习学术沙龙\n\n+ 时间：3月6日 19:30-20:30\n\n{}\n\n### 活动内容\n分享人：林一\n主题：图像分割\n"
FORMS = [str, github, wechat, yuque]

ONLINE: dict[str, str | None] = {
    "+ 地点：腾讯会议 123-456-789": "123-456-789",
    "+ 地点：腾讯会议（会议号：123 456 789，密码：1234）": "123 456 789；1234",
    "+ 腾讯会议号：123-456-789": "123-456-789",
    "+ 会议：腾讯会议 123 456 789": "腾讯会议 123 456 789",
    "+ VooV Meeting ID: 123 456 789": "123 456 789",
    "+ 会议 ID：12345678901": "12345678901",
    "腾讯会议 123 456 789 入会密码 0306": "123 456 789 入会密码 0306",
    "请加入腾讯会议：123-456-789": "123-456-789",
    "+ 地点：Zoom（https://zoom.us/j/123456789?pwd=abc）": None,
    "+ 地点：线上（链接届时发布）": None,
    "+ 地点：QQ群直播": None,
    "+ 地点：微信群": None,
    "+ 地点：Gather.town": None,
    "+ 地点：B站直播间": None,
    "+ 地点：[B站直播间](https://live.example.org/12345)": None,
    "+ 飞书会议：https://vc.feishu.cn/j/123456789": None,
    "+ 形式：线上直播": None,
    "+ Where: online (https://zoom.us/j/1)": None,
    # not to be passed on
    "+ 腾讯会议：123-456-789（请勿外传）": None,
    "+ 地点：腾讯会议 123-456-789，请勿外传": None,
    "+ 会议密码：1234，仅限内部": None,
    "请加入腾讯会议：123-456-789，请勿转发": None,
}
PLACES: dict[str, str | None] = {
    "+ 地点：某校区某楼 201 室": "某校区某楼 201 室",
    "+ 地点：某校区某楼 201 室（[地图](https://map.example.org/a)）": "某校区某楼 201 室（地图）",
    "+ 地点：某大厦 302 会议室 https://map.example.org/a": "某大厦 302 会议室",
    "+ 地点1：甲校区 201\n+ 地点2：乙校区 102": "甲校区 201；乙校区 102",
    "+ 地点：甲校区 201\n+ 地点：乙校区 102": "甲校区 201；乙校区 102",
    "+ 地点：甲校区 201\n+ 地点：甲校区 201": "甲校区 201",
    "+ 地点：主会场：甲校区 201；分会场：乙校区 102": "主会场：甲校区 201；分会场：乙校区 102",
    "+ 地点：甲校区 201；线上：腾讯会议 123 456 789": "甲校区 201；线上：腾讯会议 123 456 789",
    "+ 地点：甲校区 201；线上：腾讯会议 123 456 789（请勿外传）": "甲校区 201",
    "+ Location: Room 201, Example Building": "Room 201, Example Building",
}
NOWHERE = ["+ 地点：待定", "+ 地点：TBD", "+ Venue: to be announced"]


def said(text: str, form=str) -> Announcement:
    return parse(form(TEXT.format(text)).encode(), "text/markdown" if form is str else "text/html")


@pytest.mark.parametrize("text", ONLINE)
@pytest.mark.parametrize("form", FORMS)
def test_a_platform_is_no_venue(text: str, form) -> None:
    found = said(text, form)
    assert (found.mode, found.venue, found.meeting) == ("online", None, ONLINE[text])
    assert [problem.message for problem in found.problems] == []
    assert (found.starts_at, found.ends_at) == ("19:30", "20:30")


@pytest.mark.parametrize("text", PLACES)
@pytest.mark.parametrize("form", FORMS)
def test_a_place(text: str, form) -> None:
    found = said(text, form)
    assert (found.mode, found.venue) == ("offline", PLACES[text])
    assert [problem.message for problem in found.problems] == []


@pytest.mark.parametrize("text", NOWHERE)
def test_a_place_to_be_named_is_none(text: str) -> None:
    found = said(text)
    assert (found.mode, found.venue, found.problems) == (None, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "+ 地点：甲校区 201（原定乙校区 102）",
        "+ 地点：乙校区 102 改为 甲校区 201",
        "+ 地点：原定乙校区 102，改到甲校区 201",
    ],
)
def test_of_two_places_the_later_counts(text: str) -> None:
    found = said(text)
    assert found.venue == "甲校区 201"
    assert [(one.field, one.value) for one in found.superseded] == [("venue", "乙校区 102")]
    assert found.problems == ()


def test_number_and_password_are_the_link_s_note() -> None:
    found = said("+ 会议链接：https://meeting.tencent.com/dm/abc 会议号：123-456-789 密码：1234")
    assert [(link.url, link.note) for _, link in found.links] == [
        ("https://meeting.tencent.com/dm/abc", "密码：1234；123-456-789")
    ]


@pytest.mark.parametrize("text", [one for one in ONLINE if "勿" in one or "内部" in one])
def test_what_is_not_to_be_passed_on_is_quoted_nowhere(text: str) -> None:
    found = said(text)
    told = (found.venue, found.meeting, found.problems, [link for _, link in found.links])
    assert "456" not in str(told)
    assert "1234" not in str(told)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("written", "venue", "earlier"),
    [
        ("- 地点：\n  - 甲楼 201\n  - 乙楼 301\n- 费用：免费", "甲楼 201；乙楼 301", []),
        ("- 地点：甲楼 201\n- 新地点：乙楼 301", "乙楼 301", ["甲楼 201"]),
        ("- 地点改为：乙楼 301", "乙楼 301", []),
    ],
)
def test_places_below_and_after(written: str, venue: str, earlier: list[str], form) -> None:
    """Places listed below their label are all kept; a new place replaces the old."""
    found = parse(form(TEXT.format(written)).encode(), "text/markdown" if form is str else "text/html")
    assert found.venue == venue
    assert [one.value for one in found.superseded if one.field == "venue"] == earlier
