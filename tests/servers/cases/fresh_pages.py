"""An eighth fresh table: answers of programs, archives, walls and thin pages. The first verdict of a case is the best one."""

from __future__ import annotations

import json

from servers.cases.reported_pages import END, ENDE, KOPF, SAGT, TOLD, TOP, div, shell
from servers.internet import NOT_FOUND, Case, to
from servers.pages import page
from servers.raw_http import response


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object) -> Case:
    return Case(f"fresh-{name}", f"http://fresh-{name}.test{path}", right, shown, *rest)  # type: ignore[arg-type]


def data(**members: object) -> bytes:
    return response(200, json.dumps(members), kind="application/json")


THERE = [
    case("json-song", "/api/song/131", "alive|unverifiable", data(title="Gone", artist="Lin")),
    case("json-ok", "/api/v/131", "alive|unverifiable", data(code=0, message="deleted", data={"left": 3})),
    case("text-note", "/notes/131.txt", "alive|unverifiable", response(200, "Lost pages\n\n1. scan the folder\n2. ask Lin\n", kind="text/plain")),
    case("text-log", "/log/131.txt", "alive|unverifiable", response(200, "file not found: a.csv\nfile not found: b.csv\n12 files read\n", kind="text/plain")),
    case("domain-post", "/p/131a8", "alive|unverifiable", page("This domain is for sale", TOP, "<h1>This domain is for sale</h1>", div("How I read the small print of three registrars"), END)),
    case("button-only", "/v/131a8", "alive|unverifiable", page("第131期", KOPF, "<h1>该视频已失效</h1>", "<button>换源播放</button>", ENDE)),
    case("download-btn", "/f/131a8", "alive|unverifiable", page("Preview unavailable", "<h1>Preview not available</h1>", "<a href='/dl?key=131a8'>Download (3 MB)</a>")),
    case("preview-zh", "/f/131b8", "alive|unverifiable", page("文件预览", "<h1>文件已损坏，无法预览</h1>", "<a href='/get?id=131'>下载原文件</a>")),
    case("audio-room", "/r/131a8", "alive|unverifiable", page("房间已关闭", KOPF, "<h1>该房间已关闭</h1>", div("主播留言：回放见动态"), ENDE)),
    case("old-edition", "/b/131a8", "alive|unverifiable", page("Out of print", TOP, "<h1>This book is no longer available</h1>", div("Second edition, 2023"), END)),
    case("weibo", "/u/131a8", "alive|unverifiable", page("小林的微博", KOPF, div("小林", "链接失效了怎么办", "3 分钟前"), ENDE)),
    case("cfp", "/cfp", "alive|unverifiable", page("Call for talks", TOP, "<h1>Submissions are closed</h1>", div("Notification: May 4"), END)),
    case("signup-full", "/s/131a8", "alive|unverifiable|dead", page("第131期报名", "<h1>第131期报名</h1>", div("报名已结束，候补请加群 131131"))),
    case("hidden-text", "/v/131c8", "alive", page("采样", "<h1>采样</h1>", f"<p>{SAGT}</p>", "<p style='display:none'>该视频已被删除</p>")),
    case("noscript", "/v/131d8", "alive|unverifiable", page("采样", "<noscript>Page not found without JavaScript</noscript>", "<div id=app></div>", "<script src=/a.js></script>"), page("某站", "<div id=app></div>", "<script src=/a.js></script>")),
    case("aside-gone", "/t/131a8", "alive", page("Sampling", TOP, "<h1>Sampling</h1>", TOLD, "<aside>This video has been removed</aside>", END)),
    case("tabs", "/c/131a8", "alive|unverifiable", page("课程", KOPF, "<h2>视频不存在</h2>", "<h2>讲义</h2>", "<h2>作业</h2>", ENDE)),
    case("definition", "/http/410", "alive|unverifiable", page("410 Gone", TOP, "<h1>410 Gone</h1>", div("Cacheable by default."), END)),
    case("moved-308", "/x/131a8", "moved", to(308, "/y/131a8"), NOT_FOUND, {"/y/131a8": page("采样", "<h1>采样</h1>", f"<p>{SAGT}</p>")}),
    case("login-bar", "/t/131b8", "alive", page("采样", KOPF, "<div>登录后发表评论</div>", "<h1>采样</h1>", f"<p>{SAGT}</p>", ENDE)),
    case("trash", "/d/131a8", "alive|unverifiable|blocked", page("回收站", KOPF, "<h1>文件已删除</h1>", "<button>还原文件</button>", div("131.pdf"), ENDE)),
]  # fmt: skip

GONE = [
    case("json-404", "/api/v/132", "dead", data(code=404, msg="视频不存在")),
    case("json-message", "/api/w/132", "dead", data(message="Not Found")),
    case("text-gone", "/raw/132", "dead", response(200, "Not found", kind="text/plain")),
    case("zh-site", "/v/132a8", "dead", page("某课堂", KOPF, "<div class=tips><i class=icon></i><span>课程已下架</span></div>", ENDE)),
    case("zh-note", "/n/132a8", "dead|unreachable|unverifiable", page("笔记", "<p>当前笔记暂时无法浏览，可能已被删除</p>", KOPF)),
    case("zh-expired", "/s/132a8", "dead", page("链接已失效", "<h1>链接已失效</h1><p>请联系分享人重新获取</p>")),
    case("zh-wx", "/s/132b8", "dead", page("", "<div><h2>该内容已被发布者删除</h2></div>")),
    case("zh-user", "/u/132a8", "dead", page("某社区", KOPF, "<p>该用户已注销</p>", ENDE)),
    case("en-slides", "/d/132a8", "dead", page("Decks", TOP, "<h1>This deck has been deleted</h1><p>Its author removed it.</p>", END)),
    case("en-event", "/e/132a8", "dead", page("Events", TOP, "<h1>Event not found</h1><p>The event you are looking for doesn’t exist.</p>", END)),
    case("en-drive", "/f/132a8", "dead", page("Error", "<h1>Sorry, the file you requested does not exist.</h1><p>Check the address and try again.</p>")),
    case("en-same", "/q/132a8", "dead", page("Example", TOP, "<h1>Uh-oh</h1><p>Nothing here.</p><a href=/p/1x8>Sampling</a>", END), None),
    case("parked-zh", "/v/132b8", "dead", page("fresh-parked-zh.test 域名出售", "<h1>fresh-parked-zh.test</h1><p>该域名正在出售，欢迎联系</p>"), None),
]  # fmt: skip

OTHER = [
    case("geo-zh", "/v/133a8", "blocked|unverifiable", page("提示", "<h1>该视频仅在部分地区提供</h1>")),
    case("later", "/v/133b8", "unreachable|unverifiable", page("提示", "<h1>该页面暂时无法访问</h1><p>请稍后重试</p>"), None),
    case("members", "/w/133a8", "blocked|unverifiable|alive", page("Members", TOP, "<h1>This video is not available to guests</h1>", END)),
    case("device", "/w/133b8", "blocked|unverifiable|alive", page("Player", TOP, "<h1>This video is not available on mobile</h1>", END)),
    case("private", "/w/133c8", "blocked|unverifiable", page("Private", TOP, "<h1>This video is private</h1>", END)),
    case("spa", "/live/133a8", "unverifiable", shell("Example"), None),
]  # fmt: skip

CASES = [*THERE, *GONE, *OTHER]
