"""Pages that look gone and are not, and gone ones that look alive: events, lives, courses, wikis, slides, answers of servers.

Written with the rules known, by somebody else than their author; what `g-doc-trash` and `g-wiki` may be called was
widened to `unverifiable` once they had been tried. The first verdict of a case is the best one.
"""

from __future__ import annotations

import json

from servers.internet import Case, to
from servers.pages import page
from servers.raw_http import response

APP = "<script src=/static/app.9f2c.js></script>"
BAR = "<header><a href=/>首页</a> <a href=/login>登录</a></header>"
FOOT = "<footer>© 2024 举报 帮助中心 About Terms</footer>"
PROSE = "这一节从图的割讲起，推导最大流与最小割的对偶关系，最后给出一个可以运行的例子。"
ENGLISH = "In this lecture we derive the bound step by step and show how the estimator behaves on small samples."


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object, host: str = "") -> Case:
    return Case(f"look-{name}", f"http://{host or f'look-{name}.test'}{path}", right, shown, *rest)  # type: ignore[arg-type]


def h1(text: str) -> str:
    return f"<h1>{text}</h1>"


def div(text: str, name: str = "") -> str:
    return f"<div class={name}>{text}</div>" if name else f"<div>{text}</div>"


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


GB = (
    page("第七期回放", h1("第七期回放"), p(PROSE, "视频删除了的同学请看讲义。"))
    .replace("utf-8", "gb2312")
    .encode("gb18030")
)
GB_GONE = (
    page("提示信息", div("您访问的页面不存在或已被删除"), "<a href=/>返回首页</a>")
    .replace("utf-8", "gb2312")
    .encode("gb18030")
)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Title (404 Not Found) >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 90

