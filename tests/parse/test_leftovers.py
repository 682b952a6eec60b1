"""What was read is accounted for: a field, a part left out on purpose, or a finding `not_understood` with the text."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from support.series import announcement, issue, recap_of, row, talk

from scraper.markup.render import to_html
from scraper.markup.reused import restated_blocks
from scraper.markup.tables.pipes import with_pipe_tables
from scraper.parse import document, parse
from scraper.parse.review.leftovers import MAX_LEFT_OVER, Known, in_recap
from scraper.parse.review.standing import with_standing
from scraper.records import Announcement, FindingCode, Problem

DOCUMENTS = Path(__file__).parents[1] / "fixtures" / "documents"
STORE = Path(__file__).parents[3] / "shared" / "corpus" / "announcements"

EXPECTED = {
    "agenda-speakers.md": ["研究方向为语音合成"],  # what a speaker works on is no affiliation, and kept nowhere
    "header-weekday-forms.md": ["书店"],  # a place that only the invitation names
    "recap-table-columns.md": ["陈二"],  # one speaker beside two topics
}
"""What is left over of the documents of `fixtures/`, and why."""


def left_over(said: Announcement) -> list[Problem]:
    problems = [*said.problems, *(problem for one in said.recap for problem in one.problems)]
    return [problem for problem in problems if problem.code is FindingCode.NOT_UNDERSTOOD]


def pieces(text: str, media_type: str = "text/markdown") -> list[str]:
    return [problem.message.split("'")[1] for problem in left_over(parse(text.encode(), media_type))]


def media_type(path: Path) -> str:
    return "text/html" if path.suffix == ".html" else "text/markdown"


@pytest.mark.parametrize(
    "path", sorted({*DOCUMENTS.glob("*.md"), *DOCUMENTS.glob("*.html")}), ids=lambda path: path.name
)
def test_documents_of_our_own(path: Path) -> None:
    """Only the words listed here are left over."""
    found = [problem.message for problem in left_over(parse(path.read_bytes(), media_type(path)))]
    assert [message for message in found if not any(piece in message for piece in EXPECTED.get(path.name, ()))] == []


@pytest.mark.skipif(not STORE.is_dir(), reason="the real announcements are not here")
def test_real_announcements_leave_nothing_over() -> None:
    paths = sorted(STORE.glob("*.md"))
    found = {path.name: left_over(parse(path.read_bytes())) for path in paths}
    assert paths
    assert {name: problems for name, problems in found.items() if problems} == {}


FOUR = issue(4, "4月13日（周六）", talk("甲论题目", "林一", "1. 背景介绍", "2. 方法比较"))

LEFT_OVER: list[tuple[str, str, list[str]]] = [
    ("a label nobody knows", FOUR.replace("分享人：", "神秘来客："), ["神秘来客：林一"]),
    ("a label of the header nobody knows", FOUR.replace("### 活动", "暗号：天王盖地虎\n\n### 活动"), ["暗号：天王盖地虎"]),
    (
        "a table of the agenda nobody knows",
        announcement("第 4 期机器学习沙龙", "4月13日") + "\n\n### 活动内容\n\n| 颜色 | 大小 |\n| --- | --- |\n| 红色 | 很大 |\n",
        ["颜色", "大小", "红色", "很大"],
    ),
    (
        "a column of the recap nobody knows",
        recap_of(row(4, "4.13", "甲论题目")).replace("| 链接 |", "| 链接 | 天气 |").replace("回放](", "回放 ](")
        .replace("| --- |\n", "| --- | --- |\n").replace("/4) |", "/4) | 多云转晴 |"),
        ["多云转晴"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in LEFT_OVER], ids=[case[0] for case in LEFT_OVER])
def test_left_over(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


SAID = "# 第 4 期机器学习沙龙\n\n{}\n\n### 活动内容\n\n分享人：林一\n\n主题：甲论题目\n"
IN_SENTENCES = {
    "a title": ("我们还将共读《语音合成》，欢迎参加！", ["《语音合成》"]),
    "a title that is read": ("林一将分享《甲论题目》，欢迎参加！", []),
    "the day": ("大家 4月13日 见，不见不散！", ["4月13日"]),
    "the day to register by": ("请于 4月10日 前报名，欢迎参加！", []),
    "the time": (
        "我们晚上七点见，大家一起听报告，一起学习，一起讨论论文，一起喝茶聊天，欢迎各位同学带着自己的问题来，也欢迎带朋友一起来参加，不见不散！",
        ["晚上七点"],
    ),
    "the place": ("沙龙在理工楼 301 举行，欢迎参加！", ["理工楼 301"]),
    "the place in English": ("It will be held in Room 301, welcome!", ["Room 301"]),
    "a city": ("沙龙将在杭州举行，欢迎参加！", []),
    "no place": ("沙龙将在线上举行，欢迎参加！", []),
}


@pytest.mark.parametrize(("sentence", "expected"), IN_SENTENCES.values(), ids=IN_SENTENCES)
def test_sentences_say_no_more_than_is_read(sentence: str, expected: list[str]) -> None:
    assert pieces(SAID.format(sentence)) == expected


LEFT_OUT = {
    "prose": "欢迎大家来玩，不见不散！",
    "notes": "### 活动须知\n\n自带电脑",
    "plan": "### 课程计划\n\n| 课时 | 内容 |\n| --- | --- |\n| 2 | 决策树 |",
    "a plan without a heading": "| 课时 | 内容 |\n| --- | --- |\n| 2 | 决策树 |",
    "registration": "### 报名方式\n\n加微信",
    "track": "### 活动安排\n\n吴恩达机器学习课程",
    "break": "### 活动安排\n\n15:00-15:20 茶歇",
    "activity": "### 活动安排\n\n活动二：互动游戏",
    "no interest": "适合人群：对语音感兴趣的同学",
    "platform": "活动方式：线上（某某平台直播）",
    "remark": "### 往期回顾\n\n请通过微信领取课件",
}


@pytest.mark.parametrize("text", LEFT_OUT.values(), ids=LEFT_OUT)
def test_left_out_on_purpose(text: str) -> None:
    assert pieces(f"# 第 4 期机器学习沙龙\n\n时间：4月13日\n\n{text}\n") == []


DROPPED = ("title", "venue", "host", "theme", "talks")


@pytest.mark.parametrize("field", DROPPED)
def test_reader_that_drops_a_field_shows(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a reader forgets is left over, without a word of its own about it."""
    text = issue(4, "4月13日", talk("甲论题目", "林一"), 地点="湖边书店", 主办="某某俱乐部", 活动主题="语音合成")
    value = getattr(parse(text.encode()), field)

    def forgetful(entries: object, said: Announcement, known: Known) -> object:
        forgot = said._replace(**{field: () if field == "talks" else None})
        return in_announcement(entries, forgot, Known(forgot))

    in_announcement = document.in_announcement
    monkeypatch.setattr(document, "in_announcement", forgetful)
    dropped = value[0].title if field == "talks" else value
    assert any(dropped in piece or piece in dropped for piece in pieces(text)), pieces(text)


