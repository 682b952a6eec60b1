"""The columns of a recap table, by the words of its first row alone."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest

from scraper.expressions import expression
from scraper.markup.lines import Cell, Row, Table
from scraper.parse.recap.cells import numbers_in
from scraper.parse.times import SLOT, first_date
from scraper.parse.words import LABELLED, Field, field_of, track_of

_ANY = r"[\u3400-\u9fff]{0,6}"
_COLUMNS = {  # the first that fits names the column; Chinese words end in what they mean: 活动时间, 视频回放
    "number": expression(
        r"(?:沙龙|活动|分享)?(?:期数|期次|期号|期|届数|届次|编号|序号|场次|次数|次序|第几期|第几次)|第?\s*[nx]\s*期"
        r"|no|vol|volume|issue|episode|session|#",
        "期数",
        "沙龙场次",
        "第 N 期",
        "Vol",
        any_case=True,
    ),
    "date": expression(
        rf"{_ANY}(?:时间|日期|日子|举办日|举行日)|(?:issue |event |talk )?(?:date|time|day|when)",
        "活动日期",
        "Date",
        any_case=True,
    ),
    "year": expression(r"年份?|年度|year", "年份", any_case=True),
    "track": expression(r"(?:活动|分享|沙龙)?(?:类别|类型|分类|板块|栏目)|track|category|type", "类别", any_case=True),
    "links": expression(
        rf"{_ANY}(?:链接|回放|回看|视频|地址|资料|录屏|录像|录播|课件|讲义|幻灯片?|材料|网盘|ppt|pdf)|ppt|pdf"
        r"|(?:[a-z]+ )?(?:links?|replays?|playbacks?|recordings?|videos?|slides?|materials?|urls?)",
        "视频回放",
        "录像地址",
        "PPT",
        "Recording",
        any_case=True,
    ),
    "topics": expression(
        rf"{_ANY}(?:内容|主题|题目|课题|议题|标题|话题|讲题|报告|讲座)"
        r"|(?:[a-z]+ )?(?:topics?|contents?|titles?|subjects?|talks?)",
        "分享题目",
        "Talk title",
        any_case=True,
    ),
}
_HEAD_LIMIT = 16
_BETWEEN = expression(r"\s*[/、,&|·+]\s*|\s*(?:和|与|及)\s*|\s+and\s+", "内容/主题", "主题和嘉宾")
_COUNTS_ANYTHING = expression(r"\W*(?:编号|序号|no|session|episode|#)\W*", "序号", "No.", any_case=True)
_IN_BRACKETS = expression(r"\(.{0,8}\)$", "时间（周六）")
_WHEN = expression(r"日期\W*时间|时间\W*日期|date\W*time", "日期 / 时间", any_case=True)
YEAR = expression(r"\W*(?P<year>20\d\d)\s*(?:年度?)?\W*", "2020年")
_FURTHER = "topics "
"""Begins the name of a further column of topics, as a head over two columns makes it."""

Columns = dict[str, int]


def recap_columns(table: Table) -> Columns | None:
    """The columns that the first row names: number, date, topics, their track, links, speakers, or one track.

    `None` where it names fewer than two, or holds a row.
    """
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
        elif name == "topics":
            columns[f"{_FURTHER}{index}"] = index
    if "number" not in columns and len(columns) > 1 and (unnamed := _counting(table)) is not None:
        columns["number"] = unnamed
    if columns.keys() & {"number", "date"}:  # the others may be rows with topics under a track
        columns |= tracks
    return columns if len(columns) > 1 else None


def _counting(table: Table) -> int | None:
    """The column without a head whose cells all count issues."""
    for index, head in enumerate(table.rows[0]):
        below = [folded(row[index]) for row in table.rows[1:] if index < len(row)]
        if not folded(head) and below and all(numbers_in(words) for words in below):
            return index
    return None


@lru_cache(maxsize=8192)
def _name(words: str) -> str | None:
    """The column that words mean as a whole: each of several must mean the same (内容/主题), or nothing else."""
    if _WHEN.search(words):
        return "date"
    found = [_one_name(part) for part in _BETWEEN.split(words)]
    return found[0] if len(set(found)) == 1 else None


def _one_name(part: str) -> str | None:
    word = _IN_BRACKETS.sub("", part).strip(" .:：*_")
    label = LABELLED.fullmatch(word)
    if label and field_of(label["label"]) is Field.SPEAKER:
        return "speakers"
    return next((name for name, words in _COLUMNS.items() if words.fullmatch(word or part.strip())), None)


def is_topics(name: str) -> bool:
    """Whether a column's cells name topics, each under its own track."""
    return name == "topics" or name.startswith(_FURTHER)


def upright(table: Table) -> Table:
    """The table with its columns' names in the first row: without a title or blank row above them, and turned where
    the first column has the names."""
    rows = list(table.rows)
    while len(rows) > 2 and len({folded(cell) for cell in rows[0]} - {""}) < 2:
        del rows[0]
    plain = Table(tuple(rows)) if recap_columns(Table(tuple(rows))) else table
    if "number" not in (recap_columns(plain) or {}):
        cells: list[tuple[Cell, ...]] = list(zip_longest(*table.rows, fillvalue=()))
        turned = Table(tuple(map(Row, cells)))
        named = recap_columns(turned) or {}
        if "number" in named and named.keys() & {"date", "topics"}:
            return turned
    return plain


def names_of(table: Table) -> str:
    """The words of the first row, to be quoted."""
    return " | ".join(text(cell) for cell in table.rows[0])[:300] if table.rows else ""


def columns_by_content(table: Table) -> Columns | None:
    """Issue number, date, content and links in that order, of a table that has no header: its first row counts, too."""
    written = [row for row in table.rows if any(map(text, row))]  # a head may be left blank
    rows = [row for row in written if len(row) >= 3]
    counted = [row for row in rows if numbers_in(folded(row[0])) and first_date(folded(row[1]), short=True)]
    if not counted or counted[0] is not written[0] or len(counted) * 2 < len(written):
        return None
    return {"number": 0, "date": 1, "topics": 2, "links": 3}


def is_recap_table(table: Table) -> bool:
    """Whether a table names columns of issue numbers and of contents or dates; an agenda with
    numbers and slots of talks does not."""
    columns = recap_columns(table) or {}
    if "number" not in columns or any(map(_has_slot, table.rows)):
        return False
    return "date" in columns or not _COUNTS_ANYTHING.fullmatch(folded(table.rows[0][columns["number"]]))


@lru_cache(maxsize=8192)
def _has_slot(row: Row) -> bool:
    return any(map(SLOT.match, folded_cells(row)))


def is_between(table: Table, row: Row) -> bool:
    """Whether a row holds no issue: a year alone, or the columns' names once more."""
    if year_alone(row) is not None:
        return True
    first = table.rows[0]
    return row is not first and folded_cells(row) == folded_cells(first)


@lru_cache(maxsize=8192)
def year_alone(row: Row) -> int | None:
    """The year that is all that a row says: 2020年."""
    said = set(folded_cells(row)) - {""}
    year = YEAR.fullmatch(said.pop()) if len(said) == 1 else None
    return int(year["year"]) if year else None


@lru_cache(maxsize=8192)
def folded_cells(row: Row) -> tuple[str, ...]:
    return tuple(map(folded, row))


def text(cell: Cell) -> str:
    return " ".join(line.text for line in cell).strip()


def folded(cell: Cell) -> str:
    return " ".join(line.folded for line in cell).strip()
