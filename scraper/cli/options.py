"""Options that several commands share, each with the same words."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from scraper.export.site import Site

DATA = Path("data")

Record = TypeVar("Record")


def as_record(kind: type[Record]) -> Callable[[Callable[[Record], None]], Callable[..., None]]:
    """A decorator for a command with many options: its function gets one record of this dataclass.

    Each option and argument fills the field of its name. The decorator stands next to the function, below the options.
    """

    def decorate(function: Callable[[Record], None]) -> Callable[..., None]:
        @wraps(function)
        def command(**values: Any) -> None:
            function(kind(**values))

        return command

    return decorate


database = click.option(
    "--db",
    "database",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DATA / "archive.db",
    show_default=True,
    help="The archive.",
)

documents = click.option(
    "--documents",
    "documents",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of announcements, with or without manifest.jsonl; repeatable. Default: data/announcements.",
)


def _site(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Site:
    from scraper.export.site import Site, web_url

    if value is not None and web_url(value) is None:
        raise click.BadParameter("must be the http(s) address of a home page, such as https://example.org/talks/")
    return Site(value)


site = click.option(
    "--url",
    "site",
    metavar="URL",
    callback=_site,
    help="Home page of the published site; feeds and canonical links name it.",
)


def issue_number(value: str) -> int:
    """The number of an issue; where issues are told apart by their day, the day serves as well, written as in tables:
    `2022-09-12`, a second one of that day `2022-09-12 (2)`."""
    digits = re.sub(r"^(\d{4})-(\d\d)-(\d\d)(?:\s*\((\d+)\))?$", r"\1\2\3\4", value)
    if not re.fullmatch(r"\d{1,18}", digits):
        raise click.BadParameter(f"{value!r} is not the number of an issue, nor a day such as 2022-09-12")
    return int(digits)


def _set_level(ctx: click.Context, parameter: click.Parameter, value: int | bool) -> None:
    name = parameter.name or ""
    if value:
        ctx.meta["salon.verbosity"] = -1 if name == "quiet" else int(value)
    if "salon.verbosity" not in ctx.meta and "logging" not in sys.modules:
        return  # Python itself shows warnings alone, as they are
    import logging

    level = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO}.get(
        ctx.meta.get("salon.verbosity", 0), logging.DEBUG
    )
    logging.basicConfig(format="%(message)s")
    logging.getLogger("scraper").setLevel(level)


def verbosity(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `-v` (more messages, repeatable) and `-q` (only errors); commands ask `is_quiet()` before their messages."""
    function = click.option(
        "-v", "verbose", count=True, expose_value=False, callback=_set_level, help="Print more messages."
    )(function)
    return click.option(
        "-q", "quiet", is_flag=True, expose_value=False, callback=_set_level, help="Print only errors."
    )(function)


def is_quiet() -> bool:
    """Whether `-q` was given to the command that is running."""
    return bool(click.get_current_context().meta.get("salon.verbosity", 0) < 0)


def is_verbose() -> bool:
    """Whether `-v` was given to the command that is running."""
    return bool(click.get_current_context().meta.get("salon.verbosity", 0) > 0)


def default_documents() -> Path:
    """`data/announcements` of the current folder, or the documents in the package where it has none."""
    from scraper.defaults import settings_path

    return settings_path("data/announcements")
