"""The made-up sibling: asked for once for each host and form of address, and compared with the real answer."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scraper.check.ask.addresses import origin
from scraper.check.ask.answers import Answer
from scraper.check.ask.client import Asker, Budget
from scraper.check.ask.page import Page
from scraper.check.ask.redirects import Chain, follow
from scraper.check.judge.siblings import made_up, shape

SAME = 0.98
UNLIKE = 0.5
_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)
_NONCE = re.compile(r"(?=.*\d).*|[A-Za-z]{20,}|(?=.*[a-z])(?=.*[A-Z]{2})[A-Za-z]{8,}")  # ids, times, digests, tokens


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a probe showed: `same`, `unlike` or `unknown`; how alike from 0 to 1; and which address was made up."""

    result: str
    likeness: float | None = None
    made_up_url: str | None = None
    status: int | None = None

    @property
    def evidence(self) -> dict[str, object]:
        members = {"made_up": self.made_up_url, "made_up_status": self.status, "likeness": self.likeness}
        return {key: value for key, value in members.items() if value is not None}

    @property
    def words(self) -> str:
        """What was seen, in words."""
        answered = f" ({self.status})" if self.status else ""
        if self.result == "unknown":
            return f"refused or failed{answered}" if self.made_up_url else "not asked"
        if self.result == "same":
            return f"the same page{answered}" if self.likeness is not None else f"the same end{answered}"
        return f"something else{answered}"


class Prober:
    """Probes of one run, remembered by form of address: thirty replays of one site cost one question."""

    def __init__(self, asker: Asker, timeout: float, chance: random.Random) -> None:
        self._asker = asker
        self._timeout = timeout
        self._chance = chance
        self._asked: dict[tuple[str, int], asyncio.Task[Chain | None]] = {}

    async def compare_ends(self, chain: Chain) -> Comparison:
        """Whether a made-up sibling of the first address ends where it ended."""
        other = await self._made_up(chain.url, 0)
        if other is None or not isinstance(other.last, Answer):
            return _unknown(other)
        same = other.redirected and other.final_url == chain.final_url
        return Comparison("same" if same else "unlike", None, other.url, other.status)

    async def compare(self, chain: Chain, page: Page) -> Comparison:
        """Whether a made-up sibling of the last address shows the same page.

        Where one with another query does and there is something to read, the query may pick no page: the path decides.
        """
        found = await self._compare(chain, page, chain.final_url)
        path = chain.final_url.partition("?")[0]
        if found.result != "same" or path == chain.final_url or page.says_nothing:
            return found
        other = await self._compare(chain, page, path)
        return other if other.result == "unlike" else found

    async def compare_bytes(self, chain: Chain, answer: Answer) -> Comparison:
        """For a file that is no page: whether the answer to a made-up sibling has the very same bytes.

        One sibling is asked for all files of a host: a host that answers all alike does so for every name.
        """
        first = await self._made_up(chain.final_url, 0, origin(chain.final_url))
        if first is None or not isinstance(first.last, Answer) or _refused(first.last.status):
            return _unknown(first)
        same = bool(answer.body) and 200 <= first.last.status < 300 and first.last.body == answer.body
        return Comparison("same" if same else "unlike", None, first.url, first.status)

    async def _compare(self, chain: Chain, page: Page, url: str) -> Comparison:
        """The same for the sibling of one address; asks a second where one is unclear."""
        first = await self._made_up(url, 0)
        if first is None or not isinstance(first.last, Answer) or _refused(first.last.status):
            return _unknown(first)
        if first.page is None or not 200 <= first.last.status < 300 or _elsewhere(first, chain):
            return Comparison("unlike", None, first.url, first.status)
        likeness = _likeness((page, url), (first.page, first.final_url))
        result = "same" if likeness >= SAME else "unlike"
        if UNLIKE <= likeness < SAME:
            second = await self._made_up(url, 1)
            if second is not None and second.page is not None:
                noise = _likeness((first.page, first.final_url), (second.page, second.final_url))
                result = "same" if likeness >= noise - 0.02 else "unlike"
        return Comparison(result, round(likeness, 3), first.url, first.status)

    async def _made_up(self, url: str, number: int, shared_by: str = "") -> Chain | None:
        key = (shared_by or shape(url), number)
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._ask(url))
        return await asyncio.shield(self._asked[key])

    async def _ask(self, url: str) -> Chain | None:
        sibling = made_up(url, self._chance)
        if sibling is None:
            return None
        return await follow(self._asker, sibling, Budget(self._timeout))


def _unknown(chain: Chain | None) -> Comparison:
    return Comparison("unknown") if chain is None else Comparison("unknown", None, chain.url, chain.status)


def _refused(status: int) -> bool:
    """Whether an answer is a refusal or a failure, which shows nothing of the address."""
    return status >= 500 or status in (401, 403, 408, 412, 425, 429)


def _elsewhere(probe: Chain, chain: Chain) -> bool:
    """Whether only the made-up address was redirected."""
    return probe.redirected and shape(probe.final_url) != shape(chain.final_url) and probe.final_url != chain.final_url


def _likeness(one: tuple[Page, str], other: tuple[Page, str]) -> float:
    """How alike two pages are, from 0 to 1, without nonces, numbers and the parts of their own addresses.

    The least of what they show and of what they are made of: pages of one site share most of their markup, and an app's
    shell may carry a page's data. Different titles make different pages.
    """
    own = _own_words(one[1]) | _own_words(other[1])
    titles = [_tokens(page.title, own) for page, _ in (one, other)]
    if titles[0] != titles[1]:
        return 0.0
    shown = _overlap(*(_tokens(page.everything, own) for page, _ in (one, other)))
    return min(shown, _overlap(*(_tokens(page.source, own) for page, _ in (one, other))))


def _own_words(url: str) -> set[str]:
    """The parts of an address, which a page may repeat; left out of both pages that are compared."""
    parts = urlsplit(url)
    return set(_TOKEN.findall(unquote(f"{parts.path} {parts.query}")))


def _tokens(text: str, own: set[str]) -> Counter[str]:
    return Counter(token for token in _TOKEN.findall(text) if token not in own and not _NONCE.fullmatch(token))


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 1.0 if total == 0 else 2 * (one & other).total() / total
