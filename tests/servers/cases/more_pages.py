"""More pages as hosts answer them, in our own words: thin live ones with every trap, gone ones, walls, moves.

Written after the rules were settled, to see how far they reach. The first verdict of a case is the best one.
"""

from __future__ import annotations

import json

from servers.internet import NOT_FOUND, Case, to
from servers.pages import page
from servers.raw_http import response

APP = "<script src=/main.js></script>"
NAV = "<div class=nav><a href=/>首页</a><a href=/l>登录</a><a href=/r>注册</a></div>"
READ = "We read the paper line by line, and the second half of the evening went into running its code."
LESSON = "这一讲从最小二乘讲起，说明正则项从哪里来，最后用一个小数据集演示。"


def block(text: str) -> str:
    return f"<div>{text}</div>"


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object, host: str = "") -> Case:
    return Case(name, f"http://{host or name + '.test'}{path}", right, shown, *rest)  # type: ignore[arg-type]


def soup(title: str, *texts: str) -> str:
    """A page of nested blocks without headings, as site builders make them."""
    return page(
        title, NAV, "<div class=wrap>" + "".join(f"<div><span>{text}</span></div>" for text in texts) + "</div>"
    )


THERE = [
    case("t-suspended-note", "/n/51a8", "alive|unverifiable", page("第51期改期通知", "<h1>第51期改期通知</h1>", block("本期线下活动已取消，改为线上"), LESSON)),
    case("t-removed-en", "/n/51a8", "alive|unverifiable", page("Changes to salon 51", "<h1>Changes to salon 51</h1>", block("This talk has been removed"), READ)),
    case("t-account", "/help/51a8", "alive", page("Why was my account suspended?", "<h1>Why was my account suspended?</h1>", READ, READ)),
    case("t-error-handling", "/docs/51a8", "alive", page("Internal server error: how to find the cause", "<h1>Internal server error: how to find the cause</h1>", READ, READ)),
    case("t-maintenance-course", "/c/51a8", "alive", page("系统维护与升级 第3讲", "<h1>系统维护与升级 第3讲</h1>", "<video src=/3.mp4></video>")),
    case("t-building-course", "/c/51a9", "alive", page("网站建设入门", "<h1>网站建设入门</h1>", LESSON, "<img src=/c.jpg>"), host="t-building.test"),
    case("t-server-busy", "/p/51a8", "alive", page("服务器繁忙怎么办", "<h1>服务器繁忙怎么办</h1>", LESSON, LESSON)),
    case("t-firewall", "/p/51a8", "alive", page("Web应用防火墙原理", "<h1>Web应用防火墙原理</h1>", LESSON, LESSON, LESSON, LESSON)),
    case("t-permission", "/p/51a8", "alive|unverifiable", page("Linux 权限管理 - 讲义", "<h1>需要权限的命令</h1>", LESSON, LESSON)),
    case("t-robots", "/p/51a8", "alive", page("Are you a robot? A talk on CAPTCHAs", "<h1>Are you a robot? A talk on CAPTCHAs</h1>", "<video src=/t.mp4></video>")),
    case("t-soup", "/p/51a8", "alive", soup("第51期回顾", "第51期回顾", LESSON, "往期链接失效的请留言", LESSON)),
    case("t-soup-thin", "/p/51a8", "alive|unverifiable", soup("第51期回放", "第51期回放", "点击观看", "该链接已失效的请刷新")),
    case("t-table", "/p/51a8", "alive", page("往期回放", "<table><tr><th>期<th>回放</tr><tr><td>1<td>视频已失效</tr><tr><td>2<td>链接不存在</tr></table>")),
    case("t-tags", "/p/51a8", "alive", page("Issue 51: page not found on mobile", "<h1>Issue 51: page not found on mobile</h1>", block("Opened by ann"), READ)),
    case("t-issue-closed", "/a/b/issues/51", "alive", page("404 after login · Issue #51", "<h1>404 after login #51</h1>", block("Closed"), READ, READ), host="t-hub.test"),
    case("t-wiki-deleted", "/wiki/51a8", "alive|unverifiable", page("Graph cuts - Wiki", "<h1>Graph cuts</h1>", block("A section of this page has been removed; see the log."), READ)),
    case("t-lost", "/film/51a8", "alive", page("Lost and Gone - a film", "<h1>Lost and Gone</h1>", "<iframe src='https://player.test/51'></iframe>")),
    case("t-gone-song", "/song/51", "alive", page("Gone", "<h1>Gone</h1>", "<audio src=/51.mp3></audio>")),
    case("t-410-road", "/road/410", "alive|unverifiable", page("410", "<h1>Road 410</h1>", "<img src=/map.png>", READ)),
    case("t-closed-survey-results", "/r/51a8", "alive", page("Survey results", "<h1>Survey results</h1>", "This survey has closed. Here is what 430 people told us about how they learn.", READ, READ)),
    case("t-registration-over", "/e/51a8", "alive", page("第51期沙龙", "<h1>第51期沙龙</h1>", LESSON, block("报名已截止"), "<img src=/p.jpg>")),
    case("t-form-error-texts", "/f/51a8", "alive", page("报名表", "<h1>第51期报名</h1>", "<form><input name=a><span class=err>手机号不存在</span><input name=b><span>验证码已过期</span></form>")),
    case("t-select-closed", "/f/51a8", "alive", page("Sign-up", "<h1>Sign-up</h1>", "<form><input name=a><select name=b><option>Session 1 (form closed)</select></form>"), host="t-select.test"),
    case("t-search-results", "/s?q=gone", "alive|unverifiable", page("Search: gone", "<h1>Results for gone</h1>", "<ul><li>Page not found<li>This video has been removed</ul>", READ)),
    case("t-empty-search", "/tag/51a8", "alive|unverifiable|dead", page("Tag", "<h1>Tag 51</h1>", block("Nothing found here yet"))),
    case("t-paywall", "/a/51a8", "alive|blocked", page("Salon 51 in depth", "<h1>Salon 51 in depth</h1>", READ, READ, block("Subscribe to continue reading"), block("Already a subscriber? Log in"))),
    case("t-cookie-banner", "/a/51a8", "alive", page("Salon 51", "<div class=banner><p>Before you continue, choose your cookies.</p><button>Accept</button></div>", "<h1>Salon 51</h1>", READ, READ)),
    case("t-old-browser", "/a/51a8", "alive", page("Salon 51", "<div class=old>Please enable JavaScript and cookies to continue</div>", "<h1>Salon 51</h1>", READ, READ, READ, READ)),
    case("t-json-feed", "/feed.json", "alive", response(200, json.dumps({"version": "1", "title": "Club", "items": [{"title": "404"}]}), kind="application/json")),
    case("t-text", "/notes-51.txt", "alive", response(200, "Notes of salon 51\n\nThe link to the slides was not found at first, then sent by mail.\n" * 3, kind="text/plain")),
    case("t-rss", "/rss/51a8", "alive", response(200, "<?xml version='1.0'?><rss><channel><title>Club</title><item><title>Page not found: a talk</title></item><item><title>Talk 51</title></item></channel></rss>", kind="application/xml")),
    case("t-frames", "/51a8", "alive|unverifiable", "<html><head><title>Salon 51</title></head><frameset cols='20%,80%'><frame src=/menu.html><frame src=/body.html></frameset></html>"),
    case("t-js-later", "/v/51a8", "alive", page("Salon 51", "<h1>Salon 51</h1>", "<video src=/v.mp4></video>", "<script>player.on('ended',()=>{location.href='/'})</script>"), NOT_FOUND, {"/": page("Club", READ)}),
    case("t-js-guard", "/v/51b8", "alive", page("Salon 51", "<h1>Salon 51</h1>", READ, "<script>if(!window.fetch){location.replace('/old')}</script>"), NOT_FOUND, {"/old": page("Old", READ)}, host="t-guard.test"),
    case("t-301-lang", "/talk/51", "moved", to(301, "/en/talk/51"), NOT_FOUND, {"/en/talk/51": page("Talk 51", "<h1>Talk 51</h1>", READ)}),
    case("t-301-domain-root", "/club", "moved", to(301, "http://club-of-graphs.test/"), NOT_FOUND, {"club-of-graphs.test/": page("Club of graphs", "<h1>Welcome</h1>", READ)}),
    case("t-302-lang-home", "/salon", "unverifiable|alive", to(302, "/en/"), NOT_FOUND, {"/en/": page("Salon", "<h1>Salon</h1>", READ)}),
    case("t-slug-gone", "/b/51a8", "alive", to(302, "/blog/gone"), NOT_FOUND, {"/blog/gone": page("Gone fishing", "<h1>Gone fishing</h1>", READ, READ)}),
    case("t-slug-expired", "/b/51a8", "alive", to(302, "/blog/link-expired"), NOT_FOUND, {"/blog/link-expired": page("When a link expired", "<h1>When a link expired</h1>", READ, READ, READ, READ)}),
    case("t-github-io", "/talk51", "moved", to(301, "http://t-bea.github.io/"), NOT_FOUND, {"t-bea.github.io/": page("Bea", "<h1>Bea's talks</h1>", READ)}, host="t-ann.github.io"),
    case("t-quoted-notice", "/p/51a8", "alive", page("Good error messages", "<h1>Good error messages</h1>", "<p>“Sorry, this page isn’t available.”</p>", "<p>“Oops! That page can’t be found.”</p>", READ, READ)),
    case("t-status-page", "/history", "alive", page("Status history", "<h1>Status history</h1>", block("Service is temporarily unavailable: resolved"), block("All systems operational"), READ, READ)),
    case("t-domain-blog", "/p/51a8", "alive", page("This domain is not for sale", "<h1>This domain is not for sale</h1>", READ, READ)),
]  # fmt: skip

