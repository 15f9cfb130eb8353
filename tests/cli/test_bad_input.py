"""Bad input: a sentence that says what and where, the rest is done, nothing is lost, and the exit code is 3."""

from __future__ import annotations

import gzip
import os
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zstandard

from cleaner.formats.atomic import TEMPORARY
from tests.conftest import COMMAND
from tests.samples import ARTICLE, CLEANED, line, tree, write

DEEP = '{"text":' + "[" * 100_000 + "]" * 100_000 + "}\n"
NOISE = os.urandom(5000).hex()

FILES = [
    ("a.txt", b"The caf\xe9 closed.\n", "a.txt:1:8: not UTF-8: byte 0xe9 (convert it, for example with iconv) [not-utf8]"),
    ("a.txt", b"One\nTwo\0\n", "a.txt:2: holds NUL bytes, as binary files do (leave it out) [nul-bytes]"),
    ("a.jsonl.gz", gzip.compress(line(NOISE).encode())[:-20], "a.jsonl.gz: the compressed data end early or are damaged"),
    ("a.jsonl.gz", line().encode(), "a.jsonl.gz: the compressed data end early or are damaged: Not a gzipped file"),
    ("a.jsonl.zst", zstandard.compress(line(NOISE).encode())[:-20], "a.jsonl.zst: the compressed data end early or are damaged: the last frame is cut off"),
    ("a.jsonl.zst", b"no zstd at all", "a.jsonl.zst: the compressed data end early or are damaged"),
    ("a.jsonl.zst", zstandard.compress(b"{}\n") + b"\x28\xb5\x2f\xfd\x04\0", "a.jsonl.zst: the compressed data end early or are damaged"),
]
LINES = [
    (b'{"text": "broken\n', "a.jsonl:2:10: not JSON: unterminated string starting (mend or drop the line) [not-json]"),
    (b'{"text": "caf\xe9"}\n', "a.jsonl:2: not UTF-8: byte 0xe9 (convert the file) [not-utf8]"),
    (b'{"txet": "x", "n": 1}\n', "a.jsonl:2: no field 'text' (did you mean 'txet'?) [no-field]"),
    (b'{"content": "x"}\n', "a.jsonl:2: no field 'text' (name the text's field with --text-field; the line has content) [no-field]"),
    (b'{"text": 1.5}\n', "a.jsonl:2: the field 'text' is a number, not a string (name another with --text-field) [wrong-type]"),
    (b'{"text": null}\n', "a.jsonl:2: the field 'text' is null, not a string"),
    (b'{"text": ["x"]}\n', "a.jsonl:2: the field 'text' is a list, not a string"),
    (b'["text"]\n', "a.jsonl:2: the line is a list, not an object (write {...} a line) [not-object]"),
    (DEEP.encode(), "a.jsonl:2: nested too deep (mend or drop the line) [not-json]"),
    (b'{"text": "x", "n": ' + b"9" * 5000 + b"}\n", "a.jsonl:2: holds a number of too many digits (mend or drop the line) [not-json]"),
    (b'{"text": "x"} {"text": "y"}\n', "a.jsonl:2:15: not JSON: extra data"),
]
ODD = [
    b'{"text": "x", "url": "http://[half"}\n',
    b'{"text": "x", "n": NaN, "m": 1e999}\n',
    b'{"text": "\\ud800", "\\udfff": "\\u0000"}\n',
    b'{"text": "x", "id": {"a": 1}, "title": 3, "author": ["a"]}\n',
    b"\r\n",
    b" \t\n",
]


def assert_rest_is_done(ran, out: Path, sentence: str, **files: bytes) -> None:
    assert ran.code == 3 and sentence in ran.err and "Traceback" not in ran.err
    assert {name: data for name, data in tree(out).items() if name != "good.txt"} == files
    assert tree(out)["good.txt"] == CLEANED.encode() and not list(out.rglob(f"*{TEMPORARY}"))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write(tmp_path / "src/good.txt", ARTICLE)


@pytest.mark.parametrize(("name", "data", "sentence"), FILES, ids=range(len(FILES)))
def test_bad_file_is_copied_as_it_stands(run_cleaner, good, tmp_path, name, data, sentence):
    write(tmp_path / "src" / name, data)
    assert_rest_is_done(run_cleaner("clean", "src", "-o", "out"), tmp_path / "out", sentence, **{name: data})
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == tree(tmp_path / "src")


