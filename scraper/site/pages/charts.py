"""The numbers behind the pictures: issues and topics over time, themes, link health."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence

from scraper.site.labels import VERDICTS
from scraper.site.language.speech import Speech
from scraper.site.pages.issues import issue_summaries
from scraper.site.pages.themes import theme_path
from scraper.site.picture import Caption, DataSeries, Picture, column_picture, grid_picture, row_picture
from scraper.site.query import Row, fetch, group

# More months than this are shown as years, more years than this as the years that have an issue, more days of checks
# than this as the last day of each month or year.
MOST_COLUMNS = 36
MOST_YEARS = 6
MOST_HOSTS = 12
MOST_ON_TIMELINE = 1000

TOPICS_BY_YEAR = """
select substr(i.date, 1, 4), count(*) from topics t join issues i on i.number = t.issue_number
where i.date is not null group by 1 order by 1
"""

TOPICS_BY_THEME = """
select n.name, n.english, substr(i.date, 1, 4) as year, count(m.topic_id) as topics
from themes n left join topic_themes m on m.theme = n.name left join topics t on t.id = m.topic_id
left join issues i on i.number = t.issue_number group by n.name, 3 order by n.position, 3
"""

TOPICS_OVER_TIME = """
select substr(i.date, 1, :digits) as period, count(distinct i.number) as issues,
    sum(t.id is not null and (t.track is null or t.track not in (select value from json_each(:tracks)))) as other