GONE = [
    case("g-soup", "/p/52a8", "dead", soup("某课堂", "抱歉，您访问的课程已下架")),
    case("g-soup-404", "/p/52a8", "dead", page("404_某课堂", NAV, "<div class=error-page><img src=/404.png><div>404</div><div>页面走丢了，去首页看看吧</div><a href=/>返回首页</a></div>")),
    case("g-dialog-like", "/p/52a8", "dead", page("提示信息", "<div class=tip><h3>参数错误或该文章已被删除</h3><p>3 秒后自动跳转到首页</p></div>")),
    case("g-discuz", "/thread-52.html", "dead", page("提示信息 - 某论坛", "<div id=messagetext><p>抱歉，指定的主题不存在或已被删除或正在被审核</p></div>", NAV)),
    case("g-phpwind", "/read.php?tid=52", "dead", page("某论坛", block("您要访问的链接无效,可能链接不完整,或数据已被删除!"))),
    case("g-wordpress", "/2020/52-talk", "dead|unverifiable", page("Page not found – Club", "<h1>Oops! That page can&rsquo;t be found.</h1>", "It looks like nothing was found at this location. Maybe try a search?", "<form><input type=search name=s></form>", "<h2>Recent posts</h2>", "<ul><li><a href=/a>Salon 50</a></ul>")),
    case("g-hexo", "/post/52a8", "dead|unverifiable", page("404 | 小站", "<h1>404</h1>", block("你似乎来到了没有知识存在的荒原"))),
    case("g-next", "/p/52a8", "dead", page("404: This page could not be found", "<h1>404</h1>", "<h2>This page could not be found.</h2>", APP)),
    case("g-nuxt", "/p/52a8", "dead", page("Page not found", block("Page not found: /p/52a8"), block("Go back home"), APP)),
    case("g-django", "/p/52a8", "dead", page("Not Found", "<h1>Not Found</h1>", "The requested resource was not found on this server.")),
    case("g-iis", "/p/52a8.aspx", "dead", page("404 - 找不到文件或目录。", "<h1>服务器错误</h1>", "<h2>404 - 找不到文件或目录。</h2>", "<h3>您要查找的资源可能已被删除，已更改名称或者暂时不可用。</h3>")),
    case("g-tomcat", "/p/52a8.jsp", "dead", page("HTTP Status 404 – Not Found", "<h1>HTTP Status 404 – Not Found</h1>", "<p>Type Status Report</p>", "<p>The origin server did not find a current representation for the target resource.</p>")),
    case("g-oss", "/f/52a8.mp4", "dead", response(200, "<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>", kind="application/xml")),
    case("g-json-zh", "/api/52", "dead", response(200, json.dumps({"errcode": 10404, "errmsg": "直播不存在"}), kind="application/json")),
    case("g-text", "/f/52a8", "dead", response(200, "404 page not found", kind="text/plain")),
    case("g-short", "/52a8c", "dead", page("短链接", "<h1>您访问的短链接已失效</h1>")),
    case("g-short-en", "/52a8c", "dead", page("Short links", "<h1>This link has been disabled</h1>", block("Its owner turned it off."))),
    case("g-poll", "/poll/52a8", "dead", page("投票", "<h1>第52期选题投票</h1>", block("该投票已结束"))),
    case("g-quiz", "/q/52a8", "dead", page("Salon 52 quiz", "<h1>Salon 52 quiz</h1>", block("This quiz is now closed."))),
    case("g-user", "/u/52a8", "dead", page("用户中心", block("该用户不存在或已注销"))),
    case("g-podcast", "/ep/52a8", "dead", page("播客", block("该节目已下架"))),
    case("g-replay", "/r/52a8", "dead", page("某直播", block("回放已过期，无法观看"))),
    case("g-replay-2", "/r/52b8", "dead", page("某直播", "<img src=/empty.png>", block("直播回放已被主播删除")), host="g-replay2.test"),
    case("g-note", "/n/52a8", "dead", page("Notes", block("This note doesn't exist or you don't have permission to view it."))),
    case("g-playlist", "/pl/52a8", "dead", page("- Tube", block("This playlist does not exist."))),
    case("g-paste", "/52a8", "dead", page("Paste", block("This paste has expired or been removed"))),
    case("g-deck", "/d/52a8", "dead", page("Decks", "<h1>This presentation is no longer available</h1>")),
    case("g-hant", "/v/52a8", "dead", page("某網站", "<h1>找不到網頁</h1>", block("您要找的頁面已移除或不存在"))),
    case("g-redirect-gone", "/v/52a8c", "dead", to(301, "/notice"), NOT_FOUND, {"/notice": page("提示", "<h1>该视频已下架</h1>")}),
    case("g-home-all", "/v/52a8c", "dead", to(302, "/?from=404"), None, {"/": page("Club", "<h1>Club</h1>", READ)}),
    case("g-notfound-path", "/v/52a8c", "dead", to(302, "/static/not-found.html"), None, {"/static/not-found.html": page("Club", block("Go home"))}),
    case("g-refresh", "/v/52a8c", "dead", "<html><head><meta http-equiv=refresh content='3;url=/'></head><body>该视频不存在，3秒后返回首页</body></html>", None, {"/": page("Club", "<h1>Club</h1>", READ)}),
    case("g-parked-register", "/52a8", "dead", page("g-parked-register.test", "<h1>g-parked-register.test</h1>", block("This domain is registered at a registrar, but has no website yet."), "<iframe src='https://www.parkingcrew.net/x'></iframe>"), None),
    case("g-parked-buy", "/52a8", "dead", page("Buy g-parked-buy.test", "<h1>Buy this domain</h1>", block("Make an offer")), None),
    case("g-parked-links", "/52a8", "dead|unverifiable", page("g-parked-links.test", "<a href=/a>Loans</a><a href=/b>Games</a>", "<script src='https://d1.parkingcrew.net/x.js'></script>"), None),
]  # fmt: skip

