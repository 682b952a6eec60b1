"""Hints name commands as the reader can give them, however this was installed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from scraper import installed


@pytest.mark.parametrize(
    ("prefix", "is_packaged", "made_by", "command"),
    [
        ("home/.local/share/pipx/venvs/salon-archive", True, "", "pipx install --force 'salon-archive[parquet]'"),
        ("home/.local/share/uv/tools/salon-archive", True, "uv", "uv tool install 'salon-archive[parquet]'"),
        ("project/.venv", True, "uv", "uv pip install 'salon-archive[parquet]'"),
        ("project/.venv", True, "", "/usr/bin/python3 -m pip install 'salon-archive[parquet]'"),
        ("checkout/.venv", False, "", "/usr/bin/python3 -m pip install -e '{}[parquet]'"),
        ("checkout/.venv", False, "uv", "uv pip install -e '{}[parquet]'"),
    ],
)
def test_an_extra_is_added_the_way_this_was_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefix: str, is_packaged: bool, made_by: str, command: str
) -> None:
    folder = tmp_path / prefix
    folder.mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text("home = /usr/bin\n" + ("uv = 0.8.0\n" if made_by else ""))
    checkout = tmp_path / "checkout"
    checkout.mkdir(exist_ok=True)
    (checkout / "pyproject.toml").write_text("")
    monkeypatch.setattr(sys, "prefix", str(folder))
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    monkeypatch.setattr(installed, "CHECKOUT", checkout)
    monkeypatch.setattr(installed, "PACKAGED", tmp_path if is_packaged else tmp_path / "absent")
    assert installed.extra_command("parquet") == command.format(checkout)


@pytest.mark.parametrize(
    ("typed", "found", "named"),
    [
        (".venv/bin/salon", None, ".venv/bin/salon"),
        (".venv/bin/salon", "/usr/bin/salon", "salon"),
        ("/opt/x/-c", None, "salon"),
        ("pytest", None, "salon"),
    ],
)
def test_a_command_is_named_as_it_is_called(
    monkeypatch: pytest.MonkeyPatch, typed: str, found: str | None, named: str
) -> None:
    monkeypatch.setattr(sys, "argv", [typed])
    monkeypatch.setattr(shutil, "which", lambda name: found)
    assert installed.as_called("make one with `salon build`, or `salon fetch`") == (
        f"make one with `{named} build`, or `{named} fetch`"
    )
