"""What people meet in a real browser: finding things, keyboard, phone, dark mode, no script, accessibility."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from browser.conftest import Visit

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
MODES: dict[str, tuple[int, Literal["light", "dark"]]] = {
    "desktop": (1280, "light"),
    "phone": (390, "light"),
    "dark": (1280, "dark"),
}
PAGES = {
    "home": "/",
    "issues": "/issues",
    "issue": "/issue/2",
    "issue-hostile": "/issue/4",
    "topic": "/topic/102",
    "people": "/people",
    "person": "/person/202",
    "papers": "/papers",
    "paper": "/paper/301",
    "timeline": "/timeline",
    "charts": "/charts",
    "health": "/health",
    "health-code": "/health/no_replay",
    "topics": "/topics",
    "replays": "/replays",
    "theme": "/theme/联邦学习",
    "document": "/document/11",
    "about": "/about",
    "data": "/data",
    "search": "/search?q=联邦",
    "missing": "/issue/99",
    "nowhere": "/nowhere/at/all",
    "tables": "/archive",
    "table": "/archive/topic_index",
    "table-filtered": "/archive/topics?_search=联邦&_facet=track&track__contains=论文&_lang=en",
    "table-documents": "/archive/documents",
    "row": "/archive/topics/102",
    "query": "/archive/topics_about?text=联邦",
    "english-tables": "/archive?_lang=en",
    "english-home": "/en",
    "english-issue": "/en/issue/2",
    "english-health": "/en/health",
    "english-theme": "/en/theme/federated-learning",
    "english-charts": "/en/charts",
    "english-document": "/en/document/11",
    "english-search": "/en/search?q=联邦",
}


def test_a_newcomer_finds_speaker_and_replay_in_three_clicks(desktop: Visit, corpus: str) -> None:
    """Who spoke on 联邦学习 in 2019, and where is the replay? From the home page: search, year, replay."""
    page = desktop.page
    desktop.open(corpus + "/")
    page.get_by_role("searchbox").fill("联邦学习")
    desktop.follow(page.get_by_role("button", name="搜索"))
    desktop.follow(page.get_by_role("navigation", name="年份").get_by_role("link", name=re.compile("2019")))
    card = page.get_by_role("article").filter(has=page.get_by_role("link", name=re.compile("^联邦学习框架")))
    assert card.get_by_text("2019-12-05").is_visible()
    assert card.get_by_text("主讲人").is_visible()
    assert card.locator("a[href*='/person/']").first.is_visible()
    replay = card.locator("a.outside").first
    assert (replay.get_attribute("href") or "").startswith("https://")
    desktop.keep_screenshot("newcomer")


def test_filters_narrow_and_can_be_left(desktop: Visit, sample: str) -> None:
    page = desktop.page
    desktop.open(f"{sample}/search?q=学习")
    everything = page.get_by_role("article").count()
    desktop.follow(page.get_by_role("navigation", name="类别").get_by_role("link", name=re.compile("论文分享")))
    narrowed = page.get_by_role("article").count()
    assert 0 < narrowed < everything
    desktop.follow(page.get_by_role("navigation", name="类别").get_by_role("link", name=re.compile("全部")))
    assert page.get_by_role("article").count() == everything
    desktop.follow(page.get_by_role("navigation", name="种类").get_by_role("link", name=re.compile("论文")))
    assert "kind=paper" in page.url


def test_keyboard_alone_is_enough(desktop: Visit, sample: str) -> None:
    """The first stop skips to the content, every stop is visible, and Enter searches."""
    page = desktop.page
    desktop.open(sample + "/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text().startswith("跳到正文")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("type") == "search"
    assert page.locator(":focus").evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    page.keyboard.type("联邦")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.get_by_role("article").count() == 1


def test_a_reader_changes_the_language_and_stays_on_the_page(desktop: Visit, sample: str) -> None:
    """Also on a phone, where the whole menu is shown; the search goes along, and links stay in the language."""
    page = desktop.page
    page.set_viewport_size({"width": 390, "height": 900})
    desktop.open(f"{sample}/search?q=联邦")
    desktop.follow(page.get_by_role("link", name="English"))
    assert page.get_by_role("searchbox").input_value() == "联邦"
    assert page.locator("html").get_attribute("lang") == "en"
    menu = page.get_by_role("navigation", name="Main menu").get_by_role("link")
    assert menu.all_inner_texts() == ["Issues", "Topics", "Speakers", "Papers", "Timeline", "Charts", "Health"]
    assert all(link.is_visible() for link in menu.all())
    desktop.follow(menu.first)
    assert page.url.endswith("/en/issues")
    desktop.follow(page.get_by_role("link", name="中文"))
    assert page.url == f"{sample}/issues"


def test_an_issue_shows_its_history(desktop: Visit, sample: str) -> None:
    desktop.open(f"{sample}/issue/2")
    history = desktop.page.get_by_role("region", name=re.compile("公告的变更"))
    assert "联邦学习" in history.locator("del").all_inner_texts()
    assert "联邦学习综述" in history.locator("ins").all_inner_texts()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_and_passes_axe(desktop: Visit, sample: str, name: str) -> None:
    """On a desktop, a phone and in dark mode: nothing scrolls sideways, no serious or critical violation."""
    desktop.open(sample + PAGES[name])
    if name in ("missing", "nowhere"):
        desktop.problems.clear()  # the browser reports the 404 that was asked for
    page = desktop.page
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    for mode, (width, scheme) in MODES.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, mode
        desktop.keep_screenshot(f"{name}-{mode}")
        assert violations(page, only="color-contrast" if mode == "dark" else None) == [], mode


def violations(page: Any, only: str | None = None) -> list[str]:
    """axe-core's serious and critical findings on the page as it is shown, of every rule or of one."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `make browser`")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rule => axe.run(rule ? {runOnly: [rule]} : {})", only)["violations"]
    return [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dark_mode_is_dark(desktop: Visit, sample: str, scheme: Literal["light", "dark"]) -> None:
    desktop.page.emulate_media(color_scheme=scheme)
    desktop.open(sample + "/")
    colour = desktop.page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(map(int, re.findall(r"\d+", colour)[:3])) / 3
    assert (brightness < 64) == (scheme == "dark")


def test_everything_works_without_script(without_script: Visit, sample: str) -> None:
    page = without_script.page
    without_script.open(sample + "/")
    page.get_by_role("searchbox").fill("联邦")
    without_script.follow(page.get_by_role("button", name="搜索"))
    without_script.follow(page.get_by_role("article").get_by_role("link").first)
    assert page.get_by_role("heading", level=1).inner_text() == "联邦学习综述"
    without_script.follow(page.get_by_role("navigation", name="主导航").get_by_role("link", name=re.compile("图表")))
    page.get_by_text("数字").first.click()
    assert page.get_by_role("table").first.is_visible()


def test_planted_script_does_not_run(desktop: Visit, sample: str) -> None:
    page = desktop.page
    page.on("dialog", lambda dialog: desktop.problems.append(dialog.message))
    for address in ("/issue/4", "/topic/105", "/search?q=script", "/charts", "/timeline", "/health", "/person/203"):
        desktop.open(sample + address)
    assert page.locator("a[href^='javascript']").count() == 0


def test_home_is_light(desktop: Visit, corpus: str, record_property: Any) -> None:
    """The page and its style sheet and icon, nothing else; uncompressed less than a photograph's thumbnail."""
    desktop.open(corpus + "/en")
    desktop.page.wait_for_load_state("networkidle")
    assert len(desktop.requests) <= 3
    ask = desktop.page.request.get
    weight = sum(len(ask(url, headers={"accept-encoding": "identity"}).body()) for url in list(desktop.requests))
    record_property("bytes", weight)
    assert weight < 25_000


def test_tables_wear_the_clothes_of_the_site(desktop: Visit, sample: str) -> None:
    """Menu and footer; cells cut, dates in one line, keys last, an issue by its number; a row leads to its page."""
    page = desktop.page
    desktop.open(f"{sample}/archive/topics")
    assert page.get_by_role("navigation", name="主导航").is_visible() and page.get_by_role("contentinfo").is_visible()
    headers = page.locator("thead th").all_inner_texts()
    assert headers[0].split()[0] == "issue_number" and headers[-1].split()[0] == "id"
    assert re.fullmatch(r"\d+", page.locator("td.col-issue_number").first.inner_text().strip())
    desktop.open(f"{sample}/archive/documents")
    assert all(cell.bounding_box()["height"] < 130 for cell in page.locator("tbody td").all())
    line = page.evaluate("parseFloat(getComputedStyle(document.querySelector('td')).lineHeight)")
    for cell in page.locator("td.col-published_at > div").all():
        assert cell.bounding_box()["height"] < 1.6 * line
    desktop.open(f"{sample}/archive/topics/102")
    desktop.follow(page.get_by_role("link", name="在档案网页上查看"))
    assert page.url.endswith("/topic/102")


def test_tables_are_used_without_script_in_either_language(without_script: Visit, sample: str) -> None:
    """Searched, filtered, counted and turned to English, and what was chosen stays chosen."""
    page = without_script.page
    without_script.open(f"{sample}/archive/topic_index")
    page.get_by_role("searchbox", name="搜索", exact=True).fill("联邦")
    without_script.follow(page.get_by_role("button", name="应用"))
    assert page.locator("tbody tr").count() == 1
    without_script.follow(page.get_by_role("link", name="English"))
    assert page.locator("html").get_attribute("lang") == "en" and page.locator("tbody tr").count() == 1
    page.get_by_label("Count by column").select_option("title")
    without_script.follow(page.get_by_role("button", name="Count", exact=True))
    assert page.get_by_role("region", name=re.compile("^title")).is_visible()
    assert "_search=" in page.url and "_lang=en" in page.url
    without_script.follow(page.locator("td.col-title a").first)
    assert "/en/topic/" in page.url


@pytest.mark.parametrize(("address", "says"), [("/nowhere", "档案里没有这一页"), ("/en/nowhere", "has no such page")])
def test_a_missing_page_offers_a_search(desktop: Visit, sample: str, address: str, says: str) -> None:
    page = desktop.page
    desktop.open(sample + address)
    desktop.problems.clear()  # the browser reports the 404 that was asked for
    assert says in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("searchbox").fill("联邦")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.get_by_role("article").count() == 1