THERE = [
    case("why-deleted", "/q/71a8", "alive|unverifiable", page("为什么我的视频被删除了？", h1("为什么我的视频被删除了？"), p(PROSE, "平台会在私信里写明理由，申诉要三天。"))),
    case("404-day", "/e/71a8", "alive", page("404 Day 2024", h1("404 Day"), "<img src=/atlanta.jpg>", p("The city celebrates its area code on April 4th with music in Piedmont Park."))),
    case("recover-files", "/doc/71a8", "alive", page("如何找回已删除的文件", h1("如何找回已删除的文件"), p("打开回收站，选中文件，点击还原。", PROSE))),
    case("comments-closed", "/v/71a8", "alive|unverifiable", page("第71期：图割", h1("第71期：图割"), "<div id=player></div>", div("评论已关闭"), APP)),
    case("chat-ended", "/live/71a8", "alive", page("Salon 71 replay", h1("Salon 71"), "<video src=/71.m3u8></video>", div("Chat has ended"))),
    case("episode-removed", "/album/71", "alive|unverifiable", page("因果推断十讲", h1("因果推断十讲"), div("第三讲已下架"), p("全十讲，每讲一小时。"), "<ul><li>第一讲<li>第二讲<li>第四讲</ul>")),
    case("price-withdrawn", "/course/71a8", "alive|unverifiable", page("Causal inference", h1("Causal inference"), div("The early-bird price is no longer available"), p(ENGLISH))),
    case("old-version", "/docs/v2/a8", "alive", page("Library 2.0", h1("Library 2.0"), div("Version 1.x has been removed"), p(ENGLISH), "<pre>pip install lib</pre>")),
    case("section-closed", "/bbs/71a8", "alive|unverifiable", page("资料交流", h1("资料交流"), div("本版块已关闭发帖"), "<ul><li><a href=/t/1>第一期讲义</a><li><a href=/t/2>第二期讲义</a></ul>")),
    case("live-ended-replay", "/room/71", "alive", page("第71期直播", h1("第71期直播"), div("直播已结束"), "<video src=/r/71.mp4 controls></video>")),
    case("live-ended-link", "/room/71", "alive|unverifiable", page("第71期直播", h1("第71期直播"), div("直播已结束，回放见下方"), "<a href=/r/71>观看回放</a>")),
    case("live-not-yet", "/room/71", "alive|unverifiable", page("第71期直播", h1("第71期直播"), div("直播尚未开始"), div("开播时间 11月30日 19:30"))),
    case("quiz-over", "/quiz/71a8", "alive|unverifiable|dead", page("Week 3 quiz", h1("Week 3 quiz"), div("This quiz has ended. Your score: 8/10"), "<ol><li>Which cut is minimal?<li>Which flow is maximal?</ol>")),
    case("apology", "/news/71a8", "alive", page("致歉信", h1("致歉信"), p("很抱歉，上周的直播中断了十分钟，我们已经补录并上传。", PROSE))),
    case("maintenance", "/v/71a8", "unreachable", page("系统维护", h1("系统维护中"), p("网站将于今晚 22 点恢复访问，期间视频无法观看。"))),
    case("maintenance-en", "/v/71a8", "unreachable|unverifiable", page("We'll be back", h1("We'll be right back"), p("This page is not available while we upgrade our servers."))),
    case("geo", "/v/71a8", "blocked", page("Video unavailable", div("The uploader has not made this video available in your country"))),
    case("geo-zh", "/v/71a8", "blocked|unverifiable", page("提示", div("抱歉，因版权原因，您所在的地区无法观看此视频"))),
    case("age", "/v/71a8", "blocked|alive|unverifiable", page("Age check", h1("Are you over 18?"), div("This content may not be suitable for everyone"), "<form method=post><button>Yes</button><button>No</button></form>")),
    case("members", "/column/71a8", "blocked|unverifiable", page("图割专栏", h1("图割专栏"), div("本文仅限会员阅读"), "<button>开通会员</button>")),
    case("paywall", "/a/71a8", "alive|blocked|unverifiable", page("Bounds for everyone", h1("Bounds for everyone"), p(ENGLISH), div("This article is no longer free. Subscribe to continue reading.", "paywall"))),
    case("cookies", "/v/71a8", "blocked|unverifiable|alive", page("Before you continue", h1("Before you continue to VideoSite"), p("We use cookies and data to deliver our services."), "<form><button>Accept all</button></form>")),
    case("spa", "/v/71a8", "unverifiable", page("VideoSite", "<div id=root></div>", "<noscript>页面不存在 JavaScript 支持，请开启。</noscript>", APP), None),
    case("spa-title", "/v/71a8", "unverifiable|alive", page("404", "<div id=app></div>", APP), response(500, "")),
    case("meta-refresh-page", "/old/71", "alive|moved", page("Moved", "<meta http-equiv=refresh content='0; url=/new/71'>", "This page no longer exists here. It has moved."), response(404, "no"), {"/new/71": page("第71期", h1("第71期"), p(PROSE))}),
    case("canonical-home", "/v/71a8", "alive", page("第71期", "<link rel=canonical href='http://look-canonical-home.test/'>", h1("第71期"), p(PROSE))),
    case("api-ok", "/api/v/71", "alive", response(200, json.dumps({"code": 0, "message": "success", "data": {"title": "404 not found 解读", "deleted": False}}), kind="application/json")),
    case("pdf", "/f/71.pdf", "alive", response(200, PDF, kind="application/pdf")),
    case("image", "/f/71a8", "alive", response(200, PNG, kind="image/png")),
    case("to-locale", "/talk/71a8", "alive", to(302, "/zh-cn/talk/71a8"), response(404, "no"), {"/zh-cn/talk/71a8": page("第71期", h1("第71期"), p(PROSE))}),
    case("to-section", "/old/live/71", "alive|moved|unverifiable", to(301, "/live/"), response(404, "no"), {"/live/": page("直播课", h1("直播课"), p(PROSE), "<ul><li><a href=/1>一</a><li><a href=/2>二</a></ul>")}),
    case("to-login", "/doc/71a8", "blocked", to(302, "/u/signin?next=%2Fdoc%2F71a8"), None, {"/u/signin": page("Sign in", "<form><input name=u><input type=password name=p></form>")}),
    case("to-store", "/s/71a8", "unverifiable|alive", to(302, "http://look-store.test/app/id71"), None, {"look-store.test/app/id71": page("App on the store", h1("VideoApp"), p("Watch salons on your phone, wherever you are and whenever you like."))}),
    case("to-home-campaign", "/", "alive|moved", to(302, "/?lang=zh"), None, {"/?lang=zh": page("首页", h1("沙龙"), p(PROSE))}),
    case("tiny", "/ping/71", "alive|unverifiable", response(200, "ok", kind="text/html")),
    case("403-words", "/v/71a8", "blocked", response(403, page("403", h1("该页面不存在"), div("视频已被删除")))),
    case("418", "/v/71a8", "blocked", response(418, page("418", h1("I'm a teapot"), "not found"))),
    case("429-words", "/v/71a8", "blocked", response(429, page("Not found", h1("Page not found")))),
    case("503-words", "/v/71a8", "unreachable", response(503, page("Gone", h1("This video has been removed")))),
    case("520", "/v/71a8", "unreachable", response(520, page("520", h1("Web server is returning an unknown error")))),
    case("gb2312", "/show.asp?id=71", "alive", response(200, GB, kind="text/html")),
    case("frames", "/old.htm", "alive|unverifiable", "<html><head><title>讲座</title></head><frameset cols='20%,80%'><frame src=menu.htm><frame src=main.htm><noframes>您的浏览器不支持框架，无法找到页面</noframes></frameset></html>"),
    case("noscript-notice", "/v/71a8", "alive", page("第71期", h1("第71期"), "<noscript><h1>页面不存在</h1></noscript>", p(PROSE), APP)),
    case("wiki-deleted-topic", "/wiki/404", "alive|unverifiable", page("HTTP 404 - 维基", h1("HTTP 404"), p("HTTP 404 是服务器找不到所请求资源时返回的状态码。"))),
    case("forum-locked", "/t/71a8", "alive|unverifiable", page("图割的例子跑不通", h1("图割的例子跑不通"), div("该主题已关闭，无法回复"), div("把权重改成整数就好了", "post"))),
    case("slides", "/deck/71", "alive|unverifiable", page("Slides: The missing page", h1("The missing page"), "<canvas id=deck></canvas>", div("1 / 24"), APP)),
    case("product-off", "/book/71", "alive|unverifiable|dead", page("图割入门（第二版）", h1("图割入门（第二版）"), "<img src=/cover.jpg>", div("商品已下架"), p("作者在第二版里补了三章习题与全部答案。"))),
    case("form-prefilled", "/form/71", "alive", page("报名", h1("第71期报名"), div("名额已满的场次已关闭"), "<form><input name=name><input name=mail2><textarea name=why></textarea></form>")),
    case("form-thanks", "/form/71", "alive|unverifiable", page("报名", h1("提交成功"), div("您的问卷已提交，问卷将于周五关闭"))),
    case("cancelled-event", "/e/71a8", "alive|unverifiable", page("第71期沙龙", h1("第71期沙龙"), div("活动已取消"), div("原定 11月30日 19:30"))),
]  # fmt: skip