@pytest.mark.parametrize(("data", "sentence"), LINES, ids=range(len(LINES)))
def test_bad_line_is_copied_as_it_stands(run_cleaner, good, tmp_path, data, sentence):
    write(tmp_path / "src/a.jsonl", line().encode() + data + line().encode())
    ran = run_cleaner("clean", "src", "-o", "out")
    assert_rest_is_done(ran, tmp_path / "out", sentence, **{"a.jsonl": line(CLEANED).encode() + data + line(CLEANED).encode()})
    assert "1 not read" in ran.err


@pytest.mark.parametrize("data", ODD, ids=range(len(ODD)))
def test_odd_line_is_no_mistake(run_cleaner, tmp_path, data):
    write(tmp_path / "a.jsonl", data + line().encode())
    assert run_cleaner("clean", "a.jsonl", "-o", "out").code == 0
    assert (tmp_path / "out/a.jsonl").read_bytes() == data + line(CLEANED).encode()


@pytest.mark.parametrize(("name", "data", "sentence"), FILES, ids=range(len(FILES)))
@pytest.mark.parametrize("command", [["check"], ["check", "--fix"], ["clean", "--dry-run"], ["clean", "--sample", "9"], ["clean", "-o", "-"]])
def test_every_command_names_a_bad_file(run_cleaner, tmp_path, command, name, data, sentence):
    write(tmp_path / name, data)
    ran = run_cleaner(*command, name)
    assert ran.code == 3 and sentence in ran.err and tree(tmp_path) == {name: data}


@pytest.mark.parametrize(("name", "data", "sentence"), FILES, ids=range(len(FILES)))
def test_explain_names_a_bad_file(run_cleaner, tmp_path, name, data, sentence):
    write(tmp_path / name, data)
    ran = run_cleaner("explain", name)
    assert ran.code == 3 and sentence in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl", "a.jsonl.zst", "a.jsonl.gz"])
def test_empty_file_is_no_mistake(run_cleaner, tmp_path, name):
    write(tmp_path / "src" / name, b"")
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    assert set(tree(tmp_path / "out")) == {name} and run_cleaner("check", "src").code == 0


