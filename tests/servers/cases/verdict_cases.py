"""Pages that checkers of links are known to misjudge, in our own words: one host a case, by kind of evidence.

The kinds are from what users of such tools report in public: live pages that speak of absence, prompts on live pages,
walls, pages that are withheld or away for now, and gone ones that say so in many ways.
"""

from __future__ import annotations

import json

from servers.internet import NOT_FOUND, Case, to
from servers.pages import LOREM, page
from servers.raw_http import response

H1 = "<h1>因果推断导论</h1>"
VIDEO = "<video src='/v.mp4' controls></video>"
TALK = "因果推断导论 第41期回放"
PROSE = (
    "Every answer begins with three digits, and the first of them says what kind of answer it is.",
    "Readers meet this one when an address was mistyped or when whoever owned the page took it away.",
)
XML = "application/xml"
SHELL = "<!doctype html><title>Club</title><div id=root></div><script src=/app.js></script>"


def block(text: str) -> str:
    return f"<div>{text}</div>"


def live(*blocks: str) -> str:
    """A recording with its own heading and player, and whatever else stands on the page."""
    return page(TALK, H1, VIDEO, *blocks)


LIVE_WORDS = [
    Case("comments-off", "http://comments-off.test/v/41a", "alive|unverifiable", live(block("该视频已关闭弹幕和评论"))),
    Case("fee-dropped", "http://fee-dropped.test/v/41a", "alive", live(block("本课程已取消收费，欢迎观看"))),
    Case("fee-dropped-en", "http://fee-dropped-en.test/v/41a", "alive", live(block("This course has removed its fee."))),
    Case("older-link", "http://older-link.test/v/41a", "alive", live(block("上一期的链接已失效，请看这里"))),
    Case("comment", "http://comment.test/v/41a", "alive", live("<div class='comment-list'><div>该视频已被删除？</div><div>页面不存在</div></div>")),
    Case("comment-thin", "http://comment-thin.test/v/41a", "alive", live("<div class=comment><p>This video has been removed</p></div>")),
    Case("footer", "http://footer.test/v/41a", "alive", live("<footer>页面不存在？请联系我们</footer>")),
    Case("footer-en", "http://footer-en.test/v/41a", "alive", live("<footer><p>Page not found? Write to us.</p></footer>")),
    Case("card", "http://card.test/v/41a", "alive", live("<div class='related'><div class=item>该视频已失效</div><div class=item>聚类</div></div>")),
    Case("list", "http://list.test/v/41a", "alive", live("<ul><li>第3期：视频已失效</li><li>第4期：视频不存在</li></ul>")),
    Case("advert", "http://advert.test/v/41a", "alive", live("<div class='ad'>该域名正在出售</div>")),
    Case("script-words", "http://script-words.test/v/41a", "alive", live("<script>var texts={gone:'该视频已被删除',none:'Page not found'}</script>")),
    Case("quote", "http://quote.test/v/41a", "alive", live("<blockquote>Sorry, the page you are looking for does not exist.</blockquote>")),
    Case("report-form", "http://report-form.test/v/41a", "alive", live("<form><div>链接已失效</div><input name=a><div>内容不存在</div><textarea></textarea></form>")),
    Case("ended", "http://ended.test/e/41a", "alive|unverifiable", page("第41期沙龙", "<h1>第41期沙龙</h1>", "<img src=/poster.jpg>", block("本期报名已截止"))),
    Case("ended-en", "http://ended-en.test/e/41a", "alive|unverifiable", page("Salon 41", "<h1>Salon 41</h1>", "<img src=/poster.jpg>", block("This event has ended."))),
    Case("moved-note", "http://moved-note.test/p/41a", "alive", page("第41期资料", "<h1>第41期资料</h1>", block("如果链接已过期，请留言，我们会补上。讲义：https://files.test/41"))),
    Case("changelog", "http://changelog.test/d/41a", "alive", page("Release 4.1", "<h1>Release 4.1</h1>", "The page for plugins has been removed from the menu, and search is faster now.", PROSE[0])),
    Case("how-to-404", "http://how-to-404.test/post/41a", "alive", page("404 页面不存在怎么解决", "<h1>404 页面不存在</h1>", LOREM, LOREM)),
    Case("ref-404", "http://ref-404.test/http/404", "alive", page("404 Not Found | Web reference", "<h1>404 Not Found</h1>", *PROSE)),
    Case("ref-410", "http://ref-410.test/http/410", "alive", page("410 Gone - Reference", "<h1>410 Gone</h1>", PROSE[1] + " " + PROSE[0])),
    Case("ref-404-zh", "http://ref-404-zh.test/http/404", "alive", page("404 | 状态码手册", "<h1>404 Not Found</h1>", "状态码 404 表示服务器找不到请求的资源，可能是地址写错了，也可能是资源被移走了，服务器不说明是哪一种。")),
    Case("ref-thin-503", "http://ref-503.test/http/503", "alive", page("503 Service Unavailable | Web reference", "<h1>503 Service Unavailable</h1>", *PROSE)),
    Case("column", "http://www.bilibili.com/read/cv4100", "alive", page("视频去哪了？聊聊下架这件事 - 某站", "<h1>视频去哪了？聊聊下架这件事</h1>", LOREM, LOREM)),
    Case("form-until", "http://a1.wjx.top/vm/41a.aspx", "alive", page("第41期报名", "<h1>第41期报名</h1>", block("问卷将于周五晚截止"), "<form><input name=q1><input name=q2></form>")),
    Case("form-keep", "http://a2.wjx.top/vm/41a.aspx", "alive", page("第41期报名", "<h1>第41期报名</h1>", block("问卷提交前请不要关闭本页"), "<form><input name=q1></form>")),
    Case("course-hidden", "http://a3.momodel.cn/live/41a", "alive|unverifiable", live(block("课程未公开的部分将在下周上线"))),
    Case("wechat-link", "http://a4.mp.weixin.qq.com/s/41a", "alive", page("第41期回顾", "<h1>第41期回顾</h1>", LOREM, "网盘链接已过期的同学请后台留言。")),
    Case("zhihu-note", "http://a5.zhihu.com/p/41a", "alive", page("读文章的方法", "<h1>读文章的方法</h1>", LOREM, "该回答已删除部分内容，读者可以参看评论。")),
    Case("douyu-note", "http://a6.v.douyu.com/show/41a", "alive", live(block("主播说：上次的视频已被删除，这是重新上传的"))),
    Case("geo-note", "http://geo-note.test/v/41a", "alive", live(block("This video is not available in some countries without subtitles."))),
    Case("maintenance-note", "http://maint-note.test/v/41a", "alive", live(block("系统将于周日凌晨维护，届时请稍后访问"))),
    Case("about-deleting", "http://about-deleting.test/x/41a", "alive|unverifiable", page("Deleting files safely", "<h1>Deleting files safely</h1>", block("This file has been deleted, says the shell, but its blocks are still there. Here is how to get them back."))),
    Case("slides-remain", "http://slides-remain.test/x/41a", "alive|unverifiable", page("第41期讲义", "<h1>第41期讲义</h1>", block("视频已下架，讲义仍可下载"), "<img src=/cover.png>")),
    Case("chapters", "http://chapters.test/x/41a", "alive|unverifiable", page("Docs", "<h1>Error codes</h1><h2>404</h2>", block("Page not found"), "<h2>410</h2>", block("Gone"))),
    Case("bus-410", "http://bus-410.test/x/41a", "alive", page("410 路公交线路", "<h1>410 路</h1>", block("起点：东站"), block("终点：西站"))),
    Case("novel", "http://novel.test/x/41a", "alive", page("Gone", "<h1>Gone</h1>", "A novel about a family that leaves its house at night and never writes home again.", LOREM)),
    Case("archived", "http://archived.test/x/41a", "alive", page("repo", "<h1>owner/repo</h1>", block("This repository has been archived by the owner. It is now read-only."), LOREM)),
    Case("about-walls", "http://about-walls.test/x/41a", "alive", page("Access denied: errors explained", "<h1>Access denied</h1>", *PROSE, LOREM)),
    Case("about-logins", "http://about-logins.test/x/41a", "alive", page("Log in with passkeys: a guide", "<h1>Log in with passkeys</h1>", LOREM, LOREM)),
    Case("about-domains", "http://about-domains.test/x/41a", "alive", page("域名转让指南", "<h1>域名转让指南</h1>", LOREM, LOREM)),
    Case("some-chapters", "http://some-chapters.test/x/41a", "alive", live(block("该课程已下架部分章节"))),
]  # fmt: skip

