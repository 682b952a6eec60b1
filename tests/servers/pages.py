"""Pages as hosts answer them, in our own words: live ones, gone ones that say so, walls, shells."""

from __future__ import annotations

import gzip
import itertools

_counter = itertools.count(1)


def page(title: str, *blocks: str, head: str = "") -> str:
    """An HTML page; a block that begins with `<` is taken as it is."""
    body = "".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks)
    return f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{body}</body></html>"


LOREM = (
    "本期沙龙介绍了联邦学习的基本思路，分享人先回顾了问题的由来，再用两个例子说明通信开销从何而来。"
    "最后一部分是问答，大家就异构数据与隐私预算讨论了很久，录像与讲义都放在本页。"
)
REPLAY = page("第二十八期回放 | 某社区", "<h1>第二十八期回放</h1>", LOREM, "<video src='/v.mp4'></video>")
ENGLISH = page(
    "Meetup 28: federated learning",
    "<h1>Federated learning</h1>",
    "The speaker begins with where the question comes from, and then shows with two examples what is sent and why.",
    "The recording and the slides are on this page.",
)
HOME = page("某社区", "<h1>欢迎来到某社区</h1>", "我们每两周举办一次沙龙，往期回放与报名入口都在下面的列表里。")
ARTICLE_ZH = page(
    "如何设计一个好的 404 页面",
    "<h1>如何设计一个好的 404 页面</h1>",
    "当读者访问的页面不存在时，服务器应当返回 404，而不是 200。",
    "好的页面会直接写“页面不存在”，再给出搜索框与首页链接。",
    "<ul><li>页面不存在</li><li>内容已删除</li></ul>",
)
ARTICLE_EN = page(
    "404 Not Found — how to design error pages | Some Blog",
    "<h1>How to design an error page</h1>",
    "Readers who meet a “page not found” message want to know three things, and most sites answer none of them.",
    "Say what happened, without blame; offer a search; and keep the navigation, so that there is a way on.",
    "<pre>404 Not Found</pre>",
)
ARTICLE_CHAPTERS = page(
    "Status codes explained",
    "<h1>Status codes explained</h1>",
    "Every answer of a server begins with a number of three digits, and the first of them says what kind of answer it is.",
    "<h2>404 Not Found</h2>",
    "The server has nothing at this address, and does not say whether it ever will.",
    "<h2>410 Gone</h2>",
    "The server had something, and says that it will not be back; few servers are so frank.",
)
PASSING = page(
    "Minutes of the meeting",
    "<h1>Minutes</h1>",
    "The budget was agreed on. The keys to room 3 were not found, so the second session moved to the library.",
    *["After that we went through the list of talks, one by one, and noted who would ask the speakers."] * 8,
)
HIDDEN_NOTICE = page(
    "第三十期回放", "<h1>第三十期回放</h1>", LOREM, "<div style='display:none'><h1>页面不存在</h1></div>",
    "<template><p>Page not found</p></template>", "<noscript>Page not found</noscript>",
)  # fmt: skip
GONE_EN = page("Page not found", "<h1>Page not found</h1>", "Sorry, the page you are looking for does not exist.")
GONE_ZH = page("提示信息", "抱歉，您访问的页面不存在或已被删除。", "<a href='/'>返回首页</a>")
GONE_VIDEO = page("视频去哪了呢？_某视频网", "<div>视频去哪了呢？</div>", "<a href='/'>返回首页</a>")
GONE_WECHAT = page("", "<div class='msg'><h2>该内容已被发布者删除</h2></div>")
GONE_BUSY = page(  # says it in its heading, and goes on with recommendations
    "某视频网",
    "<h1>视频不存在</h1>",
    "<ul>"
    + "<li><a href='/v/9'>猜你喜欢：一段讲述如何从零实现一个小型语言模型的录像，作者用一个下午写完了全部代码</a></li>"
    * 9
    + "</ul>",
)
CLOSED_FORM = page("问卷", "<div>此问卷已停止接收答卷</div>", "<div>感谢您的关注</div>")
CLOSED_FORM_EN = page("Registration form", "<div>This form is no longer accepting responses.</div>")
OPEN_EVENT = page("第三十一期报名", "<h1>第三十一期报名</h1>", LOREM, "报名已结束，活动照常举行。")
PARKED = page("somedomain.test", "<h1>somedomain.test is for sale</h1>", "<a href='https://x.test'>Make an offer</a>")
PARKED_ZH = page("域名出售", "<div>您访问的域名 somedomain.test 正在出售</div>", "<a href='/'>联系我们</a>")
CAPTCHA = page("安全验证", "<div>请完成安全验证</div>", "<form></form>")
CHALLENGE = page("Just a moment...", "<div>Checking your browser before accessing the site.</div>",
                 head="<script>window._cf_chl_opt={}</script>")  # fmt: skip
LOGIN = page("登录 - 某社区", "<form>用户名<input name=u>密码<input type=password></form>")
APP = "<!doctype html><html><head><title>社区</title></head><body><div id='root'></div><script src='/app.js'></script></body></html>"
EMPTY = "<!doctype html><html><head><title></title></head><body>  </body></html>"


def app_with_nonce(path: str) -> str:
    """A shell that is never twice the same: a nonce, the time, and the path that was asked for."""
    number = next(_counter)
    digest = f"{number * 2654435761 % 2**64:016x}"
    return APP.replace("<div", f"<meta name='csrf' content='{digest}'><link rel=canonical href='{path}'><div").replace(
        "</body>", f"<script nonce='{digest}'>window.T={1700000000 + number};window.P='{path}'</script></body>"
    )


def bomb() -> bytes:
    """A page of 64 MiB in 64 KiB of gzip."""
    return gzip.compress(b"<html><title>x</title><p>" + b"a" * 2**26, 9)
