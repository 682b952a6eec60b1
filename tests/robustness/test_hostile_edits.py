"""Documents that random edits have broken: nothing raises, and no number is read that does not stand in them."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hostile import AGENDA, archived, taken
from support.series import document

from scraper.parse import parse
from scraper.parse.words import number_of
from scraper.records import Announcement, Document

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures" / "documents").glob("*.[mh]*"))  # .md, .html

_TOKENS = st.sampled_from(
    [
        "第", "期", "12", "１２", "二十", "：", ":", "（", ")", "[", "]", "](", "**", "|", "\n", "\n\n", "#", "- ", "1. ", "<br />", "4.27", "19.3.16",
        "3月16日", "周六", "13:00", "-", "～", "主题：", "分享人：", "论文", "大纲", "往期回顾", "### ", "沙龙", "；", "+", "&", "《", "http://a.example/", "\u200b",
        "\x00", "\ud800", "<table>", "</td>", "<!--", "```", "> ", "99999999999", "待定", "【", "】", "\u3000", "&#49;", "￼", "2月30日", "9999年",
    ]
)  # fmt: skip
_EDITS = st.lists(
    st.tuples(st.sampled_from(["insert", "delete", "double", "move"]), st.floats(0, 1), st.integers(1, 60), _TOKENS),
    min_size=1,
    max_size=12,
)


def edited(text: str, edits: Iterable[tuple[str, float, int, str]]) -> str:
    for what, where, length, token in edits:
        at = int(where * len(text))
        before, piece, after = text[:at], text[at : at + length], text[at + length :]
        text = {
            "insert": before + token + piece + after,
            "delete": before + after,
            "double": before + piece + piece + after,
            "move": after + before + piece,
        }[what]
    return text


def stated_numbers(announcement: Announcement) -> Iterator[int]:
    """Every number that is read out of a text."""
    yield from (stated.number for stated in announcement.numbers)
    yield from (row.number for row in announcement.recap if row.number is not None)
    for date in [*announcement.dates, *(row.date for row in announcement.recap if row.date)]:
        yield from (date.month, date.day)
        if date.year:
            yield date.year % 100
        assert 1 <= date.month <= 12 and 1 <= date.day <= calendar.monthrange(date.year or 2020, date.month)[1]


def numbers_in(text: str) -> set[int]:
    """Every number a text can be read to state, in digits of either width, Chinese numerals or names of months."""
    folded = unicodedata.normalize("NFKC", text)
    runs = re.findall(r"[0-9]+", folded)
    digits = {
        int(run[start:end]) for run in runs for end in range(len(run) + 1) for start in range(max(0, end - 6), end)
    }
    numerals = re.findall(r"[零〇一二两三四五六七八九十百]+", folded)
    months = {month for month in range(1, 13) if calendar.month_abbr[month].casefold() in folded.casefold()}
    return digits | months | {number_of(run[start:]) or 0 for run in numerals for start in range(len(run))}


@pytest.fixture
def thoroughly(soak: bool) -> settings:
    """The same few hundred documents each time; with `--soak` ten thousand others."""
    return settings(
        max_examples=10_000 if soak else 300,
        deadline=None,
        derandomize=not soak,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def test_edited_documents_raise_nothing_and_no_number_is_invented(thoroughly: settings) -> None:
    """One revision is edited after the other; together with a whole document they make an archive."""
    read = 0

    @thoroughly
    @given(st.sampled_from(FIXTURES), st.lists(_EDITS, min_size=1, max_size=3))
    def make(fixture: Path, revisions: list[list[tuple[str, float, int, str]]]) -> None:
        nonlocal read
        text = fixture.read_bytes().decode(errors="replace")
        parsed = [document("2019-04-20", AGENDA)]
        for day, edits in enumerate(revisions, start=25):
            text = edited(text, edits)
            announcement = parse(text.encode("utf-8", "surrogatepass"), media_type_of(fixture))
            said = f"{announcement.title}\n{announcement.body}"
            assert set(stated_numbers(announcement)) <= numbers_in(said)
            published = f"2019-04-{day}"
            about = Document("x.md", "club", "salon.md", None, published, published, media_type_of(fixture), "", 0)
            parsed.append((about, announcement))
        assert all(1 <= issue.number <= 999_999 for issue in taken(parsed).issues)
        read += len(parsed)

    make()
    print(f"{read} edited documents read")


def test_edited_bytes_raise_nothing(thoroughly: settings) -> None:
    read = 0

    @thoroughly
    @given(
        st.sampled_from(FIXTURES),
        st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=8),
    )
    def make(fixture: Path, edits: list[tuple[float, bytes]]) -> None:
        nonlocal read
        content = fixture.read_bytes()
        for where, piece in edits:
            at = int(where * len(content))
            content = content[:at] + piece + content[at + len(piece) // 2 :]
        archived(content, media_type=media_type_of(fixture))
        read += 1

    make()
    print(f"{read} documents of edited bytes read")


def media_type_of(fixture: Path) -> str:
    return "text/html" if fixture.suffix == ".html" else "text/markdown"
