"""Addresses: sent or refused, where a Location leads, which are home pages, how a sibling looks."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.check.ask.addresses import InvalidAddress, canonical, is_home, join, site
from scraper.check.judge.siblings import made_up, shape


@pytest.mark.parametrize(
    ("published", "sent"),
    [
        ("http://momodel.cn", "http://momodel.cn/"),
        ("HTTPS://MoModel.CN:443/Live", "https://momodel.cn/Live"),
        (" http://h.test/a\n", "http://h.test/a"),
        ("http://h.test/a#b", "http://h.test/a"),
        ("http://h.test?a=b", "http://h.test/?a=b"),
        ("http://h.test/a b", "http://h.test/a%20b"),
        ("http://h.test/a%2Fb?x=%26&y=1+2", "http://h.test/a%2Fb?x=%26&y=1+2"),
        ("http://h.test/回放?期=28", "http://h.test/%E5%9B%9E%E6%94%BE?%E6%9C%9F=28"),
        ("http://例子.测试/", "http://xn--fsqu00a.xn--0zwm56d/"),
        ("http://h。test/", "http://h.test/"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://[0:0::1]:8080/", "http://[::1]:8080/"),
        ("http://user@h.test/", "http://user@h.test/"),
        ("http://h.test:/a", "http://h.test/a"),
        ("http://h.test/a\udcff", "http://h.test/a%FF"),
        ("http:\\\\h.test\\a\\b?c\\d", "http://h.test/a/b?c%5Cd"),
        ("http://h.test\\@evil.test/", "http://h.test/@evil.test/"),
        ("http://localhost./a", "http://localhost/a"),
        ("http://a.localhost.:81/", "http://a.localhost:81/"),
    ],
)
def test_what_is_sent(published: str, sent: str) -> None:
    assert canonical(published) == sent
    assert canonical(sent) == sent


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """Only InvalidAddress is raised, and an address that is sent stays the same when sent again."""
    for url in (text, f"http://{text}", f"http://h.test/{text}"):
        try:
            sent = canonical(url)
        except InvalidAddress:
            continue
        assert sent.isascii() and canonical(sent) == sent


@pytest.mark.parametrize(
    ("location", "target"),
    [
        (b"/v/1", "http://h.test/v/1"),
        (b"../v/1", "http://h.test/v/1"),
        (b"?x=1", "http://h.test/live/1?x=1"),
        (b"//other.test/x", "http://other.test/x"),
        (b" https://h.test/x ", "https://h.test/x"),
        (b"/a b", "http://h.test/a%20b"),
        ("/回放".encode(), "http://h.test/%E5%9B%9E%E6%94%BE"),
        ("/回放".encode("gbk"), "http://h.test/%BB%D8%B7%C5"),
    ],
)
def test_where_a_location_leads(location: bytes, target: str) -> None:
    assert join("http://h.test/live/1", location)[0] == target


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        (b"", "redirect_without_target"),
        (b"http://", "redirect_without_target"),
        (b"http://[::1/x", "redirect_without_target"),
        (b"http://h.test:99999/", "redirect_without_target"),
        (b"JavaScript:alert(1)", "redirect_without_target"),
        (b"data:text/html,x", "redirect_without_target"),
        (b"file:///etc/passwd", "redirect_without_target"),
        (b"weixin://dl", "app_scheme"),
        (b"bilibili://video/1", "app_scheme"),
        (b"mailto:a@b.test", "app_scheme"),
    ],
)
def test_a_location_that_leads_nowhere(location: bytes, reason: str) -> None:
    with pytest.raises(InvalidAddress) as caught:
        join("http://h.test/live/1", location)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("url", "fragment", "home"),
    [
        ("http://h.test/", "", True),
        ("http://h.test/index.html?from=404", "", True),
        ("http://h.test/zh-CN/", "", True),
        ("http://h.test/home", "", True),
        ("http://h.test/?p=28", "", False),
        ("http://h.test/", "/live/28", False),
        ("http://h.test/live", "", False),
        ("http://h.test/qa", "", False),
    ],
)
def test_home_pages(url: str, fragment: str, home: bool) -> None:
    assert is_home(url, fragment) is home


def test_sites() -> None:
    assert site("http://www.momodel.cn:8899/x") == site("https://momodel.cn/") == "momodel.cn"
    assert site("http://a.example.com.cn/") == "example.com.cn"
    for shared in ("github.io", "gitee.io", "vercel.app"):
        assert site(f"http://ann.{shared}/") != site(f"http://bea.{shared}/") == site(f"https://www.bea.{shared}/x")
        assert site(f"http://{shared}/") == shared
    assert site("http://a.localhost/") != site("http://b.localhost/")
    assert site("http://127.0.0.1/") != site("http://127.0.0.2/")
    assert site("http://127.0.0.1:1/") != site("http://127.0.0.1:2/")


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("https://h.test/live/5d286bfa1afd942ac31fbe40", r"https://h.test/live/[0-9a-f]{24}"),
        ("https://h.test/jq/38950903.aspx", r"https://h.test/jq/\d{8}\.aspx"),
        ("https://h.test/BV1154y1k7NC", r"https://h.test/[A-Z]{2}\d{4}[a-z]\d[a-z]\d[A-Z]{2}"),
        ("https://h.test/p/5", r"https://h.test/p/\d{8}"),
        ("https://h.test/about/", r"https://h.test/[a-z]{8}/"),
        ("https://h.test/%FF", r"https://h.test/[a-z]{8}"),
        ("https://h.test/questions/11227/what-is", r"https://h.test/questions/\d{8}/[a-z]{4}-[a-z]{2}.*"),
        ("https://h.test/class?id=5c5696191afd&type=video", r"https://h.test/class\?id=[0-9a-f]{12}&type=video"),
        ("https://h.test/RO0f8oIE?sf=uri", r"https://h.test/[A-Z]{2}\d[a-z]\d[a-z][A-Z]{2}\?sf=uri"),
    ],
)
def test_a_sibling_has_the_same_form(url: str, pattern: str) -> None:
    sibling = made_up(url, random.Random(28))
    assert sibling is not None and sibling != url and re.fullmatch(pattern, sibling), sibling
    assert shape(sibling) == shape(url) or "%FF" in url


def test_a_home_page_has_no_sibling() -> None:
    assert made_up("https://h.test/", random.Random(28)) is None
