"""What one document says, layout by layout: `fixtures/documents/NAME.md` or `.html` gives `NAME.expected.json`.

A missing expectation is written by the test, which then fails until somebody has read it.
"""

from __future__ import annotations

import codecs
import json
from enum import Enum
from pathlib import Path
from typing import Any

import cmarkgfm  # type: ignore[import-untyped]
import pytest

from scraper.markup.decode import MAX_BYTES
from scraper.parse import parse
from scraper.records import Announcement, FindingCode, Problem, RecapRow, StatedDate, StatedNumber

DOCUMENTS = Path(__file__).parents[1] / "fixtures" / "documents"
MEDIA_TYPES = {".md": "text/markdown", ".html": "text/html"}

RULES = {
    # Recap: headings by date
    "recap-headings-by-date.md": "a heading that is only a date opens a row; the row's number is not stated",
    # Recap: a list
    "recap-list.md": "第一期（3.16）：… opens a row; tracks in 【】; a remark after the topics is no topic",
    "recap-list-separators.md": "a row's date after · | - or before its number; other words begin the topic",
    "recap-list-labels.md": "words before an address that repeat a topic or that any row has are its label, not a topic",
    "recap-names.md": "dates with a year, 12/05 and 12月15号; Chinese numerals and digits; 历届活动回顾 is a recap",
    # Recap: one paragraph
    "recap-paragraph.md": "rows at line breaks; the next heading ends the recap",
    "recap-one-line.md": "rows that follow each other without a line break",
    # Recap: a table
    "recap-table.md": "years stated in part; 第 28 期 for a number; topics by track",
    "recap-table-open-rows.md": "rows that lack the closing pipe or cells",
    "recap-table-further-rows.md": "rows that repeat number and date, or leave them out, name further topics; another day is a slip",
    "recap-table-blank-line.md": "what follows a blank line is still the table, in its order",
    "recap-table-no-header.md": "without a header row the columns are told by what they hold",
    "recap-table-without-rule.md": "nor is the rule below the header needed",
    "recap-table-columns.md": "columns in another order, and ones that are of no interest",
    "recap-table-track-columns.md": "a column a track; a cell with nothing in it names no topic",
    "recap-table-nowhere.md": "a recap table needs no heading above it",
    "recap-unknown-table.md": "a recap table without a known column is a problem",
    "recap-bad-rows.md": "any numerals; a number in letters, a day that does not exist, an empty row: a problem each",
    "recap-topics.md": "；;+ separate topics, ：& and blanks do not; 【】 at the start is a track, any word in it",
    "recap-speakers.md": "a speaker beside a topic, or below it; a row struck as a whole is an issue that was cancelled",
    "recap-links.md": "a link in all the ways it is written or broken, with its label and note",
    "recap-bare-links.md": "a bare address ends before brackets and the sentence around it",
    "recap-then-links.md": "a link below the rows belongs to the page",
    "recap-then-registration.md": "a bold registration below the rows belongs to no row",
    # Agenda: slots
    "agenda-slots-in-headings.md": "slot and topic in one heading; a slot alone serves the headings below it",
    "agenda-slot-lines.md": "slot, track and topic in one line; a pause is no talk",
    "agenda-tildes.md": "ranges with tildes of either width",
    "agenda-labelled-lines.md": "slot, speaker, topic, paper and outline each on a line, with or without bold and 大纲",
    "agenda-table.md": "a table with a row a talk; a pause is no talk",
    "agenda-table-content.md": "a table whose topics stand under 内容, and a column of no interest",
    "agenda-table-counted.md": "a table that counts its talks is no recap",
    "agenda-persons-without-label.md": "a name beside a workplace or degree is the speaker, not an outline's item",
    "agenda-persons-above-topics.md": "… also after the slot; the bold line below it is the topic",
    "agenda-parts-with-slots.md": "a slot after Part 1, or in brackets at its end",
    "agenda-pauses.md": "signing in, breaks, free talk and a round table are no talks, nor is who sits there a speaker",
    "agenda-pause-after-theme.md": "a break takes nothing from the talk before it that the theme names",
    # Agenda: 2020
    "agenda-headings-2020.md": "speaker, paper, outline and abstract below headings; the paper names the talk",
    "agenda-headings-2020-topic.md": "a short line before the first heading is the topic",
    "agenda-2020-empty-speaker.md": "nobody below 主讲人 is a talk without speaker; ####大纲 without blank",
    "agenda-paper-names-talk.md": "《》 around a paper's title are not part of it; 论文大纲 is an outline",
    "agenda-one-line-outline.md": "1.甲。 2.乙。 in one line are two items",
    # Agenda: papers and topics
    "agenda-several-papers.md": "papers of one talk, each with its outline below it: one outline in order",
    "agenda-joined-papers.md": "A&B with two titles is two papers, A & B is one title; 《》、《》; 论文1 and 论文2",
    "agenda-numbered-topics.md": "主题1 and 主题2, each in a slot and with its paper",
    "agenda-one-speaker-two-topics.md": "numbered topics in one slot; topics in one line",
    "agenda-two-slots-one-speaker.md": "several slots and numbered topics by one speaker are several talks",
    "agenda-placeholder.md": "主题：待定 is a topic titled so; a speaker or paper 待定 is left out",
    "agenda-sentence.md": "topics that only a sentence names, by track",
    "agenda-sentence-theme.md": "本期主题为… names topics without a track",
    # Agenda: lessons
    "agenda-lesson-subheadings.md": "topics numbered in one line, each with its outline below a bold line",
    "agenda-topics-in-plain-lines.md": "… or below a line that only repeats the topic",
    "agenda-lesson-chapters.md": "chapter numbers belong to an item; a course plan is neither agenda nor recap",
    "agenda-lesson-line.md": "a lesson without slot and speaker",
    "agenda-plan.md": "a plan of coming lessons is no agenda",
    # Agenda: the rest
    "agenda-nested-outline.md": "nested items in order; list marks and closing ；。， stripped, decimals kept",
    "agenda-speakers.md": "affiliation in either kind of bracket, after a blank or on its line; titles dropped",
    "agenda-speakers-workplaces.md": "a workplace after a comma, in English too, is no second person",
    "agenda-off.md": "a talk cancelled or struck is superseded; 线上 is no workplace, a venue no part of a paper's title",
    "agenda-links.md": "links of a talk, of the registration and of the page; a picture is one",
    "agenda-activities.md": "活动一, 活动二: games and cake are no talks",
    "agenda-notes.md": "nothing below 活动亮点 or 活动须知 is agenda",
    "agenda-code-block.md": "code, emphasis, quotes and indented blocks are read as what they say",
    # Header
    "header-one-line.md": "time, place and host in one line",
    "header-list.md": "header fields as a list; how it is held says online",
    "header-bold.md": "bold labels and values; a sentence above the title; a poster",
    "header-bold-unclosed.md": "bold that CommonMark does not close beside Chinese, and bold that never closes",
    "header-lenticular-labels.md": "【时间】 is a label without a colon",
    "header-weekday.md": "year, 星期六, one-digit hours and a long dash",
    "header-weekday-forms.md": "礼拜六; 5/11; a day without a time",
    "header-short-date-in-sentence.md": "4.27（周六） in a sentence is a date, 2.0 is not",
    "header-afternoon.md": "下午 2:00～5:30 is 14:00 to 17:30",
    "header-evening.md": "晚上7点半至9点 is 19:30 to 21:00",
    "header-full-width.md": "full-width digits, colons and dashes",
    "header-chinese-numbers.md": "第二十八期, 十二月五日, 14时-16时30分",
    "header-number-mismatch.md": "title and sentence count differently: both numbers",
    "header-number-without-mark.md": "第 26 机器学习…沙龙 counts too",
    "header-no-number.md": "a salon without a number",
    "header-two-dates.md": "sentence and time line disagree: both dates, the time line's last",
    "header-no-such-day.md": "a day that does not exist is a problem, its time of day stands",
    "header-online-sentence.md": "将在线上举办 says online",
    "header-online-place.md": "an online place is no venue",
    "header-hybrid.md": "a place for those who come, beside a stream, is a venue",
    "header-address.md": "an address line beside the place",
    "header-theme-after-name.md": "what follows the salon's name in the invitation is the theme",
    "header-theme-in-title.md": "… and in the title",
    "header-english.md": "an announcement in English: number, date, labels, parts",
    "header-english-ordinal.md": "the 82nd; 10:00 - 12:00 pm is the morning's",
    "header-online-title.md": "线上 in the salon's name says online; a link below a label of no interest is the page's",
    "header-front-matter.md": "a site generator's title is the text's; its date is of the post",
    "header-front-matter-toml.md": "… also as TOML",
    "header-between-rules.md": "lines between two rules are no front matter",
    "header-heading-levels.md": "headings of any level, in any order",
    "header-heading-without-blank.md": "####大纲 is a heading",
    "header-setext.md": "headings by underlining",
    "header-later.md": "the time stands below the agenda",
    "header-registration.md": "registration links; one without address is a problem",
    # HTML
    "html-plain.html": "any site's page: navigation, sidebar and footer are not the article; nested lists",
    "html-pretty-printed.html": "line ends and indentation of the source are no line ends of the text",
    "html-github.html": "GitHub's page of a file: anchors, proxied pictures and what surrounds the article left out",
    "html-github-embedded.html": "the article only in the page's embedded JSON",
    "html-github-embedded-route.html": "… at its other place",
    "html-github-embedded-source.html": "… only its source there",
    "html-code-view.html": "a page that shows the source, a numbered line a row, says what the source says",
    "html-wechat.html": "WeChat: the title beside the article, a paragraph a line, pictures that load late",
    "html-wechat-removed.html": "a page that says it was taken down",
    "html-yuque.html": "Yuque: table without header cells, several paragraphs in a cell",
    "html-title-of-post.html": "a text without a title has that of its page, not of its site",
    "html-merged-cells.html": "a cell that spans rows is in each of them",
    "html-headerless-table.html": "a table whose first row is a row",
    "html-typed-links.html": "Markdown left in a page; an empty link; a picture that links somewhere",
    # Whole documents
    "several-announcements.md": "a section with a number, a day and talks of its own is an announcement; 19-21点, 2点半",
    "header-season.md": "the 第三季 of 第三季20场 is no issue number, in a title or a recap; 晚上7-9点 is 19:00 to 21:00",
    "recap-related-issue.md": "关联 Issue is no column of issue numbers",
    "clean.md": "a document with nothing wrong",
    "only-title.md": "a title alone announces a salon",
    "not-an-announcement.md": "a text about something else is a problem",
}
"""The rule each document shows."""

