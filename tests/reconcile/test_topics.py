"""Which talk of an agenda is which topic of a recap, which topic a link serves, and what people correct."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from support.series import Archive, announcement, archive, document, issue, recap_of, row, talk

from scraper.defaults import SettingsError
from scraper.reconcile.kinds import rules_from
from scraper.settings import Setting


def recalled(agenda: list[str], content: str, links: str | None = None, **labelled: str) -> Archive:
    """Issue 4 as an agenda and a later recap have it."""
    return archive(
        document("2019-04-09", issue(4, "4月13日（周六）", *agenda, **labelled)),
        document("2019-04-22", recap_of(row(4, "4.13", content, links))),
    )


SAME = [
    ("the same words", [talk("Meta Learning"), talk("乙")], "MetaLearning；丙", "MetaLearning"),
    ("one inside the other", [talk("交通量预测——极端情况"), talk("乙")], "交通量预测；丙", "交通量预测"),
    ("short for the other", [talk("数据蒸馏"), talk("乙")], "数据集蒸馏原理；丙", "数据集蒸馏原理"),
    (
        "its paper",
        [talk("深度强化", "林一", "论文：Playing Atari Games"), talk("乙")],
        "Playing Atari；丙",
        "Playing Atari",
    ),
    (
        "an item of its outline",
        [talk("联邦", "林一", "1. 背景", "2. NICO 文章"), talk("乙")],
        "NICO 文章；丙",
        "NICO 文章",
    ),
    (
        "the only one left",
        [talk("BlockFL"), talk("乙")],
        "乙；Federated Learning on Chains",
        "Federated Learning on Chains",
    ),
    ("those left, in order", [talk("甲"), talk("乙")], "第一；第二", "第一"),
]


@pytest.mark.parametrize(("agenda", "content", "title"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_talk_is_the_topic_of_the_recap(agenda: list[str], content: str, title: str) -> None:
    """One row; the recap's wording is the title, all else is the agenda's."""
    first = recalled(agenda, f"【论文分享】{content}").topics(4)[0]
    assert (first.title, first.in_agenda, first.in_recap, first.position) == (title, 1, 1, 1)


def test_theme_names_the_only_talk() -> None:
    """A title that says little, a theme that is the recap's wording, and a further wording."""
    built = recalled([talk("GAN")], "【论文分享】网约车需求；丙", 活动主题="网约车需求预测")
    assert [(one.title, one.in_agenda) for one in built.topics(4)] == [("网约车需求", 1), ("丙", 0)]


def test_label_of_the_replay_names_the_talk() -> None:
    built = recalled([talk("DCN")], "【论文分享】点击率", "[DCN](https://momodel.cn/live/4)")
    assert built.titles(4) == ["点击率"]


APART = [
    ("a placeholder is nothing", [talk("待定")], "甲"),
    ("nor one of the recap", [talk("甲")], "待定"),
    ("one of two", [talk("甲"), talk("乙")], "第三"),
    ("none of two wordings", [talk("甲")], "第一；第二"),
    ("short Latin letters inside a word", [talk("GAN"), talk("乙")], "An elegant proof；丙；丁"),
]


@pytest.mark.parametrize(("agenda", "content"), [case[1:] for case in APART], ids=[case[0] for case in APART])
def test_talk_is_not_the_topic_of_the_recap(agenda: list[str], content: str) -> None:
    """When nothing ties them they stay rows of their own."""
    topics = recalled(agenda, f"【论文分享】{content}").topics(4)
    assert not [one.title for one in topics if one.in_agenda and one.in_recap]


def test_tracks_are_told_apart() -> None:
    """A lesson is no talk, though it is the only one left."""
    built = recalled([talk("甲")], "【机器学习】丙")
    assert [(one.title, one.track) for one in built.topics(4)] == [("甲", "论文分享"), ("丙", "机器学习")]


def test_topic_that_only_a_sentence_names_is_tied_by_words_alone() -> None:
    text = announcement("第 4 期机器学习沙龙", "4月13日", 备注="") + "\n\n本期主题为矩阵+回归。\n"
    built = archive(document("2019-04-09", text), document("2019-04-22", recap_of(row(4, "4.13", "矩阵；梯度"))))
    assert [(one.title, one.in_agenda, one.in_recap) for one in built.topics(4)] == [
        ("矩阵", 1, 1), ("回归", 1, 0), ("梯度", 0, 1),
    ]  # fmt: skip


