"""Markdown as the sites publish it on which announcements appear: whole pages, with what surrounds an article there."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from bs4 import BeautifulSoup

_BLOCKS = "p|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|br|article|blockquote|nav|header|footer|aside"


def page(article: str, opening: str = "<article>", closing: str = "</article>", title: str = "活动") -> str:
    """An article inside a page with navigation, a sidebar, comments and a footer."""
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title><script>var 第 = "第 99 期沙龙";</script>'
        '<style>h1{color:red}</style></head><body><header role="banner"><nav><ul><li><a href="/">首页</a></li>'
        '<li><a href="/events">沙龙</a></li></ul></nav></header>'
        f"<div><aside><h3>热门</h3><p>时间：1月2日 08:00-09:00</p></aside>{opening}{article}{closing}</div>"
        '<footer><p>主办：某网站</p><a href="https://momodel.cn/live/footer">直播</a></footer></body></html>'
    )


def github(markdown: str) -> str:
    """GitHub's own renderer in GitHub's page."""
    import cmarkgfm  # type: ignore[import-untyped]

    options = cmarkgfm.Options.CMARK_OPT_UNSAFE | cmarkgfm.Options.CMARK_OPT_FOOTNOTES
    body = cmarkgfm.github_flavored_markdown_to_html(markdown, options=options)
    body = re.sub(r"(?s)(<table>.*?</table>)", r"<markdown-accessiblity-table>\1</markdown-accessiblity-table>", body)
    heading = r'<div class="markdown-heading"><h\1 class="heading-element">\2</h\1><a class="anchor" href="#x" aria-label="Permalink"></a></div>'
    body = re.sub(r"(?s)<h(\d)>(.*?)</h\1>", heading, body)
    return page(body, '<article class="markdown-body entry-content" itemprop="text">')


def github_in_gb(markdown: str) -> str:
    """The same page, which says that it is in GB2312."""
    return github(markdown).replace("utf-8", "gb2312")


def markdown_it(markdown: str) -> str:
    from markdown_it import MarkdownIt

    return page(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown), "<main>", "</main>")


def without_html(markdown: str) -> str:
    """A site that lets no HTML through: readers see `<br />` and `<a name=…></a>` as they were typed."""
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    return page(renderer.render(markdown), "<main>", "</main>")


def permalinks(markdown: str) -> str:
    """MkDocs, Sphinx, Hugo: a mark beside each heading that links to it, and a table of contents."""
    linked = r'<h\1 id="x">\2<a class="headerlink" href="#x" title="Permanent link">¶</a></h\1>'
    body = re.sub(r"(?s)<h(\d)>(.*?)</h\1>", linked, rendered(markdown))
    names = re.findall(r"(?m)^#+ +(.*)$", markdown)
    contents = "".join(f'<li><a href="#x">{name}</a></li>' for name in names if "](" not in name)
    return page(f'<div class="toc"><ul>{contents}</ul></div>{body}')


def with_detours(prefix: str, suffix: str = "") -> Callable[[str], str]:
    """A site that leads links over an address of its own."""

    def led(markdown: str) -> str:
        soup = BeautifulSoup(hard_breaks(markdown), "lxml")
        for link in soup.find_all("a", href=re.compile("^https?:")):
            link["href"] = prefix + quote(str(link["href"]), safe="") + suffix
        return str(soup)

    return led


def rendered(markdown: str, *, hard_breaks: bool = False, autolink: bool = False) -> str:
    import comrak

    extension, render = comrak.ExtensionOptions(), comrak.RenderOptions()
    extension.table = extension.cjk_friendly_emphasis = extension.footnotes = extension.strikethrough = True
    extension.autolink, render.hardbreaks, render.unsafe_ = autolink, hard_breaks, True
    html: str = comrak.render_markdown(markdown, extension_options=extension, render_options=render)
    return html


def hard_breaks(markdown: str) -> str:
    """Every line end a `<br />`, and bare addresses made links."""
    article = rendered(markdown, hard_breaks=True, autolink=True)
    return page(article, '<div class="entry-content">', "</div>")


def wechat(markdown: str) -> str:
    """WeChat: no headings, every line a section with spans, pictures lazy, the article served hidden."""
    soup = BeautifulSoup(hard_breaks(markdown), "lxml").select_one(".entry-content")
    assert soup is not None
    for tag in soup.find_all(re.compile("^h[1-6]$")):
        tag.name = "p"
        tag.wrap(soup.new_tag("section")).wrap(soup.new_tag("strong"))
    for image in soup.find_all("img"):
        image["data-src"] = image.attrs.pop("src", "")
    for line in soup.find_all(["p", "li"]):
        if line.find_parent("table") is None:
            line.name = "section" if line.name == "p" else "li"
            for text in line.find_all(string=True, recursive=False):
                if text.strip():
                    text.wrap(soup.new_tag("span", attrs={"style": "font-size: 15px;"}))
    for items in soup.find_all(["ul", "ol"]):
        items["class"] = "list-paddingleft-1"
    title = '<h1 class="rich_media_title" id="activity-name">活动预告</h1><a id="js_name">俱乐部</a>'
    return page(
        soup.decode_contents(),
        f'{title}<div class="rich_media_content" id="js_content" style="visibility: hidden;">',
        "</div>",
    )


def yuque(markdown: str) -> str:
    """Yuque: tables without head, a paragraph for every line of a cell, spans around the words."""
    soup = BeautifulSoup(hard_breaks(markdown), "lxml").select_one(".entry-content")
    assert soup is not None
    for cell in soup.find_all(["th", "td"]):
        cell.name = "td"
        lines = re.split(r"<br\s*/?>", cell.decode_contents())
        inner = BeautifulSoup(
            "".join(f'<p><span class="ne-text">{line}</span></p>' for line in lines if line.strip()), "lxml"
        ).body
        cell.clear()
        cell.extend(list(inner.contents) if inner else [])
    for table in soup.find_all("table"):
        table["class"] = "lake-table"
        for part in table.find_all(["thead", "tbody"]):
            part.unwrap()
    return page(soup.decode_contents(), '<div class="lake-content" typography="classic">', "</div>")


def yuque_editor(markdown: str) -> str:
    """Yuque's viewer: elements of its own, items in a row with their level and the bullet that is drawn before them."""
    soup = BeautifulSoup(yuque(markdown), "lxml")
    for item in soup.find_all("li"):
        item["ne-level"] = str(len(item.find_parents(["ul", "ol"])) - 1)
    for whole in [found for found in soup.find_all(["ul", "ol"]) if not found.find_parent(["ul", "ol"])]:
        items = whole.find_all("li")
        for item in items:
            numbers = item.parent.name == "ol"
            first = int(str(item.parent.get("start", "1"))) if numbers else 0
            item["mark"] = f"{first + item.parent.find_all('li', recursive=False).index(item)}." if numbers else "●"
        for item in reversed(items):
            item.extract()
        whole.clear()
        whole.extend(items)
    for item in soup.find_all("li"):
        for paragraph in item.find_all("p", recursive=False):
            paragraph.unwrap()
        content = BeautifulSoup(
            f"<ne-uli-i>{item['mark']}</ne-uli-i><ne-uli-c>{item.decode_contents()}</ne-uli-c>", "html.parser"
        )
        item.clear()
        item.append(content)
        item.name = "ne-uli"
    for tag in soup.find_all(["ul", "ol"]):
        tag.unwrap()
    for tag in soup.find_all(["strong", "del", "p", *(f"h{level}" for level in range(1, 7))]):
        styled = {"strong": "ne-bold", "del": "ne-strikethrough"}.get(tag.name)
        if styled:
            tag[styled] = "true"
        tag.name = "ne-text" if styled else f"ne-{tag.name}"
    return str(soup).replace('class="lake-content"', 'class="ne-viewer-body"')


