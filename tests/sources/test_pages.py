"""Each site's pages, told apart from what surrounds them: the same facts as the Markdown, the date, pages that are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.parse import parse
from scraper.records import Announcement, FindingCode
from scraper.sources.web.pages import read_published_page, same_article

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"
ARTICLES = ("github-blob", "github-blob-embedded", "wechat", "yuque", "site")


def page(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()


def facts(announcement: Announcement) -> Announcement:
    """Without the readable text and pictures, and whichever of title and sentence comes first."""
    links = tuple(link for link in announcement.links if not link[1].is_image)
    numbers = tuple(sorted(announcement.numbers, key=repr))
    return announcement._replace(body="", links=links, numbers=numbers)


@pytest.mark.parametrize("name", ARTICLES)
def test_page_says_what_its_markdown_says(name: str) -> None:
    expected = parse((PAGES / "announcement.md").read_bytes())
    assert (len(expected.talks), len(expected.recap)) == (2, 2)
    assert facts(parse(page(name), "text/html")) == facts(expected)


@pytest.mark.parametrize(
    ("name", "published_at", "modified_at"),
    [
        ("github-blob", None, None),
        ("wechat", "2019-12-03T00:22:21+08:00", None),
        ("yuque", "2019-12-03T01:30:00+00:00", None),
        ("site", "2019-12-03T09:30:00+08:00", "2019-12-04T08:00:00+08:00"),
    ],
)
def test_page_says_when_it_was_published(name: str, published_at: str | None, modified_at: str | None) -> None:
    found = read_published_page(page(name), "text/html")
    assert (found.published_at, found.modified_at) == (published_at, modified_at)


@pytest.mark.parametrize(
    ("markup", "published_at"),
    [
        ('<meta itemprop="datePublished" content="2019-12-03">', "2019-12-03"),
        ('<meta name="pubdate" content="2019-12-03 08:00">', "2019-12-03T08:00:00+08:00"),
        ('<article><time datetime="2019-12-03T00:00:00Z">gestern</time></article>', "2019-12-03T00:00:00+00:00"),
        ('<relative-time datetime="2019-12-03T01:02:03Z">', "2019-12-03T01:02:03+00:00"),
        ('<em id="publish_time">2019年12月3日 00:22</em>', "2019-12-03"),
        ('<script type="application/ld+json">[{"a": {"datePublished": "2019-12-03"}}]</script>', "2019-12-03"),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
        ('<meta name="date" content="soon"><meta itemprop="datePublished" content="2019-02-30">', None),
        ('<meta name="date" content="0001-01-01T00:00:00Z">', None),
        ("<p>2019-12-03 in the text is no date of the page</p>", None),
        ("<script>var ct = '99999999999';</script>", None),
        ('<script>appData = JSON.parse(decodeURIComponent("%7B%7B"))</script>', None),
    ],
)
def test_times_as_sites_write_them(markup: str, published_at: str | None) -> None:
    assert read_published_page(f"<html><body>{markup}<p>text</p>".encode(), "text/html").published_at == published_at


def test_what_changes_by_itself_is_no_change() -> None:
    """Tokens, counters, navigation and the site's other articles are not the article."""
    for name in ARTICLES:
        text = page(name).decode()
        other = text.replace("TOKEN-AAAA", "TOKEN-BBBB").replace("1024", "1025").replace("热门文章", "推荐阅读")
        other = other.replace("Issues 9", "Issues 10").replace("3 人点赞", "4 人点赞")
        assert other != text
        assert same_article(text.encode(), "text/html", read_published_page(other.encode(), "text/html"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("13:00-13:40", "13:10-13:40"), ("live/11", "live/11b"), ("决策树", "随机森林")],
)
def test_what_the_article_says_is_a_change(old: str, new: str) -> None:
    for name in set(ARTICLES) - {"github-blob-embedded"}:
        text = page(name).decode()
        assert old in text
        assert not same_article(
            text.encode(), "text/html", read_published_page(text.replace(old, new).encode(), "text/html")
        )


def test_token_in_a_link_of_the_article_is_no_change() -> None:
    def linked(token: str) -> bytes:
        return f"<article><p>{'replay ' * 20}<a href='https://h/live?id=1&amp;token={token}'>x</a></article>".encode()

    assert same_article(linked("a"), "text/html", read_published_page(linked("b"), "text/html"))
    assert not same_article(
        linked("a"), "text/html", read_published_page(linked("a").replace(b"id=1", b"id=2"), "text/html")
    )


def test_removed_page_and_wall() -> None:
    assert read_published_page(page("wechat-removed"), "text/html").removed == "该内容已被发布者删除"
    assert parse(page("wechat-removed"), "text/html").problems[0].code == FindingCode.UNREADABLE_DOCUMENT
    assert read_published_page(page("wechat-wall"), "text/html").is_wall
    assert not any(read_published_page(page(name), "text/html").is_wall for name in ARTICLES)
