"""Rows of a recap as people write them: numbers, days, states, columns."""

from __future__ import annotations

import pytest
from support.renderings import github, wechat, yuque, yuque_editor

from scraper.parse import parse
from scraper.parse.recap.rows import MAX_ROWS
from scraper.records import Announcement, FindingCode, RecapRow, Status

HEAD = "# 第 12 期机器学习学术沙龙\n\n时间：5月8日 19:00-20:00\n\n### 往期回顾\n\n"
FORMS = [str, github, wechat, yuque, yuque_editor]


def read(recap: str, form=str) -> Announcement:
    return parse(form(HEAD + recap).encode(), "text/markdown" if form is str else "text/html")


def table(*rows: str, names: str = "期数 | 时间 | 内容 | 链接") -> str:
    return "\n".join([f"| {names} |", "|" + " --- |" * (names.count("|") + 1), *(f"| {row} |" for row in rows)]) + "\n"


def rows(recap: str, form=str) -> tuple[RecapRow, ...]:
    return read(recap, form).recap


def codes(found: Announcement) -> set[FindingCode]:
    return {problem.code for problem in [*found.problems, *(one for row in found.recap for one in row.problems)]}


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("9", [9]), ("第 9 期", [9]), ("第九期", [9]), ("No.9", [9]), ("#9", [9]), ("Vol. 9", [9]), ("9期", [9]), ("**9**", [9]),
        ("8-9", [8, 9]), ("第8、9期", [8, 9]), ("8/9", [8, 9]), ("8 & 9", [8, 9]), ("8～9", [8, 9]), ("第8期、第9期", [8, 9]),
        ("甲", []), ("8-99", []), ("9.5", []), ("2021-9", []),
    ],
)  # fmt: skip
def test_numbers(written: str, numbers: list[int]) -> None:
    """A number in any form; of several in one row each is an issue of its day, the last has its topics: a finding."""
    found = read(table(f"{written} | 21.4.3 | 【论文分享】降噪 | "))
    assert [row.number for row in found.recap] == numbers
    assert [row.number for row in found.recap if row.date] == numbers
    assert [row.number for row in found.recap if row.topics] == numbers[-1:]
    assert bool(codes(found)) == (len(numbers) != 1)


