"""Many documents into one archive: which issue and day each means, what counts, and what stays of the rest."""

from __future__ import annotations

import itertools
import random
from dataclasses import asdict

import pytest
from support.series import Archive, Parsed, announcement, archive, document, issue, recap_of, row, talk

# Identity: the recap's number


def test_recap_counts() -> None:
    """An announcement that counts differently is the issue that a recap has on its day."""
    built = archive(
        document("2019-04-09", issue(3, "4月13日（周六）", talk("甲"))),
        document("2019-04-22", issue(5, "4月27日（周六）", recap=[row(3, "4.6", "乙"), row(4, "4.13", "甲")])),
    )
    assert built.numbers == [3, 4, 5]
    assert (built.issue(4).title, built.titles(4), built.titles(3)) == ("第 3 期机器学习沙龙", ["甲"], ["乙"])


def test_own_number_until_a_recap_counts_it() -> None:
    first = document("2019-04-09", issue(3, "4月13日（周六）", talk("甲")))
    assert archive(first).numbers == [3]


def test_number_whose_own_row_has_the_day_wins() -> None:
    """Two issues on one day: the number of the announcement decides."""
    built = archive(
        document("2019-04-09", issue(4, "4月13日（周六）", talk("甲"))),
        document("2019-04-22", recap_of(row(3, "4.13", "乙"), row(4, "4.13", "甲"))),
    )
    assert [one.title for one in built.rows.issues] == [None, "第 4 期机器学习沙龙"]


def test_day_alone_tells_the_issue() -> None:
    """A salon without a number, as the first one was."""
    built = archive(
        document("2019-03-14", announcement("机器学习沙龙", "3月16日（周六）14:00-17:00", talk("甲"))),
        document("2019-03-26", recap_of(row(1, "3.16", "甲"))),
    )
    assert (built.numbers, built.issue(1).title) == ([1], "机器学习沙龙")


def test_postponed_issue_keeps_its_number() -> None:
    """The recap has the number on another day, and no other issue on the announced one."""
    built = archive(
        document("2019-08-09", issue(19, "8月11日（周日）", talk("甲"))),
        document("2019-08-20", recap_of(row(19, "8.10", "甲"))),
    )
    assert (built.issue(19).date, built.issue(19).announced_date) == ("2019-08-10", "2019-08-11")


BY_DATE = "### 往期回顾\n#### 3.16\n内容：甲\n#### 3.30\n内容：乙\n"


def test_number_of_the_week_before_left_in_the_title() -> None:
    """Its own recap has the number as past when it is published: it is the next, and nobody's topic is another's."""
    built = archive(
        document(
            "2019-04-10", issue(3, "4月13日（周六）", talk("乙"), recap=[row(2, "3.30", "丙"), row(3, "4.6", "甲")])
        ),
    )
    assert {number: built.titles(number) for number in built.numbers} == {2: ["丙"], 3: ["甲"], 4: ["乙"]}
    assert ("number_mismatch", 4) in built.findings


def test_row_that_a_newer_recap_counts_otherwise() -> None:
    """The number that it had is no issue's any more; rows after it moved up."""
    built = archive(
        document("2019-04-22", recap_of(row(2, "3.30", "丙"), row(4, "4.6", "甲"), row(5, "4.13", "乙"))),
        document("2019-04-23", recap_of(row(2, "3.30", "丙"), row(3, "4.6", "甲"), row(4, "4.13", "乙"))),
    )
    assert {number: built.titles(number) for number in built.numbers} == {2: ["丙"], 3: ["甲"], 4: ["乙"]}
    assert built.findings == set()


def test_rows_by_date_are_counted_in_order() -> None:
    built = archive(document("2019-04-09", BY_DATE))
    assert [(one.number, one.date) for one in built.rows.issues] == [(1, "2019-03-16"), (2, "2019-03-30")]


def test_rows_by_date_are_counted_as_another_recap_counts() -> None:
    built = archive(
        document("2019-04-09", BY_DATE),
        document("2019-04-22", recap_of(row(1, "3.16", "甲"), row(2, "3.23", "丙"), row(3, "3.30", "乙"))),
    )
    assert {number: built.titles(number) for number in built.numbers} == {1: ["甲"], 2: ["丙"], 3: ["乙"]}


# The newest counts, older wordings are changes


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("【论文分享】BlockFL", "【论文分享】区块链联邦学习", {("title", "BlockFL", "区块链联邦学习")}),
        ("BlockFL", "【论文分享】BlockFL", {("track", None, "论文分享")}),
        ("甲；乙", "甲；丙；丁", {("topic", "乙", None), ("topic", None, "丙"), ("topic", None, "丁")}),
        (
            "【论文分享】BlockFL",
            "【机器学习】Block FL 综述",
            {("title", "BlockFL", "Block FL 综述"), ("track", "论文分享", "机器学习")},
        ),
    ],
)
def test_newest_row_counts(old: str, new: str, changes: set[tuple[str, str | None, str | None]]) -> None:
    """The only topic left of a track is the one that was left before: reworded, it keeps its key."""
    before, after = (
        document(f"2019-0{month}-22", recap_of(row(4, "4.13", text))) for month, text in ((4, old), (5, new))
    )
    built = archive(before, after)
    assert built.titles(4) == archive(after).titles(4)
    assert set(built.changes(4)) == changes
    if len(built.topics(4)) == 1:
        assert built.topics(4)[0].id == archive(before).topics(4)[0].id


