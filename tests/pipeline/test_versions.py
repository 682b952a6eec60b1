"""The versions of libraries, which an archive follows from."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from scraper import SalonError
from scraper.pipeline.inputs import _READERS
from scraper.pipeline.versions import versions


def test_versions_are_those_installed() -> None:
    assert versions(_READERS) == [version(library) for library in _READERS]


def test_a_library_that_is_not_installed_is_said_with_the_remedy() -> None:
    with pytest.raises(SalonError, match="no-such-library is not installed; install this project again"):
        versions(["lxml", "no-such-library"])
