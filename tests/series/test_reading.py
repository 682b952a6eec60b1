"""A series kept as one table: columns by the words that its settings name, never by their place."""

import pytest

from scraper.parse import parse
from scraper.records import Announcement, FindingCode
from scraper.series import TableLayout

LAYOUT = TableLayout(
    (("number", ("期数", "No.")), ("title", ("标题", "Topic")), ("speakers", ("分享人",)), ("links", ("回看",))),
    r"(?P<date>\d{4}-\d{2}-\d{2})?\s*(?P<title>.*)",
    r"(?:^|&)(?P<name>[^&@，]+)(?:@(?P<affiliation>[^，]+))?",
)


def read(header: str, *rows: str) -> Announcement:
    lines = [header, "|---" * (header.count("|") - 1) + "|", *rows]
    return parse("\n".join(lines).encode(), table=LAYOUT)


@pytest.mark.parametrize(
    "header, row",
    [
        ("| 期数 | 标题 | 分享人 | 回看 |", "| 7 | 2022-03-04 编译器入门 | 陈一@某所 | [录像](https://a.example/7) |"),
        (
            "| 回看 | 分享人 | TOPIC | no. |",
            "| [录像](https://a.example/7) | 陈一@某所 | 2022-03-04 编译器入门 | 第 7 期 |",
        ),
    ],
)
def test_columns_are_found_by_their_words_in_any_order(header: str, row: str) -> None:
    (session,) = read(header, row).recap
    assert session.number == 7 and session.date and (session.date.year, session.date.month) == (2022, 3)
    assert [topic.title for topic in session.topics] == ["编译器入门"]
    assert [(one.name, one.affiliation) for one in session.topics[0].speakers] == [("陈一", "某所")]
    assert [link.url for link in session.links] == ["https://a.example/7"]


@pytest.mark.parametrize("header", ["| 关联期数 | 标题 |", "| Issue | 标题 |", "| 甲 | 乙 |"])
def test_an_unknown_header_is_a_finding_that_names_the_columns(header: str) -> None:
    announcement = read(header, "| 7 | 编译器入门 |")
    (problem,) = announcement.problems
    assert not announcement.recap and problem.code is FindingCode.UNREADABLE_DOCUMENT
    assert header.split(" | ")[0].strip("| ") in problem.message and "data/series.yml" in problem.message


@pytest.mark.parametrize("number", ["第三季20场", "Season 3 Episode 20", "待定", ""])
def test_a_row_without_one_number_is_a_finding_and_no_session(number: str) -> None:
    announcement = read("| 期数 | 标题 |", f"| {number} | 编译器入门 |", "| 8 | 垃圾回收 |")
    assert [session.number for session in announcement.recap] == [8]
    assert [problem.code for problem in announcement.problems] == [FindingCode.NOT_UNDERSTOOD]


def test_a_number_that_comes_again_keeps_the_first_and_is_a_finding() -> None:
    (session,) = read("| 期数 | 标题 |", "| 8 | 垃圾回收 |", "| 8 | 调度器 |").recap
    assert session.topics[0].title == "垃圾回收"
    assert [problem.code for problem in session.problems] == [FindingCode.NUMBER_MISMATCH]
