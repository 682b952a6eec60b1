"""What pages say of themselves: statements that prove something, and the same words where they prove nothing."""

from __future__ import annotations

import pytest
from servers.pages import LOREM, page

from scraper.check.ask.page import Page, read_page
from scraper.check.judge.phrases import json_error, sign
from scraper.check.judge.rules import read_hosts

KNOWLEDGE = read_hosts()

GONE_TITLES = [
    "404", "404 Not Found", "Error 404", "404错误", "Not Found | Some Site", "Page Not Found (404)", "Some Site - 404",
    "404 Error - Page Not Found", "HTTP Status 404 – Not Found", "File not found", "页面不存在", "页面没有找到 - 某站",
    "404：页面没有找到", "某站_网页不存在", "视频已下架", "Video unavailable", "No such page", "Invalid link",
    "回放已过期",
]  # fmt: skip
GONE_SENTENCES = [
    "Oops! That page can’t be found.",
    "Sorry, the page you are looking for does not exist.",
    "The requested URL /live/28 was not found on this server.",
    "It looks like nothing was found at this location.",
    "We can't seem to find the page you need.",
    "This video has been removed by its uploader.",
    "This recording is no longer available.",
    "The link you followed may be broken, or the page may have been removed.",
    "This short link has been disabled.",
    "This is not the web page you are looking for.",
    "We couldn’t find that page.",
    "There is nothing at this address.",
    "This form is no longer accepting responses",
    "Unfortunately, the document you requested is gone.",
    "抱歉，您访问的页面不存在",
    "对不起，你访问的内容已被删除！",
    "该内容已被发布者删除",
    "啊哦，你来晚了，分享的文件已经被删除了",
    "您要找的页面跑丢了",
    "视频去哪了呢？",
    "此视频已失效",
    "该直播回放已过期",
    "很抱歉，没有找到您要访问的页面",
    "链接已失效",
    "无效的链接",
    "页面可能被删除或转移",
    "此问卷已停止接收答卷",
    "该问卷已暂停，不能填写",
    "指定的主题不存在或已被删除",
    "此頁面不存在",
    "お探しのページは見つかりませんでした",
]
LIVE_TITLES = [
    "如何设计一个好的 404 页面", "Page not found? Write better error pages", "404 Not Found 的由来", "Lost and found",
    "第 28 期：联邦学习", "Finding what was not found", "Deleted scenes of a documentary",
]  # fmt: skip
LIVE_SENTENCES = [
    "When a page is not found, servers answer 404.",
    "The keys were not found yesterday.",
    "当读者访问的页面不存在时，服务器应当返回 404。",
    "报名已结束，活动照常举行。",
    "This project is about finding lost pages.",
    "The page you are reading is about deleted pages.",
    "Page not found errors annoy readers, says the survey.",
    "本页面由志愿者维护。",
    "视频回放见下方链接。",
    "页面不存在怎么办？",
    "该页面不存在的原因有三个。",
    "视频不存在的理由",
    "This form of learning is open to all.",
    "Content moderation removed fewer posts this year.",
]


def says(document: str, kind: str = "gone") -> bool:
    kinds = ("gone", "closed") if kind == "gone" else (kind,)
    return any(sign(read_page(document), KNOWLEDGE.patterns[name]).is_clear for name in kinds)


@pytest.mark.parametrize("title", GONE_TITLES)
def test_a_title_that_says_it_is_gone(title: str) -> None:
    """With next to nothing else on the page, a title is enough."""
    assert says(page(title, "<a href='/'>Home</a>"))


@pytest.mark.parametrize("sentence", GONE_SENTENCES)
def test_a_sentence_that_says_it_is_gone(sentence: str) -> None:
    assert says(page("Some Site", sentence))


@pytest.mark.parametrize("title", LIVE_TITLES)
def test_a_title_about_something_else(title: str) -> None:
    assert not says(page(title, "Read on."))


@pytest.mark.parametrize("sentence", LIVE_SENTENCES)
def test_a_sentence_about_something_else(sentence: str) -> None:
    assert not says(page("Some Site", sentence))


@pytest.mark.parametrize("sentence", GONE_SENTENCES)
def test_the_same_sentence_in_a_long_page_proves_nothing(sentence: str) -> None:
    assert not says(page("Some Site", *[LOREM] * 6, sentence))


@pytest.mark.parametrize("tag", ["pre", "blockquote", "li"])
def test_quoted_statements_are_not_the_pages_own(tag: str) -> None:
    assert not says(page("Some Site", f"<{tag}>Page not found</{tag}>"))


@pytest.mark.parametrize("attribute", ["hidden", "style='display: none'", "style='visibility:hidden'"])
def test_hidden_statements_are_not_said(attribute: str) -> None:
    assert not says(page("Some Site", f"<div {attribute}><h1>Page not found</h1></div>"))


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("challenge", "Just a moment..."),
        ("challenge", "Please verify you are a human"),
        ("challenge", "Sorry, you have been blocked"),
        ("challenge", "请完成安全验证"),
        ("challenge", "您的访问过于频繁，请稍后再试"),
        ("challenge", "请输入验证码"),
        ("challenge", "当前环境异常"),
        ("parked", "This domain may be for sale."),
        ("parked", "somedomain.test is parked free"),
        ("parked", "该域名正在出售"),
        ("parked", "您正在访问的域名可以转让！"),
        ("parked", "somedomain.test 域名出售"),
        ("login", "请先登录"),
        ("login", "Sign in to continue"),
    ],
)
def test_walls_and_parked_domains(kind: str, sentence: str) -> None:
    assert says(page("Some Site", sentence), kind)
    assert not says(page("Some Site", *[LOREM] * 6, sentence), kind)


@pytest.mark.parametrize(
    ("body", "meaning"),
    [
        ('{"code":-404,"message":"啥都木有"}', "gone"),
        ('{"error":"Not Found"}', "gone"),
        ('{"error":{"code":404,"message":"x"}}', "gone"),
        ('{"success":false,"msg":"链接不存在"}', "gone"),
        ('{"msg":"短链接已失效"}', "gone"),
        ('{"code":1,"message":"This link has expired"}', "gone"),
        ('{"code":403,"message":"forbidden"}', "refused"),
        ('{"code":-1,"msg":"系统繁忙"}', "unclear"),
        ('{"code":0,"data":{"title":"not found in translation"}}', None),
        ('{"status":"ok"}', None),
        ('{"title":"x","error":null}', None),
        ("[1, 2]", None),
        ("{broken", None),
        ('{"a":' * 9000 + "1" + "}" * 9000, None),
    ],
)
def test_errors_in_json(body: str, meaning: str | None) -> None:
    found = json_error(body, KNOWLEDGE)
    assert (found[0] if found else None) == meaning


@pytest.mark.parametrize(
    "source", ["", "   ", "\0", "<", "<div>" * 50_000, "<html", "plain words", "<p>" + "x" * 70_000]
)
def test_any_source_is_read(source: str) -> None:
    assert isinstance(read_page(source), Page)
