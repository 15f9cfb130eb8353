"""Files are written whole or not at all."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from cleaner.errors import CleanerError
from cleaner.formats.atomic import is_temporary, open_atomic, open_named, write_atomic
from tests.samples import write

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc and /dev/full")


def test_failed_write_leaves_what_was_there(tmp_path):
    path = write(tmp_path / "a", "old")
    half = open_atomic(path)
    half.__enter__().write(b"new")
    assert not half.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_name_appears_at_the_end(tmp_path):
    with open_atomic(tmp_path / "a") as file:
        file.write(b"new")
        [beside] = tmp_path.iterdir()
        assert is_temporary(beside) and beside.name.startswith(".")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_folders_are_made_and_mode_stays(tmp_path):
    write_atomic(tmp_path / "deep/er/a", b"1")
    (tmp_path / "deep/er/a").chmod(0o600)
    write_atomic(tmp_path / "deep/er/a", b"2")
    assert (tmp_path / "deep/er/a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("path", ["file/a", "folder", "x" * 300])
def test_what_cannot_be_written_is_named(tmp_path, path):
    write(tmp_path / "file", "")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CleanerError, match=r"cannot be written: .*\[unwritable\]"):
        write_atomic(tmp_path / path, b"")


def test_what_is_no_file_is_written_as_it_stands(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        with open_named(pipe) as file:
            file.write(b"rows")
        assert read.result() == b"rows" and pipe.is_fifo()


@linux
def test_a_link_to_an_open_file_stays_a_link(tmp_path):
    (tmp_path / "target").write_bytes(b"long before")
    with (tmp_path / "target").open("r+b") as target:
        link = tmp_path / "stdout"
        link.symlink_to(f"/proc/self/fd/{target.fileno()}")
        with open_named(link) as file:
            file.write(b"rows")
    assert link.is_symlink() and (tmp_path / "target").read_bytes() == b"rows"


def test_a_file_that_the_user_named_is_whole_or_not_there(tmp_path):
    half = open_named(tmp_path / "rows")
    half.__enter__().write(b"new")
    assert not half.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not list(tmp_path.iterdir())


@linux
def test_says_that_what_is_no_file_is_full(tmp_path):
    link = tmp_path / "full"  # a link, so that nothing but the link could be lost
    link.symlink_to("/dev/full")
    with pytest.raises(CleanerError, match="the disk is full"), open_named(link) as file:
        file.write(b"rows")
    assert link.is_symlink()
