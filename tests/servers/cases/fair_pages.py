"""Whole pages with head, navigation, main part and footer, as bug reports of link checkers describe them.

Thirty that are there, moved, refused or undecidable and thirty that are gone, half of them Chinese; and what headers
and menus are to a notice. The first verdict of a case is the best one.
"""

from __future__ import annotations

from servers.internet import Case, to
from servers.raw_http import response

_HEAD = (
    "<meta charset='utf-8'><meta name='viewport' content='width=device-width, initial-scale=1'>"
    "<link rel='stylesheet' href='/assets/site.css'><link rel='icon' href='/favicon.ico'>"
    "<script async src='/assets/stats.js'></script><script>window.dataLayer=window.dataLayer||[];</script>"
)
_NAV = (
    "<header><a class='logo' href='/'>Open Evenings</a><nav><ul><li><a href='/events'>Events</a></li><li><a href='/talks'>Talks</a></li>"
    "<li><a href='/blog'>Blog</a></li><li><a href='/about'>About</a></li></ul></nav><a href='/login'>Log in</a> <a href='/join'>Sign up</a>"
    "<form role='search' action='/search'><input name='q' placeholder='Search'></form></header>"
)
_FOOT = (
    "<footer><ul><li><a href='/terms'>Terms</a></li><li><a href='/privacy'>Privacy</a></li><li><a href='/contact'>Contact</a></li></ul>"
    "<p>© 2019–2025 Open Evenings. All rights reserved.</p></footer>"
)
_NAV_ZH = (
    "<header><a class='logo' href='/'>晚间学社</a><nav><ul><li><a href='/'>首页</a></li><li><a href='/events'>活动</a></li>"
    "<li><a href='/videos'>视频</a></li><li><a href='/columns'>专栏</a></li></ul></nav><a href='/login'>登录</a> <a href='/reg'>注册</a>"
    "<form action='/search'><input name='q' placeholder='搜索你感兴趣的内容'></form></header>"
)
_FOOT_ZH = (
    "<footer><a href='/about'>关于我们</a> <a href='/help'>帮助中心</a> <a href='/report'>举报</a>"
    "<p>© 2019-2025 晚间学社 沪ICP备00000000号</p></footer>"
)
_SPEECH = (
    "<p>We begin with where the question comes from, and then go through two worked examples on the board.</p>"
    "<p>The second half is a discussion: bring a paper, a plot, or a bug that you have not been able to explain.</p>"
)
_SPEECH_ZH = (
    "<p>本次分享先回顾问题的来龙去脉，再用两个例子说明训练时显存花在了哪里，最后留半小时自由讨论。</p>"
    "<p>欢迎带着自己的论文、曲线或者调不通的代码来，现场有茶歇，结束后一起走到地铁站。</p>"
)
_PLAYER = "<video controls poster='/p.jpg'><source src='/media/talk.mp4' type='video/mp4'></video>"


def en(title: str, main: str, head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head><title>{title}</title>{_HEAD}{head}</head><body>{_NAV}<main>{main}</main>{_FOOT}</body></html>"


def zh(title: str, main: str, head: str = "") -> str:
    return f"<!doctype html><html lang='zh-CN'><head><title>{title}</title>{_HEAD}{head}</head><body>{_NAV_ZH}<main>{main}</main>{_FOOT_ZH}</body></html>"


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object) -> Case:
    return Case(f"fair-{name}", f"http://fair-{name}.test{path}", right, shown, *rest)  # type: ignore[arg-type]


_FORM = "<form method='post'><label>Name <input name='name'></label><label>E-mail <input type='email' name='mail'></label><button>Send</button></form>"
_FORM_ZH = "<form method='post'><label>姓名 <input name='name'></label><label>手机 <input name='phone'></label><button>提交</button></form>"
_HOME = en(
    "Open Evenings",
    "<h1>Talks for the curious</h1><p>Every second Thursday, in the library and online.</p><ul><li><a href='/events/12'>Next evening</a></li></ul>",
)
_HOME_ZH = zh(
    "晚间学社",
    "<h1>每两周一次的技术夜谈</h1><p>线下在图书馆，线上有直播，往期录像都可以回看。</p><ul><li><a href='/events/12'>下期预告</a></li></ul>",
)
_LOST = response(
    404, en("Page not found", "<h1>Page not found</h1><p>We could not find what you were looking for.</p>")
)
_LOST_ZH = response(404, zh("页面不存在", "<h1>页面不存在</h1><p>您访问的页面走丢了。</p>"))

