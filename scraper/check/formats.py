"""A report on links as text: for people (a table, Markdown), for programs (JSON, CSV) and for CI (JUnit, GitHub)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from urllib.parse import quote

from scraper.check.report import LinkReport
from scraper.check.verdicts import meaning
from scraper.series import day_called
from scraper.text_tables import printable, text_table

_COLUMNS = ("issue_number", "date", "topic", "kind", "url", "verdict", "reason", "since", "action")
_CSV = ("issue_number", "date", "topic", "kind", "url", "verdict", "reason", "http_status", "final_url", "archived_url",
        "state", "news", "since", "last_alive", "failures_in_a_row", "checked_at", "action")  # fmt: skip
_COLOURS = {
    "dead": "red",
    "invalid": "red",
    "unreachable": "yellow",
    "blocked": "yellow",
    "moved": "cyan",
    "alive": "green",
}
_ERRORS = ("dead", "invalid")
_ENCODED = json.JSONEncoder(ensure_ascii=False, default=str).encode
_OBEYED_BY_TERMINALS = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_FORBIDDEN_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_table(links: Sequence[LinkReport]) -> str:
    """One line for each link, or more on a narrow terminal; empty columns are left out."""
    from rich.text import Text

    rows = [dict(zip(_COLUMNS, _cells(row, _COLUMNS), strict=True)) for row in links]
    columns = {name: name.replace("_number", "") for name in _COLUMNS}
    return text_table(rows, columns, lambda value: Text(value, _COLOURS.get(value, ""))) if rows else ""


def as_json(links: Sequence[LinkReport]) -> str:
    """A list of objects, one a line, with every member of a `LinkReport`, and `action`."""
    members = [*(field.name for field in fields(LinkReport)), "action"]
    objects = ({name: getattr(row, name) for name in members} for row in links)
    lines = ",\n".join(_json(values) for values in objects)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def as_csv(links: Sequence[LinkReport]) -> str:
    """A header line and a line for each link; a spreadsheet sees no formula in it."""
    from scraper.text_tables import safe_cell

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_CSV)
    writer.writerows([safe_cell(_value(row, name)) for name in _CSV] for row in links)
    return text.getvalue()


def as_junit(links: Sequence[LinkReport]) -> str:
    """A JUnit report with a test for each link; dead and invalid ones fail, what proves nothing is skipped."""
    from xml.etree import ElementTree as xml

    verdicts = Counter(row.verdict for row in links)
    failures = sum(verdicts[name] for name in _ERRORS)
    skipped = sum(count for name, count in verdicts.items() if name not in (*_ERRORS, "alive", "moved"))
    counts = {"tests": str(len(links)), "failures": str(failures), "skipped": str(skipped), "errors": "0"}
    suites = xml.Element("testsuites", counts)
    suite = xml.SubElement(suites, "testsuite", {"name": "links", **counts})
    for row in links:
        where = f"issue {row.issue_number}" if row.issue_number else "links"
        case = xml.SubElement(suite, "testcase", {"classname": where, "name": _xml_text(row.url)})
        if row.verdict not in ("alive", "moved"):
            kind = "failure" if row.verdict in _ERRORS else "skipped"
            said = xml.SubElement(case, kind, {"message": _xml_text(_message(row))})
            said.text = _xml_text(row.topic or "")
    return xml.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def as_github(links: Sequence[LinkReport]) -> str:
    """Workflow commands: errors for what is dead or invalid, warnings for what is doubtful, notices for what moved."""
    lines = []
    for row in links:
        if row.verdict == "alive" or row.verdict is None:
            continue
        level = "error" if row.verdict in _ERRORS else "notice" if row.verdict == "moved" else "warning"
        title = f"{row.verdict} link" + (f" in issue {row.issue_number}" if row.issue_number else "")
        lines.append(f"::{level} title={_github(title, ':,')}::{_github(f'{row.url} {_message(row)}')}\n")
    return "".join(lines)


def as_markdown(links: Sequence[LinkReport]) -> str:
    """A summary and a table of what is not fine, to paste into an issue; forms that are over are only counted."""
    lines = [f"{summary(links)}.", ""]
    doubtful = [row for row in links if row.verdict not in ("alive", None) and not row.is_over]
    if doubtful:
        lines += ["| " + " | ".join(_COLUMNS) + " |", "|" + " --- |" * len(_COLUMNS)]
        lines += ["| " + " | ".join(map(markdown_text, _cells(row, _COLUMNS))) + " |" for row in doubtful]
    return "\n".join(lines) + "\n"


def explained(links: Sequence[LinkReport]) -> str:
    """Some lines for each link: the verdict in words, the evidence for and against it, and what to do."""
    return "".join(f"\n{line}\n" if first else f"  {line}\n" for row in links for first, line in _explanation(row))


def _explanation(row: LinkReport) -> Iterator[tuple[bool, str]]:
    """The lines on one link, each with whether it is the first."""
    yield True, printable(row.url)
    words = meaning(row.reason or "")
    yield False, f"{row.verdict or 'unchecked'}: {words} ({row.reason})" if words else f"{row.verdict or 'unchecked'}"
    for side in ("for", "against"):
        for piece in _pieces(row.evidence.get(side)):
            says = "" if side == "for" else f" ({piece.get('says')})"
            yield False, printable(f"{side:<8} {piece.get('where')}: {piece.get('saw')}{says}")
    if row.action:
        yield False, printable(f"to do    {row.action}")


def _pieces(value: object) -> list[dict[str, object]]:
    """The evidence of one side; a history may hold anything."""
    return [piece for piece in value if isinstance(piece, dict)] if isinstance(value, list) else []


FORMATS: dict[str, Callable[[Sequence[LinkReport]], str]] = {
    "table": as_table,
    "json": as_json,
    "csv": as_csv,
    "junit": as_junit,
    "github": as_github,
    "markdown": as_markdown,
}
"""The formats by name, each from rows to text."""


def summary(links: Sequence[LinkReport]) -> str:
    """One line for people: how many of each verdict, and what is new."""
    verdicts = Counter("of a registration that is over" if row.is_over else row.verdict or "unchecked" for row in links)
    news = Counter(row.news for row in links if row.news and not row.is_over)
    counted = ", ".join(f"{count} {name}" for name, count in verdicts.items()) or "nothing to check"
    told = ", ".join(f"{news[name]} {name}" for name in ("new", "persisting", "fixed") if news[name])
    return f"{len(links)} link{'' if len(links) == 1 else 's'}: {counted}" + (f" (dead ones: {told})" if told else "")


def _value(row: LinkReport, name: str) -> object:
    return getattr(row, name)


def _cells(row: LinkReport, names: Sequence[str]) -> list[str]:
    """Values as one line of text each, instants as days, without what a terminal would obey."""
    called = day_called(row.issue_number) if row.issue_number else None
    texts = {name: printable(called if name == "issue_number" else _value(row, name)) for name in names}
    return [text[:10] if name == "since" else text for name, text in texts.items()]


def _message(row: LinkReport) -> str:
    since = f" since {row.since[:10]}" if row.since and row.verdict not in ("alive", "moved") else ""
    topic = f" ({row.topic})" if row.topic else ""
    return f"{row.verdict or 'unchecked'}{since}: {row.reason or ''}{topic}; {row.action}"


def _json(value: object) -> str:
    """JSON on one line, in which what a terminal would obey is escaped even where JSON does not ask for it."""
    text = _ENCODED(value)
    if text.isascii() and "\x7f" not in text:  # most texts, and quick to check
        return text
    return _OBEYED_BY_TERMINALS.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def _xml_text(text: str) -> str:
    return _FORBIDDEN_IN_XML.sub("\ufffd", text)


def _github(text: str, more: str = "") -> str:
    for mark in "%\r\n" + more:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text


def markdown_text(text: str) -> str:
    """The text or address for a Markdown cell, escaped so that no markup, HTML or mention is seen in it."""
    if text.startswith(("http://", "https://")):
        return re.sub(r"[\s`*{}\[\]<>|\\\\]", lambda mark: quote(mark[0]), text)
    return re.sub(r"([\\\\`*_{}\[\]<>#|~])", r"\\\1", text).replace("@", "&#64;")
