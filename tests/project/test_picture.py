"""The picture of the README is that of the bundled documents, as a command draws it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from lxml import etree
from support.made_pages import keep

from scraper.cli import salon

BUNDLED = Path(__file__).parents[2] / "data" / "announcements"


def drawn(folder: Path) -> str:
    database, picture = str(folder / "archive.db"), folder / "picture.svg"
    run = CliRunner()
    built = run.invoke(salon, ["build", "-q", "--documents", str(BUNDLED), "--db", database])
    assert built.exit_code == 0, built.output
    assert run.invoke(salon, ["publish", "picture", str(picture), "--db", database]).exit_code == 0
    return picture.read_text(encoding="utf-8")


def test_picture_of_the_readme_is_as_drawn(tmp_path: Path) -> None:
    text = drawn(tmp_path)
    picture = etree.fromstring(text.encode())
    assert picture.xpath("//*[local-name()='path'][not(*[local-name()='title'])]") == []
    assert "prefers-color-scheme:dark" in text
    keep("issues.svg", text)
