"""Both languages: whole, one catalogue, the same page by its address, what was published marked as what it is."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from bs4 import BeautifulSoup, Tag
from support.pages import Get, client_of, page, text_of
from support.sample_archive import write_archive

from scraper.site import labels
from scraper.site.language.speech import CATALOGUE, CHINESE, ENGLISH
from scraper.site.language.speech import __file__ as speech_file
from scraper.site.present import readable_host

ROOT = Path(speech_file).parents[2]
PAGES = [
    "/", "/issues", "/issues/2019", "/issue/1", "/issue/2", "/issue/3", "/issue/4", "/topic/102", "/topic/105",
    "/people", "/person/201", "/papers", "/paper/301", "/timeline", "/charts", "/health", "/about",
    "/search", "/search?q=联邦", "/search?q=联邦&kind=issue", "/search?q=《》", "/search?q=nothing",
]  # fmt: skip
USED = re.compile(r"""\bt\(\s*["']([a-z_.]+)["']""")
HAN = re.compile("[\u3000-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Get:
    return client_of(write_archive(tmp_path_factory.mktemp("language") / "archive.db"))


def english(address: str) -> str:
    return "/en" if address == "/" else f"/en{address}"


def interface(document: BeautifulSoup, tag: str) -> str:
    """The words of a page that are its own: without parts marked as another language, and attributes people meet."""
    for element in document.body.find_all(lang=True):  # type: ignore[union-attr]
        if element["lang"] != tag:
            element.decompose()
    for field in document.body.find_all("input"):  # type: ignore[union-attr]
        del field["value"]
    shown = ("aria-label", "placeholder", "title")
    words = [tag[name] for tag in document.body.find_all(True) for name in shown if tag.get(name)]  # type: ignore[union-attr]
    return " ".join([document.body.get_text(" "), *map(str, words)])  # type: ignore[union-attr]


def test_every_message_is_in_both_languages_and_used() -> None:
    """With the same values in both, and neither half left in the other's script."""
    sources = [*ROOT.glob("site/**/*.html"), *ROOT.glob("publish/**/*.html"), *ROOT.glob("site/**/*.py")]
    sources += ROOT.glob("publish/**/*.py")
    used = {key for file in sources for key in USED.findall(file.read_text("utf-8"))}
    assert used == set(CATALOGUE)
    for key, (chinese, in_english) in CATALOGUE.items():
        assert chinese and in_english, key
        assert not HAN.search(re.sub(r'<span lang="zh">.*?</span>', "", in_english)), key
        values = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (chinese, in_english)]
        assert values[0] >= values[1] - {"n"} and values[1] >= values[0] - {"n"}, key


def test_every_code_has_a_name_in_both_languages() -> None:
    for vocabulary, names in labels.VOCABULARIES.items():
        for code in names:
            named = CHINESE.label(vocabulary, code), ENGLISH.label(vocabulary, code)
            assert HAN.search(named[0]) and named[1] and not HAN.search(named[1]), (vocabulary, code)


@pytest.mark.parametrize("address", PAGES)
def test_an_english_page_has_no_chinese_of_its_own(get: Get, address: str) -> None:
    document = page(get, english(address))
    assert document.html and document.html["lang"] == "en"
    assert not HAN.search(interface(document, "en")), HAN.findall(interface(page(get, english(address)), "en"))


@pytest.mark.parametrize("address", PAGES)
def test_a_chinese_page_has_no_english_of_its_own(get: Get, address: str) -> None:
    """No message of the catalogue, and no name of a code, is shown in English."""
    document = page(get, address)
    assert document.html and document.html["lang"] == "zh-CN"
    words = interface(document, "zh-CN")
    sentences = {text for _, text in CATALOGUE.values() if len(re.findall("[A-Za-z]+", text)) > 2 and "{" not in text}
    assert not [text for text in sentences if text in words]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_leads_to_itself_in_the_other_language(get: Get, address: str) -> None:
    """By a link and for machines, there and back; every other link stays in the language."""
    there = page(get, address)
    switch = there.find("a", hreflang="en")
    assert isinstance(switch, Tag) and switch.get_text() == "English"
    back = page(get, str(switch["href"])).find("a", hreflang="zh-CN")
    assert isinstance(back, Tag) and back.get_text() == "中文"
    again = page(get, str(back["href"]))
    assert again.title == there.title
    for tag in ("zh-CN", "en"):
        assert there.find("link", rel="alternate", hreflang=tag)
    for link in page(get, english(address)).find_all("a", href=re.compile("^/")):
        stays = link["href"].startswith("/en") or link.get("hreflang") == "zh-CN"
        is_file = re.search(r"\.(ics|bib|csl\.json)$", link["href"])  # the same in every language
        assert stays or is_file or link["href"].startswith(("/archive", "/feeds", "/-/")), link


def test_titles_stay_as_published_and_are_marked(get: Get) -> None:
    heading = page(get, "/en/topic/102").h1
    assert heading and heading.get_text() == "联邦学习综述" and heading.find("span", lang="zh")
    assert not page(get, "/topic/102").h1.find("span")  # type: ignore[union-attr]


def test_a_finding_is_told_in_the_language_of_the_page() -> None:
    told = "正文写作第 3 期 / counted as 3"
    assert (CHINESE.half(told), ENGLISH.half(told)) == ("正文写作第 3 期", "counted as 3")
    quoting = "与 a / b 相同 / as in a / b"
    assert ENGLISH.half(quoting) == "as in a / b" and "a / b" in CHINESE.half(quoting)
    assert ENGLISH.half("only one") == "only one" and CHINESE.half("<b>") == "&lt;b&gt;"


def test_dates_and_numbers_are_of_the_language(get: Get) -> None:
    assert "2019-04-20 Sat" in text_of(get, "/en/issue/2") and "April" in text_of(get, "/en/timeline")
    assert ENGLISH.t("n_topics", n=1) == "1 topic" and ENGLISH.t("n_topics", n=2) == "2 topics"
    assert ENGLISH.t("document.called", time="<b>") == "Announcement of &lt;b&gt;"


def test_what_is_missing_is_said_in_the_language(get: Get) -> None:
    response = get("/en/issue/99")
    assert response.status_code == 404 and "no such page" in response.text and 'href="/en"' in response.text


def test_a_site_is_shown_in_its_own_script() -> None:
    """What stands beside a link to `xn--…`: the name of the site; nothing for a name in ASCII or one that deceives."""
    assert readable_host("https://xn--fsqu00a.xn--fiqs8s/live/1") == "例子.中国"
    assert readable_host("https://example.org/a") == ""
    assert readable_host("https://xn--80ak6aa92e.com/") == ""
    assert readable_host(None) == ""