LEFT_OUT: dict[type, set[str]] = {
    Announcement: {"body"},
    Problem: {"message"},  # worded for people, and may be worded better
    RecapRow: {"excerpt"},
    StatedDate: {"excerpt"},
    StatedNumber: {"excerpt"},
}


def told(value: Any) -> Any:
    """A record as JSON, without what it leaves empty and what a rewording would change."""
    if isinstance(value, Enum):
        return value.value
    if type(value) is tuple:
        return [told(item) for item in value if not is_left_over(item)]
    if isinstance(value, tuple):
        names = [name for name in type(value)._fields if name not in LEFT_OUT.get(type(value), ())]
        values = {name: getattr(value, name) for name in names}
        found = {name: told(one) for name, one in values.items()}
        return {name: one for name, one in found.items() if not (one is None or one is False or one == [])}
    return value


def is_left_over(value: Any) -> bool:
    """What is left over of a document is listed in `test_leftovers`."""
    return isinstance(value, Problem) and value.code is FindingCode.NOT_UNDERSTOOD


def read(name: str) -> Announcement:
    return parse((DOCUMENTS / name).read_bytes(), MEDIA_TYPES[Path(name).suffix])


@pytest.mark.parametrize("name", RULES)
def test_document(name: str) -> None:
    expected = (DOCUMENTS / name).with_suffix(".expected.json")
    found = told(read(name))
    if not expected.exists():
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        pytest.fail(f"generated, read it: {expected}")
    assert found == json.loads(expected.read_text()), RULES[name]


