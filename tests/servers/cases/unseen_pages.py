"""A seventh fresh table: one line, one heading or one link decides, in kinds that the tables before have not.

The first verdict of a case is the best one.
"""

from __future__ import annotations

import json

from servers.cases.reported_pages import END, ENDE, KOPF, SAGT, TOLD, TOP, div, shell
from servers.internet import NOT_FOUND, Case, to
from servers.pages import page
from servers.raw_http import response


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object) -> Case:
    return Case(f"unseen-{name}", f"http://unseen-{name}.test{path}", right, shown, *rest)  # type: ignore[arg-type]


THERE = [
    case("embedded-later", "/v/121a8", "alive|unverifiable", page("第121期回放", KOPF, "<h1>视频已失效</h1>", "<div id=dplayer data-src=/m/121.m3u8></div>", "<script src=/dplayer.js></script>", ENDE)),
    case("one-part-gone", "/v/121a8", "alive|unverifiable", page("Salon 121", TOP, "<h1>This video is unavailable</h1>", "<select><option>Part 1<option>Part 2</select>", END)),
    case("transcript", "/t/121a8", "alive|unverifiable", page("Salon 121", TOP, "<h1>Recording deleted</h1>", "<a href=transcript.html>Transcript</a>", END)),
    case("try-ours", "/t/121a8", "alive|unverifiable", page("提示", KOPF, "<p>该视频已下架</p>", "<p>音频版：小宇宙搜“图学习夜谈”</p>", ENDE)),
    case("date-only", "/e/121a8", "alive|unverifiable", page("Closed", "<h1>Closed</h1>", "<p>A play in two acts.</p>")),
    case("exercise", "/ex/121", "alive|unverifiable", page("练习 121", KOPF, "<h1>文件不存在</h1>", "<p>写一个函数，在打开前判断。</p>", ENDE)),
    case("print-404", "/shop/404-print", "alive|unverifiable", page("404 print", TOP, "<h1>404</h1>", "<p>Screen print, 30 x 40 cm</p><button>Add to cart</button>", END)),
    case("survey-thanks", "/r/121a8", "alive|unverifiable", page("问卷结果", KOPF, "<h1>问卷已结束</h1>", "<p>共 213 人参与，平均分 4.6</p>", ENDE)),
    case("vacancy", "/jobs/121a8", "alive|unverifiable|dead", page("Research assistant", TOP, "<h1>Research assistant</h1>", div("This position has been filled"), END)),
    case("group-full", "/g/121a8", "alive|unverifiable", page("图学习交流群", "<h1>图学习交流群</h1>", div("该二维码 7 天内有效，重新进入将更新"), "<img src=/g/121.png>")),
    case("lecture-lost", "/l/121", "alive|unverifiable", page("Lecture 12: missing data", TOP, "<h1>Missing</h1>", "<a class=btn href=12.html>Read</a>", END)),
    case("admin-log", "/log/121", "alive|unverifiable", page("删除记录", KOPF, "<h1>文章已删除</h1>", "<table><tr><td>2024-03-01</td><td>小林</td><td>重复</td></tr></table>", ENDE)),
    case("obit", "/p/121", "alive|unverifiable", page("Gone", TOP, "<h1>Gone, but not forgotten</h1>", div("1931 – 2019"), END)),
    case("chat-log", "/m/121", "alive|unverifiable", page("群聊记录", "<div class=msg><b>小林</b><span>链接失效了</span></div><div class=msg><b>小王</b><span>重新发了</span></div>")),
    case("lone-caption", "/p/121a8", "alive|unverifiable", page("", "<figure><img src=/u/121a8.jpg><figcaption>此页不存在</figcaption></figure>")),
    case("paper", "/abs/2103.121", "alive|unverifiable", page("[2103.121] Page not found", TOP, "<h1>Page not found: link rot in course archives</h1>", div("Lin, Wang"), "<a href=/pdf/2103.121>PDF</a>", END)),
    case("svg-chart", "/d/121a8", "alive|unverifiable", page("链接失效", "<h1>链接失效</h1>", "<svg width=600 height=300><rect x=1 y=2></rect></svg>")),
    case("canvas", "/d/121b8", "alive|unverifiable", page("Lost", "<h1>Page not found</h1>", "<canvas width=600></canvas>", "<script src=/game.js></script>")),
    case("slug-home", "/s/121a8", "alive|moved|unverifiable", to(302, "http://www.unseen-slug-home.test/sampling"), NOT_FOUND, {"www.unseen-slug-home.test/sampling": page("Sampling", TOP, "<h1>Sampling</h1>", TOLD, END)}),
    case("json-page", "/api/v/121", "alive|unverifiable", response(200, json.dumps({"code": 0, "data": {"title": "采样", "deleted": False}}), kind="application/json")),
    case("old-banner", "/t/121c8", "alive", page("采样", "<div class=alert>旧版页面已下线，当前为新版</div>", "<h1>采样</h1>", f"<p>{SAGT}</p>", ENDE)),
]  # fmt: skip

