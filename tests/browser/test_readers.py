"""What readers and organizers do on the pages, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser.conftest import Visit


def test_a_theme_is_reached_from_the_charts_and_keeps_the_language(desktop: Visit, sample: str) -> None:
    """Its address is in the language of the page; changed, it is the same theme."""
    page = desktop.page
    desktop.open(f"{sample}/en/charts")
    desktop.follow(page.get_by_role("link", name="Federated learning", exact=True))
    assert page.url == f"{sample}/en/theme/federated-learning"
    assert page.get_by_role("heading", level=1).inner_text() == "Federated learning"
    desktop.follow(page.get_by_role("link", name="中文"))
    assert page.get_by_role("heading", level=1).inner_text() == "联邦学习"
    assert page.get_by_role("navigation", name="主讲人").get_by_role("link", name=re.compile("王小明")).is_visible()
    desktop.follow(page.get_by_role("link", name="联邦学习综述"))
    assert page.get_by_role("heading", level=1).inner_text() == "联邦学习综述"


def test_the_worklist_has_a_line_to_paste(desktop: Visit, sample: str) -> None:
    """One click selects the whole line, in which the copy stands for the dead replay."""
    page = desktop.page
    desktop.open(f"{sample}/en/health")
    work = page.get_by_role("region", name=re.compile("To do"))
    assert work.get_by_text("dead", exact=True).is_visible()
    assert work.get_by_text("link to the archived copy:").is_visible()
    work.get_by_text("Line for the recap").click()
    work.locator("code").click()
    line = "| 3 | 20.04.09 | 【机器学习】强化学习入门 | [直播](https://copy.example.org/3) |"
    assert page.evaluate("String(getSelection())").strip() == line


def test_the_worklist_is_narrowed_by_kind_and_code(desktop: Visit, sample: str) -> None:
    page = desktop.page
    desktop.open(f"{sample}/health")
    desktop.follow(page.get_by_role("navigation", name="待核对").get_by_role("link", name=re.compile("没有回放")))
    assert page.url.endswith("/health/no_replay")
    assert page.get_by_text("第 1 期没有回放").is_visible()
    desktop.follow(page.get_by_role("navigation", name="有问题的链接").get_by_role("link", name=re.compile("回放")))
    assert page.url.endswith("/health/replay") and page.get_by_text("改为存档副本").is_visible()


def test_a_document_says_what_it_states_and_where(desktop: Visit, sample: str) -> None:
    """From the history of its issue: each field with its line, what was not understood, the text."""
    page = desktop.page
    desktop.open(f"{sample}/en/issue/2")
    desktop.follow(page.get_by_role("region", name=re.compile("History")).get_by_role("link", name="text").first)
    stated = page.locator("dl.stated")
    assert stated.get_by_text("4月20日 周六").is_visible()
    assert stated.get_by_text("分享人：王小明（某大学）").is_visible()
    assert page.get_by_role("heading", name="Not understood").is_visible()
    assert page.get_by_text("暗号：天王盖地虎").is_visible()
    assert page.locator(".published").inner_text() == "正文"


def test_a_finding_leads_to_the_place_it_quotes(desktop: Visit, corpus: str) -> None:
    """Opened where it is folded away, since the address names it."""
    page = desktop.page
    desktop.open(f"{corpus}/en/health/malformed_link")
    desktop.follow(page.get_by_role("link", name="in its document").first)
    place = page.get_by_role("link", name="in the text").first
    assert place.is_visible()
    place.click()
    assert page.locator("mark:target").is_visible()


@pytest.mark.parametrize(("typed", "meant"), [("Federeted Lerning", "federated"), ("联邦学刁", "联邦")])
def test_a_search_without_hits_is_rescued(desktop: Visit, corpus: str, typed: str, meant: str) -> None:
    page = desktop.page
    desktop.open(f"{corpus}/search?q={typed}")
    assert page.get_by_role("heading", name="0 个结果").is_visible()
    suggested = page.locator("p", has_text="是不是想找").get_by_role("link")
    assert meant in suggested.inner_text()
    desktop.follow(suggested)
    assert page.get_by_role("article").count() > 0


def test_a_kind_without_hits_shows_another(desktop: Visit, sample: str) -> None:
    """No heading says that nothing was found above what was."""
    page = desktop.page
    desktop.open(f"{sample}/search?q=西湖边")
    assert page.get_by_role("heading", name="1 个结果").is_visible()
    assert page.get_by_role("link", name=re.compile("第 2 期")).is_visible()


@pytest.mark.parametrize(("address", "badge"), [("/issues", "存档副本"), ("/en/topic/104", "archived copy")])
def test_a_dead_replay_has_its_badge(desktop: Visit, sample: str, address: str, badge: str) -> None:
    """In the colour of its class, and never that of one to watch."""
    page = desktop.page
    desktop.open(sample + address)
    shown = page.locator(".replay-archived").first
    assert shown.inner_text() == badge
    watchable = "getComputedStyle(document.documentElement).getPropertyValue('--good')"
    assert shown.evaluate("element => getComputedStyle(element).color") != page.evaluate(watchable)
    if address != "/issues":
        link = page.locator("a.outside").first
        assert link.get_attribute("href") == "https://copy.example.org/3"


def test_the_tiles_of_home_lead_to_what_they_count(desktop: Visit, sample: str) -> None:
    page = desktop.page
    for name, rows in (("个主题", ".rows li"), ("个回放", ".rows li"), ("位主讲人", ".columns li")):
        desktop.open(sample + "/")
        tile = page.locator(".glance a", has_text=name)
        number = int(tile.locator("b").inner_text())
        desktop.follow(tile)
        assert page.locator(rows).count() == number