PROMPTS = [
    Case("entry-zh", "http://entry-zh.test/v/41a", "alive", page(TALK, block("登录"), block("注册"), VIDEO)),
    Case("entry-en", "http://entry-en.test/v/41a", "alive", page("Causal inference, salon 41", block("Log in"), "<h1>Causal inference</h1>", VIDEO)),
    Case("comment-login", "http://comment-login.test/v/41a", "alive", live(block("请先登录后发表评论"))),
    Case("login-popup", "http://login-popup.test/p/41a", "alive", page("第41期回顾", "<h1>第41期回顾</h1>", LOREM, LOREM, "<div class=modal><form><input name=u><input type=password></form></div>")),
    Case("captcha-signup", "http://captcha-signup.test/f/41a", "alive", page("第41期报名", "<h1>第41期报名</h1>", "<form>姓名<input name=a>邮箱<input name=b>请输入验证码<input name=c></form>")),
    Case("captcha-comment", "http://captcha-comment.test/p/41a", "alive", page("第41期回顾", "<h1>第41期回顾</h1>", LOREM, "<form><textarea></textarea>请完成安全验证<input name=c></form>")),
    Case("recaptcha-article", "http://recaptcha-article.test/p/41a", "alive", page("How captchas work", "<h1>How captchas work</h1>", *PROSE, "<script src='https://x.test/recaptcha/api.js'></script>")),
    Case("code", "http://code.test/s/41a", "alive|unverifiable", page("第41期录制文件", "<h1>第41期录制文件</h1>", block("请输入提取码"), "<input type=text name=code>")),
    Case("consent-banner", "http://consent-banner.test/v/41a", "alive", live("<div id=cookie-banner>We use cookies. <button>Accept all</button></div>")),
    Case("app-banner", "http://app-banner.test/v/41a", "alive", live(block("打开 App 观看更清晰"))),
]  # fmt: skip

