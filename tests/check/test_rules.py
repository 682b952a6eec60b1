"""`data/hosts.yml`: the rules that ship with the project, and the messages about a file that is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scraper.check.judge.rules import read_hosts
from scraper.check.judge.site_api import api_rule
from scraper.check.plan import plan
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


def rule(text: str) -> str:
    return f"hosts: {{a.test: {{rules: [{{{text}, source: s, seen: never}}]}}}}"


API = "match: 'v/(?P<id>.+)', field: code, alive: [0]"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a", "hosts.yml: must be names with values"),
        ("host: {}", "`host` is unknown; known are general, hosts"),
        ("hosts: [a]", "hosts.yml: hosts: must be names with values"),
        ("hosts: {a.test: 5}", "hosts: a.test: must be names with values"),
        ("hosts: {a.test: {pause: soon}}", "a.test: pause: must be a number, zero or more, not 'soon'"),
        ("hosts: {a.test: {pause: .inf}}", "must be a number"),
        ("hosts: {a.test: {pauses: 5}}", "`pauses` is unknown"),
        ("hosts: {a.test: {rules: 5}}", "rules: must be a list"),
        ("hosts: {a.test: {rules: {gone: x}}}", "rules: must be a list"),
        ("hosts: {a.test: {rules: [5]}}", "a.test: rules, rule 1: must be names"),
        ("hosts: {a.test: {rules: [{gone: x}]}}", "rule 1: source: is missing; see docs/links.md"),
        ("hosts: {a.test: {rules: [{gone: x, source: s, seen: once}]}}", "2026-11-23, or never, not 'once'"),
        (rule("gone: '('"), "rule 1: gone: '\\(' is not a regular expression"),
        (rule("gone: [x]"), "gone: must be a line of text"),
        (rule("gone: 404"), "gone: must be a line of text, not 404; put it between quotes"),
        (rule("gone: "), "a rule has one of"),
        (rule("vanished: x"), "`vanished` is unknown; known are gone"),
        (rule("gone: x, honest: true"), "a rule has one of"),
        (rule("honest: false"), "honest: must be true"),
        (rule("api: 'http://a.test/{id}'"), "rule 1: match: is missing"),
        (rule("api: 'http://a.test/{name}', " + API), "named groups of `match`"),
        (rule("api: 'http://a.test/{', " + API), "named groups of `match`"),
        (rule("api: '{id}', " + API), "must be an address"),
        (rule("api: 'http://a.test/', gone: 1, " + API), "gone: must be a list"),
        ("general: {gone: '404'}", "general: gone: must be a list"),
        ("general: {gone: [x, '(']}", "general: gone, entry 2: '\\(' is not a regular expression"),
        ("general: {gone: [null]}", "gone, entry 1: is missing"),
        ("general: {gone: ['(?P<a>x)', '(?P<a>y)']}", "do not go together"),
        ("general: {parking_hosts: 5}", "parking_hosts: must be a list"),
        ("general: {words: []}", "`words` is unknown"),
        ("general: {pause: -1}", "pause"),
        ("hosts: {a: 'b'", "line 2"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "hosts.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=words) as raised:
        read_hosts(path)
    assert str(raised.value).startswith(str(path)) and "\n" not in str(raised.value)


def test_a_file_of_the_folder_keeps_the_words_it_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("data/hosts.yml").write_text("general: {pause: 9}\n", "utf-8")
    known = read_hosts()
    assert (known.numbers["pause"], known.hosts) == (9, {})
    assert {name: known.patterns[name].pattern for name in known.patterns} == {
        name: SHIPPED.patterns[name].pattern for name in SHIPPED.patterns
    }


def test_a_plan_counts_requests_and_pauses() -> None:
    urls = [f"https://momodel.cn/live/f{number:023x}" for number in range(1, 11)] + [
        "https://github.com/a/b",
        "mailto:x",
    ]
    momodel, github = plan(urls, SHIPPED, per_host=1, pause=None, probe=True)
    assert (momodel.host, momodel.links, momodel.requests) == ("momodel.cn", 10, 11)
    assert momodel.seconds >= 10 * momodel.pause
    assert (github.links, github.probes) == (1, 0)


def test_a_plan_counts_one_made_up_address_for_all_files_of_a_host() -> None:
    urls = [f"https://files.example/{number}/{name}" for number in range(3) for name in ("a.pdf", "b.mp4", "c.html")]
    [host] = plan(urls, SHIPPED, per_host=1, pause=None, probe=True)
    assert (host.links, host.probes) == (9, 4)  # one for the files, one for the pages of each folder
