"""Pages whose words are spread over several places: titles beside notices, tabs, widgets, banners, lists, answers of servers.

A third fresh table, written after the kinds of `contrary_pages` were mended. The first verdict of a case is the best.
"""

from __future__ import annotations

import json

from servers.cases.lookalike_pages import APP, BAR, ENGLISH, FOOT, PROSE, div, h1, p
from servers.internet import Case, to
from servers.pages import page
from servers.raw_http import response


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object, host: str = "") -> Case:
    return Case(f"scattered-{name}", f"http://{host or f'scattered-{name}.test'}{path}", right, shown, *rest)  # type: ignore[arg-type]


def h2(text: str) -> str:
    return f"<h2>{text}</h2>"


THERE = [
    case(
        "heading-part",
        "/p/91a8",
        "alive|unverifiable",
        page(
            "第91期资料",
            h1("视频已下架"),
            div("讲义"),
            "<a href=/91.pdf>第91期讲义.pdf</a>",
            div("代码"),
            "<a href=/91.ipynb>第91期代码</a>",
        ),
    ),
    case(
        "heading-recording",
        "/p/91a8",
        "alive|unverifiable",
        page(
            "Salon 91",
            h1("Recording removed"),
            p("The speaker asked us to take it down; the slides and the notebook stay here."),
            "<a href=/91.pdf>Slides</a>",
        ),
    ),
    case(
        "two-headings",
        "/p/91a8",
        "alive|unverifiable",
        page(
            "Salon 91",
            h2("Recording"),
            div("This video has been removed by the uploader."),
            h2("Slides"),
            "<a href=/91.pdf>Slides, 31 pages</a>",
        ),
    ),
    case(
        "two-headings-zh",
        "/p/91a8",
        "alive|unverifiable",
        page("第91期", h2("视频已删除"), h2("讲义下载"), "<a href=/91.pdf>91.pdf</a>"),
    ),
    case(
        "same-title",
        "/p/91a8",
        "alive|unverifiable",
        page("直播已下线的课程合集", h1("直播已下线的课程合集"), "<ul><li>图割<li>因果<li>隐私</ul>"),
    ),
    case(
        "lost-found",
        "/lost/91",
        "alive|unverifiable",
        page("失物招领：文件丢失", h1("文件丢失"), div("地点：三教 302"), div("联系人：李同学")),
    ),
    case(
        "ticket",
        "/ticket/91",
        "alive|unverifiable",
        page(
            "File not found #91",
            h1("File not found"),
            div("Status: open"),
            div("Assigned to: Ann"),
            div("Priority: high"),
        ),
    ),
    case(
        "ticket-zh",
        "/bug/91",
        "alive|unverifiable",
        page("页面不存在 - 缺陷跟踪", h1("页面不存在"), div("状态：处理中"), div("负责人：李明")),
    ),
    case(
        "quiz-question",
        "/quiz/91",
        "alive|unverifiable",
        page(
            "HTTP quiz",
            h1("404 Not Found"),
            "<ol><li>The server is down<li>There is no such page<li>You may not see it</ol>",
            div("Question 3 of 10"),
        ),
    ),
    case(
        "flashcard",
        "/card/91",
        "alive|unverifiable",
        page("410 Gone - flashcards", h1("410 Gone"), div("Flip"), div("12 / 40")),
    ),
    case(
        "notice-banner",
        "/v/91a8",
        "alive|unverifiable",
        page(
            "第91期",
            div("旧域名已停用，请收藏新域名", "banner"),
            div("第91期 因果推断", "name"),
            "<div id=J_prismPlayer></div>",
            APP,
        ),
    ),
    case(
        "app-tip",
        "/v/91a8",
        "alive|unverifiable|blocked",
        page("视频", div("请使用客户端观看完整视频"), "<video src=/p.mp4></video>"),
    ),
    case(
        "sold-out",
        "/e/91",
        "alive|unverifiable",
        page("Salon 91 tickets", h1("Salon 91"), div("Tickets are no longer available"), div("Nov 30, 19:30")),
    ),
    case(
        "ended-webinar",
        "/w/91",
        "alive|unverifiable|dead",
        page("Webinar", h1("This webinar has ended"), div("The recording will be posted here within two days")),
    ),
    case(
        "expired-coupon",
        "/c/91",
        "alive|unverifiable",
        page("课程", h1("因果推断"), div("优惠券已过期"), div("￥99"), "<button>购买</button>"),
    ),
    case(
        "doc-title-only",
        "/d/91a8",
        "alive|unverifiable",
        page("已删除 - 名词表", div("已删除"), div("指文件被移入回收站"), div("另见：还原")),
    ),
    case(
        "gallery", "/g/91a8", "alive|unverifiable", page("Missing", h1("Missing"), "<img src=/a1.jpg><img src=/a2.jpg>")
    ),
    case(
        "poem",
        "/poem/91",
        "alive|unverifiable",
        page("Nothing here", h1("Nothing here"), div("but rain<br>and the sound<br>of a door")),
    ),
    case(
        "book-toc",
        "/b/91",
        "alive|unverifiable",
        page("Gone - a novel", h1("Gone"), "<ul><li>Chapter 1<li>Chapter 2<li>Chapter 3</ul>"),
    ),
    case(
        "closed-shop",
        "/shop/91",
        "alive|unverifiable",
        page("营业时间", h1("营业时间"), div("今日已关闭"), div("周一至周五 9:00-18:00")),
    ),
    case(
        "faq",
        "/faq",
        "alive|unverifiable",
        page("常见问题", h1("常见问题"), div("视频已失效怎么办？"), div("请在群里留言，我们会补链。")),
    ),
    case(
        "forum-warn",
        "/t/91",
        "alive|unverifiable",
        page(
            "第91期讨论", div("第91期讨论"), div("该帖子已被管理员锁定"), div("楼主：讲义在哪？"), div("沙发：见群文件")
        ),
    ),
    case(
        "spa-loading",
        "/v/91a8",
        "unverifiable|alive",
        page("Loading", "<div id=app>Loading...</div>", "<script>var t={notFound:'Page not found'}</script>", APP),
        None,
    ),
    case(
        "hydration",
        "/v/91a8",
        "alive|unverifiable",
        page(
            "第91期",
            "<div id=app></div>",
            '<script type=application/json>{"error":"视频不存在","title":"第91期"}</script>',
            APP,
        ),
    ),
    case("iframe", "/v/91a8", "alive", page("页面不存在的艺术", "<iframe src=https://player.test/91></iframe>")),
    case(
        "login-note",
        "/v/91a8",
        "alive|unverifiable|blocked",
        page("第91期", h1("第91期"), div("登录后可查看已删除的评论"), p(PROSE)),
    ),
    case("needs-login", "/v/91a8", "blocked", page("提示", div("您没有权限访问该页面，请先登录"))),
    case(
        "no-access",
        "/d/91a8",
        "blocked",
        page("Docs", h1("You need access"), div("Ask for access, or switch to an account with access.")),
    ),
    case(
        "private",
        "/v/91a8",
        "blocked",
        page("VideoSite", h1("Private video"), div("Sign in if you've been granted access to this video")),
    ),
    case(
        "waf",
        "/v/91a8",
        "blocked",
        page("405", h1("很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。")),
    ),
    case(
        "upgrade",
        "/v/91a8",
        "unreachable|unverifiable",
        page("公告", h1("系统升级公告"), p("系统正在升级，页面暂时无法访问。")),
    ),
    case("db", "/v/91a8", "unreachable|unverifiable", page("Error", h1("Error establishing a database connection"))),
    case(
        "to-mobile",
        "/v/91a8",
        "alive|moved",
        to(301, "http://m.scattered-to-mobile.test/v/91a8"),
        response(404, "no"),
        {"m.scattered-to-mobile.test/v/91a8": page("第91期", h1("第91期"), p(PROSE))},
    ),
    case(
        "to-consent",
        "/v/91a8",
        "blocked|unverifiable|alive",
        to(302, "http://consent.scattered-to-consent.test/?continue=/v/91a8"),
        None,
        {
            "consent.scattered-to-consent.test/": page(
                "Consent", h1("Before you continue"), "<form><button>I agree</button></form>"
            )
        },
    ),
    case(
        "json-null",
        "/api/91",
        "alive|unverifiable",
        response(200, json.dumps({"code": 0, "data": None}), kind="application/json"),
    ),
    case("451", "/v/91a8", "blocked", response(451, page("Unavailable", h1("Page removed for legal reasons")))),
    case("500-gone", "/v/91a8", "unreachable", response(500, page("404", h1("页面不存在")))),
    case(
        "quote",
        "/a/91a8",
        "alive|unverifiable",
        page("On error pages", "<blockquote>Page not found</blockquote>", p(ENGLISH)),
    ),
    case(
        "reopen", "/f/91", "alive|unverifiable", page("报名", h1("第91期报名"), div("报名表已关闭，将于周五重新开放"))
    ),
    case(
        "form-open-note",
        "/f/91",
        "alive",
        page("报名表", h1("报名表"), div("本表单将于周日关闭"), "<form><input name=a><input name=b></form>"),
    ),
]