def test_wording_that_is_another_issues_is_no_leftover() -> None:
    """The recap of 52 has what 51 was about."""
    built = archive(
        document("2020-07-23", issue(51, "7月26日（周日）", talk("甲", "林一", "论文：Population Based Augmentation"))),
        document("2020-08-06", issue(52, "8月9日（周日）", talk("自监督"))),
        document("2020-08-20", recap_of(
            row(51, "7.26", "【论文分享】甲"), row(52, "8.9", "【论文分享】Population Based Augmentation"),
        )),
    )  # fmt: skip
    assert built.titles(52) == ["自监督", "Population Based Augmentation"]
    assert ("topic_mismatch", 52) in built.findings


def test_swapped_rows_stay_apart() -> None:
    built = archive(
        document("2019-04-09", issue(4, "4月13日（周六）", talk("甲论"))),
        document("2019-04-16", issue(5, "4月20日（周六）", talk("乙论"))),
        document("2019-05-01", recap_of(row(4, "4.13", "【论文分享】乙论"), row(5, "4.20", "【论文分享】甲论"))),
    )
    assert (built.titles(4), built.titles(5)) == (["甲论", "乙论"], ["乙论", "甲论"])
    assert {("topic_mismatch", 4), ("topic_mismatch", 5)} <= built.findings


ANOTHER_PAPER: list[tuple[str, str, dict[str, str]]] = [
    ("a theme that is a general word", "", {"活动主题": "知识蒸馏"}),
    ("a title that is a general word", "知识蒸馏", {}),
    ("being the only one left", "", {}),
]


@pytest.mark.parametrize(
    ("title", "labelled"), [one[1:] for one in ANOTHER_PAPER], ids=[one[0] for one in ANOTHER_PAPER]
)
def test_no_evidence_against_another_paper(title: str, labelled: dict[str, str]) -> None:
    agenda = [talk(title, "林一", "论文：Hints for Thin Nets")]
    built = recalled(agenda, "【论文分享】知识蒸馏：Born Again Networks", **labelled)
    assert [(one.in_agenda, one.in_recap) for one in built.topics(4)] == [(1, 0), (0, 1)]
    assert ("topic_mismatch", 4) in built.findings


@pytest.mark.parametrize("paper", ["Born Again Networks", "Born-Again Neural Networks", "重生网络"])
def test_general_word_before_its_own_paper(paper: str) -> None:
    """The same paper, a slip of it, or a name in another script."""
    agenda = [talk("", "林一", f"论文：{paper}")]
    built = recalled(agenda, "【论文分享】知识蒸馏：Born Again Networks", 活动主题="知识蒸馏")
    assert [(one.in_agenda, one.in_recap) for one in built.topics(4)] == [(1, 1)]


def test_number_reused_for_another_event_stays_apart() -> None:
    """Announced for December, recalled for March: two events under one number, whatever track is left."""
    built = archive(
        document("2019-12-10", issue(29, "12月15日（周日）", talk("综述"))),
        document("2020-05-01", recap_of(row(29, "20.3.1", "【论文分享】联邦学习"))),
    )
    assert built.titles(29) == ["综述", "联邦学习"]
    assert {("topic_mismatch", 29), ("date_conflict", 29)} <= built.findings


def test_tracks_of_the_recap_count() -> None:
    """A talk without a track has that of its topic; where the recap says none, it keeps its own."""
    assert recalled(["13:00-14:00 甲"], "【项目实战】甲").topics(4)[0].track == "项目实战"
    assert recalled([talk("甲")], "甲").topics(4)[0].track == "论文分享"


def test_people_and_papers_are_rows_once() -> None:
    built = archive(
        document("2019-04-09", issue(4, "4月13日（周六）", talk("甲", "林一（某大学）", "论文：On Speech"))),
        document("2019-04-16", issue(5, "4月20日（周六）", talk("乙", "林一 博士、陈二", "论文：《ON SPEECH.》"))),
    )
    assert (built.speakers(4), built.speakers(5)) == (["林一"], ["林一", "陈二"])
    assert [(one.name, one.affiliation) for one in built.rows.people if one.name == "林一"] == [("林一", "某大学")]
    assert len(built.rows.papers) == 1


# Links


def served(built: Archive) -> dict[str, str | None]:
    """The links of issue 4 with the title of the topic each serves."""
    titles = {topic.id: topic.title for topic in built.topics(4)}
    return {built.url(one): titles.get(one.topic_id) if one.topic_id else None for one in built.mentions(4)}


