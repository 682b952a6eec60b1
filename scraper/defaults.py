"""Finds the settings files: those in `data/` of the current folder, else the defaults that come with the package.

In a checkout the defaults are the repository's own `data/` and `metadata.yml`; in a wheel they lie in
`scraper/_defaults/` (see `[tool.hatch.build.targets.wheel.force-include]` in `pyproject.toml`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from scraper.errors import SalonError

PACKAGED = Path(__file__).parent / "_defaults"
CHECKOUT = Path(__file__).parent.parent

MOST_VALUES, DEEPEST = 100_000, 50
"""The most that a settings file may hold, every alias counted with its content."""
_LONGEST_NUMBER = 64  # bits


class SettingsError(SalonError):
    """A settings file cannot be used; the message names the file and the remedy."""


def default_path(name: str) -> Path:
    """The file that comes with the package, such as `data/hosts.yml` or `metadata.yml`; it may not exist."""
    packaged = PACKAGED / name
    return packaged if PACKAGED.is_dir() else CHECKOUT / name


def settings_path(name: str) -> Path:
    """`name` (such as `data/hosts.yml`) in the current folder if it exists, else the path of the default."""
    local = Path(name)
    return local if local.exists() else default_path(name)


def read_settings(name: str, override: Path | None = None) -> Any:
    """The parsed YAML of a settings file; `None` for an empty or missing file.

    Raises:
        SettingsError: the file cannot be read or is not YAML; the message gives file, line and remedy.
    """
    path = override or settings_path(name)
    if override is None and not path.exists():
        return None
    return _read(path)


def _read(path: Path) -> Any:
    import yaml

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}); save it as UTF-8 or remove it") from error
    try:
        value = yaml.load(text, Loader=_loader())
        _check_bounds(value)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise SettingsError(f"{path}{place}: {problem}; correct the file, or delete it to use the default") from error
    except (ValueError, TypeError, RecursionError) as error:  # such as a number of thousands of digits
        raise SettingsError(f"{path}: {error}; correct the file, or delete it to use the default") from error
    return value


def _check_bounds(value: Any) -> None:
    """Raises ValueError for more than anybody writes, such as aliases of aliases, or a list that holds itself."""
    waiting, found = [(value, 0)], 0
    while waiting:
        one, depth = waiting.pop()
        found += 1
        if found > MOST_VALUES or depth > DEEPEST:
            raise ValueError(f"it holds more than {MOST_VALUES} values, or is nested deeper than {DEEPEST}")
        if isinstance(one, int) and one.bit_length() > _LONGEST_NUMBER:
            raise ValueError("a number has too many digits")
        below = [*one, *one.values()] if isinstance(one, dict) else one if isinstance(one, list | set | tuple) else ()
        waiting += [(each, depth + 1) for each in below]


@cache
def _loader() -> Any:
    """YAML's C loader if it is installed, changed so that dates stay text."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("Loader", (base,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    return loader
