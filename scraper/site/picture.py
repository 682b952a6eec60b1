"""Pictures of numbers: bars on a grid of units. The template `_picture.html` draws them as SVG beside their numbers.

Lengths are in units of the SVG's view box, which is 480 wide. A phone shows it at about three quarters of its size, so
that text stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, count

WIDTH = 480.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 6.0, 10.0, 26.0
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, 200.0
NAME_WIDTH = 80.0  # of a column's name; where columns are narrower, only every second, third … has its name
ROW_HEIGHT, LABEL_HEIGHT, GAP = 14.0, 20.0, 4.0
GRID_NUMBER_WIDTH = 40.0

Numbers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle, its class in the style sheet, and the label shown when the pointer is on it."""

    x: float
    y: float
    width: float
    height: float
    style: str
    label: str
    path: str | None = None  # the page it leads to


@dataclass(frozen=True, slots=True)
class Text:
    """A word at a point; `anchor` says which part of the word is there: `start`, `middle` or `end`."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    path: str | None = None  # the page it leads to


@dataclass(frozen=True, slots=True)
class DataSeries:
    """One colour of a picture: the key of its numbers, its class in the style sheet, its name in the legend."""

    key: str
    style: str
    name: str


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a picture: `name` is used in addresses, `summary` is a sentence, `table` holds its numbers."""

    name: str
    title: str
    summary: str
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and its numbers: each of `rows` has values under `label` and under the keys of `series`."""

    caption: Caption
    height: float
    bars: Sequence[Bar]
    texts: Sequence[Text]
    rules: Sequence[float]
    label: str
    series: Sequence[DataSeries]
    rows: Sequence[Numbers]
    has_legend: bool = True


def column_picture(caption: Caption, rows: Sequence[Numbers], label: str, series: Sequence[DataSeries]) -> Picture:
    """Stacked columns from left to right, one a row of numbers, with a scale."""
    top = _scale(max((_total(row, series) for row in rows), default=0))
    step = PLOT_WIDTH / max(1, len(rows))
    bars = [
        Bar(LEFT + (place + 0.12) * step, _level(end, top), step * 0.76, PLOT_HEIGHT * (end - start) / top, style, text)
        for place, row in enumerate(rows)
        for start, end, style, text in _stack(row, label, series)
    ]
    every = int(-(-NAME_WIDTH // step))
    names = [
        Text(LEFT + (place + 0.5) * step, TOP + PLOT_HEIGHT + 18, str(rows[place][label]), "middle")
        for place in range(0, len(rows), every)
    ]
    levels = [top * part / 4 for part in range(5)]
    scale = [Text(LEFT - 6, _level(level, top) + 5, f"{level:g}", "end") for level in levels]
    rules = [_level(level, top) for level in levels]
    return Picture(
        caption, TOP + PLOT_HEIGHT + BOTTOM, bars, names + scale, rules, label, series, rows, len(series) > 1
    )


def row_picture(caption: Caption, rows: Sequence[Numbers], label: str, series: Sequence[DataSeries]) -> Picture:
    """Stacked bars, one a row of numbers, each under its name and its total."""
    longest = max((_total(row, series) for row in rows), default=0) or 1
    pitch = LABEL_HEIGHT + ROW_HEIGHT + GAP
    bars, texts = [], []
    for place, row in enumerate(rows):
        y = place * pitch
        texts += [Text(0, y + 14, str(row[label])), Text(WIDTH, y + 14, f"{_total(row, series):g}", "end")]
        for start, end, style, text in _stack(row, label, series):
            x, width = WIDTH * start / longest, WIDTH * (end - start) / longest
            bars.append(Bar(x, y + LABEL_HEIGHT, width, ROW_HEIGHT, style, text))
    return Picture(caption, max(1, pitch * len(rows)), bars, texts, [], label, series, rows)


def grid_picture(caption: Caption, rows: Sequence[Numbers], label: str, series: Sequence[DataSeries]) -> Picture:
    """A bar for every row and series, on one scale, with its number: rows under their names, series side by side."""
    longest = max((_number(row, each.key) for row in rows for each in series), default=0) or 1
    pitch = LABEL_HEIGHT + ROW_HEIGHT + GAP
    cell = WIDTH / max(1, len(series))
    bars, texts = [], []
    for place, row in enumerate(rows):
        y = LABEL_HEIGHT + place * pitch
        texts.append(Text(0, y + 16, str(row[label]), path=_path(row)))
        for column, each in enumerate(series):
            x, number = column * cell, _number(row, each.key)
            width = (cell - GRID_NUMBER_WIDTH) * number / longest
            name = f"{row[label]} · {each.name}: {number:g}"
            bars.append(Bar(x, y + LABEL_HEIGHT, width, ROW_HEIGHT, each.style, name, _path(row)))
            texts.append(Text(x + width + 4, y + LABEL_HEIGHT + 12, f"{number:g}"))
    texts += [Text(column * cell, 14, each.name) for column, each in enumerate(series)]
    return Picture(caption, LABEL_HEIGHT + pitch * len(rows), bars, texts, [], label, series, rows, False)


def _stack(row: Numbers, label: str, series: Sequence[DataSeries]) -> Iterator[tuple[float, float, str, str]]:
    """Where each number of a row begins and ends when they are put one after the other; nothing for a zero."""
    numbers = [_number(row, each.key) for each in series]
    for each, number, end in zip(series, numbers, accumulate(numbers), strict=True):
        if number:
            yield end - number, end, each.style, f"{row[label]} · {each.name}: {number:g}"


def _path(row: Numbers) -> str | None:
    path = row.get("path")
    return str(path) if path else None


def _number(row: Numbers, key: str) -> float:
    value = row.get(key)
    return float(value) if isinstance(value, (int, float)) else 0.0


def _total(row: Numbers, series: Sequence[DataSeries]) -> float:
    return sum(_number(row, each.key) for each in series)


def _level(number: float, top: float) -> float:
    return TOP + PLOT_HEIGHT * (1 - number / top)


def _scale(number: float) -> float:
    """The least of 4, 8, 12, 20, 40, 80, 120 … that is not below `number`: all have quarters without decimals."""
    return next(top for power in count() for step in (4, 8, 12, 20) if (top := step * 10.0**power) >= number)
