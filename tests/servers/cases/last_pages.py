"""A ninth fresh table. The first verdict of a case is the best one."""

from __future__ import annotations

from servers.cases.reported_pages import END, ENDE, KOPF, SAGT, TOLD, TOP, div, shell
from servers.internet import NOT_FOUND, Case, to
from servers.pages import page


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object) -> Case:
    return Case(f"last-{name}", f"http://last-{name}.test{path}", right, shown, *rest)  # type: ignore[arg-type]


THERE = [
    case("reply-closed", "/t/141a8", "alive|unverifiable", page("Where is the video?", TOP, "<h1>This topic has been closed</h1>", "<div class=reply>Lin: on the drive</div>", END)),
    case("status-incident", "/incidents/141a8", "alive|unverifiable", page("Videos unavailable - Status", TOP, "<h1>Videos unavailable</h1>", div("Resolved", "May 4, 10:12 UTC"), END)),
    case("moved-text", "/p/141a8", "alive|unverifiable", page("Moved", "<h1>This page has moved</h1>", "<a href=/q/141b8>/q/141b8</a>")),
    case("vod-list", "/c/141a8", "alive|unverifiable", page("专栏", KOPF, "<h1>该专栏已停更</h1>", "<div class=item><a href=/a/1b8x>采样</a></div><div class=item><a href=/a/2b8x>核方法</a></div>", ENDE)),
    case("image-map", "/m/141a8", "alive|unverifiable", page("Lost", "<h1>Lost</h1>", "<img src=data:image/png;base64,AAAA>", div("Drag to look around"))),
    case("zh-event", "/e/141a8", "alive|unverifiable", page("第141期", KOPF, "<h1>该活动已下线</h1>", div("改为线上：腾讯会议 141 141 141"), ENDE)),
    case("zh-meet", "/e/141b8", "alive|unverifiable", page("第141期", "<h1>此链接已失效</h1>", div("请使用新链接 meet.example.cn/141"))),
    case("en-new", "/e/141c8", "alive|unverifiable", page("Salon", TOP, "<h1>This link has expired</h1>", "<p>New link: meet.example/141</p>", END)),
    case("en-mirror", "/e/141d8", "alive|unverifiable", page("Salon", TOP, "<h1>This video was removed</h1>", "<p>A copy is on PeerTube.</p>", END)),
    case("en-notes", "/e/141e8", "alive|unverifiable", page("Salon", TOP, "<h1>Recording unavailable</h1>", "<details><summary>Notes</summary>Message passing, then sampling</details>", END)),
    case("score", "/s/141", "alive|unverifiable", page("Gone", "<h1>Gone</h1>", "<object data=/s/141.svg></object>")),
    case("math", "/q/141", "alive|unverifiable", page("Missing", "<h1>Missing</h1>", "<math><mi>x</mi></math>", div("Which one?"))),
    case("zh-term", "/t/141f8", "alive|unverifiable", page("已失效", KOPF, "<h1>已失效</h1>", div("状态码说明"), ENDE)),
    case("radio-form", "/q/141a8", "alive|unverifiable", page("Quiz", "<h1>File not found</h1>", "<form><label><input type=radio name=a>4</label><label><input type=radio name=a>5</label></form>")),
    case("upload", "/u/141a8", "alive|unverifiable", page("提示", "<h1>文件不存在</h1>", "<form><input type=file name=f><button>上传</button></form>")),
    case("bg-photo", "/p/141g8", "alive|unverifiable", page("Missing", "<h1>Missing</h1>", "<div style='background-image:url(/u/141.jpg);height:400px'></div>")),
    case("video-js", "/v/141a8", "alive|unverifiable", page("采样", "<h1>视频不存在</h1>", "<video-player src=/m/141.m3u8></video-player>", "<script src=/p.js></script>")),
    case("refresh", "/live/141a8", "alive|unverifiable", page("直播", KOPF, "<h1>直播不存在</h1>", div("下一场：周五 19:30"), ENDE)),
    case("moved", "/a/141a8", "moved", to(301, "/b/141a8"), NOT_FOUND, {"/b/141a8": page("Sampling", TOP, "<h1>Sampling</h1>", TOLD, div("Comments are closed"), END)}),
    case("survey-open", "/f/141a8", "alive", page("问卷", "<h1>第141期反馈</h1>", div("问卷关闭后不可修改"), "<form><textarea name=a></textarea></form>")),
    case("post", "/p/141h8", "alive", page("采样", KOPF, "<h1>采样</h1>", f"<p>{SAGT}</p>", div("原视频链接已失效"), ENDE)),
]  # fmt: skip

