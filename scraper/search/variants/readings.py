"""Chinese names as they are typed in Latin letters: pinyin."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from scraper.search.fold import HAN
from scraper.search.variants import pinyin

MOST_READINGS = 4  # of a surname with several readings, such as 单 (dan, shan)


@lru_cache(maxsize=10_000)
def readings(name: str) -> tuple[str, ...]:
    """Ways to write a Chinese name in pinyin: `zhang conghai`, `zhangconghai`, `zhang cong hai`, with tone numbers.

    The index and the search text have no tone marks. Empty for a name without Chinese characters.
    """
    characters = "".join(HAN.findall(name))
    if not characters:
        return ()
    read = pinyin.pinyin_of(characters)
    _, *given = map(pinyin.toneless, read)
    surnames = dict.fromkeys(map(pinyin.toneless, pinyin.readings_of(characters[0])))
    written = [form for surname in islice(surnames, MOST_READINGS) for form in _forms(surname, given)]
    if len(characters) > 3:  # such as 欧阳 and 司马
        written += _forms("".join(map(pinyin.toneless, pinyin.pinyin_of(characters[:2]))), given[1:])
    with_tones = list(map(pinyin.toned, read))
    written += [" ".join(with_tones), "".join(with_tones)]
    return tuple(dict.fromkeys(form for text in written for form in (text, text.replace("v", "u"))))


def _forms(surname: str, given: list[str]) -> list[str]:
    """The name with its given name joined and in parts, the surname first and last."""
    joined = "".join(given)
    return [f"{surname} {joined}".strip(), f"{surname}{joined}", " ".join([surname, *given]), f"{joined}{surname}"]