WITHHELD = [
    Case("login-page", "http://login-page.test/v/41a", "blocked", page("会员登录", "<h1>会员登录</h1><form>账号<input name=u>密码<input type=password></form>"), None),
    Case("login-root", "http://login-root.test/v/41a", "blocked", to(302, "/?next=%2Fv%2F41a"), NOT_FOUND, {"/": page("Sign in", "<h1>Sign in</h1><form><input type=password></form>")}),
    Case("login-prompt", "http://login-prompt.test/v/41a", "blocked|unverifiable", page("某某学堂", block("请先登录后观看"), "<img src=/qr.png>"), None),
    Case("need-access", "http://need-access.test/d/41a", "blocked|unverifiable", page("Access needed", "<h1>You need access</h1>", block("Request access, or switch to an account with permission."))),
    Case("need-access-zh", "http://need-access-zh.test/d/41a", "blocked|unverifiable", page("文档", "<h1>需要权限</h1>", block("你没有权限访问该文档，可以向所有者申请权限"))),
    Case("no-right-zh", "http://no-right-zh.test/d/41a", "blocked|unverifiable", page("提示", block("抱歉，您暂无权限查看此内容"))),
    Case("private-en", "http://private-en.test/v/41a", "blocked|unverifiable|dead", page("Private video", "<h1>Private video</h1>", block("Sign in if you've been granted access to this video"))),
    Case("geo-en", "http://geo-en.test/v/41a", "blocked|unverifiable", page("Video", "<h1>The uploader has not made this video available in your country</h1>")),
    Case("geo-title", "http://geo-title.test/v/41a", "blocked|unverifiable", page("Video unavailable", "<h1>Video unavailable</h1>", block("This video is blocked in your region."))),
    Case("geo-zh", "http://geo-zh.test/v/41a", "blocked|unverifiable", page("提示", "<h1>抱歉，该内容在您所在的国家或地区无法观看</h1>")),
    Case("members", "http://members.test/v/41a", "blocked|unverifiable|alive", page("Recording", "<h1>This video is for members only</h1>")),
    Case("consent-root", "http://www.consent-root.test/v/41a", "blocked|unverifiable|alive", to(302, "http://consent.consent-root.test/?continue=http%3A%2F%2Fwww.consent-root.test%2Fv%2F41a"), NOT_FOUND,
         {"consent.consent-root.test/": page("Before you continue", "<h1>Before you continue</h1>", "We and our partners use cookies.", "<form><button>Accept all</button></form>")}),
    Case("anubis", "http://anubis.test/r/41a", "blocked", page("Making sure you&#39;re not a bot!", "<h1>Making sure you&#39;re not a bot!</h1>", "Loading...", "<script src='/.within.website/x/cmd/anubis/static/js/main.mjs'></script>"), None),
    Case("anubis-500", "http://anubis-500.test/r/41a", "blocked", response(500, page("Making sure you're not a bot!", "<h1>Making sure you're not a bot!</h1>"))),
    Case("anubis-404", "http://anubis-404.test/r/41a", "blocked", response(404, page("Making sure you're not a bot!", "<h1>Making sure you're not a bot!</h1>"))),
    Case("ddos-guard", "http://ddos-guard.test/r/41a", "blocked", page("DDoS-Guard", "<h1>Checking your browser before accessing ddos-guard.test</h1>", "<script src='/.well-known/ddos-guard/js-challenge/index.js'></script>"), None),
    Case("imperva", "http://imperva.test/r/41a", "blocked", "<html><head><meta name=robots content=noindex></head><body><iframe src='/_Incapsula_Resource?x=1'>Request unsuccessful. Incapsula incident ID: 4100</iframe></body></html>", None),
    Case("akamai", "http://akamai.test/r/41a", "blocked", response(200, page("Access Denied", "<h1>Access Denied</h1>", "You don't have permission to access this on this server.", block("Reference #18.4100"))), None),
    Case("slow-aes", "http://slow-aes.test/r/41a", "blocked|unverifiable", "<html><body><script src='/aes.js'></script><script>document.cookie='__test=1';location.href='http://slow-aes.test/r/41a?i=1';</script></body></html>", None),
    Case("cookie-reload", "http://cookie-reload.test/r/41a", "blocked|unverifiable", "<html><script>document.cookie='w=1; path=/';window.location.reload()</script></html>", None),
    Case("header-202", "http://header-202.test/r/41a", "blocked", response(202, "", "x-amzn-waf-action: challenge"), None),
    Case("header-404", "http://header-404.test/r/41a", "blocked", response(404, page("x", "y"), "cf-mitigated: challenge"), None),
    Case("waf-zh", "http://waf-zh.test/r/41a", "blocked", page("访问被拦截", block("您的请求存在安全风险，访问已被拦截。")), None),
    Case("busy-zh", "http://busy-zh.test/r/41a", "blocked", page("安全验证", block("您的访问过于频繁，请完成验证")), None),
    Case("pow", "http://pow.test/x/41a", "blocked", page("Verifying you are not a bot", "Your browser is doing proof of work.", "<script src=/pow.js></script>"), None),
    Case("checking-zh", "http://checking-zh.test/x/41a", "blocked", page("请稍候", block("正在进行浏览器安全检测，请稍候…"), "<script src=/a.js></script>"), None),
    Case("cookie-wall", "http://cookie-wall.test/x/41a", "blocked", "<html><script>var arg1='3A4';setCookie('acw_sc__v2',x);document.location.reload()</script></html>", None),
    Case("author-only", "http://author-only.test/x/41a", "blocked|unverifiable", page("权限不足", block("该笔记仅作者可见"))),
    Case("campus-only", "http://campus-only.test/x/41a", "blocked|unverifiable", page("提示", block("该视频仅限校内网络访问"))),
    Case("rights-zh", "http://rights-zh.test/x/41a", "blocked|unverifiable", page("提示", "<h1>因版权限制，仅限中国大陆地区观看</h1>")),
    Case("permission-en", "http://permission-en.test/x/41a", "blocked|unverifiable", page("Sign in - Docs", "<h1>You need permission</h1>", block("Ask for access, or switch to an account with permission."))),
]  # fmt: skip

