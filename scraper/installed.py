"""How this copy was installed and is called, so that the commands in hints can be run unchanged."""

from __future__ import annotations

import sys
from pathlib import Path

from scraper.defaults import CHECKOUT, PACKAGED

NAME = "salon-archive"


def extra_command(extra: str) -> str:
    """The command that adds an optional part, such as `parquet`: by pip, pipx, uv, or in a checkout."""
    prefix = Path(sys.prefix)
    parts, what = prefix.parts, f"'{NAME}[{extra}]'"
    if "pipx" in parts and "venvs" in parts:
        return f"pipx install --force {what}"
    if "uv" in parts and "tools" in parts:
        return f"uv tool install {what}"
    if not PACKAGED.is_dir() and (CHECKOUT / "pyproject.toml").is_file():
        what = f"-e '{CHECKOUT}[{extra}]'"
    return f"uv pip install {what}" if _is_made_by_uv(prefix) else f"{sys.executable} -m pip install {what}"


def _is_made_by_uv(prefix: Path) -> bool:
    try:
        lines = (prefix / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return any(line.partition("=")[0].strip() == "uv" for line in lines)


def program() -> str:
    """The command as the reader calls it: `salon` where a shell finds it, else its path as typed."""
    import shutil  # costs a start more than all of this module

    typed = sys.argv[0] if sys.argv else ""
    return "salon" if Path(typed).name != "salon" or shutil.which("salon") else typed


def as_called(message: str) -> str:
    """A message in which our commands are written as the user calls them."""
    return message.replace("`salon ", f"`{program()} ")