THERE = [
    case("until", "/forms/spring", "alive", en("Call for speakers", f"<h1>Call for speakers, spring</h1><p>This form will stop accepting responses on 30 April at noon.</p>{_FORM}"), _LOST),
    case("until-zh", "/f/chun2025", "alive", zh("春季沙龙报名", f"<h1>春季沙龙报名</h1><p>本表单将于 4 月 30 日 12:00 停止收集，逾期不再接受提交。</p>{_FORM_ZH}"), _LOST_ZH),
    case("last-run", "/courses/deep-sets", "alive", en("Deep sets, a course", f"<h1>Deep sets in six evenings</h1>{_SPEECH}<p>The autumn run was private and its recordings are not available to the public; this run is open to all.</p><a href='/courses/deep-sets/apply'>Apply</a>"), _LOST),
    case("last-run-zh", "/course/tu-shenjing", "alive", zh("图神经网络六讲", f"<h1>图神经网络六讲</h1>{_SPEECH_ZH}<p>上一期课程为内部授课，录像未公开；本期面向所有人开放。</p><a href='/course/tu-shenjing/bm'>立即报名</a>"), _LOST_ZH),
    case("where", "/blog/where-did-the-video-go", "alive", en("Where did the video go? Notes on link rot", f"<h1>Where did the video go?</h1><p>Of the talks that we linked to in 2017, a third cannot be watched any more. We looked for each of them and wrote down what became of it.</p>{_SPEECH}"), _LOST),
    case("where-zh", "/columns/3311", "alive", zh("那些年的公开课视频去哪了？", f"<h1>那些年的公开课视频去哪了？</h1><p>我们翻出十年前收藏的一百门公开课，逐一打开，统计还有多少能看，又有哪些搬到了别处。</p>{_SPEECH_ZH}"), _LOST_ZH),
    case("comments", "/blog/attention-sinks", "alive", en("Attention sinks, explained", f"<article><h1>Attention sinks, explained</h1>{_SPEECH}</article><section id='comments'><h3>4 comments</h3><p>This comment has been deleted.</p><p>Comments are closed.</p></section>"), _LOST),
    case("comments-zh", "/columns/5120", "alive", zh("注意力汇聚现象", f"<article><h1>注意力汇聚现象</h1>{_SPEECH_ZH}</article><section class='comments'><h3>评论</h3><p>该评论已被删除</p><p>评论已关闭</p></section>"), _LOST_ZH),
    case("fee", "/events/31", "alive", en("Evening 31: diffusion", f"<h1>Evening 31: diffusion</h1><p><strong>The entrance fee has been cancelled</strong>: thanks to the library, all seats are free.</p>{_SPEECH}<a href='/events/31/seat'>Reserve a seat</a>"), _LOST),
    case("fee-zh", "/events/31", "alive", zh("第三十一期：扩散模型", f"<h1>第三十一期：扩散模型</h1><p><strong>报名费已取消</strong>，感谢图书馆提供场地，凭报名短信入场。</p>{_SPEECH_ZH}<a href='/events/31/bm'>我要报名</a>"), _LOST_ZH),
    case("else", "/changes/2-4", "alive", en("Release 2.4 of the toolkit", "<h1>Release 2.4</h1><ul><li>The old loader has been removed; use the streaming one.</li><li>The page for plugins no longer exists and its content moved to the guide.</li><li>Training resumes at the step at which it stopped.</li></ul><h2>Thanks</h2><p>Eleven people sent patches.</p>"), _LOST),
    case("else-zh", "/notice/88", "alive", zh("第二十期录像更新说明", f"<h1>第二十期录像更新说明</h1>{_PLAYER}<p>应讲者要求，第三段演示视频已删除，其余内容不变；讲义附件已下架，请以新版为准。</p>{_SPEECH_ZH}"), _LOST_ZH),
    case("about-404", "/docs/http/404", "alive", en("404 Not Found | Handbook of HTTP", "<h1>404 Not Found</h1><p>The server answers with this status when it has no representation for the target, or does not want to say that there is one.</p><h2>Example</h2><pre>HTTP/1.1 404 Not Found\nContent-Type: text/html</pre><h2>See also</h2><ul><li><a href='/docs/http/410'>410 Gone</a></li><li><a href='/docs/http/301'>301 Moved Permanently</a></li></ul>"), _LOST),
    case("about-404-zh", "/columns/404", "alive", zh("为什么会出现“404 页面不存在”？", "<h1>为什么会出现“404 页面不存在”？</h1><p>浏览器向服务器要一个地址，服务器找不到对应的内容，就会用 404 作答。常见原因有三种：地址输错、文章改名、服务器配置有误。</p><h2>如何排查</h2><p>先看访问日志，再看重写规则，最后确认文件真的在磁盘上，并且进程有权限读取它。</p>"), _LOST_ZH),
    case("region", "/watch/771", "blocked|unverifiable", en("Lecture 9", "<h1>Lecture 9</h1><div class='notice'><p>This video is not available in your country.</p></div>"), _LOST),
    case("region-zh", "/videos/771", "blocked|unverifiable", zh("第九讲 - 晚间学社", "<h1>第九讲</h1><div class='tip'>抱歉，由于版权限制，您所在的地区暂时无法观看该视频。</div>"), _LOST_ZH),
    case("upkeep", "/events/40", "unreachable", en("We'll be right back", "<h1>Down for scheduled maintenance</h1><p>We are upgrading our database. The site is expected to be back by 06:00 UTC.</p>"), None),
    case("upkeep-zh", "/events/40", "unreachable", zh("系统维护中", "<h1>系统维护中</h1><p>为了给您提供更好的服务，本站正在升级，预计 6:00 恢复访问，给您带来不便敬请谅解。</p>"), None),
    case("prompt", "/talks/52", "alive", en("Talk 52: tokenizers", f"<h1>Talk 52: tokenizers</h1>{_PLAYER}<div class='modal'><h2>Log in to continue</h2><p>Sign in to like, comment and save this talk.</p><a href='/login'>Log in</a></div>{_SPEECH}"), _LOST),
    case("prompt-zh", "/videos/52", "alive", zh("第五十二期：分词器", f"<h1>第五十二期：分词器</h1>{_PLAYER}<div class='dialog'><h2>登录后可享更多权益</h2><p>登录后即可点赞、收藏、发弹幕</p><a href='/login'>立即登录</a></div>{_SPEECH_ZH}"), _LOST_ZH),
    case("captcha", "/events/33/register", "alive", en("Register for evening 33", f"<h1>Register for evening 33</h1>{_SPEECH}<form method='post'><label>Name <input name='name'></label><label>E-mail <input name='mail'></label><div class='g-recaptcha' data-sitekey='6Lc'></div><p>Please confirm that you are not a robot.</p><button>Register</button></form>", "<script src='https://www.google.com/recaptcha/api.js' async defer></script>"), _LOST),
    case("captcha-zh", "/events/33/bm", "alive", zh("第三十三期报名", f"<h1>第三十三期报名</h1>{_SPEECH_ZH}<form method='post'>姓名<input name='name'>手机<input name='phone'>图形验证码<input name='captcha'><img src='/captcha.png' alt='验证码'><p>请输入图中的验证码完成验证</p><button>提交报名</button></form>"), _LOST_ZH),
    case("consent", "/talks/60", "unverifiable|blocked|alive", to(302, "http://fair-consent.test/?consent=required&return=%2Ftalks%2F60"), _LOST,
         {"/": en("Before you continue", "<h1>Before you continue</h1><p>We and our partners use cookies to measure visits.</p><form method='post' action='/consent'><input type='hidden' name='return' value='/talks/60'><button>Accept all</button><button>Reject all</button></form>")}),
    case("home-login-zh", "/videos/60", "blocked|unverifiable", to(302, "/?redirect=%2Fvideos%2F60"), _LOST_ZH,
         {"/": zh("登录 - 晚间学社", "<h1>请先登录</h1><form method='post' action='/login'>手机号<input name='phone'>密码<input type='password' name='pw'><button>登录</button></form>")}),
    case("later", "/talks/61", "alive", en("Talk 61: retrieval", f"<h1>Talk 61: retrieval</h1>{_PLAYER}{_SPEECH}<button onclick='leave()'>Leave</button>", "<script>function leave(){window.location.href='/';}\nfunction lost(){location.replace('/404');}\nsetTimeout(function(){if(window.idle)location.href='/login';},1800000);</script>"), _LOST),
    case("later-zh", "/videos/61", "alive", zh("第六十一期：检索增强", f"<h1>第六十一期：检索增强</h1>{_PLAYER}{_SPEECH_ZH}", "<script>document.addEventListener('click',function(e){if(e.target.id==='quit'){location.href='/';}});var onError=function(){location.href='/error/404.html'};</script>"), _LOST_ZH),
    case("idle-key", "/events?from=newsletter", "alive|unverifiable", en("Events", f"<h1>Events</h1><ul><li><a href='/events/35'>Evening 35: mixtures of experts</a></li><li><a href='/events/34'>Evening 34</a> – the slides are no longer available</li><li><a href='/events/33'>Evening 33</a></li></ul>{_SPEECH}"), _LOST,
         {"/events": en("Events", f"<h1>Events</h1><ul><li><a href='/events/35'>Evening 35: mixtures of experts</a></li><li><a href='/events/34'>Evening 34</a> – the slides are no longer available</li><li><a href='/events/33'>Evening 33</a></li></ul>{_SPEECH}")}),
    case("work", "/wiki/Reading_group", "blocked", "<!doctype html><html lang='en'><head><title>Making sure you&#39;re not a bot!</title><meta charset='utf-8'><link rel='stylesheet' href='/.within.website/x/xess/xess.min.css'><script id='anubis_challenge' type='application/json'>{\"rules\":{\"difficulty\":4},\"challenge\":\"0f3a\"}</script></head><body><main><h1>Making sure you&#39;re not a bot!</h1><img src='/.within.website/x/cmd/anubis/static/img/pensive.webp'><p id='status'>Loading...</p><details><summary>Why am I seeing this?</summary><p>The administrator of this website has set up a proof-of-work check to protect the server.</p></details></main><footer><p>Protected by Anubis.</p></footer></body></html>", None),
    case("access", "/d/1Xk9/view", "blocked", "<!doctype html><html lang='en'><head><title>Sheet editor</title><meta charset='utf-8'></head><body><header><a href='/'>Drive</a></header><main><h1>You need access</h1><p>Ask for access, or switch to an account with access.</p><form><textarea placeholder='Message (optional)'></textarea><button>Request access</button></form></main><footer><a href='/privacy'>Privacy</a></footer></body></html>", _LOST),
    case("access-zh", "/docs/d7Kq", "blocked", zh("无法访问该文档", "<h1>你没有访问权限</h1><p>该文档仅对指定成员可见，你可以向文档所有者申请查看权限。</p><button>申请权限</button><a href='/login?switch=1'>切换账号</a>"), _LOST_ZH),
]  # fmt: skip

