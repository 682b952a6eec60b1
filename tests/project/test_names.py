"""One name means one thing: no public function or class of one name is written in two modules."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

SCRAPER = Path(__file__).parents[2] / "scraper"
SHARED = {
    "command": "the group in scraper/cli/__init__.py imports this name from the module of a command",
    "asgi_wrapper": "Datasette looks for its hooks by their names, in each plugin",
    "prepare_connection": "a hook of Datasette, too",
    "register_routes": "a hook of Datasette, too",
}
"""Names that several modules have to share, with the reason."""


def modules_by_name(folder: Path) -> dict[str, list[str]]:
    """The modules below a folder that define each public name at their top."""
    modules = defaultdict(list)
    for path in sorted(folder.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith(
                "_"
            ):
                modules[node.name].append(path.relative_to(folder).as_posix())
    return modules


def test_no_name_is_defined_twice() -> None:
    """A reader who searches for a name finds one definition."""
    twice = {name: modules for name, modules in modules_by_name(SCRAPER).items() if len(modules) > 1}
    assert {name: modules for name, modules in twice.items() if name not in SHARED} == {}
    assert set(twice) == set(SHARED), "a name that is no longer shared"


def test_a_name_in_two_modules_is_seen(tmp_path: Path) -> None:
    """The search sees functions and classes, and passes over private ones."""
    (tmp_path / "one.py").write_text("def told(): ...\ndef _own(): ...\nclass Word: ...\n", "utf-8")
    (tmp_path / "two.py").write_text("async def told(): ...\ndef _own(): ...\n", "utf-8")
    assert modules_by_name(tmp_path) == {"told": ["one.py", "two.py"], "Word": ["one.py"]}
