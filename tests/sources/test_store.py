"""The document store: what counts as a document, what is a problem, and that adding never leaves it broken."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from scraper.sources.documents.manifest import MANIFEST, Entry
from scraper.sources.documents.store import MAX_DOCUMENT_BYTES, DocumentStore
from scraper.sources.documents.writer import StoreBusy, StoreWriter

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
TEXT = "# 沙龙\n".encode()


def line(**values: Any) -> str:
    return json.dumps({"file": "a.md", "source": "o/r", "path": "x.md", "revision": "1" * 40} | values) + "\n"


def make(folder: Path, files: dict[str, bytes], manifest: str | bytes = "") -> DocumentStore:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if manifest:
        (folder / MANIFEST).write_bytes(manifest if isinstance(manifest, bytes) else manifest.encode())
    return DocumentStore(folder)


def test_folder_without_manifest(tmp_path: Path) -> None:
    """Type by suffix, date by a name that begins with one; anything else in the folder is left alone."""
    (tmp_path / "folder.md").mkdir()
    store = make(
        tmp_path,
        {"2019-12-03.md": b"1", "2019-12-03-a.HTML": b"2", "b.htm": b"3", "c.markdown": b"4", "2019-02-30.md": b"5"}
        | {"archive.db": b"", ".hidden.md": b"", "notes.txt": b"", "2019-12-031.md": b"6"},
    )
    facts = {(d.file, d.source, d.path, d.media_type, d.published_at, d.size) for d in store.documents()}
    assert facts == {
        ("2019-12-03.md", "files", "2019-12-03.md", "text/markdown", "2019-12-03", 1),
        ("2019-12-03-a.HTML", "files", "2019-12-03-a.HTML", "text/html", "2019-12-03", 1),
        ("b.htm", "files", "b.htm", "text/html", None, 1),
        ("c.markdown", "files", "c.markdown", "text/markdown", None, 1),
        ("2019-02-30.md", "files", "2019-02-30.md", "text/markdown", None, 1),
        ("2019-12-031.md", "files", "2019-12-031.md", "text/markdown", None, 1),
    }
    assert store.problems == []


def test_manifest_and_plain_files_together(tmp_path: Path) -> None:
    store = make(
        tmp_path, {"a.md": TEXT, "b.md": TEXT}, "\ufeff" + line(published_at="2019-12-03T00:22:21+08:00", extra=1)
    )
    plain, listed = store.documents()
    assert (listed.source, listed.path, listed.revision) == ("o/r", "x.md", "1" * 40)
    assert (listed.sha256, store.read(listed)) == (hashlib.sha256(TEXT).hexdigest(), TEXT)
    assert plain.source == "files"
    assert plain.id != listed.id


def test_documents_are_oldest_first_by_instant(tmp_path: Path) -> None:
    times = {"a": "2020-01-01T00:00:00+08:00", "b": "2019-12-31T17:00:00+00:00", "c": "2019-12-31T15:00:00Z"}
    manifest = "".join(line(file=f"{name}.md", revision=name, published_at=at) for name, at in times.items())
    store = make(tmp_path, {f"{name}.md": TEXT for name in times}, manifest)
    assert [document.revision for document in store.documents()] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("bad", "place", "message"),
    [
        ('{"file": "b.md", "sour\n', "manifest.jsonl line 2", "not a JSON object"),
        ("[1]\n", "manifest.jsonl line 2", "not a JSON object"),
        ("[" * 100_000 + "\n", "manifest.jsonl line 2", "not a JSON object"),
        (b"\xff\xfe\n", "manifest.jsonl line 2", "not a JSON object"),
        ('{"source": "x"}\n', "manifest.jsonl line 2", "not a plain file name"),
        (line(file="../outside.md"), "manifest.jsonl line 2", "not a plain file name"),
        (line(file="/etc/passwd"), "manifest.jsonl line 2", "not a plain file name"),
        (line(file="..\\outside.md"), "manifest.jsonl line 2", "not a plain file name"),
        (line(file=".lock"), "manifest.jsonl line 2", "not a plain file name"),
        (line(file="a\x00.md"), "manifest.jsonl line 2", "not a plain file name"),
        (line(file=7), "manifest.jsonl line 2", "file that is not text"),
        ('{"file": "b.md", "source": "\\ud800"}\n', "manifest.jsonl line 2", "source that is not text"),
        (line(source="other"), "manifest.jsonl line 2", "a second time"),
        (line(file="gone.md"), "gone.md", "not in the folder"),
        (line(file="b.md", sha256="0" * 64), "b.md", "sha256 differs"),
        (line(file="d.md"), "d.md", "not a file of this folder"),
        (line(file="link.md"), "link.md", "not a file of this folder"),
        (line(file="fifo.md"), "fifo.md", "not a file of this folder"),
        (line(file="big.md"), "big.md", "more than"),
        (line(file="b.md", published_at="yesterday"), "b.md", "is not a date"),
    ],
)
def test_bad_entry_is_a_problem_and_the_rest_is_read(
    tmp_path: Path, bad: str | bytes, place: str, message: str
) -> None:
    folder = tmp_path / "store"
    (folder / "d.md").mkdir(parents=True)
    (tmp_path / "outside.md").write_bytes(TEXT)
    (folder / "link.md").symlink_to(tmp_path / "outside.md")
    os.mkfifo(folder / "fifo.md")
    with (folder / "big.md").open("wb") as big:
        big.truncate(MAX_DOCUMENT_BYTES + 1)
    store = make(
        folder, {"a.md": TEXT, "b.md": TEXT}, line().encode() + (bad if isinstance(bad, bytes) else bad.encode())
    )
    files = [document.file for document in store.documents()]
    assert "a.md" in files
    assert not {"../outside.md", "link.md", "fifo.md", "big.md", "d.md", "gone.md"} & set(files)
    assert [text for where, text in store.problems if where == place and message in text]


def test_unreadable_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, because tests may run as a user whom no permission stops."""
    store = make(tmp_path, {"a.md": TEXT, "b.md": TEXT})
    original = Path.open

    def refuse(path: Path, *args: Any, **options: Any) -> Any:
        if path.name == "b.md":
            raise PermissionError(13, "Permission denied")
        return original(path, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert [document.file for document in store.documents()] == ["a.md"]
    assert store.problems == [("b.md", "cannot be read (Permission denied); make it readable")]


def test_folders_with_documents_are_said_not_to_be_read(tmp_path: Path) -> None:
    """A folder of pictures is left alone; hidden folders are not looked into."""
    for name in ("2019/spring/a.md", "pictures/a.png", ".git/b.md"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(TEXT)
    store = make(tmp_path, {"c.md": TEXT})
    assert [document.file for document in store.documents()] == ["c.md"]
    assert store.problems == [("2019", "is a folder of documents, but is not read; name it with --documents, too")]


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_manifest_without_an_end_is_not_read(tmp_path: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(tmp_path / MANIFEST)
    else:
        (tmp_path / MANIFEST).symlink_to("/dev/zero")
    store = make(tmp_path, {"c.md": TEXT})
    assert [document.file for document in store.documents()] == ["c.md"]
    assert store.problems == [(MANIFEST, "is not a regular file, so it is not read")]


def test_missing_folder_is_a_problem(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path / "nowhere")
    assert store.documents() == []
    assert store.problems[0][0] == "nowhere"


def test_single_file(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": TEXT, "b.md": TEXT}, line())
    assert [d.source for d in DocumentStore(tmp_path / "a.md").documents()] == ["o/r"]
    assert [d.source for d in DocumentStore(tmp_path / "b.md").documents()] == ["files"]


def entry(revision: str = "d967079" + "0" * 33, **values: Any) -> Entry:
    known = {"source": "o/r", "path": "x.md", "revision": revision, "published_at": "2019-12-03T00:22:21+08:00"}
    return Entry(**{**known, **values})


def test_added_document_is_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "announcements"
    with StoreWriter(folder) as writer:
        stored = writer.add(entry(), TEXT)
        assert entry() in writer
        assert writer.held("o/r") == [stored]
    document = DocumentStore(folder).documents()[0]
    assert (document.file, DocumentStore(folder).read(document)) == ("2019-12-03-d967079.md", TEXT)
    assert json.loads((folder / MANIFEST).read_text()) == {
        "file": "2019-12-03-d967079.md", "source": "o/r", "path": "x.md", "url": None, "revision": entry().revision,
        "published_at": "2019-12-03T00:22:21+08:00", "media_type": "text/markdown",
        "sha256": hashlib.sha256(TEXT).hexdigest(),
    }  # fmt: skip


def test_names_never_collide_and_never_come_from_what_was_published(tmp_path: Path) -> None:
    with StoreWriter(tmp_path) as writer:
        files = [writer.add(entry("abcdef0" + digit * 33, path="../../x.md"), TEXT).file for digit in "123"]
        page = writer.add(
            Entry(source="../p", url="http://h/../x", media_type="text/html", revision="../../etc"), TEXT
        ).file
        same_revision = writer.add(entry("abcdef0" + "1" * 33, path="other.md"), TEXT).file
    assert files == ["2019-12-03-abcdef0.md", "2019-12-03-abcdef022222.md", "2019-12-03-abcdef033333.md"]
    assert page.startswith("undated-")
    assert page.endswith(".html")
    assert same_revision == "2019-12-03-abcdef011111.md"
    assert {path.name for path in tmp_path.iterdir()} == {*files, page, same_revision, MANIFEST, ".lock"}


def test_damaged_or_lost_file_comes_back_under_its_name(tmp_path: Path) -> None:
    for damaged in (b"cut", None):
        with StoreWriter(tmp_path) as writer:
            name = writer.add(entry(), TEXT).file
        (tmp_path / name).unlink()
        if damaged:
            (tmp_path / name).write_bytes(damaged)
        assert DocumentStore(tmp_path).documents() == []
        with StoreWriter(tmp_path) as writer:
            assert entry() not in writer
            writer.add(entry(), TEXT)
        assert [document.file for document in DocumentStore(tmp_path).documents()] == [name]
        assert len((tmp_path / MANIFEST).read_bytes().splitlines()) == 1


@pytest.mark.parametrize("kept", [0, 1, 20, -1])
def test_line_cut_short_is_healed(tmp_path: Path, kept: int) -> None:
    """A run killed before, inside or just before the end of a line: nothing is lost, nothing is there twice."""
    with StoreWriter(tmp_path) as writer:
        writer.add(entry("1" * 40), TEXT)
        first = (tmp_path / MANIFEST).read_bytes()
        writer.add(entry("2" * 40), b"two")
    whole = (tmp_path / MANIFEST).read_bytes()
    (tmp_path / MANIFEST).write_bytes(first + whole[len(first) :][:kept])
    (tmp_path / ".2019-12-03-3333333.md.part").write_bytes(b"half")
    with StoreWriter(tmp_path) as writer:
        for revision, content in (("1" * 40, TEXT), ("2" * 40, b"two")):
            if entry(revision) not in writer:
                writer.add(entry(revision), content)
    assert (tmp_path / MANIFEST).read_bytes() == whole
    assert DocumentStore(tmp_path).problems == []
    assert len(list(tmp_path.iterdir())) == 4


def test_full_disk_leaves_the_manifest_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with StoreWriter(tmp_path) as writer:
        writer.add(entry("1" * 40), TEXT)
        before = (tmp_path / MANIFEST).read_bytes()
        write = os.write
        monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:10]))
        with pytest.raises(OSError, match="only 10 of"):
            writer.add(entry("2" * 40), TEXT)
    assert (tmp_path / MANIFEST).read_bytes() == before


def test_second_writer_is_refused(tmp_path: Path) -> None:
    with StoreWriter(tmp_path):
        program = (
            "import sys; from scraper.sources.documents.writer import *; StoreWriter(Path(sys.argv[1])).__enter__()"
        )
        second = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)], check=False, capture_output=True, text=True
        )
        assert StoreBusy.__name__ in second.stderr
        assert "another fetch is writing to" in second.stderr
    with StoreWriter(tmp_path):
        pass