GONE = [
    case("404", "/events/7", "dead", _LOST),
    case("404-zh", "/events/7", "dead", _LOST_ZH),
    case("410", "/talks/3", "dead", response(410, en("Gone", "<h1>This talk is gone</h1><p>The speaker asked us to take it down.</p>")), _LOST),
    case("410-zh", "/videos/3", "dead", response(410, zh("内容已下线", "<h1>内容已下线</h1>")), _LOST_ZH),
    case("lost", "/blog/old-post", "dead", en("Page not found – Open Evenings", "<h1>Oops! That page can't be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>"), None),
    case("lost-zh", "/columns/17", "dead", zh("404 - 晚间学社", "<h1>404</h1><p>抱歉，你访问的页面不存在</p><p><span>5</span> 秒后返回首页</p>"), None),
    case("sorry", "/talks/19", "dead", en("Open Evenings", "<h2>Sorry, this page isn't available</h2><p>The link you followed may be broken, or the page may have been removed.</p><a href='/'>Go back to the home page</a>"), None),
    case("sorry-zh", "/t/8812", "dead", zh("提示信息 - 晚间学社", "<div class='alert'><p>抱歉，指定的主题不存在或已被删除或正在被审核</p><p><a href='javascript:history.back()'>[ 点击这里返回上一页 ]</a></p></div>"), None),
    case("dept", "/people/meier", "dead", en("404 | Open Evenings", "<h1>404</h1><h2>We can't seem to find the page you're looking for.</h2><p>Here are some helpful links instead:</p><ul><li><a href='/'>Home</a></li><li><a href='/events'>Events</a></li></ul>"), None),
    case("ended-zh", "/zt/2018", "dead", zh("页面已失效", "<h1>您访问的页面已失效</h1><p>该专题已下线，请浏览其他内容。</p>"), _LOST_ZH),
    case("shell", "/app/talk/9a1c", "dead|unverifiable", "<!doctype html><html lang='en'><head><title>Open Evenings</title><meta charset='utf-8'></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div><script>window.API='/api/v1';</script><script src='/static/js/main.4f2.js'></script></body></html>", None, {"/api/v1/talks/9a1c": response(404, '{"error":"not found"}', kind="application/json")}),
    case("shell-zh", "/m/video/9a1c", "dead|unverifiable", "<!doctype html><html lang='zh-CN'><head><title>晚间学社</title><meta charset='utf-8'></head><body><div id='app'></div><script>window.__INITIAL_STATE__={\"video\":null,\"error\":{\"code\":404,\"message\":\"视频不存在\"}}</script><script src='/js/app.8d1.js'></script></body></html>", None, {"/api/video/9a1c": response(200, '{"code":404,"message":"视频不存在"}', kind="application/json")}),
    case("to-error", "/slides/12", "dead", to(302, "/404.html"), _LOST, {"/404.html": en("Not found", "<h1>Not found</h1><p>There is nothing here.</p>")}),
    case("to-error-zh", "/slides/12", "dead", to(302, "/error?code=404"), to(302, "/error?code=404"), {"/error": zh("出错了", "<h1>页面不存在</h1><a href='/'>返回首页</a>")}),
    case("to-home", "/events/2016/autumn", "dead", to(302, "/"), to(302, "/"), {"/": _HOME}),
    case("to-home-zh", "/huodong/2016/9", "dead", to(301, "http://fair-to-home-zh.test/"), to(301, "http://fair-to-home-zh.test/"), {"/": _HOME_ZH}),
    case("parked", "/meetup/4", "dead", "<!doctype html><html><head><title>fair-parked.test - This website is for sale!</title><meta charset='utf-8'><meta name='description' content='This website is for sale! fair-parked.test is your first and best source for all of the information you are looking for.'></head><body><div id='main'><h1>fair-parked.test</h1><p>Buy this domain. The domain fair-parked.test may be for sale by its owner!</p><ul><li><a href='/s?q=meetup'>Meetup</a></li><li><a href='/s?q=ai'>AI courses</a></li></ul></div><footer>Related searches · Privacy policy</footer></body></html>", None),
    case("parked-zh", "/salon/4", "dead", "<!doctype html><html><head><title>fair-parked-zh.test 域名出售</title><meta charset='utf-8'></head><body><header><a href='/'>域名交易</a></header><main><h1>fair-parked-zh.test</h1><p>您正在访问的域名可以转让！</p><p>如有意购买，请联系域名所有者报价。</p></main><footer>域名停放服务</footer></body></html>", None),
    case("form", "/forms/winter", "dead", en("Winter school", "<h1>Winter school</h1><p>The form “Winter school” is no longer accepting responses.</p><p>Try contacting the owner of the form if you think that this is a mistake.</p>"), _LOST),
    case("form-zh", "/f/dongji", "dead", zh("冬令营报名", "<h1>冬令营报名</h1><div>该表单已停止收集，无法继续填写</div>"), _LOST_ZH),
    case("survey", "/survey/88", "dead", en("Survey closed", "<h1>This survey is now closed</h1><p>Thank you for your interest. Please contact the author of this survey for further assistance.</p>"), _LOST),
    case("survey-zh", "/vm/88", "dead", zh("活动反馈", "<h2>活动反馈</h2><p>此问卷已经结束，感谢您的参与！</p>"), _LOST_ZH),
    case("post", "/p/31c0", "dead|unverifiable", en("Deleted", "<h1>This story has been deleted by its author</h1><p>Here is what others are reading:</p><ul><li><a href='/p/1'>Ten plots that changed my mind</a></li><li><a href='/p/2'>Reading a loss curve</a></li></ul>"), _LOST),
    case("post-zh", "/s/Kq31c0", "dead", zh("", "<div class='weui-msg'><h2>该内容已被发布者删除</h2></div>"), _LOST_ZH),
    case("article", "/news/5521", "dead", en("Article unavailable", "<h1>This article is no longer available</h1><p>It may have been removed by the publisher.</p>"), None),
    case("article-zh", "/columns/5521", "dead", zh("晚间学社", "<div class='empty'><img src='/img/empty.png' alt=''><p>文章不存在或已被作者删除</p><a href='/columns'>去看看别的文章</a></div>"), None),
    case("video", "/watch/31c0", "dead", en("Video unavailable", "<h1>Video unavailable</h1><p>This video has been removed by the uploader.</p>"), None),
    case("video-zh", "/videos/31c0", "dead", zh("视频去哪了呢？_晚间学社", "<div class='error'><p>啊叻？视频不见了？</p><p>该视频已被删除</p><a href='/'>返回首页</a></div><section><h3>为你推荐</h3><ul><li><a href='/videos/1'>一小时看懂反向传播</a></li><li><a href='/videos/2'>从零写一个分词器</a></li></ul></section>"), None),
    case("account", "/watch/77d2", "dead", en("Open Evenings TV", "<h1>Video unavailable</h1><p>This video is no longer available because the account associated with it has been terminated.</p>"), _LOST),
    case("replay-zh", "/live/77d2", "dead", zh("直播回放", "<h1>直播回放</h1><p>该回放已过期，视频已被清理，无法观看。</p>"), _LOST_ZH),
]  # fmt: skip

