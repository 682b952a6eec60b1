"""What an organizer should look at: each finding where it should be, and none where all is well."""

from __future__ import annotations

from typing import Any

import pytest
from support.series import Parsed, announcement, archive, document, issue, recap_of, row, talk

from scraper.records import FindingCode, Problem, Status

CLEAN = (
    document("2019-04-09", issue(
        4, "4月13日（周六）", talk("甲论", "林一", "论文：On Speech", "1. 一", "2. 二", "3. 三"),
    )),
    document("2019-04-16", issue(
        5, "4月20日（周六）", talk("乙论", "陈二", "论文：On Hearing", "1. 四", "2. 五", "3. 六"),
        recap=[row(4, "4.13", "【论文分享】甲论")], 活动主题="听力", 地点="书店",
    )),
    document("2019-04-23", issue(
        6, "4月27日（周六）", talk("丙论", "林一"), talk("丁论", "陈二"),
        recap=[row(4, "4.13", "【论文分享】甲论"), row(5, "4.20", "【论文分享】乙论")],
    )),
)  # fmt: skip


def test_clean_series_has_none() -> None:
    assert archive(*CLEAN).findings == set()


@pytest.mark.parametrize("count", range(1, len(CLEAN)))
def test_what_is_still_to_come_is_none(count: int) -> None:
    """An announced salon is in no recap yet, a new row of the recap has no replay yet."""
    assert archive(*CLEAN[:count]).findings == set()


ANNOUNCED = document("2019-04-09", issue(4, "4月13日（周六）", talk("甲论")))


def read_as(document: Parsed, **told: Any) -> Parsed:
    """The document, of which the reader says `told` as well."""
    return document[0], document[1]._replace(**told)


def recap(*rows: str, published: str = "2019-04-22") -> Parsed:
    return document(published, recap_of(*rows))


def carried(older: str, newer: str) -> tuple[Parsed, Parsed]:
    """Issue 4, and issue 5 with something of it left over."""
    return (
        document("2019-04-09", issue(4, "4月13日（周六）", older)),
        document("2019-04-16", issue(5, "4月20日（周六）", newer)),
    )


