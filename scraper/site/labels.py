"""The names of the archive's codes on the pages, in Chinese and English."""

from __future__ import annotations

from scraper.export.salons.replays import REPLAY_STATES

# Classes of the style sheet for the tracks of a series, in their order.
TRACK_STYLES = ("paper", "lesson", "project")

VERDICTS = {
    "alive": ("可用", "alive"),
    "moved": ("已搬迁", "moved"),
    "dead": ("已失效", "dead"),
    "unreachable": ("暂不可达", "unreachable"),
    "blocked": ("拒绝访问", "blocked"),
    "unverifiable": ("无法核实", "unverifiable"),
    "invalid": ("地址无效", "invalid"),
    "unchecked": ("未检查", "unchecked"),
}

LINK_KINDS = {
    "replay": ("回放", "replay"),
    "course": ("课程", "course"),
    "project": ("项目", "project"),
    "materials": ("资料", "materials"),
    "article": ("文章", "article"),
    "registration": ("报名", "registration"),
    "homepage": ("主页", "homepage"),
    "image": ("图片", "image"),
    "other": ("链接", "link"),
}

MODES = {"online": ("线上", "online"), "offline": ("线下", "offline")}

STATUSES = {
    "announced": ("已预告", "announced"),
    "held": ("已举办", "held"),
    "postponed": ("延期待定", "postponed"),
    "cancelled": ("已取消", "cancelled"),
}

KINDS = {
    "topic": ("主题", "Topics"),
    "person": ("主讲人", "Speakers"),
    "paper": ("论文", "Papers"),
    "issue": ("{Sessions}", "{Sessions}"),
}

FINDINGS = {
    "number_mismatch": ("{count}不一致", "number mismatch"),
    "date_conflict": ("公告与回顾日期不同", "date conflict"),
    "date_inconsistent": ("文中日期自相矛盾", "date inconsistent"),
    "missing_issue": ("缺少的{sessions}", "missing {session}"),
    "not_in_recap": ("回顾中没有", "not in recap"),
    "no_replay": ("没有回放", "no replay"),
    "topic_mismatch": ("主题对不上", "topic mismatch"),
    "placeholder_topic": ("主题待定", "placeholder topic"),
    "missing_speaker": ("缺少主讲人", "missing speaker"),
    "repeated_content": ("内容重复", "repeated content"),
    "shared_link": ("多{measure}共用链接", "shared link"),
    "malformed_link": ("链接格式错误", "malformed link"),
    "empty_link": ("空链接", "empty link"),
    "stale_correction": ("过时的更正", "stale correction"),
    "unreadable_document": ("无法读取的文档", "unreadable document"),
    "rescheduled": ("安排有变", "changed plan"),
    "cancelled": ("已取消", "cancelled"),
    "not_understood": ("未能识别的内容", "not understood"),
}

# Columns that `changes.field` names.
FIELDS = {
    "title": ("标题", "title"),
    "date": ("日期", "date"),
    "announced_date": ("公告日期", "announced date"),
    "weekday": ("星期", "weekday"),
    "starts_at": ("开始时间", "start"),
    "ends_at": ("结束时间", "end"),
    "mode": ("形式", "mode"),
    "venue": ("地点", "venue"),
    "address": ("地址", "address"),
    "meeting": ("线上会议", "online meeting"),
    "host": ("主办方", "host"),
    "theme": ("主题", "theme"),
    "number": ("{count}", "number"),
    "status": ("状态", "status"),
    "track": ("类别", "track"),
    "position": ("次序", "order"),
    "outline": ("大纲", "outline"),
    "abstract": ("引言", "abstract"),
    "speakers": ("主讲人", "speakers"),
    "papers": ("论文", "papers"),
    "recap": ("回顾", "recap"),
    "topic": ("主题", "topic"),
    "topics": ("主题", "topics"),
    "link": ("链接", "link"),
    "links": ("链接", "links"),
    "url": ("链接", "link"),
    "replay": ("回放", "replay"),
}

WEEKDAYS = "一二三四五六日"

# The values of `change` in the view `replay_changes`.
REPLAY_CHANGES = {
    "added": ("新增", "added"),
    "removed": ("撤下", "withdrawn"),
    "dead": ("失效", "dead"),
    "alive": ("恢复", "back"),
}

# The comparisons of Datasette's filters, by Datasette's names.
FILTERS = {
    "contains": ("包含", "contains"),
    "ends with": ("结尾是", "ends with"),
    "starts with": ("开头是", "starts with"),
    "like": ("形如（like）", "like"),
    "not like": ("不形如（not like）", "not like"),
    "glob": ("匹配（glob）", "glob"),
    "in": ("属于列表", "in"),
    "not in": ("不属于列表", "not in"),
    "array contains": ("数组包含", "array contains"),
    "array does not contain": ("数组不包含", "array does not contain"),
    "date": ("日期是", "date"),
    "is null": ("为空（null）", "is null"),
    "is not null": ("不为空（null）", "is not null"),
    "is blank": ("空白", "is blank"),
    "is not blank": ("非空白", "is not blank"),
}

# Every vocabulary by its name in templates.
VOCABULARIES: dict[str, dict[str, tuple[str, str]]] = {
    "verdict": VERDICTS,
    "replay_state": REPLAY_STATES,
    "replay_change": REPLAY_CHANGES,
    "link_kind": LINK_KINDS,
    "status": STATUSES,
    "mode": MODES,
    "kind": KINDS,
    "filter": FILTERS,
    "finding": FINDINGS,
    "field": FIELDS,
}
