"""The `salon` command. Each command is a module of this folder, imported only when it is asked for."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from scraper import __version__

COMMANDS = {
    "fetch": "bring new documents into the store",
    "build": "parse, reconcile, write the archive",
    "serve": "Datasette on the archive, with this project's pages",
    "check": "check links, record verdicts",
    "search": "topics, talks and papers that match",
    "report": "what an organizer should look at",
    "export": "the archive as ics, atom, json, csv, parquet, frab",
    "publish": "the site as plain files",
}


class LazyGroup(click.Group):
    """Commands by name; a command's module is imported when it runs, so that `--help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"scraper.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="salon")
def salon() -> None:
    """An archive of the machine-learning salons: fetch announcements, build one SQLite file, serve and check it."""


class WorkFailed(click.ClickException):
    """The work itself failed: exit 3, with one line that says why and what is still good."""

    exit_code = 3


def main(arguments: list[str] | None = None) -> Any:
    """Runs the command line and exits: 0 fine, 1 found what `--fail-on` names, 2 wrong usage, 3 the work failed."""
    from scraper.defaults import SettingsError

    try:
        salon.main(args=arguments, prog_name="salon")
    except SettingsError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(3)
