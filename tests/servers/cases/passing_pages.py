"""Pages that carry a word of absence in passing, and plain gone ones of other makers: shops, libraries, schools, hosts.

A fourth fresh table, written after the kinds of `scattered_pages` were mended. The first verdict of a case is the best.
"""

from __future__ import annotations

import json

from servers.cases.lookalike_pages import APP, BAR, FOOT, PROSE, div, h1, p
from servers.internet import Case, to
from servers.pages import page
from servers.raw_http import response


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object, host: str = "") -> Case:
    return Case(f"passing-{name}", f"http://{host or f'passing-{name}.test'}{path}", right, shown, *rest)  # type: ignore[arg-type]


THERE = [
    case(
        "poll-part",
        "/m/95a8",
        "alive|unverifiable",
        page("第95期聚会", h1("第95期聚会"), div("投票已结束"), div("地点定在图书馆"), div("19:30 开始")),
    ),
    case(
        "license",
        "/lib/95",
        "alive|unverifiable",
        page(
            "Graph lib",
            h1("Graph lib"),
            div("This project has been discontinued"),
            div("Last release: 2.4"),
            "<a href=/dl/2.4.tar.gz>Download</a>",
        ),
    ),
    case(
        "archived",
        "/o/r95",
        "alive|unverifiable",
        page(
            "o/r95",
            h1("o/r95"),
            div("This repository has been archived by the owner."),
            div("README.md"),
            div("src"),
            div("MIT License"),
        ),
    ),
    case(
        "slides-only",
        "/t/95",
        "alive|unverifiable",
        page("Talk 95", h1("Video unavailable"), "<a href=/95.pdf>Slides</a>"),
    ),
    case(
        "series",
        "/s/95",
        "alive|unverifiable",
        page("系列讲座", div("系列讲座"), div("第一讲 已下架"), div("第二讲 图割"), div("第三讲 因果")),
    ),
    case(
        "download", "/d/95", "alive|unverifiable", page("课件下载", div("旧链接已失效"), "<a href=/95.pptx>新课件</a>")
    ),
    case(
        "mirror",
        "/v/95",
        "alive|unverifiable",
        page("第95期", div("该视频已失效"), div("备用：https://mirror.test/95")),
    ),
    case(
        "unlisted",
        "/v/95",
        "alive|unverifiable",
        page(
            "Talk 95",
            h1("Talk 95"),
            div("Unlisted"),
            div("This playlist is no longer available"),
            "<div id=movie_player></div>",
            APP,
        ),
    ),
    case(
        "name-zh",
        "/song/95",
        "alive|unverifiable",
        page("消失的页面 - 单曲", h1("消失的页面"), div("歌手：王芳"), div("时长 3:12")),
    ),
    case(
        "exhibit",
        "/x/95",
        "alive|unverifiable",
        page("Page Missing", h1("Page Missing"), div("Oil on canvas, 1924"), div("Room 12")),
    ),
    case(
        "game",
        "/g/95",
        "alive|unverifiable",
        page("404: The game", h1("404"), "<canvas id=game></canvas>", div("Score 0"), div("Press space"), APP),
    ),
    case(
        "glossary",
        "/w/410-gone",
        "alive|unverifiable",
        page("410 Gone", h1("410 Gone"), div("状态码"), div("另见 404")),
    ),
    case(
        "error-doc",
        "/docs/errors/95",
        "alive|unverifiable",
        page(
            "Error: File not found",
            h1("File not found"),
            div("Code E95"),
            div("Cause: the path is wrong"),
            div("Fix: give a full path"),
        ),
    ),
    case(
        "ads",
        "/v/95",
        "alive",
        page("第95期", h1("第95期"), "<video src=/9.mp4></video>", div("该域名可转让，联系站长")),
    ),
    case(
        "reward",
        "/h/95",
        "alive|unverifiable",
        page("寻物启事", h1("寻物启事"), div("链接丢失一条，银色"), div("电话 12345")),
    ),
    case(
        "private-part",
        "/a/95",
        "alive|unverifiable|blocked",
        page("相册 第95期", h1("相册 第95期"), div("部分照片仅好友可见"), "<img src=/1.jpg><img src=/2.jpg>"),
    ),
    case(
        "update",
        "/app/95",
        "alive|unverifiable",
        page("Viewer", div("This version is no longer supported"), "<button>Update</button>", APP),
    ),
    case(
        "browser",
        "/v/95",
        "alive|unverifiable",
        page("第95期", div("您的浏览器版本过低，部分内容无法显示"), "<div id=app></div>", APP),
    ),
    case(
        "js-off",
        "/v/95",
        "unverifiable|alive",
        page("App", "<noscript>This page cannot be found without JavaScript</noscript><div id=app></div>", APP),
        None,
    ),
    case(
        "live-off",
        "/room/95",
        "alive|unverifiable",
        page("王老师的直播间", div("王老师的直播间"), div("主播不在，先看看回放吧")),
    ),
    case("live-cancelled", "/room/95", "alive|unverifiable|dead", page("第95期", h1("第95期"), div("本场直播已取消"))),
    case(
        "ticket-en",
        "/e/95",
        "alive|unverifiable",
        page("Salon 95", h1("Salon 95"), div("This event has ended"), div("42 attended")),
    ),
    case(
        "pass",
        "/s/95",
        "alive|unverifiable|blocked",
        page("网盘", div("请输入提取码"), "<input name=pwd>", div("链接过期时间：永久")),
    ),
    case(
        "captcha", "/s/95", "blocked", page("安全验证", div("请完成安全验证后继续访问"), "<div id=captcha></div>", APP)
    ),
    case("limit", "/s/95", "blocked|unverifiable", page("提示", div("访问过于频繁，请稍后再试"))),
    case("401", "/s/95", "blocked", response(401, page("未找到", h1("页面不存在")))),
    case("502", "/s/95", "unreachable", response(502, "")),
    case(
        "moved-308",
        "/s/95",
        "moved",
        to(308, "/t/95"),
        response(404, "no"),
        {"/t/95": page("第95期", h1("第95期"), p(PROSE))},
    ),
    case(
        "json-msg",
        "/api/95",
        "alive|unverifiable",
        response(200, json.dumps({"success": True, "message": "1 deleted", "id": 95}), kind="application/json"),
    ),
]

