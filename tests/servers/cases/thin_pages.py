"""Thin pages, the hardest to tell: one line, one picture or one script decides. In our own words.

Written after the rules were settled, to see how far they reach. The first verdict of a case is the best one.
"""

from __future__ import annotations

import json

from servers.internet import NOT_FOUND, Case, to
from servers.pages import page
from servers.raw_http import response

APP = "<script src=/bundle.js></script>"
LINE = "A short evening on graphs, with slides and a recording for those who could not come."
ZEILE = "一个晚上讲完图的基本概念，讲义和录像都在这里，欢迎转给没来的同学。"

TREES = "We talked about trees and forests, and everybody drew one on the wall."
BAUM = "大家聊了树与森林，每个人都在墙上画了一棵，照片在下面。"


def block(text: str) -> str:
    return f"<div>{text}</div>"


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object, host: str = "") -> Case:
    return Case(name, f"http://{host or name + '.test'}{path}", right, shown, *rest)  # type: ignore[arg-type]


def thin(title: str, *rest: str) -> str:
    """A page whose heading is its title, and little else."""
    return page(title, f"<h1>{title}</h1>", *rest)


THERE = [
    case("n-poll-results", "/poll/61a8", "alive|unverifiable", thin("第61期选题投票", block("投票已结束"), "<ul><li>图神经网络 43 票<li>强化学习 21 票<li>因果推断 18 票<li>时间序列 7 票</ul>")),
    case("n-quiz-answers", "/q/61a8", "alive|unverifiable", thin("Salon 61 quiz", block("This quiz is now closed."), "<ol><li>What is a node? A thing.<li>What is an edge? A pair of things.<li>What is a path? Edges in a row.</ol>")),
    case("n-ops-job", "/job/61a8", "alive", thin("系统维护工程师", block("杭州，全职"))),
    case("n-error-log", "/p/61a8", "alive", thin("服务器错误日志分析", f"<p>{ZEILE}</p>")),
    case("n-error-log-thin", "/v/61a8", "alive", thin("服务器异常检测 第61期", "<img src=/cover.jpg>")),
    case("n-build-class", "/c/61a8", "alive|unverifiable", thin("网站建设与维护", block("选修课，两学分"))),
    case("n-went-wrong", "/v/61a8", "alive", thin("Something went wrong: a talk on failures", "<video src=/v.mp4></video>")),
    case("n-went-wrong-thin", "/t/61a8", "alive|unverifiable", thin("Something went wrong: a talk on failures", LINE), host="n-wrong-thin.test"),
    case("n-blocked-talk", "/t/61a8", "alive|unverifiable", thin("Blocked Gibbs sampling", LINE)),
    case("n-forbidden", "/t/61a8", "alive", thin("Forbidden subgraphs", LINE)),
    case("n-denied", "/t/61a8", "alive|unverifiable", thin("Denied inference attacks", LINE)),
    case("n-captcha-talk", "/t/61a8", "alive", thin("验证码识别 第61期", f"<p>{ZEILE}</p>", "<img src=/cover.jpg>")),
    case("n-login-talk", "/t/61a8", "alive|unverifiable", thin("登录系统的设计", f"<p>{ZEILE}</p>")),
    case("n-expired-talk", "/t/61a8", "alive|unverifiable", thin("过期缓存的处理", f"<p>{ZEILE}</p>")),
    case("n-delete-talk", "/t/61a8", "alive", thin("How databases delete rows", LINE)),
    case("n-missing-talk", "/t/61a8", "alive", thin("Missing data", LINE)),
    case("n-missing-data", "/t/61a8", "alive", thin("数据缺失怎么办", f"<p>{ZEILE}</p>")),
    case("n-lost-and-found", "/t/61a8", "alive|unverifiable", thin("Page lost, page found", LINE)),
    case("n-parked-car", "/t/61a8", "alive", thin("Parked cars from space", LINE)),
    case("n-for-sale", "/t/61a8", "alive|unverifiable", thin("This book is for sale", "<img src=/book.jpg>", block("12 euros"))),
    case("n-domain-talk", "/t/61a8", "alive|unverifiable", thin("Domain adaptation", LINE)),
    case("n-empty-cart", "/shop/61a8", "alive", thin("Salon shirt", "<img src=/shirt.jpg>", block("Your cart is empty"), "<form><input name=size><input name=count></form>")),
    case("n-no-comments", "/t/61a8", "alive", thin("Graph cuts", LINE, block("No comments yet"), block("暂无评论"))),
    case("n-aria-error", "/t/61a8", "alive", thin("Graph cuts", LINE, "<div role=alert class=error hidden>Page not found</div>")),
    case("n-toast", "/t/61a8", "alive", thin("图割", f"<p>{ZEILE}</p>", "<div class=toast style='display:none'>网络异常，请稍后重试</div>")),
    case("n-embed-off", "/t/61a8", "alive|unverifiable", thin("Graph cuts", block("This video cannot be played here. Watch it on the site of the hoster."), "<img src=/still.jpg>")),
    case("n-flash", "/t/61a8", "alive|unverifiable", thin("图割", block("您的浏览器不支持播放，请升级"), "<img src=/still.jpg>")),
    case("n-sections", "/t/61a8", "alive", page("Notes 61", "<section><h3>Notes</h3><div>" + LINE + "</div></section>", "<section><h3>Errata</h3><div>Slide 4 was removed.</div></section>")),
    case("n-faq", "/faq", "alive", page("FAQ", "<h3>Why do I see 404?</h3>", LINE, "<h3>视频不存在怎么办？</h3>", ZEILE)),
    case("n-changelog", "/releases/61", "alive", thin("v6.1", "<ul><li>Removed: the old page<li>Deleted: unused files</ul>")),
    case("n-file-list", "/f/61a8/", "alive|unverifiable", page("Index of /f/61a8/", "<h1>Index of /f/61a8/</h1>", "<pre><a href=a.pdf>a.pdf</a>\n<a href=b.pdf>b.pdf</a></pre>")),
    case("n-picture", "/61a8.jpg", "alive", response(200, b"\xff\xd8\xff61", kind="image/jpeg")),
    case("n-json-null", "/api/61", "alive", response(200, json.dumps({"code": 200, "message": "success", "data": {"id": 61}}), kind="application/json")),
    case("n-json-string", "/api/62", "alive", response(200, json.dumps({"error": "", "errorCode": 0, "title": "deleted scenes"}), kind="application/json"), host="n-json-string.test"),
    case("n-home-query", "/?p=6161", "alive", thin("Talk 61", LINE)),
    case("n-to-page", "/61a8c", "alive", to(302, "/talks/graph-cuts"), NOT_FOUND, {"/talks/graph-cuts": thin("Graph cuts", LINE)}),
    case("n-to-event-home", "/conf61", "alive|moved|unverifiable", to(302, "http://conf.n-to-event-home.test/"), NOT_FOUND, {"conf.n-to-event-home.test/": thin("Conference", LINE)}),
    case("n-old-index", "/default.asp", "moved|unverifiable", to(301, "/"), NOT_FOUND, {"/": thin("Club", LINE)}),
    case("n-old-article", "/show.asp?id=6161", "moved", to(301, "/talk/6161.html"), NOT_FOUND, {"/talk/6161.html": thin("图割", f"<p>{ZEILE}</p>")}),
    case("n-gallery", "/g/61a8", "alive", page("第61期照片", "<img src=/1.jpg>", "<img src=/2.jpg>", "<img src=/3.jpg>")),
    case("n-slides", "/s/61a8", "alive|unverifiable", page("Slides 61", "<iframe src='/viewer?file=61.pdf'></iframe>")),
    case("n-audio", "/a/61a8", "alive", page("第61期音频", block("该节目已下架评论功能"), "<audio src=/61.mp3></audio>")),
    case("n-withdrawn-note", "/n/61a8", "alive|unverifiable", thin("通知：原定讲座取消", f"<p>{ZEILE}</p>")),
    case("n-expired-offer", "/o/61a8", "alive|unverifiable", thin("Early bird tickets", block("This offer has expired"), "<img src=/bird.jpg>")),
]  # fmt: skip

