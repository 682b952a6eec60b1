"""One language of the interface: its messages, names of codes, dates, and what was published in another language."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from scraper.search.marks import marked
from scraper.search.terms import Term
from scraper.site import labels
from scraper.site.language.about import ABOUT
from scraper.site.language.data import DATA
from scraper.site.language.messages import MESSAGES

CATALOGUE = {**MESSAGES, **ABOUT, **DATA}
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Speech:
    """A language by its `code` (`zh`, `en`): its tag in HTML, its own name, the prefix of its pages' paths."""

    code: str
    tag: str
    name: str
    prefix: str

    @property
    def place(self) -> int:
        """Which of a pair (Chinese, English) is this language's."""
        return 0 if self.code == "zh" else 1

    def t(self, key: str, **values: object) -> Markup:
        """The message `key` with its values, which are escaped. Raises `KeyError` for an unknown one."""
        text = CATALOGUE[key][self.place]
        one, bar, many = text.partition("|")
        if bar:
            text = one if values.get("n") == 1 else many
        return Markup(text).format(**values)

    def label(self, vocabulary: str, code: str | None) -> str:
        """What a code of a vocabulary of `labels` is called; the code itself for one it does not have."""
        names: Mapping[str, tuple[str, str]] = labels.VOCABULARIES[vocabulary]
        found = names.get(code or "")
        return found[self.place] if found else self.said(code or "")

    def weekday(self, day: str | None) -> str:
        """`周四` or `Thu` for an ISO date; empty for none or one that is not a date."""
        try:
            number = date.fromisoformat(day or "").weekday()
        except ValueError:
            return ""
        return f"周{labels.WEEKDAYS[number]}" if self.code == "zh" else calendar.day_abbr[number]

    def month(self, month: str) -> str:
        """`3 月` or `March` for the month `2019-03`."""
        number = int(month[5:])
        return f"{number} 月" if self.code == "zh" else calendar.month_name[number]

    def said(self, text: object) -> Markup:
        """Published text, escaped; marked as Chinese where it is and the page is not."""
        return self._in_its_language(Markup.escape(text))

    def hits(self, text: str, terms: Sequence[Term]) -> Markup:
        """Published text as `said`, with the hits of a search marked."""
        pieces = (Markup("<mark>{}</mark>" if is_hit else "{}").format(piece) for piece, is_hit in marked(text, terms))
        return self._in_its_language(Markup("").join(pieces))

    def _in_its_language(self, text: Markup) -> Markup:
        if self.code == "zh" or not _HAN.search(text):
            return text
        return Markup('<span lang="zh">{}</span>').format(text)

    def half(self, text: str, between: str = " / ") -> Markup:
        """This language's half of a text in both, Chinese first; all of one that is in one language only.

        What is quoted in both halves may hold `between` too, so the middle one is the border.
        """
        parts = text.split(between)
        border = len(parts) // 2
        chosen = parts[:border] if self.code == "zh" else parts[border:]
        return self.said(between.join(chosen) if border else text)


CHINESE = Speech("zh", "zh-CN", "中文", "")
ENGLISH = Speech("en", "en", "English", "en/")
SPEECHES = (CHINESE, ENGLISH)


def speech_of(code: str | None) -> Speech:
    """The language of that code; Chinese for any other."""
    return ENGLISH if code == "en" else CHINESE
