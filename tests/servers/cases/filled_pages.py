"""Pages whose content scripts or styles fill in where the HTML has an empty place, beside words of absence.

The first verdict of a case is the best one.
"""

from __future__ import annotations

from servers.cases.reported_pages import END, ENDE, KOPF, TOP, UNLESS_DEAD, div
from servers.internet import Case
from servers.pages import page


def case(name: str, path: str, right: str, shown: str | bytes, *rest: object) -> Case:
    return Case(f"filled-{name}", f"http://filled-{name}.test{path}", right, shown, *rest)  # type: ignore[arg-type]


THERE = [
    case("element", "/v/151a8", UNLESS_DEAD, page("Sampling", TOP, "<h1>Video unavailable</h1>", "<talk-stage></talk-stage>", END)),
    case("element-zh", "/v/151b8", UNLESS_DEAD, page("采样", KOPF, "<h1>视频不存在</h1>", "<live-room room=151></live-room>", ENDE)),
    case("empty-data", "/v/151c8", UNLESS_DEAD, page("Sampling", TOP, "<h1>Not found</h1>", "<section data-vid=151c8></section>", END)),
    case("empty-data-zh", "/d/151d8", UNLESS_DEAD, page("讲义", KOPF, "<h1>文件不存在</h1>", "<span data-doc='/f/151.pdf'></span>", ENDE)),
    case("background", "/p/151e8", UNLESS_DEAD, page("Gone", "<h1>Gone</h1>", "<div style='background:url(/photo/151.jpg);height:40em'></div>")),
    case("background-zh", "/p/151f8", UNLESS_DEAD, page("消失", "<h1>已失效</h1>", "<figure style=\"background-image: url('/u/151.png')\"></figure>")),
    case("framed-text", "/n/151g8", UNLESS_DEAD, page("Notes", TOP, "<h1>Removed</h1>", "<iframe srcdoc='<p>Notes of the evening</p>'></iframe>", END)),
    case("empty-player", "/v/151h8", UNLESS_DEAD, page("回放", KOPF, "<h1>视频已失效</h1>", "<p id=dplayer></p>", ENDE)),
]  # fmt: skip

GONE = [
    case("marks", "/v/152a8", "dead", page("Video", TOP, "<div data-v-1f2e=''></div><h1>This video has been removed</h1>", END)),
    case("ornament", "/v/152b8", "dead", page("提示", "<div style='background-image:url(/img/404.png)'></div><h1>视频已被删除</h1>", ENDE)),
    case("script", "/v/152c8", "dead", page("Video", TOP, "<h1>This video has been removed</h1>", "<script src=/a.js data-site=1a2b3c></script>", END)),
    case("sibling-alike", "/v/152d8", "dead", page("视频", KOPF, "<h1>视频不存在</h1>", "<site-ads></site-ads>", ENDE), None),
    case("text-inside", "/v/152e8", "dead", page("Video", "<x-error data-code=404><h1>This video has been removed</h1></x-error>", div(""))),
]  # fmt: skip

CASES = [*THERE, *GONE]
