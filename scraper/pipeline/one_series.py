"""Keeps tables of two series from becoming one archive by accident: their sessions would merge by number."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from scraper.pipeline.inputs import Inputs, NothingReadable, source_of
from scraper.reconcile.wordings import plain
from scraper.records import Announcement, Document, RecapRow

_UNCHANGED = "The archive is as it was before"


def require_one_source(inputs: Inputs) -> None:
    """Refuses tables of several sources, unless the user named them to be one series.

    Raises:
        NothingReadable: with the names of the sources.
    """
    names = sorted({(str(store.folder), source_of(one)) for store, found in inputs.stores for one in found})
    if len(names) < 2 or inputs.sources:
        return
    folders = {folder for folder, _ in names}
    told = ", ".join(f"{folder}: {name}" if len(folders) > 1 else name for folder, name in names)
    raise NothingReadable(
        f"the documents are of several sources ({told}), whose sessions would merge; name with --source NAME the one"
        f" that makes the archive, or several that are one series. {_UNCHANGED}"
    )


def refuse_two_counts(parsed: Iterable[tuple[Document, Announcement]]) -> None:
    """Refuses two files that are kept side by side and have different talks under one number.

    Raises:
        NothingReadable: with the names of both files and the number.
    """
    files: dict[tuple[str, str], list[tuple[Document, Announcement]]] = {}
    for document, announcement in parsed:
        if announcement.recap:
            is_plain = source_of(document) == document.file
            name = document.file if is_plain else (document.path if document.revision else None) or document.source
            files.setdefault((document.source, name), []).append((document, announcement))
    for ((_, one), of_one), ((_, other), of_other) in combinations(sorted(files.items()), 2):
        number = _counted_twice(of_one, of_other)
        if number is not None:
            raise NothingReadable(
                f"{one} and {other} both count session {number}, with different talks; keep each series in a folder"
                f" of its own and name one with --documents. {_UNCHANGED}"
            )


def _counted_twice(one: list[tuple[Document, Announcement]], other: list[tuple[Document, Announcement]]) -> int | None:
    """A number for which the newest revisions of both files have different talks. `None` where one file followed the
    other, for example after a renaming."""
    (first, last), (others_first, others_last) = _ends(one), _ends(other)
    if last[0].order[0] < others_first[0].order[0] or others_last[0].order[0] < first[0].order[0]:
        return None
    there = {row.number: _talks(row) for row in others_last[1].recap}
    differ = (
        row.number for row in last[1].recap if _talks(row) and there.get(row.number) not in (None, "", _talks(row))
    )
    return next(differ, None)


def _ends(
    documents: list[tuple[Document, Announcement]],
) -> tuple[tuple[Document, Announcement], tuple[Document, Announcement]]:
    ordered = sorted(documents, key=lambda entry: entry[0].order)
    return ordered[0], ordered[-1]


def _talks(row: RecapRow) -> str:
    return " ".join(plain(topic.title) for topic in row.topics)