GONE = [
    case("x-one-line", "/v/62a8", "dead", page("", "内容不存在")),
    case("x-one-line-en", "/v/62a8", "dead", page("", "Video not found")),
    case("x-title-only", "/v/62a8", "dead|unverifiable", page("页面不存在", "<img src=/404.svg>", "<a href=/>首页</a>")),
    case("x-heading-nav", "/v/62a8", "dead", page("某站", "<nav>" + "<a href=/>频道</a>" * 40 + "</nav>", "<h2>您访问的页面找不到了</h2>", "<footer>ICP 备 62 号</footer>")),
    case("x-search-box", "/v/62a8", "dead", page("Club", "<form><input type=search name=q></form>", "<h1>We couldn't find that page</h1>", block("Try searching, or go back home."))),
    case("x-recommend", "/v/62a8", "dead", page("某视频", "<h1>该视频已被删除</h1>", "<div class='recommend-list'><div class=item>图割入门</div><div class=item>图采样</div></div>")),
    case("x-status-line", "/v/62a8", "dead", page("Error 410", "<h1>410 Gone</h1>")),
    case("x-video-zh", "/v/62a8", "dead", page("出错啦", block("视频走丢了"))),
    case("x-author", "/p/62a8", "dead", page("某社区", block("文章已被作者删除"))),
    case("x-works", "/w/62a8", "dead", page("某社区", block("该作品已被作者隐藏或删除"))),
    case("x-course", "/c/62a8", "dead", page("某学堂", block("课程不存在或已下线"))),
    case("x-room", "/r/62a8", "dead", page("某直播", block("房间不存在"))),
    case("x-survey-en", "/s/62a8", "dead", page("Survey", block("This survey is currently closed."))),
    case("x-form-time", "/f/62a8", "dead", thin("第62期报名", block("该表单已过期"))),
    case("x-form-full", "/f/62b8", "dead|alive|unverifiable", thin("第62期报名", block("报名人数已满")), host="x-form-full.test"),
    case("x-share", "/s/62a8", "dead", page("网盘", block("分享已取消"))),
    case("x-share-en", "/s/62a8", "dead", page("Files", block("This link has expired. Ask the owner for a new one."))),
    case("x-album", "/a/62a8", "dead", page("Photos", block("This album has been deleted."))),
    case("x-thread", "/t/62a8", "dead", page("Forum", "<h1>Oops! We ran into some problems.</h1>", block("The requested thread could not be found."))),
    case("x-user", "/u/62a8", "dead", page("Profile", block("This user doesn't exist."))),
    case("x-blog", "/b/62a8", "dead", page("Blogs", block("This blog has been removed by its author"))),
    case("x-shop", "/i/62a8", "dead", page("商城", block("很抱歉，您查看的商品找不到了！"))),
    case("x-xml", "/f/62a8.pdf", "blocked|unverifiable", response(200, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>", kind="application/xml")),
    case("x-home", "/v/62a8c", "dead", to(302, "/index.html"), None, {"/index.html": thin("Club", LINE)}),
    case("x-home-js", "/v/62a8c", "dead", "<html><script>alert('视频不存在');location.href='/'</script></html>", None, {"/": thin("Club", LINE)}),
    case("x-back", "/v/62a8c", "dead|unverifiable", "<html><script>alert('该信息不存在！');history.back();</script></html>", None),
]  # fmt: skip
REFUSED = [
    case("y-scan", "/v/63a8", "blocked|unverifiable", page("扫码登录", "<img src=/qr.png>", block("请使用 App 扫码登录")), None),
    case("y-vip", "/v/63a8", "blocked|unverifiable|alive", page("第63期", block("本内容为会员专享，请登录后观看"), "<img src=/c.jpg>"), None),
    case("y-team", "/d/63a8", "blocked|unverifiable", page("文档", block("该文档仅团队成员可访问"))),
    case("y-owner", "/d/63a8", "blocked|unverifiable", page("Docs", block("The owner has not shared this document with you."))),
    case("y-verify", "/v/63a8", "blocked", page("访问验证", block("为了您的账号安全，请完成验证"), "<div id=captcha></div>", APP), None),
    case("y-js", "/v/63a8", "blocked|unverifiable", page("", "<noscript>Please enable JavaScript to continue</noscript>", APP), None),
    case("y-cf-js", "/v/63a8", "blocked", page("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript>", "<script>window._cf_chl_opt={}</script>"), None),
    case("y-429-page", "/v/63a8", "blocked", page("429 Too Many Requests", "<h1>Too Many Requests</h1>"), None),
    case("y-sso-form", "/v/63a8", "blocked", page("CAS – Central Authentication Service", "<form><input name=username><input type=password name=password></form>"), None),
    case("y-cookie-off", "/v/63a8", "blocked|unverifiable", page("Cookies required", "<h1>Cookies are required</h1>", block("Please enable cookies and reload.")), None),
    case("y-ip-ban", "/v/63a8", "blocked", page("Banned", "<h1>Your IP address has been banned</h1>"), None),
    case("y-wall-gone-words", "/v/63a8", "blocked|unverifiable", page("Access denied", "<h1>Access denied</h1>", block("The page does not exist for your network.")), None),
    case("y-login-gone-words", "/v/63a8", "blocked|unverifiable", page("登录", "<h1>登录</h1>", "<form><input name=u><input type=password></form>", block("页面不存在？联系我们")), None),
    case("y-login-302", "/v/63a8c", "blocked", to(302, "/member/login.php?gotopage=63"), None, {"/member/login.php": response(404)}),
    case("y-home-consent", "/v/63a8c", "blocked|unverifiable|alive", to(302, "/"), NOT_FOUND, {"/": page("Cookie consent", "<h1>Before you continue</h1>", "<form><button>OK</button></form>")}),
    case("y-maint-all", "/v/63a8c", "unreachable|unverifiable", to(302, "/maintenance.html"), None, {"/maintenance.html": page("Maintenance", "<h1>We'll be back shortly</h1>")}),
    case("y-maint-zh", "/v/63a8c", "unreachable|unverifiable", page("系统公告", "<h1>系统升级维护公告</h1>", block("预计今晚 22 点恢复访问")), None),
    case("y-migrate", "/v/63a8c", "unreachable|unverifiable", page("提示", block("网站正在迁移中，暂停访问")), None),
    case("y-overloaded", "/v/63a8c", "unreachable|unverifiable|blocked", page("Busy", block("Server is too busy, please try again later")), None),
    case("y-php", "/v/63a8c", "unreachable|unverifiable", page("", block("Fatal error: Uncaught PDOException: could not find driver in /www/index.php")), None),
]  # fmt: skip

ALL_KINDS = [
    case("n-danmaku","/v/71a8","alive",page("树与森林 第71期","<h1>树与森林 第71期</h1>","<iframe src='https://player.test/71'></iframe>",block("弹幕已关闭"))),
    case("n-member-hd","/v/71a8","alive|unverifiable",page("树与森林","<h1>树与森林</h1>",block("该视频已设为仅会员可见高清版"),f"<p>{BAUM}</p>")),
    case("n-removed-story","/p/71a8","alive",page("The page that was removed: a short story","<h1>The page that was removed</h1>",TREES,TREES)),
    case("n-removed-print","/p/71a8","alive|unverifiable",page("This page has been removed from print","<h1>Notes</h1>",TREES)),
    case("n-account-closing","/p/71a8","alive",page("账号注销流程说明","<h1>账号注销流程说明</h1>",f"<p>{BAUM}</p>")),
    case("n-room-notice","/p/71a8","alive",page("直播间关闭通知","<h1>直播间关闭通知</h1>",f"<p>{BAUM}</p>",f"<p>{BAUM}</p>")),
    case("n-suspended-help","/p/71a8","alive",page("Account suspended? What to do","<h1>Account suspended? What to do</h1>",TREES,TREES)),
    case("n-room-404","/p/71a8","alive|unverifiable",page("404 号房间","<h1>404 号房间</h1>","<img src=/r.jpg>")),
    case("n-event-410","/p/71a8","alive",page("Event 410","<h1>Event 410</h1>",TREES,"<img src=/r.jpg>")),
    case("n-video-noise","/p/71a8","alive",page("视频处理","<h1>视频处理</h1>",block("视频失真如何消除"),f"<p>{BAUM}</p>")),
    case("n-poll-over","/e/71a8","alive|unverifiable", page("第71期","<h1>第71期</h1>",f"<p>{BAUM}</p>",block("本次投票已结束，感谢参与"))),
    case("n-link-notice","/p/71a8","alive|unverifiable",page("公告","<h1>关于链接失效的公告</h1>",f"<p>{BAUM}</p>")),
    case("n-comment-login","/p/71a8","alive",page("Trees","<h1>Trees</h1>",TREES,"<form><textarea name=c></textarea>Log in to comment</form>")),
    case("n-login-link","/p/71a8","alive",page("Trees","<header><a href=/login>Log in</a></header><main><h1>Trees</h1><p>"+TREES+"</p></main>")),
    case("n-short-home","/71a8c","alive",to(302,"http://n-short-home-2.test/"),NOT_FOUND,{"n-short-home-2.test/":page("Trees","<h1>Trees</h1>",TREES)}),
    case("n-moved-note","/old","moved",to(301,"/new"),NOT_FOUND,{"/new":page("Trees","<h1>Trees</h1>",TREES,block("The old page has been removed."))}),
    case("n-home-item","/w/71a8","dead",to(301,"/"),NOT_FOUND,{"/":page("Trees","<h1>Trees</h1>",TREES)},host="n-home-item.vercel.app"),
    case("n-errata","/p/71a8","alive|unverifiable",page("提示：讲义勘误","<h1>提示：讲义勘误</h1>",block("第 3 页已删除"))),
    case("n-cells","/p/71a8","alive",page("Trees","<h1>Trees</h1>","<table><tr><td>Link</td><td>expired</td></tr><tr><td>Video</td><td>Video unavailable</td></tr></table>",TREES)),
    case("n-cells-only","/p/71a8","alive|unverifiable",page("Old links","<table><tr><td>Salon 1</td><td>Page not found</td></tr><tr><td>Salon 2</td><td>works</td></tr></table>")),
    case("x-sorry-heading","/v/72a8","dead",page("抱歉","<h1>抱歉，出错了</h1>",block("您访问的视频不存在"))),
    case("x-any-more","/v/72a8","dead",page("Tube","<h1>This video isn't available any more</h1>")),
    case("x-owner","/v/72a8","dead",page("Page unavailable",block("The page you requested has been deleted by its owner."))),
    case("x-admin","/v/72a8","dead",page("某站",block("您查看的内容已被管理员删除，请返回首页"))),
    case("x-page-lost","/v/72a8","dead",page("某站",block("啊哦，页面不见了"))),
    case("x-form-over","/f/72a8","dead",page("第72期报名","<h1>第72期报名</h1>",block("问卷已结束，感谢您的参与"))),
    case("x-form-now","/f/72a8","dead",page("Sign-up","<h1>Salon 72</h1>",block("Sorry, this form is now closed."))),
    case("x-late","/s/72a8","dead",page("网盘",block("来晚了，该分享文件已过期"))),
    case("x-looking-for","/s/72a8","dead",page("Share",block("The file you are looking for is no longer available"))),
    case("x-404-root","/v/72a8c","dead",to(302,"/404"),None,{"/404":page("Club",block("Nothing here"))}),
    case("x-banned","/u/72a8","dead",page("某社区",block("该账号因违规已被封禁"))),
    case("x-expired","/v/72a8","dead",page("x-expired.test",block("This domain has expired. Renew it now.")),None),
    case("y-human","/v/73a8","blocked",page("Verify",block("Please verify you are a human"),APP),None),
    case("y-no-right","/v/73a8","blocked|unverifiable",page("某文档",block("无权限访问，请联系所有者"))),
    case("y-login-host","/v/73a8","blocked",to(302,"http://login.y-login-host.test/?u=1"),None,{"login.y-login-host.test/":page("登录","<form><input type=password></form>")}),
    case("y-members","/v/73a8","blocked|unverifiable",page("Members",block("This page is for members only")),None),
    case("y-risk","/v/73a8","blocked",page("请求被拦截",block("您的访问存在风险，请求已被拦截，编号 73")),None),
    case("y-busy","/v/73a8","unreachable|unverifiable|blocked",page("提示",block("服务器繁忙，请稍后重试")),None),
    case("y-scheduled","/v/73a8","unreachable|unverifiable",page("Scheduled maintenance","<h1>Scheduled maintenance</h1>",block("We expect to be back at noon.")),None),
    case("y-sign-in","/v/73a8","blocked|unverifiable",page("Sign in","<h1>Sign in to continue</h1>","<button>Continue with mail</button>"),None),
]  # fmt: skip

CASES = [*THERE, *GONE, *REFUSED, *ALL_KINDS]
"""Every case, by what it is."""