AWAY = [
    Case("maintenance", "http://maintenance.test/v/41a", "unreachable|unverifiable|blocked", page("Down for maintenance", "<h1>We'll be back soon</h1>", block("This page is not available right now.")), None),
    Case("maintenance-zh", "http://maintenance-zh.test/v/41a", "unreachable|unverifiable|blocked", page("系统升级", "<h1>系统升级中</h1>", block("该页面暂时无法访问，请稍后再试")), None),
    Case("temporarily", "http://temporarily.test/v/41a", "unreachable|unverifiable|blocked", page("Video", "<h1>This video is temporarily unavailable</h1>")),
    Case("soft-502", "http://soft-502.test/v/41a", "unreachable|unverifiable", page("502 Bad Gateway", "<h1>502 Bad Gateway</h1>"), None),
    Case("soft-500-zh", "http://soft-500-zh.test/v/41a", "unreachable|unverifiable|blocked", page("出错了", "<h1>服务器开小差了</h1>", block("请稍后再试")), None),
    Case("spa", "http://spa.test/explore", "unverifiable", SHELL, None),
    Case("spa-own-word", "http://spa-own-word.test/club", "unverifiable", SHELL.replace("/app.js", "/club.js"), None),
    Case("json-alike", "http://json-alike.test/v/41a", "unverifiable|dead", response(200, '{"code":0,"data":null}', kind="application/json"), None),
    Case("text-alike", "http://text-alike.test/v/41a", "unverifiable|dead", response(200, "welcome to the cdn", kind="text/plain"), None),
    Case("busy", "http://busy.test/x/41a", "unreachable|unverifiable|blocked", page("提示", block("系统繁忙，请稍后再试")), None),
    Case("went-wrong", "http://went-wrong.test/x/41a", "unreachable|unverifiable|blocked", page("Error", "<h1>Something went wrong</h1>", block("Please try again later.")), None),
    Case("database", "http://database.test/x/41a", "unreachable|unverifiable", page("Error establishing a database connection", "<h1>Error establishing a database connection</h1>"), None),
    Case("picture-alike", "http://picture-alike.test/x/41a", "unverifiable|dead", response(200, b"0123456789", kind="image/png"), None),
]  # fmt: skip

