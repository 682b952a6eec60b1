"""Notices with something beside them that no list knows, and plain gone pages in wordings of other makers.

A sixth fresh table, written after a notice had to be all that a page says. The first verdict of a case is the best one.
"""

from __future__ import annotations

from servers.cases.reported_pages import END, ENDE, KOPF, SAGT, TOLD, TOP, div, shell
from servers.internet import NOT_FOUND, Case, to
from servers.pages import page


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object) -> Case:
    return Case(f"beside-{name}", f"http://beside-{name}.test{path}", right, shown, *rest)  # type: ignore[arg-type]


THERE = [
    case("ticket-over", "/e/111a8", "alive|unverifiable", page("Salon 111", TOP, "<h1>This event has expired</h1>", div("Thursday, 7 pm", "Library, second floor"), END)),
    case("live-to-replay", "/live/111a8", "alive|unverifiable", page("直播已结束", KOPF, "<h1>该直播已结束</h1>", div("回放时长 1 小时 12 分"), "<button>立即播放</button>", ENDE)),
    case("password", "/rec/111a8", "alive|unverifiable|blocked", page("会议录制", "<h1>该录制已加密</h1>", "<input name=pwd placeholder=请输入访问密码><button>查看</button>")),
    case("playlist-hidden", "/list/111", "alive|unverifiable", page("Salon replays", TOP, "<h1>Salon replays</h1>", div("2 unavailable videos are hidden"), "<a class=row href=/v/1a8x>Message passing</a><a class=row href=/v/2b9x>Sampling</a>", END)),
    case("qr-poster", "/p/111a8", "alive|unverifiable", page("第111期预告", "<img src=/posters/111.png>", div("二维码已失效"))),
    case("deprecated-api", "/api/graphs/delete", "alive|unverifiable", page("Graph deleted", TOP, "<h1>Graph deleted</h1>", div("Event graph.deleted", "Sent when a graph is removed."), "<pre>{\"id\": 1}</pre>", END)),
    case("glossary", "/glossary/dead-link", "alive|unverifiable", page("Dead link", TOP, "<h1>Dead link</h1>", div("A link whose target is gone."), END)),
    case("glossary-zh", "/baike/111a8", "alive|unverifiable", page("链接失效 - 百科", KOPF, "<h1>链接失效</h1>", div("指网页地址打不开的现象，英文 link rot。"), ENDE)),
    case("issue-video", "/o/r/issues/1118", "alive|unverifiable", page("Video not found · Issue #1118 · o/r", TOP, "<h1>Video not found #1118</h1>", "<span>Closed</span>", "<div class=comment-body>Fixed by a new link in the readme.</div>", END)),
    case("tweet", "/lin/status/1118000", "alive|unverifiable", page("Lin on Example: “This page doesn’t exist”", "<article><div>Lin</div><div>This page doesn’t exist</div><div>12 likes</div></article>", END)),
    case("course-expired", "/c/111a8", "alive|unverifiable", page("图学习导论", KOPF, "<h1>图学习导论</h1>", div("课程已过期", "¥99 续费学习"), ENDE)),
    case("mailing", "/list/msg00111.html", "alive|unverifiable", page("Re: page not found", "<h1>Re: page not found</h1>", "<pre>On Friday Lin wrote:\n&gt; the link in the minutes is broken\nIt works for me.</pre>")),
    case("bug-report", "/show_bug?id=1118", "alive|unverifiable", page("1118 - Page not found", "<h1>Page not found</h1>", "<table><tr><th>Status</th><td>RESOLVED</td></tr><tr><th>Assignee</th><td>lin</td></tr></table>")),
    case("notice-moved", "/n/111a8", "alive|unverifiable", page("公告", KOPF, "<h1>此页面已下线</h1>", div("新平台：graph.example.cn，账号通用"), ENDE)),
    case("mirror-list", "/dl/111a8", "alive|unverifiable", page("Downloads", TOP, "<h1>File not found?</h1>", div("Try a mirror: Berlin, Tokyo, Toronto"), END)),
    case("radio", "/p/111a8", "alive|unverifiable", page("Missing - Radio", TOP, "<h1>Missing</h1>", "<button class=play>Play</button>", div("28 min"), END)),
    case("tv-gone", "/show/gone-2", "alive|unverifiable", page("Gone, part 2", TOP, "<h2>Gone</h2>", div("Part 2 of 6"), "<img src=/stills/g2.jpg>", END)),
    case("cookies", "/t/111a8", "alive", page("采样的艺术", "<h1>采样的艺术</h1>", f"<p>{SAGT}</p>", "<div class=cookie-bar>本站使用 Cookie，拒绝后部分内容不可用</div>", ENDE)),
    case("login-corner", "/t/111a8", "alive", page("Sampling", "<div>Sign in</div>", "<h1>Sampling</h1>", TOLD, END)),
    case("spa-item", "/live/111a8", "alive|unverifiable", page("采样的艺术", "<div id=app></div>", "<script>window.__DATA__={title:'采样的艺术',msg404:'页面不存在'}</script>", "<script src=/app.js></script>"), shell("某直播")),
    case("moved-301", "/old/111", "moved", to(301, "/talks/sampling"), NOT_FOUND, {"/talks/sampling": page("Sampling", TOP, "<h1>Sampling</h1>", TOLD, END)}),
]  # fmt: skip

