"""Settings that nobody writes by intent, such as a merge may leave: one line that names the file, for every one."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.defaults import SettingsError, read_settings

TENS = "".join(f"- &a{place} [{', '.join([f'*a{place - 1}'] * 10)}]\n" for place in range(1, 9))
BAD = {
    "aliases of aliases": f"- &a0 [{', '.join('x' * 10)}]\n{TENS}",
    "a list that holds itself": "&a [*a]",
    "names that hold themselves": "&a {b: *a}",
    "five thousand digits": f"a: {'9' * 5000}",
    "a number of five thousand hexadecimal digits": f"a: 0x{'f' * 5000}",
    "a list as a name": "? [a, b]\n: c",
    "brackets in brackets": "[" * 100 + "]" * 100,
    "brackets without end": "[" * 100_000,
    "marks of a merge": "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other",
    "an object of Python": "!!python/object/apply:os.getcwd []",
    "a control character": "a: \x00",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_one_line_names_the_file(text: str, tmp_path: Path) -> None:
    file = tmp_path / "hosts.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        read_settings("data/hosts.yml", file)
    assert str(file) in str(refused.value) and len(str(refused.value)) < 500
    assert len(str(refused.value).splitlines()) == 1
