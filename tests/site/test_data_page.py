"""The page of data: every file it names is there, and every ready line reads it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup, Tag
from support.sample_archive import write_archive
from support.serving import serving

TOPICS = 6


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    archive = write_archive(tmp_path_factory.mktemp("data") / "archive.db")
    with serving(["--db", "archive.db"], archive.parent) as address:
        yield address


@pytest.mark.parametrize("path", ["data", "en/data"])
def test_every_file_it_names_can_be_downloaded(site: str, path: str) -> None:
    with httpx.Client(base_url=site, timeout=60) as client:
        page = BeautifulSoup(client.get(path).text, "lxml")
        assert isinstance(page.main, Tag)
        files = [a["href"] for a in page.main.find_all("a", href=re.compile(r"^/.*\.(db|csv|json|parquet)$"))]
        assert {"/archive.db", "/data/salons.json", "/data/schedule.json", "/data/topic_index.csv"} <= set(files)
        for file in files:
            answer = client.get(file)
            assert answer.status_code == 200 and answer.content, file
            assert answer.headers["access-control-allow-origin"] == "*", file


def line(site: str, tool: str) -> str:
    page = BeautifulSoup(httpx.get(f"{site}data").text, "lxml")
    term = page.find("dt", string=tool)
    assert term and site in term.find_next("dd").get_text()
    return str(term.find_next("dd").get_text())


def test_pandas_reads_its_line(site: str) -> None:
    pandas = pytest.importorskip("pandas")
    frame = eval(line(site, "pandas"), {"pandas": pandas})
    assert len(frame) == TOPICS and list(frame.columns[:2]) == ["topic_id", "issue_number"]


def test_duckdb_reads_its_line(site: str, tmp_path: Path) -> None:
    """DuckDB loads an extension to read over HTTP, which a test must not: it reads the same file from a folder."""
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/topic_index.csv").write_bytes(httpx.get(f"{site}data/topic_index.csv").content)
    rows = eval(line(site, "DuckDB").replace(site, f"{tmp_path}/"), {"duckdb": duckdb}).fetchall()
    assert sum(count for _, count in rows) == TOPICS


def test_r_reads_its_line(site: str) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    done = subprocess.run(
        ["Rscript", "-e", f"cat(nrow({line(site, 'R')}))"], capture_output=True, text=True, check=True
    )
    assert done.stdout == str(TOPICS)


def test_sqlite_utils_reads_its_line(site: str, tmp_path: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = line(site, "sqlite-utils").replace("curl -O", "curl -s -O")
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0 and "联邦学习综述" in done.stdout, done.stderr
