"""How platforms answer, in our own words: video sites, forms, documents, meetings, shares, blogs, hosters, walls.

The first verdict of a case is the best one; the others are what an organizer could live with. None that is there, moved
or refused may be called dead.
"""

from __future__ import annotations

import json

from servers.internet import NOT_FOUND, Case, to
from servers.pages import LOREM, page
from servers.raw_http import response

APP = "<script src=/static/app.js></script>"
TALK = "<h1>图神经网络入门 第43期</h1>"
READ = "The second half of the evening was about sampling neighbours, with a notebook that everybody could run."
BLURB = "分享人从一张引文网络讲起，先看消息怎样沿着边传递，再看层数一多会发生什么。"


def block(text: str) -> str:
    return f"<div>{text}</div>"


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object, host: str = "") -> Case:
    return Case(name, f"http://{host or name + '.test'}{path}", right, shown, *rest)  # type: ignore[arg-type]


THERE = [
    case("forwarded", "/opus/43a8", "alive|unverifiable", page("小王的动态", "<h1>小王的动态</h1>", block("转发了这一期的回放，值得一看"), "<div class='card orig'>源动态已被作者删除</div>", "<img src=/face.jpg>")),
    case("meeting-recording", "/cw/43a8", "alive", page("第43期-会议录制", block("第43期 图神经网络"), "<video src=/r.mp4></video>", block("录制文件将于 30 天后过期，请及时转存"), block("登录后可查看文字记录"))),
    case("meeting-invitation", "/dm/43a8", "alive|unverifiable", page("邀请您参加会议", "<h1>第43期沙龙</h1>", block("会议号：430 043 043"), block("如链接失效，请复制会议号到客户端加入"))),
    case("wjx-limits", "/vm/43a.aspx", "alive", page("第43期报名", "<h1>第43期报名</h1>", block("每人限填一次；名额满后问卷停止收集"), "<form><input name=q1><input name=q2><textarea name=q3></textarea></form>"), host="c1.wjx.top"),
    case("form-once", "/f/43a8", "alive", page("第43期报名", "<h1>第43期报名</h1>", block("表单关闭前可以修改，已填写过的不用再填"), "<form><input name=a><select name=b></select></form>")),
    case("doc-sign-in", "/sheet/43a8", "alive", page("第43期资料汇总", block("登录"), block("登录后可编辑"), "<h1>第43期资料汇总</h1>", f"<p>{BLURB}</p>")),
    case("doc-permission-note", "/docx/43a8", "alive", page("第43期纪要 - 云文档", "<h1>第43期纪要</h1>", f"<p>{BLURB}</p>", f"<p>{LOREM}</p>", block("没有权限的同学请联系分享人申请权限"))),
    case("shop-course", "/p/course/43a8", "alive", page("图神经网络入门", TALK, "<img src=/cover.jpg>", block("课程有效期 365 天，过期后课程失效"), block("￥0"))),
    case("column-on-deletion", "/p/43a8", "alive", page("我的回答被删除了，怎么办？ - 某乎", "<h1>我的回答被删除了，怎么办？</h1>", LOREM, LOREM), host="c2.zhihu.com"),
    case("question-closed", "/question/43", "alive", page("图神经网络怎么学？", "<h1>图神经网络怎么学？</h1>", block("该问题已关闭"), LOREM, BLURB)),
    case("poster-article", "/s/43a8", "alive|unverifiable", page("第43期预告", "<h1>第43期预告</h1>", "<img src=/poster.jpg>", block("群二维码已过期，请添加小助手")), host="c3.mp.weixin.qq.com"),
    case("video-member", "/v_show/id_43a8.html", "alive", page("图神经网络入门-在线播放", "<div id=player><video></video></div>", block("会员可抢先看下一集"), block("该视频已关闭下载"))),
    case("live-over", "/live/43a8", "alive", page("第43期直播", TALK, block("直播已结束，可观看回放"), "<img src=/cover.jpg>", block("讨论区已关闭"))),
    case("tube", "/watch?v=43aBcDeFgHi", "alive", page("Salon 43 - Tube", "<div id=player></div>", APP, "<script>var data={playability:'OK',messages:['Video unavailable','Comments are turned off']}</script>"), page("- Tube", "<div id=player></div>", APP, "<script>var data={playability:'ERROR',messages:['Video unavailable']}</script>")),
    case("tube-comments-off", "/watch?v=43aBcDeFgHj", "alive", page("Salon 43 - Tube", "<h1>Salon 43</h1>", "<video src=/v></video>", block("Comments are turned off."), block("This video has been age-restricted by its uploader"))),
    case("clip", "/43043", "alive", page("Salon 43 on Clips", "<h1>Salon 43</h1>", "<iframe src='https://player.clips.test/43043'></iframe>", block("Download disabled"))),
    case("recording-code", "/rec/share/43a8", "alive|unverifiable|blocked", page("Recording", "<h1>Salon 43</h1>", block("Enter the passcode to watch"), "<input type=password>")),
    case("form-en", "/forms/d/e/43a8/viewform", "alive", page("Salon 43 sign-up", "<h1>Salon 43 sign-up</h1>", block("Sign in to save your progress."), "<form><input name=e1><input name=e2></form>", block("Never submit passwords through this form."), block("Report abuse"))),
    case("sales-ended", "/e/43043", "alive", page("Salon 43 Tickets", "<h1>Salon 43</h1>", block("Sales ended"), "<img src=/poster.jpg>", READ)),
    case("member-story", "/p/43a8", "alive", page("What a salon taught me", "<h1>What a salon taught me</h1>", block("Member-only story"), block("Sign up"), block("Sign in"), READ, READ)),
    case("notes-app", "/Notes-43a8c1", "alive|unverifiable", page("Notes of salon 43", "<div id=app></div>", APP), page("Notes app", "<div id=app></div>", APP)),
    case("readme-archived", "/a/b", "alive", page("a/b: course code", "<h1>b</h1>", block("This repository has been archived by the owner."), block("The examples folder was removed; see the tags.")), host="c4.github.com"),
    case("withdrawn", "/abs/2001.04343", "alive|unverifiable", page("[2001.04343] On graphs", "<h1>On graphs</h1>", block("Ann Lee"), "<blockquote>This paper has been withdrawn by the author due to an error in the second proof.</blockquote>", block("Comments: This paper has been withdrawn"))),
    case("retired-standard", "/TR/43a8", "alive", page("Graph syntax", "<h1>Graph syntax</h1>", block("This document has been superseded."), READ, READ)),
    case("thread-closed", "/t/43", "alive", page("How to batch graphs", "<h1>How to batch graphs</h1>", f"<div class=post>{READ}</div>", block("This topic was automatically closed. New replies are no longer allowed."))),
    case("question-deleted-answer", "/q/43", "alive", page("Why are my graphs slow?", "<h1>Why are my graphs slow?</h1>", READ, "<div class=answer>This answer has been deleted by its author.</div>", READ)),
    case("package-deprecated", "/package/43a8", "alive", page("graph-tools", "<h1>graph-tools</h1>", block("This package has been deprecated"), READ)),
    case("sold-out", "/item/43043", "alive|unverifiable", page("Salon mug", "<h1>Salon mug</h1>", "<img src=/mug.jpg>", block("This item is currently unavailable"))),
    case("cancelled-event", "/e/43a8", "alive|unverifiable", page("第43期沙龙", "<h1>第43期沙龙</h1>", "<img src=/poster.jpg>", block("该活动已取消"))),
    case("hidden-dialogs", "/v/43a8", "alive", page("第43期回放", TALK, f"<p>{BLURB}</p>", "<div class=modal style='display:none'>该视频已下架</div>", "<template>页面不存在</template>", "<div hidden>请登录</div>")),
    case("advert-script", "/v/43a8", "alive", page("第43期回放", TALK, "<script src='https://ads.sedoparking.com/show.js'></script>", "<img src=/cover.jpg>")),
    case("advert-script-thin", "/v/43a8", "alive", page("Salon 43: graphs", block("Slides: https://files.test/43.pdf"), "<script src='https://img1.bodis.com/a.js'></script>")),
    case("number-404", "/p/404", "alive", page("第 404 篇：图采样", "<h1>第 404 篇：图采样</h1>", f"<p>{BLURB}</p>")),
    case("short-404", "/s43a8", "alive", to(302, "/articles/404"), NOT_FOUND, {"/articles/404": page("Article 404: sampling", "<h1>Sampling neighbours</h1>", READ)}),
    case("errors-docs", "/docs/errors", "moved", to(301, "/docs/errors/not-found"), NOT_FOUND, {"/docs/errors/not-found": page("NotFound - API", "<h1>NotFound</h1>", "Raised when a node is looked up that the graph does not have. Catch it, or ask with get.", READ, READ, READ)}),
    case("section-home", "/graphs", "moved", to(301, "http://graphs.section-home.test/"), NOT_FOUND, {"graphs.section-home.test/": page("Graphs", "<h1>Graphs</h1>", READ)}),
    case("newest-is-home", "/salon43", "unverifiable|alive", to(302, "/"), NOT_FOUND, {"/": page("Salon 43", "<h1>Salon 43: graphs</h1>", READ)}),
    case("year-is-home", "/2021/", "unverifiable|moved", to(301, "/"), NOT_FOUND, {"/": page("Club 2021", "<h1>Club 2021</h1>", READ)}),
    case("names-on-home", "/v/43a8c1", "unverifiable|alive", to(302, "/"), NOT_FOUND, {"/": page("Club", "<h1>Now playing</h1>", "<div data-id=43a8c1></div>", "<video src='/43a8c1.mp4'></video>")}),
    case("login-overlay", "/question/43043", "alive", page("图神经网络怎么学？", "<h1>图神经网络怎么学？</h1>", LOREM, BLURB, "<div class=modal>登录即可查看更多内容<form><input name=phone><input type=password></form></div>")),
    case("contact-captcha", "/contact/43a8", "alive", page("Contact the club", "<h1>Contact the club</h1>", block("Write to us"), "<form><input name=n><textarea name=m></textarea></form>", "<script src='https://www.google.com/recaptcha/api.js'></script>")),
    case("vpn-note", "/v/43a8", "alive", page("第43期回放", TALK, "<video src=/v.mp4></video>", block("校外访问受限资源请使用 VPN"))),
    case("moved-host", "/talks/43a8", "moved", to(301, "http://new.moved-host.test/talks/43a8"), NOT_FOUND, {"new.moved-host.test/talks/43a8": page("Salon 43", "<h1>Salon 43</h1>", READ)}),
    case("renamed", "/a/old43", "moved", to(308, "/a/new43"), NOT_FOUND, {"/a/new43": page("Salon 43", "<h1>Salon 43</h1>", READ)}),
    case("slides-file", "/43.pdf", "alive", response(200, b"%PDF-1.7 43", kind="application/pdf")),
    case("api-alive", "/api/talks/43", "alive", response(200, json.dumps({"code": 0, "data": {"title": "not found in translation"}}), kind="application/json")),
]  # fmt: skip