GONE = [
    case("a", "/v/142a8", "dead", page("某视频", KOPF, "<div><h3>视频已下架</h3><p>该视频因版权到期已下架</p></div>", ENDE)),
    case("b", "/v/142b8", "dead", page("Sorry", TOP, "<h1>Sorry, this page isn’t available.</h1><p>The link you followed may be broken, or the page may have been removed. <a href=/>Go back to Example.</a></p>", END)),
    case("c", "/v/142c8", "dead", page("出错了", "<p>你所访问的页面不存在了</p><a href=/>返回首页</a>")),
    case("d", "/v/142d8", "dead", page("Not found", TOP, "<h1>We couldn’t find what you were looking for</h1><p>Please check the address.</p>", END)),
    case("e", "/f/142e8", "dead", page("Feedback", "<h1>Feedback</h1><p>This form is closed. It is no longer accepting responses.</p>")),
    case("f", "/s/142f8", "dead", page("百宝箱", "<p>分享链接已过期或被取消</p>")),
    case("g", "/d/142g8", "dead", page("提示", "<h1>文档不存在</h1><p>文档可能已被删除，或者链接有误</p><button>返回</button>")),
    case("h", "/x/142h8", "dead", page("410 Gone", "<h1>Gone</h1><p>The requested resource is no longer available on this server and there is no forwarding address.</p>")),
    case("i", "/x/142i8", "dead", page("某站", KOPF, "<h1>啊哦，页面丢失了</h1><ul><li><a href=/a/9x8>采样</a></ul>", ENDE), None),
    case("j", "/r/142j8", "dead", page("Room", TOP, "<h1>This room doesn’t exist</h1><button>Back to lobby</button>", END)),
    case("k", "/p/142k8", "dead", page("Paste", TOP, "<h1>Error</h1><p>This paste has expired.</p>", END)),
    case("l", "/g/142l8c", "dead", to(302, "/?error=gone"), None, {"/": page("Example", TOP, "<h1>Example</h1>", TOLD, END)}),
    case("m", "/c/142m8", "dead", page("某学院", KOPF, "<p>您访问的课程已下线，看看其他课程吧</p>", ENDE)),
]  # fmt: skip

OTHER = [
    case("x1", "/v/143a8", "blocked|unverifiable", page("请登录", "<h1>请先登录</h1><p>登录后可查看该内容</p><button>登录</button>")),
    case("x2", "/v/143b8", "blocked|unverifiable", page("Access", "<h1>You need permission</h1><p>This document exists, but is not shared with you.</p>")),
    case("x3", "/v/143c8", "unreachable|unverifiable", page("503", "<h1>Service Unavailable</h1>"), None),
    case("x4", "/v/143d8", "blocked|unverifiable", page("安全验证", "<p>请完成下方验证后继续操作</p><div id=nc></div>"), None),
    case("x5", "/v/143e8", "blocked|unverifiable|alive", page("Video", TOP, "<h1>This video isn’t available in your area</h1>", END)),
    case("x6", "/v/143f8", "unverifiable", shell("某站"), None),
]  # fmt: skip

CASES = [*THERE, *GONE, *OTHER]
