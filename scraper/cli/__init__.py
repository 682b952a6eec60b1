"""The `salon` command. Each command is a module of this folder, imported only when it is asked for."""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import os
import sys
from typing import Any

import click

from scraper import __version__
from scraper.errors import SalonError
from scraper.installed import as_called

COMMANDS = {
    "fetch": "bring new documents into the store",
    "build": "parse, reconcile, write the archive",
    "serve": "Datasette on the archive, with this project's pages",
    "check": "check links, record verdicts",
    "search": "topics that match, with their speakers and papers",
    "report": "what an organizer should look at",
    "export": "the archive as ics, atom, json, csv, parquet, frab",
    "publish": "the site as plain files",
    "series": "how the settings of another club's series read its table",
}


_GARBAGE = 200_000
"""New objects between two runs of the garbage collector. Python's 700 cost a build a tenth; records form no cycles."""


class WorkFailed(click.ClickException):
    """The work failed: exit 3, with one line that gives the reason and says which data are still whole."""

    exit_code = 3

    def format_message(self) -> str:
        from scraper.text_tables import printable

        return printable(" ".join(as_called(super().format_message()).split()))


class Command(click.Command):
    """A command whose expected errors (`SalonError`) are one line and exit 3."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SalonError as error:
            raise WorkFailed(str(error)) from error


class LazyGroup(click.Group):
    """Commands by name; a command's module is imported only when it runs, so that `--help` is fast."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; errors of the system are one line, too. A closed pipe is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            raise WorkFailed("interrupted; what was there before is whole, so run it again") from None
        except BrokenPipeError:
            _forget_output()
            raise click.exceptions.Exit(0) from None
        except OSError as error:
            _forget_output()
            raise WorkFailed(system_reason(error)) from error
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"scraper.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command; an error for an unknown name suggests a similar one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if near and not args[0].startswith("-"):
                raise click.UsageError(f"{error.message} Did you mean '{near[0]}'?", ctx) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="salon")
def salon() -> None:
    """An archive of a series of talks: fetch what was published, build one SQLite file, serve and check it."""


def system_reason(error: OSError) -> str:
    """The file and reason of an error of the system: `data/archive.db: Permission denied`."""
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _forget_output() -> None:
    """Discards unwritten output, so that Python does not try to write it again when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: list[str] | None = None) -> Any:
    """Runs the command line and exits: 0 success, 1 a link as `--fail-on` names, 2 wrong usage, 3 the work failed.

    Files and pipes get UTF-8 in every locale; a terminal gets `?` for characters that it cannot show.
    """
    gc.set_threshold(_GARBAGE)
    atexit.register(gc.freeze)  # so that Python does not search all objects for cycles once more at the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    salon.main(args=arguments, prog_name="salon")
