"""One value in the many wordings that people write it in: days, times, states, speakers, topics of a row."""

from __future__ import annotations

import pytest

from scraper.expressions import words_of
from scraper.parse import parse
from scraper.parse.words.labels import _LABELS, Field
from scraper.records import Announcement, RecapRow, Status

HEAD = "# 第 30 期机器学习学术沙龙\n\n+ 时间：{time}\n\n### 活动内容\n{agenda}\n"
TALK = "分享人：林一\n主题：图像分割\n"


def announced(time: str = "3月6日 19:30-20:30", agenda: str = TALK) -> Announcement:
    return parse(HEAD.format(time=time, agenda=agenda).encode())


def row(date: str = "21.2.6", content: str = "目标检测", link: str = "") -> RecapRow:
    table = f"| 期数 | 时间 | 内容 | 链接 |\n| --- | --- | --- | --- |\n| 29 | {date} | {content} | {link} |\n"
    return parse((HEAD.format(time="3月6日", agenda=TALK) + f"\n### 往期回顾\n{table}").encode()).recap[0]


@pytest.mark.parametrize(
    ("time", "day", "clock"),
    [
        ("20200306 19点30分到21点", (2020, 3, 6), ("19:30", "21:00")),
        ("二〇二一年三月六日 19:30", (2021, 3, 6), ("19:30", None)),
        ("3月6日19:30-3月6日20:30", (None, 3, 6), ("19:30", "20:30")),
        ("3 月 6 日 19 : 30 - 20 : 30", (None, 3, 6), ("19:30", "20:30")),
        ("3月6日 PM 7:30-8:30", (None, 3, 6), ("19:30", "20:30")),
        ("06-Mar-2021 19:30", (2021, 3, 6), ("19:30", None)),
        ("3月6日 10-11点", (None, 3, 6), ("10:00", "11:00")),
    ],
)
def test_day_and_time(time: str, day: tuple[int | None, int, int], clock: tuple[str, str | None]) -> None:
    found = announced(time)
    assert [(date.year, date.month, date.day) for date in found.dates] == [day]
    assert (found.starts_at, found.ends_at) == clock


@pytest.mark.parametrize(
    "time",
    [
        "3月6日改期，新时间为3月13日 19:30",
        "3月6日延后一周至3月13日 19:30",
        "3月6日顺延到3月13日 19:30",
        "March 6, pushed back to March 13, 19:30",
        "March 13, 19:30 (moved from March 6)",
        "由原来的3月6日调至3月13日 19:30",
    ],
)
def test_later_day_counts(time: str) -> None:
    found = announced(time)
    assert [(date.month, date.day) for date in found.dates] == [(3, 13)]
    assert [one.date and one.date.day for one in found.superseded] == [6]
    assert not found.problems


@pytest.mark.parametrize("line", ["报名截止：3月1日 18:00", "请于3月1日 18:00 前报名", "Deadline: March 1, 18:00"])
def test_day_to_register_by_is_not_the_day(line: str) -> None:
    text = f"# 第 30 期机器学习学术沙龙\n\n{line}\n\n活动时间：3月6日 19:30\n\n{TALK}"
    found = parse(text.encode())
    assert [(date.month, date.day) for date in found.dates] == [(3, 6)]
    assert found.starts_at == "19:30"


def test_counted_topic_in_the_header_is_a_talk() -> None:
    text = "# ML Salon #30\n\nDate: March 6\n\nTalk 1: Segmentation\nSpeaker: Alice Lin\n\nTalk 2: Detection\nSpeaker: Bob Chen"
    talks = parse(text.encode()).talks
    assert [(one.title, one.speakers[0].name) for one in talks] == [
        ("Segmentation", "Alice Lin"),
        ("Detection", "Bob Chen"),
    ]


@pytest.mark.parametrize("label", words_of(_LABELS[Field.SPEAKER]))
def test_label_of_a_speaker_serves_lines_columns_and_titles(label: str) -> None:
    """What one more word under `Field.SPEAKER` of `_LABELS` does, such as 特邀嘉宾."""
    line = f"{label}：林一\n主题：图像分割\n"
    column = f"| 主题 | {label} |\n| --- | --- |\n| 图像分割 | 林一 |\n"
    behind = f"- 图像分割（{label}：林一）\n"
    for agenda in (line, column, behind):
        found = announced(agenda=agenda)
        assert [(talk.title, [one.name for one in talk.speakers]) for talk in found.talks] == [("图像分割", ["林一"])]
        assert not found.problems