@pytest.mark.parametrize(
    ("content", "label", "title"),
    [
        ("甲论；乙论", "甲论", "甲论"),
        ("甲论；乙论", "乙论 视频回放", "乙论"),
        ("蒙特卡洛树搜索(MCTS)算法；乙论", "蒙特卡洛树搜索 项目实现", "蒙特卡洛树搜索(MCTS)算法"),
        ("甲论；乙论", "甲论、乙论", None),
        ("甲论；乙论", "直播回放", None),
        ("甲论；乙论", "丙论", None),
        ("甲论", "直播回放", "甲论"),
        ("甲论", "丙论", "甲论"),
    ],
)
def test_link_serves_the_topic_its_label_names(content: str, label: str, title: str | None) -> None:
    """One topic, not two; where the row has only one, that."""
    built = archive(document("2019-04-22", recap_of(row(4, "4.13", content, f"[{label}](https://momodel.cn/live/4)"))))
    assert served(built) == {"https://momodel.cn/live/4": title}


def test_link_is_a_mention_once_a_row_and_address() -> None:
    links = "资料：[https://momodel.cn/live/4](https://momodel.cn/live/4) [再来一次](https://momodel.cn/live/4)"
    rows = [row(4, "4.13", "甲", links), row(5, "4.20", "乙", links)]
    built = archive(document("2019-04-22", recap_of(*rows)))
    assert [[(one.label, one.is_current) for one in built.mentions(number)] for number in (4, 5)] == [[("资料", 1)]] * 2
    assert len(built.rows.links) == 1


def test_links_of_every_section() -> None:
    text = issue(
        4, "4月13日（周六）", talk("[甲](https://example.org/paper)"), "### 报名\n\n[报名入口](https://www.wjx.top/jq/4.aspx)",
        "### 关于我们\n\n[主页](https://momodel.cn/)",
    )  # fmt: skip
    built = archive(document("2019-04-09", text), document("2019-04-22", recap_of(row(4, "4.13", "甲"))))
    kinds = {link.id: link.kind for link in built.rows.links}
    assert {(one.section, kinds[one.link_id], one.topic_id is not None) for one in built.mentions(4)} == {
        ("agenda", "other", True), ("registration", "registration", False), ("page", "homepage", False),
        ("recap", "replay", True),
    }  # fmt: skip


# Corrections by people

BASE = (
    document("2019-04-09", issue(4, "4月13日（周六）", talk("甲论", "林一", "论文：On Speech", "1. 背景"))),
    document("2019-04-22", recap_of(row(4, "4.13", "【论文分享】甲论"))),
)


def correction(**values: Any) -> dict[str, Any]:
    return {"corrections": [{"issue": 4, "reason": "the organizers said so", **values}]}


CORRECTIONS: list[tuple[dict[str, Any], Callable[[Archive], object], object]] = [
    ({"field": "date", "was": "2019-04-13", "value": "2019-04-14"}, lambda built: built.issue(4).date, "2019-04-14"),
    ({"field": "theme", "was": None, "value": "语音"}, lambda built: built.issue(4).theme, "语音"),
    ({"field": "title", "topic": "甲论", "was": "甲论", "value": "乙论"}, lambda built: built.titles(4), ["乙论"]),
    (
        {"field": "speakers", "topic": "甲论", "was": ["林一"], "value": ["林一", "陈二"]},
        lambda built: built.speakers(4),
        ["林一", "陈二"],
    ),
    (
        {"field": "speakers", "topic": "甲论", "was": "林一", "value": ["陈二", "陈二"]},
        lambda built: built.speakers(4),
        ["陈二"],
    ),
    (
        {"field": "announced_date", "was": date(2019, 4, 13), "value": date(2019, 4, 20)},  # as YAML reads a bare day
        lambda built: built.issue(4).announced_date,
        "2019-04-20",
    ),
    ({"field": "papers", "topic": "甲论", "was": ["On Speech"], "value": []}, lambda built: built.papers(4), []),
    (
        {"field": "outline", "topic": "甲论", "was": ["背景"], "value": ["背景", "实验"]},
        lambda built: built.topics(4)[0].outline,
        '["背景", "实验"]',
    ),
    (
        {"field": "kind", "link": "https://momodel.cn/live/4", "was": "replay", "value": "article"},
        lambda built: built.rows.links[0].kind,
        "article",
    ),
    (
        {"field": "label", "link": "https://momodel.cn/live/4", "was": "回放", "value": "录像"},
        lambda built: built.mentions(4)[0].label,
        "录像",
    ),
]


@pytest.mark.parametrize(("values", "read", "expected"), CORRECTIONS, ids=[case[0]["field"] for case in CORRECTIONS])
def test_correction_is_applied_last(values: dict[str, Any], read: Any, expected: object) -> None:
    built = archive(*BASE, corrections=correction(**values))
    assert read(built) == expected
    assert "stale_correction" not in {code for code, _ in built.findings}