HEADERS = [  # a header in an article or in the main part introduces it; a menu may be a list
    case("own-header", "/talks/41a8", "unverifiable|alive", en("Talk 41 | Open Evenings", "<article><header><h1>Sampling without tears</h1></header><p>This video has been removed.</p></article>"), _LOST),
    case("own-header-zh", "/videos/41b8", "unverifiable|alive", zh("第四十一期 | 晚间学社", "<article><header class='entry-header'><h1>采样方法的直觉与实现</h1></header><p>该视频已被删除。</p></article>"), _LOST_ZH),
    case("header-list", "/talks/41c8", "unverifiable|alive", en("Talk 41 | Open Evenings", "<article><header><ul><li>Slides, 40 pages</li><li>Notes</li></ul></header><p>This video has been removed.</p></article>"), _LOST),
    case("aside-list", "/talks/41d8", "unverifiable|alive", en("Talk 41 | Open Evenings", "<p>This video has been removed.</p><aside><ul><li>Slides, 40 pages</li><li>Notes</li></ul></aside>"), _LOST),
    case("lost-header", "/talks/41e8", "dead", en("Open Evenings", "<section class='error-404'><header><h1>Oops! That page can't be found.</h1></header><p>It looks like nothing was found at this location.</p></section>"), _LOST),
]  # fmt: skip

CASES = [*THERE, *GONE, *HEADERS]