def test_many_problems_are_not_all_printed(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", "broken\n" * 1000)
    ran = run_cleaner("clean", "a.jsonl", "-o", "out")
    assert ran.code == 3 and "... and 980 more" in ran.err and len(ran.err.splitlines()) < 40


def test_dangling_link(run_cleaner, good, tmp_path):
    (tmp_path / "src/link.txt").symlink_to("nowhere.txt")
    assert_rest_is_done(run_cleaner("clean", "src", "-o", "out"), tmp_path / "out", "src/link.txt: cannot be read: No such file or directory")


def test_unread_file_is_tried_again(run_cleaner, good, tmp_path):
    (tmp_path / "src/link.txt").symlink_to("nowhere.txt")
    run_cleaner("clean", "src", "-o", "out")
    write(tmp_path / "src/nowhere.txt", ARTICLE)
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    assert set(tree(tmp_path / "out")) == {"good.txt", "link.txt", "nowhere.txt"}


def test_pipes_and_folders_that_look_like_articles_are_left_out(run_cleaner, good, tmp_path):
    os.mkfifo(tmp_path / "src/pipe.txt")
    (tmp_path / "src/link.txt").symlink_to("pipe.txt")
    (tmp_path / "src/folder.txt").mkdir()
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    assert run_cleaner("clean", "src/*.txt", "-o", "out").code == 0
    ran = run_cleaner("check", "src/pipe.txt")
    assert ran.code == 2 and "src/pipe.txt is neither a file nor a folder" in ran.err


def test_name_that_is_no_utf8_is_cleaned_and_restored(run_cleaner, tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    write(tmp_path / "src" / name, ARTICLE)
    assert [run_cleaner("clean", "src", "-o", "out").code for _ in range(2)] == [0, 0]
    assert tree(tmp_path / "out") == {name: CLEANED.encode()} and run_cleaner("check", "src").code == 1
    (tmp_path / "src" / name).unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == {name: ARTICLE.encode()}


def test_name_of_the_longest_length_is_cleaned(run_cleaner, tmp_path):
    name = "a" * 251 + ".txt"
    write(tmp_path / "src" / name, ARTICLE)
    assert run_cleaner("clean", "src", "-o", "out").code == 0 and tree(tmp_path / "out") == {name: CLEANED.encode()}


@pytest.fixture
def anyone() -> Iterator[Path]:
    """A folder that every user may read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Run as a user who may not read everything; root may."""
    user = os.geteuid()
    if not user:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_unreadable_file_and_folder(run_cleaner, anyone):
    write(anyone / "src/good.txt", ARTICLE)
    write(anyone / "src/secret.txt", ARTICLE).chmod(0)
    write(anyone / "src/locked/b.txt", ARTICLE).parent.chmod(0)
    run_cleaner("clean", anyone / "src", "-o", "before")  # what is imported late is imported now
    with as_nobody():
        ran = run_cleaner("clean", anyone / "src", "-o", anyone / "out")
    assert f"{anyone}/src/locked: cannot be read: Permission denied (check the file and its rights) [unreadable]" in ran.err
    assert_rest_is_done(ran, anyone / "out", f"{anyone}/src/secret.txt: cannot be read: Permission denied (check the file and its rights) [unreadable]")


def test_file_that_becomes_readable_is_read_by_the_next_run(run_cleaner, anyone):
    secret = write(anyone / "src/secret.txt", ARTICLE)
    run_cleaner("clean", anyone / "src", "-o", "before")
    for mode, code, found in ((0, 3, {}), (0o644, 0, {"secret.txt": CLEANED.encode()})):
        secret.chmod(mode)
        with as_nobody():
            assert run_cleaner("clean", anyone / "src", "-o", anyone / "out").code == code
        assert tree(anyone / "out") == found


def test_output_folder_without_rights(run_cleaner, anyone):
    write(anyone / "src/good.txt", ARTICLE)
    (anyone / "out").mkdir(mode=0o555)
    run_cleaner("clean", anyone / "src", "-o", "before")
    with as_nobody():
        ran = run_cleaner("clean", anyone / "src", "-o", anyone / "out")
    assert ran.code == 3 and "out" in ran.err and "Permission denied" in ran.err and tree(anyone / "out") == {}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("workers", [1, 2])
def test_full_disk(run_cleaner, good, tmp_path, small_disk, monkeypatch, workers):
    monkeypatch.setattr("cleaner.scale.plan.BATCH_SIZE", 300_000)
    for n in range(4):
        write(tmp_path / f"src/{n}.jsonl", line(pad="x" * 500) * 600)
    ran = run_cleaner("clean", "src", "-o", small_disk / "out", "--workers", workers)
    assert ran.code == 3 and "the disk is full (make room and run the same command again: it goes on where it stopped) [disk-full]" in ran.err
    assert not list(small_disk.rglob(f"*{TEMPORARY}"))
    assert all(data == (line(CLEANED, pad="x" * 500) * 600).encode() for name, data in tree(small_disk / "out").items() if name != "good.txt")
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    assert run_cleaner("clean", "src", "-o", small_disk / "out", "--workers", workers).code == 0
    assert len(tree(small_disk / "out")) == 5


def test_full_disk_while_a_file_is_mended(run_cleaner, small_disk):
    write(small_disk / "a.txt", ARTICLE)
    (small_disk / "fill").write_bytes(b"x" * 4096 * 200)
    with pytest.raises(OSError, match="space"):
        (small_disk / "more").write_bytes(b"x" * 4096 * 200)
    ran = run_cleaner("check", "--fix", small_disk / "a.txt")
    assert ran.code == 3 and "the disk is full" in ran.err and (small_disk / "a.txt").read_text() == ARTICLE


def test_output_that_cannot_be_printed(tmp_path):
    if not Path("/dev/full").exists():
        pytest.skip("this machine has no /dev/full")
    write(tmp_path / "a.txt", ARTICLE)
    with open("/dev/full", "wb") as full:
        ran = subprocess.run([COMMAND, "check", "a.txt"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 3 and b"No space left on device" in ran.stderr and b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("name", "start", "sentence"), [("a.txt", "", "a.txt: 200,000,000 bytes are no article"), ("a.jsonl", '{"text":"', "a.jsonl:1: 200,000,0")]
)
def test_huge_single_line(run_installed, tmp_path, name, start, sentence):
    with (tmp_path / name).open("wb") as file:
        file.write(start.encode())
        for _ in range(200):
            file.write(b"word " * 200_000)
        file.write(b'"}' if start else b"")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))

    ran = run_installed("clean", name, "-o", "out", "--workers", 1, before=limit)
    assert ran.code == 3 and sentence in ran.err
    same = subprocess.run(["cmp", tmp_path / name, tmp_path / "out" / name], capture_output=True)
    assert same.returncode == 0
