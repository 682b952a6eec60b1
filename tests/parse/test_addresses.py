"""Addresses in all the ways they are written: whole, or with a problem that says what was mended or lost."""

from __future__ import annotations

import pytest

from scraper.markup.addresses import clean_url
from scraper.markup.lines import Block, Line
from scraper.markup.render import to_html
from scraper.markup.reused import restated_blocks
from scraper.parse.links import named_links

KEPT = {
    # full-width marks that are part of a name
    "[课件](https://example.org/第二章：结论)": [
        "https://example.org/%E7%AC%AC%E4%BA%8C%E7%AB%A0%EF%BC%9A%E7%BB%93%E8%AE%BA"
    ],
    "[课件](https://example.org/讲义（第二版）.pdf)": [
        "https://example.org/%E8%AE%B2%E4%B9%89%EF%BC%88%E7%AC%AC%E4%BA%8C%E7%89%88%EF%BC%89.pdf"
    ],
    "[课件](https://example.org/%E3%80%8A%E8%AE%B2%E4%B9%89%E3%80%8B.pdf)": [
        "https://example.org/%E3%80%8A%E8%AE%B2%E4%B9%89%E3%80%8B.pdf"
    ],
    # several
    "https://example.org/a;https://example.org/b": ["https://example.org/a", "https://example.org/b"],
    "https://example.org/a、https://example.org/b": ["https://example.org/a", "https://example.org/b"],
    "https://example.org/a|https://example.org/b": ["https://example.org/a", "https://example.org/b"],
    "https://example.org/a,http://example.org/b": ["https://example.org/a", "http://example.org/b"],
    "https://example.org/ahttps://example.org/b": ["https://example.org/a", "https://example.org/b"],
    "https://example.org/save/2020/https://example.com/b": ["https://example.org/save/2020/https://example.com/b"],
    # Chinese
    "https://example.org/机器学习/讲义.pdf": [
        "https://example.org/%E6%9C%BA%E5%99%A8%E5%AD%A6%E4%B9%A0/%E8%AE%B2%E4%B9%89.pdf"
    ],
    "见 https://example.org/讲义，谢谢": ["https://example.org/%E8%AE%B2%E4%B9%89"],
    "https://example.org/a。下一句": ["https://example.org/a"],
    "（https://example.org/a）": ["https://example.org/a"],
    "[主页](https://机器.cn/讲义)": ["https://xn--m7r540b.cn/%E8%AE%B2%E4%B9%89"],
    "https://例子.中国/路径": ["https://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF%E5%BE%84"],
    "https://example.org/第１讲.pdf": ["https://example.org/%E7%AC%AC%EF%BC%91%E8%AE%B2.pdf"],
    "https://example.org/한국어": ["https://example.org/%ED%95%9C%EA%B5%AD%EC%96%B4"],
    # brackets
    "https://example.org/[a]": ["https://example.org/[a]"],
    "[https://example.org/a[1].pdf]": ["https://example.org/a[1].pdf"],
    "(https://example.org/a_(b))": ["https://example.org/a_(b)"],
    "看「https://example.org/a」！": ["https://example.org/a"],
    "https://example.org/#!/a,b;c": ["https://example.org/#!/a,b;c"],
    "https://mp.weixin.qq.com/s?__biz=MzA==&mid=1&sn=abc#rd": [
        "https://mp.weixin.qq.com/s?__biz=MzA==&mid=1&sn=abc#rd"
    ],
    # marks of Markdown
    "https://example.org/*a*/b": ["https://example.org/*a*/b"],
    "https://example.org/_a_/b~c~d": ["https://example.org/_a_/b~c~d"],
    "**回放：https://example.org/a_b_c**": ["https://example.org/a_b_c"],
    # invisible
    "[回放](https://example.org/\u200ba\ufeff)": ["https://example.org/a"],
    "https://exam\u200bple.org/a": ["https://example.org/a"],
    # without scheme, on the scheme of its page
    "[回放](//example.org/a)": ["https://example.org/a"],
    # detours
    "[回放](https://weibo.cn/sinaurl?u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1)": ["https://example.org/a?b=1"],
    "[回放](https://link.zhihu.com/?target=https%3A//example.org/a)": ["https://example.org/a"],
    "[回放](https://c.pc.qq.com/middlem.html?pfurl=https%3A%2F%2Fexample.org%2Fa&pfuin=1)": ["https://example.org/a"],
    "[回放](https://docs.qq.com/scenario/link.html?url=https%3A%2F%2Fexample.org%2Fa)": ["https://example.org/a"],
    "[回放](https://link.csdn.net/?target=https%3A%2F%2Fexample.org%2Fa)": ["https://example.org/a"],
    "[回放](https://www.jianshu.com/go-wild?ac=2&url=https%3A%2F%2Fexample.org%2Fa)": ["https://example.org/a"],
    "[回放](https://www.google.com/url?sa=D&q=https://example.org/a&usg=x)": ["https://example.org/a"],
    "[回放](https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=x)": ["https://example.org/a"],
    "https://link.juejin.cn/?target=https%3A%2F%2Fexample.org%2Fa": ["https://example.org/a"],
    "[入口](https://example.org/login?redirect=https%3A%2F%2Fexample.org%2Fa)": [
        "https://example.org/login?redirect=https%3A%2F%2Fexample.org%2Fa"
    ],
    "[短](https://t.cn/A6abc)": ["https://t.cn/A6abc"],
    # shown in place
    '<iframe src="//example.org/player?id=1"></iframe>': ["https://example.org/player?id=1"],
    '<video controls><source src="https://example.org/a.mp4"></video>': ["https://example.org/a.mp4"],
    "&lt;iframe src=&quot;//example.org/player?id=1&quot;&gt;&lt;/iframe&gt;": ["https://example.org/player?id=1"],
    # over two lines
    "https://example.org/<br />live/abc": ["https://example.org/live/abc"],
    "https://example.org/live?id=\nabc1": ["https://example.org/live?id=abc1"],
    "https://example.org/live<br />https://example.org/b": ["https://example.org/live", "https://example.org/b"],
    "https://example.org/live/<br />下一行": ["https://example.org/live/"],
    "https://example.org/live<br />Transformer": ["https://example.org/live"],
    # struck words no longer hold
    "~~[旧](https://example.org/old)~~ [新](https://example.org/new)": ["https://example.org/new"],
}
MENDED = {
    # words that may be a part of it
    "https://example.org/live/abc点击观看": ["https://example.org/live/abc"],
    "https://example.org/?id=3号楼": ["https://example.org/?id=3"],
    "https://example.org/a和https://example.org/b": ["https://example.org/a", "https://example.org/b"],
    "<a href='https://example.org/a'>https://example.org/a点击观看</a>": ["https://example.org/a"],
    "https://example.org。/a": [],
    "https://example.org/{a}": [],
    # mended
    "https://example。org/a": ["https://example.org/a"],
    "https://example.org /live/a": ["https://example.org/live/a"],
    "https://example.org/a\\_b": ["https://example.org/a_b"],
    "见arxiv.org/abs/1234.5678": ["http://arxiv.org/abs/1234.5678"],
    # another than it seems
    "[https://example.org/a](https://example.org/b)": ["https://example.org/b"],
    "https:// example.org/a": [],
    "htps://example.org/a": [],
    "ftp://example.org/a": [],
    "magnet:?xt=urn:btih:abc": [],
    "[课件](https://example.org/a b.pdf)": ["https://example.org/a%20b.pdf"],
    "[两段](https://example.org/a;https://example.org/b)": ["https://example.org/a", "https://example.org/b"],
    "[两段](https://example.org/ahttps://example.org/b)": ["https://example.org/a", "https://example.org/b"],
    "[回放](https://example.org/a）": ["https://example.org/a"],
    "[回放](https://example.org/a，密码在群里)": ["https://example.org/a"],
    "[回放](https://ｅｘａｍｐｌｅ．org/a)": ["https://example.org/a"],
    "回放：www.example.org/a": ["http://www.example.org/a"],
    "回放：example.org/live/a": ["http://example.org/live/a"],
    "[回放](example.org/live/a)": ["http://example.org/live/a"],
    "[回放](http://https://example.org/a)": [],
    "https：//example.org/a": [],
    "http:/example.org/a": [],
    "http//example.org/a": [],
    "[回放](https：//example.org/a)": [],
    "[回放](../a.pdf)": [],
    "[回放](javascript:alert(1))": [],
    "[回放][r12]": [],
    "[回放](https://)": [],
}
NONE = [
    "第一章.内容/小结",
    "Node.js/Vue 实践",
    "TCP/IP",
    "1.5/2.0",
    "[CVPR2020] 综述",
    "论文 [1] [2]",
    "a.py/b",
    "一些 http 协议",
]