def test_row_is_set_against_its_own_record() -> None:
    """A topic that one row loses is left over, though another row has it."""
    text = recap_of(row(4, "4.13", "语音合成"), row(5, "4.20", "图像分割；语音合成"))
    said = parse(text.encode())
    rows = tuple(one._replace(topics=one.topics[:1]) for one in said.recap)
    tables = with_pipe_tables(restated_blocks(to_html(text)))
    found = [(owner, problem.message) for owner, problem in in_recap(tables, rows, said) if owner]
    assert found == [(rows[1], "'；语音合成' in the recap")]


def test_what_is_left_over_is_bounded() -> None:
    lines = "\n\n".join(f"暗号{chr(0x4E00 + at)}{chr(0x5E00 + at)}：天王" for at in range(500))
    assert len(pieces(FOUR.replace("### 活动", f"{lines}\n\n### 活动"))) == MAX_LEFT_OVER


def dropped(said: Announcement, chance: random.Random) -> tuple[Announcement, str] | None:
    """The announcement without one value that a talk or a row of the recap holds, and that value."""
    talks, rows = list(said.talks), list(said.recap)
    choices = [(talk, name) for talk in talks for name in ("speakers", "papers", "outline") if getattr(talk, name)]
    choices += [(row, "topics") for row in rows if row.topics]
    if not choices:
        return None
    owner, name = chance.choice(choices)
    values = list(getattr(owner, name))
    value = values.pop(chance.randrange(len(values)))
    without = owner._replace(**{name: tuple(values)})
    without = without._replace(paper_outlines=()) if name == "outline" else without
    words = value if isinstance(value, str) else getattr(value, "name", None) or value.title
    return said._replace(
        talks=tuple(without if one is owner else one for one in talks),
        recap=tuple(without if one is owner else one for one in rows),
    ), words


def is_telling(words: str, said: Announcement) -> bool:
    """Whether a good part of the words stands nowhere else in the record, so that something is left over."""
    rows = tuple(row._replace(excerpt="") for row in said.recap)
    rest = re.sub(r"\W", "", str(said._replace(body="", recap=rows))).casefold()
    letters = re.sub(r"\W", "", words).casefold()
    stands = {place for at in range(len(letters) - 2) if letters[at : at + 3] in rest for place in range(at, at + 3)}
    return any(not {at, at + 1, at + 2} & stands for at in range(len(letters) - 2))


PATHS = sorted({*DOCUMENTS.glob("*.md"), *(STORE.glob("*.md") if STORE.is_dir() else ())})


@pytest.mark.parametrize("seed", range(4))
def test_value_that_a_reader_drops_anywhere_shows(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In golden and real documents: one speaker, paper, item of an outline or topic less than was read is always left over."""
    chance = random.Random(seed)
    lost: list[tuple[str, str]] = []
    told = 0
    for path in chance.sample(PATHS, 75):
        words: list[str] = []

        def forgetful(entries: object, recap: object, said: Announcement, words: list[str] = words) -> Announcement:
            said = with_standing(entries, recap, said)  # type: ignore[arg-type]
            found = dropped(said, chance)
            if found is None or not is_telling(found[1], found[0]):
                return said
            words.append(found[1])
            return found[0]

        with monkeypatch.context() as patch:
            patch.setattr(document, "with_standing", forgetful)
            problems = left_over(parse(path.read_bytes()))
        for value in words:
            told += 1
            if not problems:
                lost.append((path.name, value))
    assert told > 10
    assert lost == []