def test_weekday_follows_a_corrected_date() -> None:
    built = archive(*BASE, corrections=correction(field="date", was="2019-04-13", value="2019-04-14"))
    assert built.issue(4).weekday == "周日"


STALE = [
    {"field": "date", "was": "2019-04-12", "value": "2019-04-14"},
    {"field": "date", "was": "2019-04-13", "value": "2019-04-14", "issue": 9},
    {"field": "title", "topic": "丙论", "was": "丙论", "value": "乙论"},
    {"field": "speakers", "topic": "甲论", "was": ["陈二"], "value": []},
    {"field": "kind", "link": "https://example.org/", "was": "replay", "value": "article"},
]


@pytest.mark.parametrize("values", STALE)
def test_correction_that_no_longer_holds_is_a_finding(values: dict[str, Any]) -> None:
    """… and changes nothing."""
    plain, built = archive(*BASE), archive(*BASE, corrections=correction(**values))
    assert [finding.code for finding in built.rows.findings] == ["stale_correction"]
    assert (built.rows.issues, built.rows.topics, built.rows.topic_speakers, built.rows.links) == (
        plain.rows.issues, plain.rows.topics, plain.rows.topic_speakers, plain.rows.links,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"field": "number", "was": 4, "value": 5}, "field: 'number' is not one of"),
        ({"field": "date", "was": None, "value": "yesterday"}, "value: 'yesterday' is no date"),
        ({"field": "date", "was": None, "value": "2019-02-30"}, "value: '2019-02-30' is no date"),
        ({"field": "starts_at", "was": None, "value": "24:60"}, "is no starts_at"),
        ({"field": "starts_at", "was": None, "value": 13 * 60}, "put it between quotes"),
        ({"field": "mode", "was": None, "value": "hybrid"}, "is no mode"),
        ({"field": "date", "value": "2019-04-14"}, "needs `was` and `value`"),
        ({"field": "date", "was": None, "value": None, "reason": " "}, "reason: is missing"),
        ({"field": "date", "was": None, "value": None, "issue": "four"}, "issue: must be a whole number"),
        ({"field": "date", "was": None, "value": None, "issue": True}, "issue: must be a whole number"),
        ({"field": "date", "was": None, "value": None, "issue": 10**30}, "issue: must be a whole number"),
        ({"field": "date", "was": None, "value": None, "isue": 4}, "`isue` is unknown"),
        ({"field": "title", "topic": "甲论", "was": "甲论", "value": None}, "value: a title cannot be nothing"),
        ({"field": "kind", "link": "https://a.example", "was": "replay", "value": None}, "a kind cannot be nothing"),
        ({"field": "venue", "was": None, "value": ["a", "b"]}, "must be a line of text"),
        ({"field": "speakers", "topic": "甲论", "was": [], "value": [["林一"]]}, "item 1: must be a line of text"),
    ],
)
def test_correction_that_cannot_be_is_a_finding_and_the_others_count(values: dict[str, Any], message: str) -> None:
    good = correction(field="theme", was=None, value="语音")["corrections"]
    built = archive(*BASE, corrections={"corrections": correction(**values)["corrections"] + good})
    (finding,) = built.rows.findings
    assert finding.code == "unreadable_document"
    assert re.search(f"corrections.yml: corrections, entry 1: .*{message}", finding.message_en)
    assert built.issue(4).theme == "语音"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"corections": []}, "`corections` is unknown"),
        ({"removals": 5}, "removals: must be a list"),
        ({"removals": [{"name": "林", "reason": "asked"}]}, "removal 1: name: '林' is not a whole name"),
        ({"removals": [{"name": "林一"}]}, "removal 1: reason: is missing"),
        (["corrections"], "must be names with values"),
    ],
)
def test_decisions_that_cannot_be_are_errors(settings: object, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        archive(*BASE, corrections=settings)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"hosts": ["a.example"]}, "rule 1: kind: is missing"),
        ({"kind": "replay", "hosts": "a.example"}, "rule 1: hosts: must be a list"),
        ({"kind": "replay", "path": "("}, "rule 1: path: '\\(' is not a regular expression"),
        ({"kind": "replay", "pth": "^/"}, "rule 1: `pth` is unknown"),
        ({"kind": "replay", "query": 5}, "rule 1: query: must be a line of text"),
    ],
)
def test_a_rule_of_kinds_that_cannot_be_is_an_error(rule: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        rules_from(Setting({"rules": [rule]}, "data/link_kinds.yml", ""))