def links(text: str) -> tuple[list[str], list[str]]:
    found: list[Block] = restated_blocks(to_html(text))
    read, problems = named_links([block for block in found if isinstance(block, Line)])
    return [link.url for link in read], [problem.message for problem in problems]


@pytest.mark.parametrize("text", KEPT)
def test_the_whole_of_what_was_written(text: str) -> None:
    assert links(text) == (KEPT[text], [])


@pytest.mark.parametrize("text", MENDED)
def test_less_than_the_whole_is_a_problem(text: str) -> None:
    urls, problems = links(text)
    assert urls == MENDED[text]
    assert problems


CODES = {
    "https://pan.example.org/s/1abc 提取码：ab12": "提取码：ab12",
    "[网盘](https://pan.example.org/s/1abc) 提取码: ab12": "提取码: ab12",
    "https://pan.example.org/s/1abc<br>提取码：ab12": "提取码：ab12",
    "https://pan.example.org/s/1abc\n提取码：ab12。": "提取码：ab12",
    "https://pan.example.org/s/1abc（密码 ab12）": "密码 ab12",
    "https://pan.example.org/s/1abc，访问密码 8Kx2": "访问密码 8Kx2",
    "https://example.org/a access code: 8Kx2": "access code: 8Kx2",
    "https://pan.example.org/s/1abc 提取码：ab12（请勿外传）": None,
    "https://pan.example.org/s/1abc 密码在群里": None,
    "https://example.org/a code review": None,
    "https://example.org/a 密码学": None,
}