GONE = [
    case("zh-late", "/s/122a8", "dead", page("分享", "<h1>来晚了，分享已失效</h1>")),
    case("zh-review", "/v/122a8", "dead", page("某站", KOPF, "<div class=wrap><p>稿件已被UP主删除</p><a href=/>返回首页</a></div>", ENDE)),
    case("zh-closed-form", "/f/122a8", "dead", page("报名登记", "<h2>报名登记</h2><p>此表单已停止收集，如有问题请联系发布者。</p>")),
    case("zh-album", "/ximalaya/122a8", "dead", page("某听书", KOPF, "<p>该声音已下架，无法播放</p>", ENDE)),
    case("zh-meeting", "/cw/122a8", "dead", page("会议录制", "<p>录制文件不存在或已被删除</p>")),
    case("en-404-art", "/x/122a8", "dead", page("Page not found – Example", TOP, "<img src=/assets/ghost.svg><h1>Page not found</h1><p>The page you’re looking for doesn’t exist or has been moved.</p><a href=/>Go to homepage</a>", END)),
    case("en-file", "/d/122a8", "dead", page("Example Drive", "<h1>This file has been deleted</h1><p>Contact its owner to ask for a new copy.</p>")),
    case("en-webinar", "/w/122a8", "dead", page("Webinars", TOP, "<h1>This recording is no longer available</h1><p>Recordings expire 30 days after the webinar.</p>", END)),
    case("en-short", "/122a8", "dead", page("Link not found", "<h1>Link not found</h1><p>The short link you followed doesn’t exist.</p>")),
    case("en-blog", "/b/122a8", "dead", page("Nothing found", TOP, "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p><form><input type=search name=s></form>", END)),
    case("same-list", "/a/122a8", "dead", page("某站", KOPF, "<h1>文章不存在</h1><ul><li><a href=/a/1x8>采样</a><li><a href=/a/2x8>核方法</a></ul>", ENDE), None),
    case("no-host-like", "/v/122a8c", "dead", to(301, "/notfound.html"), None, {"/notfound.html": page("Not found", "<h1>Not found</h1>")}),
    case("sale", "/course/122", "dead", page("unseen-sale.test", "<h1>The domain unseen-sale.test is for sale</h1><p>Price: 900 USD</p><form><input name=name><input name=mail><textarea name=offer></textarea></form>"), None),
]  # fmt: skip

OTHER = [
    case("paid", "/d/123a8", "blocked|unverifiable|alive", page("付费内容", KOPF, "<h1>该内容需购买后查看</h1><button>立即购买</button>", ENDE)),
    case("inner", "/d/123a8", "blocked|unverifiable", page("内网资源", "<p>该页面不对校外开放</p>")),
    case("age", "/w/123a8", "blocked|unverifiable|alive", page("Confirm your age", "<h1>This video may not be suitable</h1><button>I am over 18</button>")),
    case("app-only", "/v/123a8", "blocked|unverifiable|alive", page("某视频", "<p>网页版暂不支持观看该视频，请打开 App</p><a href=app://v/123>打开</a>")),
    case("not-open-yet", "/live/123a8", "alive|unverifiable|unreachable", page("某直播", KOPF, "<h1>该直播未开始</h1>", ENDE)),
    case("spa", "/live/123b8", "unverifiable", shell("Example"), None),
]  # fmt: skip

CASES = [*THERE, *GONE, *OTHER]