SENT_ON = [
    Case("sub-section", "http://www.sub-section.test/salon", "moved", to(301, "http://salon.sub-section.test/"), NOT_FOUND, {"salon.sub-section.test/": page("Salon", "<h1>Salon</h1>", LOREM)}),
    Case("two-users", "http://ann.github.io/talk41", "alive|moved|unverifiable", to(301, "http://bea.github.io/"), NOT_FOUND, {"bea.github.io/": page("Bea", "<h1>Bea's talks</h1>", LOREM)}),
    Case("slug-404", "http://slug-404.test/s41", "alive", to(302, "/articles/404"), NOT_FOUND, {"/articles/404": page("The story of 404", "<h1>The story of 404</h1>", *PROSE, LOREM)}),
    Case("goes-home", "http://goes-home.test/v/41a8c", "dead", to(302, "/"), NOT_FOUND, {"/": page("某社区", "<h1>欢迎</h1>", LOREM)}),
    Case("goes-home-all", "http://goes-home-all.test/v/41a8c", "dead", to(302, "/index.html"), None, {"/index.html": page("某社区", "<h1>欢迎</h1>", LOREM)}),
    Case("goes-gone", "http://goes-gone.test/v/41a8c", "dead", to(302, "/404.html"), NOT_FOUND, {"/404.html": page("页面不存在", "<h1>页面不存在</h1>")}),
    Case("fn-defined", "http://fn-defined.test/v/41a", "alive", live("<script>function back(){location.href='/'}</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("fn-arrow", "http://fn-arrow.test/v/41a", "alive", live("<script>const back = () => { location.replace('/') }</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("on-click", "http://on-click.test/v/41a", "alive", live("<script>document.getElementById('b').onclick=function(){location='/'}</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("half-hour", "http://half-hour.test/v/41a", "alive", live("<script>setTimeout(()=>{location.href='/login'},30*60*1000)</script>"), NOT_FOUND, {"/login": page("登录", "<input type=password>")}),
    Case("commented-out", "http://commented-out.test/v/41a", "alive", live("<script>/* location='/' */ var a=1</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("on-error", "http://on-error.test/v/41a", "alive", live("<script>try{play()}catch(e){location.href='/'}</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("in-frame", "http://in-frame.test/v/41a", "alive", live("<script>if(top!==self)top.location=self.location.href</script>")),
    Case("at-once", "http://at-once.test/v/41a8c", "dead", "<html><script>(function(){window.location.replace('/')})()</script></html>", NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("timer-short", "http://timer-short.test/v/41a8c", "dead", "<html><script>setTimeout(function(){location.href='/'},1500)</script></html>", NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("odd-refresh", "http://odd-refresh.test/v/41a", "alive", live().replace("<title>", "<meta http-equiv=refresh content='9.9.9'><title>")),
    Case("query-v", "http://query-v.test/talks/41.html?v=20210101", "alive", page(TALK, H1, LOREM), NOT_FOUND, {"/talks/41.html": page(TALK, H1, LOREM)}),
    Case("query-p", "http://query-p.test/show/Xy41Za?p=3", "alive", page(TALK, H1, LOREM), NOT_FOUND, {"/show/Xy41Za": page(TALK, H1, LOREM)}),
    Case("query-notice", "http://query-notice.test/view?id=41", "dead|unverifiable", page("某网", block("内容已失效")), NOT_FOUND, {"/view": page("某网", block("内容已失效"))}),
    Case("text-timer", "http://text-timer.test/x/41a", "alive", live("<script>setTimeout(\"location.href='/'\", 60*60*1000)</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("named-timer", "http://named-timer.test/x/41a", "alive", live("<script>setTimeout(leave, 1800000);function leave(){location.href='/'}</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("method", "http://method.test/x/41a", "alive", live("<script>class A{go(){location.href='/'}}</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("object", "http://object.test/x/41a", "alive", live("<script>var o={go:function(){location.href='/'}};</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("else-branch", "http://else-branch.test/x/41a", "alive", live("<script>if (a)\n  b();\nelse\n  location.href='/'</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("case-branch", "http://case-branch.test/x/41a", "alive", live("<script>switch(lang){case 'en': location='/'; break;}</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("offline", "http://offline.test/x/41a", "alive", live("<script>window.addEventListener('offline',()=>{location.href='/'})</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
    Case("clicked", "http://clicked.test/x/41a", "alive", live("<script>$('#b').click(function(){window.location='/'});</script>"), NOT_FOUND, {"/": page("某社区", LOREM)}),
]  # fmt: skip

GONE = [
    Case("gone-title", "http://gone-title.test/v/41a", "dead", page("404 - Page not found", "<h1>Page not found</h1>", "Please check the address or go back to the home page.")),
    Case("gone-busy", "http://gone-busy.test/v/41a", "dead", page("某站", "<h1>您访问的页面不存在</h1>", "<nav>" + "<a href=/>栏目</a>" * 30 + "</nav>")),
    Case("gone-youtube", "http://gone-youtube.test/watch?v=41aBcDeFgHi", "dead", page("- Tube", block("Video unavailable"), block("This video has been removed by the uploader"))),
    Case("gone-wechat", "http://b1.mp.weixin.qq.com/s/41a", "dead", page("", "<div><h2>该内容已被发布者删除</h2></div>")),
    Case("gone-wjx", "http://b2.wjx.top/vm/41a.aspx", "dead", page("提示", block("此问卷已停止，无法作答"))),
    Case("gone-wjx-none", "http://b3.wjx.top/vm/41a.aspx", "dead", page("出错", block("问卷不存在"))),
    Case("gone-form", "http://gone-form.test/f/41a", "dead", page("Registration", block("This form is no longer accepting responses."))),
    Case("gone-share", "http://gone-share.test/s/41a", "dead", page("网盘", block("啊哦，你来晚了，分享的文件已经被取消了"))),
    Case("gone-zhihu", "http://b4.zhihu.com/p/41a", "dead", page("某乎", block("你似乎来到了没有知识存在的荒原"))),
    Case("gone-github", "http://gone-github.test/a/b", "dead", response(404, page("Page not found", "<h1>404</h1>"))),
    Case("gone-notion", "http://gone-notion.test/page-41a", "dead|unverifiable", page("Docs", "<h1>This page couldn’t be found</h1>", block("You may not have access, or it might have been deleted or moved.")), None),
    Case("gone-xml", "http://gone-xml.test/o/41a", "dead", response(200, "<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>", kind=XML)),
    Case("gone-json", "http://gone-json.test/o/41a", "dead", response(200, json.dumps({"code": 404, "msg": "not found"}), kind="application/json")),
    Case("gone-xhtml", "http://gone-xhtml.test/o/41a", "dead", response(200, page("文件不存在", "<h1>文件不存在</h1>"), kind="application/xhtml+xml")),
    Case("gone-de", "http://gone-de.test/o/41a", "dead", page("Fehler", "<h1>Die Seite wurde nicht gefunden</h1>")),
    Case("gone-fr", "http://gone-fr.test/o/41a", "dead", page("Erreur 404", "<h1>Page introuvable</h1>")),
    Case("gone-ja", "http://gone-ja.test/o/41a", "dead", page("エラー", "<h1>お探しのページは存在しません</h1>")),
    Case("parked-lander", "http://parked-lander.test/v/41a", "dead", "<html><script>window.onload=function(){window.location.href='/lander'}</script></html>", None,
         {"/lander": "<html><head><title>parked-lander.test</title></head><body><div id=root></div><script src='https://img1.wsimg.com/parking-lander/static/js/main.js'></script></body></html>"}),
    Case("parked-script", "http://parked-script.test/v/41a", "dead", "<html><title>parked-script.test</title><body><script src='https://d.parkingcrew.net/jsparkcaf.php'></script></body></html>", None),
    Case("parked-sale", "http://parked-sale.test/v/41a", "dead", page("parked-sale.test", "<h1>parked-sale.test is for sale</h1>"), None),
    Case("parked-zh", "http://parked-zh.test/v/41a", "dead", page("parked-zh.test", block("该域名可以转让，欢迎联系")), None),
    Case("gone-csdn", "http://gone-csdn.test/x/41a", "dead", page("某博客", "<h1>404</h1>", block("您要查看的页面不见啦"))),
    Case("gone-author", "http://gone-author.test/x/41a", "dead", page("抱歉，页面无法访问", block("抱歉，您访问的页面已被作者删除"), block("5秒后自动返回首页"))),
    Case("gone-room", "http://gone-room.test/x/41a", "dead", page("直播", block("该直播间不存在或已关闭"))),
    Case("gone-insta", "http://gone-insta.test/x/41a", "dead", page("Some Site", "<h1>Sorry, this page isn't available.</h1>", block("The link you followed may be broken, or the page may have been removed. Go back to the home page."))),
    Case("gone-picture", "http://gone-picture.test/x/41a", "dead", page("Oops", block("The video you are looking for has been deleted"), "<img src=/sad.png>")),
]  # fmt: skip

CASES = [*LIVE_WORDS, *PROMPTS, *WITHHELD, *AWAY, *SENT_ON, *GONE]
"""Every case, by what it is about."""