REFUSED = [
    case("w-qr", "/v/53a8", "blocked|unverifiable", page("某学堂", block("请使用微信扫码登录"), "<img src=/qr.png>"), None),
    case("w-wechat-only", "/v/53a8", "blocked|unverifiable", page("提示", block("请在微信客户端打开链接")), None),
    case("w-app-only", "/v/53a8", "blocked|unverifiable|alive", page("打开App", block("请下载 App 后观看"), "<img src=/qr.png>"), None),
    case("w-org", "/doc/53a8", "blocked|unverifiable", page("Docs", "<h1>This document is restricted</h1>", block("Only members of the organization can open it. Request access from its owner."))),
    case("w-private-share", "/s/53a8", "blocked|unverifiable", page("分享", block("该内容仅好友可见"))),
    case("w-slider", "/p/53a8", "blocked", page("验证", block("请拖动滑块完成拼图"), "<canvas></canvas>", APP), None),
    case("w-click", "/p/53a8", "blocked", page("人机验证", block("请点击下方按钮继续访问"), APP), None),
    case("w-wait", "/p/53a8", "blocked|unverifiable", page("请稍候…", block("正在验证您的浏览器"), APP), None),
    case("w-limit", "/p/53a8", "blocked", page("提示", block("您的操作过于频繁，请稍后再试")), None),
    case("w-403-200", "/p/53a8", "blocked", page("403 Forbidden", "<h1>403 Forbidden</h1>", "<hr>nginx"), None),
    case("w-forbidden-zh", "/p/53a8", "blocked|unverifiable", page("提示", "<h1>禁止访问</h1>", block("您没有访问该页面的权限")), None),
    case("w-401-200", "/p/53a8", "blocked|unverifiable", page("401 Unauthorized", "<h1>401 Unauthorized</h1>"), None),
    case("w-login-home", "/v/53a8c", "blocked", to(302, "/"), None, {"/": page("登录 - 某平台", "<h1>登录</h1>", "<form><input name=u><input type=password></form>")}),
    case("w-login-js", "/v/53a8c", "blocked", "<html><script>location.href='/login.html?back='</script></html>", None, {"/login.html": page("登录", "<form><input type=password></form>")}),
    case("w-home-captcha", "/v/53a8c", "blocked", to(302, "/"), None, {"/": page("安全验证", block("请完成安全验证"), APP)}),
    case("w-gone-behind-wall", "/v/53a8c", "blocked", response(404, page("Just a moment...", block("Verifying you are human"), APP)), None),
    case("w-503-wall", "/v/53a8c", "blocked", response(503, page("Just a moment...", block("Checking your browser before accessing"), APP)), None),
    case("w-country", "/v/53a8c", "blocked|unverifiable", page("Video", "<h1>Not available in your region</h1>", block("The rights holder has restricted this recording."))),
    case("w-members-zh", "/v/53a8c", "blocked|unverifiable|alive", page("第53期回放", "<h1>第53期回放</h1>", block("本视频仅限会员观看"), "<img src=/c.jpg>")),
    case("w-json-login", "/api/53", "blocked|unverifiable", response(200, json.dumps({"code": 401, "msg": "请先登录"}), kind="application/json")),
    case("w-json-busy", "/api/53", "unverifiable|unreachable|blocked", response(200, json.dumps({"code": -1, "msg": "系统繁忙"}), kind="application/json")),
    case("w-down", "/v/53a8c", "unreachable|unverifiable", page("We’ll be right back", "<h1>We’ll be right back</h1>", block("The site is down for scheduled maintenance.")), None),
    case("w-overload", "/v/53a8c", "unreachable|unverifiable|blocked", page("某站", block("访问人数过多，请稍后再试")), None),
    case("w-gateway", "/v/53a8c", "unreachable|unverifiable", page("504 Gateway Time-out", "<h1>504 Gateway Time-out</h1>"), None),
    case("w-exception", "/v/53a8c", "unreachable|unverifiable", page("Error", "<h1>Whitelabel Error Page</h1>", block("There was an unexpected error (type=Internal Server Error, status=500)."))),
    case("w-default", "/53a8", "unverifiable|unreachable", page("Apache2 Default Page: It works", "<h1>It works!</h1>"), None),
    case("w-shell", "/live/53a8c", "unverifiable", page("某平台", "<div id=app></div>", APP), None),
]  # fmt: skip

CASES = [*THERE, *GONE, *REFUSED]
"""Every case, by what it is."""
