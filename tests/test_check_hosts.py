"""`data/hosts.yml`: the rules that ship with the project, and what is said of a file that is not right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scraper.check.hosts import read_hosts
from scraper.check.plan import plan
from scraper.check.site_api import api_rule
from scraper.defaults import SettingsError

SHIPPED = read_hosts()


@pytest.mark.parametrize(
    "host",
    [
        "momodel.cn",
        "v.douyu.com",
        "b23.tv",
        "www.bilibili.com",
        "zhuanlan.zhihu.com",
        "github.com",
        "www.wjx.top",
        "url.cn",
    ],
)
def test_the_hosts_of_this_archive_are_known(host: str) -> None:
    """Each has its rules and a pause; each rule says where it comes from, and when it was last seen to hold."""
    known = SHIPPED.host(host)
    assert known.rules and known.pause
    assert all(rule.source and re.fullmatch(r"never|\d{4}-\d\d-\d\d", rule.seen) for rule in known.rules)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://www.bilibili.com/video/BV1154y1k7NC?p=2", "bvid=BV1154y1k7NC"),
        ("https://www.bilibili.com/video/av170001/", "aid=170001"),
        ("https://www.bilibili.com/read/cv1", None),
        ("https://bilibili.com.evil.test/video/BV1154y1k7NC", None),
    ],
)
def test_the_api_that_is_asked_for_an_address(url: str, asked: str | None) -> None:
    found = api_rule(["https://b23.tv/x", url], SHIPPED)
    assert (found[1].partition("?")[2] if found else None) == asked


def test_a_file_of_ones_own_replaces_the_hosts_and_keeps_the_words(tmp_path: Path) -> None:
    own = tmp_path / "hosts.yml"
    own.write_text("hosts:\n  a.test:\n    pause: 9\n", "utf-8")
    known = read_hosts(own)
    assert known.manners("www.a.test", 1, None).pause == 9 and not known.host("b23.tv").rules
    assert known.patterns["gone"].match("Page not found")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hosts: [a]", "hosts"),
        ("hosts: {a.test: {pause: soon}}", "pause"),
        ("hosts: {a.test: {rules: [{gone: x}]}}", "source"),
        ("hosts: {a.test: {rules: [{gone: '(', source: s, seen: never}]}}", "regular expression"),
        ("hosts: {a.test: {rules: [{vanished: x, source: s, seen: never}]}}", "honest"),
        ("general: {gone: '404'}", "list"),
        ("hosts: {a: 'b'", "line 2"),
        ("general: {pause: -1}", "pause"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "hosts.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=words):
        read_hosts(path)


def test_a_plan_counts_requests_and_pauses() -> None:
    urls = [f"https://momodel.cn/live/f{number:023x}" for number in range(1, 11)] + [
        "https://github.com/a/b",
        "mailto:x",
    ]
    momodel, github = plan(urls, SHIPPED, per_host=1, pause=None, probe=True)
    assert (momodel.host, momodel.links, momodel.requests) == ("momodel.cn", 10, 11)
    assert momodel.seconds >= 10 * momodel.pause
    assert (github.links, github.probes) == (1, 0)
