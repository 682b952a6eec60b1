"""The history of one file in a git repository: every revision, read from a bare copy kept in the user's cache folder.

The copy is brought up to date with one fetch of the default branch. Revisions are listed with `git log --full-history`:
unlike the default it also follows side branches whose result a merge discarded, since those texts were published,
too. The merge is then a revision, so that the text it chose is the newer one.
Their content comes from one `git cat-file --batch`. Nothing of the repository is checked out, and its hooks do not run.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path

from filelock import FileLock, Timeout

from scraper.credentials import without_credentials
from scraper.records import instant_key
from scraper.sources import SourceFailed
from scraper.sources.documents.manifest import MARKDOWN, MEDIA_TYPES, Entry
from scraper.sources.git.process import GitFailed, cat_file, run_git
from scraper.sources.times import iso_instant

_HEAD = "refs/salon/head"
_MAX_RENAMES = 20
_LONGEST_TARGET = 255  # bytes; an announcement is longer, so few blobs need a second question
_CACHE_WAIT = 120.0  # seconds to wait for another fetch of the same repository into another store

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[\w.-]+@[\w.-]+:")  # https://github.com/o/r, git@github.com:o/r.git
_OWNER_REPOSITORY = re.compile(r"[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/*$")
_GITHUB = re.compile(r"(?:https?://(?:[^/@]*@)?|ssh://git@|git@)github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/*")


def source_name(address: str) -> str:
    """`owner/repository` of a URL; of a folder or bundle its name without suffix."""
    address = without_credentials(address)
    if _URL.match(address) and (match := _OWNER_REPOSITORY.search(address)):
        return match[1]
    return Path(address).resolve().name.removesuffix(".git").removesuffix(".bundle")


def github_repository(address: str) -> str | None:
    """`owner/repository` of a repository on GitHub, `None` for any other address."""
    match = _GITHUB.fullmatch(address)
    return match[1] if match else None


class GitHistory:
    """The revisions of `path` in the repository at `address` (a URL, a folder or a bundle).

    Raises:
        SourceFailed: in the constructor, for an impossible path or a missing folder.
    """

    def __init__(self, address: str, path: str, source: str, cache: Path | None = None) -> None:
        self.path = _checked_path(path)
        self.source = source
        self._github = github_repository(address)
        self._address = address if _URL.match(address) else _existing(address)
        key = hashlib.sha256(self._address.encode()).hexdigest()[:16]
        self._copy = (cache or _cache_folder()) / f"{re.sub(r'[^A-Za-z0-9]+', '-', source)[:40]}-{key}.git"

    def revisions(self) -> list[Entry]:
        """Every revision of the default branch that has the file, oldest first, also under its earlier names.

        For a pattern: the revisions of every file that ever fitted it.

        Raises:
            SourceFailed: the repository cannot be reached, or has no such file.
        """
        with self._locked():
            try:
                self._update()
                entries = self._all()
            except GitFailed:
                # A killed run may have left locks or half a pack in the copy. It is only a copy, so it is made anew.
                self._renew()
                entries = self._all()
        if not entries:
            raise SourceFailed(
                f"{self.source}: no file {self.path} in {without_credentials(self._address)}; check --path"
            )
        return entries

    def contents(self, entries: list[Entry]) -> Iterator[tuple[Entry, bytes | SourceFailed]]:
        """The given revisions with their bytes or a failure, in the given order, read by one git process.

        Raises:
            SourceFailed: the copy cannot be read.
        """
        names = [f"{entry.revision}:{entry.path}" for entry in entries]
        with self._locked():
            yield from zip(entries, cat_file(self._copy, names), strict=True)

    def _update(self) -> None:
        if self._copy.is_dir():
            _fetch_head(self._copy, self._address)
        else:
            self._renew()

    def _renew(self) -> None:
        """Replaces the copy by a new one, once that is complete."""
        prefix = f".{self._copy.stem}-"
        for left_by_killed_run in self._copy.parent.glob(f"{prefix}*"):
            shutil.rmtree(left_by_killed_run, ignore_errors=True)
        place = tempfile.TemporaryDirectory(dir=self._copy.parent, prefix=prefix, ignore_cleanup_errors=True)
        with place as folder:
            fresh = Path(folder) / "new.git"
            run_git(["init", "--quiet", "--bare", "--template=", "--", str(fresh)])
            _fetch_head(fresh, self._address)
            if self._copy.exists():
                self._copy.rename(Path(folder) / "old.git")
            fresh.rename(self._copy)

    def _all(self) -> list[Entry]:
        if not is_pattern(self.path):
            return self._history(self.path)
        command = [
            "log",
            "--full-history",
            "--format=",
            "--name-only",
            "-z",
            "-O/dev/null",
            "--end-of-options",
            _HEAD,
            "--",
        ]
        names = {name for name in run_git(command, self._copy).decode("utf-8", "replace").split("\0") if name}
        fitting = sorted(name for name in names if fits(name, self.path) and name.isprintable())
        found = {entry.identity: entry for name in fitting for entry in self._history(name)}
        return sorted(found.values(), key=lambda entry: instant_key(entry.published_at))

    def _history(self, path: str) -> list[Entry]:
        entries: list[Entry] = []
        start = _HEAD
        for _ in range(_MAX_RENAMES):
            earlier = self._log(path, start)
            entries = earlier + entries
            before = _renamed_from(self._copy, earlier[0].revision, path) if earlier else None
            if before is None:
                break
            path, start = before, f"{earlier[0].revision}^"
        return self._existing_only(entries)

    def _log(self, path: str, start: str) -> list[Entry]:
        options = ["--full-history", "--reverse", "--no-show-signature", "--format=%H %cI"]
        command = ["--literal-pathspecs", "log", *options, "--end-of-options", start, "--", path]
        output = run_git(command, self._copy)
        return [self._entry(path, *line.split(" ", 1)) for line in output.decode().splitlines()]

    def _entry(self, path: str, revision: str, committed: str) -> Entry:
        return Entry(
            source=self.source,
            path=path,
            url=blob_url(self._github, revision, path) if self._github else None,
            revision=revision,
            published_at=iso_instant(committed),
            media_type=media_type(path),
        )

    def _existing_only(self, entries: list[Entry]) -> list[Entry]:
        """The entries without commits that removed the file or made it a symbolic link: those publish no text."""
        names = "".join(f"{entry.revision}:{entry.path}\n" for entry in entries)
        output = run_git(["cat-file", "--batch-check=%(objecttype) %(objectsize)"], self._copy, stdin=names.encode())
        found = [(entry, line.split()) for entry, line in zip(entries, output.splitlines(), strict=True)]
        return [
            entry
            for entry, (kind, size, *_) in found
            if kind == b"blob" and not (int(size) <= _LONGEST_TARGET and self._is_symbolic_link(entry))
        ]

    def _is_symbolic_link(self, entry: Entry) -> bool:
        """Whether a small blob is the target of a symbolic link, by the mode of its tree entry."""
        command = ["--literal-pathspecs", "ls-tree", "-z", str(entry.revision), "--", str(entry.path)]
        return run_git(command, self._copy).startswith(b"120000 ")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Locks the copy for this process, since several stores may share it."""
        self._copy.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(f"{self._copy}.lock", timeout=_CACHE_WAIT)
        try:
            lock.acquire()
        except Timeout:
            raise SourceFailed(f"{self.source}: another fetch is reading it; wait until that has ended") from None
        try:
            yield
        finally:
            lock.release()