GONE = [
    case("gone-opus", "/opus/44a8", "dead", page("出错啦!", block("啊叻？你要找的页面不见了")), host="d1.bilibili.com"),
    case("gone-recording", "/cw/44a8", "dead", page("某会议", block("该录制文件已被删除或已过期"))),
    case("gone-paused", "/vm/44a.aspx", "dead", page("问卷", block("很抱歉，此问卷（44）已暂停，不能填写！")), host="d2.wjx.top"),
    case("gone-form-heading", "/f/44a8", "dead", page("第44期报名", "<h1>第44期报名</h1>", block("此表单已关闭，不再接收数据"))),
    case("gone-form-stopped", "/f/44a8", "dead", page("第44期报名 - 表单", "<h1>第44期报名</h1>", block("表单已停止收集"))),
    case("gone-doc", "/doc/44a8", "dead", page("某文档", block("该文档已被所有者删除"))),
    case("gone-doc-2", "/docx/44a8", "dead", page("云文档", "<h1>你访问的内容不存在</h1>", block("请检查链接，或联系内容所有者"))),
    case("gone-shop", "/p/course/44a8", "dead", page("某店", block("抱歉，商品已下架"))),
    case("gone-content", "/p/44a8", "dead", page("某乎 - 有问题，就会有答案", block("该内容已被作者删除或不存在")), host="d3.zhihu.com"),
    case("gone-article-en", "/s/44a8", "dead", page("", "<div class=msg><h2>This content has been deleted by the author.</h2></div>"), host="d4.mp.weixin.qq.com"),
    case("gone-account-zh", "/s/44a8", "dead", page("", block("此帐号已自主注销，内容无法查看")), host="d5.mp.weixin.qq.com"),
    case("gone-video-zh", "/v_show/id_44a8.html", "dead", page("视频不存在-某酷", block("对不起，该视频已被创作者删除或正在审核"))),
    case("gone-room-banned", "/live/44a8", "dead", page("某微课", block("该直播间已被封禁"))),
    case("gone-topic", "/topic/44a8", "dead", page("某微课", block("话题不存在"))),
    case("gone-tube", "/watch?v=44aBcDeFgHi", "dead", page("- Tube", block("Video unavailable"), block("This video isn't available anymore"))),
    case("gone-tube-account", "/watch?v=44aBcDeFgHj", "dead", page("- Tube", block("This video is no longer available because the account associated with this video has been terminated."))),
    case("gone-clip", "/44044", "dead", page("Clips", "<h1>Sorry, we couldn’t find that page</h1>", block("You could try one of the links below."))),
    case("gone-recording-en", "/rec/share/44a8", "dead", page("Error - Meet", block("This recording does not exist. (3,301)"))),
    case("gone-meeting-en", "/j/44044044", "dead", page("Error - Meet", "<h1>Invalid meeting ID</h1>", block("This meeting link is invalid (3,001)"))),
    case("gone-form-en", "/forms/d/e/44a8/viewform", "dead", page("Salon 44 sign-up", "<h1>Salon 44 sign-up</h1>", block("The form Salon 44 sign-up is no longer accepting responses."), block("Try contacting the owner of the form if you think that this is a mistake."))),
    case("gone-event", "/e/44044", "dead", page("Tickets", "<h1>Whoops, the page or event you are looking for was not found.</h1>", "<a href=/>Home</a>")),
    case("gone-story", "/p/44a8", "dead|unverifiable", page("Stories", "<h1>410</h1>", block("User deactivated or deleted their account."))),
    case("gone-notes", "/Notes-44a8c1", "dead", page("Notes app", block("This content does not exist"), APP)),
    case("gone-suspended", "/v/44a8", "dead", page("Account Suspended", "<h1>Account Suspended</h1>", block("This Account has been suspended."), block("Contact your hosting provider for more information.")), None),
    case("gone-suspended-user", "/ann44", "dead", page("Profile", "<h1>Account suspended</h1>", block("We suspend accounts which violate the rules"))),
    case("gone-pan-violates", "/s/44a8", "dead", page("某网盘", block("此链接分享内容可能因为涉及侵权、色情等信息，无法访问！"))),
    case("gone-site-stopped", "/44a8", "dead|unreachable", page("站点已暂停", "<h1>该网站已被管理员停止运行</h1>"), None),
    case("gone-never-archived", "/web/2020/http://a.test/44", "dead|unverifiable", page("Archive", block("Hrm. The machine has not archived that URL."), block("This page is not available on the web."))),
    case("gone-box", "/s/44a8", "dead", page("Box", "<h1>This item was deleted</h1>", block("This item might have been deleted by someone with access."))),
    case("gone-drive", "/file/d/44a8", "dead", page("Drive", block("Sorry, the file you have requested does not exist."), block("Make sure that you have the correct URL and that the owner has not deleted the file."))),
    case("gone-one", "/44a8c", "dead", page("Error", "<h1>This item might not exist or is no longer available</h1>", block("It might have been deleted, expired, or you might not have permission to view it."))),
    case("gone-transfer", "/downloads/44a8", "dead", page("Transfer expired", "<h1>Transfer expired</h1>", block("Sorry, this transfer has expired and is not available any more"))),
    case("gone-slides", "/slides/44a8", "dead", page("Slides", "<h1>This presentation has been removed</h1>")),
    case("gone-error-query", "/v/44a8c", "dead", to(302, "/error?code=404"), None, {"/error": page("出错了", block("页面未找到"))}),
    case("gone-expired-zh", "/44a8", "dead", page("gone-expired-zh.test", block("域名 gone-expired-zh.test 已过期"), block("请联系注册商续费")), None),
    case("gone-expired-en", "/44a8", "dead", page("gone-expired-en.test", "<h1>gone-expired-en.test has expired</h1>", block("If you own this domain, renew it.")), None),
    case("gone-lander", "/44a8", "dead", to(302, "http://ww1.gone-lander.test/?ts=44"), None, {"ww1.gone-lander.test/": "<html><head><title>gone-lander.test</title></head><body><iframe src='https://www.sedoparking.com/frmpark/'></iframe></body></html>"}),
    case("gone-for-sale", "/44a8", "dead", to(302, "http://d6.dan.com/buy-domain/gone-for-sale.test"), None, {"d6.dan.com/buy-domain/gone-for-sale.test": page("Buy a domain", "<h1>The domain name gone-for-sale.test is for sale</h1>")}),
]  # fmt: skip

