"""Runs git so that it never prompts, never runs code of a repository, and always ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from scraper.credentials import without_credentials
from scraper.sources import SourceFailed
from scraper.sources.documents.store import MAX_DOCUMENT_BYTES

_TIMEOUT = 300.0  # seconds for one command; copying the club's repository takes a few
# Limits for git and its children: 8 GiB of memory, 4 GiB a file (in units of 512 bytes), and the seconds of a command
# as CPU time. A server may send references or objects for ever, and the process that started git may be killed.
_LIMITS = {"v": 8 * 2**20, "f": 8 * 2**20, "t": int(_TIMEOUT)}
_BOUNDED = "".join(f"ulimit -{name} {most} 2>/dev/null; " for name, most in _LIMITS.items()) + 'exec git "$@"'
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "gc.autoDetach=false",
    "credential.interactive=false",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=60",
    # User settings that would change the output.
    "log.follow=false",
    "log.mailmap=false",
    "log.showSignature=false",
    "log.excludeDecoration=",
    "diff.renames=true",
    "diff.renameLimit=0",
    "diff.orderFile=",
    "diff.noPrefix=false",
    "i18n.logOutputEncoding=UTF-8",
    "core.quotePath=false",
    "core.commitGraph=false",
)
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "true",
    "SSH_ASKPASS": "true",
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}
# Variables that git sets if it started us (a hook, an alias): they would point at that repository instead of the copy.
# The last lines change the paths and objects that a command sees.
_FOREIGN = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
)


class GitFailed(SourceFailed):
    """A git command failed; the message is git's last line."""


def run_git(arguments: list[str], repository: Path | None = None, stdin: bytes = b"") -> bytes:
    """The standard output of a git command. After five minutes it is killed with its children.

    Raises:
        GitFailed: git reports an error or takes too long.
        SourceFailed: git is not installed.
    """
    with _start(arguments, repository) as process:
        try:
            output, errors = process.communicate(stdin, timeout=_TIMEOUT)
        except subprocess.TimeoutExpired:
            raise GitFailed(f"git {_verb(arguments)} took more than {_TIMEOUT:.0f} s; try again later") from None
        finally:
            _kill(process)
    if process.returncode:
        raise GitFailed(f"git {_verb(arguments)}: {_last_line(errors)}")
    return output


def cat_file(repository: Path, names: list[str]) -> Iterator[bytes | SourceFailed]:
    """The content of each named blob (`<commit>:<path>`), in order, from one process; one blob in memory at a time.

    A blob that is too large for a document is skipped; a failure is yielded in its place.

    Raises:
        GitFailed: a blob is missing, or git ends before the last one.
    """
    with _start(["cat-file", "--batch"], repository) as process:
        # Reads cannot have a time limit, so a timer kills the process and the reads then end.
        watch = threading.Timer(_TIMEOUT, _kill, [process])
        watch.daemon = True  # a fetch that a full disk stops does not wait for the timer
        watch.start()
        try:
            assert process.stdin and process.stdout
            for name in names:
                yield _blob(process.stdin, process.stdout, name)
        finally:
            watch.cancel()
            _kill(process)


def _blob(requests: IO[bytes], answers: IO[bytes], name: str) -> bytes | SourceFailed:
    try:
        requests.write(name.encode() + b"\n")
        requests.flush()
    except BrokenPipeError:
        raise GitFailed(f"{name}: git ended before this revision; run salon fetch again") from None
    header = answers.readline().split()
    if len(header) != 3 or header[1] != b"blob":
        raise GitFailed(f"{name}: git cannot read this revision; run salon fetch again")
    size = int(header[2])
    if size > MAX_DOCUMENT_BYTES:
        _skip(answers, size + 1)
        return SourceFailed(f"{name}: has {size} bytes, more than the {MAX_DOCUMENT_BYTES} a document may have")
    content = answers.read(size + 1)[:-1]
    if len(content) != size:
        raise GitFailed(f"{name}: git ended in the middle of this revision; run salon fetch again")
    return content


def _skip(answers: IO[bytes], size: int) -> None:
    while size > 0 and (piece := answers.read(min(size, 1 << 20))):
        size -= len(piece)


def _start(arguments: list[str], repository: Path | None) -> subprocess.Popen[bytes]:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    place = ["--git-dir", str(repository)] if repository else []
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN} | _ENVIRONMENT
    environment.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=20")
    if shutil.which("git") is None:
        raise SourceFailed("git cannot be started; install it, or use --github OWNER/REPO, which does not need git")
    return subprocess.Popen(
        ["sh", "-c", _BOUNDED, "git", *settings, *place, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kills git and its children if they are still running."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _verb(arguments: list[str]) -> str:
    return next(argument for argument in arguments if not argument.startswith("-"))


def _last_line(errors: bytes) -> str:
    lines = without_credentials(errors.decode("utf-8", "replace")).strip().splitlines()
    return next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "no message")
