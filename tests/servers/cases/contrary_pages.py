"""Pages whose loudest line is about something else, and gone ones that keep their frame: site builders, widgets, walls.

A second fresh table, written after the kinds of `lookalike_pages` were mended. The first verdict of a case is the best.
"""

from __future__ import annotations

import json

from servers.cases.lookalike_pages import APP, BAR, ENGLISH, FOOT, PROSE, div, h1, p
from servers.internet import Case, to
from servers.pages import page
from servers.raw_http import response


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object, host: str = "") -> Case:
    return Case(f"contrary-{name}", f"http://{host or f'contrary-{name}.test'}{path}", right, shown, *rest)  # type: ignore[arg-type]


def h3(text: str) -> str:
    return f"<h3>{text}</h3>"


THERE = [
    case("builder", "/p/81a8", "alive|unverifiable", page("第81期回放", div("第81期回放", "t1"), div("该视频已失效请换线路二", "tip"), div("线路二", "btn"))),
    case("builder-slides", "/p/81a8", "alive|unverifiable", page("第81期资料", div("讲义与代码", "t1"), div("视频已下架", "tip"), "<a href=/81.pdf>下载讲义 PDF</a>", "<a href=/81.zip>下载代码</a>")),
    case("builder-en", "/p/81a8", "alive|unverifiable", page("Salon 81: causal inference", div("Recording", "sec"), div("The recording is no longer available."), div("Slides", "sec"), "<a href=/81.pdf>slides.pdf</a> <a href=/81.zip>code.zip</a>")),
    case("h3", "/p/81a8", "alive|unverifiable", page("沙龙", h3("第81期：大模型推理"), div("直播已下线"), div("讲义：见附件"))),
    case("file-list", "/s/81a8", "alive|unverifiable", page("第81期分享文件", div("文件已过期的请联系群主"), "<ul><li>81.mp4 1.2G<li>81.pdf 3M</ul>")),
    case("poster", "/p/81a8", "alive|unverifiable", page("第81期", "<img src=/poster81.jpg>", div("链接已失效？请联系我们"))),
    case("bg-player", "/v/81a8", "alive|unverifiable", page("第81期 回放", div("", "prism-player"), div("弹幕已关闭"), div("该视频已关闭评论"), APP)),
    case("toast", "/v/81a8", "alive|unverifiable", page("Talk 81", "<div id=player-root></div>", "<div class=toast>Video not found</div>", APP, div("Talk 81 by Ann Li"), div("1,204 views"))),
    case("error-tpl", "/v/81a8", "alive|unverifiable", page("Talk 81", h1("Talk 81"), "<div class=error-template style='display:none'>This video has been removed</div>", "<div id=player></div>", APP)),
    case("issue-404", "/o/r/issues/81", "alive|unverifiable", page("404 Not Found · Issue #81 · o/r", "<h1>404 Not Found #81</h1>", div("Opened by li on Nov 3"), div("The download button leads nowhere on Safari.", "comment"))),
    case("stack", "/q/81", "alive|unverifiable", page("Page not found - Q&amp;A", h1("Page not found"), div("asked 3 years ago"), div("My router answers so for every path, what did I configure wrong in it?", "question"))),
    case("song", "/song/81", "alive|unverifiable", page("Not Found - 乐队", h1("Not Found"), div("专辑：走丢"), div("时长 3:41"), "<div id=audio-player></div>", APP)),
    case("episode-gone", "/ep/gone", "alive|unverifiable", page("Gone", h1("Gone"), div("Season 2, episode 4"), div("42 min"))),
    case("film", "/f/81a8", "alive|unverifiable", page("迷路 - 短片", h1("迷路"), "<img src=/still.jpg>", div("导演：李明"))),
    case("dataset-410", "/data/410", "alive|unverifiable", page("410", h1("410"), "<table><tr><th>x<th>y</tr><tr><td>1<td>2</tr></table>")),
    case("deprecated", "/api/v1", "alive|unverifiable", page("API v1", h1("API v1"), div("This version has been removed from the default install"), div("Use v2 instead"))),
    case("room-change", "/e/81", "alive|unverifiable", page("第81期", h1("第81期"), div("原直播间已关闭，请到 302 直播间"), div("11月30日 19:30"))),
    case("moved-words", "/p/81a8", "alive|moved|unverifiable", page("第81期", div("本页面已迁移至新地址"), "<a href=http://new.contrary.test/81>新地址</a>")),
    case("domain-course", "/c/81", "alive|unverifiable", page("域名出售流程讲解", h1("域名出售流程讲解"), div("第三讲"), div("讲师：王芳"))),
    case("domain-news", "/n/81", "alive|unverifiable", page("This domain is for sale: a scam report", h1("This domain is for sale"), p(ENGLISH))),
    case("ended-only", "/room/81", "alive|unverifiable|dead", page("第81期直播", div("第81期直播"), div("直播已结束"))),
    case("ended-soon", "/room/81", "alive|unverifiable", page("第81期直播", div("第81期直播"), div("直播已结束，回放生成中"))),
    case("vote-over", "/vote/81", "alive|unverifiable|dead", page("选题投票", h1("选题投票"), div("投票已结束"), "<ul><li>图割 31 票<li>因果 28 票</ul>")),
    case("exam", "/exam/81", "alive|unverifiable|dead|blocked", page("期中测验", h1("期中测验"), div("考试已结束"), div("成绩将于周一公布"))),
    case("embargo", "/a/81a8", "blocked|unverifiable", page("Sign in to read", h1("This document is private"), div("Ask the owner for access"))),
    case("vpn", "/a/81a8", "blocked|unverifiable", page("提示", div("该资源仅限校内访问"), div("请使用 VPN 登录"))),
    case("wechat-only", "/a/81a8", "blocked|unverifiable", page("提示", div("请在微信客户端打开链接"))),
    case("busy", "/v/81a8", "unreachable|unverifiable", page("提示", div("当前访问人数过多，页面暂时无法打开，请稍后再试"))),
    case("transcoding", "/v/81a8", "unverifiable|alive|unreachable", page("视频", div("视频正在转码，暂时无法播放"))),
    case("review", "/v/81a8", "unverifiable|alive|unreachable|blocked", page("视频", div("视频审核中，暂不可见"))),
    case("json-list", "/api/list?d=81", "alive|unverifiable", response(200, json.dumps({"code": 0, "data": [{"id": 1, "status": "deleted", "message": "video not found"}]}), kind="application/json")),
    case("xml-feed", "/feed/81.xml", "alive", response(200, "<?xml version='1.0'?><rss><channel><title>Lost pages</title><item><title>Page not found</title></item><item><title>Salon 81</title></item></channel></rss>", kind="application/rss+xml")),
    case("txt", "/notes/81.txt", "alive|unverifiable", response(200, "TODO\nFile not found: fix in loader\nsalon 81 notes, second part\n", kind="text/plain")),
    case("to-viewer", "/s/81a8", "alive", to(302, "/viewer?id=81a8"), response(404, "no"), {"/viewer?id=81a8": page("81.pdf", "<iframe src=/raw/81.pdf></iframe>")}),
    case("to-subdomain-home", "/live", "alive|moved|unverifiable", to(301, "http://live.contrary-to-subdomain-home.test/"), response(404, "no"), {"live.contrary-to-subdomain-home.test/": page("直播", h1("直播"), p(PROSE))}),
    case("404-mark", "/v/81a8", "blocked", response(404, page("Just a moment...", "<script>window._cf_chl_opt={}</script>", h1("Checking your browser")))),
    case("202-wait", "/v/81a8", "alive|unverifiable|blocked", response(202, page("Loading", "<div id=a></div>", APP))),
]  # fmt: skip