@pytest.mark.parametrize(
    ("time", "status"),
    [
        ("3月6日 停办", Status.CANCELLED),
        ("March 6 - called off", Status.CANCELLED),
        ("3月6日（暂缓）", Status.POSTPONED),
        ("3月6日（延期，时间待定）", Status.POSTPONED),
        ("3月6日 19:30", None),
    ],
)
def test_status_beside_the_day(time: str, status: Status | None) -> None:
    assert announced(time).status is status


@pytest.mark.parametrize(
    ("cells", "status", "titles"),
    [
        ({"date": "2.6 取消"}, Status.CANCELLED, ["目标检测"]),
        ({"date": "2.6（延期）"}, Status.POSTPONED, ["目标检测"]),
        ({"content": "暂缓"}, Status.POSTPONED, []),
        ({"content": "轮空"}, Status.CANCELLED, []),
        ({"content": "目标检测（改期）"}, Status.POSTPONED, ["目标检测"]),
        ({"content": "取消噪声的方法"}, None, ["取消噪声的方法"]),
    ],
)
def test_status_of_a_row(cells: dict[str, str], status: Status | None, titles: list[str]) -> None:
    found = row(**cells)
    assert (found.status, [topic.title for topic in found.topics]) == (status, titles)


@pytest.mark.parametrize(
    ("content", "topics"),
    [
        ("①目标检测②语音识别", [("目标检测", None), ("语音识别", None)]),
        ("【论文】目标检测【项目】语音识别", [("目标检测", "论文"), ("语音识别", "项目")]),
        ("论文分享：目标检测；项目实战：语音识别", [("目标检测", "论文分享"), ("语音识别", "项目实战")]),
        ("【论文分享】图像【综述】", [("图像【综述】", "论文分享")]),
    ],
)
def test_topics_of_a_row(content: str, topics: list[tuple[str, str | None]]) -> None:
    assert [(topic.title, topic.track) for topic in row(content=content).topics] == topics


def test_second_day_of_a_row_is_a_problem() -> None:
    found = row(date="21.2.6 / 21.2.13")
    assert found.date is not None
    assert found.date.day == 6
    assert any("21.2.13" in problem.message for problem in found.problems)


def test_wide_marks_in_an_address() -> None:
    assert [link.url for link in row(link="https://mo.example.cn／live／abc29").links] == [
        "https://mo.example.cn/live/abc29"
    ]


@pytest.mark.parametrize(
    ("agenda", "title", "speaker"),
    [
        ("嘉宾：张三｜浙大\n主题：图像分割", "图像分割", ("张三", "浙大")),
        ("嘉宾：张三 | 某公司 CTO\n主题：图像分割", "图像分割", ("张三", "某公司 CTO")),
        ("分享人：张三@浙大\n主题：图像分割", "图像分割", ("张三", "浙大")),
        ("题目：图像分割（主讲：张三）", "图像分割", ("张三", None)),
        ("- 19:00-19:30 《图像分割》 张三（浙大）", "图像分割", ("张三", "浙大")),
        ("- 7:00 pm – 7:30 pm: Image Segmentation (Alice Lin, ZJU)", "Image Segmentation", ("Alice Lin", "ZJU")),
        ("| 时间 | 议程 |\n|---|---|\n| 19:00-19:30 | 张三：图像分割 |", "图像分割", ("张三", None)),
    ],
)
def test_speaker_beside_title(agenda: str, title: str, speaker: tuple[str, str | None]) -> None:
    (talk,) = announced(agenda=agenda).talks
    assert talk.title == title
    assert [(one.name, one.affiliation) for one in talk.speakers] == [speaker]


@pytest.mark.parametrize("time", ["3月6日 1930-2030", "06/03/2021 19:30"])
def test_what_a_time_line_leaves_is_a_problem(time: str) -> None:
    assert any(time in problem.excerpt for problem in announced(time).problems)
