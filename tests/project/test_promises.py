"""SECURITY.md: every promise names tests, and the tests are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "SECURITY.md").read_text("utf-8")
PROMISES = [" ".join(found.split()) for found in re.findall(r"^- (.+?)(?=^- |^#|^$)", PAGE, re.M | re.S)]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_the_page_makes_promises() -> None:
    assert len(PROMISES) > 20


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise[:40])
def test_a_promise_is_kept_by_tests_that_exist(promise: str) -> None:
    named = NAMED.findall(promise)
    assert named, "names no test"
    for file, test in named:
        assert re.search(rf"^(?:async )?def {test}\(", (REPOSITORY / file).read_text("utf-8"), re.M), (file, test)


@pytest.mark.parametrize("file", sorted(set(re.findall(r"`(scraper/[\w/]+\.py)`", PAGE))))
def test_the_places_of_limits_exist(file: str) -> None:
    assert (REPOSITORY / file).is_file()
