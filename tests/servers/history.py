"""A git repository of our own making: one announcement file that is overwritten again and again, as the club's is."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

START = 1_575_303_741  # 2019-12-03 00:22:21 +08:00
DAY = 86_400


@dataclass
class History:
    """Commits written through `git fast-import`; `paths` says what file each of them writes, in order."""

    folder: Path
    path: str = "salon.md"
    _stream: list[bytes] = field(default_factory=list)
    _marks: int = 0

    def commit(
        self, content: bytes, path: str | None = None, *, renamed_from: str = "", removed: str = "",
        on: str = "refs/heads/main", after: str = "", merge: str = "", mode: str = "644",
    ) -> int:  # fmt: skip
        """One commit, a day after the one before it; returns its mark, usable as `after` and `merge` (`:1`)."""
        self._marks += 1
        head = (
            f"commit {on}\nmark :{self._marks}\ncommitter Salon <salon@example.org> {START + self._marks * DAY} +0800\n"
        )
        head += "data 4\nnew\n\n"
        head += f"from {after}\n" if after else ""
        head += f"merge {merge}\n" if merge else ""
        head += f"R {renamed_from} {path or self.path}\n" if renamed_from else ""
        if removed:
            self._stream.append(f"{head}D {removed}\n\n".encode())
        else:
            self._stream.append(
                f"{head}M {mode} inline {path or self.path}\ndata {len(content)}\n".encode() + content + b"\n"
            )
        return self._marks

    def write(self) -> Path:
        """The repository with all commits; may be called again after more of them."""
        if not self.folder.exists():
            self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.folder))
        self.git("--git-dir", str(self.folder), "fast-import", "--quiet", "--force", stdin=b"".join(self._stream))
        return self.folder

    def bundle(self, target: Path, *references: str) -> Path:
        self.git(
            "--git-dir", str(self.folder), "bundle", "create", "--quiet", str(target), *(references or ("HEAD", "main"))
        )
        return target

    def git(self, *arguments: str, stdin: bytes = b"") -> str:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
        done = subprocess.run(["git", *arguments], input=stdin, capture_output=True, check=True, env=environment)
        return done.stdout.decode()


def announcement(number: int) -> bytes:
    """A short announcement in our own words, different for each number, with a byte that is no UTF-8 in some."""
    odd = b"\xb5\xda\r\n" if number % 7 == 0 else b""
    return f"# Mo 机器学习沙龙第 {number} 期\n\n**时间**：13:00-13:40\n**主题**：示例 {number}\n".encode() + odd


def linear(folder: Path, revisions: int) -> History:
    """A history of so many revisions of `salon.md`."""
    history = History(folder)
    for number in range(1, revisions + 1):
        history.commit(announcement(number))
    history.write()
    return history