GONE = [
    case("g-video", "/v/72a8", "dead", page("视频", BAR, div("视频已被作者删除"), FOOT)),
    case("g-video-en", "/v/72a8", "dead", page("VideoSite", BAR, h1("This video isn't available any more"), FOOT)),
    case("g-removed-terms", "/v/72a8", "dead", page("VideoSite", h1("Video removed"), div("This video has been removed for violating our terms of service."))),
    case("g-live-room", "/room/72", "dead", page("直播间", div("直播间不存在"), "<a href=/>去看看其他直播</a>")),
    case("g-replay-expired", "/r/72a8", "dead", page("回放", h1("回放已过期"), div("回放仅保留 30 天"))),
    case("g-doc", "/d/72a8", "dead", page("文档已删除", div("你访问的文档已被删除"), div("如有疑问请联系文档所有者"))),
    case("g-doc-trash", "/d/72a8", "dead|unverifiable", page("Docs", h1("File is in owner's trash"), div("The file you have requested has been deleted."))),
    case("g-form-zh", "/f/72", "dead", page("第72期报名表", h1("第72期报名表"), div("该表单已停止收集"))),
    case("g-form-en", "/f/72", "dead", page("Salon 72", h1("Salon 72"), div("This form is no longer accepting responses."))),
    case("g-wiki", "/wiki/Nope72", "dead|unverifiable", page("Nope72 - Wiki", h1("Nope72"), div("There is currently no text in this page. This page does not exist.")), page("Xq - Wiki", h1("Xq"), div("There is currently no text in this page. This page does not exist."))),
    case("g-forum", "/thread-72-1-1.html", "dead", page("提示信息 - 论坛", BAR, div("抱歉，指定的主题不存在或已被删除或正在被审核"), FOOT)),
    case("g-slides", "/deck/72", "dead", page("Decks", h1("Oops! This presentation has been deleted"), "<a href=/>Browse decks</a>")),
    case("g-course", "/c/72", "dead", page("课程", BAR, h1("课程已下线"), div("该课程已下线，看看其他课程吧"), FOOT)),
    case("g-share", "/s/72", "dead", page("网盘", div("啊哦，你来晚了，分享的文件已经被取消了，下次要早点哟。"))),
    case("g-share-expired", "/s/72", "dead", page("链接已过期", h1("链接已过期"), div("请联系分享者重新分享"))),
    case("g-gb", "/show.asp?id=72", "dead", response(200, GB_GONE, kind="text/html")),
    case("g-410", "/v/72", "dead", response(410, page("第72期", h1("第72期"), p(PROSE)))),
    case("g-404-full", "/v/72", "dead", response(404, page("第72期", h1("热门"), p(PROSE, PROSE)))),
    case("g-404-empty", "/v/72", "dead", response(404, "")),
    case("g-api", "/api/v/72", "dead", response(200, json.dumps({"code": 404, "msg": "video not found", "data": None}), kind="application/json")),
    case("g-home", "/v/72a8", "dead", to(302, "/"), None, {"/": page("首页", h1("VideoSite"), p(PROSE))}),
    case("g-home-meta", "/v/72a8", "dead", page("", "<meta http-equiv=refresh content='0;url=/'>"), None, {"/": page("首页", h1("VideoSite"), p(PROSE))}),
    case("g-error", "/v/72a8", "dead", to(302, "/error/404.html"), None, {"/error/404.html": page("404", h1("页面走丢了"))}),
    case("g-spa-words", "/v/72a8", "dead", page("VideoSite", "<div id=root><h2>Page not found</h2><p>Check the address or go home.</p></div>", APP), None),
    case("g-parked", "/", "dead", page("look-g-parked.test", h1("look-g-parked.test is for sale"), div("Make an offer"))),
    case("g-account", "/u/72", "dead", page("用户", div("该用户已注销"), FOOT)),
    case("g-repo", "/a/b", "dead", page("Code", h1("Repository not found"), div("It may have been deleted or renamed."))),
    case("g-cards", "/v/72a8", "dead|unverifiable", page("视频不存在", BAR, h1("视频不存在"), "<ul class=recommend-list><li>推荐一<li>推荐二<li>推荐三</ul>", FOOT)),
    case("g-mixed", "/v/72a8", "dead", page("404 页面不存在 - 学习平台", "<img src=/404.png>", div("404"), div("你要找的页面飞到外太空了"), FOOT)),
    case("g-podcast", "/ep/72", "dead", page("Podcasts", BAR, h1("Episode not found"), div("This episode is no longer available."), FOOT)),
]  # fmt: skip

CASES = [*THERE, *GONE]