@pytest.mark.parametrize("text", CODES)
def test_a_code_to_open_it_is_its_note(text: str) -> None:
    found = restated_blocks(to_html(text))
    read, _ = named_links([block for block in found if isinstance(block, Line)])
    assert [link.note for link in read] == [CODES[text]]


def test_the_line_above_names_only_an_address_that_begins_its_own() -> None:
    for text in ("时间：3月6日\n\n地点：Zoom（https://example.org/j/1）", "时间：3月6日\n\nhttps://example.org/j/1"):
        found = restated_blocks(to_html(text))
        read, _ = named_links([block for block in found if isinstance(block, Line)])
        assert [link.label for link in read] == [None if "Zoom" in text else "时间：3月6日"]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_address(text: str) -> None:
    assert links(text) == ([], [])


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("slides/a.pdf", "https://example.org/club/docs/slides/a.pdf"),
        ("../a.pdf", "https://example.org/club/a.pdf"),
        ("/a.pdf", "https://example.org/a.pdf"),
        ("//example.com/a", "https://example.com/a"),
        ("https：//example.com/a", None),
        ("javascript:alert(1)", None),
    ],
)
def test_relative_to_the_document(target: str, url: str | None) -> None:
    assert clean_url(target, "https://example.org/club/docs/README.md")[0] == url
