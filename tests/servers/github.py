"""GitHub's API and raw host over a git repository, as LIBRARIES.md describes them: paging, ETags, limits, renames.

Runs alone as well: `python tests/servers/github.py REPOSITORY` prints its address and serves until interrupted.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from servers.loopback import Loopback, Reply, Request, serve


@dataclass
class Fault:
    """Answers the next `times` requests whose path matches `pattern` in place of GitHub."""

    reply: Reply
    pattern: str = ""
    times: int = 1


@dataclass
class GitHub:
    """What the imitation knows and how it behaves; tests change it while it runs."""

    folder: Path
    repository: str = "momodel/explore_recommend"
    former: str = "old/name"
    token: str | None = None
    hourly: int = 10_000
    faults: list[Fault] = field(default_factory=list)
    loopback: Loopback = field(default_factory=lambda: Loopback(0))
    used: int = 0
    _content: dict[str, bytes | None] = field(default_factory=dict)

    def answer(self, request: Request) -> Reply:
        for fault in self.faults:
            if fault.times and re.search(fault.pattern, request.path):
                fault.times -= 1
                return fault.reply
        path = unquote(urlsplit(request.path).path)
        if "user-agent" not in request.headers:
            return Reply(403, body=b"Request forbidden by administrative rules.")
        if not path.startswith("/api/"):
            return self._raw(path.removeprefix("/raw/"), request)
        if self.token and request.headers.get("authorization") != f"Bearer {self.token}":
            return self._json({"message": "Bad credentials"}, status=401)
        reply = self._api(path.removeprefix("/api/"), request)
        self.used += reply.status != 304 or self.token is None
        return reply if self.used <= self.hourly else self._limited()

    def _limited(self) -> Reply:
        headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.time()) + 2000)}
        return Reply(403, headers, b'{"message": "API rate limit exceeded"}')

    def _api(self, path: str, request: Request) -> Reply:
        if path.startswith(f"repos/{self.former}/"):
            rest = quote(path.removeprefix(f"repos/{self.former}/"))
            return Reply(
                301,
                {"Location": f"{self.loopback.url}/api/repositories/7/{rest}?{urlsplit(request.path).query}"},
                b"{}",
            )
        place = re.fullmatch(rf"(?:repos/{self.repository}|repositories/7)/(commits|contents)(?:/(.+))?", path)
        if not place:
            return self._json({"message": "Not Found"}, status=404)
        query = {key: values[0] for key, values in parse_qs(urlsplit(request.path).query).items()}
        if place[1] == "contents":
            return self._bytes(query["ref"], place[2], request)
        return self._detail(place[2]) if place[2] else self._list(query, request)

    def _raw(self, path: str, request: Request) -> Reply:
        owner, name, revision, file = [*path.split("/", 3), "", "", ""][:4]
        if f"{owner}/{name}" != self.repository:
            return Reply(404, body=b"404: Not Found")
        return self._bytes(revision, file, request)

    def _bytes(self, revision: str, path: str, request: Request) -> Reply:
        key = f"{revision}:{path}"
        if key not in self._content:
            done = subprocess.run(["git", "--git-dir", str(self.folder), "cat-file", "blob", key], capture_output=True)
            self._content[key] = None if done.returncode else done.stdout
        content = self._content[key]
        return Reply(404, body=b"404: Not Found") if content is None else self._tagged(content, request)

    def _list(self, query: dict[str, str], request: Request) -> Reply:
        path, page, size = query["path"], int(query.get("page", 1)), min(100, int(query.get("per_page", 30)))
        lines = self._git("log", "--format=%H %ct %P", query.get("sha", "HEAD"), "--", path).splitlines()
        shown = lines[(page - 1) * size : page * size]
        headers = {}
        if page * size < len(lines):
            following = urlencode({**query, "page": page + 1})
            headers["Link"] = (
                f'<{self.loopback.url}/api/repositories/7/commits?{following}>; rel="next", '
                f'<{self.loopback.url}/api/repositories/7/commits?{urlencode({**query, "page": 9})}>; rel="last"'
            )
        return self._json([self._commit(line) for line in shown], headers=headers, request=request)

    def _commit(self, line: str) -> dict[str, Any]:
        revision, seconds, *parents = line.split()
        date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(seconds)))
        return {
            "sha": revision,
            "commit": {"committer": {"name": "Salon", "date": date}, "message": "new"},
            "html_url": f"https://github.com/{self.repository}/commit/{revision}",
            "parents": [{"sha": parent} for parent in parents],
        }

    def _detail(self, revision: str) -> Reply:
        changed = self._git("diff-tree", "-r", "-M", "--root", "--no-commit-id", "--name-status", "-z", revision).split(
            "\0"
        )
        files, rest = [], iter(changed[:-1])
        for status in rest:
            before = next(rest)
            kind = {"A": "added", "M": "modified", "D": "removed", "R": "renamed"}[status[0]]
            name = {"filename": next(rest), "previous_filename": before} if kind == "renamed" else {"filename": before}
            files.append({"status": kind, **name})
        line = self._git("log", "-1", "--format=%H %ct %P", revision).strip()
        return self._json({**self._commit(line), "files": files})

    def _json(
        self, value: Any, status: int = 200, headers: dict[str, str] | None = None, request: Request | None = None
    ) -> Reply:
        body = json.dumps(value).encode()
        known = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
        return self._tagged(body, request, known) if request else Reply(status, known, body)

    def _tagged(self, body: bytes, request: Request, headers: dict[str, str] | None = None) -> Reply:
        """ETags differ by token, as GitHub's do."""
        secret = request.headers.get("authorization", "")
        tag = f'W/"{hashlib.sha256(secret.encode() + body).hexdigest()}"'
        known = {"ETag": tag, **(headers or {"Content-Type": "text/plain; charset=utf-8"})}
        return Reply(304, known) if request.headers.get("if-none-match") == tag else Reply(200, known, body)

    def _git(self, *arguments: str) -> str:
        command = ["git", "--git-dir", str(self.folder), *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout


@contextlib.contextmanager
def github(folder: Path) -> Iterator[GitHub]:
    """The imitation over a repository: the API below `/api`, the raw host below `/raw`."""
    imitation = GitHub(folder)
    with serve(imitation.answer) as loopback:
        imitation.loopback = loopback
        yield imitation


if __name__ == "__main__":
    with github(Path(sys.argv[1])) as running, contextlib.suppress(KeyboardInterrupt):
        print(running.loopback.url, flush=True)
        while True:
            time.sleep(3600)