FOUND: list[tuple[str, str, int | None, tuple[Parsed, ...]]] = [
    (
        "the sentence counts otherwise", "number_mismatch", 29,
        (document("2019-12-10", "# 第 29 期机器学习沙龙\n\n12月15日，我们举办第 28 期机器学习沙龙。\n"),),
    ),
    (
        "the recap counts otherwise", "number_mismatch", 4,
        (document("2019-04-09", issue(3, "4月13日（周六）", talk("甲论"))), recap(row(4, "4.13", "甲论"))),
    ),
    ("the recap has another day", "date_conflict", 4, (ANNOUNCED, recap(row(4, "4.14", "甲论")))),
    (
        "the recap has another year", "date_inconsistent", 4,
        (
            ANNOUNCED,
            recap(row(2, "19.3.30", "乙论"), row(3, "19.4.6", "丙论"), row(4, "18.4.13", "甲论"), row(5, "19.4.20", "丁论")),
        ),
    ),
    (
        "two days in one text", "date_inconsistent", 48,
        (document("2020-07-02", "# 第 48 期机器学习沙龙\n\n05月05日（周日）举办第 48 期沙龙。\n\n时间：07月05日"),),
    ),
    (
        "a weekday that is another", "date_inconsistent", 4,
        (document("2019-04-09", issue(4, "4月13日（周日）", talk("甲论"))),),
    ),
    (
        "a day that does not exist", "date_inconsistent", 4,
        (document("2019-04-09", issue(4, "4月31日", talk("甲论"))),),
    ),
    ("a day of the recap that does not exist", "date_inconsistent", 4, (recap(row(4, "2.30", "甲论")),)),
    ("a gap in the numbers", "missing_issue", 3, (recap(row(2, "3.30", "甲论"), row(4, "4.13", "乙论")),)),
    (
        "a recap that passes over an announced issue", "not_in_recap", 4,
        (ANNOUNCED, recap(row(3, "3.30", "乙论"), row(5, "4.20", "丙论"))),
    ),
    (
        "a row left without a replay", "no_replay", 4,
        (ANNOUNCED, recap(row(4, "4.13", "甲论", "")), recap(row(4, "4.13", "甲论", ""), published="2019-05-22")),
    ),
    (
        "a row with course material only", "no_replay", 4,
        (ANNOUNCED, *(
            recap(row(4, "4.13", "甲论", "[资料](https://github.com/momodel/AIClub)"), published=f"2019-0{month}-22")
            for month in (4, 5)
        )),
    ),
    ("another topic than announced", "topic_mismatch", 4, (ANNOUNCED, recap(row(4, "4.13", "【机器学习】降维")))),
    (
        "a talk the recap does not have", "topic_mismatch", 4,
        (document("2019-04-09", issue(4, "4月13日", talk("甲论"), talk("乙论"))), recap(row(4, "4.13", "甲论"))),
    ),
    (
        "a topic never named", "placeholder_topic", 15,
        (document("2019-07-08", issue(15, "7月13日（周六）", talk("待定", "陈二"))),),
    ),
    (
        "a place for a speaker left empty", "missing_speaker", 44,
        (document("2020-06-04", issue(44, "6月7日（周日）", "分享人：\n论文：Deep Leakage")),),
    ),
    (
        "a paper talk that names nobody", "missing_speaker", 4,
        (document("2019-04-09", issue(4, "4月13日（周六）", "14:00-15:00 论文分享：甲论")),),
    ),
    (
        "an older issue's theme", "repeated_content", 52,
        (
            document("2020-07-23", issue(51, "7月26日（周日）", talk("甲论"), 活动主题="数据增强")),
            document("2020-08-06", issue(52, "8月9日（周日）", talk("乙论"), 活动主题="数据增强")),
        ),
    ),
    (
        "an older issue's paper", "repeated_content", 5,
        carried(talk("甲论", "林一", "论文：On Speech"), talk("乙论", "陈二", "论文：On Speech")),
    ),
    (
        "an older issue's outline", "repeated_content", 5,
        carried(talk("甲论", "林一", "1. 语音\n2. 词典\n3. 解码"), talk("乙论", "陈二", "1. 语音\n2. 词典\n3. 解码")),
    ),
    (
        "one replay for two issues", "shared_link", 33,
        (recap(*(row(number, day, title, "[回放](https://momodel.cn/live/1)") for number, day, title in (
            (32, "3.8", "甲论"), (33, "3.15", "乙论"),
        ))),),
    ),
    (
        "full-width brackets", "malformed_link", 52,
        (recap(row(52, "3.8", "甲论", "[回放]（https://momodel.cn/live/1）")),),
    ),
    ("a link without words", "empty_link", 7, (recap(row(7, "3.8", "甲论[](https://momodel.cn/live/1)")),)),
    ("a registration without address", "empty_link", 4, (
        document("2019-04-09", issue(4, "4月13日（周六）", talk("甲论")) + "\n\n### [点此报名]()\n"),
    )),
    ("an announcement that was cancelled", "cancelled", 4, (read_as(ANNOUNCED, status=Status.CANCELLED),)),
    ("an announcement that was postponed", "rescheduled", 4, (read_as(ANNOUNCED, status=Status.POSTPONED),)),
    (
        "a line that is not understood", "not_understood", 4,
        (read_as(ANNOUNCED, problems=(Problem(FindingCode.NOT_UNDERSTOOD, "a line of the header", "暗号：天王"),)),),
    ),
    ("a day of a year that nothing tells", "not_understood", 4, (document(None, issue(4, "4月13日", talk("甲论"))),)),
    ("a row of a year that nothing tells", "not_understood", 4, (document(None, recap_of(row(4, "4.13", "甲论"))),)),
    ("letters for a number", "unreadable_document", None, (recap(row(3, "3.30", "甲论"), row("IV", "4.13", "乙论")),)),
    ("an empty document", "unreadable_document", None, (*CLEAN, document("2019-05-01", ""))),
    ("a text about something else", "unreadable_document", None, (*CLEAN, document("2019-05-01", "# 书单\n"))),
    (
        "a salon without number or day", "unreadable_document", None,
        (*CLEAN, document("2019-05-01", announcement("机器学习沙龙", "14:00-16:00", talk("戊论")))),
    ),
    (
        "a table without a known column", "unreadable_document", None,
        (document("2019-04-09", "### 往期回顾\n\n| 颜色 | 大小 |\n| --- | --- |\n| 红 | 大 |\n"),),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "number", "documents"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_finding(code: str, number: int | None, documents: tuple[Parsed, ...]) -> None:
    """It is there, with its code alone, and names the issue, the document where one is to blame, and the place."""
    built = archive(*documents)
    assert {one for one, _ in built.findings} == {code}
    assert (code, number) in built.findings
    ids = {one[0].id for one in documents}
    for finding in built.rows.findings:
        assert finding.message
        assert finding.excerpt or not number
        assert finding.document_id in ids or code == "missing_issue"


MENDED: list[tuple[str, tuple[Parsed, ...]]] = [
    ("an announcement mended", (
        document("2019-04-09", issue(4, "4月13日（周日）", talk("甲论", ""))),
        document("2019-04-12", issue(4, "4月13日（周六）", talk("甲论"))),
    )),
    ("a topic named later", (
        document("2019-04-09", issue(4, "4月13日（周六）", talk("待定", "陈二"))),
        document("2019-04-12", issue(4, "4月13日（周六）", talk("甲论", "陈二"))),
    )),
    ("a row mended", (
        recap(row(4, "2.30", "甲论", "[回放]()")), recap(row(4, "4.13", "甲论"), published="2019-05-22"),
    )),
    ("a replay added later", (
        ANNOUNCED, recap(row(4, "4.13", "甲论", "")), recap(row(4, "4.13", "甲论"), published="2019-05-22"),
    )),
    ("a missing row added later", (
        ANNOUNCED, recap(row(5, "4.20", "乙论")),
        recap(row(4, "4.13", "甲论"), row(5, "4.20", "乙论"), published="2019-05-22"),
    )),
    ("a row in letters mended", (
        recap(row(3, "3.30", "甲论"), row("IV", "4.13", "乙论")),
        recap(row(3, "3.30", "甲论"), row(4, "4.13", "乙论"), published="2019-05-22"),
    )),
    ("a shared replay given apart later", (
        recap(row(4, "4.13", "甲论"), row(5, "4.20", "乙论", "[回放](https://momodel.cn/live/4)")),
        recap(row(4, "4.13", "甲论"), row(5, "4.20", "乙论"), published="2019-05-22"),
    )),
]  # fmt: skip


@pytest.mark.parametrize("documents", [case[1] for case in MENDED], ids=[case[0] for case in MENDED])
def test_what_a_newer_document_mends_is_no_finding(documents: tuple[Parsed, ...]) -> None:
    assert archive(*documents).findings == set()


NONE: list[tuple[str, tuple[Parsed, ...]]] = [
    ("one course for many issues", (recap(*(
        row(number, day, title, f"[课程](https://momodel.cn/classroom/class?id=1&type=video) [回放](https://momodel.cn/live/{number})")
        for number, day, title in ((4, "4.13", "甲论"), (5, "4.20", "乙论"))
    )),)),
    ("a lesson without speaker", (
        document("2019-04-09", issue(4, "4月13日（周六）", "14:00-15:00 机器学习课程：降维")),
    )),
    ("two items alike in two outlines", carried(
        talk("甲论", "林一", "1. 背景", "2. 实验"), talk("乙论", "陈二", "1. 背景", "2. 实验"),
    )),
    ("a theme that is the issue's own topic", (
        document("2020-08-06", issue(52, "8月9日（周日）", talk("乙论"), 活动主题="乙论")),
        recap(row(52, "8.9", "乙论"), published="2020-08-20"),
    )),
    ("a number that begins above one", (ANNOUNCED,)),
    ("a placeholder of the agenda that the recap names", (
        document("2019-07-08", issue(15, "7月13日（周六）", talk("甲论"))),
        recap(row(15, "7.13", "甲论"), published="2019-08-01"),
    )),
]  # fmt: skip


@pytest.mark.parametrize("documents", [case[1] for case in NONE], ids=[case[0] for case in NONE])
def test_what_only_looks_like_one(documents: tuple[Parsed, ...]) -> None:
    assert archive(*documents).findings == set()


def test_problem_of_the_store_is_a_finding() -> None:
    built = archive(*CLEAN, problems=[("gone.md", "is not in the folder")])
    assert [(one.code, one.document_id) for one in built.rows.findings] == [("unreadable_document", None)]
    assert "gone.md" in built.rows.findings[0].message_en


def test_finding_of_a_shared_replay_names_the_link() -> None:
    built = archive(*next(case[3] for case in FOUND if case[1] == "shared_link"))
    (link,) = built.rows.links
    assert [finding.link_id for finding in built.rows.findings] == [link.id] * 2


def test_every_code_is_tested() -> None:
    assert {case[1] for case in FOUND} | {"stale_correction"} == set(FindingCode)


ITEMS = ("1. 自注意力的计算复杂度", "2. 稀疏注意力的三种做法", "3. 长文本上的实验结果")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (ITEMS, True),
        ((ITEMS[2], ITEMS[0], ITEMS[1]), True),
        ((*ITEMS, "4. 新的一项"), True),
        (ITEMS[:2], False),
        ((*ITEMS[:2], "3. 别的内容"), False),
        (("1. 背景", "2. 方法", "3. 实验", "4. 总结", "5. 讨论"), False),
    ],
)
def test_outline_that_was_carried_over_in_part(lines: tuple[str, ...], found: bool) -> None:
    """At least half of it, by items that no two outlines have by chance."""
    old = document("2019-04-02", issue(3, "4月6日", talk("甲论", "林一", *ITEMS, "4. 背景", "5. 方法", "6. 实验")))
    new = document("2019-04-09", issue(4, "4月13日", talk("乙论", "陈二", *lines)))
    assert (("repeated_content", 4) in archive(old, new).findings) is found


@pytest.mark.parametrize(
    ("recalled", "is_found"), [("陈二", True), ("林一、陈二", False), ("林一", False), ("", False)]
)
def test_a_recap_that_names_another_speaker(recalled: str, is_found: bool) -> None:
    """Another speaker is a finding; one more, the same or none is not."""
    told = f"甲论（{recalled}）" if recalled else "甲论"
    found = archive(
        document("2019-04-09", issue(4, "4月13日（周六）", talk("甲论", "林一"))), recap(row(4, "4.13", told))
    ).findings
    assert (("topic_mismatch", 4) in found) is is_found
