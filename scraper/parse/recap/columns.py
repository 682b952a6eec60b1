"""What the columns of a recap table are, by the words of its first row alone."""

from __future__ import annotations

import re

from scraper.markup.lines import Cell, Table
from scraper.parse.times import SLOT, first_date
from scraper.parse.words import LABELLED, Field, field_of, number_of, track_of

_ANY = r"[\u3400-\u9fff]{0,6}"
_COLUMNS = {  # the first that fits names the column; Chinese words end in what they mean: 活动时间, 视频回放
    "number": r"(?:沙龙|活动|分享)?(?:期数|期次|期号|期|届数|届次|编号|序号|场次)|第几期|第?\s*[nx]\s*期|no|issue|#",
    "date": rf"{_ANY}(?:时间|日期)|(?:issue |event |talk )?(?:date|time|day|when)",
    "links": rf"{_ANY}(?:链接|回放|视频|地址|资料|录屏|录像|课件|材料)|(?:[a-z]+ )?(?:links?|replays?|videos?|slides)",
    "topics": rf"{_ANY}(?:内容|主题|题目|课题|议题|标题)|(?:[a-z]+ )?(?:topics?|contents?|titles?|subjects?)",
}
_HEAD_LIMIT = 16
_BETWEEN = re.compile(r"\s*[/、,&|·+]\s*|\s*(?:和|与|及)\s*|\s+and\s+")
_COUNTS_ANYTHING = re.compile(r"\W*(?:编号|序号|no|#)\W*", re.I)

Columns = dict[str, int]


def columns_of(table: Table) -> Columns | None:
    """The columns that the first row names: number, date, topics, links, speakers, or a track; `None` where it names
    fewer than two, or holds a row."""
    if not table.rows:
        return None
    columns: Columns = {}
    tracks: Columns = {}
    for index, cell in enumerate(table.rows[0]):
        words = folded(cell)
        if not words or len(words) >= _HEAD_LIMIT:
            continue
        name = _name(words)
        if name in (None, "topics") and track_of(words):
            tracks[words] = index
        elif name and name not in columns:
            columns[name] = index
    if columns.keys() & {"number", "date"}:  # else it may be a row, whose topics stand under a track
        columns |= tracks
    return columns if len(columns) > 1 else None


def _name(words: str) -> str | None:
    """The column that words mean as a whole: each of several must mean the same (内容/主题), or nothing else."""
    if re.search(r"日期\W*时间|时间\W*日期|date\W*time", words, re.I):
        return "date"
    found = [_one_name(part) for part in _BETWEEN.split(words)]
    return found[0] if len(set(found)) == 1 else None


def _one_name(part: str) -> str | None:
    word = re.sub(r"\(.{0,8}\)$", "", part).strip(" .:：*_")
    label = LABELLED.fullmatch(word)
    if label and field_of(label["label"]) is Field.SPEAKER:
        return "speakers"
    return next((name for name, words in _COLUMNS.items() if re.fullmatch(words, word or part.strip(), re.I)), None)


def names_of(table: Table) -> str:
    """The columns as the first row calls them, to be quoted."""
    return " | ".join(text(cell) for cell in table.rows[0])[:300] if table.rows else ""


def columns_by_content(table: Table) -> Columns | None:
    """Issue number, date, content and links in that order, of a table that has no header: its first row counts, too."""
    rows = [row for row in table.rows if len(row) >= 3]
    counted = [row for row in rows if number_of(folded(row[0])) and first_date(folded(row[1]), short=True)]
    if not counted or counted[0] is not table.rows[0] or len(counted) * 2 < len(table.rows):
        return None
    return {"number": 0, "date": 1, "topics": 2, "links": 3}


def is_recap_table(table: Table) -> bool:
    """Whether a table names columns of issue numbers and of contents or dates; an agenda that counts its talks and
    gives each a slot is none."""
    columns = columns_of(table) or {}
    if "number" not in columns or any(SLOT.match(folded(cell)) for row in table.rows for cell in row):
        return False
    return "date" in columns or not _COUNTS_ANYTHING.fullmatch(folded(table.rows[0][columns["number"]]))


def text(cell: Cell) -> str:
    return " ".join(line.text for line in cell).strip()


def folded(cell: Cell) -> str:
    return " ".join(line.folded for line in cell).strip()
