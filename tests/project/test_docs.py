"""README, CONTRIBUTING and docs: links resolve, files named are there, commands typed as shown are understood."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from scraper.check.verdicts import Verdict
from scraper.cli import COMMANDS, salon
from scraper.export.formats import FORMATS, TABLE_FORMATS
from scraper.records import FindingCode
from scraper.site import labels

REPOSITORY = Path(__file__).parents[2]
PAGES = [*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").glob("*.md"))]
TEXTS = {page.relative_to(REPOSITORY).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}

_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
_BLOCK = re.compile(r"^```\w*\n(.*?)^```|^((?:    .*\n)+)", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`((?:\.venv/bin/)?salon [^`]+)`")
# A file or folder of the repository between back ticks; files that a user or a build makes do not count.
_PATH = re.compile(r"`((?:scraper|tests|docs|benchmarks|\.github|data)/[a-z0-9_./-]*)`")
_MADE = {"data/archive.db", "data/link_checks.jsonl", "data/salons.json"}


def anchors(text: str) -> set[str]:
    """What GitHub calls the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def typed(text: str) -> list[list[str]]:
    """The `salon` commands of a page, in blocks and in sentences."""
    blocks = "".join(fenced or indented for fenced, indented in _BLOCK.findall(text)).replace("\\\n", " ")
    lines = [part.strip() for line in blocks.splitlines() for part in re.split(r"&&|;|\{|\}|\|\|", line.split(" #")[0])]
    commands = [re.sub(r"^(\$ )?(.*/)?salon ", "salon ", line) for line in [*lines, *_INLINE.findall(text)]]
    return [shlex.split(command) for command in commands if command.startswith("salon ")]


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name: str) -> None:
    for path, anchor in _LINK.findall(TEXTS[name]):
        target = (REPOSITORY / name).parent / path if path else REPOSITORY / name
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), (path, anchor)


@pytest.mark.parametrize("name", TEXTS)
def test_every_row_is_of_a_table(name: str) -> None:
    """Rows below an empty line are shown as text with bars in it."""
    shown = re.sub(r"^```.*?^```|^    .*$", "", TEXTS[name], flags=re.DOTALL | re.MULTILINE)
    tables = re.findall(r"(?:^\|.*\n?)+", shown, re.MULTILINE)
    assert [table for table in tables if not re.match(r"\|.*\n\|[ :|-]+\n", table)] == []


@pytest.mark.parametrize("name", TEXTS)
def test_files_that_are_named_are_there(name: str) -> None:
    named = set(_PATH.findall(TEXTS[name])) - _MADE
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


@pytest.mark.parametrize("name", TEXTS)
def test_commands_and_options_exist(name: str) -> None:
    for program, *arguments in typed(TEXTS[name]):
        command: click.Command | None = salon
        context = click.Context(salon, info_name=program)
        for argument in arguments:
            if isinstance(command, click.Group) and not argument.startswith("-"):
                # `findings|links` stands for both, `static DIR` is followed by no command
                names = argument.split("|")
                assert all(command.get_command(context, each) for each in names), (name, arguments)
                command = command.get_command(context, names[0])
            elif argument.startswith("--"):
                assert command is not None
                known = {option for parameter in command.get_params(context) for option in parameter.opts}
                assert argument.split("=")[0] in known, (name, arguments)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_table_of_commands_is_complete(name: str) -> None:
    table = re.findall(r"^\| `salon (\w+)", TEXTS[name], re.MULTILINE)
    assert table == list(COMMANDS)
    (formats,) = re.findall(r"`salon export [^`]*` \| (.*) \|", TEXTS[name])
    assert set(re.split(r"[,、] ?", formats)) == {*FORMATS, *TABLE_FORMATS}


def test_both_readmes_say_the_same() -> None:
    """The same commands, links, names of tables and files, in as many sections."""

    def facts(text: str) -> list[object]:
        shell = [line.split(" #")[0].rstrip() for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
                 for line in block.splitlines()]  # fmt: skip
        links = {path for path, _ in _LINK.findall(text)} - {"README.md", "README.zh.md"}
        return [shell, links, set(re.findall(r"`([a-z_./-]+)`", text)), text.count("\n## ")]

    assert facts(TEXTS["README.md"]) == facts(TEXTS["README.zh.md"])


def test_everything_has_a_name_on_the_pages() -> None:
    assert set(labels.FINDINGS) == set(FindingCode)
    assert set(labels.VERDICTS) == {*Verdict, "unchecked"}
    rules = yaml.safe_load((REPOSITORY / "data" / "link_kinds.yml").read_text(encoding="utf-8"))["rules"]
    assert set(labels.LINK_KINDS) == {rule["kind"] for rule in rules} | {"other"}