@pytest.mark.parametrize(
    ("written", "day", "earlier"),
    [
        ("20210403", (4, 3), []), ("210403", (4, 3), []), ("2021/04/03", (4, 3), []), ("4月3日（周六）", (4, 3), []),
        ("21.4.3-4.4", (4, 3), []), ("4.3~4", (4, 3), []), ("4月3日至4日", (4, 3), []), ("2021-04-03 至 2021-04-04", (4, 3), []),
        ("4.3、4.4", (4, 3), []), ("2021-04-03 19:30", (4, 3), []), ("4.3 19:30-20:30", (4, 3), []), ("Apr 3, 2021", (4, 3), []),
        ("~~21.3.27~~ 21.4.3", (4, 3), [(3, 27)]), ("<s>3月27日</s>4月3日", (4, 3), [(3, 27)]), ("<del>3.27</del><br>4.3", (4, 3), [(3, 27)]),
        ("原定3.27，改为4.3", (4, 3), [(3, 27)]), ("3.27 延期至 4.3", (4, 3), [(3, 27)]), ("3.27→4.3", (4, 3), [(3, 27)]),
        ("4.3（原定3.27）", (4, 3), [(3, 27)]), ("4月3日(原3月27日)", (4, 3), [(3, 27)]),
        ("", None, []), ("待定", None, []), ("4.31", None, []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMS)
def test_days(written: str, day: tuple[int, int] | None, earlier: list[tuple[int, int]], form) -> None:
    """The first of several days counts, and of a day that was moved the later one."""
    row = rows(table(f"9 | {written} | 【论文分享】降噪 | "), form)[0]
    assert (row.date and (row.date.month, row.date.day)) == day
    assert [(one.date.month, one.date.day) for one in row.superseded if one.date] == earlier
    assert [topic.title for topic in row.topics] == ["降噪"]


@pytest.mark.parametrize(
    ("content", "status", "titles"),
    [
        ("因故取消", Status.CANCELLED, []), ("取消", Status.CANCELLED, []), ("（本期因台风取消）", Status.CANCELLED, []),
        ("活动暂停一次", Status.CANCELLED, []), ("Cancelled", Status.CANCELLED, []), ("延期，时间待定", Status.POSTPONED, []),
        ("降噪（已取消）", Status.CANCELLED, ["降噪"]), ("【论文分享】降噪【取消】", Status.CANCELLED, ["降噪"]),
        ("回声取消算法", None, ["回声取消算法"]), ("订单取消预测", None, ["订单取消预测"]), ("延期支付模型", None, ["延期支付模型"]),
        ("— ", None, []), ("无", None, []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMS)
def test_states(content: str, status: Status | None, titles: list[str], form) -> None:
    """Words that say that a salon does not take place are no topic."""
    row = rows(table(f"9 | 21.4.3 | {content} | "), form)[0]
    assert (row.status, [topic.title for topic in row.topics]) == (status, titles)


def test_states_of_lists_and_merged_cells() -> None:
    listed = rows("- 第8期（3.27）：因故取消\n- 第9期（4.3）：降噪\n")
    assert [(row.status, len(row.topics)) for row in listed] == [(Status.CANCELLED, 0), (None, 1)]
    merged = "<table><tr><th>期数</th><th>时间</th><th>内容</th><th>链接</th></tr><tr><td>9</td><td colspan=3>取消</td></tr></table>"
    assert [(row.number, row.status) for row in rows(merged)] == [(9, Status.CANCELLED)]


def told(recap: str, form=str) -> list[tuple[object, ...]]:
    """Number, day, topics and links of each row."""
    return [
        (
            row.number,
            row.date and (row.date.year, row.date.month, row.date.day),
            [topic.title for topic in row.topics],
            [link.url[-1] for link in row.links],
        )
        for row in rows(recap, form)
    ]


SEE = "[回放](https://example.org/{})"


@pytest.mark.parametrize("form", FORMS)
def test_several_issues_in_one_row(form) -> None:
    """Each has its own day, topic and link where there is one for each, in order; else the last has them: a finding."""
    each = table(f"8-9 | 21.4.3-4.10 | 降噪<br>合成 | {SEE.format(1)}<br>{SEE.format(2)}")
    assert told(each, form) == [(8, (2021, 4, 3), ["降噪"], ["1"]), (9, (2021, 4, 10), ["合成"], ["2"])]
    assert codes(read(each, form)) == set()
    shared = table(f"8-9 | 21.4.3 | 【论文分享】降噪；合成 | {SEE.format(1)}")
    assert told(shared, form) == [(8, (2021, 4, 3), [], []), (9, (2021, 4, 3), ["降噪", "合成"], ["1"])]
    assert codes(read(shared, form)) == {FindingCode.NOT_UNDERSTOOD}


BESIDE = ["21.4.3-4.4", "21.4.3 - 21.4.4", "4月3日、4日", "2021<br>04-03", "4.3 / 4.10", "4月3日（第二天补讲）"]


@pytest.mark.parametrize("written", BESIDE)
@pytest.mark.parametrize("form", FORMS)
def test_what_stands_beside_a_day_is_a_finding(written: str, form) -> None:
    found = read(table(f"9 | {written} | 【论文分享】降噪 | "), form)
    assert found.recap[0].date is not None
    assert (found.recap[0].date.month, found.recap[0].date.day) == (4, 3)
    assert codes(found) == {FindingCode.NOT_UNDERSTOOD}


def test_a_wrong_weekday_is_a_finding() -> None:
    assert codes(read(table("9 | 2021年4月3日（周六） | 降噪 | "))) == set()
    assert codes(read(table("9 | 2021年4月3日（周日） | 降噪 | "))) == {FindingCode.DATE_INCONSISTENT}


NINTH = (9, (2021, 4, 3), ["降噪"], ["9"])
TABLES = {
    "other order": table(f"降噪 | {SEE.format(9)} | 9 | 2021/4/3", names="主题 | 回放 | 期号 | 日期"),
    "English": table(f"9 | 2021-04-03 | 降噪 | {SEE.format(9)}", names="Session | Date | Topic | Recording"),
    "volumes": table(f"Vol.9 | Apr 3, 2021 | 降噪 | {SEE.format(9)}", names="Vol. | Date | Talk | Video"),
    "short words": table(f"9 | 2021.4.3 | 降噪 | {SEE.format(9)}", names="期 | 举办日 | 报告 | 录播"),
    "long words": table(f"9 | 2021.4.3 | 降噪 | {SEE.format(9)}", names="次数 | 活动日期 | 分享题目 | 录像地址"),
    "no word for the number": table(f"9 | 2021.4.3 | 降噪 | {SEE.format(9)}", names=" | 时间 | 内容 | 链接"),
    "no words at all": table(f"9 | 2021.4.3 | 降噪 | {SEE.format(9)}", names=" |  |  | "),
    "a column for the year": table(
        f"9 | 2021 | 4.3 | 降噪 | {SEE.format(9)}", names="期数 | 年份 | 日期 | 主题 | 视频"
    ),
    "rows for the year": table("**2021年** | | | ", f"9 | 4.3 | 降噪 | {SEE.format(9)}"),
    "the head once more": table("期数 | 时间 | 内容 | 链接", f"9 | 2021.4.3 | 降噪 | {SEE.format(9)}"),
    "turned": f"| 期数 | 9 |\n| --- | --- |\n| 时间 | 2021.4.3 |\n| 内容 | 降噪 |\n| 链接 | {SEE.format(9)} |\n",
    "a title above": (
        "<table><tr><td colspan=4>历届一览</td></tr><tr><td>期数</td><td>时间</td><td>内容</td><td>链接</td></tr><tr><td>9</td>"
        '<td>2021.4.3</td><td>降噪</td><td><a href="https://example.org/9">回放</a></td></tr></table>\n'
    ),
    "a link in the number": table("[9](https://example.org/9) | 2021.4.3 | 降噪 | "),
    "a link in the day": table("9 | [2021.4.3](https://example.org/9) | 降噪 | "),
    "a link in the topic": table("9 | 2021.4.3 | [降噪](https://example.org/9) | "),
    "a link by reference": table("9 | 2021.4.3 | 降噪 | [回放][9]") + "\n[9]: https://example.org/9\n",
    "a link of a picture": table("9 | 2021.4.3 | 降噪 | [![](https://example.org/a.png)](https://example.org/9)"),
    "short numerals": table(f"第九期 | 二〇二一年四月三日 | 降噪 | {SEE.format(9)}"),
    "a list by pipes": f"- 第9期 | 2021-04-03 | 降噪 | {SEE.format(9)}\n",
    "a list with a plain link": f"- 2021-04-03 第9期 降噪 {SEE.format(9)}\n",
    "a list of another mark": f"- No.9 2021-04-03 降噪 {SEE.format(9)}\n",
    "a day behind the topic": f"#### 第9期：降噪（2021-04-03）\n\n{SEE.format(9)}\n",
    "a footnote": table(f"9[^1] | 2021.4.3[^1] | 降噪[^1] | {SEE.format(9)}") + "\n[^1]: 音质欠佳\n",
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("form", FORMS)
def test_a_recap_however_it_is_set(name: str, form) -> None:
    found = told(TABLES[name], form)
    assert [(*one[:3], [url for url in one[3] if url != "g"]) for one in found] == [NINTH]
    assert codes(read(TABLES[name], form)) == set()


def test_two_tables_with_other_columns() -> None:
    first = table("8 | 21.3.27 | 合成 | ")
    second = table(f"降噪 | {SEE.format(9)} | 9 | 2021/4/3", names="主题 | 回放 | 编号 | 日期")
    assert told(first + "\n" + second) == [(8, (2021, 3, 27), ["合成"], []), NINTH]


@pytest.mark.parametrize("form", FORMS)
def test_a_list_of_days(form) -> None:
    listed = f"- 2021-03-27 合成 {SEE.format(8)}\n- 2021年4月3日：降噪 {SEE.format(9)}\n"
    assert told(listed, form) == [(None, (2021, 3, 27), ["合成"], ["8"]), (None, *NINTH[1:])]


@pytest.mark.parametrize(
    "names",
    [
        "主题 | 分享人 | 时间 | 录屏",
        "时间 | 主题 | 分享人 | 录屏",
        "关联 Issue | 时间 | 主题 | 录屏",
        "Issue 链接 | 日期 | 标题 | 回放",
        "Name | Affiliation | Date | Paper",
        "序 | 日 | 讲 | 看",
    ],
)
def test_a_table_that_counts_no_issues_is_not_read(names: str) -> None:
    """It is a finding that names the columns that were seen."""
    found = read(
        table(
            "1 | 3.27 | 降噪 | [看](https://example.org/8)", "2 | 4.3 | 合成 | [看](https://example.org/9)", names=names
        )
    )
    assert not found.recap
    problem = next(one for one in found.problems if one.code is FindingCode.UNREADABLE_DOCUMENT)
    assert problem.excerpt == names
    assert found.title and found.numbers


@pytest.mark.parametrize("form", FORMS)
def test_speakers_of_a_column(form) -> None:
    read_rows = rows(
        table(
            "8 | 3.27 | 降噪；合成 | 林一、陈二 | [降噪](https://example.org/8)",
            "9 | 4.3 | 声纹 | 张三（某某大学）、李四 | ",
            "10 | 4.10 | 唤醒；方言 | 王五 | ",
            names="期数 | 日期 | 主题 | 分享嘉宾 | 回放",
        ),
        form,
    )
    assert [[[one.name for one in topic.speakers] for topic in row.topics] for row in read_rows] == [
        [["林一"], ["陈二"]],
        [["张三", "李四"]],
        [[], []],
    ]


@pytest.mark.parametrize("form", FORMS)
def test_full_width_pipes(form) -> None:
    text = table("8 | 3.27 | 【论文分享】降噪 | [回放](https://example.org/8)", "9 | 4.3 | 合成 | ").replace("|", "｜")
    for recap in (text, text.replace("｜ --- ｜ --- ｜ --- ｜ --- ｜", "| --- | --- | --- | --- |")):
        assert [(row.number, [topic.title for topic in row.topics], len(row.links)) for row in rows(recap, form)] == [
            (8, ["降噪"], 1),
            (9, ["合成"], 0),
        ]


@pytest.mark.parametrize("form", FORMS)
def test_a_track_in_bold(form) -> None:
    row = rows(table("9 | 4.3 | **论文分享** 降噪<br />**机器学习** 线性回归；**重点** | "), form)[0]
    assert [(topic.title, topic.track) for topic in row.topics] == [
        ("降噪", "论文分享"),
        ("线性回归", "机器学习"),
        ("重点", "机器学习"),
    ]


def test_definition_lists() -> None:
    found = rows(
        "<dl><dt>第8期（3.27）</dt><dd>降噪</dd><dd><a href='https://example.org/8'>回放</a></dd>"
        "<dt>第9期（4.3）</dt><dd>合成</dd></dl>\n"
    )
    assert [(row.number, [topic.title for topic in row.topics], len(row.links)) for row in found] == [
        (8, ["降噪"], 1),
        (9, ["合成"], 0),
    ]


def test_merged_rows_keep_each_link_to_its_topic() -> None:
    merged = (
        "<table><tr><th>期数</th><th>时间</th><th>内容</th><th>链接</th></tr>"
        "<tr><td rowspan=2>9</td><td rowspan=2>4.3</td><td>降噪</td><td><a href='https://example.org/a'>回放</a></td></tr>"
        "<tr><td>合成</td><td><a href='https://example.org/b'>回放</a></td></tr></table>\n"
    )
    assert [(link.url[-1], link.topic) for link in rows(merged)[0].links] == [("a", "降噪"), ("b", "合成")]
    assert [(link.topic) for link in rows(table("9 | 4.3 | 降噪；合成 | [回放](https://example.org/a)"))[0].links] == [
        None
    ]


STRUCK = {
    "table": table("~~8~~ | ~~3.27~~ | ~~降噪~~ | ", "9 | 4.3 | 合成 | "),
    "list": "- ~~第8期（3.27）：降噪~~\n- 第9期（4.3）：合成\n",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("recap", STRUCK.values(), ids=STRUCK)
def test_a_row_that_is_struck_out(recap: str, form) -> None:
    """Its issue did not take place; what it was to be about is superseded."""
    found = sorted(rows(recap, form), key=lambda row: row.number or 0)
    assert [(row.number, row.status, len(row.topics)) for row in found] == [(8, Status.CANCELLED, 0), (9, None, 1)]
    assert [(one.field, one.value) for one in found[0].superseded] == [("topic", "降噪")]


def test_a_row_that_is_struck_out_and_stands_again() -> None:
    (row,) = rows(table("~~8~~ | ~~3.27~~ | ~~降噪~~ | ", "8 | 4.3 | 合成 | "))
    assert (row.status, [topic.title for topic in row.topics]) == (None, ["合成"])
    assert [(one.field, one.value) for one in row.superseded] == [("date", "3.27"), ("topic", "降噪")]


@pytest.mark.parametrize(
    ("content", "title", "speakers"),
    [
        ("降噪（林一）", "降噪", ["林一"]),
        ("【论文分享】林一：降噪", "降噪", ["林一"]),
        ("降噪 - 林一", "降噪", ["林一"]),
        ("Noise Reduction by Alice Lin", "Noise Reduction", ["Alice Lin"]),
        ("降噪<br>主讲：林一", "降噪", ["林一"]),
        ("主讲：林一<br>降噪", "降噪", ["林一"]),
        ("降噪（主讲：林一）", "降噪", ["林一"]),
        ("降噪，分享人：林一、陈二", "降噪", ["林一", "陈二"]),
        ("林一《降噪》", "降噪", ["林一"]),
        ("主题：降噪<br>分享人：林一", "降噪", ["林一"]),
        ("降噪（上）", "降噪（上）", []),
        ("安全：联邦学习的前提", "安全：联邦学习的前提", []),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_speakers_beside_a_topic(content: str, title: str, speakers: list[str], form) -> None:
    for recap in (table(f"9 | 4.3 | {content} | "), f"- 第9期（4.3）：{content}\n"):
        (row,) = rows(recap, form)
        assert [(topic.title, [one.name for one in topic.speakers]) for topic in row.topics] == [(title, speakers)]
        assert not row.problems


@pytest.mark.parametrize("count", [5_000, 20_000])
@pytest.mark.parametrize("form", [str, github])
def test_a_recap_of_any_length_loses_nothing_else(count: int, form) -> None:
    """The rows beyond the limit are a finding; header and agenda are read."""
    many = table(*(f"{number} | {number % 12 + 1}.{number % 28 + 1} | 降噪 {number} | " for number in range(1, count)))
    found = read(many + "\n### 活动内容\n\n**分享人：林一**<br />\n**主题：图像分割**\n", form)
    assert (found.title, [talk.title for talk in found.talks]) == ("第 12 期机器学习学术沙龙", ["图像分割"])
    assert len(found.recap) == MAX_ROWS
    assert any("rows of the recap are read" in problem.message for problem in found.problems)


def test_relative_links_are_meant_from_the_document() -> None:
    """Without its address they are problems; what only resembles an address is one anyway."""
    recap = table("8 | 3.27 | 降噪 | [课件](slides/8.pdf)", "9 | 4.3 | 合成 | [回放](https：//example.org/9)")
    markdown = (HEAD + recap).encode()
    here = parse(markdown, url="https://example.org/club/README.md")
    assert [link.url for row in here.recap for link in row.links] == ["https://example.org/club/slides/8.pdf"]
    assert FindingCode.MALFORMED_LINK in codes(here)
    assert not [link for row in parse(markdown).recap for link in row.links]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "written",
    [
        "29. 2021-02-06 降噪（林一）\n30. 2021-02-20 合成（陈二）",
        "- 29. 2021-02-06 降噪（林一）\n- 30. 2021-02-20 合成（陈二）",
        "- #29 2021/2/6 · 降噪 · 林一 · [B站](https://example.org/29)\n- #30 2021/2/20 · 合成 · 陈二 · [B站](https://example.org/30)",
        "- 第 29 期 / 2021.2.6 / 降噪 / 林一\n- 第 30 期 / 2021.2.20 / 合成 / 陈二",
        "第 29 期<br>2021.2.6<br>降噪（林一）\n\n第 30 期<br>2021.2.20<br>合成（陈二）",
        "- 第 29 期（2021.2.6）降噪（林一） → https://example.org/29\n- 第 30 期（2021.2.20）合成（陈二） 回放 `https://example.org/30`",
    ],
)
def test_lists_of_other_clubs(written: str, form) -> None:
    """A row keeps its number, though the number is that of a list's item, and its topic is free of what divides it."""
    found = [
        (row.number, row.date and (row.date.month, row.date.day), *map(name, row.topics)) for row in rows(written, form)
    ]
    assert found == [(29, (2, 6), "降噪（林一）"), (30, (2, 20), "合成（陈二）")]


def name(topic) -> str:
    return f"{topic.title}（{'、'.join(speaker.name for speaker in topic.speakers)}）"


@pytest.mark.parametrize("form", FORMS)
def test_issues_one_below_the_other_in_a_row(form) -> None:
    """Each has the day, the topic and the link on its own line."""
    names = "期数 | 时间 | 类别 | 内容 | 链接"
    row = "8<br>9 | 21.3.27<br>21.4.3 | 论文分享<br>机器学习 | 降噪<br>决策树 | [回放](https://example.org/8)<br>[回放](https://example.org/9)"
    found = read(table(row, names=names), form)
    assert [(one.number, one.date and one.date.day, *one.topics[0][:2], one.links[0].url) for one in found.recap] == [
        (8, 27, "降噪", "论文分享", "https://example.org/8"),
        (9, 3, "决策树", "机器学习", "https://example.org/9"),
    ]
    assert not codes(found)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("tracks", "topics", "read"),
    [
        ("论文分享", "降噪", [("降噪", "论文分享")]),
        ("论文分享", "降噪；合成", [("降噪", "论文分享"), ("合成", "论文分享")]),
        ("论文分享<br>机器学习", "降噪<br>决策树", [("降噪", "论文分享"), ("决策树", "机器学习")]),
        ("", "【机器学习】决策树", [("决策树", "机器学习")]),
        ("论文分享", "因故取消", []),
    ],
)
def test_column_of_tracks(tracks: str, topics: str, read: list[tuple[str, str]], form) -> None:
    """The track beside a topic is its track; one is that of all, and several are those of the lines."""
    found = rows(table(f"9 | 21.4.3 | {tracks} | {topics}", names="期数 | 时间 | 类别 | 内容"), form)
    assert [topic[:2] for row in found for topic in row.topics] == read
    assert not [problem for row in found for problem in row.problems]
    assert [row.status for row in found] == [None if read else Status.CANCELLED]


def test_a_list_that_counts_down() -> None:
    """The numbers are those that were typed, though a renderer counts on from the first."""
    assert [row.number for row in rows("30. 2021-02-20 合成\n29. 2021-02-06 降噪\n28. 2021-01-23 综述")] == [30, 29, 28]


def test_the_text_of_a_document_has_the_row_that_is_struck_out() -> None:
    """It is the row of an issue that is off, so the page of the document can show where that stands."""
    text = "# 第 9 期沙龙\n\n### 往期回顾\n| 期数 | 时间 | 内容 |\n|---|---|---|\n| 7 | 19.4.20 | 声纹 |\n| ~~8~~ | ~~19.4.27~~ | ~~方言~~ |\n"
    found = parse(text.encode())
    assert [row.number for row in found.recap] == [7, 8]
    assert "~~8~~ | ~~19.4.27~~ | ~~方言~~" in found.body.splitlines()
