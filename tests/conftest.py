"""What every test starts from: a cache folder of its own, so that no run sees another's."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

import scraper.parse
from scraper.records import Announcement


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands that tests start inherit the environment, and with it the folder."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(autouse=True)
def faults_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """In an archive a fault of the parser is one finding among many; no test may take it for an answer."""
    monkeypatch.setattr(scraper.parse, "fault", raise_it)


def raise_it(error: Exception) -> Announcement:
    raise error


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="the long form of tests of faults, readers and hostile bytes")


@pytest.fixture(scope="session")
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether there is time: `make soak`."""
    return bool(request.config.getoption("--soak"))