GONE = [
    case("g-tips", "/v/92a8", "dead", page("提示", div("视频已被删除或下架"), div("试试搜索其他视频"), FOOT)),
    case("g-code", "/v/92a8", "dead", page("出错了", BAR, div("404"), div("抱歉，您访问的页面不存在"), FOOT)),
    case(
        "g-heading",
        "/v/92a8",
        "dead",
        page("VideoSite", BAR, h1("Video not found"), div("This video may have been removed."), FOOT),
    ),
    case("g-replay", "/r/92a8", "dead", page("直播回放", BAR, div("回放已被主播删除"), "<a href=/>去首页看看</a>")),
    case("g-legal", "/v/92a8", "dead", page("视频", div("该视频因版权原因已下架"))),
    case(
        "g-course-en",
        "/c/92",
        "dead",
        page("Courses", h1("This course is no longer available"), "<a href=/>Browse all courses</a>"),
    ),
    case(
        "g-nginx",
        "/v/92",
        "dead",
        page("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center>"),
    ),
    case("g-short", "/92a8", "dead", page("短链接", div("该短链接不存在或已失效"))),
    case("g-form", "/f/92", "dead", page("问卷", div("该问卷已停止收集"), div("感谢您的关注"))),
    case(
        "g-user", "/u/92", "dead", page("Profile", h1("This account doesn't exist"), div("Try searching for another."))
    ),
    case("g-same", "/v/92a8", "dead", page("Play", h1("Play"), div("Video not found")), None),
    case(
        "g-home", "/v/92a8", "dead", to(302, "/index.html"), None, {"/index.html": page("首页", h1("平台"), p(PROSE))}
    ),
    case("g-410", "/v/92", "dead", response(410, "")),
    case("g-album", "/a/92", "dead", page("相册", div("相册不存在或已被删除"), FOOT)),
    case("g-doc", "/d/92", "dead", page("无法打开文档", h1("文档已被删除"), div("文档所有者已将其移入回收站"))),
]

CASES = [*THERE, *GONE]  # fmt: skip