from issues i left join topics t on t.issue_number = i.number where i.date is not null group by 1 order by 1
"""

TOPICS_BY_TRACK = """
select substr(i.date, 1, :digits) as period, t.track, count(*) as topics
from issues i join topics t on t.issue_number = i.number
where i.date is not null and t.track is not null group by 1, 2
"""


def charts_page(connection: sqlite3.Connection, speech: Speech) -> Row:
    """All pictures in the order shown, without those that have no numbers."""
    pictures = [
        *time_pictures(connection, speech),
        theme_picture(connection, speech),
        *health_pictures(connection, speech),
    ]
    return {"pictures": [picture for picture in pictures if picture.rows]}


def timeline_page(connection: sqlite3.Connection, speech: Speech) -> Row:
    """The dated issues under year and month, oldest first; only the latest where there are too many for a page."""
    issues = [issue for issue in issue_summaries(connection, limit=MOST_ON_TIMELINE) if issue["date"]]
    for issue in issues:
        issue["month"] = issue["date"][:7]
    years = {year: group(rows, "month") for year, rows in group(reversed(issues), "year").items()}
    total = connection.execute("select count(*) from issues where date is not null").fetchone()[0]
    return {"tracks": _tracks(speech), "years": years, "shown": len(issues), "total": total}


def time_pictures(connection: sqlite3.Connection, speech: Speech) -> list[Picture]:
    """Topics over time by track, and issues over time; by month, or by year where there are many months."""
    names = _tracks(speech)
    rows = _over_time(connection, names)
    tracks = [DataSeries(name, f"track-{speech.track_style(name)}", speech.label("track", name)) for name in names]
    rest = speech.t("charts.other") if names else speech.label("kind", "topic")
    other = [DataSeries("other", "track-other", rest)] if any(row["other"] for row in rows) else []
    topics = sum(row[each.key] for row in rows for each in tracks + other)
    issues = sum(row["issues"] for row in rows)
    t = speech.t
    by_track = Caption("topics", t("charts.topics"), t("charts.topics.summary", n=topics), "timeline")
    by_time = Caption("issues", t("charts.issues"), t("charts.issues.summary", n=issues), "timeline")
    return [
        column_picture(by_track, rows, "period", tracks + other),
        column_picture(by_time, rows, "period", [DataSeries("issues", "plain", t("issues"))]),
    ]


def _tracks(speech: Speech) -> list[str]:
    return [track.name for track in speech.series.tracks]


def _over_time(connection: sqlite3.Connection, tracks: Sequence[str]) -> list[Row]:
    """Counts by month or year, also for those without an issue, so that equal widths are equal times."""
    for digits in (7, 4):
        rows = {_ordinal(row["period"]): row for row in _counts(connection, digits, tracks)}
        periods = range(min(rows), max(rows) + 1) if rows else range(0)
        if len(periods) <= MOST_COLUMNS:
            return [rows.get(period) or _nothing(period, digits, tracks) for period in periods]
    return list(rows.values())


def _ordinal(period: str) -> int:
    """A month such as `2019-03` as months since the year 0, a year such as `2019` as a number."""
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _nothing(period: int, digits: int, tracks: Sequence[str]) -> Row:
    name = f"{period:04}" if digits == 4 else f"{period // 12:04}-{period % 12 + 1:02}"
    return {"period": name, "issues": 0, "other": 0} | dict.fromkeys(tracks, 0)


def _counts(connection: sqlite3.Connection, digits: int, tracks: Sequence[str]) -> list[Row]:
    """Issues and topics by month or year, the topics of each of `tracks` under its name."""
    rows = fetch(connection, TOPICS_OVER_TIME, {"digits": digits, "tracks": json.dumps(tracks)})
    by_track = fetch(connection, TOPICS_BY_TRACK, {"digits": digits})
    counted = {(row["period"], row["track"]): row["topics"] for row in by_track}
    return [row | {track: counted.get((row["period"], track), 0) for track in tracks} for row in rows]


def theme_picture(connection: sqlite3.Connection, speech: Speech) -> Picture:
    """For each theme and year its percentage of the year's topics; names link to the themes' pages."""
    totals = dict(connection.execute(TOPICS_BY_YEAR).fetchall()[-MOST_YEARS:])
    counts = group(fetch(connection, TOPICS_BY_THEME), "name")
    rows = [
        {"theme": (name, years[0]["english"])[speech.place], "path": theme_path(name, years[0]["english"], speech)}
        | {row["year"]: round(100 * row["topics"] / totals[row["year"]]) for row in years if row["year"] in totals}
        for name, years in counts.items()
    ]
    caption = Caption("themes", speech.t("charts.themes"), speech.t("charts.themes.summary"), "topic_themes")
    return grid_picture(caption, rows if totals else [], "theme", [DataSeries(year, "plain", year) for year in totals])


def health_pictures(connection: sqlite3.Connection, speech: Speech) -> list[Picture]:
    """Links by host and verdict, and links by verdict at the end of each day of checks."""
    by_host = group(fetch(connection, "select host, verdict, links from link_health where host is not null"), "host")
    hosts = [{"host": host} | {row["verdict"]: row["links"] for row in rows} for host, rows in by_host.items()]
    hosts.sort(key=lambda row: -sum(value for value in row.values() if isinstance(value, int)))
    verdicts = [DataSeries(name, f"verdict-{name}", speech.label("verdict", name)) for name in VERDICTS]
    checked = [each for each in verdicts if each.key != "unchecked"]
    t = speech.t
    of_hosts = Caption("hosts", t("charts.hosts"), t("charts.hosts.summary", n=len(hosts)), "link_health")
    of_days = Caption("checks", t("charts.checks"), t("charts.checks.summary"), "link_checks")
    return [
        row_picture(of_hosts, hosts[:MOST_HOSTS], "host", verdicts),
        column_picture(of_days, _verdicts_by_day(connection), "day", checked),
    ]


def _verdicts_by_day(connection: sqlite3.Connection) -> list[Row]:
    latest: dict[int, str] = {}
    days: dict[str, Row] = {}
    sql = "select link_id, verdict, substr(checked_at, 1, 10) as day from link_checks order by checked_at, id"
    for link_id, verdict, day in connection.execute(sql):
        if day not in days and days:
            _close_day(days, latest)
        days.setdefault(day, {"day": day})
        latest[link_id] = verdict
    if days:
        _close_day(days, latest)
    return _thinned(list(days.values()))


def _close_day(days: dict[str, Row], latest: dict[int, str]) -> None:
    days[next(reversed(days))].update(Counter(latest.values()))


def _thinned(days: list[Row]) -> list[Row]:
    """As many days as a picture has columns; where there are more, the last day of each month or year."""
    for digits in (10, 7, 4):
        kept = list({row["day"][:digits]: row for row in days}.values())
        if len(kept) <= MOST_COLUMNS:
            return kept
    return kept[-MOST_COLUMNS:]
