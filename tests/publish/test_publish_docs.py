"""docs/publishing.md: what it tells people to type works as it stands there."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from support.sample_archive import write_archive
from support.serving import SALON, serving

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "publishing.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
COMMANDS = [
    shlex.split(line.removeprefix("$ "))
    for kind, text in BLOCKS
    if kind == "console"
    for line in text.replace("\\\n", " ").splitlines()
]


def command(*words: str) -> list[str]:
    """The only command of the page that begins with these words."""
    (found,) = [each for each in COMMANDS if each[: len(words)] == list(words)]
    return found


def block(kind: str) -> str:
    """The only block of the page in this language."""
    return dict(BLOCKS)[kind]


def fill_metadata(folder: Path) -> None:
    """Does what the page says to be done before Datasette is started by itself."""
    _, *arguments = command("salon", "publish", "metadata")
    subprocess.run([*SALON, *arguments], cwd=folder, check=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as the page assumes it: an archive in `data/`, and metadata.yml."""
    write_archive(tmp_path / "data" / "archive.db")
    shutil.copy(REPOSITORY / "metadata.yml", tmp_path)
    return tmp_path


def test_the_copy_is_published(folder: Path) -> None:
    _, *arguments = command("salon", "publish", "static")
    subprocess.run([*SALON, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    assert (folder / "public" / "index.html").is_file()
    assert "https://example.github.io/salons/issue/3" in (folder / "public/feeds/salons.ics").read_text(
        encoding="utf-8"
    )


def test_datasette_serves_below_a_path(folder: Path) -> None:
    fill_metadata(folder)
    _, *arguments = command("datasette", "data/archive.db")
    program = [sys.executable, "-m", "datasette", *arguments, "--get", "/salons/archive/topic_index"]
    page = subprocess.run(program, cwd=folder, check=True, capture_output=True, text=True).stdout
    assert 'href="/salons/archive' in page and "主题总览" in page


def test_the_container_holds_and_runs_what_it_needs(folder: Path, tmp_path: Path) -> None:
    """Its files in its folder, its command in it: what the image adds is Python and the installed package."""
    lines = [line.split(maxsplit=1) for line in block("dockerfile").splitlines()]
    copied = [rest.split() for word, rest in lines if word == "COPY" and not rest.startswith("dist/")]
    image = tmp_path / "srv"
    for source, target in copied:
        (image / target).mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / source, image / target)
    salon, serve, *arguments = json.loads(next(rest for word, rest in lines if word == "CMD"))
    assert (salon, serve) == ("salon", "serve")
    with serving(arguments, image) as address:
        assert httpx.get(address).status_code == 200


def test_cloud_run_gets_an_image_that_serves(folder: Path, tmp_path: Path) -> None:
    """With a stand-in for gcloud that keeps what it is sent; the command of the generated image is then run there."""
    sent = tmp_path / "sent"
    stand_in = tmp_path / "bin" / "gcloud"
    stand_in.parent.mkdir()
    stand_in.write_text(f'#!/bin/sh\ncase "$*" in *"builds submit"*) cp -r . {sent};; *) echo project;; esac\n')
    stand_in.chmod(0o755)
    environment = os.environ | {"PATH": f"{stand_in.parent}{os.pathsep}{os.environ['PATH']}"}
    fill_metadata(folder)
    _, *arguments = command("datasette", "publish")
    program = [sys.executable, "-m", "datasette", *arguments]
    subprocess.run(program, cwd=folder, check=True, env=environment, capture_output=True)
    image = (sent / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^RUN pip install -U datasette \S+$", image, re.MULTILINE)
    datasette, serve, *options = shlex.split(re.findall(r"^CMD (.*) --port \$PORT$", image, re.MULTILINE)[0])
    assert (datasette, serve) == ("datasette", "serve")
    inspect = [sys.executable, "-m", "datasette", "inspect", "archive.db", "--inspect-file", "inspect-data.json"]
    subprocess.run(inspect, cwd=sent, check=True)
    program = [sys.executable, "-m", "datasette", "serve", *options, "--get", "/archive/topic_index"]
    assert "主题总览" in subprocess.run(program, cwd=sent, check=True, capture_output=True, text=True).stdout
