"""What runs without anyone watching is what the program offers: the workflows, and the commands of docs/fetching.md."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from scraper.cli import salon

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "archive.yml"
COMMAND = re.compile(r"(?:^|[\s/`])salon ((?:fetch|build|check|publish)\b(?:(?!\s#)[^\n`;|>])*)")


ALL = sorted(WORKFLOW.parent.glob("*.yml"))


def jobs(workflow: Path = WORKFLOW) -> dict[str, Any]:
    return dict(yaml.safe_load(workflow.read_text())["jobs"])


@pytest.mark.parametrize("file", [WORKFLOW, ROOT / "docs" / "fetching.md"], ids=lambda path: path.name)
def test_every_command_exists_with_its_options(file: Path) -> None:
    written = [shlex.split(match) for match in COMMAND.findall(file.read_text())]
    assert len(written) > 3
    for name, *arguments in written:
        command = salon.get_command(click.Context(salon), name)
        assert command
        command.make_context(name, arguments, resilient_parsing=True)


def test_sources_of_the_documentation_are_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scraper.sources.settings import read_sources

    (tmp_path / "data").mkdir()
    block = (ROOT / "docs" / "fetching.md").read_text().split("```yaml\n")[1].split("```")[0]
    (tmp_path / "data" / "sources.yml").write_text(block)
    monkeypatch.chdir(tmp_path)
    assert [source.kind for source in read_sources()] == ["git", "page"]


def test_each_job_may_do_what_it_does_and_no_more() -> None:
    assert {name: job["permissions"] for name, job in jobs().items()} == {
        "update": {"contents": "write"},
        "publish": {"pages": "write", "id-token": "write"},
        "tell": {},
    }


@pytest.mark.parametrize("workflow", ALL, ids=lambda path: path.name)
def test_every_workflow_reads_only_trusts_few_and_ends(workflow: Path) -> None:
    """Jobs only read unless they say otherwise, use GitHub's own actions in a named version, and keep no token."""
    assert yaml.safe_load(workflow.read_text())["permissions"] == {"contents": "read"}
    assert all(job["timeout-minutes"] <= 60 for job in jobs(workflow).values())
    for step in (step for job in jobs(workflow).values() for step in job["steps"] if "uses" in step):
        assert re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_dependencies_and_actions_are_watched() -> None:
    watched = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text())["updates"]
    assert {each["package-ecosystem"] for each in watched} == {"pip", "github-actions"}
    assert "pip-audit" in (WORKFLOW.parent / "test.yml").read_text()


def test_links_are_checked_on_the_schedule_that_exists() -> None:
    text = WORKFLOW.read_text()
    schedules = re.findall(r'- cron: "([^"]+)"', text)
    (condition,) = re.findall(r"github\.event\.schedule == '([^']+)'", text)
    assert condition in schedules


@pytest.mark.parametrize("workflow", ALL, ids=lambda path: path.name)
def test_nothing_a_stranger_writes_reaches_the_shell(workflow: Path) -> None:
    """Expressions stand in conditions and environments, never in a script."""
    scripts = [step["run"] for job in jobs(workflow).values() for step in job["steps"] if "run" in step]
    assert scripts
    assert not [script for script in scripts if "${{" in script]
