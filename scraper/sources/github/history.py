"""The history of one file on GitHub over HTTP, for machines without git, with hardly more requests than revisions.

After https://docs.github.com/rest/commits/commits and https://docs.github.com/rest/repos/contents. The list of commits
is GitHub's own: like `git log -- FILE`, without side branches that a merge discarded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from scraper.credentials import without_credentials
from scraper.sources import SourceFailed
from scraper.sources.documents.manifest import Entry
from scraper.sources.documents.memory import Memory, conditions, validators
from scraper.sources.git.history import blob_url, media_type
from scraper.sources.github.answers import (
    Commit,
    commits_of,
    first_parent,
    following_page,
    known_commits,
    previous_name,
    raise_if_refused,
    removes,
    repository_of,
)
from scraper.sources.http.client import Client, Limited, Response
from scraper.sources.times import local_instant

API_URL = "https://api.github.com"
RAW_URL = "https://raw.githubusercontent.com"

_JSON = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_BYTES = {"Accept": "application/vnd.github.raw+json"}
_MAX_PAGES = 100  # of 100 commits each
_MAX_RENAMES = 20
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True, slots=True)
class GitHubServers:
    """Whom to ask. `token` is sent to these two servers and to nobody else.

    Content comes from `raw_url`, which has no hourly limit; from the API where `raw_url` is None.
    """

    api_url: str = API_URL
    raw_url: str | None = RAW_URL
    token: str | None = None


class GitHubHistory:
    """The revisions of `path` in `repository` (`owner/repository`), asked of `servers`.

    Raises:
        SourceFailed: in the constructor, if `repository` is not of that form.
    """

    def __init__(
        self,
        repository: str,
        path: str,
        source: str,
        client: Client,
        memory: Memory,
        servers: GitHubServers,
    ) -> None:
        if not _REPOSITORY.fullmatch(repository):
            raise SourceFailed(f"{repository!r}: give the repository as OWNER/REPO, such as momodel/explore_recommend")
        self.path = path
        self.source = source
        self._repository = repository
        self._client = client
        self._memory = memory
        self._api = without_credentials(servers.api_url).rstrip("/")  # the client knows what to send with it
        self._raw = without_credentials(servers.raw_url).rstrip("/") if servers.raw_url else None
        self._token = servers.token
        self._listing = self._list_url(path)

    def revisions(self) -> list[Entry]:
        """Every revision that has the file, oldest first, also under its earlier names.

        Takes one request if nothing is new; else one for each hundred commits, and one for each name of the file.

        Raises:
            SourceFailed: the repository cannot be reached or has no such file, or the answer is not GitHub's.
        """
        note = self._memory.get(self._listing)
        known = known_commits(note)
        first = self._ask(self._listing, conditions(note) if known else {})
        commits = known if first.status == 304 else self._current(first, known)
        if not commits:
            raise SourceFailed(f"{self.source}: GitHub knows no file {self.path} in {self._repository}; check --path")
        self._follow_new_name(commits)
        if first.status != 304:
            self._memory.note(self._listing, **{**note, **validators(first.headers), "commits": commits})
        removed = note.get("removed") or []
        return [self._entry(commit) for commit in reversed(commits) if commit.revision not in removed]

    def contents(self, entries: list[Entry]) -> Iterator[tuple[Entry, bytes | SourceFailed]]:
        """The given revisions with their bytes or a failure; a commit that removed the file is left out.

        Raises:
            Limited: GitHub asks for a longer wait than we wait; the revisions yielded before are complete.
        """
        for entry in entries:
            try:
                content = self._content(entry)
            except Limited:
                raise
            except SourceFailed as failure:
                yield entry, failure
            else:
                if content is not None:
                    yield entry, content

    def _current(self, first: Response, known: list[Commit]) -> list[Commit]:
        """The current list of commits, newest first. It is read to its end only if its first page has news."""
        newest = commits_of(first, self.path)
        if newest and newest == known[: len(newest)]:
            return known
        self._follow_new_name(newest)
        commits: list[Commit] = []
        path, listed = self.path, first
        for _ in range(_MAX_RENAMES):
            for page in self._pages(listed):
                commits += commits_of(page, path)
            origin = self._earlier_name(page, commits, path)
            if origin is None:
                break
            path, parent = origin
            listed = self._ask(self._list_url(path, parent))
        return list(dict.fromkeys(commits))  # a commit that arrives meanwhile moves one to the next page

    def _pages(self, answer: Response) -> Iterator[Response]:
        """A page of a list, and those after it."""
        for _ in range(_MAX_PAGES):
            yield answer
            url = following_page(answer)
            if url is None:
                return
            answer = self._ask(url)
        raise SourceFailed(f"{self.source}: GitHub's list of commits does not end; try again later")

    def _follow_new_name(self, commits: list[Commit]) -> None:
        """Asks for a renamed repository under its present name from now on, which saves redirects."""
        self._repository = (repository_of(commits[0].page) if commits else None) or self._repository

    def _earlier_name(self, last_page: Response, commits: list[Commit], path: str) -> tuple[str, str] | None:
        """The earlier name of the file, before its oldest listed commit, and the last commit with that name."""
        parent = first_parent(last_page)
        if parent is None or not commits:
            return None
        name = previous_name(self._detail(commits[-1].revision), path)
        return (name, parent) if name else None

    def _detail(self, revision: str) -> Response:
        return self._ask(f"{self._api}/repos/{self._repository}/commits/{revision}")

    def _content(self, entry: Entry) -> bytes | None:
        """The bytes of a revision; `None` for a commit that removed the file. Such a commit is noted."""
        revision, path = str(entry.revision), str(entry.path)
        place = f"{self._repository}/{revision}/{quote(path)}"
        url = f"{self._raw}/{place}" if self._raw else f"{self._api}/repos/{self._repository}/contents/{quote(path)}"
        answer = self._get(url if self._raw else f"{url}?ref={revision}", _BYTES)
        if answer.status == 404 and removes(self._detail(revision), path):
            note = self._memory.get(self._listing)
            self._memory.note(self._listing, **{**note, "removed": [*(note.get("removed") or []), revision]})
            return None
        raise_if_refused(answer, has_token=self._token is not None)
        return answer.content

    def _ask(self, url: str, headers: dict[str, str] | None = None) -> Response:
        answer = self._get(url, {**_JSON, **(headers or {})})
        if answer.status != 304:
            raise_if_refused(answer, has_token=self._token is not None)
        return answer

    def _get(self, url: str, headers: dict[str, str]) -> Response:
        """The answer to a GET. The token goes only to its two hosts, wherever the pages of a list lead."""
        address = httpx.URL(url)
        is_theirs = any(_is_same_host(address, httpx.URL(base)) for base in (self._api, self._raw) if base)
        secret = {"Authorization": f"Bearer {self._token}"} if self._token and is_theirs else {}
        return self._client.get(url, {**headers, **secret})

    def _list_url(self, path: str, revision: str | None = None) -> str:
        query: dict[str, Any] = {"path": path, "per_page": 100} | ({"sha": revision} if revision else {})
        return f"{self._api}/repos/{self._repository}/commits?{urlencode(query)}"

    def _entry(self, commit: Commit) -> Entry:
        return Entry(
            source=self.source,
            path=commit.path,
            url=blob_url(self._repository, commit.revision, commit.path),
            revision=commit.revision,
            published_at=local_instant(commit.committed_at),
            media_type=media_type(commit.path),
        )


def _is_same_host(one: httpx.URL, other: httpx.URL) -> bool:
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port)