REFUSED = [
    case("wall-json", "/p/45a8", "blocked", response(403, json.dumps({"error": {"code": 40362, "message": "您当前请求存在异常，暂时限制本次访问"}}), kind="application/json"), None, host="e1.zhihu.com"),
    case("wall-json-200", "/p/45a8", "blocked|unverifiable", response(200, json.dumps({"error": {"code": 40362, "message": "您当前请求存在异常，暂时限制本次访问"}}), kind="application/json"), None),
    case("wall-412", "/opus/45", "blocked", page("出错啦!", block("错误号: 412"), block("由于触发安全风控策略，该次访问请求被拒绝。")), None, host="e2.bilibili.com"),
    case("wall-env", "/s/45a8", "blocked", page("", "<h2>环境异常</h2>", block("当前环境异常，完成验证后即可继续访问。"), "<a>去验证</a>"), None, host="e3.mp.weixin.qq.com"),
    case("wall-accounts", "/docx/45a8", "blocked", to(302, "http://accounts.wall-accounts.test/accounts/page/login?redirect_uri=45"), None, {"accounts.wall-accounts.test/accounts/page/login": page("登录", "<div id=root></div>", APP)}),
    case("wall-doc-zh", "/doc/45a8", "blocked|unverifiable", page("某文档", block("你还没有该文档的访问权限"), "<button>申请</button>")),
    case("wall-signin", "/file/d/45a8", "blocked", to(302, "http://accounts.wall-signin.test/v3/signin/identifier?continue=45"), None, {"accounts.wall-signin.test/v3/signin/identifier": page("Sign in - Accounts", "<h1>Sign in</h1>", "<form><input name=identifier></form>")}),
    case("wall-consent", "/watch?v=45aBcDeFgHi", "blocked|unverifiable|alive", to(302, "http://consent.wall-consent.test/m?continue=45"), None, {"consent.wall-consent.test/m": page("Before you continue to Tube", "<h1>Before you continue to Tube</h1>", "<form><button>Reject all</button></form>")}),
    case("wall-sorry", "/watch?v=45aBcDeFgHj", "blocked", to(302, "http://www.wall-sorry.test/sorry/index?continue=45"), None, {"www.wall-sorry.test/sorry/index": page("Sorry...", block("Our systems have detected unusual traffic from your computer network."), "<form><input name=captcha></form>")}),
    case("wall-authwall", "/in/45a8", "blocked|unverifiable", to(302, "/authwall?trk=45"), None, {"/authwall": page("Sign Up", "<h1>Join to see who you know</h1>", "<form><input name=email><input type=password></form>")}),
    case("wall-attention", "/45a8", "blocked", page("Attention Required!", "<h1>Sorry, you have been blocked</h1>", "<h2>You are unable to access this site</h2>", block("Why have I been blocked? This website is using a security service to protect itself from online attacks.")), None),
    case("wall-checkpoint", "/45a8", "blocked", page("Security Checkpoint", block("We're verifying your browser"), APP), None),
    case("wall-human", "/45a8", "blocked", response(405, page("Human Verification", block("Let's confirm you are human"), APP)), None),
    case("wall-automation", "/45a8", "blocked", page("Access to this page has been denied.", "<h1>Access to this page has been denied</h1>", block("because we believe you are using automation tools to browse the website.")), None),
    case("wall-dd", "/45a8", "blocked", "<html><head><title>wall-dd.test</title></head><body><script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script><script src='https://ct.captcha-delivery.com/c.js'></script></body></html>", None),
    case("wall-parameters", "/45a8", "blocked", page("网站防火墙", block("您的请求带有不合法参数，已被网站管理员设置拦截！")), None),
    case("wall-restricted", "/45a8", "blocked", response(200, page("Restricted Access", "<h1>Access Denied</h1>", block("The request has been blocked by the security policy."))), None),
    case("wall-next", "/p/45a8", "blocked", to(302, "/accounts/login/?next=/p/45a8"), None, {"/accounts/login/": page("Login", "<form><input name=u><input type=password></form>")}),
    case("wall-must", "/groups/45", "blocked", page("Log in", block("You must log in to continue."), "<form><input name=email><input type=password></form>"), None),
    case("wall-noscript", "/ann45/status/45", "unverifiable|blocked|alive", page("X", "<noscript>JavaScript is not available.</noscript><div id=root></div>", APP), None),
    case("wall-cas", "/v/45a8", "blocked", to(302, "http://sso.wall-cas.test/cas/login?service=45"), None, {"sso.wall-cas.test/cas/login": page("统一身份认证", "<form><input name=u><input type=password></form>")}),
    case("wall-saml", "/v/45a8", "blocked|unverifiable", "<html><body onload='document.forms[0].submit()'><form action='https://idp.test/sso' method=post><input type=hidden name=SAMLRequest value=a></form></body></html>", None),
    case("wall-visitor", "/45045/Ab", "blocked|unverifiable", to(302, "http://passport.wall-visitor.test/visitor/visitor?entry=a"), None, {"passport.wall-visitor.test/visitor/visitor": page("Visitor System", APP)}),
    case("wall-baidu", "/s/45a8", "blocked", page("百度安全验证", block("网络不给力，请稍后重试"), APP), None),
    case("wall-ip", "/group/topic/45", "blocked", page("禁止访问", block("检测到有异常请求从你的 IP 发出，请登录使用。")), None),
    case("wall-policy", "/r/45a8", "blocked", page("Blocked", "<h1>Whoa there!</h1>", block("Your request has been blocked due to a network policy.")), None),
    case("wall-gdpr", "/45a8", "blocked|unverifiable", page("451: Unavailable due to legal reasons", "<h1>451: Unavailable due to legal reasons</h1>", block("This website is not available in your region.")), None),
    case("wall-interruption", "/45a8", "blocked", page("Pardon Our Interruption", "<h1>Pardon Our Interruption</h1>", block("As you were browsing something about your browser made us think you were a bot.")), None),
    case("wall-shop", "/45a8", "blocked|unverifiable|alive", page("Opening soon", "<h1>Opening soon</h1>", block("Enter using password"), "<form><input type=password></form>"), None),
    case("wall-icp", "/45a8", "blocked|unreachable|unverifiable", page("Non-compliance ICP Filing", "<h1>该网站暂时无法进行访问</h1>", block("网站未按规定进行备案")), None),
    case("wall-age", "/v/45a8", "blocked|unverifiable|alive", page("Age check", "<h1>Please confirm your age</h1>", "<button>I am over 18</button>"), None),
    case("wall-corp", "/45a8", "blocked|unverifiable", page("Web filter", "<h1>Web Page Blocked!</h1>", block("The page cannot be displayed. You have tried to access a page that violates the policy.")), None),
    case("away-nginx", "/45a8", "unverifiable|unreachable", page("Welcome to nginx!", "<h1>Welcome to nginx!</h1>", "If you see this page, the web server is successfully installed and working."), None),
    case("away-building", "/45a8", "unverifiable|unreachable", page("网站建设中", "<h1>网站建设中</h1>", block("敬请期待")), None),
    case("away-busy", "/45a8", "unreachable|unverifiable|blocked", page("提示", block("系统繁忙，请稍后再试"))),
    case("away-wrong", "/45a8", "unreachable|unverifiable", page("Oops", "<h1>Something went wrong</h1>", block("We're working on it and will get it fixed as soon as we can."))),
    case("away-database", "/45a8", "unreachable|unverifiable", page("Database Error", "<h1>Error establishing a database connection</h1>")),
    case("away-503-text", "/45a8", "unreachable|unverifiable", page("503 Service Temporarily Unavailable", "<h1>503 Service Temporarily Unavailable</h1>")),
    case("away-later", "/45a8", "unreachable|unverifiable|blocked", page("某站", "<h1>页面加载失败</h1>", block("请刷新重试"))),
]  # fmt: skip

CASES = [*THERE, *GONE, *REFUSED]
"""Every case, by what it is."""