def test_every_document_has_a_rule() -> None:
    assert {path.name for path in DOCUMENTS.iterdir() if path.suffix in MEDIA_TYPES} == set(RULES)


ENCODINGS = {
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16 little endian": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 big endian": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-16 little endian without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 big endian without a mark": lambda text: text.encode("utf-16-be"),
    "GB18030": lambda text: text.encode("gb18030"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", RULES)
def test_encoding(name: str, encoding: str) -> None:
    """Whatever an editor made of a document, it says the same; a page may declare a charset it was not saved in."""
    text = (DOCUMENTS / name).read_text()
    assert told(parse(ENCODINGS[encoding](text), MEDIA_TYPES[Path(name).suffix])) == told(read(name))


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "GB18030", "big5"])
def test_declared_charset(declared: str) -> None:
    page = (DOCUMENTS / "html-plain.html").read_text().replace("utf-8", declared)
    content = page.encode("utf-8" if declared == "big5" else declared)
    assert told(parse(content, "text/html")) == told(read("html-plain.html"))


def test_stray_bytes() -> None:
    """A character cut in the middle, as a broken download leaves it, spoils its own line and no other."""
    content = (DOCUMENTS / "clean.md").read_bytes().replace(b"###", b"\xe6\xb2\n\n###")
    assert told(parse(content)) == told(read("clean.md"))


