"""Text that documents repeat is read once, and the result is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.markup import reused
from scraper.markup.decode import Unreadable
from scraper.markup.lines import Block, Line
from scraper.markup.render import to_html
from scraper.markup.reused import restated_blocks
from scraper.markup.tree import bounded, tree
from scraper.markup.walker import blocks

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures" / "documents").glob("*.md"))

_MARKUP = st.sampled_from(
    [
        "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<i>", "<span>", "</span>", "<a>", "</a>", '<a href="x">', "<li>", "<ul>", "</ul>",
        "<table>", "</table>", "<tr>", "<td>", "</td>", "</tr>", "<pre>", "</pre>", "<br>", "<hr>", "<img src=x>", "<!--", "-->", "<!-- x -->",
        "<b/>", "<div/>", "<h2>", "</h2>", "<title>", "<script>", "</script>", "<style>", "<body>", "</body>", "</html>", "<del>", "</del>",
        "\n\n", "\n", "| a | b |\n| - | - |\n| c | d |\n", "- ", "> ", "**", "`", "```", "&lt;div&gt;", "<", ">", '<a title="<p>">',
        '<p title="', "<p title='", '"', "'", "<p ", "<b",
    ]
)  # fmt: skip


def plain(found: Iterable[Block]) -> list[object]:
    """Blocks that compare by what they say; a row is equal to itself alone."""
    return [block if isinstance(block, Line) else [tuple(row) for row in block.rows] for block in found]


def as_a_whole(html: str) -> list[object] | str:
    try:
        return plain(blocks(tree(bounded(html))))
    except Unreadable as error:
        return str(error)


def in_pieces(html: str) -> list[object] | str:
    try:
        return plain(restated_blocks(html))
    except Unreadable as error:
        return str(error)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_pieces_are_the_whole(fixture: Path) -> None:
    html = to_html(fixture.read_text(encoding="utf-8", errors="replace"))
    assert in_pieces(html) == as_a_whole(html)
    assert in_pieces(html) == as_a_whole(html)  # now that they are known


@given(st.sampled_from(FIXTURES), st.lists(st.tuples(st.floats(0, 1), _MARKUP), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_markup_that_does_not_nest_is_read_as_a_whole(fixture: Path, edits: Sequence[tuple[float, str]]) -> None:
    text = fixture.read_text(encoding="utf-8", errors="replace")
    for where, markup in edits:
        at = int(where * len(text))
        text = text[:at] + markup + text[at:]
    html = to_html(text)
    assert in_pieces(html) == as_a_whole(html)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(sorted(reused._ORDERLY))
    return st.builds(lambda tag, content: f"<{tag}>{''.join(content)}</{tag}>\n", tags, st.lists(inner, max_size=4))


@given(st.lists(st.recursive(st.sampled_from(["text", "<br>", " ", "\n"]), nested, max_leaves=12), max_size=6))
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_tags_that_nest_in_odd_ways(parts: list[str]) -> None:
    html = "".join(parts)
    assert in_pieces(html) == as_a_whole(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>one</p>\n<p>two</p>\n<p>one</p>",
        "one\n<p>two</p>\nthree",
        "<b>one</b>\n<p>two</p>\n</b>three",
        "<p>one</div></p>\n<p>two</p>",
        '<p title="one</b></p>\n<p title="two">three</p>\n<p>four</p>',
        "<p title='one</b></p>\n<p>two</p>\n<p>three</p>",
        "<p>one</p>\n<p>two</p>\n<p three",
        "<table>\n<tr>\n<td>one</table></div>two</td>\n</tr>\n</table>\n<p>three</p>",
        "<table>\n<tr>\n<td><table><tr><td>one</td></tr></table></td>\n</tr>\n</table>",
        "<div><p>one</p>\n<p>two</p></div>\n<ul>\n<li>three\n<ul>\n<li>four</li>\n</ul>\n</li>\n</ul>",
        "",
    ],
)
def test_where_it_is_cut(html: str) -> None:
    assert in_pieces(html) == as_a_whole(html)


def test_a_piece_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr(reused, "tree", lambda html: parsed.append(html) or tree(html))
    monkeypatch.setattr(reused, "_known", {})
    row = "<tr>\n<td>{}</td>\n</tr>\n"
    for day in ("first", "second"):
        restated_blocks(f"<p>again</p>\n<table>\n{row.format('again')}{row.format(day)}</table>\n<p>{day}</p>")
    html = "".join(parsed)
    assert html.count("again") == 2
    assert html.count("first") == html.count("second") == 2
