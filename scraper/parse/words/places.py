"""The words for the place and mode of a salon, and for its changes."""

from __future__ import annotations

from scraper.expressions import any_of, expression

_PLATFORMS = (
    "网络会议, 视频会议, 云会议, 钉钉, 钉钉会议, 钉钉直播, 腾讯会议, 飞书, 飞书会议, 飞书妙记, 企业微信会议, "
    "微信群, 视频号, 微信视频号, 小鹅通, 华为云会议, welink, zoom, bilibili, 哔哩哔哩, 哔哩, 直播间, 直播平台, "
    "斗鱼, 抖音, 快手, 知乎直播, 虎牙, youtube, youku, 优酷, google meet, teams, microsoft teams, skype, webex, "
    "gotomeeting, discord, 瞩目, 全时, 好视通, 会畅, voov, 学堂在线, 腾讯课堂, 超星, 学习通, 雨课堂, 微吼, 保利威, "
    "cc 直播, 矩池云, mo 平台, lark, slack, gather town, gather.town, clubhouse"
)
ONLINE = expression(
    rf"线上|在线|直播|云端|{any_of(_PLATFORMS)}|(?:qq|微信|钉钉|飞书|企业微信)\s*群|(?<![a-z])b\s*站|\bonline\b|webinar|\bvirtual\b|live\s*stream",
    "飞书会议 987 654 321",
    "B站直播间",
    "Zoom",
    "online",
    any_case=True,
)
OFFLINE = expression(r"线下|现场|offline|on[- ]site|in[- ]person", "线下", any_case=True)
PLACE = expression(
    r"[路楼店馆厅街园层座巷]|\d\s*[号室]|会议室|校区|大学|中心|\b(?:room|hall|building|campus|street|road)\b",
    "某大学某校区 3 号楼",
    "Room 201",
    any_case=True,
)
"""A place where people can go, even if the talk is streamed, too."""
HELD_ONLINE = expression(
    r"在\s*线上|线上\s*(?:举办|举行|开展|进行)|(?:举办|举行)\S{0,4}线上"
    r"|\bonline\b(?=\s+(?:on|at|via)\b|\s*[,.]|\s*$)",
    "将在线上举办",
    "held online.",
    any_case=True,
)
ONLINE_SALON = expression(
    r"\((?:线上|online)\)|线上\S{0,12}沙龙|\bonline\s+(?:\w+\s+){0,3}salon", "第 3 期线上沙龙", any_case=True
)
INVITATION = expression(
    r"邀请(?!函)|举办|举行|召开|将于|\binvit(?:e|es|ed|ing)\b|\bwill be held\b|\bjoin us\b", "诚挚的邀请", any_case=True
)
MEETING_NUMBER = expression(
    r"(?<![\d-])\d{3}[ -]?\d{3,4}[ -]?\d{2,4}(?![\d-])", "987 654 321", "123-4567-8901", "9876543210"
)
MEETING_LINE = expression(
    r"(?:会议|meeting|zoom|voov|webex|teams|飞书|钉钉)\s*(?:号码|号|id|number)?\W{0,4}"
    r"\d{3}[ -]?\d{3,4}[ -]?\d{2,4}(?![\d-])",
    "腾讯会议 123 456 789",
    "VooV Meeting ID: 123 456 789",
    any_case=True,
)
"""Names a meeting with its number."""
MEETING_LINK = expression(
    r"//(?:[\w-]+\.)*(?:meeting\.tencent\.com|zoom\.us|zoom\.com\.cn|voovmeeting\.com|feishu\.cn|larksuite\.com|dingtalk\.com"
    r"|teams\.microsoft\.com|meet\.google\.com|webex\.com)|会议|入会",
    "https://meeting.tencent.com/dm/abc",
    "会议链接",
)
PASSED_ON = expression(
    any_of(
        "请勿外传, 勿外传, 请勿转发, 勿转发, 请勿公开, 不公开, 勿公开, 请勿传播, 勿传播, 不要外传, 仅限内部, "
        "内部使用, 请保密, 保密, do not share, don't share, not for sharing, confidential, do not distribute, "
        "keep private"
    ),
    "（请勿外传）",
    "please do not share",
    any_case=True,
    asked_again=True,
)
"""Says that a number or password is not to be passed on."""

_MOVES = "延期|推迟|顺延|改期|延后|延迟|提前|调整|变更|更改"
_MOVED_TO = rf"(?:{_MOVES}|改|挪|移|调)(?:[一二两三四\d]\s*(?:周|天|个?星期|个月))?(?:到|至|为|在|于)\s*(?:了)?"
_MOVED_AND_NEW = rf"(?:{_MOVES})\W{{0,3}}(?:现|新|最新)(?:的)?(?:时间|日期)?\s*(?:改为|定于|定在|为|是|:)"
_MOVED_IN_ENGLISH = (
    r"\b(?:postponed|rescheduled|moved|changed|delayed|brought forward|(?:pushed|moved|put) back|pushed)"
    r"\s+(?:from\b.{0,40}?\bto|to|until|till)\b"
)
MOVED = expression(
    rf"{_MOVED_TO}|{_MOVED_AND_NEW}|{_MOVED_IN_ENGLISH}|->|→|⇒",
    "延期至3月13日",
    "改到3月13日",
    "延后一周至3月13日",
    "改期，新时间为3月13日",
    "pushed back to March 13",
    "postponed to March 13",
    any_case=True,
)
"""Between the day that was meant and the day that counts."""
MEANT = expression(
    r"原(?:定|计划|本|先|来)?(?:于|在|为|时间|日期)?|\boriginally(?: scheduled| planned)?(?: for| on)?\b|\bwas\b"
    r"|\b(?:moved|postponed|rescheduled|changed|delayed)\s+from\b|\binstead of\b|\bpreviously\b",
    "原定于3月6日",
    "originally planned for March 6",
    "moved from March 6",
    any_case=True,
)
"""Before the day that was meant and no longer counts."""
OF_ANOTHER_SALON = expression(
    r"往期|上一?期|上周|上次|回顾|下一?期|下次|\b(?:last|previous|next)\s+(?:time|week|month|salon|talk|issue|event)\b",
    "上期沙龙中林一分享了《图像分割》",
    any_case=True,
)
"""A talk in such a sentence is not this salon's."""
OF_SOMETHING_ELSE = expression(
    rf"{OF_ANOTHER_SALON.pattern}|报名|截止|截至|提交|以前|之前|[日号]前|\d\s*前|自\s*\d|\bby\b|\bbefore\b|\bdeadline\b"
    r"|\bregister|\blast\b|\bsince\b",
    "请于 3 月 5 日前报名",
    "The deadline is March 5.",
    any_case=True,
    asked_again=True,
)
"""A day in such a sentence is not the salon's."""
