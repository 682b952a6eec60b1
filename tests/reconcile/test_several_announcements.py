"""A document that makes several announcements: each is an issue of its own, whatever its revisions."""

from __future__ import annotations

from support.series import archive, document

SECTION = (
    "## 第 {number} 期机器学习沙龙\n\n时间：{day} 14:00-16:00\n\n### 活动内容\n\n分享人：林一\n\n主题：{topic}\n\n"
)


def test_each_section_is_an_issue_through_all_revisions() -> None:
    first = [(12, "2019年6月15日", "图神经网络"), (13, "2019年6月22日", "对抗样本")]
    built = archive(
        document("2019-06-10 10:00", "".join(SECTION.format(number=n, day=d, topic=t) for n, d, t in first)),
        document(
            "2019-06-10 11:00",
            "".join(
                SECTION.format(number=n, day=d, topic=t) for n, d, t in [*first[1:], (14, "2019年6月29日", "元学习")]
            ),
        ),
    )
    assert built.numbers == [12, 13, 14]
    assert [built.titles(number) for number in built.numbers] == [["图神经网络"], ["对抗样本"], ["元学习"]]
    assert [built.issue(number).date for number in built.numbers] == ["2019-06-15", "2019-06-22", "2019-06-29"]