GONE = [
    case("g-store", "/p/96", "dead", page("Store", BAR, h1("Sorry, this product is no longer available"), FOOT)),
    case(
        "g-library",
        "/r/96",
        "dead|unverifiable",
        page("Record not found", h1("Record not found"), div("The record you requested does not exist.")),
    ),
    case("g-school", "/info/96.htm", "dead", page("404错误", div("您访问的页面找不到了"), div("返回首页"))),
    case(
        "g-host",
        "/index.html",
        "dead",
        page("站点不存在", h1("没有找到站点"), div("您的请求在服务器中没有找到对应的站点！")),
    ),
    case(
        "g-video-en",
        "/v/96",
        "dead",
        page("Video unavailable", h1("Video unavailable"), div("This video has been removed by the uploader")),
    ),
    case("g-deleted", "/n/96", "dead", page("笔记", h1("该笔记已被作者删除"), div("去看看其他笔记"))),
    case(
        "g-webinar",
        "/w/96",
        "dead",
        page("Webinars", h1("This recording has expired"), div("Recordings are kept for 90 days.")),
    ),
    case(
        "g-s3",
        "/f/96.xml",
        "dead",
        response(
            200,
            "<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
            kind="application/xml",
        ),
    ),
    case("g-room", "/room/96", "dead", page("房间", div("房间不存在或已关闭"), div("返回首页"))),
    case("g-live", "/l/96", "dead", page("直播", h1("直播不存在"), div("直播可能已被删除"))),
    case(
        "g-status", "/p/96", "dead", page("Error 404", h1("Error 404"), div("Page not found"), div("Powered by Blog"))
    ),
]

CASES = [*THERE, *GONE]  # fmt: skip
