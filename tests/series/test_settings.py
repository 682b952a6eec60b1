"""The settings of a series are read whole, or refused with file, place and remedy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.cli import salon
from scraper.defaults import SettingsError, default_path
from scraper.series.settings import read_series
from scraper.store.series import series_of

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


def test_the_archive_holds_the_settings_it_was_built_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    database, local = tmp_path / "archive.db", tmp_path / "data" / "series.yml"
    documents = default_path("data/announcements")
    local.parent.mkdir()
    for host in ("Mo", "Another Club"):  # a change of the settings is a change of what the archive follows from
        text = SHIPPED.read_text(encoding="utf-8").replace("host: Mo", f"host: {host}")
        local.write_text(text, encoding="utf-8")
        built = CliRunner().invoke(salon, ["build", "--documents", str(documents), "--db", str(database)])
        assert built.exit_code == 0, built.output
        with closing(sqlite3.connect(database)) as connection:
            assert series_of(connection) == read_series(local)
            assert series_of(connection).host == host
