"""A regular expression is short as it is written, and finds the examples that stand beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from scraper.expressions import EXAMPLES
from scraper.markup.lines import fold

SCRAPER = Path(__file__).parents[2] / "scraper"
LONGEST = 200
"""Characters of an expression as it is written. A longer one is put together from pieces with names, or is a list of
words for `any_of`."""
COMPILED_BY = frozenset({"compile", "lazy", "expression", "XPath"})


def modules_with_examples() -> Iterator[str]:
    for path in sorted(SCRAPER.rglob("*.py")):
        if "= expression(" in path.read_text("utf-8"):
            yield ".".join(path.relative_to(SCRAPER.parent).with_suffix("").parts)


for module in modules_with_examples():
    import_module(module)


@pytest.mark.parametrize("pattern", EXAMPLES, ids=lambda pattern: pattern.pattern[:40])
def test_an_expression_finds_its_examples(pattern: re.Pattern[str]) -> None:
    assert EXAMPLES[pattern]
    assert all(pattern.search(fold(example)) or pattern.search(example) for example in EXAMPLES[pattern])


def expressions_in(tree: ast.Module) -> Iterator[ast.expr]:
    """What is compiled in a module, and the pieces with names that it is put together from."""
    pieces = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    found = [call.args[0] for call in calls if ast.unparse(call.func).rpartition(".")[2] in COMPILED_BY]
    while found:
        yield (one := found.pop())
        inserted = (part.value for part in ast.walk(one) if isinstance(part, ast.FormattedValue))
        names = [one, *inserted] if isinstance(one, ast.Name) else list(inserted)
        found += [pieces.pop(name.id) for name in names if isinstance(name, ast.Name) and name.id in pieces]


def written(node: ast.expr) -> int:
    """How many characters of a string are written, with the names of its pieces."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        return len(node.value)
    if isinstance(node, ast.FormattedValue):
        return len(ast.unparse(node.value)) + 2
    if isinstance(node, ast.JoinedStr):
        return sum(map(written, node.values))
    return written(node.left) + written(node.right) if isinstance(node, ast.BinOp) else 0


def too_long(folder: Path) -> list[tuple[str, int, int]]:
    """The expressions of more than `LONGEST` characters: module, line, length."""
    return [
        (path.relative_to(folder).as_posix(), node.lineno, length)
        for path in sorted(folder.rglob("*.py"))
        for node in expressions_in(ast.parse(path.read_text("utf-8")))
        if (length := written(node)) > LONGEST
    ]


def test_no_expression_is_longer_than_one_reads() -> None:
    assert too_long(SCRAPER) == []


def test_a_long_expression_is_seen(tmp_path: Path) -> None:
    """Also in a piece, or in two that are added; a list of words may be as long as it is."""
    long, half = "a" * (LONGEST + 1), "b" * (LONGEST // 2 + 1)
    module = f"""
PIECE = r"{long}"
WORDS = "{long}"
one = re.compile(rf"x{{PIECE}}")
two = lazy(r"{half}" + r"{half}")
three = expression(any_of(WORDS), "{long}")
four = etree.XPath("//{long}")
five = re.compile(f"{{any_of(WORDS)}}")
"""
    (tmp_path / "module.py").write_text(module, "utf-8")
    assert sorted(line for _, line, _ in too_long(tmp_path)) == [2, 5, 7]
