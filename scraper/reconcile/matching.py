"""Matches talks of an agenda to topics of a recap, and labels of links to topics."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from scraper.parse.words import is_placeholder
from scraper.reconcile.wordings import inside, plain, same, shortens
from scraper.records import RecapTopic, Talk

_GENERIC = re.compile(
    r"(?:视频|直播|课程|项目)?\s*(?:回放|回顾|录播|录像|实现|链接|资料|课件|地址|入口|代码)|视频$|直播$", re.I
)
_COLON = re.compile("[:：]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def pair(
    talks: Sequence[Talk],
    topics: Sequence[RecapTopic],
    *,
    theme: str | None = None,
    labels: tuple[str, ...] = (),
    leftovers: bool = True,
    elsewhere: Callable[[str], bool] = lambda title: False,
) -> dict[int, int]:
    """The indexes of talks, each with the index of the recap topic that is the same talk.

    Pairs with the strongest evidence come first: the same words, one inside the other, a paper, theme, outline item or
    replay label that names the talk. With `leftovers`, the rest of a track is paired in order if both sides have as
    many left. Never paired so: a placeholder, a topic named only by a sentence, a wording of another issue
    (`elsewhere`).
    """
    ties = sorted(
        (-strength, talk.track is not None and talk.track != topic.track, place, at)
        for place, talk in enumerate(talks)
        for at, topic in enumerate(topics)
        if (strength := _tie(talk, topic.title, theme if len(talks) == 1 else None, labels if len(topics) == 1 else ()))
    )
    pairs: dict[int, int] = {}
    for _, _, place, at in ties:
        if place not in pairs and at not in pairs.values():
            pairs[place] = at
    if leftovers:
        for track in dict.fromkeys(topic.track for topic in topics):
            _pair_leftovers(talks, topics, track, pairs, elsewhere)
    return pairs


def _pair_leftovers(
    talks: Sequence[Talk],
    topics: Sequence[RecapTopic],
    track: str | None,
    pairs: dict[int, int],
    elsewhere: Callable[[str], bool],
) -> None:
    left = [
        place
        for place, talk in enumerate(talks)
        if place not in pairs
        and not is_placeholder(talk.title)
        and not talk.in_sentence
        and (track is None or talk.track in (track, None))
    ]
    taken = set(pairs.values())
    wordings = [at for at, topic in enumerate(topics) if at not in taken and topic.track == track]
    wordings = [at for at in wordings if not is_placeholder(topics[at].title) and not elsewhere(topics[at].title)]
    if len(left) == len(wordings):
        pairs.update(
            (place, at)
            for place, at in zip(left, wordings, strict=True)
            if not _is_of_another_paper(talks[place], topics[at].title)
        )


@lru_cache(maxsize=4096)
def _tie(talk: Talk, title: str, theme: str | None, labels: tuple[str, ...]) -> int:
    """The strength of the tie between a talk and a wording; 0: no tie."""
    if is_placeholder(talk.title) or is_placeholder(title) or _is_of_another_paper(talk, title):
        return 0
    if same(talk.title, title):
        return 6
    if inside(talk.title, title):
        return 5
    if any(same(paper, title) or inside(paper, title) for paper in talk.papers):
        return 4
    named = [theme] if theme else []
    if any(same(name, title) or inside(name, title) for name in named):
        return 3
    if any(
        same(label, name) or inside(label, name)
        for label in map(essential, labels)
        if label
        for name in [talk.title, *talk.papers]
    ):
        return 3
    if shortens(talk.title, title):
        return 2
    return int(any(same(item, title) or inside(title, item) or shortens(title, item) for item in talk.outline))


def _is_of_another_paper(talk: Talk, title: str) -> bool:
    """Whether a wording such as `知识蒸馏：Born Again Networks` names another paper than the talk's.

    The general word before the colon is then not evidence. Names in two scripts cannot be compared.
    """
    _, *after = _COLON.split(title, maxsplit=1)
    if not after or not plain(named := after[0]):
        return False
    if not any(_is_latin(paper) == _is_latin(named) for paper in talk.papers):
        return False
    own = [talk.title, *talk.papers, *talk.outline]
    return not any(
        same(name, title) or same(name, named) or inside(name, named) or shortens(name, named) for name in own
    )


def _is_latin(name: str) -> bool:
    return _CHINESE.search(name) is None


def essential(label: str) -> str:
    """A link's label without general label words: 蒙特卡洛树搜索 视频回放 is 蒙特卡洛树搜索."""
    return _GENERIC.sub(" ", label).strip()


def named_by(label: str | None, titles: Sequence[str]) -> int | None:
    """The index of the one title that a link's label names; `None` if it names no title or several."""
    name = essential(label or "")
    if not name:
        return None
    for fits in (same, _titled, shortens):
        places = [place for place, title in enumerate(titles) if fits(name, title)]
        if places:
            return places[0] if len(places) == 1 else None
    return None


def _titled(name: str, title: str) -> bool:
    return len(name) >= 3 and inside(name, title)