def is_pattern(path: str) -> bool:
    """Whether a path is a pattern of files, such as `src/*/events.md`."""
    return any(mark in path for mark in "*?[")


def fits(name: str, pattern: str) -> bool:
    """Whether a file fits a pattern, folder by folder: `*` does not match `/`."""
    parts, wanted = name.split("/"), pattern.split("/")
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def media_type(path: str) -> str:
    """The media type of a file in a repository by its suffix; Markdown for an unknown suffix."""
    return MEDIA_TYPES.get(Path(path).suffix.lower(), MARKDOWN)


def blob_url(repository: str, revision: str, path: str) -> str:
    """The page on GitHub of a revision of a file of `owner/repository`."""
    from urllib.parse import quote

    return f"https://github.com/{repository}/blob/{revision}/{quote(path)}"


def _fetch_head(copy: Path, address: str) -> None:
    fetch = ["fetch", "--quiet", "--no-tags", "--force", "--no-write-fetch-head", "--", address]
    try:
        run_git([*fetch, f"HEAD:{_HEAD}"], copy)
    except GitFailed as error:
        if "remote ref HEAD" not in str(error):
            raise
        run_git([*fetch, f"{_only_branch(address)}:{_HEAD}"], copy)


def _only_branch(address: str) -> str:
    """The only branch of a bundle that was made without HEAD."""
    lines = run_git(["ls-remote", "--quiet", "--", address]).decode().splitlines()
    branches = [name for _, _, name in (line.partition("\t") for line in lines) if name.startswith("refs/heads/")]
    if len(branches) != 1:
        raise SourceFailed(
            f"{without_credentials(address)}: has no HEAD and {len(branches)} branches; make it with HEAD in it"
        )
    return branches[0]


def _renamed_from(copy: Path, revision: str | None, path: str) -> str | None:
    """The name that the file had before the commit that gave it this one."""
    options = ["-r", "-M", "-z", "--no-commit-id", "--diff-filter=R", "--name-status"]
    output = run_git(["diff-tree", *options, str(revision)], copy)
    parts = output.decode("utf-8", "surrogateescape").split("\0")
    for before, after in zip(parts[1::3], parts[2::3], strict=True):
        if after == path and before.isprintable():
            return before
    return None


def _checked_path(path: str) -> str:
    plain = path.removeprefix("./")
    if not plain or not plain.isprintable() or plain.startswith("/") or ".." in plain.split("/"):
        raise SourceFailed(f"--path {path!r}: give the file's path inside the repository, such as classroomActive.md")
    return plain


def _existing(address: str) -> str:
    folder = Path(address)
    if not folder.exists():
        raise SourceFailed(f"{without_credentials(address)}: no such folder or bundle, and not a URL")
    return str(folder.resolve())


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("salon-archive") / "git"