GONE = [
    case("g-div", "/v/82a8", "dead", page("视频平台", BAR, div("哎呀，视频不见了", "empty"), FOOT)),
    case("g-title", "/v/82a8", "dead|unverifiable", page("视频已删除", "<img src=/sad.png>", FOOT)),
    case("g-en", "/v/82a8", "dead", page("Clips", BAR, div("Sorry, this clip is no longer available."), FOOT)),
    case("g-gone-heading", "/v/82a8", "dead", page("Recording unavailable", h1("Recording unavailable"), div("The recording you requested was deleted by its owner."))),
    case("g-paste", "/x/82a8", "dead", page("Paste", h1("Paste not found"), div("It may have expired."))),
    case("g-note", "/n/82a8", "dead", page("笔记", h1("笔记不存在"), div("笔记可能已被作者删除"))),
    case("g-meeting", "/rec/82a8", "dead", page("会议录制", div("该录制文件已被删除"), div("如需查看，请联系会议主持人"))),
    case("g-column", "/c/82a8", "dead", page("专栏", div("该专栏已被作者删除"), "<a href=/>返回首页</a>")),
    case("g-app", "/v/82a8", "dead", page("App", "<div id=app><h1>Oops</h1><p>We couldn't find that page.</p></div>", APP)),
    case("g-json", "/v/82", "dead", response(200, json.dumps({"status": "error", "message": "The resource does not exist"}), kind="application/json")),
    case("g-form", "/f/82", "dead", page("Feedback", h1("Feedback"), div("This survey is now closed."), div("Thank you for your interest."))),
    case("g-school", "/show/82.htm", "dead", page("信息提示", div("对不起，您要查看的信息不存在或已被删除！"), "<a href='javascript:history.back()'>返回上一页</a>")),
    case("g-error-host", "/v/82a8", "dead", to(302, "http://www.contrary-g-error-host.test/notfound"), None, {"www.contrary-g-error-host.test/notfound": page("找不到页面", h1("找不到页面"))}),
]  # fmt: skip

CASES = [*THERE, *GONE]
