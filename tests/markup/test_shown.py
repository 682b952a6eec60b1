"""What a reader sees of a text: struck words, hidden ones, raised ones and footnotes."""

from __future__ import annotations

import time

import pytest
from support.renderings import github, wechat, yuque

from scraper.markup.lines import Line
from scraper.markup.render import to_html
from scraper.markup.reused import restated_blocks
from scraper.markup.tree import tree
from scraper.markup.walker import blocks


def lines(html: str) -> list[Line]:
    page = tree(html)
    content = page.find(".//*[@id='js_content']")
    return [block for block in blocks(page if content is None else content) if isinstance(block, Line)]


def of_markdown(text: str) -> list[Line]:
    return [block for block in restated_blocks(to_html(text)) if isinstance(block, Line)]


STRUCK = {
    "分享人：~~张三~~ 林一": ("分享人： 林一", "张三"),
    "分享人：~~张三~~林一": ("分享人：林一", "张三"),
    "**分享人：~~张三（浙江大学）~~林一**": ("分享人：林一", "张三（浙江大学）"),
    "分享人：~张三~ 林一": ("分享人： 林一", "张三"),
    "分享人：<s>张三</s>林一": ("分享人：林一", "张三"),
    "分享人：<del>张三</del>林一": ("分享人：林一", "张三"),
    "分享人：<strike>张三</strike>林一": ("分享人：林一", "张三"),
    '分享人：<span style="color: red; text-decoration: line-through">张三</span>林一': ("分享人：林一", "张三"),
    "3月~~6日~~13日": ("3月13日", "6日"),
    "~~全部~~": ("", "全部"),
    "~~甲~~乙~~丙~~丁": ("乙丁", "甲丙"),
    "~~甲 [旧回放](https://example.org/old)~~ 乙": ("乙", "甲 旧回放"),
    "[~~旧~~回放](https://example.org/a)": ("回放", "旧"),
}
NOT_STRUCK = {
    "13:00~13:40，14:00~14:40": "13:00~13:40，14:00~14:40",
    "13:00 ~ 13:40 和 14:00 ~ 14:40": "13:00 ~ 13:40 和 14:00 ~ 14:40",
    "19:30～20:30": "19:30～20:30",
    "等你哦~~ 快来~~": "等你哦 快来",
    "快来~~": "快来",
    "晚上7~晚上9点，下午2~下午3点": "晚上7~晚上9点，下午2~下午3点",
    "https://example.org/~one/ 和 https://example.org/~two/": "https://example.org/~one/ 和 https://example.org/~two/",
}


@pytest.mark.parametrize("publish", [of_markdown, lambda text: lines(github(text)), lambda text: lines(wechat(text))])
@pytest.mark.parametrize("text", STRUCK)
def test_struck_words_are_kept_apart(text: str, publish) -> None:
    """A reader sees that they no longer hold; neither text nor links have them."""
    line = next(line for line in publish(text) if line.text == STRUCK[text][0] and line.struck)
    assert "".join(words.text for words in line.struck) == STRUCK[text][1]
    assert all("old" not in span.url and span.end <= len(line.text) for span in line.spans)


@pytest.mark.parametrize("publish", [of_markdown, lambda text: lines(github(text)), lambda text: lines(wechat(text))])
@pytest.mark.parametrize("text", NOT_STRUCK)
def test_tildes_that_strike_nothing(text: str, publish) -> None:
    found = [line for line in publish(text) if line.text == NOT_STRUCK[text]]
    assert found and not any(line.struck for line in found)


def test_struck_lines_and_cells() -> None:
    """Over line ends and in tables; a row keeps its cells."""
    assert [(line.text, bool(line.struck)) for line in of_markdown("~~甲<br />乙~~\n丙")] == [
        ("", True),
        ("", True),
        ("丙", False),
    ]
    table = "| 期数 | 时间 |\n| --- | --- |\n| 69 | ~~1.30~~ 2.6 |\n"
    for found in (restated_blocks(to_html(table)), blocks(tree(yuque(table)))):
        row = next(block for block in found if not isinstance(block, Line)).rows[1]
        assert [cell[0].text for cell in row] == ["69", "2.6"]
        assert [words.text for words in row[1][0].struck] == ["1.30"]


def test_cut_keeps_struck_words_in_their_part() -> None:
    line = of_markdown("甲 ~~乙~~ 丙 ~~丁~~")[0]
    assert line.text == "甲 丙"
    assert [words.text for words in line.cut(0, 1).struck] == []
    assert [words.text for words in line.cut(2).struck] == ["乙", "丁"]


SHOWN = {
    "图像分割<span style=display:none>草稿</span>": "图像分割",
    '图像分割<span style="color:red; DISPLAY : none;">草稿</span>': "图像分割",
    "图像分割<span hidden>草稿</span>": "图像分割",
    "图像分割<i style='visibility: hidden'>草稿</i>": "图像分割",
    "图像分割<sup>[1]</sup>": "图像分割",
    "图像分割<sup>1</sup>": "图像分割",
    "图像分割<sup><a href='#fn1'>1</a></sup>": "图像分割",
    "图像分割<sup>*</sup>": "图像分割",
    "(RL)<sup>2</sup> 方法": "(RL)² 方法",
    "10<sup>-3</sup>": "10-3",
    "10<sup>th</sup> talk": "10th talk",
    "<ruby>图像<rp>（</rp><rt>tú xiàng</rt><rp>）</rp></ruby>分割": "图像分割",
    "图\u200b像\ufeff分\u2060割": "图像分割",
    "图像分割<template>草稿</template>": "图像分割",
}


@pytest.mark.parametrize("html", SHOWN)
def test_what_is_not_shown_is_not_read(html: str) -> None:
    assert lines(f"<p>{html}</p>")[0].text == SHOWN[html]


def test_hidden_rows() -> None:
    table = blocks(tree("<table><tr><td>甲</td></tr><tr hidden><td>乙</td></tr></table>"))[0]
    assert not isinstance(table, Line) and [row[0][0].text for row in table.rows] == ["甲"]


@pytest.mark.parametrize("publish", [of_markdown, lambda text: lines(github(text)), lambda text: lines(wechat(text))])
def test_footnotes(publish) -> None:
    """Their marks are no words, and they stand apart from what they are noted on."""
    found = publish("林一[^1]、陈二[^note]和[^2]\n\n[^1]: 浙江大学\n[^note]: 之江 实验室")
    assert [line.text for line in found if not line.footnote and "林" in line.text] == ["林一、陈二和"]
    assert [line.text for line in found if line.footnote] == ["浙江大学", "之江 实验室"]


@pytest.mark.parametrize(
    "piece", ["~~甲~~", "~~", "~ ", "~甲", "甲~ ", "~~甲", "[^1]", "[^", "*", "https://a.cn/*_~", "<s>甲</s>", "甲~~"]
)
def test_marks_cost_no_more_than_their_number(piece: str) -> None:
    """Twice as many take about twice as long."""

    def cost(count: int) -> float:
        started = time.process_time()
        of_markdown(piece * count)
        return time.process_time() - started

    small, large = (min(cost(count) for _ in range(3)) for count in (1_500, 6_000))
    assert large < small * 9 + 0.1