def test_day_that_a_newer_recap_corrects() -> None:
    days = [document(f"2019-0{month}-22", recap_of(row(4, day, "甲"))) for month, day in ((4, "4.13"), (5, "4.14"))]
    assert archive(*days).issue(4).date == "2019-04-14"
    assert archive(*days).changes(4) == [("date", "2019-04-13", "2019-04-14")]


def test_row_that_the_newest_recap_lacks_stays() -> None:
    """The newest document that has a row is what counts of it."""
    built = archive(
        document("2019-04-22", recap_of(row(3, "3.30", "甲"), row(4, "4.13", "乙"))),
        document("2019-05-22", recap_of(row(4, "4.13", "乙"))),
    )
    assert built.titles(3) == ["甲"]


def test_newest_announcement_counts() -> None:
    built = archive(
        document("2019-10-29", issue(24, "11月2日（周六）", talk("甲", "林一"), talk("乙", "陈二"), 地点="书店")),
        document("2019-11-01", issue(24, "11月2日（周六）", talk("甲", "张三"), 地点="图书馆")),
    )
    assert (built.titles(24), built.speakers(24), built.issue(24).venue) == (["甲"], ["张三"], "图书馆")
    assert set(built.changes(24)) == {
        ("speakers", "林一", "张三"), ("topic", "乙", None), ("venue", "书店", "图书馆"),
    }  # fmt: skip


def test_newest_is_by_instant_then_source_then_digest() -> None:
    """Offsets are not compared as text, and an undated document is older than any."""
    eight, nine = "2019-05-01T08:00:00+08:00", "2019-05-01T01:00:00+00:00"
    texts = {name: recap_of(row(1, "4.20", name)) for name in ("甲", "乙")}
    assert archive(document(nine, texts["甲"]), document(eight, texts["乙"])).titles(1) == ["甲"]
    assert archive(document(None, texts["甲"]), document(eight, texts["乙"])).titles(1) == ["乙"]
    assert archive(document(eight, texts["甲"], "b"), document(eight, texts["乙"], "a")).titles(1) == ["甲"]
    parsed = [document(eight, text) for text in texts.values()]
    newest = max(parsed, key=lambda one: one[0].sha256)
    assert archive(*parsed).titles(1) == [newest[1].recap[0].topics[0].title]


def test_change_names_the_document_before_it_of_its_source() -> None:
    """A text of another source in between is no predecessor, nor is a document that is silent on the issue."""
    first = document("2019-05-01", recap_of(row(1, "4.20", "甲")))
    other = document("2019-05-02", recap_of(row(1, "4.20", "乙")), "mirror")
    silent = document("2019-05-03", recap_of(row(2, "4.27", "丙")))
    last = document("2019-05-04", recap_of(row(1, "4.20", "丁")))
    changes = archive(first, other, silent, last).change_rows(1)
    assert [(one.field, one.old, one.new) for one in changes] == [("title", "甲", "丁")]
    assert [(one.previous_document_id, one.document_id) for one in changes] == [(first[0].id, last[0].id)]


def test_superseded_link_stays_as_no_longer_current() -> None:
    old, new = "https://momodel.cn/live/old", "https://momodel.cn/live/new"
    documents = [
        document("2019-05-01", recap_of(row(1, "4.20", "甲", f"[回放]({old})"))),
        document("2019-05-02", recap_of(row(1, "4.20", "甲", f"[回放]({old})"))),
        document("2019-05-03", recap_of(row(1, "4.20", "甲", f"[回放]({new})"))),
    ]
    built = archive(*documents)
    ids = [one[0].id for one in documents]
    seen = {built.url(one): (one.is_current, one.first_document_id, one.last_document_id) for one in built.mentions(1)}
    assert seen == {old: (0, ids[0], ids[1]), new: (1, ids[2], ids[2])}
    assert built.changes(1) == [("link", old, new)]


# Order and keys

