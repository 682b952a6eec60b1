"""Reads GitHub's answers with distrust: an answer that is not of the documented form is a failure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from scraper.sources import SourceFailed
from scraper.sources.http.client import Response

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NEXT = re.compile(r'<([^<>]*)>\s*;[^<>,]*\brel="?next\b')  # <https://…?page=2>; rel="next"
_COMMIT_PAGE = re.compile(r"https?://[^/]+/([\w.-]+/[\w.-]+)/commit/")  # html_url of a commit


class Commit(NamedTuple):
    """A listed commit: its id, its committer's time (UTC), the file's name at that time, and its page on GitHub."""

    revision: str
    committed_at: str
    path: str
    page: str


def commits_of(answer: Response, path: str) -> list[Commit]:
    """The commits of one page of a list, newest first.

    Raises:
        SourceFailed: the answer is not a list of commits.
    """
    listed = _json(answer)
    try:
        return [
            Commit(
                _commit_id(one["sha"]), _line(one["commit"]["committer"]["date"]), path, _line(one.get("html_url", ""))
            )
            for one in listed
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise SourceFailed(f"{answer.url}: not GitHub's list of commits; check the address") from None


def known_commits(note: Mapping[str, Any]) -> list[Commit]:
    """The commits in a note of the store; empty for a note of another form."""
    try:
        known = [Commit(*map(str, one)) for one in note["commits"]]
    except (KeyError, TypeError):
        return []
    return known if all(_COMMIT.fullmatch(commit.revision) for commit in known) else []


def following_page(answer: Response) -> str | None:
    """The address of the next page, by the server's Link header."""
    match = _NEXT.search(answer.headers.get("link", ""))
    return match[1] if match else None


def first_parent(answer: Response) -> str | None:
    """The commit before the last one of a page; `None` if the last one is the repository's first."""
    listed = _json(answer)
    try:
        return _commit_id(listed[-1]["parents"][0]["sha"])
    except (LookupError, TypeError, ValueError):
        return None


def previous_name(answer: Response, path: str) -> str | None:
    """The name that the commit of an answer changed into `path`, if it did."""
    for file in _files(answer):
        name = file.get("previous_filename")
        if file.get("filename") == path and isinstance(name, str) and name.isprintable():
            return name
    return None


def removes(answer: Response, path: str) -> bool:
    """Whether the commit of an answer removed or renamed the file."""
    return any(
        (file.get("filename") == path and file.get("status") == "removed") or file.get("previous_filename") == path
        for file in _files(answer)
    )


def repository_of(page: str) -> str | None:
    """`owner/repository` by a commit's page: the present name of a renamed repository."""
    match = _COMMIT_PAGE.match(page)
    return match[1] if match else None


def raise_if_refused(answer: Response, *, has_token: bool) -> None:
    """Raises:
    SourceFailed: the status is an error; the message says the remedy.
    """
    reasons = {
        401: "GitHub does not know this token; correct GITHUB_TOKEN or unset it",
        403: "GitHub refuses; " + ("the token lacks the right to read it" if has_token else "set GITHUB_TOKEN"),
        404: "not found; check the repository and --path, and set GITHUB_TOKEN if it is private",
        409: "the repository is empty",
    }
    if answer.status != 200:
        reason = reasons.get(answer.status, f"GitHub answers {answer.status}; try again later")
        raise SourceFailed(f"{answer.url}: {reason}")


def _files(answer: Response) -> list[dict[str, Any]]:
    detail = _json(answer)
    files = detail.get("files") if isinstance(detail, dict) else None
    return [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []


def _json(answer: Response) -> Any:
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError):
        raise SourceFailed(f"{answer.url}: the answer is not JSON; check the address") from None


def _commit_id(value: Any) -> str:
    if not isinstance(value, str) or not _COMMIT.fullmatch(value):
        raise ValueError(value)
    return value


def _line(value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError(value)
    return value
