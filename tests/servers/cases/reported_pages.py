"""Pages after public reports about link checkers: notices about something else on the page, archives, locks, walls, shells.

A fifth fresh table, written before its pages were tried. The first verdict of a case is the best one.
"""

from __future__ import annotations

from servers.internet import NOT_FOUND, Case, to
from servers.pages import page

TOP = "<header><a href=/>Home</a><a href=/talks>Talks</a><a href=/login>Log in</a></header>"
KOPF = "<div class=topbar><a href=/>首页</a><a href=/live>直播</a><a href=/u>我的</a></div>"
END = "<footer>© 2024 Example e.V. Imprint Privacy</footer>"
ENDE = "<div class=footer>备案号 00000 号 关于我们 用户协议</div>"
TOLD = "Two thirds of the evening went into message passing; the last part was a live demo on a citation graph."
SAGT = "前半场讲消息传递的直觉，后半场在一张引文图上现场演示，问答部分也录了下来。"


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object) -> Case:
    return Case(f"told-{name}", f"http://told-{name}.test{path}", right, shown, *rest)  # type: ignore[arg-type]


def div(*texts: str) -> str:
    return "".join(f"<div>{text}</div>" for text in texts)


def shell(title: str, mount: str = "root") -> str:
    return page(title, f"<div id={mount}></div>", "<script type=module src=/assets/index-8c1d.js></script>")


UNLESS_DEAD = "alive|unverifiable"

THERE = [
    case("replay-moved-on", "/v/101a8", UNLESS_DEAD, page("第101期回放", KOPF, "<h1>本视频已删除</h1>", div("新版本已重新上传，共三段"), "<a href=/v/101b8>第一段：消息传递</a><a href=/v/101b9>第二段：采样</a>", ENDE)),
    case("event-ended-replay", "/e/101a8", UNLESS_DEAD, page("Salon 101 | Meet", TOP, "<h1>This event has ended</h1>", div("Watch the replay"), "<a href=https://videos.example/w/101>Salon 101: message passing</a>", END)),
    case("event-ended-replay-zh", "/e/101a8", UNLESS_DEAD, page("活动已结束", KOPF, "<h2>活动已结束</h2>", "<a href=/replay/101a8>观看回放</a>", "<img src=/poster/101.jpg>", ENDE)),
    case("comments-closed-zh", "/n/101a8", "alive|unverifiable", page("消息传递十问", KOPF, "<h1>消息传递十问</h1>", "<span>林某</span><span>2024-03-01</span>", "<img src=/n/101.png>", div("该内容已关闭评论"), ENDE)),
    case("comments-closed", "/blog/101a8", "alive|unverifiable", page("Ten questions on message passing", TOP, "<h2>Ten questions on message passing</h2>", div("Posted by Lin", "Comments are closed for this post."), END)),
    case("archive-course", "/course/ml-2019", "alive|unverifiable", page("Machine learning, spring 2019", TOP, "<h1>This course has been archived</h1>", "<ul><li><a href=l1.html>Lecture 1: least squares</a><li><a href=l2.html>Lecture 2: kernels</a></ul>", END)),
    case("archive-course-zh", "/kc/101a8", UNLESS_DEAD, page("图学习导论 - 某慕课", KOPF, "<h1>图学习导论</h1>", div("本课程已结束，已关闭选课", "第一章 图的表示", "第二章 消息传递", "第三章 采样"), ENDE)),
    case("forum-video-gone", "/t/1018", "alive|unverifiable", page("Video removed? - Forum", TOP, "<h1>Video removed?</h1>", "<div class=post-body>The recording of salon 100 is not there any more, does anybody have a copy?</div><div class=post-body>Yes, see the drive folder.</div>", END)),
    case("forum-video-gone-zh", "/thread-1018-1-1.html", "alive|unverifiable", page("视频不存在了 - 某论坛", KOPF, "<h1>视频不存在了</h1>", "<table><tr><td>小林</td><td>第100期打不开了，谁有备份</td></tr><tr><td>小王</td><td>我传网盘了</td></tr></table>", ENDE)),
    case("status-doc", "/docs/errors/resource-not-found", "alive|unverifiable", page("Resource not found", TOP, "<h1>Resource not found</h1>", div("Code: 40401", "Returned when the id of a graph is unknown.", "Fix: list the graphs first."), END)),
    case("status-doc-zh", "/wiki/errcode/10404", "alive|unverifiable", page("错误码 10404", KOPF, "<h1>文件不存在</h1>", div("原因：路径写错或文件已移动", "处理：先调用列表接口"), ENDE)),
    case("changelog-removed", "/changelog/3-2", "alive|unverifiable", page("Removed - changelog 3.2", TOP, "<h1>Removed</h1>", "<ul><li>The old sampler<li>Python 3.7</ul>", END)),
    case("mirror-note", "/v/101a8", UNLESS_DEAD, page("Message passing", TOP, "<h1>This video is no longer available here</h1>", "<a href=https://mirror.example/101>Watch it on our new channel</a>", END)),
    case("slides-beside", "/t/101a8", UNLESS_DEAD, page("Talk 101", TOP, "<h1>Recording not found</h1>", div("Slides"), "<a href=/download?id=101>Message passing, 43 pages</a>", END)),
    case("gone-track", "/album/101", UNLESS_DEAD, page("录音合集", KOPF, "<h1>节目已下架</h1>", "<ol><li>第一讲 图的表示 32:10<li>第二讲 消息传递 28:44</ol>", ENDE)),
    case("poem", "/p/1018", "alive|unverifiable", page("不存在的网页", "<h1>不存在的网页</h1>", div("我在夜里敲下一行地址", "没有人应答", "只有光标在闪")), NOT_FOUND),
    case("app-known", "/room/101a8", "alive|unverifiable", shell("第101期 · 某直播"), shell("某直播")),
    case("login-beside", "/doc/101a8", "alive|unverifiable", page("第101期纪要", KOPF, "<h1>第101期纪要</h1>", div(SAGT), "<div class=mask><span>登录后查看评论</span><button>登录</button></div>", ENDE)),
    case("consent-banner", "/t/101a8", "alive", page("Message passing", "<div role=dialog>We value your privacy <button>Accept all</button></div>", "<h1>Message passing</h1>", TOLD, END)),
    case("exhibition", "/x/101", "alive|unverifiable", page("Lost Pages | Museum", TOP, "<h1>This page has been removed</h1>", "<img src=/works/101-large.jpg>", div("Ink on paper, 2019", "Room 4"), END)),
    case("quote-talk", "/t/101c8", "alive|unverifiable", page("“Video unavailable”", TOP, "<h1>“Video unavailable”</h1>", div("A talk on what archives lose", "Lin, 43 minutes"), END)),
]  # fmt: skip