SERIES: tuple[Parsed, ...] = (
    document("2019-04-09 11:51", issue(
        3, "4月13日（周六）", talk("BlockFL"), talk("待定", "陈二"), recap=[row(1, "3.16", "甲")],
    )),
    document("2019-04-22 11:05", issue(5, "4月27日（周六）", talk("快速网络", slot="14:00-14:40"), 主办="书店")),
    document("2019-04-22 11:25", issue(6, "4月27日（周六）", talk("快速网络", slot="14:00-14:40"), 主办="书店")),
    document("2019-05-13 15:36", issue(8, "5月18日（周六）", talk("MAML", "黄五", "论文：Learning Fast"), recap=[
        row(1, "3.16", "甲"), row(2, "3.30", "乙"), row(4, "4.13", "【论文分享】Block Federated Learning；元学习"),
        row(6, "4.27", "【论文分享】FastNet", ""),
    ])),
    document("2019-06-25 10:38", recap_of(
        row(1, "3.16", "甲"), row(2, "3.30", "乙"), row(4, "4.13", "【论文分享】Block Federated Learning；元学习"),
        row(6, "4.27", "【论文分享】快速网络 FastNet"), row(8, "5.18", "【论文分享】MAML"),
    ), "mirror"),
    document(None, recap_of(row(2, "3.30", "最早的乙"))),
)  # fmt: skip


def test_order_of_documents_changes_nothing() -> None:
    expected = asdict(archive(*SERIES).rows)
    shuffled = list(SERIES)
    for seed in range(10):
        random.Random(seed).shuffle(shuffled)
        assert asdict(archive(*shuffled).rows) == expected


def test_document_twice_is_as_once() -> None:
    assert asdict(archive(*SERIES, *SERIES).rows) == asdict(archive(*SERIES).rows)


def keys(built: Archive, number: int) -> dict[str, set[object]]:
    return {
        "topics": {topic.id for topic in built.topics(number)},
        "mentions": {mention.id for mention in built.mentions(number)},
        "changes": {change.id for change in built.change_rows(number)},
    }


def test_newer_documents_change_no_key() -> None:
    """Whatever arrives later: a wording, a recap row, a link. Only what a newer announcement drops is gone."""
    dated = sorted((one for one in SERIES), key=lambda one: one[0].order)
    for count in range(1, len(dated)):
        before, after = archive(*dated[:count]), archive(*dated[: count + 1])
        for number in set(before.numbers) & set(after.numbers):
            old, new = keys(before, number), keys(after, number)
            assert all(old[name] <= new[name] for name in old), (count, number)
        for table in ("people", "papers", "links"):
            old_rows = {one.id for one in getattr(before.rows, table)}
            assert old_rows <= {one.id for one in getattr(after.rows, table)}


def test_older_key_stays_when_two_topics_turn_out_to_be_one() -> None:
    """First a talk and a wording of the recap that nothing ties, then a label that does."""
    announced = document("2019-04-09", issue(4, "4月13日（周六）", talk("BFL"), talk("丙")))
    apart = document("2019-04-20", recap_of(row(4, "4.13", "【论文分享】Block Federated Learning")))
    together = document("2019-04-22", recap_of(row(4, "4.13", "【论文分享】Block Federated Learning；丙")))
    first, last = archive(announced, apart), archive(announced, apart, together)
    oldest = next(topic.id for topic in first.topics(4) if topic.title == "BFL")
    assert len(first.topics(4)) == 3
    assert [topic.id for topic in last.topics(4) if topic.title == "Block Federated Learning"] == [oldest]


def test_rows_of_every_table_have_keys_of_their_own() -> None:
    rows = archive(*SERIES).rows
    for table in ("topics", "people", "papers", "links", "issue_links", "findings", "changes"):
        ids = [one.id for one in getattr(rows, table)]
        assert len(set(ids)) == len(ids), table
        assert all(0 < one < 2**53 for one in ids), table


# Bundled documents step aside


def test_bundled_documents_step_aside_for_what_is_fetched() -> None:
    """Issue by issue, however new they are: of one issue a fetched source decides alone."""
    built = archive(
        document("2019-04-22", issue(6, "4月27日（周六）", talk("取来的"), recap=[row(5, "4.20", "取来的")])),
        document("2020-01-01", recap_of(*(row(number, f"19.5.{number}", "自带的") for number in (5, 6, 7))), "bundled"),
        document("2020-01-01", issue(6, "2019年4月28日", talk("自带的")), "bundled", "6.md"),
        document("2020-01-01", issue(9, "2019年5月25日", talk("自带的")), "bundled", "9.md"),
    )  # fmt: skip
    assert {number: built.titles(number) for number in built.numbers} == {
        5: ["取来的"], 6: ["取来的"], 7: ["自带的"], 9: ["自带的"],
    }  # fmt: skip
    assert built.changes(6) == []
    assert not {code for code, number in built.findings if code == "unreadable_document"}


def test_issue_that_only_recaps_of_other_numbers_surround_is_bundled() -> None:
    built = archive(
        document("2019-06-01", recap_of(row(1, "3.16", "取来的"), row(3, "4.6", "取来的"))),
        document("2020-01-01", recap_of(row(2, "2019.3.23", "自带的")), "bundled"),
    )
    assert list(itertools.chain.from_iterable(built.titles(number) for number in (1, 2, 3))) == [
        "取来的",
        "自带的",
        "取来的",
    ]
