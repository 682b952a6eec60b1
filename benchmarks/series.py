"""A made-up series of salons as a document store: to measure how a build grows, and to test that all it says is read.

    python benchmarks/series.py FOLDER --announcements 1000 [--seed 1]

Every salon is announced `REVISIONS` times: a first text, one with a slip in its time, a mended
one, and one with the replays of the salon before. Each text restates the last `RESTATED` salons in its recap. Layouts change over time as those of
the real series did. All wording is invented; the same seed makes the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

REVISIONS = 4
RESTATED = 60
_FIRST_DAY = date(2016, 1, 2)
_ERA = 50  # salons after which the club sets its agenda in another way

_FIELDS, _METHODS, _PLACES, _NAMES, _SCHOOLS, _ITEMS = (
    words.split()
    for words in (
        "潮汐预报 古籍断句 菜谱推荐 鸟鸣识别 公交调度 病虫害诊断 剪纸生成 方言转写 雪深估计 茶叶分级 灯塔巡检 花期预测 河道清淤 票据核验 琴谱识别 陶片拼接",
        "稀疏编码 变分推断 图卷积 对抗训练 课程学习 记忆网络 谱聚类 核方法 自回归模型 胶囊网络 度量学习 粒子滤波 主动采样 层次注意力 张量分解 元优化",
        "江南 漠北 海岛 高原 盆地 雨林 湿地 峡谷 沙洲 林场 渡口 山城 古镇 牧区 港湾 梯田 冰川 绿洲 丘陵 平原",
        "知远 听澜 望舒 以沫 书禾 云起 南乔 青岑 景行 怀瑾 思齐 若木 清越 长庚 晚照",
        "临江大学 北屿理工学院 南麓师范大学 海门研究院",
        "问题的由来 前人的做法 模型的结构 数据与标注 训练的技巧 结果的比较 尚未解决的问题 现场演示",
    )
)
_ADJECTIVES, _NOUNS, _TASKS = (
    words.split("|")
    for words in (
        "Sparse|Robust|Lazy|Tiny|Nested|Smooth|Causal|Patient|Elastic|Quiet",
        "Kernels|Rankings|Memories|Bandits|Wavelets|Codebooks|Forests|Manifolds|Schedules|Mixtures",
        "Tide Tables|Bus Depots|Bird Calls|Tea Leaves|Old Books|Snow Fields|Paper Cuts|Fish Counts|Cloud Maps|School Buses",
    )
)
_SURNAMES = "钟穆祁苗甄阮柏骆鄢蒲"
_NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Talk:
    """A talk or lesson; `replay` is empty until it is published."""

    title: str
    track: str
    speaker: str
    school: str
    paper: str
    outline: tuple[str, ...]
    starts_at: str
    ends_at: str
    replay: str


@dataclass(frozen=True)
class Salon:
    """What is true of one salon, whatever a text says of it."""

    number: int
    day: date
    starts_at: str
    ends_at: str
    talks: tuple[Talk, ...]

    @property
    def weekday(self) -> str:
        return "一二三四五六日"[self.day.weekday()]


def salons(count: int, seed: int) -> Iterator[Salon]:
    """The salons of a series, one a week in a short one, up to one a day in a long one: a century has room for them."""
    chance = random.Random(seed)
    pause = max(1, min(7, 25_000 // count))
    for number in range(1, count + 1):
        day = _FIRST_DAY + timedelta(days=pause * (number - 1))
        talks = [_talk(chance, place) for place in range(chance.choice((1, 2, 3)))]
        yield Salon(number, day, talks[0].starts_at, talks[-1].ends_at, tuple(talks))


def _talk(chance: random.Random, place: int) -> Talk:
    pick = chance.choice
    return Talk(
        title=f"{pick(_PLACES)}{pick(_FIELDS)}中的{pick(_METHODS)}",
        track=pick(("论文分享", "论文分享", "机器学习")),
        speaker=pick(_SURNAMES) + pick(_NAMES),
        school=pick(_SCHOOLS),
        paper=f"{pick(_ADJECTIVES)} {pick(_NOUNS)} for {pick(_TASKS)}: Notes on {pick(_ADJECTIVES)} {pick(_NOUNS)}",
        outline=tuple(chance.sample(_ITEMS, 4)),
        starts_at=f"{13 + place}:00",
        ends_at=f"{13 + place}:40",
        replay=f"https://b23.tv/{chance.getrandbits(48):012x}",
    )


# Agendas, oldest layout first


def _slots(salon: Salon) -> str:
    lines = [f"{talk.starts_at}-{talk.ends_at} {talk.track}：{talk.title}" for talk in salon.talks]
    return _invitation(salon) + "\n### 活动安排\n" + "\n\n".join(lines) + "\n"


def _slot_headings(salon: Salon) -> str:
    talks = [
        f"#### {talk.starts_at}-{talk.ends_at} {talk.title}\n论文：{talk.paper}\n{_numbered(talk, '1. ')}"
        for talk in salon.talks
    ]
    return _invitation(salon) + "\n### 活动安排\n" + "\n".join(talks)


def _labels(salon: Salon) -> str:
    talks = [
        f"{talk.starts_at}-{talk.ends_at}<br />主讲人：{talk.speaker}（{talk.school}）<br />主题：{talk.title}<br />论文：{talk.paper}\n\n{_numbered(talk, '1. ')}"
        for talk in salon.talks
    ]
    return _invitation(salon) + "\n### 活动内容\n" + "\n".join(talks)


def _bold_labels(salon: Salon) -> str:
    talks = [
        f"**{talk.starts_at.replace(':', '：')} - {talk.ends_at}**<br />\n**分享人：{talk.speaker}**<br />\n**主题：{talk.title}**<br />\n"
        f"论文：{talk.paper}\n{_numbered(talk, '{}. ')}"
        for talk in salon.talks
    ]
    return _invitation(salon) + "\n### 活动内容\n" + "\n".join(talks)


def _letter(salon: Salon) -> str:
    """The layout of the online salons, which have one talk."""
    (talk,) = salon.talks
    return (
        f"# 芦苇俱乐部第 {salon.number} 期机器学习学术沙龙邀请函\n\n{salon.day:%m}月{salon.day:%d}日（周{salon.weekday}），我们将在线上举办第 "
        f"{salon.number} 期机器学习学术沙龙。\n\n+ 活动主题：{talk.title}\n+ 活动举办方：芦苇俱乐部\n+ 活动方式：线上直播\n"
        f"+ 活动时间：{salon.day:%m}月{salon.day:%d}日{salon.starts_at}-{salon.ends_at}\n\n### 活动内容\n{talk.title}\n"
        f"#### 主讲人\n{talk.speaker}({talk.school})\n#### 分享论文\n{talk.paper}\n#### 大纲\n{_numbered(talk, '{}.')}"
    )


def _invitation(salon: Salon) -> str:
    return (
        f"# 第 {salon.number} 期机器学习开发者沙龙\n\n欢迎各位！**{salon.day.month}月{salon.day.day}日**（周{salon.weekday}），"
        f"我们将在芦苇镇举办第 {salon.number} 期机器学习开发者沙龙。\n\n时间：{salon.day.month}月{salon.day.day}日 {salon.starts_at}-{salon.ends_at}<br />"
        "地点：芦苇镇文化站二楼<br />主办：芦苇俱乐部\n"
    )


def _numbered(talk: Talk, mark: str) -> str:
    return "".join(f"{mark.format(place)}{item}\n" for place, item in enumerate(talk.outline, start=1))


# Recaps, oldest layout first


def _by_date(past: Sequence[Salon]) -> str:
    rows = [
        f"#### {salon.day.month}.{salon.day.day}\n内容：{_topics(salon)}\n\n{_bare_links(salon)}\n" for salon in past
    ]
    return "\n### 往期回顾\n" + "\n".join(rows)


def _listed(past: Sequence[Salon]) -> str:
    rows = [
        f"* 第{in_chinese(salon.number)}期（{salon.day.month}.{salon.day.day}）：{_topics(salon)}{_recording(salon)}\n"
        for salon in past
    ]
    return "\n### 往期回顾\n" + "".join(rows)


def _paragraph(past: Sequence[Salon]) -> str:
    rows = [
        f"第{in_chinese(salon.number)}期（{salon.day.month}.{salon.day.day}）：{_topics(salon)}{_recording(salon)}"
        for salon in past
    ]
    return "\n### 往期回顾\n" + "<br />".join(rows) + "\n"


def _table(past: Sequence[Salon]) -> str:
    rows = [f"| {one.number} | {one.day:%y.%m.%d} | {_topics(one)} | {'<br />'.join(_worded(one))} |\n" for one in past]
    return "\n### 机器学习沙龙回顾\n| 期数 | 时间 | 内容 | 链接 |\n| --- | --- | --- | --- |\n" + "".join(rows)


def _topics(salon: Salon) -> str:
    tracks = dict.fromkeys(talk.track for talk in salon.talks)
    return "".join(
        f"【{track}】" + "；".join(talk.title for talk in salon.talks if talk.track == track) for track in tracks
    )


def _worded(salon: Salon) -> list[str]:
    return [f"[{talk.title}]({talk.replay})" for talk in salon.talks if talk.replay]


def _recording(salon: Salon) -> str:
    return f"，[视频链接]({salon.talks[0].replay})" if salon.talks[0].replay else ""


def _bare_links(salon: Salon) -> str:
    return "\n\n".join(f"{talk.title}：{talk.replay}" for talk in salon.talks if talk.replay)


def in_chinese(number: int) -> str:
    """A number under a hundred as 二十八, any other in digits."""
    if number >= 100:
        return f" {number} "
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _NUMERALS[tens]) + "十" * bool(tens) + (_NUMERALS[ones] if ones or not tens else "")


AGENDAS: tuple[Callable[[Salon], str], ...] = (_slots, _slot_headings, _labels, _bold_labels, _letter)
RECAPS: tuple[tuple[int, Callable[[Sequence[Salon]], str]], ...] = (
    (10, _by_date),
    (50, _listed),
    (100, _paragraph),
    (10**9, _table),
)
"""Up to which salon each layout was in use; headings by date bear no number, so they must restate every salon."""


def text(salon: Salon, past: Sequence[Salon]) -> str:
    """One announcement in the layouts of its time."""
    recap = next(layout for last, layout in RECAPS if salon.number <= last)
    if len(salon.talks) == 1:
        return _letter(salon) + recap(past)
    return AGENDAS[salon.number // _ERA % (len(AGENDAS) - 1)](salon) + recap(past)


def announcements(count: int, seed: int) -> Iterator[tuple[str, date, int]]:
    """The texts with their day of publication and revision, oldest first."""
    past: deque[Salon] = deque(maxlen=RESTATED)
    for salon in salons(-(-count // REVISIONS), seed):
        for revision in range(REVISIONS):
            yield _revised(salon, list(past), revision), salon.day, revision
        past.append(salon)


def _revised(salon: Salon, past: list[Salon], revision: int) -> str:
    """The first text leaves the last topic open, the second slips in its time; the newest replays come with the last."""
    if revision == 0:
        open_talk = replace(salon.talks[-1], title="待定", paper="", outline=())
        salon = replace(salon, talks=(*salon.talks[:-1], open_talk))
    if revision == 1:
        salon = replace(salon, ends_at="18:00")
    if revision < REVISIONS - 1 and past:
        past[-1] = replace(past[-1], talks=tuple(replace(talk, replay="") for talk in past[-1].talks))
    return text(salon, past)


def write_store(folder: Path, count: int, seed: int) -> int:
    """Writes the series with its manifest; the bytes written."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    with (folder / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for place, (published, day, revision) in enumerate(announcements(count, seed)):
            if place == count:
                break
            content = published.encode()
            digest = hashlib.sha256(content).hexdigest()
            name = f"{place:07d}.md"
            (folder / name).write_bytes(content)
            moment = f"{day - timedelta(days=1):%Y-%m-%d}T{9 + revision:02d}:00:00+08:00"
            entry = {"file": name, "source": "reed/club", "path": "next.md", "url": None, "revision": f"{place:040x}",
                     "published_at": moment, "media_type": "text/markdown", "sha256": digest}  # fmt: skip
            manifest.write(json.dumps(entry, ensure_ascii=False) + "\n")
            total += len(content)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--announcements", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    total = write_store(args.folder, args.announcements, args.seed)
    print(f"{args.folder}: {args.announcements} announcements, {total / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
