"""Work that takes seconds shows on a terminal how far it is, and prints nothing of it elsewhere."""

from __future__ import annotations

import io
import sys

import click
import pytest

from scraper.cli import Command, options
from scraper.cli.progress import counting


@click.command(cls=Command)
@options.verbosity
def work() -> None:
    with counting("files") as told:
        for count in (1, 1200):
            told(count)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("arguments", "is_shown"), [([], True), (["-q"], False)])
def test_a_terminal_shows_the_count(monkeypatch: pytest.MonkeyPatch, arguments: list[str], is_shown: bool) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    work.main(arguments, standalone_mode=False)
    assert bool(screen.getvalue()) is is_shown


def test_elsewhere_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", file := io.StringIO())
    work.main([], standalone_mode=False)
    assert file.getvalue() == ""
