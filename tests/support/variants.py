"""Ways to publish an announcement differently without changing what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from support import edits, renderings, table_edits
from support.edits import Text, replaced, translated, words_only


@dataclass(frozen=True)
class Variant:
    """An edit of the Markdown, then its rendering (none: it stays Markdown), then its bytes.

    `wording` is what the edit makes of words that are compared, such as a title with its number.
    """

    name: str
    edit: Text = lambda text, year: text
    render: Callable[[str], str] = str
    encode: Callable[[str], bytes] = str.encode
    wording: Callable[[str], str] = str

    @property
    def media_type(self) -> str:
        return "text/markdown" if self.render is str else "text/html"

    def publish(self, text: str, year: int) -> bytes:
        """The bytes of a text that was published in `year`."""
        return self.encode(self.render(self.edit(text, year)))


_LABELS = "分享人|主讲人|主题|论文|大纲|时间|地点|主办"
_EARLY = {
    "分享人": "主讲人",
    "主题": "题目",
    "地点": "活动地点",
    "时间": "活动时间",
    "主办": "主办方",
    "论文": "分享论文",
}
_LATE = {"主讲人": "分享嘉宾", "分享论文": "论文题目", "活动主题": "沙龙主题", "活动举办方": "主办单位", "引言": "摘要"}

CHARACTERS = (
    Variant("full-width digits", translated("0123456789", "０１２３４５６７８９")),
    Variant("full-width colons", translated(":", "：")),
    Variant("half-width colons", translated("：", ":")),
    Variant("full-width brackets", translated("()", "（）")),
    Variant("half-width brackets", translated("（）", "()")),
    Variant("track in square brackets", translated("【】", "[]")),
    Variant("full-width punctuation", translated("():;,+", "（）：；，＋")),
    Variant("half-width punctuation", translated("（）：；，", "():;,")),
    Variant("tabs", replaced((r"(?m)(?<=\S) (?=\S)", "\t"))),
    Variant("trailing spaces", replaced((r"(?m)$", "   "))),
    Variant("ideographic spaces", words_only(lambda words: re.sub(r"(?<=\S) (?=\S)", "\u3000", words))),
    Variant("zero-width spaces", words_only(lambda words: re.sub(r"(?<=[一-鿿])(?=[一-鿿])", "\u200b", words))),
    Variant("CRLF", replaced(("\n", "\r\n"))),
    Variant("CR", replaced(("\n", "\r"))),
    Variant("byte order mark", encode=lambda text: text.encode("utf-8-sig")),
    Variant("UTF-16", encode=lambda text: text.encode("utf-16")),
    Variant("UTF-16 without a mark", encode=lambda text: text.encode("utf-16-le")),
    Variant("GB18030", encode=lambda text: text.encode("gb18030")),
)

NUMBERS_AND_DATES = (
    Variant("numbers in Chinese", edits.counted_in_chinese, wording=edits.counted_in_chinese),
    Variant("numbers in digits", edits.counted_in_digits, wording=edits.counted_in_digits),
    Variant("dates 3月16日", edits.dated("{month}月{day}日")),
    Variant("dates 03月16号", edits.dated("{month:02}月{day:02}号")),
    Variant("dates 3.16", edits.dated("{month}.{day}")),
    Variant("dates 03/16", edits.dated("{month:02}/{day:02}")),
    Variant("dates 2019年3月16日", edits.dated("{year}年{month}月{day}日")),
    Variant("dates 2019-03-16", edits.dated("{year}-{month:02}-{day:02}")),
    Variant("dates 2019/3/16", edits.dated("{year}/{month}/{day}")),
    Variant("weekdays 星期六", edits.with_weekday("星期")),
    Variant("weekdays 礼拜六", edits.with_weekday("礼拜")),
    *(
        Variant(f"slots with {dash}", edits.with_dash(dash))
        for dash in ("~", "～", " — ", "–", "－", "--", " - ", "至", "到")
    ),
    Variant("slots 13点00分", replaced((r"(?<!\d)(\d{1,2})[:：](\d\d)(?=\s*[-~]|\s|<|\n|$)", r"\1点\2分"))),
)

LABELS = (
    Variant("other labels", edits.labelled(_EARLY)),
    Variant("other labels of the later years", edits.labelled(_LATE)),
    Variant("labels in lenticular brackets", replaced((rf"(?m)(^|<br />)(\**)({_LABELS})[:：]", r"\1\2【\3】"))),
    Variant("labels bold", replaced((rf"(?m)(^|<br />)({_LABELS})([:：])", r"\1**\2\3**"))),
    Variant("labels with a picture", replaced((rf"(?m)(^|<br />)({_LABELS})([:：])", r"\1📍 \2\3"))),
    Variant("labels in a list", edits.header_lines(lambda lines: "\n".join(f"- {line}" for line in lines))),
    Variant("labels on one line", edits.header_lines("　".join)),
    Variant("labels separated by ；", edits.header_lines("；".join)),
    Variant("labels as headings", edits.header_lines(edits.under_headings)),
)

LAYOUT = (
    Variant("headings one deeper", edits.deeper),
    Variant("headings closed", replaced((r"(?m)^(#+) +(\S.*?)\s*$", r"\1 \2 \1"))),
    Variant("headings without a space", replaced((r"(?m)^(#+) +", r"\1"))),
    Variant("headings bold", replaced((r"(?m)^(#+) +(?!\[)(\S[^*\n]*?)\s*$", r"\1 **\2**"))),
    Variant("headings as bold lines", edits.bold_headings),
    Variant("headings underlined", replaced((r"(?m)^## (.*)$", r"\n\1\n---"), (r"(?m)^# (.*)$", r"\n\1\n==="))),
    Variant("headings left empty before others", replaced((r"(?m)^(###? )", r"#### \n\1"))),
    Variant("front matter", lambda text, year: f"---\ntitle: 活动预告\ndate: {year}-01-02 10:00\n---\n\n{text}"),
    Variant("a table of contents", edits.with_contents),
    Variant("anchors removed", replaced((r"<a name=\S+></a>\n?", ""))),
    Variant("anchors in headings", replaced((r"(?m)^(<a name=\S+></a>)\n(#+) ", r"\2 \1"))),
    Variant("bold removed", replaced((r"\*\*", ""))),
    Variant("bold by tags", replaced((r"\*\*(?=\S)([^*\n]+?)\*\*", r"<b>\1</b>"))),
    Variant("bold left open", replaced((r"(?m)^(\*\*[^*\n<]+)\*\*(?=<br />$)", r"\1"))),
    Variant("words in tags", words_only(lambda words: re.sub(r"([一-鿿]{3,})", r'<font color="red">\1</font>', words))),
    Variant("<br /> as line ends", edits.unbroken("\n")),
    Variant("<br /> as hard breaks", edits.unbroken("  \n")),
    Variant("<br /> as paragraphs", edits.unbroken("\n\n")),
    Variant("<br /> and a line end", edits.unbroken("<br />\n")),
    Variant("<br>", replaced((r"<br ?/>", "<br>"))),
    Variant("line ends as <br />", edits.broken_lines),
    Variant("blank lines between lines", edits.spaced_lines),
    Variant("lists by *", replaced((r"(?m)^(\s*)[-+] ", r"\1* "))),
    Variant("lists by -", replaced((r"(?m)^(\s*)[*+] ", r"\1- "))),
    Variant("lists by •", replaced((r"(?m)^[-*+] (?=\S)", "\n• "))),
    Variant("lists indented", replaced((r"(?m)^(?=(?:[-*+]|\d{1,2}\.)\s)", "  "))),
    Variant("numbered 1、", edits.list_marks("\n{}、")),
    Variant("numbered 1)", edits.list_marks("{}) ")),
    Variant("numbered （1）", edits.list_marks("\n（{}）")),
    Variant("numbered 1.", edits.list_marks("\n{}.")),
    Variant("numbered ①", edits.circled),
    Variant("numbered by -", edits.list_marks("- ")),
    Variant("quoted", replaced((r"(?m)^", "> "))),
    Variant("addresses in <>", replaced((r"(?<![(\[\]<\"'=])(https?://[!-;=?-_a-z~]+)(?![\])>])", r"<\1>"))),
    Variant("addresses with titles", replaced((r"\]\((https?://[^)\s]+)\)", r'](\1 "打开")'))),
    Variant("addresses with &amp;", replaced((r"(\]\(https?://[^)\s]*?)&(?=type)", r"\1&amp;"))),
)

TABLES = (
    Variant("table counts 第 N 期", table_edits.counted("第 {} 期")),
    Variant("table counts 第N期, bold", table_edits.counted("**第{}期**")),
    Variant("table counts #N", table_edits.counted("#{}")),
    Variant("table aligned", replaced((r"(?m)^\|(?: --- \|)+\s*$", "|:-:|:-:|:-:|:-:|"))),
    Variant("table rows not closed", replaced((r"(?m)^(\|\s*\d.*?)[ \t]*\|[ \t]*$", r"\1"))),
    Variant("table packed", table_edits.table(form=table_edits.packed)),
    Variant("table without outer pipes", table_edits.table(form=table_edits.bare_pipes)),
    Variant("table without a rule", table_edits.table(form=table_edits.without_rule)),
    Variant("table in HTML", table_edits.table(form=table_edits.as_html)),
    Variant("table with line ends in cells", table_edits.table(form=table_edits.broken(table_edits.pipes))),
    Variant("table with line ends in open cells", table_edits.table(form=table_edits.broken(table_edits.bare_pipes))),
    Variant("table by tabs", table_edits.table(form=table_edits.tabbed)),
    Variant("table with a row a track", table_edits.table(table_edits.row_a_track)),
    Variant("table with a row a track, merged", table_edits.table(table_edits.row_a_track, table_edits.merged)),
    Variant("table newest first", table_edits.table(lambda rows: [rows[0], *reversed(rows[1:])])),
    Variant("table columns swapped", table_edits.table(lambda rows: [[a, b, *reversed(rest)] for a, b, *rest in rows])),
    Variant("table with a column more", table_edits.table(table_edits.with_column("人数", "30", 2))),
    Variant("table with remarks", table_edits.table(table_edits.with_column("备注", "—", 4))),
    Variant("table with other heads", table_edits.table(lambda rows: [["期次", "日期", "主题", "回放"], *rows[1:]])),
)

PAGES = (
    Variant("GitHub's page", render=renderings.github),
    Variant("GitHub's page in GB18030", render=renderings.github_in_gb, encode=lambda text: text.encode("gb18030")),
    Variant("markdown-it in a page", render=renderings.markdown_it),
    Variant("hard breaks and autolinks", render=renderings.hard_breaks),
    Variant("GitHub's view of the source", render=renderings.code_view),
    Variant("shown as text", render=renderings.shown_as_text),
    Variant("WeChat", render=renderings.wechat),
    Variant("Yuque", render=renderings.yuque),
    Variant("prettified", render=renderings.prettified),
    Variant("minified", render=renderings.minified),
    Variant("lines of the source wrapped", render=renderings.wrapped),
    Variant("hard spaces", render=renderings.hard_spaces),
    Variant("numeric references", render=renderings.escaped),
    Variant("HTML shown as text", render=renderings.without_html),
    Variant("permalinks and a table of contents", render=renderings.permalinks),
    Variant("links of Google Docs", render=renderings.with_detours("https://www.google.com/url?q=", "&sa=D&ust=1")),
    Variant("links of Zhihu", render=renderings.with_detours("https://link.zhihu.com/?target=")),
    Variant("links of Gitee", render=renderings.with_detours("https://gitee.com/link?target=")),
)

AS_PUBLISHED = Variant("as published")
VARIANTS = (*CHARACTERS, *NUMBERS_AND_DATES, *LABELS, *LAYOUT, *TABLES, *PAGES)
