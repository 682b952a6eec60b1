"""The messages of the page about the archive, Chinese then English, as in `messages`."""

from __future__ import annotations

ABOUT: dict[str, tuple[str, str]] = {
    "about": ("关于", "About"),
    "about.description": (
        "这份档案是什么、截至何时、怎样引用、如何要求更正或移除。",
        "What this archive is, as of when, how to cite it, how to ask for a correction or removal.",
    ),
    "about.lead": (
        "本档案由{name}公开发布的公告整理而成：{counted}、{topics} 个主题、{people} 位主讲人、{papers} 篇论文",
        "Compiled from the published announcements of {name}: {counted}, {topics} topics, {people} speakers, "
        "{papers} papers",
    ),
    "about.health": (
        '公告没有说的，这里留空；公告之间的矛盾，列在<a href="{health}">核对</a>页。',
        'What no announcement says is left empty; where announcements contradict each other, <a href="{health}">Health'
        "</a> says so.",
    ),
    "about.as_of": ("截至", "As of"),
    "about.newest": (
        '最新一份公告发布于 <time datetime="{iso}">{time}</time>（{zone}）',
        'The newest announcement was published at <time datetime="{iso}">{time}</time>, {zone}',
    ),
    "about.documents": ("，共 {n} 份公告", ", of {n} announcement|, of {n} announcements"),
    "about.sources": ("，来源：{sources}", ", from {sources}"),
    "about.version": ("程序版本 {version}。", "Made by version {version}."),
    "about.bundled": (
        "其中 bundled 指随程序附带的公告，由本项目用自己的话写成。",
        "“bundled” are those that come with the program, in this project's own words.",
    ),
    "about.unknown": ("公告的发布时间不详。", "When the announcements were published is not known."),
    "about.licence": ("数据许可", "Licence"),
    "about.licence.text": (
        "事实与引文属于{host}和各位主讲人；本汇编（结构、匹配、核对结果）以 "
        '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a> '
        "许可：注明出处即可使用、改编、再发布。公告原文仍属原作者。",
        "Facts and quotations are those of {host} and the speakers. This compilation of them (structure, matching, "
        'findings) is licensed <a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a>: '
        "use, adapt and share it, and name the source. The texts of announcements remain their authors'.",
    ),
    "about.cite": ("引用方式", "Citation"),
    "about.no_date": ("〔日期〕", "[date]"),
    "about.cite.text": (
        "{short_name}档案：{host} {name}，截至 {date}。〔网址〕，〔访问日期〕。",
        "The {short_name} archive, archive of {name} by {host}, as of {date}. [Address used], [date of access].",
    ),
    "about.removal": ("更正与移除", "Correction and removal"),
    "about.operator": ("本副本的运营者", "whoever runs this copy"),
    "about.removal.text": (
        "如果您的名字出现在这里而您不愿意，或者有内容写错了：请联系{operator}，或在本项目的 issue 区提出，"
        "写明是哪一页。不需要理由。姓名会从所有页面、数据表和订阅中消失，以后每次重建也不会再出现。每一处更正都注明理由。",
        "If you are named here and would rather not be, or something is wrong: write to {operator}, or open an issue "
        "in this project's tracker, and say which page. No reason is needed. A name leaves every page, table and feed, "
        "and later builds keep it out. Every correction states its reason.",
    ),
}
