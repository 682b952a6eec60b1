"""Lines and tables of text: what a reader sees one under the other, each with its links and its place in the layout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from unicodedata import normalize

from scraper.expressions import expression

_BLANKS = re.compile(r"[\s\u3000\xa0]+")
_CONTROLS = r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"  # a terminal obeys them
_NO_WIDTH = r"[\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
_LEFT_AS_TYPED = r"\*{2,}|\[\^[\w-]{1,12}\](?![(:])|<a\s+(?:name|id)=[^<>]{0,80}>\s*</a>"  # bold, footnotes, anchors
_INVISIBLE = expression(
    rf"{_CONTROLS}|{_NO_WIDTH}|{_LEFT_AS_TYPED}", "a\x1b", "a\u200b", "**", "[^1]", '<a name="top"></a>', any_case=True
)
_TRADITIONAL = (  # of the characters that the vocabulary is written in, and what they are simplified to
    "佈來個們備傳僅價優內兩劃動匯區協參吳問單嗶園圓圖報場壇學實將專對屆層屬師幾廳後戰戲摯擊數於時暢暫書會"
    "業構樂樓標機檢檯歷況測準溫為無燈爲獎獲獻現環當發眾矚碼礎禮稱筆節簡籤細紹組結絡綫維綱網線編總織羣義習"
    "聯腦腳臺與舉華處號衆術裏補裡見視觀計訊討記話詳語誠說説課調請論講議讀變費資賓贊踐載轉辦辭這週進遊過達"
    "適遲釋釘錄鍾鏈鐘門開間關雲電項順須預頒領頻題顧飛館騰體鬥魚鵝點龍",
    "布来个们备传仅价优内两划动汇区协参吴问单哔园圆图报场坛学实将专对届层属师几厅后战戏挚击数于时畅暂书会"
    "业构乐楼标机检台历况测准温为无灯为奖获献现环当发众瞩码础礼称笔节简签细绍组结络线维纲网线编总织群义习"
    "联脑脚台与举华处号众术里补里见视观计讯讨记话详语诚说说课调请论讲议读变费资宾赞践载转办辞这周进游过达"
    "适迟释钉录钟链钟门开间关云电项顺须预颁领频题顾飞馆腾体斗鱼鹅点龙",
)
_LOOK_ALIKE = (  # dashes and colons of other kinds: the ratio sign, a hyphen that does not break
    "\u2010\u2011\u2012\u2212\ufe63\u2043\u2236\ufe55\ufe13\ua789\u02d0\uff5c\u2223\u4e28",
    "------:::::|||",
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FOLDED = (
    _FULL_WIDTH
    | {ord(odd): ord(usual) for odd, usual in zip(*_TRADITIONAL, strict=True)}
    | {ord(odd): ord(usual) for odd, usual in zip(*_LOOK_ALIKE, strict=True)}
    | {code: ord(normalize("NFKC", chr(code))) for code in (*range(0x2F00, 0x2FD6), *range(0x1D7CE, 0x1D800))}
)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` in the characters that patterns are written in, as long as the original: full-width forms half-width,
    traditional characters of the vocabulary simplified, and what only looks like the usual dash, colon or digit."""
    return text.translate(_FOLDED)


def narrow(text: str) -> str:
    """`text` with full-width letters, digits, brackets and colons made half-width; as long as the original."""
    return text.translate(_FULL_WIDTH)


def clean(text: str) -> str:
    """`text` without what is invisible in it, each run of blanks one space."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text))


class Span(NamedTuple):
    """A link over `text[start:end]` of its line; `url` is the address as the markup has it.

    One that is `embedded` is a player shown in its place. For a picture (`image`) `url` is three lines: the address it
    was published under, the words instead of it, `src`.
    """

    start: int
    end: int
    url: str
    image: bool = False
    embedded: bool = False


class Struck(NamedTuple):
    """Words that were struck out before `text[place]` of their line."""

    place: int
    text: str


class Line(NamedTuple):
    """One line: its text, the links in it, its heading level (or 0), whether it opens a list item or is all bold.

    `struck` are words that were struck out: a reader sees that they no longer hold, so the text and the links
    are without them. A line that is struck out as a whole has no text. A `footnote` stands below the article.
    `depth` counts the lists around it. A line that is `soft` goes on from the one above: only the source has a line end
    there; where it `runs`, the bold words of that line go on as well. Of one that is not all bold the first `lead`
    characters are.
    """

    text: str
    spans: tuple[Span, ...] = ()
    heading: int = 0
    item: bool = False
    strong: bool = False
    struck: tuple[Struck, ...] = ()
    footnote: bool = False
    depth: int = 0
    soft: bool = False
    runs: bool = False
    lead: int = 0

    @property
    def folded(self) -> str:
        return fold(self.text)

    def cut(self, start: int, end: int | None = None) -> Line:
        """The part from `start` to `end`, with the links and struck words that lie in it, blanks stripped."""
        length = len(self.text)
        end = length if end is None else end
        if not start and end == length and self.text == self.text.strip() and not self.struck and not self.spans:
            return self
        kept = [s for s in self.spans if (s.start < end and s.end > start) or start <= s.start == s.end <= end]
        struck = [words for words in self.struck if start <= words.place < end or words.place == end == length]
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())

        def place(old: int) -> int:
            return min(max(old, start), end) - start

        return self._replace(
            text=self.text[start:end],
            lead=place(self.lead) if self.lead else 0,
            spans=tuple(s._replace(start=place(s.start), end=place(s.end)) for s in kept),
            struck=tuple(Struck(place(words.place), words.text) for words in struck),
        )

    def without(self, cuts: Sequence[Cut]) -> Line:
        """The line without some parts of its text, given in order, and without the links in them."""
        starts = [cut.start for cut in cuts]
        before = [0, *accumulate(cut.end - cut.start for cut in cuts)]  # characters that were cut out before each

        def place(old: int) -> int:
            nth = bisect_right(starts, old) - 1
            return old if nth < 0 else old - before[nth] - (min(old, cuts[nth].end) - starts[nth])

        def is_cut(span: Span) -> bool:
            nth = bisect_right(starts, span.start) - 1
            return nth >= 0 and span.end <= cuts[nth].end and span.start < cuts[nth].end

        edges = [0, *(edge for cut in cuts for edge in (cut.start, cut.end)), len(self.text)]
        struck = [*self.struck, *(Struck(cut.start, cut.struck) for cut in cuts if cut.struck)]
        return self._replace(
            text="".join(self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)),
            lead=place(self.lead),
            spans=tuple(s._replace(start=place(s.start), end=place(s.end)) for s in self.spans if not is_cut(s)),
            struck=tuple(Struck(place(one.place), one.text) for one in sorted(struck, key=lambda words: words.place)),
        )


class Cut(NamedTuple):
    """A part of a line's text that is left out; `struck` are the words in it that were struck out."""

    start: int
    end: int
    struck: str = ""


Cell = tuple[Line, ...]


class Row(tuple[Cell, ...]):
    """The cells of a row. Equal to itself alone, so that what was made of a row is found without comparing cells."""

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


class Table(NamedTuple):
    """A table: its rows in order."""

    rows: tuple[Row, ...]


Block = Line | Table