def code_view(markdown: str) -> str:
    """GitHub's view of the source: a row a line, its words in the colours of the code."""
    rows = ""
    for number, line in enumerate(markdown.split("\n"), start=1):
        words = re.sub("(#+)", r'<span class="pl-mh">\1</span>', html.escape(line, quote=False)) or "\n"
        rows += f'<tr><td class="blob-num" data-line-number="{number}"></td><td class="blob-code">{words}</td></tr>'
    return page(f'<table class="highlight js-file-line-container"><tbody>{rows}</tbody></table>')


def shown_as_text(markdown: str) -> str:
    """A browser's page of a text file."""
    return f"<html><head><meta charset='utf-8'></head><body><pre>\n{html.escape(markdown)}</pre></body></html>"


def prettified(markdown: str) -> str:
    return str(BeautifulSoup(github(markdown), "lxml").prettify())


def minified(markdown: str) -> str:
    """No white space beside the tags of blocks, and no quotes around attributes that need none."""
    packed = re.sub(rf"\s*(</?(?:{_BLOCKS})\b[^>]*>)\s*", r"\1", github(markdown))
    return re.sub(r'(\s[a-z-]+)="([\w./-]+)"', r"\1=\2", packed)


def wrapped(markdown: str) -> str:
    """Pandoc, Word: no line of the source is longer than 72 columns where it has a blank to end it at."""
    licence = f"<footer><p>{'You may share and adapt this text if you name those who wrote it. ' * 8}</p></footer>"
    source = hard_breaks(markdown).replace("<br />", "<br/>").replace("<footer>", licence + "<footer>")
    return "\n".join(map(_filled, source.split("\n")))


def _filled(line: str) -> str:
    filled, column = "", 0
    for word in line.split(" "):
        width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in word)
        fits = not filled or column + 1 + width <= 72
        filled += (" " if fits and filled else "" if fits else "\n") + word
        column = column + 1 + width if fits else width
    return filled


def hard_spaces(markdown: str) -> str:
    soup = BeautifulSoup(github(markdown), "lxml")
    for text in soup.find_all(string=True):
        if text.parent is not None and text.parent.name not in ("script", "style", "title"):
            text.replace_with(text.replace(" ", "\xa0"))
    return str(soup.decode(formatter="html"))


def escaped(markdown: str) -> str:
    """Every character of the words as a numeric reference."""
    return re.sub(
        r"(?<=>)[^<]+", lambda words: "".join(f"&#{ord(c)};" for c in html.unescape(words[0])), github(markdown)
    )