def as_page(markdown: str) -> bytes:
    """The document as GitHub's renderer makes it, inside a page of some site."""
    article = cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    navigation = "<nav><a href='https://www.example.org/'>首页</a></nav>"
    return f"<html><body>{navigation}<main>{article}</main><footer>版权所有</footer></body></html>".encode()


@pytest.mark.parametrize("name", [name for name in RULES if name.endswith(".md") and "front-matter" not in name])
def test_same_document_as_html(name: str) -> None:
    """The renderer leaves some bold unclosed and swallows some full-width marks into links; it says the same anyway."""
    page = as_page((DOCUMENTS / name).read_text())
    assert told(parse(page, "text/html")) == told(read(name))


BAD = {
    "empty": b"",
    "blank": b" \r\n\t\n",
    "zeros": bytes(4096),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "too large": b"a" * (MAX_BYTES + 1),
    "half a surrogate": "# \ud800".encode("utf-16-le", "surrogatepass"),
}


@pytest.mark.parametrize("media_type", MEDIA_TYPES.values())
@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_one_problem(content: bytes, media_type: str) -> None:
    assert [problem.code for problem in parse(content, media_type).problems] == [FindingCode.UNREADABLE_DOCUMENT]


LONG = {
    "brackets": "[" * 10_000,
    "links": "[a](" * 10_000,
    "emphasis": "*a **a " * 10_000,
    "pipes": "|" * 10_000,
    "a long line": "第 1 期机器学习沙龙" * 10_000,
    "a long rule": "-" * 200,
    "times": "12:30-" * 10_000,
    "dates": "3.16" * 10_000,
    "labels": "时间：" * 10_000,
}
DEEP = {
    "quotes": ">" * 10_000 + "a",
    "lists": "".join("  " * depth + "- a\n" for depth in range(500)),
    "tags": "<div>" * 10_000,
}
HEADS = {"text/markdown": "# 第 12 期机器学习沙龙\n\n", "text/html": "<h1>第 12 期机器学习沙龙</h1>"}


@pytest.mark.parametrize("media_type", HEADS)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_length_does_no_harm(text: str, media_type: str) -> None:
    """What stands before an abuse is read as ever."""
    announcement = parse((HEADS[media_type] + text).encode(), media_type)
    assert announcement.title == "第 12 期机器学习沙龙"
    assert announcement.numbers[0].number == 12


@pytest.mark.parametrize(
    ("text", "media_type"),
    [(text, "text/markdown") for text in DEEP.values()] + [(DEEP["tags"], "text/html")],
    ids=[*DEEP, "tags of a page"],
)
def test_depth_is_refused(text: str, media_type: str) -> None:
    """Trees take time that grows with the square of their depth; no announcement is near the limit."""
    problems = parse((HEADS[media_type] + text).encode(), media_type).problems
    assert [problem.code for problem in problems] == [FindingCode.UNREADABLE_DOCUMENT]
