"""One language of the interface: its messages, names of codes, dates, and marks for texts in another language."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from markupsafe import Markup

from scraper.search.marks import marked
from scraper.search.terms import Term
from scraper.series import Series
from scraper.series.settings import read_series
from scraper.site import labels
from scraper.site.language.about import ABOUT
from scraper.site.language.data import DATA
from scraper.site.language.messages import MESSAGES
from scraper.site.language.tables import TABLES

CATALOGUE = {**MESSAGES, **ABOUT, **DATA, **TABLES}
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Speech:
    """A language with its `code` (`zh`, `en`), its tag in HTML, its own name, and the prefix of its pages' paths."""

    code: str
    tag: str
    name: str
    prefix: str
    told: Series | None = field(default=None, compare=False)

    def of(self, series: Series) -> Speech:
        """The same language with the words of this series."""
        return replace(self, told=series)

    @property
    def series(self) -> Series:
        """The series whose words are used; by default the one of `data/series.yml`."""
        return self.told or read_series()

    @property
    def place(self) -> int:
        """The index of this language in a pair (Chinese, English)."""
        return 0 if self.code == "zh" else 1

    def t(self, key: str, **values: object) -> Markup:
        """The message `key` with its values, escaped. Raises `KeyError` for an unknown key."""
        text = CATALOGUE[key][self.place]
        one, bar, many = text.partition("|")
        if bar:
            text = one if values.get("n") == 1 else many
        return Markup(text).format(**self._words(values))

    def _words(self, values: Mapping[str, object]) -> dict[str, object]:
        """Values with the words of the series: the name of session `number`, and the word for `n` sessions."""
        words: dict[str, object] = {**self.series.vocabulary(self.code), **values}
        if isinstance(number := values.get("number"), int):
            words["called"] = self.series.called(number, self.code)
            words["titled"] = self.series.titled(number, self.code)
        if isinstance(count := values.get("n"), int):
            words["counted"] = self.series.counted(count, self.code)
            words["unit"] = self.series.unit(count, self.code)
        return words

    def label(self, vocabulary: str, code: str | None) -> str:
        """The name of a code of a vocabulary of `labels`; an unknown code itself."""
        if vocabulary == "track":
            track = next((track for track in self.series.tracks if track.name == code), None)
            return self.said(code or "") if track is None else track.english if self.place else track.name
        found = labels.VOCABULARIES[vocabulary].get(code or "")
        return found[self.place].format(**self._words({})) if found else self.said(code or "")

    def track_style(self, name: str | None) -> str:
        """The class of a track in the style sheets: its own colour, else one of the site's, as far as there are any."""
        colours = {track.name: track.colour for track in self.series.tracks if track.colour}
        if colour := colours.get(name or ""):
            return colour.removeprefix("#").lower()
        places = {track.name: place for place, track in enumerate(self.series.tracks)}
        place = places.get(name or "", len(labels.TRACK_STYLES))
        return labels.TRACK_STYLES[place] if place < len(labels.TRACK_STYLES) else "other"

    def local_time(self, instant: str | None) -> str:
        """An ISO instant as `2019-12-03 00:22`, in the time zone of the series; unchanged where it cannot be read."""
        try:
            moment = datetime.fromisoformat(instant or "")
        except ValueError:
            return instant or ""
        moment = moment.astimezone(self.series.zone) if moment.tzinfo else moment
        return moment.strftime("%Y-%m-%d %H:%M")

    def weekday(self, day: str | None) -> str:
        """`周四` or `Thu` for an ISO date; empty for `None` or a text that is no date."""
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
        """Published text, escaped; Chinese text on an English page is marked as Chinese."""
        return self._in_its_language(Markup.escape(text))

    def hits(self, text: str, terms: Sequence[Term]) -> Markup:
        """Published text, escaped as by `said`, with the hits of a search marked."""
        pieces = (Markup("<mark>{}</mark>" if is_hit else "{}").format(piece) for piece, is_hit in marked(text, terms))
        return self._in_its_language(Markup("").join(pieces))

    def _in_its_language(self, text: Markup) -> Markup:
        if self.code == "zh" or not _HAN.search(text):
            return text
        return Markup('<span lang="zh">{}</span>').format(text)

    def half(self, text: str, between: str = " / ") -> Markup:
        """This language's half of a text in two languages, Chinese first; the whole of a text in one language.

        A quotation in both halves may contain `between`, too; then the middle one separates the halves.
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
