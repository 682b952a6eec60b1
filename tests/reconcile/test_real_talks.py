"""An edit of who speaks, or of a talk, in a real announcement changes what it should, and nothing else."""

from __future__ import annotations

import re

import pytest
from support.real_edits import NUMBERS, ROW, Series, real_series, row
from support.scoring import ABSENT

pytestmark = pytest.mark.skipif(ABSENT, reason="the real corpus is not here")


@pytest.fixture(scope="module")
def series() -> Series:
    return real_series()


SPEAKER_LINE = r"(?<=#### 主讲人\n)(?P<name>[^(\n]+)(?P<work>[^\n]*)$"
PAPER_LINE = r"(?<=#### 分享论文\n)(?P<title>[^\n]+)$"
TITLE_LINE = r"(?<=### 活动内容\n)(?P<title>[^\n]+)$"

SAME = {
    "a remark beside the name": (SPEAKER_LINE, r"\g<name>(线上)\g<work>"),
    "a title behind the name": (SPEAKER_LINE, r"\g<name> 同学\g<work>"),
    "a title before it in English": (SPEAKER_LINE, r"Dr. \g<name>\g<work>"),
    "wide brackets": (SPEAKER_LINE, lambda found: found[0].replace("(", "（").replace(")", "）")),
    "a mark of a footnote": (SPEAKER_LINE, r"\g<name>\g<work>[^1]"),
    "a label that counts in front": (r"^#### 主讲人$", "#### 第一位主讲人"),
    "a label that counts behind": (r"^#### 主讲人$", "#### 主讲人 1"),
    "a label in two languages": (r"^#### 主讲人$", "#### 主讲人 / Speaker："),
    "another label": (r"^#### 主讲人$", "#### 报告人"),
    "a label and its value on one line": (r"^#### 主讲人\n", "主讲人："),
    "a label without its colon": (r"^#### 主讲人\n(?P<name>[^(\n]+)", r"主讲人 \g<name>"),
    "where the paper was published": (PAPER_LINE, r"\g<title> (NeurIPS 2019)"),
    "… with marks around the title": (PAPER_LINE, r"《\g<title>》（NeurIPS 2019）"),
    "… before the title": (PAPER_LINE, r"[NeurIPS'19] \g<title>"),
    "the paper as a reference": (PAPER_LINE, r"[1] \g<title>"),
    "pictures around the topic": (TITLE_LINE, r"📌 \g<title> 🔥"),
    "the topic under a label": (TITLE_LINE, r"分享主题：\g<title>"),
    "the topic counted": (TITLE_LINE, r"一、\g<title>"),
}


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_the_same_said_otherwise(series: Series, old: str, new: str) -> None:
    assert series.edited(old, new) == series.facts


BESIDE = {
    "in front": r"【论文分享】冯一：\g<title>",
    "in front of a dash": r"【论文分享】冯一 - \g<title>",
    "behind": r"【论文分享】\g<title>（冯一）",
    "behind, with a label": r"【论文分享】\g<title>（主讲：冯一）",
    "below": r"【论文分享】\g<title><br />主讲：冯一",
    "in a sentence": r"【论文分享】\g<title>，冯一主讲",
}


@pytest.mark.parametrize("form", BESIDE.values(), ids=BESIDE)
@pytest.mark.parametrize("number", NUMBERS)
def test_speaker_beside_a_topic_of_the_recap(series: Series, number: int, form: str) -> None:
    """The titles stay; who was announced counts, and where nobody was, the one beside the topic."""
    content = row(series, number)["content"]
    written = re.sub(r"【论文分享】(?P<title>.+)", form, content)
    told = series.edited(re.escape(f"|{content}|"), f"|{written}|".replace("\\", r"\\"))
    ids = {fact[2] for fact in series.facts if fact[:2] == ("in recap", number)}
    named = {fact for fact in series.facts if fact[0] == "speaker" and fact[1] in ids}
    assert series.facts - told <= {("finding", number, "missing_speaker")}
    assert {fact[1:] for fact in told - series.facts if fact[0] == "speaker"} == (
        set() if named else {(*ids, "冯一", None)}
    )
    assert {fact[:3] for fact in told - series.facts if fact[0] not in ("speaker", "finding")} <= {
        ("change", number, "speakers")
    }
    assert {fact[2] for fact in told - series.facts if fact[0] == "finding"} <= {"topic_mismatch"}


@pytest.mark.parametrize("number", NUMBERS)
def test_row_is_struck_out(series: Series, number: int) -> None:
    """Its issue was cancelled; what had been announced of it stays."""
    found = row(series, number)
    struck = f"|~~{number}~~|~~{found['day']}~~|~~{found['content']}~~||"
    told = series.edited(ROW.format(number=number), struck.replace("\\", r"\\"))
    assert ("status", number, "cancelled") in told
    assert ("finding", number, "cancelled") in told
    assert not [fact for fact in told if fact[:2] == ("in recap", number) and fact[3]]
    assert {fact[1] for fact in told ^ series.facts if fact[0] not in ("paper", "speaker")} == {number}


@pytest.mark.parametrize("mark", ["（因故取消）", "（取消）", "(cancelled)"])
@pytest.mark.parametrize("line", [SPEAKER_LINE, TITLE_LINE], ids=["speaker", "title"])
def test_only_talk_is_cancelled(series: Series, line: str, mark: str) -> None:
    told = series.edited(line, rf"\g<0>{mark}")
    assert told - series.facts == {("status", series.coming, "cancelled"), ("finding", series.coming, "cancelled")}
    assert series.facts - told == {("status", series.coming, "announced")}


def test_talk_is_cancelled_beside_another(series: Series) -> None:
    """The other stays; the one that is off is a change and a finding."""
    off = "### 活动内容\n分享人：冯一\n主题：图像分割（取消）\n\n分享主题："
    told = series.edited(r"^### 活动内容\n", off)
    assert told - series.facts == {
        ("change", series.coming, "topic", "图像分割", None),
        ("change", series.coming, "speakers", "冯一", None),
        ("finding", series.coming, "rescheduled"),
    }
    assert series.facts - told == set()
