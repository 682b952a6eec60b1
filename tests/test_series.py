"""The settings of a series are read whole, or refused with file, place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.defaults import SettingsError, default_path
from scraper.series import read_series

SHIPPED = default_path("data/series.yml")


def test_the_shipped_series_is_the_salon() -> None:
    series = read_series(SHIPPED)
    assert (series.name.zh, series.host, series.time_zone, series.layout) == (
        *("机器学习沙龙", "Mo", "Asia/Shanghai", "salon"),
    )
    assert [track.name for track in series.tracks] == ["论文分享", "机器学习", "项目实战"]


@pytest.mark.parametrize(
    ("was", "written", "place"),
    [
        ("time_zone: Asia/Shanghai", "time_zone: Mars/Base", "time_zone"),
        ("time_zone: Asia/Shanghai", "time_zone: ../etc", "time_zone"),
        ("host: Mo", "host:", "host"),
        ("language: zh", "language: fr", "language"),
        ("identity: number", "identity: place", "identity"),
        ("layout: salon", "layout: poem", "layout"),
        ("home_page: https://", "home_page: javascript:", "home_page"),
        ("{en: Hands-on}", "{en: Hands-on, colour: red}", "colour"),
        ("host: Mo", "hosts: Mo", "`hosts` is unknown"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(tmp_path: Path, was: str, written: str, place: str) -> None:
    path = tmp_path / "series.yml"
    text = SHIPPED.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, written, 1), encoding="utf-8")
    with pytest.raises(SettingsError, match=place) as refused:
        read_series(path)
    assert str(path) in str(refused.value)