def test_killed_writer_leaves_a_whole_store(tmp_path: Path) -> None:
    """`kill -9` at random moments of adding: every line is whole, every file is what its line says, and it goes on."""
    program = f"""
from pathlib import Path
from scraper.sources.documents.manifest import Entry
from scraper.sources.documents.writer import StoreWriter
with StoreWriter(Path({str(tmp_path)!r})) as writer:
    for number in range(100_000):
        entry = Entry(source="o/r", path="x.md", revision=f"{{number:040x}}")
        if entry not in writer:
            writer.add(entry, str(number).encode() * 5000)
"""
    manifest, size = tmp_path / MANIFEST, 0
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", program])
        while not manifest.exists() or manifest.stat().st_size <= size:
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with StoreWriter(tmp_path) as writer:
            held = len(writer.held("o/r"))
        store = DocumentStore(tmp_path)
        assert sum(document.source == "o/r" for document in store.documents()) == held > 0
        size = manifest.stat().st_size
        assert store.problems == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real corpus is not here")
def test_corpus_is_such_a_store() -> None:
    store = DocumentStore(CORPUS / "announcements")
    documents = store.documents()
    assert (len(documents), store.problems) == (67, [])
    assert all(hashlib.sha256(store.read(document)).hexdigest() == document.sha256 for document in documents)