GONE = [
    case("zh-recycle", "/d/112a8", "dead", page("文档已删除", KOPF, "<h2>文档已删除</h2><p>该文档已被所有者删除，你可以联系所有者恢复</p><button>返回首页</button>", ENDE)),
    case("zh-illegal", "/p/112a8", "dead", page("提示", "<p>该内容因违反社区规范已被删除</p><a href=/>回首页看看</a>")),
    case("zh-room", "/room/112a8", "dead", page("某直播", KOPF, "<div class=empty><img src=/assets/empty.png><p>房间不存在或已关闭</p></div>", ENDE)),
    case("zh-poll", "/tp/112a8", "dead", page("选题投票", "<h1>选题投票</h1><p>该投票已结束，感谢您的参与！</p>")),
    case("zh-404", "/x/112a8", "dead", page("404", KOPF, "<h1>404</h1><p>抱歉，你访问的页面不存在</p><p>请检查链接是否正确，或返回首页</p>", ENDE)),
    case("en-owner", "/v/112a8", "dead", page("Video unavailable", TOP, "<h1>Video unavailable</h1><p>The uploader has closed their account.</p>", END)),
    case("en-doc", "/d/112a8", "dead", page("Docs", "<h1>Sorry, the file you have requested has been deleted.</h1><p>Make sure that you have the correct URL and the owner of the file hasn’t deleted it.</p>")),
    case("en-slack", "/j/112a8", "dead|unverifiable", page("Join", "<h1>This link is no longer active</h1><p>To join this workspace, ask the person who sent you the link for a new one.</p>")),
    case("en-repo", "/o/r112", "dead", page("Page not found · Git", TOP, "<h1>404</h1><h2>This is not the web page you are looking for.</h2><form><input name=q placeholder='Search'></form>", END)),
    case("en-same", "/w/112a8", "dead", page("Example", TOP, "<h1>Hmm.</h1><p>We can’t seem to find what you want.</p><ul><li><a href=/t/1a8c>Sampling</a><li><a href=/t/2b8c>Kernels</a></ul>", END), None),
    case("en-parked", "/talks/112", "dead", page("beside-en-parked.test", "<h1>beside-en-parked.test</h1><p>This domain is parked free of charge.</p><div>Related searches</div><a href=/x1>Online courses</a>"), None),
    case("end-404", "/v/112a8c", "dead", to(302, "/404"), None, {"/404": page("走丢了", KOPF, "<p>页面走丢了</p>", ENDE)}),
    case("real-410", "/v/112a8", "dead", page("x", "x").encode() and b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"),
]  # fmt: skip

OTHER = [
    case("geo", "/w/113a8", "blocked|unverifiable", page("Unavailable", "<h1>This content isn’t available where you are</h1>")),
    case("works-zh", "/v/113a8", "unreachable|unverifiable", page("公告", "<p>本站正在维护，视频暂时无法访问，请稍后再来。</p>"), None),
    case("wall", "/v/113a8", "blocked|unverifiable", page("Checking", "<p>Checking your browser before accessing the site.</p><script src=/cdn-cgi/challenge-platform/x.js></script>"), None),
    case("members", "/d/113a8", "blocked|unverifiable|alive", page("会员内容", KOPF, "<h1>该内容仅会员可看</h1><button>开通会员</button>", ENDE)),
    case("down", "/v/113a8", "unreachable|unverifiable", page("Error", "<h1>Error 1033</h1><p>The host is unable to resolve it. Please try again in a few minutes.</p>"), None),
    case("waf", "/v/113a8", "blocked|unverifiable", page("405", "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>"), None),
]  # fmt: skip

CASES = [*THERE, *GONE, *OTHER]