GONE = [
    case("plain-zh", "/v/102a8", "dead", page("某视频网", KOPF, "<div class=error-box><img src=/img/404.png><p class=tip>很抱歉，您要观看的视频已被删除</p><a href=/>返回首页</a></div>", ENDE)),
    case("plain-en", "/w/102a8", "dead", page("Example Video", TOP, "<main><h1>This video is no longer available</h1><p>It may have been removed by its owner.</p><a href=/>Back to home</a></main>", END)),
    case("soft-sibling", "/talk/102a8", "dead", page("Example", TOP, "<h1>Not here</h1>", "<p>The talk you asked for does not exist.</p>", "<h3>Popular talks</h3><ul><li>Kernels<li>Trees<li>Sampling</ul>", END), None),
    case("soft-sibling-zh", "/a/102a8", "dead", page("某社区", KOPF, "<p>内容飞走了</p>", "<div class=hot><div>热门：消息传递十问</div><div>热门：采样的艺术</div></div>", ENDE), None),
    case("share-gone", "/s/102a8", "dead", page("某网盘-分享", KOPF, "<div class=share-error><p>你来晚了，分享的文件已经被删除了</p></div>", ENDE)),
    case("form-over", "/f/102a8", "dead", page("第102期报名", "<h1>第102期报名</h1>", "<div>该问卷已停止收集</div>", "<div class=footer>某问卷 提供技术支持</div>")),
    case("form-over-en", "/forms/102a8", "dead", page("Salon 102", "<h1>Salon 102</h1>", "<div>The form Salon 102 is no longer accepting responses.</div><div>Try contacting the owner of the form if you think this is a mistake.</div>")),
    case("paste", "/102a8c", "dead", page("Paste", TOP, "<h1>This paste has been removed</h1>", END)),
    case("deck", "/p/102a8", "dead", page("Slides", TOP, "<h1>Presentation not found</h1>", "<p>The presentation you are looking for was deleted, or its address is wrong.</p>", "<a href=/search>Search presentations</a>", END)),
    case("home", "/v/102a8c", "dead", to(302, "/"), None, {"/": page("Example", TOP, "<h1>Example</h1>", TOLD, END)}),
    case("error-end", "/v/102a8c", "dead", to(302, "/error/404"), None, {"/error/404": page("404", KOPF, "<h1>404</h1>", "<p>页面走丢了</p>", ENDE)}),
    case("parking", "/", "dead", page("told-parking.test", "<h1>told-parking.test is for sale</h1>", "<form><input name=offer><button>Make an offer</button></form>"), None),
    case("user-gone", "/@lin102", "dead", page("Example Social", TOP, "<h1>This account doesn’t exist</h1>", "<p>Try searching for another.</p>", END)),
]  # fmt: skip

OTHER = [
    case("region", "/w/103a8", "blocked|unverifiable", page("Example TV", TOP, "<h1>This video is not available in your country</h1>", "<p>The uploader has not made it available here.</p>", END)),
    case("region-zh", "/v/103a8", "blocked|unverifiable", page("某视频", KOPF, "<p>因版权原因，您所在的地区暂时无法观看该视频</p>", ENDE)),
    case("works", "/v/103a8", "unreachable|unverifiable", page("维护公告", "<h1>平台升级维护中</h1>", "<p>部分回放暂时不可用，预计明早八点恢复。</p>"), None),
    case("anubis", "/r/103a8", "blocked|unverifiable", page("Making sure you&#39;re not a bot!", "<script id=anubis_challenge type=application/json>{}</script><img src=/.within.website/x/cmd/anubis/static/img/pensive.webp><p>Loading...</p><noscript>Enable JavaScript</noscript>"), None),
    case("consent-wall", "/w/103a8", "blocked|unverifiable|alive", to(302, "http://consent.told-consent-wall.test/m?continue=103a8"), NOT_FOUND, {"consent.told-consent-wall.test/m": page("Before you continue", "<h1>Before you continue</h1>", "<form><button>Reject all</button><button>Accept all</button></form>")}),
    case("app-shell", "/live/103a8", "unverifiable", shell("某直播"), None),
]  # fmt: skip

CASES = [*THERE, *GONE, *OTHER]
