"""The history of one file: every revision, byte for byte, through renames, merges and removals, and never a prompt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from servers.history import History, announcement, linear

from scraper.credentials import without_credentials
from scraper.sources import SourceFailed
from scraper.sources.documents.store import MAX_DOCUMENT_BYTES, DocumentStore
from scraper.sources.git.history import GitHistory, source_name
from scraper.sources.git.process import run_git

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def read(tmp_path: Path, address: str | Path, path: str = "salon.md") -> list[tuple[str, bytes]]:
    history = GitHistory(str(address), path, "salon", cache=tmp_path / "cache")
    found = list(history.contents(history.revisions()))
    return [(str(entry.path), content) for entry, content in found if isinstance(content, bytes)]


def test_every_revision_oldest_first(tmp_path: Path) -> None:
    history = linear(tmp_path / "repository.git", 9)
    expected = [("salon.md", announcement(number)) for number in range(1, 10)]
    assert read(tmp_path, history.folder) == expected
    assert read(tmp_path, history.bundle(tmp_path / "history.bundle")) == expected
    assert read(tmp_path, f"file://{history.folder}") == expected


def test_entry_has_commit_and_its_time_with_offset(tmp_path: Path) -> None:
    history = linear(tmp_path / "repository.git", 2)
    first = GitHistory(str(history.folder), "./salon.md", "salon", cache=tmp_path / "cache").revisions()[0]
    commits = history.git("--git-dir", str(history.folder), "rev-list", "--reverse", "main").split()
    assert (first.source, first.path, first.revision) == ("salon", "salon.md", commits[0])
    assert (first.published_at, first.media_type, first.url) == ("2019-12-04T00:22:21+08:00", "text/markdown", None)


def test_second_time_brings_what_is_new(tmp_path: Path) -> None:
    history = linear(tmp_path / "repository.git", 3)
    assert len(read(tmp_path, history.folder)) == 3
    history.commit(announcement(4))
    history.write()
    assert read(tmp_path, history.folder)[3:] == [("salon.md", announcement(4))]


def test_rewritten_history_is_followed(tmp_path: Path) -> None:
    history = linear(tmp_path / "a.git", 3)
    read(tmp_path, history.folder)
    other = History(tmp_path / "b.git")
    other.commit(b"other\n")
    other.write()
    history.folder.rename(tmp_path / "old.git")
    other.folder.rename(history.folder)
    assert read(tmp_path, history.folder) == [("salon.md", b"other\n")]


def test_renames_are_followed_and_removals_are_no_revision(tmp_path: Path) -> None:
    history = History(tmp_path / "repository.git")
    history.commit(announcement(1), "old.md")
    history.commit(announcement(1) + b"!", "docs/a b.md", renamed_from="old.md")
    history.commit(announcement(1) + b"!!", "salon.md", renamed_from='"docs/a b.md"')
    history.commit(b"", removed="salon.md")
    history.commit(announcement(5))
    history.write()
    assert read(tmp_path, history.folder) == [
        ("old.md", announcement(1)),
        ("docs/a b.md", announcement(1) + b"!"),
        ("salon.md", announcement(1) + b"!!"),
        ("salon.md", announcement(5)),
    ]


def test_side_branch_that_a_merge_discarded_was_published_too(tmp_path: Path) -> None:
    """`git log` alone drops such a branch; `--full-history` keeps its texts, and the merge that chose another."""
    history = History(tmp_path / "repository.git")
    history.commit(announcement(1))
    history.commit(announcement(2), on="refs/heads/side", after=":1")
    history.commit(announcement(3), after=":1")
    history.commit(announcement(3), after=":3", merge=":2")
    history.write()
    assert [content for _, content in read(tmp_path, history.folder)] == [
        announcement(number) for number in (1, 2, 3, 3)
    ]


def test_half_a_copy_is_made_anew(tmp_path: Path) -> None:
    """What a killed fetch can leave in the cache: a lock, half a pack, a reference that leads nowhere."""
    history = linear(tmp_path / "repository.git", 3)
    expected = read(tmp_path, history.folder)
    (copy,) = (tmp_path / "cache").glob("*.git")
    (copy / "refs" / "salon" / "head.lock").touch()
    history.commit(announcement(4))
    history.write()
    assert read(tmp_path, history.folder) == [*expected, ("salon.md", announcement(4))]
    for pack in copy.glob("objects/pack/*.pack"):
        pack.chmod(0o600)
        pack.write_bytes(pack.read_bytes()[:100])
    assert len(read(tmp_path, history.folder)) == 4


def test_revision_that_is_too_large_is_left_out(tmp_path: Path) -> None:
    history = History(tmp_path / "repository.git")
    history.commit(announcement(1))
    history.commit(b"x" * (MAX_DOCUMENT_BYTES + 1))
    history.commit(announcement(3))
    history.write()
    revisions = GitHistory(str(history.folder), "salon.md", "salon", cache=tmp_path / "cache")
    first, large, last = [content for _, content in revisions.contents(revisions.revisions())]
    assert (first, last) == (announcement(1), announcement(3))
    assert isinstance(large, SourceFailed)
    assert "10485761 bytes, more than" in str(large)


def test_bundle_without_head(tmp_path: Path) -> None:
    history = linear(tmp_path / "repository.git", 2)
    assert len(read(tmp_path, history.bundle(tmp_path / "one.bundle", "main"))) == 2
    history.commit(b"x", on="refs/heads/other")
    history.write()
    with pytest.raises(SourceFailed, match="no HEAD and 2 branches"):
        read(tmp_path, history.bundle(tmp_path / "two.bundle", "main", "other"))


def test_hooks_and_settings_of_the_caller_stay_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = linear(tmp_path / "repository.git", 1)
    hook = history.folder / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/hook-ran\n")
    hook.chmod(0o755)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert len(read(tmp_path, history.folder)) == 1
    assert not (tmp_path / "hook-ran").exists()


@pytest.mark.parametrize(
    ("address", "path", "message"),
    [
        ("--upload-pack=touch hacked", "salon.md", "no such folder or bundle"),
        ("ext::touch% hacked", "salon.md", "no such folder or bundle"),
        ("ext://touch hacked", "salon.md", "transport 'ext' not allowed"),
        ("nowhere", "salon.md", "no such folder or bundle"),
        ("repository.git", "--output=hacked", "no file --output=hacked in"),
        ("repository.git", ":(glob)*", "no file"),
        ("repository.git", "../salon.md", "--path"),
        ("repository.git", "/etc/passwd", "--path"),
        ("repository.git", "a\nb", "--path"),
        ("repository.git", "", "--path"),
        ("plain.txt", "salon.md", "plain.txt"),
        ("http://127.0.0.1:9/o/r", "salon.md", "127.0.0.1"),
    ],
)
def test_bad_address_or_path_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, path: str, message: str
) -> None:
    linear(tmp_path / "repository.git", 1)
    (tmp_path / "plain.txt").write_text("no repository")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceFailed) as raised:
        read(tmp_path, address, path)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "hacked").exists()


def test_git_and_what_it_starts_are_bounded() -> None:
    """Where the system bounds so: a server that sends references for ever fills neither memory nor disk."""
    limits = run_git(["-c", "alias.limits=!ulimit -v; ulimit -f; ulimit -t", "limits"]).split()
    assert all(0 < int(limit) <= 8 * 2**20 for limit in limits if limit != b"unlimited") and limits[2] == b"300"


def test_no_git_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = linear(tmp_path / "repository.git", 1)
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(SourceFailed, match=r"git cannot be started.*--github"):
        read(tmp_path, history.folder)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/momodel/explore_recommend", "momodel/explore_recommend"),
        ("https://token@github.com/o/r.git/", "o/r"),
        ("git@github.com:o/r.git", "o/r"),
        ("ssh://git@example.org:22/o/r.git", "o/r"),
        ("some/history.bundle", "history"),
        ("some/repository.git", "repository"),
        ("some/clone/", "clone"),
    ],
)
def test_source_name(address: str, name: str) -> None:
    assert source_name(address) == name


def test_passwords_are_not_shown() -> None:
    assert without_credentials("https://user:secret@host/o/r") == "https://host/o/r"
    assert source_name("https://user:secret@host") == "host"
    with pytest.raises(SourceFailed) as raised:
        GitHistory("http://user:secret@127.0.0.1:1/o/r.git", "salon.md", "x").revisions()
    assert "secret" not in str(raised.value)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real corpus is not here")
def test_corpus_history_is_the_corpus(tmp_path: Path) -> None:
    store = DocumentStore(CORPUS / "announcements")
    expected = sorted(store.read(document) for document in store.documents())
    assert sorted(content for _, content in read(tmp_path, CORPUS / "history.bundle", "classroomActive.md")) == expected


def test_a_symbolic_link_in_the_files_place_is_no_revision(tmp_path: Path) -> None:
    """What git keeps of it is the name it leads to, which nobody published; a text as short is one."""
    history = linear(tmp_path / "repository.git", 1)
    history.commit(b"../../etc/passwd", mode="120000")
    history.commit(b"# short")
    history.write()
    assert read(tmp_path, history.folder) == [("salon.md", announcement(1)), ("salon.md", b"# short")]


SETTINGS = [
    "log.follow=true",
    "log.showSignature=true",
    "log.mailmap=true",
    "i18n.logOutputEncoding=GBK",
    "log.date=raw",
    "diff.renames=false",
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_users_own_settings_of_git_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    """A side branch whose outcome a merge discarded is a revision, and a rename is followed, whatever git is told."""
    history = History(tmp_path / "repository.git")
    first = history.commit(announcement(1), path="old.md")
    side = history.commit(announcement(2), path="old.md", on="refs/heads/side", after=f":{first}")
    own = history.commit(announcement(3), path="old.md", after=f":{first}")
    history.commit(announcement(3), path="old.md", after=f":{own}", merge=f":{side}")
    history.commit(announcement(3), renamed_from="old.md")
    history.write()
    expected = read(tmp_path / "plain", history.folder)
    name, _, value = setting.partition("=")
    section, _, key = name.partition(".")
    (tmp_path / "config").write_text(f"[{section}]\n\t{key} = {value}\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert announcement(2) in [content for _, content in expected]
    assert read(tmp_path / "told", history.folder) == expected


@pytest.mark.parametrize(
    "name", ["GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_LITERAL_PATHSPECS"]
)
def test_how_paths_are_read_is_not_left_to_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    history = linear(tmp_path / "repository.git", 2)
    monkeypatch.setenv(name, "1")
    assert len(read(tmp_path, history.folder)) == 2


def test_a_pattern_names_the_files_of_a_folder_each(tmp_path: Path) -> None:
    history = History(tmp_path / "repository.git")
    history.commit(b"a1", "src/a/events.md")
    history.commit(b"b1", "src/b/events.md")
    history.commit(b"no", "src/b/other.md")
    history.commit(b"no", "src/b/deep/events.md")
    history.commit(b"a2", "src/a/events.md")
    history.commit(b"", removed="src/b/events.md")
    history.write()
    assert read(tmp_path, history.folder, "src/*/events.md") == [
        ("src/a/events.md", b"a1"),
        ("src/b/events.md", b"b1"),
        ("src/a/events.md", b"a2"),
    ]
    with pytest.raises(SourceFailed, match="no file"):
        read(tmp_path, history.folder, "docs/*.md")
