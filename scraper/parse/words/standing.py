"""The words that say a salon does not take place, or not on its day."""

from __future__ import annotations

from functools import lru_cache

from scraper.expressions import expression
from scraper.markup.lines import fold
from scraper.records import Status

_REASON = r"(?:(?:因|由于)[^,。;:()【】]{1,12}?|临时|暂时)?\s?,?\s?(?:已|被|而)?\s?"
_OFF = (
    r"(?:取消|暂停|停办|停讲|停更|停止举办|轮空|休息一周|停一次|停一期|不举办|不再举办|未举办|未举行|没有举办)"
    r"(?:举办|举行|活动|沙龙|一次|一期)?(?:了)?"
)
_OFF_IN_ENGLISH = r"\b(?:cancell?ed|called off|suspended)\b"
_PUT_OFF = "延期|推迟|顺延|改期|延后|暂缓|缓期|缓办"
_LATER = rf"(?:{_PUT_OFF})(?:举办|举行|活动|沙龙)?(?:了)?,?\s*(?:时间|日期)?\s*(?:待定|另行通知)?"
_SALON = r"(?:本|此|该|这|当|上述)(?:期|次|场)|沙龙|活动|讲座|分享会|salon|event|talk"

CANCELLED = expression(
    rf"(?:(?:{_SALON})\s?){{0,3}}{_REASON}{_OFF}(?:\s*\([^()]*\))?|{_OFF_IN_ENGLISH}",
    "因故取消",
    "Cancelled",
    any_case=True,
)
"""Words of a place that says so."""
CANCELLED_ENTRY = expression(
    rf"^\W*(?:(?:{_SALON})\s?){{0,3}}{_REASON}{_OFF}\W*(?:\([^()]*\)\W*)?$|^\W*(?:was\s+|is\s+)?{_OFF_IN_ENGLISH}\W*$",
    "因故取消",
    "本期活动因疫情取消",
    "暂停一次",
    "取消（讲者生病）",
    "Cancelled",
    any_case=True,
)
"""All that the place of a topic says of a salon that was cancelled."""
POSTPONED_ENTRY = expression(
    rf"^\W*(?:(?:{_SALON})\s?){{0,3}}{_REASON}{_LATER}\W*(?:\([^()]*\)\W*)?$|^\W*(?:postponed|delayed|put off)\W*$",
    "本期活动延期",
    "因故推迟，时间待定",
    "Postponed",
    any_case=True,
)
"""All that the place of a topic says of a salon that was postponed."""
POSTPONED = expression(
    rf"(?:(?:{_SALON})\s?){{0,3}}{_REASON}{_LATER}|\bpostponed\b|\bput off\b", "活动延期", "postponed", any_case=True
)
"""Words of a place that says so."""
CANCELLED_MARK = expression(
    rf"\s*[(\[【]\s*(?:(?:{_SALON})\s?){{0,3}}{_REASON}{_OFF}(?:通知|公告)?\s*[)\]】]"
    r"|\s*[(\[【]\s*(?:cancell?ed|called off)\s*[)\]】]",
    "目标检测（已取消）",
    "【取消通知】第 71 期沙龙",
    "Salon #71 [cancelled]",
    any_case=True,
)
"""Beside a title, between brackets."""
POSTPONED_MARK = expression(
    rf"\s*[(\[【]\s*(?:(?:{_SALON})\s?){{0,3}}{_REASON}{_LATER}\s*[)\]】]|\s*[(\[【]\s*postponed\s*[)\]】]",
    "目标检测（改期）",
    "Detection (postponed)",
    any_case=True,
)
_CANCELLED_SENTENCE = expression(
    rf"(?:{_SALON})[^。;!?]{{0,20}}?(?<!不)(?<!不会)(?:取消|停办|停讲|暂停(?:一次|一期|举办))(?!报名|点赞|关注|订阅|提醒)"
    r"|\b(?:salon|event|talk)\b[^.;!?]{0,30}?\b(?:is|was|been)\s+(?:cancell?ed|called off)\b",
    "很遗憾，本期沙龙因故取消",
    "The salon has been cancelled",
    any_case=True,
)
_PUT_OFF_TITLE = rf"[(\[【]\s*(?:{_SALON}){{0,3}}(?:{_PUT_OFF})(?:举办|举行)?(?:通知|公告)?\s*[)\]】]"
_PUT_OFF_SENTENCE = (
    rf"(?:{_SALON})[^。;!?]{{0,20}}?(?:{_PUT_OFF})|(?:时间|日期)\W*(?:另行通知|延期|推迟)"
    r"|\b(?:salon|event|talk)\b[^.;!?]{0,30}?\b(?:postponed|put off)\b"
)
_POSTPONED = expression(
    rf"{_PUT_OFF_TITLE}|{_PUT_OFF_SENTENCE}",
    "【延期通知】第 71 期沙龙",
    "本期沙龙延期举办",
    "活动时间：另行通知",
    "The salon is postponed",
    any_case=True,
)
_IF = expression(
    r"如(?:果|遇|需|因|有|无法)?|若|倘|万一|除非|请勿|\bif\b|\bunless\b|\bin case\b",
    "如遇恶劣天气，活动取消",
    any_case=True,
)

UPCOMING = expression(
    r"^\W*(?:(?:upcoming|future|planned|scheduled|next)(?:\s+\w+)?|coming up|(?:即将|未来|后续)\w{0,6}|预告)\W*$",
    "Upcoming",
    "Upcoming talks",
    "即将举办的活动",
    "预告",
    any_case=True,
)
"""A heading whose sessions are still to come."""


@lru_cache(maxsize=8192)
def entry_status(folded: str) -> Status | None:
    """The status that the place of a topic or day gives its salon, if it says nothing else: 因故取消, 延期."""
    if CANCELLED_ENTRY.search(folded):
        return Status.CANCELLED
    return Status.POSTPONED if POSTPONED_ENTRY.search(folded) else None


@lru_cache(maxsize=8192)
def marked_status(text: str) -> tuple[Status, int, int] | None:
    """The status that brackets beside a title or name give it, `图像分割（取消）`, and where they stand."""
    folded = fold(text)
    for pattern, status in ((CANCELLED_MARK, Status.CANCELLED), (POSTPONED_MARK, Status.POSTPONED)):
        if match := pattern.search(folded):
            return status, *match.span()
    return None


def status_of(folded: str) -> Status | None:
    """The status that a title or sentence gives its salon: cancelled or postponed; `None` for a condition, and for
    words about something else."""
    if _IF.search(folded):
        return None
    if CANCELLED_MARK.search(folded) or CANCELLED_ENTRY.search(folded) or _CANCELLED_SENTENCE.search(folded):
        return Status.CANCELLED
    return Status.POSTPONED if POSTPONED_MARK.search(folded) or _POSTPONED.search(folded) else None
